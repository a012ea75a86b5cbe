import { expect, test } from 'vitest'
import { plan } from '../records/plan'
import { auditOfNeed, training } from '../records/training'
import { blank } from '../schema/definition'
import type { Gated } from './plan-gate'
import { beforeAgreeing, beforeUse, voiceDue } from './plan-gates'
import type { PlanAnswers } from './plan-state'
import { schoolDays } from './school-days'

// 23 to 27 November is a school week; Christmas from 19 December to 3 January.
const calendar = { terms: [
  { id: 't1', rank: 'a0', name: 'Autumn', from: '2026-09-02', to: '2026-12-18' },
  { id: 't2', rank: 'a1', name: 'Spring', from: '2027-01-04', to: '2027-03-26' },
], closed: [] }
const parent = { id: 'p1', rank: 'a0', name: 'Fern Marmalade', state: 'gave-view', way: 'ask-in-person', askedOn: '2026-11-20', whyNot: '', words: 'At home he hums first.' }
const signature = { id: 's1', rank: 'a0', who: 'signs-coordinator', name: 'Moss Kettle', ticks: ['tick-read'], how: 'signed-here', drawn: null, words: '', on: '2026-11-24' }
const strategy = { id: 'x1', rank: 'a0', words: 'A chart of stars', band: null, impact: 'impact-helped', impactWords: '', sources: [], keep: 'yes' }
const protective = { id: 'c1', rank: 'a0', behaviour: 'Throws chairs', type: 'protective', words: 'Plays inside with Gwen', link: '', who: '', from: null, returns: 'After two calm playtimes', returnOn: null, pair: ['c2'], outcome: '' }
const educational = { ...protective, id: 'c2', rank: 'a1', type: 'educational', words: 'Practises asking for a break', returns: '', pair: [] }

const whole: PlanAnswers = {
  ...blank(plan), child: 'pip', planKind: 'rrp', reviewOn: '2027-01-05',
  childState: 'gave-view', childWords: 'Don’t ask me things when it is loud.', parents: [parent], signatures: [signature],
}
const held: PlanAnswers = {
  ...whole, holdsPlanned: 'yes', audit: 'audit-1', holdKinds: ['guided'], holdAdults: ['gwen'], holdParents: 'yes', holdParentsOn: '2026-11-20',
  holdStop: 'Four weeks in which nobody needed it', holdUntil: '2027-01-05',
}
const gwen = { ...blank(training), adult: 'gwen', course: 'course-rpi', on: '2026-03-01', until: '2027-03-01' }
const audit = { ...blank(auditOfNeed), stillNeeded: 'yes', decidedBy: 'hetty', on: '2026-11-18' }

const given = (answers: PlanAnswers, more: Partial<Gated> = {}): Gated => ({ answers, training: [gwen], audit, today: '2026-11-24', calendar, profile: 'school', ...more })
const said = (gates: readonly { code: string; weight: string }[]) => gates.map(({ code, weight }) => (weight === 'stops' ? code : `(${code})`))
/** What stops, and in brackets what is only said: before agreeing, before use. */
const bothOf = (answers: PlanAnswers, more: Partial<Gated> = {}) => [said(beforeAgreeing(given(answers, more))), said(beforeUse(given(answers, more)))]

test.each([
  ['whole', whole],
  ['whole with a hold that meets everything', held],
])('a plan that is %s has nothing left, to agree or to use', (_how, answers) => {
  expect(bothOf(answers)).toEqual([[], []])
})

test.each<[string, Partial<PlanAnswers>, string[], string[]]>([
  //                                                                                                  before agreeing        before use
  ['without a review date', { reviewOn: null }, ['no-review-date'], ['no-review-date']],
  ['with a review date that is over', { reviewOn: '2026-11-23' }, ['review-past'], ['review-past']],
  ['with its review today', { reviewOn: '2026-11-24' }, [], []],
  ['with a review date in the holidays', { reviewOn: '2026-12-29' }, ['(review-in-holidays)'], ['(review-in-holidays)']],
  ['that nobody asked the child about', { childState: null }, ['child-not-asked'], ['child-not-asked']],
  ['that says the child is not asked yet', { childState: 'not-asked' }, ['child-not-asked'], ['child-not-asked']],
  ['that says the child gave a view, and not what', { childWords: ' ' }, ['child-no-words'], ['child-no-words']],
  ['in which the child picked “Not now” alone', { childWords: '', childPicks: ['not-now'] }, ['child-no-words'], ['child-no-words']],
  ['in which the child picked what helps', { childWords: '', childPicks: ['quiet', 'not-now'] }, [], []],
  ['in which the child drew', { childWords: '', childDrawing: '1,1 2,2' }, [], []],
  ['in which the child said maybe', { childWords: '', childView: 'child-maybe' }, [], []],
  ['that waits for the child’s answer', { childState: 'asked-not-yet', childAskedOn: '2026-11-20', childWhyNot: 'In hospital' }, ['child-waiting'], ['(child-waiting)']],
  ['that waits for the child and does not say why', { childState: 'asked-not-yet', childAskedOn: '2026-11-20' }, ['child-not-dated'], ['child-not-dated']],
  ['that waits for the child and does not say since when', { childState: 'asked-not-yet', childWhyNot: 'In hospital' }, ['child-not-dated'], ['child-not-dated']],
  ['in which the child chose not to, with when and why', { childState: 'chose-not', childAskedOn: '2026-11-20', childWhyNot: 'Wants to wait for Gwen' }, [], []],
  ['in which the child chose not to, and nobody wrote why', { childState: 'chose-not', childAskedOn: '2026-11-20' }, ['child-no-reason'], ['child-no-reason']],
  ['without a parent', { parents: [] }, ['parents-none'], ['parents-none']],
  ['whose parent is not asked', { parents: [{ ...parent, state: 'not-asked' }] }, ['parent-not-asked'], ['parent-not-asked']],
  ['whose parent said something that nobody wrote down', { parents: [{ ...parent, words: '' }] }, ['parent-no-words'], ['parent-no-words']],
  ['whose parent was asked by post and has not answered', { parents: [{ ...parent, state: 'asked-not-yet', way: 'ask-post' }] }, ['parent-waiting'], ['(parent-waiting)']],
  ['whose parent was asked, nobody says how', { parents: [{ ...parent, state: 'asked-not-yet', way: null }] }, ['parent-not-dated'], ['parent-not-dated']],
  ['whose parent was asked, nobody says when', { parents: [{ ...parent, state: 'asked-not-yet', askedOn: null }] }, ['parent-not-dated'], ['parent-not-dated']],
  ['whose parent declines, with when and why', { parents: [{ ...parent, state: 'chose-not', words: '', whyNot: 'Leaves it to the school' }] }, [], []],
  ['whose parent declines, and nobody wrote why', { parents: [{ ...parent, state: 'chose-not', words: '' }] }, ['parent-no-reason'], ['parent-no-reason']],
  ['whose second parent is not asked', { parents: [parent, { ...parent, id: 'p2', name: 'Hazel', state: null }] }, ['(parent-not-asked)'], ['(parent-not-asked)']],
  ['whose parents both wait, one of them without a way', { parents: [{ ...parent, state: 'asked-not-yet' }, { ...parent, id: 'p2', state: 'asked-not-yet', way: null }] }, ['parent-waiting', 'parent-not-dated'], ['(parent-waiting)', '(parent-not-dated)']],
  ['that protects and teaches, with a return', { consequences: [protective, educational] }, [], []],
  ['that only teaches', { consequences: [educational] }, [], []],
  ['that protects and teaches nothing', { consequences: [{ ...protective, pair: [] }] }, ['consequence-no-teaching'], ['consequence-no-teaching']],
  ['that protects without a return', { consequences: [{ ...protective, returns: '' }, educational] }, ['consequence-no-return'], ['consequence-no-return']],
  ['that protects with a last day in place of words', { consequences: [{ ...protective, returns: '', returnOn: '2026-12-11' }, educational] }, [], []],
  ['in which nobody says whether it protects or teaches', { consequences: [{ ...protective, type: null, pair: [] }] }, ['consequence-no-kind'], ['consequence-no-kind']],
  ['that keeps what made things harder', { strategies: [{ ...strategy, impact: 'impact-harder' }] }, ['harder-kept'], ['harder-kept']],
  ['that leaves out what made things harder', { strategies: [{ ...strategy, impact: 'impact-harder', keep: 'no' }] }, [], []],
  ['that nobody signed', { signatures: [] }, ['not-signed'], []],
  ['that a parent signed alone', { signatures: [{ ...signature, who: 'signs-parent' }] }, ['not-signed'], []],
  ['with a name and no tick', { signatures: [{ ...signature, ticks: ['tick-part'] }] }, ['not-signed'], []],
  ['with a tick and no name', { signatures: [{ ...signature, name: ' ' }] }, ['not-signed'], []],
  ['signed on paper', { signatures: [{ ...signature, ticks: [], how: 'signed-paper' }] }, [], []],
])('a plan %s', (_how, answers, agreeing, using) => {
  expect(bothOf({ ...whole, ...answers })).toEqual([agreeing, using])
})

test('a parent who does not agree keeps nobody from agreeing, and their view is their voice', () => {
  const views = [{ id: 'v1', rank: 'a0', who: 'Fern Marmalade', parent: [], section: 'prevent', view: 'view-disagree', words: 'Not the corner again.', on: '2026-11-24' }]
  expect(bothOf({ ...whole, parents: [{ ...parent, words: '' }], views })).toEqual([[], []])
  expect(bothOf({ ...whole, parents: [{ ...parent, words: '' }], views: [{ ...views[0], id: 'v1', rank: 'a0', who: 'Hazel' } as (typeof views)[number]] })[0]).toEqual(['parent-no-words'])
})

test.each<[string, Partial<PlanAnswers>, Partial<Gated>, string[]]>([
  ['without an audit of need', { audit: null }, {}, ['hold-no-audit']],
  ['whose audit is not on this tablet', {}, { audit: null }, ['hold-no-audit']],
  ['whose audit nobody decided', {}, { audit: { ...audit, decidedBy: null } }, ['hold-audit-open']],
  ['whose audit has no day', {}, { audit: { ...audit, on: null } }, ['hold-audit-open']],
  ['whose audit says no', {}, { audit: { ...audit, stillNeeded: 'no' } }, ['hold-audit-no']],
  ['whose audit is not sure', {}, { audit: { ...audit, stillNeeded: 'not-sure' } }, ['hold-audit-no']],
  ['without saying which', { holdKinds: [] }, {}, ['hold-no-kind']],
  ['on the ground', { holdKinds: ['guided', 'on-the-ground'] }, {}, ['hold-ground']],
  ['that parents do not agree to', { holdParents: 'no' }, {}, ['hold-no-parents']],
  ['that parents were not asked about', { holdParents: null }, {}, ['hold-no-parents']],
  ['that parents agree to on no day', { holdParentsOn: null }, {}, ['hold-no-parents']],
  ['that one parent does not agree with', { views: [{ id: 'v1', rank: 'a0', who: 'Hazel', parent: [], section: 'holds', view: 'view-disagree', words: '', on: null }] }, {}, ['hold-parents-disagree']],
  ['that one parent is not sure of', { views: [{ id: 'v1', rank: 'a0', who: 'Hazel', parent: [], section: 'holds', view: 'view-unsure', words: '', on: null }] }, {}, []],
  ['without named adults', { holdAdults: [] }, {}, ['hold-no-adults']],
  ['by an adult who was never on the course', { holdAdults: ['gwen', 'dov'] }, {}, ['hold-not-trained']],
  ['by an adult whose training ran out yesterday', {}, { training: [{ ...gwen, until: '2026-11-23' }] }, ['hold-not-trained']],
  ['by an adult whose training runs out today', { holdUntil: '2026-11-24' }, { training: [{ ...gwen, until: '2026-11-24' }] }, []],
  ['by an adult with another course', {}, { training: [{ ...gwen, course: 'course-first-aid' }] }, ['hold-not-trained']],
  ['by an adult with no end written down', {}, { training: [{ ...gwen, until: null }] }, ['hold-not-trained']],
  ['by an adult whose course is to come', {}, { training: [{ ...gwen, on: '2026-11-25' }] }, ['hold-not-trained']],
  ['by an adult with an old certificate and a new one', {}, { training: [{ ...gwen, until: '2026-01-01' }, gwen] }, []],
  ['by an adult whose training ends before the hold does', {}, { training: [{ ...gwen, until: '2026-12-31' }] }, ['(hold-training-ends)']],
  ['without what would let it stop', { holdStop: ' ' }, {}, ['hold-no-stop']],
  ['without an end', { holdUntil: null }, {}, ['hold-no-end']],
  ['whose end is over', { holdUntil: '2026-11-23' }, {}, ['hold-end-past']],
  ['that ends ten school days after the review', { holdUntil: '2027-01-19' }, {}, []],
  ['that goes on a day longer', { holdUntil: '2027-01-20' }, {}, ['hold-end-late']],
  ['that is not planned, whatever else stands there', { holdsPlanned: 'no', audit: null, holdUntil: null, holdAdults: [] }, {}, []],
])('a plan with a hold %s', (_how, answers, more, left) => {
  expect(bothOf({ ...held, ...answers }, more)).toEqual([left, left])
})

test.each<[string, string, Partial<PlanAnswers['strategies'][number]>, string[]]>([
  ['a strategy that made things harder, word for word', 'impact-harder', {}, ['harder-kept']],
  ['the same in other capitals', 'impact-harder', { words: 'A CHART of stars' }, ['harder-kept']],
  ['the same in other words', 'impact-harder', { words: 'A picture of what comes next' }, []],
  ['the same, left out', 'impact-harder', { keep: 'no' }, []],
  ['one that helped', 'impact-helped', {}, []],
])('a next version with %s', (_how, impact, now, left) => {
  const going = { impacts: [{ id: 'x1', rank: 'a0', impact, words: '', sources: [], on: '2026-11-10' }] } as unknown as NonNullable<Gated['going']> // Only its impacts are read.
  expect(bothOf({ ...whole, strategies: [{ ...strategy, ...now }] }, { previous: { ...whole, strategies: [strategy] }, going })).toEqual([left, left])
})

test('a measure that made things harder is not there again in the same words', () => {
  const measure = { id: 'm1', rank: 'a0', words: 'We will sit him by the door.', for: '', owner: null, sources: [], from: [] }
  const going = { impacts: [{ id: 'm1', rank: 'a0', impact: 'impact-harder', words: '', sources: [], on: '2026-11-10' }] } as unknown as NonNullable<Gated['going']> // Only its impacts are read.
  const previous = { ...whole, measures: [measure] }
  expect(beforeAgreeing(given({ ...whole, measures: [measure] }, { previous, going }))).toEqual([{ code: 'harder-kept', section: 'prevent', words: 'plan.gate.harder-kept', weight: 'stops', row: 'm1' }])
  expect(beforeAgreeing(given({ ...whole, measures: [{ ...measure, words: 'We will let him choose his seat.' }] }, { previous, going }))).toEqual([])
})

test('Early Years is told which sources are open, and nobody is kept from a plan by it', () => {
  const codes = ['source-child', 'source-parents', 'source-key-person', 'source-senco', 'source-services', 'source-assessment']
  const sources = codes.map((source, index) => ({ id: source, rank: `a${index}`, source, state: 'asked-not-yet', askedOn: null, words: '' }))
  const early = { profile: 'early-years' } as const
  expect(bothOf({ ...whole, planKind: 'rmp', sources: sources.slice(1) }, early)).toEqual([['(sources-open)'], ['(sources-open)']])
  expect(bothOf({ ...whole, planKind: 'rmp', sources }, early)).toEqual([[], []])
  expect(bothOf({ ...whole, planKind: 'pp' }, early)).toEqual([[], []])
  expect(bothOf({ ...whole, planKind: 'bp' })).toEqual([[], []])
})

test('a plan with a hold to which parents agree, as it says, is not in use before one of them was heard', () => {
  const waiting = { ...parent, state: 'asked-not-yet' }
  expect(bothOf({ ...held, parents: [waiting] })).toEqual([['parent-waiting'], ['hold-parents-unheard', '(parent-waiting)']])
  expect(bothOf({ ...held, parents: [waiting, { ...parent, id: 'p2' }] })[1]).toEqual(['(parent-waiting)'])
  expect(bothOf({ ...held, holdParents: 'no', parents: [waiting] })[1]).toEqual(['hold-no-parents', '(parent-waiting)'])
  expect(bothOf({ ...whole, parents: [waiting] })[1]).toEqual(['(parent-waiting)'])
})

test('a gate names its section, whom it is about and the day: what stops comes first, then in the order of the sections', () => {
  expect(beforeAgreeing(given({ ...held, reviewOn: '2026-12-29', holdUntil: '2027-02-01', holdAdults: ['dov'], childState: null, parents: [{ ...parent, state: 'asked-not-yet' }] }))).toEqual([
    { code: 'child-not-asked', section: 'child-voice', words: 'plan.gate.child-not-asked', weight: 'stops' },
    { code: 'parent-waiting', section: 'parent-voice', words: 'plan.gate.parent-waiting', weight: 'stops', row: 'p1', name: 'Fern Marmalade' },
    { code: 'hold-not-trained', section: 'holds', words: 'plan.gate.hold-not-trained', weight: 'stops', adult: 'dov' },
    { code: 'hold-end-late', section: 'holds', words: 'plan.gate.hold-end-late', weight: 'stops', day: '2027-01-15' },
    { code: 'review-in-holidays', section: 'review', words: 'plan.gate.review-in-holidays', weight: 'look', day: '2027-01-04' },
  ])
})

test('whoever was asked and has not answered is asked again within ten school days, over the holidays too', () => {
  const days = schoolDays(calendar)
  expect(voiceDue({ ...whole, childState: 'asked-not-yet', childAskedOn: '2026-12-14', parents: [{ ...parent, state: 'asked-not-yet' }, { ...parent, id: 'p2' }] }, days)).toEqual([
    { section: 'child-voice', row: null, name: '', due: { day: '2027-01-11', assumed: false } },
    { section: 'parent-voice', row: 'p1', name: 'Fern Marmalade', due: { day: '2026-12-04', assumed: false } },
  ])
  expect(voiceDue(whole, days)).toEqual([])
  expect(voiceDue({ ...whole, childState: 'asked-not-yet' }, days)).toEqual([])
})
