import type { Checkpoint, Source } from '../history/read'
import { wordsAdded } from '../history/read'
import type { Definition } from '../schema/definition'
import { answersFrom, partName } from '../schema/definition'
import type { Line } from '../schema/faces'
import { linesOf } from '../schema/faces'
import type { Say, Value } from '../schema/field'

export interface Addition {
  readonly source: Source
  readonly words: string
}
export interface Proposal {
  readonly source: Source
  readonly lines: readonly Line[]
  /** Labels of answers the late edit had emptied. */
  readonly removed: readonly string[]
}

/** What came to a record after it was closed: words added on purpose, and edits whose author had not seen it closed. */
export function afterwards(form: Definition, checkpoint: Checkpoint, { say, sensitive }: { say: Say; sensitive: boolean }): { addenda: Addition[]; late: Proposal[] } {
  const labelOf = (part: string): string[] => {
    const { field } = partName(part)
    const asked = Object.hasOwn(form.fields, field) ? form.fields[field] : undefined
    return asked && (sensitive || !asked.restricted) ? [say.word(`${form.kind}.${field}.label`, asked.label)] : []
  }
  return {
    addenda: checkpoint.addenda.map((one) => ({ source: one.source, words: wordsAdded(one) })),
    late: checkpoint.late.map(({ source, changes }) => {
      const given: Record<string, Value> = {}
      const removed = new Set<string>()
      for (const [part, value] of Object.entries(changes)) {
        if (value !== null) given[part] = value
        else for (const label of labelOf(part)) removed.add(label)
      }
      // Read without the form's conditions: what a late edit says is shown, whether or not the question arose there.
      const always: Definition = { ...form, fields: Object.fromEntries(Object.entries(form.fields).map(([name, field]) => [name, { ...field, asked: () => true }])) }
      return { source, lines: linesOf(always, answersFrom(always, given), say, { sensitive }), removed: [...removed] }
    }),
  }
}
