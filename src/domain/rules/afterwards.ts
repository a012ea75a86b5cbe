import type { Checkpoint, Source } from '../history/read'
import { wordsAdded } from '../history/read'
import type { AnswersOf, Definition } from '../schema/definition'
import { answersFrom, partName } from '../schema/definition'
import type { Line } from '../schema/faces'
import { linesOf } from '../schema/faces'
import type { Changes, Say, Value } from '../schema/field'

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

/**
 * A late edit as its form reads it, without the form's conditions: what it says is shown, whether or not the question arose
 * there. `removed`: labels of answers it had emptied, of those this reader may see.
 */
export function asProposed(form: Definition, changes: Changes, { say, sensitive }: { say: Say; sensitive: boolean }): { form: Definition; answers: AnswersOf<Definition>; removed: string[] } {
  const given: Record<string, Value> = {}
  const removed = new Set<string>()
  for (const [part, value] of Object.entries(changes)) {
    const { field } = partName(part)
    const asked = Object.hasOwn(form.fields, field) ? form.fields[field] : undefined
    if (value !== null) given[part] = value
    else if (asked && (sensitive || !asked.restricted)) removed.add(say.word(`${form.kind}.${field}.label`, asked.label))
  }
  const always: Definition = { ...form, fields: Object.fromEntries(Object.entries(form.fields).map(([name, field]) => [name, { ...field, asked: () => true }])) }
  return { form: always, answers: answersFrom(always, given), removed: [...removed] }
}

/** What came to a record after it was closed: words added on purpose, and edits whose author had not seen it closed. */
export function afterwards(form: Definition, checkpoint: Checkpoint, reader: { say: Say; sensitive: boolean }): { addenda: Addition[]; late: Proposal[] } {
  return {
    addenda: checkpoint.addenda.map((one) => ({ source: one.source, words: wordsAdded(one) })),
    late: checkpoint.late.map(({ source, changes }) => {
      const { form: always, answers, removed } = asProposed(form, changes, reader)
      return { source, lines: linesOf(always, answers, reader.say, { sensitive: reader.sensitive }), removed }
    }),
  }
}
