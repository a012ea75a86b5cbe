import type { Checkpoint } from '../../../src/domain/history/read'
import { fold } from '../../../src/domain/history/read'
import { makeRevision } from '../../../src/domain/history/revision'
import type { NewRevision, RevisionText } from '../../../src/domain/history/revision'
import { adult } from '../../../src/domain/records/adult'
import { child } from '../../../src/domain/records/child'
import type { AnswersOf, Definition } from '../../../src/domain/schema/definition'
import { blank, touched } from '../../../src/domain/schema/definition'
import type { Changes, Fields, Row as RowAnswers, RowFields, RowsField } from '../../../src/domain/schema/field'
import { addedRow } from '../../../src/domain/schema/field'

/** A made-up setting of many records, signed as a tablet signs. */

export const setting = 'bench-hall'
export const amira = 'bench-amira'
export const room = 'Otters'
/** Two hundred of all records are about the first child. */
export const firstChild = 'bench-child-0'
const firstChildsRecords = 200
export const children = 60

export interface Row extends RevisionText { readonly seq: number; readonly receivedAt: number }
export interface Made { readonly rows: readonly Row[]; readonly snapshot: readonly { record: string; kind: string; upTo: number; checkpoint: string }[] }
/** What is written: by Amira and a minute after the last, if not said otherwise. */
export type Written = Pick<NewRevision, 'record' | 'kind' | 'act' | 'changes'> & Partial<Pick<NewRevision, 'author' | 'at'>>
/** The setting's rows as the endpoint numbers them. */
export interface Book extends Made { readonly add: (written: Written) => Promise<void> }

const vocabulary = 'sat under the table and would not say why then asked for the blue cushion counted to ten with me and came back to the carpet when the bell rang'.split(' ')
/** About 1,700 letters, no two alike. */
export const wordsOf = (index: number): string => Array.from({ length: 360 }, (_, at) => vocabulary[(index * 7 + at * (1 + (index % 5)) + (at >> 3)) % vocabulary.length]).join(' ')

/** Every part of these answers, as the first revision of a record says them. */
export const all = <F extends Fields>(form: Definition<F>, answers: Partial<AnswersOf<Definition<F>>>): Changes => touched(form, blank(form), { ...blank(form), ...answers })
export function rowsOf<F extends RowFields>(field: RowsField<F>, name: string, given: readonly Partial<RowAnswers<F>>[]): RowAnswers<F>[] {
  const rows: RowAnswers<F>[] = []
  given.forEach((answers, index) => rows.push(addedRow(field, rows, `${name}-${index}`, answers)))
  return rows
}

async function openBook(): Promise<Book> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
  const from = Date.parse('2026-09-01T08:00:00Z')
  const rows: Row[] = []
  const snapshot = new Map<string, Made['snapshot'][number]>()
  const standing = new Map<string, Checkpoint>()
  return {
    rows,
    get snapshot() {
      return [...snapshot.values()]
    },
    async add(written) {
      const seq = rows.length + 1
      const before = standing.get(written.record) ?? null
      const revision = await makeRevision(
        { version: 1, setting, after: before?.heads ?? [], author: amira, device: 'bench-elsewhere', at: from + seq * 60_000, skewMs: 0, ...written },
        {
          sha256: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)),
          sign: async (bytes) => new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.privateKey, bytes)),
          salt: crypto.getRandomValues(new Uint8Array(16)),
        },
      )
      const folded = fold(before, [revision])
      if (!folded?.exact) throw new Error('a record that cannot be read')
      standing.set(written.record, folded.checkpoint)
      rows.push({ ...revision.text, seq, receivedAt: revision.header.at + 500 })
      snapshot.set(written.record, { record: written.record, kind: written.kind, upTo: seq, checkpoint: JSON.stringify(folded.checkpoint) })
    },
  }
}

export async function makeCounty(count: number): Promise<Book> {
  const book = await openBook()
  const { add, rows } = book
  const nobody = blank(adult)
  const rooms = addedRow(adult.fields.rooms, [], 'room-1', { name: room })
  await add({ record: amira, kind: adult.kind, act: 'edit', changes: touched(adult, nobody, { ...nobody, name: 'Amira Lanternhall', shortName: 'Amira', roles: ['senco', 'practitioner'], rooms: [rooms] }) })
  const unnamed = blank(child)
  for (let index = 0; index < children; index += 1) {
    const answers = { ...unnamed, name: `Pip Marmalade-${index}`, room: index < 9 ? room : 'Herons', keyPerson: amira }
    await add({ record: `bench-child-${index}`, kind: child.kind, act: 'edit', changes: touched(child, unnamed, answers) })
  }
  const every = Math.floor((count - rows.length) / firstChildsRecords)
  for (let index = 0; rows.length < count; index += 1) {
    const isFirst = index % every === 0 && index / every < firstChildsRecords
    const about = isFirst ? firstChild : `bench-child-${1 + (index % (children - 1))}`
    await add({ record: `bench-record-${index}`, kind: 'quick-record', act: 'close', changes: { [`children/${about}`]: true, 'words/': wordsOf(index), 'saw/cried': true, 'place/': 'hall', 'hurt/': 'no', 'held/': 'no' } })
  }
  return book
}
