// @vitest-environment node
import { expect, test } from 'vitest'
import { plan } from '../records/plan'
import { blank } from '../schema/definition'
import { startedPlan } from './plan-start'
import { schoolDays } from './school-days'

const term = { id: 't1', rank: 'a0', name: '', from: '2026-09-01', to: '2026-12-18' }
const spring = { id: 't2', rank: 'a1', name: '', from: '2027-01-05', to: '2027-03-26' }
const year = schoolDays({ terms: [term, spring], closed: [] })

test.each([
  ['school', '2026-09-07', '2026-10-19'],
  ['early-years', '2026-09-07', '2026-10-05'],
  // In the holidays: the first day back.
  ['school', '2026-11-13', '2027-01-05'],
  // On a Saturday.
  ['school', '2026-09-12', '2026-10-26'],
] as const)('a plan begun in %s on %s is looked at again on %s', (profile, today, reviewOn) => {
  expect(startedPlan({ child: 'pip', kind: 'rrp', by: 'gwen', today, profile, days: year })).toEqual({
    ...blank(plan), child: 'pip', planKind: 'rrp', coordinator: 'gwen', from: today, cycle: 1, reviewOn,
  })
})

test('where no term dates are known, it is a weekday', () => {
  expect(startedPlan({ child: 'pip', kind: 'bp', by: 'gwen', today: '2026-09-12', profile: 'school', days: schoolDays(null) }).reviewOn).toBe('2026-10-26')
})
