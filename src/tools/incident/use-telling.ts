import type { ComputedRef } from 'vue'
import { telling, tellingOf } from '../../domain/records/telling'
import type { AnswersOf } from '../../domain/schema/definition'
import type { Moment, Row } from '../../domain/schema/field'
import { addedRow } from '../../domain/schema/field'
import { useSession } from '../../workspace/session'
import { useTablet } from '../../workspace/tablet'
import { momentAt } from '../../workspace/time'
import type { OpenRecord } from '../../workspace/use-record'
import { useRecord } from '../../workspace/use-record'

export type Told = Row<typeof telling.fields.told.of>
type Answers = AnswersOf<typeof telling>
type Log = 'told' | 'mustNot' | 'toLa' | 'others'

export interface Telling {
  readonly record: OpenRecord<typeof telling.fields>
  readonly answers: ComputedRef<Answers>
  readonly now: () => Moment
  /** A line of its own, kept at once and sent: two adults who both rang are two lines. */
  readonly add: <L extends Log>(log: L, line: Partial<Answers[L][number]>) => Promise<void>
  /** The same lines with more in them: the copy that was owed, the decision that no longer holds. */
  readonly change: <L extends Log>(log: L, ids: readonly string[], more: Partial<Answers[L][number]>) => Promise<void>
}

/** Who was told of this incident; one log for every tablet, and it goes on after the signature. */
export function useTelling(incident: string): Telling {
  const { newId, now, zone } = useTablet()
  const session = useSession()
  const record = useRecord(telling, tellingOf(incident))
  /** A line that the disk refused stays in the draft: the same line again is kept, and not doubled. */
  let refused: string | null = null
  async function keep<L extends Log>(log: L, rows: Answers[L]): Promise<void> {
    if (record.reading.value === null) record.edit('incident', incident)
    record.edit(log, rows)
    await record.finish('edit')
  }
  return {
    record,
    answers: record.answers,
    now: () => momentAt(now(), zone),
    async add(log, line) {
      const field = telling.fields[log]
      const rows = record.answers.value[log]
      const said = JSON.stringify([log, { ...line, at: null, copyAt: null }])
      if (refused === said) await record.finish('edit')
      else {
        refused = said
        // Each log's rows have the fields of its own definition, from which both are taken.
        const row = addedRow(field as never, rows as never, newId(), { by: session.adult, ...line })
        await keep(log, [...rows, row] as never)
      }
      refused = null
    },
    async change(log, ids, more) {
      const rows = record.answers.value[log] as readonly Row[]
      await keep(log, rows.map((row) => (ids.includes(row.id) ? { ...row, ...more } : row)) as never)
    },
  }
}

/** What a parent is called in a list: by name, else by who they are. */
export const parentWords = (parent: { readonly name: string; readonly relation: string }): string => [parent.name, parent.relation].filter((one) => one !== '').join(', ') || 'Parent or carer'
