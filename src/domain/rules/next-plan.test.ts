import { describe, expect, test } from 'vitest'
import { plan, planGoing } from '../records/plan'
import { blank } from '../schema/definition'
import { addedRow } from '../schema/field'
import { lateForNext, nextPlan } from './next-plan'
import type { GoingAnswers, PlanAnswers } from './plan-state'

const today = '2026-11-27'
const before = (answers: Partial<PlanAnswers>): PlanAnswers => ({ ...blank(plan), child: 'pip', planKind: 'rrp', ...answers })
const next = (answers: Partial<PlanAnswers>, going: Partial<GoingAnswers> | null = null) => nextPlan(before(answers), { going: going && { ...blank(planGoing), ...going }, today })
const strategy = (given: Partial<PlanAnswers['strategies'][number]>) => addedRow(plan.fields.strategies, [], 's1', { words: 'A card to ask for quiet', keep: 'yes', ...given })
const measure = (given: Partial<PlanAnswers['measures'][number]> = {}) => addedRow(plan.fields.measures, [], 'm1', { words: 'We will stand close', ...given })
const consequence = (given: Partial<PlanAnswers['consequences'][number]>) => addedRow(plan.fields.consequences, [], given.id ?? 'c1', { words: 'Out of the hall', ...given })
const found = (id: string, given: Partial<GoingAnswers['impacts'][number]>) => addedRow(planGoing.fields.impacts, [], id, given)

test('what adults know and do goes on, each row under its own id', () => {
  const kept: Partial<PlanAnswers> = {
    coordinator: 'gwen', tier: 'tier-2', helpsMe: 'Lego', needs: 'Noise hurts', measures: [measure({ owner: 'dov', sources: ['q1'] })],
    triggers: [addedRow(plan.fields.triggers, [], 't1', { words: 'The bell' })], flow: [addedRow(plan.fields.flow, [], 'f1', { step: 'flow-calm', see: 'Hums' })], call: 'Gwen', recovery: 'Water', movingTo: 'Willow',
  }
  expect(next(kept)).toEqual({ ...before(kept), cycle: 2 })
})

test.each([[null, 2], [1, 2], [3, 4], [20, 20]])('cycle %s is followed by %s', (was, is) => {
  expect(next({ cycle: was }).cycle).toBe(is)
})

test('the day it began, its review, its signatures and what was done belong to the version before', () => {
  const signatures = [addedRow(plan.fields.signatures, [], 'x', { name: 'Hetty' })]
  expect(next({ from: '2026-09-01', inUseFrom: '2026-09-02', reviewOn: '2026-11-01', done: ['about', 'holds'], signatures })).toEqual({ ...before({}), cycle: 2 })
})

describe('voices are asked afresh', () => {
  test('no word of the child goes on', () => {
    expect(next({ childState: 'gave-view', childWays: ['talking'], childAskedOn: '2026-09-01', childWhyNot: 'Away', childPicks: ['quiet'], childView: 'child-yes', childWords: 'No shouting', childDrawing: '1,1 2,2' })).toEqual({ ...before({}), cycle: 2 })
  })
  test('parents are known, and how to reach them; what they said was said of the version before', () => {
    const parent = addedRow(plan.fields.parents, [], 'p1', { name: 'Fern', way: 'ask-interpreter' })
    const views = [addedRow(plan.fields.views, [], 'v1', { who: 'Fern', parent: [], section: 'flow', view: 'view-agree' })]
    expect(next({ parents: [{ ...parent, state: 'gave-view', askedOn: '2026-09-01', words: 'She hums', whyNot: 'Works late' }], views })).toEqual({ ...before({ parents: [parent] }), cycle: 2 })
  })
  test.each([
    ['source-child', ''], ['source-parents', ''], ['source-key-person', 'Told us'], ['source-services', 'Told us'], ['source-assessment', 'Told us'],
  ])('%s: “%s” goes on, and it is asked again', (source, words) => {
    const row = addedRow(plan.fields.sources, [], 'o1', { source, state: 'gave-view', askedOn: '2026-09-01', words: 'Told us' })
    expect(next({ sources: [row] }).sources).toEqual([{ ...row, state: null, askedOn: null, words }])
  })
})

test('physical intervention is never carried on', () => {
  const holds: Partial<PlanAnswers> = { holdsPlanned: 'yes', audit: 'a1', holdKinds: ['escort'], holdWords: 'When', holdAdults: ['gwen'], holdParents: 'yes', holdParentsOn: '2026-09-01', holdStop: 'Fewer', holdUntil: '2026-12-01' }
  expect(next(holds)).toEqual({ ...before({}), cycle: 2 })
})

test('a target goes on, what came of it stays with the version it was set in', () => {
  const target = addedRow(plan.fields.targets, [], 'g1', { words: 'Lunch in the hall', school: 'A seat by the door' })
  expect(next({ targets: [{ ...target, reviewOn: '2026-11-01', outcome: 'Three days of five' }] }).targets).toEqual([target])
})

describe('what came of each strategy', () => {
  test.each([
    ['nothing was found', { impact: 'impact-some' }, null, { impact: 'impact-some', keep: 'yes' }],
    ['it helped', { impact: null }, { impact: 'impact-helped', words: 'Four times', sources: ['q1'] }, { impact: 'impact-helped', impactWords: 'Four times', sources: ['q1'], keep: 'yes' }],
    ['it made things harder', { impact: 'impact-helped' }, { impact: 'impact-harder', words: 'Cried' }, { impact: 'impact-harder', impactWords: 'Cried', keep: 'no' }],
    ['it had made things harder before', { impact: 'impact-harder' }, null, { impact: 'impact-harder', keep: 'no' }],
    ['it makes things harder no more', { impact: 'impact-harder' }, { impact: 'impact-some' }, { impact: 'impact-some', keep: 'yes' }],
    ['words without an impact are kept beside the old one', { impact: 'impact-some', sources: ['q0'] }, { words: 'Less loud', sources: ['q1', 'q0'] }, { impact: 'impact-some', impactWords: 'Less loud', sources: ['q0', 'q1'], keep: 'yes' }],
    ['it was left out, and stays out', { keep: 'no' }, { impact: 'impact-helped' }, { impact: 'impact-helped', keep: 'no' }],
  ])('%s', (_what, was, since, is) => {
    expect(next({ strategies: [strategy(was)] }, since && { impacts: [found('s1', since)] }).strategies).toEqual([{ ...strategy(was), ...is }])
  })

  test('what adults did before and made things harder goes over to what has been tried', () => {
    const stays = addedRow(plan.fields.measures, [], 'm2', { words: 'We will warn' })
    const { measures, strategies } = next({ measures: [measure({ sources: ['q1'] }), stays] }, { impacts: [found('m1', { impact: 'impact-harder', words: 'Pushed past' }), found('m2', { impact: 'impact-none' })] })
    expect(measures).toEqual([stays])
    expect(strategies).toMatchObject([{ id: 'm1', words: 'We will stand close', sources: ['q1'], impact: 'impact-harder', impactWords: 'Pushed past', keep: 'no' }])
  })

  test('a strategy goes on although the record it came from is no longer there', () => {
    expect(next({ strategies: [strategy({ sources: ['erased'] })] }).strategies).toEqual([strategy({ sources: ['erased'] })])
  })
})

describe('consequences', () => {
  test.each([
    ['still on', {}, true], ['until today', { returnOn: today }, true], ['given back', { returnOn: '2026-11-26' }, false], ['ended, with what came of it', { outcome: 'Back in the hall' }, false], ['from before, with no end', { from: '2026-09-01' }, true],
  ])('%s', (_what, given, stays) => {
    expect(next({ consequences: [consequence(given)] }).consequences).toEqual(stays ? [consequence(given)] : [])
  })

  test('what taught the way back ends with the freedom that was given back, from whichever side the two were joined', () => {
    const over = consequence({ id: 'c1', type: 'protective', returnOn: '2026-11-01' })
    const on = consequence({ id: 'c2', type: 'protective' })
    const teaching = consequence({ id: 'c3', type: 'educational', pair: ['c1'] })
    expect(next({ consequences: [over, teaching] }).consequences).toEqual([])
    expect(next({ consequences: [{ ...over, pair: ['c3'] }, { ...teaching, pair: [] }] }).consequences).toEqual([])
    expect(next({ consequences: [over, on, { ...teaching, pair: ['c1', 'c2'] }] }).consequences).toEqual([on, { ...teaching, pair: ['c2'] }])
    expect(next({ consequences: [{ ...teaching, pair: [] }] }).consequences).toEqual([{ ...teaching, pair: [] }])
  })
})

describe('of what came too late for a version', () => {
  const late = (changes: Parameters<typeof lateForNext>[1]) => lateForNext(before({ measures: [measure()], parents: [addedRow(plan.fields.parents, [], 'p1', { name: 'Fern' })] }), changes, { going: null, today })
  test.each([
    ['a word of what adults know', { 'strengths/': 'Drums' }],
    ['a new trigger', { 'triggers/t1': true, 'triggers/t1/rank': 'a0', 'triggers/t1/words': 'The bell' }],
    ['another way of asking a parent', { 'parents/p1': true, 'parents/p1/way': 'ask-post' }],
    ['a measure that was taken away', { 'measures/m1': null }],
  ] as const)('%s goes on', (_what, changes) => {
    expect(late(changes)).toEqual(changes)
  })
  test.each([
    ['a signature', { 'signatures/x': true, 'signatures/x/rank': 'a0', 'signatures/x/who': 'signs-parent', 'signatures/x/name': 'Fern' }],
    ['a view of a part', { 'views/v': true, 'views/v/rank': 'a0', 'views/v/who': 'Fern', 'views/v/section': 'holds', 'views/v/view': 'view-agree' }],
    ['what the child said', { 'childState/': 'gave-view', 'childWords/': 'Not so loud' }],
    ['what a parent said', { 'parents/p1/state': 'gave-view', 'parents/p1/words': 'She hums' }],
    ['a hold, and a yes to it', { 'holdsPlanned/': 'yes', 'holdKinds/guided': true, 'holdParents/': 'yes', 'holdParentsOn/': '2026-11-20' }],
    ['that adults act by it', { 'inUseFrom/': '2026-11-20', 'done/about': true }],
  ] as const)('%s stays with it', (_what, changes) => {
    expect(late(changes)).toEqual({})
  })
})
