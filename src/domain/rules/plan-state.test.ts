// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { revise } from '../../../tests/support/revisions'
import type { Checkpoint } from '../history/read'
import { fold } from '../history/read'
import type { Revision } from '../history/revision'
import { child as childForm } from '../records/child'
import { incident } from '../records/incident'
import { goingOf, plan, planGoing, plansOf } from '../records/plan'
import { auditOfNeed } from '../records/training'
import type { AnswersOf, Definition } from '../schema/definition'
import { blank, touched } from '../schema/definition'
import type { Fields } from '../schema/field'
import { addedRow } from '../schema/field'
import type { PlanAnswers, PlanState, Stale } from './plan-state'
import { endedRolls, hasLeft, inForceFrom, inForceNow, plansAmong, reviewDay } from './plan-state'

const zone = 'Europe/London'
const today = '2026-11-27'
/** In November the wall in London is UTC. */
const at = (day: string, clock = '09:00') => Date.parse(`${day}T${clock}:00Z`)
const read = (...revisions: Revision[]): Checkpoint => {
  const folded = fold(null, revisions)
  if (!folded) throw new Error('nothing kept')
  return folded.checkpoint
}
interface When { readonly at?: number; readonly after?: readonly string[] }
const said = <F extends Fields>(form: Definition<F>, record: string, answers: Partial<AnswersOf<Definition<F>>>, when: When = {}) =>
  revise({ record, kind: form.kind, at: at('2026-11-01'), ...when, changes: touched(form, blank(form), { ...blank(form), ...answers }) })
const idOf = (version: number) => plansOf('rrp').idOf('pip', version)
const signed = (record: string, first: Revision, when: number) => revise({ record, kind: 'plan', act: 'sign', after: [first.id], at: when })

/** A version of Pip's risk reduction plan: written on 1 November, agreed at a time, or not. */
async function version(number: number, answers: Partial<PlanAnswers> = {}, agreed: number | null = null): Promise<Checkpoint> {
  const first = await said(plan, idOf(number), { child: 'pip', planKind: 'rrp', ...answers })
  return agreed === null ? read(first) : read(first, await signed(idOf(number), first, agreed))
}
const going = async (number: number, answers: Partial<AnswersOf<typeof planGoing>>, when = at('2026-11-10')) => read(await said(planGoing, goingOf(idOf(number)), { child: 'pip', plan: idOf(number), ...answers }, { at: when }))
const held = (child: string) => [addedRow(incident.fields.interventions, [], 'h1', { child, kind: 'force' })]
const incidentAt = async (wall: string, answers: Partial<AnswersOf<typeof incident>> = {}, child = 'pip') =>
  read(await said(incident, `i-${wall.slice(8, 10)}${wall.slice(11, 13)}`, { children: [child], when: { wall, zone, precision: 'exact' }, interventions: held(child), ...answers }, { at: at(wall.slice(0, 10), '20:00') }))
const seen = (among: readonly Checkpoint[], more: { hasLeft?: boolean } = {}) => plansAmong('pip', { among, today, zone, ...more })
const states = (among: readonly Checkpoint[], more: { hasLeft?: boolean } = {}): [number, PlanState][] => seen(among, more).map((one) => [one.version, one.state])
const staleIn = (among: readonly Checkpoint[]): readonly Stale[] => inForceNow(seen(among)).flatMap(({ stale }) => stale)

describe('the state of a version', () => {
  test('a draft, in use while a voice is still to be heard, and agreed', async () => {
    expect(states([await version(1)])).toEqual([[1, 'draft']])
    expect(states([await version(1, { inUseFrom: '2026-11-02' })])).toEqual([[1, 'in-use']])
    expect(states([await version(1, { inUseFrom: '2026-11-02' }, at('2026-11-03'))])).toEqual([[1, 'agreed']])
  })

  test('the next version takes its place once adults act by it, and not while it is written', async () => {
    const old = await version(1, {}, at('2026-11-03'))
    expect(states([old, await version(2)])).toEqual([[1, 'agreed'], [2, 'draft']])
    expect(states([old, await version(2, { inUseFrom: '2026-11-20' })])).toEqual([[1, 'superseded'], [2, 'in-use']])
  })

  test('a version that lay open on a tablet without signal is the old one as soon as the new one arrives, in whichever order', async () => {
    const [old, next] = [await version(1, {}, at('2026-11-03')), await version(2, {}, at('2026-11-20'))]
    expect(states([next, old])).toEqual([[1, 'superseded'], [2, 'agreed']])
    expect(seen([next, old]).map(({ stale }) => stale)).toEqual([[], []])
  })

  test('one version agreed on two tablets apart is one version', async () => {
    const first = await said(plan, idOf(1), { child: 'pip', planKind: 'rrp' })
    const [one, other] = [await signed(idOf(1), first, at('2026-11-03')), await signed(idOf(1), first, at('2026-11-04'))]
    const both = read(first, one, other)
    expect([both.contested, states([both])]).toEqual([true, [[1, 'agreed']]])
  })

  test.each([
    ['the review says so', { goOn: 'go-end', reviewed: '2026-11-20' }, 'ended'],
    ['the review has not been finished', { goOn: 'go-end', reviewed: null }, 'agreed'],
    ['the plan goes on', { goOn: 'go-on', reviewed: '2026-11-20' }, 'agreed'],
  ] as const)('ends where %s', async (_what, found, state) => {
    expect(states([await version(1, {}, at('2026-11-03')), await going(1, found)])).toEqual([[1, state]])
  })

  test('a plan that was begun for another child is none of this child’s', async () => {
    expect(plansAmong('moss', { among: [await version(1)], today, zone })).toEqual([])
  })
})

describe('a child who has gone to another setting', () => {
  const roll = (given: Partial<AnswersOf<typeof childForm>['rolls'][number]>) => addedRow(childForm.fields.rolls, [], given.setting ?? 'r', given)
  test.each([
    ['no roll is written down', [], false],
    ['on the roll here', [roll({ setting: 'Willowmere Primary', kind: 'only', from: '2024-09-01' })], false],
    ['on the roll here until a day to come', [roll({ setting: 'Willowmere Primary', to: '2026-12-18' })], false],
    ['on the roll here until today', [roll({ setting: 'Willowmere Primary', to: today })], false],
    ['no longer on the roll here', [roll({ setting: 'willowmere primary', to: '2026-10-23' })], true],
    ['this was the place before', [roll({ setting: 'Willowmere Primary', kind: 'previous' })], true],
    ['only another place is written down', [roll({ setting: 'Dandelion Nursery', to: '2025-07-20' })], false],
    ['left, and back again', [roll({ setting: 'Willowmere Primary', to: '2026-03-27' }), { ...roll({ setting: 'Willowmere Primary', from: '2026-09-01' }), id: 'again' }], false],
  ])('%s', (_what, rolls, left) => {
    expect(hasLeft({ rolls }, { setting: 'Willowmere Primary', today })).toBe(left)
  })

  test('a last day ends the roll here, whether it was written down or not, and no other', () => {
    const rolls = (...lines: [string, string | null, string | null][]) => lines.map(([setting, kind, to], index) => ({ id: `r${index}`, rank: `a${index}`, setting, kind, from: null, to }))
    const after = (...lines: Parameters<typeof rolls>) => endedRolls(rolls(...lines), { setting: 'Willowmere Primary', lastDay: today, newId: () => 'new' }).map(({ setting, to }) => [setting, to])
    expect(after()).toEqual([['Willowmere Primary', today]])
    expect(after(['willowmere primary', 'main', null], ['Dandelion Corner', 'guest', null])).toEqual([['willowmere primary', today], ['Dandelion Corner', null]])
    expect(after(['Willowmere Primary', 'main', '2027-07-20'])).toEqual([['Willowmere Primary', today]])
    expect(after(['Willowmere Primary', 'main', '2025-07-20'])).toEqual([['Willowmere Primary', '2025-07-20'], ['Willowmere Primary', today]])
    expect(after(['Willowmere Primary', 'main', today])).toEqual([['Willowmere Primary', today]])
    const ended = endedRolls([], { setting: 'Willowmere Primary', lastDay: today, newId: () => 'new' })
    expect([today, '2026-11-28'].map((day) => hasLeft({ rolls: ended }, { setting: 'Willowmere Primary', today: day }))).toEqual([false, true])
  })

  test('what was in force has ended and asks for nothing; it can still be read, and a draft stays a draft', async () => {
    const agreed = await version(1, { reviewOn: '2026-11-10', helpsMe: 'Lego' }, at('2026-11-03'))
    const all = seen([agreed, await version(2)], { hasLeft: true })
    expect(all.map(({ state, stale }) => [state, stale])).toEqual([['ended', []], ['draft', []]])
    expect([inForceNow(all), all[0]?.answers.helpsMe]).toEqual([[], 'Lego'])
  })
})

describe('looked at again because of an incident', () => {
  const agreedAt = at('2026-11-10', '10:00')
  test.each([
    ['a day later', '2026-11-11T09:00', ['incident']],
    ['the day before', '2026-11-09T15:00', []],
    ['on that day, before it was agreed', '2026-11-10T09:00', []],
    ['on that day, after it was agreed', '2026-11-10T13:00', ['incident']],
  ])('%s', async (_what, wall, stale) => {
    expect(staleIn([await version(1, { inUseFrom: '2026-11-02' }, agreedAt), await incidentAt(wall)])).toEqual(stale)
  })

  test('in a plan that is in use it is asked for whatever was typed into the plan since', async () => {
    const first = await said(plan, idOf(1), { child: 'pip', inUseFrom: '2026-11-10' }, { at: at('2026-11-10', '08:00') })
    const typed = await revise({ record: idOf(1), kind: 'plan', after: [first.id], at: at('2026-11-10', '16:00'), changes: { 'helpsMe/': 'Lego' } })
    expect(staleIn([read(first, typed), await incidentAt('2026-11-10T13:00')])).toEqual(['incident'])
    expect(staleIn([read(first, typed), await incidentAt('2026-11-10T07:00')])).toEqual([])
  })

  test('a review answers it, and one after the review asks again', async () => {
    const plans = [await version(1, {}, agreedAt), await going(1, { reviewed: '2026-11-12', goOn: 'go-on' }, at('2026-11-12', '15:30'))]
    expect(staleIn([...plans, await incidentAt('2026-11-11T09:00'), await incidentAt('2026-11-12T09:00')])).toEqual([])
    expect(staleIn([...plans, await incidentAt('2026-11-12T16:00')])).toEqual(['incident'])
  })

  test('one that was reviewed while it was in use is looked at anew as it is agreed', async () => {
    const plans = [await version(1, { inUseFrom: '2026-11-01' }, agreedAt), await going(1, { reviewed: '2026-11-05', goOn: 'go-on' }, at('2026-11-05'))]
    expect(staleIn([...plans, await incidentAt('2026-11-07T09:00')])).toEqual([])
    expect(staleIn([...plans, await incidentAt('2026-11-11T09:00')])).toEqual(['incident'])
  })

  test('a review on a tablet whose clock ran ahead hides nothing that came after it', async () => {
    const plans = [await version(1, {}, agreedAt), await going(1, { reviewed: '2026-11-20', goOn: 'go-on' }, at('2026-11-12', '15:30'))]
    expect(staleIn([...plans, await incidentAt('2026-11-12T09:00')])).toEqual([])
    expect(staleIn([...plans, await incidentAt('2026-11-13T09:00')])).toEqual(['incident'])
  })

  test.each([
    ['of another child', { children: ['moss'] }],
    ['in which nothing of a hold stands yet', { interventions: [] }],
  ])('none %s', async (_what, answers) => {
    expect(staleIn([await version(1, {}, agreedAt), await incidentAt('2026-11-11T09:00', answers)])).toEqual([])
  })

  test('one without a time counts from when it was written down', async () => {
    expect(staleIn([await version(1, {}, agreedAt), await incidentAt('2026-11-11T09:00', { when: null })])).toEqual(['incident'])
  })
})

describe('looked at again because a strategy made things harder', () => {
  const impacts = (on: string | null, impact = 'impact-harder') => [addedRow(planGoing.fields.impacts, [], 's1', { impact, on })]
  const agreed = () => version(1, { strategies: [addedRow(plan.fields.strategies, [], 's1', { words: 'A chart of stars', keep: 'yes', sources: ['erased'] })] }, at('2026-11-03'))
  test.each([
    ['at once', { impacts: impacts('2026-11-10') }, ['harder']],
    ['without a day', { impacts: impacts(null) }, ['harder']],
    ['not for any other impact', { impacts: impacts('2026-11-10', 'impact-none') }, []],
    ['until it was reviewed', { impacts: impacts('2026-11-10'), reviewed: '2026-11-12' }, []],
    ['again after a review', { impacts: impacts('2026-11-13'), reviewed: '2026-11-12' }, ['harder']],
  ])('%s', async (_what, found, stale) => {
    expect(staleIn([await agreed(), await going(1, found)])).toEqual(stale)
  })

  test('on the day of a review, the moment it was said tells which came first', async () => {
    const record = goingOf(idOf(1))
    const reviewed = await said(planGoing, record, { child: 'pip', plan: idOf(1), reviewed: '2026-11-12', goOn: 'go-on' }, { at: at('2026-11-12', '12:00') })
    const harder = (clock: string) => revise({ record, kind: 'plan-going', after: [reviewed.id], at: at('2026-11-12', clock), changes: touched(planGoing, blank(planGoing), { ...blank(planGoing), impacts: impacts('2026-11-12') }) })
    expect(staleIn([await agreed(), read(reviewed, await harder('15:00'))])).toEqual(['harder'])
    expect(staleIn([await agreed(), read(reviewed, await harder('11:00'))])).toEqual([])
  })
})

describe('looked at again because of the audit of need', () => {
  const audit = async (record: string, answers: Partial<AnswersOf<typeof auditOfNeed>>) => read(await said(auditOfNeed, record, { child: 'pip', decidedBy: 'gwen', ...answers }))
  const yes = audit('a1', { stillNeeded: 'yes', on: '2026-11-02' })
  test.each<[string, Partial<PlanAnswers>, Promise<Checkpoint>[], Stale[]]>([
    ['there is none', { holdsPlanned: 'yes' }, [], []],
    ['it says yes', { holdsPlanned: 'yes' }, [yes], []],
    ['a later one says no', { holdsPlanned: 'yes' }, [yes, audit('a2', { stillNeeded: 'no', on: '2026-11-20' })], ['holds-not-needed']],
    ['a later one is not sure', { holdsPlanned: 'yes' }, [yes, audit('a2', { stillNeeded: 'not-sure', on: '2026-11-20' })], ['holds-not-needed']],
    ['one before it said no', { holdsPlanned: 'yes' }, [yes, audit('a2', { stillNeeded: 'no', on: '2026-10-20' })], []],
    ['a later no that nobody has decided', { holdsPlanned: 'yes' }, [yes, audit('a2', { stillNeeded: 'no', on: '2026-11-20', decidedBy: null })], []],
    ['a no about another child', { holdsPlanned: 'yes' }, [yes, audit('a2', { child: 'moss', stillNeeded: 'no', on: '2026-11-20' })], []],
    ['no hold is planned', { holdsPlanned: 'no' }, [audit('a2', { stillNeeded: 'no', on: '2026-11-20' })], []],
  ])('%s', async (_what, answers, audits, stale) => {
    expect(staleIn([await version(1, answers, at('2026-11-03')), ...(await Promise.all(audits))])).toEqual(stale)
  })
})

describe('days', () => {
  test.each([
    ['its day has passed', { reviewOn: '2026-11-26' }, null, ['review-due']],
    ['its day is today', { reviewOn: today }, null, []],
    ['it was put off by a review', { reviewOn: '2026-11-10' }, { reviewed: '2026-11-10', nextOn: '2026-12-10' }, []],
    ['a new day is written and the review not finished', { reviewOn: '2026-11-10' }, { reviewed: null, nextOn: '2026-12-10' }, ['review-due']],
    ['the time for holds is over', { holdsPlanned: 'yes', holdUntil: '2026-11-26' }, null, ['holds-over']],
    ['holds are not planned', { holdsPlanned: 'no', holdUntil: '2026-11-26' }, null, []],
  ])('%s', async (_what, answers, found, stale) => {
    expect(staleIn([await version(1, answers, at('2026-11-03')), ...(found ? [await going(1, found)] : [])])).toEqual(stale)
  })

  test.each([
    ['a draft', {}, null, null],
    ['in use', { inUseFrom: '2026-11-02' }, null, '2026-11-02'],
    ['in use, then agreed', { inUseFrom: '2026-11-02' }, at('2026-11-05'), '2026-11-02'],
    ['agreed', {}, at('2026-11-05'), '2026-11-05'],
    ['agreed before the day from which it counts', { inUseFrom: '2026-11-30' }, at('2026-11-05'), '2026-11-05'],
  ])('adults act by it from: %s', async (_what, answers, agreed, day) => {
    const [one] = seen([await version(1, answers, agreed)])
    expect(one && inForceFrom(one, zone)).toBe(day)
  })

  test('it is looked at again on its own day until a review names another', () => {
    const answers = { ...blank(plan), reviewOn: '2026-11-10' }
    expect([null, { ...blank(planGoing), nextOn: '2026-12-10' }, { ...blank(planGoing), reviewed: '2026-11-10', nextOn: '2026-12-10' }].map((found) => reviewDay({ answers, going: found }))).toEqual(['2026-11-10', '2026-11-10', '2026-12-10'])
  })
})
