import type { Duty } from '../../domain/rules/duties'

/** Duties that are done by telling someone who is no parent, and whom the log then names. */
export const telledDuties: Partial<Record<Duty['code'], string>> = {
  'tell-head': 'head',
  'tell-dsl': 'dsl',
  'social-worker': 'social-worker',
  ofsted: 'ofsted',
  riddor: 'hse',
}
