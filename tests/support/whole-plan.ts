import { view } from '../../src/domain/history/read'
import { child } from '../../src/domain/records/child'
import { plan, plansOf } from '../../src/domain/records/plan'
import type { PlanAnswers } from '../../src/domain/rules/plan-state'
import type { AnswersOf } from '../../src/domain/schema/definition'
import { blank, touched } from '../../src/domain/schema/definition'
import type { Glass } from './glass'
import { adultEntry, childEntry, glass } from './glass'
import { entry } from './tablet-disk'

/** Pip Marmalade has a risk reduction plan that nothing stands in the way of but its signature; the tablet’s day is a Tuesday in term. */
export const planRecord = plansOf('rrp').idOf('pip', 1)
export const wholePlan: Partial<PlanAnswers> = {
  child: 'pip', planKind: 'rrp', coordinator: 'moss', reviewOn: '2027-01-12', helpsMe: 'Drums, and sitting with Juniper.', recovery: 'Ten minutes, no questions.',
  childState: 'gave-view', childWords: 'Not so loud',
  parents: [{ id: 'p1', rank: 'a0', name: 'Fern Marmalade', state: 'gave-view', way: 'ask-phone', askedOn: '2026-11-20', whyNot: '', words: 'He hums first.' }],
}
export const family = [
  { id: 'p1', rank: 'a0', name: 'Fern Marmalade', relation: 'mother', phone: '', responsibility: 'yes', careOrder: null, contactLimits: '', language: 'Polish', formats: ['interpreter'] },
  { id: 'p2', rank: 'a1', name: 'Ash Marmalade', relation: 'father', phone: '', responsibility: 'yes', careOrder: null, contactLimits: 'Not on site', language: '', formats: [] },
]

export async function planGlass(answers: Partial<PlanAnswers> = wholePlan, parents: AnswersOf<typeof child>['parents'] = []): Promise<Glass> {
  const here = await glass()
  here.disk.clock.at = Date.parse('2026-11-24T15:10:00Z')
  const { ledger } = here.disk
  await ledger.append(entry({ record: 'pip', kind: 'child', changes: touched(child, blank(child), { ...blank(child), name: 'Philippa Marmalade', knownAs: 'Pip', parents }) }))
  await ledger.append(childEntry('juniper', { name: 'Juniper Brightwater' }))
  await ledger.append(adultEntry('gwen', { name: 'Gwen Applewhite', roles: ['practitioner'] }))
  await ledger.append(adultEntry('dov', { name: 'Dov Saltmarsh', roles: ['senco'] }))
  await ledger.append(entry({ record: planRecord, kind: 'plan', changes: touched(plan, blank(plan), { ...blank(plan), ...answers }) }))
  return here
}
export const planNow = async ({ disk: { ledger } }: Glass): Promise<PlanAnswers> => {
  const found = await ledger.checkpoint(planRecord)
  if (!found) throw new Error('no plan')
  return view(plan, found).answers
}
