import type { Candidate, Reading } from '../history/read'
import { partName } from '../schema/definition'
import type { Definition } from '../schema/definition'
import type { Field, Fields, Row, Say, Value } from '../schema/field'
import { answerOf, wordsOf } from '../schema/field'

/** One standing version of a part. `words` is empty where that version left it blank; where a thing stays or goes, they say which thing. */
export interface Version extends Candidate {
  readonly words: string
}

/**
 * One thing two people changed without having seen each other. `words`: one of the versions, or both. `stays`: a row, a
 * tick or a name in a list that one keeps and the other took away; `true` keeps it, null takes it away.
 */
export interface Difference {
  readonly part: string
  readonly field: string
  readonly kind: 'words' | 'stays'
  readonly label: string
  readonly versions: readonly Version[]
  /** Both texts, where both can stand together; null where only one can. */
  readonly both: string | null
}

interface Seeing {
  readonly say: Say
  /** Whether whoever chooses may read restricted answers; what they may not read, they are not asked about. */
  readonly sensitive: boolean
}

/** What is to be chosen in a record, in the order of its form. */
export function differencesIn<F extends Fields>(form: Definition<F>, reading: Reading<F>, seeing: Seeing): Difference[] {
  const place = new Map(Object.keys(form.fields).map((name, index) => [name, index]))
  return reading.clashes
    .flatMap((part) => {
      const found = differenceAt(form, reading, part, seeing)
      return found ? [found] : []
    })
    .sort((a, b) => (place.get(a.field) ?? 0) - (place.get(b.field) ?? 0))
}

function differenceAt<F extends Fields>(
  form: Definition<F>,
  reading: Reading<F>,
  key: string,
  { say, sensitive }: Seeing,
): Difference | null {
  const { field: name, part } = partName(key)
  const field = Object.hasOwn(form.fields, name) ? form.fields[name] : undefined
  if (!field || (field.restricted && !sensitive)) return null
  const candidates = reading.candidates.get(key) ?? []
  const label = say.word(`${form.kind}.${name}.label`, field.label)
  const at = { part: key, field: name }
  if (field.shape === 'rows') {
    const [id = '', cell, ...rest] = part.split('/')
    // The answers were read from this record, under this field.
    const row = (reading.answers[name] as readonly Row[]).find((one) => one.id === id)
    if (row && field.sensitive?.(row) && !sensitive) return null
    const called = `${label}: ${rowWords(field.of, row, sensitive).split(', ')[0] || field.row}`
    if (cell === undefined) return stays(at, called, { candidates, words: rowWords(field.of, row, sensitive) })
    const sub = field.of[cell]
    if (!sub || (sub.restricted && !sensitive)) return null
    const within = `${called}, ${say.word(`${form.kind}.${name}.${cell}.label`, sub.label)}`
    return cut(at, { field: sub, part: rest.join('/'), label: within, candidates, say })
  }
  return cut(at, { field, part, label, candidates, say })
}

interface Cut {
  readonly field: Field
  readonly part: string
  readonly label: string
  readonly candidates: readonly Candidate[]
  readonly say: Say
}
function cut(at: { part: string; field: string }, { field, part, label, candidates, say }: Cut): Difference {
  const wordsFor = (value: Value | null) => (value === null ? '' : wordsOf(field, answerOf(field, { [part]: value }), say))
  // A number that two people gave for the same one is chosen like words.
  if (part !== '' && field.shape !== 'scores') return stays(at, label, { candidates, words: wordsFor(true) })
  const versions = candidates.map((one) => ({ ...one, words: wordsFor(one.value) }))
  const texts = versions.flatMap(({ value }) => (typeof value === 'string' && value !== '' ? [value] : []))
  const both = field.shape === 'text' && texts.length > 1 ? texts.join(field.long ? '\n' : ', ') : null
  return { ...at, kind: 'words', label, versions, both }
}

const stays = (at: { part: string; field: string }, label: string, { candidates, words }: { candidates: readonly Candidate[]; words: string }): Difference => ({
  ...at, kind: 'stays', label, versions: candidates.map((one) => ({ ...one, words })), both: null,
})

/** A row in its own words, enough to know it by: a bare "Yes" would say nothing here. */
function rowWords(of: Fields, row: Row | undefined, sensitive: boolean): string {
  return Object.entries(of)
    .flatMap(([name, sub]) => {
      const answer = row?.[name]
      return sub.shape === 'text' && (sensitive || !sub.restricted) && typeof answer === 'string' && answer !== '' ? [answer] : []
    })
    .join(', ')
}
