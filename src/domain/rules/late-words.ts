import type { Reading } from '../history/read'
import type { AnswersOf, Definition } from '../schema/definition'
import { answersFrom, blank, touched } from '../schema/definition'
import type { Changes, Fields, Parts, Value } from '../schema/field'

/** An adult’s edit that came to a record after it was closed, laid over the answers of another. */

const partsIn = <F extends Fields>(form: Definition<F>, answers: AnswersOf<Definition<F>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(touched(form, blank(form), answers)).filter((part): part is [string, Value] => part[1] !== null))

/** The answers with those changes in them. Of a row they take away, nothing stays. */
export function withChanges<F extends Fields>(form: Definition<F>, answers: AnswersOf<Definition<F>>, changes: Changes): AnswersOf<Definition<F>> {
  const parts = partsIn(form, answers)
  for (const [part, value] of Object.entries(changes)) {
    if (value !== null) parts[part] = value
    else for (const one of Object.keys(parts)) if (one === part || one.startsWith(`${part}/`)) Reflect.deleteProperty(parts, one)
  }
  return answersFrom(form, parts as Parts)
}

/** Whether a record says all of it already, be it as one of two that stand. Where a row stands in its list is not said. */
export const hasAll = ({ candidates }: Pick<Reading, 'candidates'>, changes: Changes): boolean =>
  Object.entries(changes).every(([part, value]) => part.endsWith('/rank') || (candidates.get(part) ?? [{ value: null }]).some((one) => JSON.stringify(one.value) === JSON.stringify(value)))
