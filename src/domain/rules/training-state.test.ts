import { expect, test } from 'vitest'
import { training } from '../records/training'
import { blank } from '../schema/definition'
import type { TrainingState } from './training-state'
import { trainedToHold, trainingState } from './training-state'

const today = '2026-11-24'
test.each<[string | null, string | null, TrainingState]>([
  // done on     valid until   stands
  ['2026-03-01', '2027-03-01', 'in-date'],
  ['2026-03-01', '2027-01-24', 'in-date'],
  ['2026-03-01', '2027-01-23', 'ends-soon'],
  ['2026-03-01', '2026-11-24', 'ends-soon'],
  ['2026-03-01', '2026-11-23', 'ran-out'],
  ['2026-11-24', '2027-11-24', 'in-date'],
  ['2026-11-25', '2027-11-24', 'not-yet'],
  ['2026-03-01', null, 'no-end'],
  [null, '2027-03-01', 'in-date'],
  [null, null, 'no-end'],
])('training done on %s and valid until %s is %s', (on, until, state) => {
  expect(trainingState({ on, until }, today)).toBe(state)
})

const course = { ...blank(training), adult: 'gwen', course: 'course-rpi', on: '2026-03-01', until: '2027-03-01' }
test.each([
  ['no certificate', [], { until: null, why: 'never' }],
  ['another adult’s', [{ ...course, adult: 'dov' }], { until: null, why: 'never' }],
  ['another course', [{ ...course, course: 'course-steps' }], { until: null, why: 'never' }],
  ['one in date', [course], { until: '2027-03-01', why: null }],
  ['one that ends soon', [{ ...course, until: '2026-11-30' }], { until: '2026-11-30', why: null }],
  ['one that ran out', [{ ...course, until: '2026-11-01' }], { until: null, why: 'ran-out' }],
  ['one that ran out, and the next to come', [{ ...course, until: '2026-11-01' }, { ...course, on: '2026-12-01' }], { until: null, why: 'not-yet' }],
  ['one without an end', [{ ...course, until: null }], { until: null, why: 'no-end' }],
  ['two in date', [{ ...course, until: '2026-12-01' }, course], { until: '2027-03-01', why: null }],
])('with %s an adult may be named in a plan, or why not', (_what, records, stands) => {
  expect(trainedToHold('gwen', records, today)).toEqual({ adult: 'gwen', ...stands })
})
