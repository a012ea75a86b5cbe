// @vitest-environment node
import { expect, test } from 'vitest'
import { revise } from '../../../tests/support/revisions'
import { fold } from '../history/read'
import { planKinds, sectionsOf } from '../pack/plans'
import type { PlanSection } from '../pack/plans'
import { plan } from '../records/plan'
import { blank } from '../schema/definition'
import type { PlanAnswers } from './plan-state'
import type { TaskState } from './plan-tasks'
import { fieldsIn, fieldsOfPlan, lastTouch, tasksOf } from './plan-tasks'

const open = { isAgreed: false, mayAgree: false }

test('every question of a plan stands in one section and no other', () => {
  const all = [...Object.values(fieldsIn).flat(), ...fieldsOfPlan]
  expect([...all].sort()).toEqual(Object.keys(plan.fields).sort())
})

test.each(planKinds.map(({ code }) => code))('the tasks of a plan (%s) are its own sections, in order', (kind) => {
  expect(tasksOf(kind, blank(plan), open).map(({ section }) => section)).toEqual(sectionsOf[kind])
})

test.each<[PlanSection, Partial<PlanAnswers>, { isAgreed: boolean; mayAgree: boolean }, TaskState]>([
  ['about', {}, open, 'not-yet'],
  ['about', { strengths: 'Drums' }, open, 'in-progress'],
  ['about', { coordinator: 'gwen' }, open, 'not-yet'],
  ['about', { done: ['about'] }, open, 'completed'],
  ['review', { reviewOn: '2026-12-01' }, open, 'in-progress'],
  ['holds', {}, open, 'not-needed'],
  ['holds', { holdsPlanned: 'no' }, open, 'not-needed'],
  ['holds', { holdsPlanned: 'yes' }, open, 'in-progress'],
  ['holds', { holdsPlanned: 'yes', done: ['holds'] }, open, 'completed'],
  ['agree', {}, open, 'cannot-yet'],
  ['agree', { done: ['agree'] }, open, 'cannot-yet'],
  ['agree', {}, { isAgreed: false, mayAgree: true }, 'not-yet'],
  ['agree', { inUseFrom: '2026-11-24' }, { isAgreed: false, mayAgree: true }, 'in-progress'],
  ['agree', {}, { isAgreed: true, mayAgree: false }, 'completed'],
])('“%s” with %j stands as it does', (section, answers, given, state) => {
  expect(tasksOf('rrp', { ...blank(plan), ...answers }, given).find((one) => one.section === section)).toEqual({ section, state })
})

test('who changed a section last is told, of those who are not oneself', async () => {
  const record = 'plan-rrp-pip_1'
  const mine = await revise({ record, kind: plan.kind, version: plan.version, author: 'gwen', changes: { 'strengths/': 'Drums', 'triggers/t1': true, 'triggers/t1/words': 'Noise' } })
  const theirs = await revise({ record, kind: plan.kind, version: plan.version, author: 'dov', after: [mine.id], changes: { 'triggers/t1/except': 'With headphones' } })
  const checkpoint = fold(null, [mine, theirs])?.checkpoint
  if (!checkpoint) throw new Error('nothing kept')
  expect(lastTouch(checkpoint, 'triggers', 'gwen')?.author).toBe('dov')
  expect(lastTouch(checkpoint, 'triggers', 'dov')?.author).toBe('gwen')
  expect(lastTouch(checkpoint, 'about', 'gwen')).toBeNull()
  expect(lastTouch(checkpoint, 'recovery', 'dov')).toBeNull()
})
