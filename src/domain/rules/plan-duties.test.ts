// @vitest-environment node
import { beforeAll, describe, expect, test } from 'vitest'
import { revise } from '../../../tests/support/revisions'
import type { Checkpoint } from '../history/read'
import { fold } from '../history/read'
import type { Role } from '../people'
import { plan, planGoing, plansOf } from '../records/plan'
import { training as trainingForm } from '../records/training'
import { blank } from '../schema/definition'
import { addedRow } from '../schema/field'
import type { PlanDuty } from './plan-duties'
import { isPlanDutyOf, planDuties } from './plan-duties'
import type { PlanAnswers, PlanVersion } from './plan-state'
import { schoolDays } from './school-days'

const today = '2026-11-27'
const record = plansOf('rrp').idOf('pip', 2)
let checkpoint: Checkpoint
beforeAll(async () => {
  const folded = fold(null, [await revise({ record, kind: 'plan', changes: { 'child/': 'pip' } })])
  if (folded) checkpoint = folded.checkpoint
})
const version = (state: PlanVersion['state'], answers: Partial<PlanAnswers>, more: Partial<PlanVersion> = {}): PlanVersion =>
  ({ record, kind: 'rrp', version: 2, checkpoint, answers: { ...blank(plan), coordinator: 'gwen', ...answers }, going: null, state, stale: [], ...more })
const course = (adult: string, until: string | null) => ({ ...blank(trainingForm), adult, course: 'course-rpi', on: '2025-01-10', until })
const owed = (one: PlanVersion, training = [course('gwen', '2027-06-30')]) => planDuties([one], { child: 'pip', days: schoolDays(null), training, today })
const duty = (given: Pick<PlanDuty, 'code' | 'due'> & Partial<PlanDuty>): PlanDuty => ({ record, kind: 'rrp', version: 2, child: 'pip', state: 'owed', coordinator: 'gwen', ...given })

describe('a voice', () => {
  // Ten school days from Friday 13 November are over on Friday 27.
  const asked = (childAskedOn: string): Partial<PlanAnswers> => ({ childState: 'asked-not-yet', childAskedOn })
  test.each([
    ['today', 'in-use', asked('2026-11-13'), [duty({ code: 'voice', due: '2026-11-27', section: 'child-voice' })]],
    ['late', 'draft', asked('2026-11-12'), [duty({ code: 'voice', due: '2026-11-26', section: 'child-voice', state: 'late' })]],
    ['in two weeks: not yet', 'draft', asked('2026-11-27'), []],
    ['the child has told us', 'in-use', { ...asked('2026-11-13'), childState: 'gave-view' }, []],
    ['of a plan that is agreed', 'agreed', asked('2026-11-13'), []],
    ['of a plan that was replaced', 'superseded', asked('2026-11-13'), []],
    ['of a parent', 'in-use', { parents: [addedRow(plan.fields.parents, [], 'p1', { state: 'asked-not-yet', askedOn: '2026-11-13', way: 'ask-interpreter' })] }, [duty({ code: 'voice', due: '2026-11-27', section: 'parent-voice' })]],
  ] as const)('%s', (_what, state, answers, found) => {
    expect(owed(version(state, answers))).toEqual(found)
  })
})

describe('a review', () => {
  test.each([
    ['in a week', { reviewOn: '2026-12-04' }, {}, [duty({ code: 'review', due: '2026-12-04' })]],
    ['in eight days: not yet', { reviewOn: '2026-12-05' }, {}, []],
    ['passed', { reviewOn: '2026-11-26' }, { stale: ['review-due'] }, [duty({ code: 'review', due: '2026-11-26', state: 'late' })]],
    ['put off by the last review', { reviewOn: '2026-11-20' }, { going: { ...blank(planGoing), reviewed: '2026-11-20', nextOn: '2027-01-20' } }, []],
    ['before its day, after an incident', { reviewOn: '2027-01-20' }, { stale: ['incident'] }, [duty({ code: 'review', due: '2027-01-20', because: 'incident' })]],
    ['before its day, as something made things harder', { reviewOn: '2027-01-20' }, { stale: ['incident', 'harder'] }, [duty({ code: 'review', due: '2027-01-20', because: 'harder' })]],
    ['without a day, after an incident', {}, { stale: ['incident'] }, [duty({ code: 'review', due: null, because: 'incident' })]],
  ] as const)('%s', (_what, answers, more, found) => {
    expect(owed(version('agreed', answers, more))).toEqual(found)
  })
  test.each(['draft', 'superseded', 'ended'] as const)('is asked of no plan that is %s', (state) => {
    expect(owed(version(state, { reviewOn: '2026-11-01', holdsPlanned: 'yes', holdUntil: '2026-11-01', holdAdults: ['gwen'] }))).toEqual([])
  })
})

describe('physical intervention in a plan', () => {
  const holds = (given: Partial<PlanAnswers>): Partial<PlanAnswers> => ({ reviewOn: '2027-01-20', holdsPlanned: 'yes', holdUntil: '2027-01-20', holdAdults: ['gwen'], ...given })
  test.each([
    ['ends in a week', holds({ holdUntil: '2026-12-04' }), '2027-06-30', [duty({ code: 'holds', due: '2026-12-04' })]],
    ['is over', holds({ holdUntil: '2026-11-20' }), '2027-06-30', [duty({ code: 'holds', due: '2026-11-20', state: 'late' })]],
    ['training ends in four weeks', holds({}), '2026-12-25', [duty({ code: 'training', due: '2026-12-25', adult: 'gwen' })]],
    ['training ends later than that', holds({}), '2026-12-26', []],
    ['training is over', holds({}), '2026-11-26', [duty({ code: 'training', due: null, adult: 'gwen', state: 'late' })]],
    ['is not part of the plan', holds({ holdsPlanned: 'no', holdUntil: '2026-11-20' }), '2026-11-20', []],
  ] as const)('%s', (_what, answers, until, found) => {
    expect(owed(version('agreed', answers), [course('gwen', until)])).toEqual(found)
  })
})

describe('whose it is', () => {
  const child = { keyPerson: 'dov', buddy: null }
  const adult = (id: string, ...roles: Role[]) => ({ id, roles })
  const soon = duty({ code: 'review', due: '2026-12-04' })
  test.each([
    ['whoever looks after the plan', soon, adult('gwen', 'practitioner'), true],
    ['the key person', soon, adult('dov', 'key-person'), true],
    ['another practitioner', soon, adult('mo', 'practitioner'), false],
    ['a SENCO, while it is not late', soon, adult('mo', 'senco'), false],
    ['a SENCO, once it is late', { ...soon, state: 'late' as const }, adult('mo', 'senco'), true],
    ['a head, after an incident', { ...soon, because: 'incident' as const }, adult('mo', 'head'), true],
    ['a tutor, once it is late', { ...soon, state: 'late' as const }, adult('mo', 'tutor'), false],
    ['an adult for their own training', duty({ code: 'training', due: null, adult: 'mo' }), adult('mo', 'practitioner'), true],
    ['the key person, for another’s training', duty({ code: 'training', due: null, adult: 'mo' }), adult('dov', 'key-person'), false],
    ['a SENCO, for somebody’s training', duty({ code: 'training', due: '2026-12-20', adult: 'mo' }), adult('senna', 'senco'), true],
  ])('%s: %s', (_what, one, who, is) => {
    expect(isPlanDutyOf(one, who, child)).toBe(is)
  })
  test('what nobody looks after is for the leads', () => {
    expect(isPlanDutyOf({ ...soon, coordinator: null }, adult('mo', 'senco'), { keyPerson: null, buddy: null })).toBe(true)
  })
})
