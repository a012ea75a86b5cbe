import { deEscalation } from '../records/de-escalation'
import { quickRecord } from '../records/quick-record'

/** Whether a record tells of a child helped back to calm. A de-escalation does by its kind, whatever came after. */
export function wentWell(kind: string, answers: Readonly<Record<string, unknown>>): boolean {
  if (kind === deEscalation.kind) return true
  return kind === quickRecord.kind && Array.isArray(answers['saw']) && answers['saw'].includes('calmed-with-help')
}
