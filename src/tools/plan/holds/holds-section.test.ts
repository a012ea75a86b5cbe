import { afterEach, expect, test, vi } from 'vitest'
import type { Shown } from '../../../../tests/support/glass'
import { cleared, hand } from '../../../../tests/support/hand'
import { entry } from '../../../../tests/support/tablet-disk'
import { planGlass, planNow, wholePlan } from '../../../../tests/support/whole-plan'
import { auditOfNeed, training } from '../../../domain/records/training'
import type { Audit } from '../../../domain/rules/audits'
import type { PlanAnswers } from '../../../domain/rules/plan-state'
import type { Training } from '../../../domain/rules/training-state'
import { blank, touched } from '../../../domain/schema/definition'
import PlanPage from '../PlanPage.vue'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })
const { tap } = hand(() => page)
/** The chips of one question, in order; null where it is not asked. */
const chips = (legend: string) => page?.findAll('.chip-group').find((one) => one.text().startsWith(legend))?.findAll('label').map((one) => one.text().trim()) ?? null
const text = () => page?.text() ?? ''
const decided: Partial<Audit> = { child: 'pip', stillNeeded: 'yes', decidedBy: 'dov', on: '2026-11-18' }
const rpi: Partial<Training> = { course: 'course-rpi', on: '2026-03-01', until: '2027-03-01' }

async function open(audit: Partial<Audit> | null, answers: Partial<PlanAnswers> = {}) {
  const here = await planGlass({ ...wholePlan, ...answers })
  const { ledger } = here.disk
  if (audit) await ledger.append(entry({ record: 'audit-1', kind: 'audit-of-need', changes: touched(auditOfNeed, blank(auditOfNeed), { ...blank(auditOfNeed), ...audit }) }))
  for (const [record, given] of [['t1', { ...rpi, adult: 'gwen' }], ['t2', { ...rpi, adult: 'dov', until: '2026-11-01' }]] as const)
    await ledger.append(entry({ record, kind: 'training', changes: touched(training, blank(training), { ...blank(training), ...given }) }))
  page = await here.show(PlanPage, { id: 'pip', kind: 'rrp', section: 'holds' })
  await here.settle()
  await here.settle()
  return here
}

test.each<[string, Partial<Audit> | null]>([
  ['no audit', null],
  ['an audit that nobody decided', { ...decided, decidedBy: null }],
  ['an audit that says no', { ...decided, stillNeeded: 'no' }],
  ['an audit that is not sure', { ...decided, stillNeeded: 'not-sure' }],
])('with %s it is not needed, and nothing of it is offered', async (_what, audit) => {
  await open(audit)
  expect(chips('Is physical intervention part of this plan?')).toEqual(['Not needed'])
  expect(chips('Which holds')).toBeNull()
})

test('after an audit that says yes it can be part of the plan: no hold on the ground, and only adults whose training is in date', async () => {
  const here = await open(decided)
  await tap('Part of this planThe audit of need says so.', 'Is physical intervention')
  await here.until(() => chips('Which holds') !== null)
  expect(chips('Which holds')).toEqual(['Guided by arm or back', 'Hand held', 'One adult, standing', 'Two adults, standing', 'Seated hold', 'Lifted or carried', 'Arms wrapped round', 'Other'])
  expect(chips('Trained adults')).toEqual(['Gwen Applewhite, until 1 March 2027'])
  expect(text()).toContain('Dov Saltmarsh: out of date')
  expect(text()).toContain('Give it an end: the day until which it is part of the plan')
  expect(text()).toContain('At the latest 26 January 2027')
  await tap('Yes', 'Do parents agree to it?')
  page?.unmount()
  await vi.waitFor(async () => { expect(await planNow(here)).toMatchObject({ holdsPlanned: 'yes', audit: 'audit-1', holdParents: 'yes', holdParentsOn: '2026-11-24' }) })
})

test('one tap takes it out of the plan', async () => {
  const here = await open(decided, { holdsPlanned: 'yes', audit: 'audit-1', holdKinds: ['on-the-ground'] })
  expect(chips('Which holds')).toContain('On the ground')
  expect(text()).toContain('A hold on the ground is never part of a plan.')
  await tap('Not needed', 'Is physical intervention')
  await here.until(() => chips('Which holds') === null)
  page?.unmount()
  await vi.waitFor(async () => { expect((await planNow(here)).holdsPlanned).toBe('no') })
})

test('an adult named before their training ran out stands there, and is said not to be in date', async () => {
  await open(decided, { holdsPlanned: 'yes', audit: 'audit-1', holdAdults: ['dov'] })
  expect(chips('Trained adults')).toContain('Dov Saltmarsh, not in date')
  expect(text()).toContain('Dov has no training in date for this')
})

test('an audit that is under way again is decided before its plan is agreed: what an older one said is no answer to it', async () => {
  const here = await planGlass({ ...wholePlan, holdsPlanned: 'yes', audit: 'audit-2' })
  const audits: Readonly<Record<string, Partial<Audit>>> = { 'audit-1': decided, 'audit-2': { child: 'pip' } }
  for (const [record, given] of Object.entries(audits)) await here.disk.ledger.append(entry({ record, kind: 'audit-of-need', changes: touched(auditOfNeed, blank(auditOfNeed), { ...blank(auditOfNeed), ...given }) }))
  page = await here.show(PlanPage, { id: 'pip', kind: 'rrp', section: 'holds' })
  await here.settle()
  await here.settle()
  expect(text()).toContain('The audit of need is not decided yet')
})
