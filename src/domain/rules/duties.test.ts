// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answersTo } from '../../../tests/support/answers'
import { at, complete, held, zone } from '../../../tests/support/incident'
import { runs, seed } from '../../../tests/support/seed'
import type { DutyCode, DutyRule } from '../pack/legal'
import { dutyCodes, dutyRules } from '../pack/legal'
import type { Role } from '../people'
import { child } from '../records/child'
import { incident } from '../records/incident'
import { telling } from '../records/telling'
import { termCalendar } from '../records/term-calendar'
import type { AnswersOf } from '../schema/definition'
import { blank } from '../schema/definition'
import type { Duty, DutyFacts } from './duties'
import { takenBack } from './told-by-mistake'
import { dutiesOf, isOwedBy, needsLateReason } from './duties'

type Child = AnswersOf<typeof child>
type Telling = AnswersOf<typeof telling>
type Told = Telling['told'][number]
type MustNot = Telling['mustNot'][number]
type Over = Parameters<typeof complete>[0]

const parent = (id: string, over: Partial<Child['parents'][number]> = {}): Child['parents'][number] => ({
  id, rank: 'a0', name: id, relation: '', phone: '', responsibility: 'yes', careOrder: null, contactLimits: '', language: '', formats: [], ...over,
})
const moss = (over: Partial<Child> = {}): Child => ({ ...blank(child), name: 'Moss Kettle', born: '2019-05-12', homeLa: 'Bedfordshire', parents: [parent('ma'), parent('da')], ...over })
const told = (over: Partial<Told> = {}): Told => ({
  id: 't1', rank: 'a0', child: 'moss', parent: 'ma', outcome: 'told', how: 'in-person', at: at('2026-11-24T15:20'), by: 'gwen', copy: 'copy-given', copyAt: null, lateReason: null, words: '', ...over,
})
const mustNot = (over: Partial<MustNot> = {}): MustNot => ({
  id: 'n1', rank: 'a0', child: 'moss', parent: 'da', reason: 'Moss said what happened last time.', askedBy: 'gwen', decidedBy: 'dov', at: at('2026-11-24T12:00'), over: null, ...over,
})
const other = (duty: string, over: Partial<Telling['others'][number]> = {}): Telling['others'][number] => ({ id: duty, rank: 'a0', duty, at: at('2026-11-24T11:00'), by: 'hetty', ref: '', decision: '', ...over })
const roles: Record<string, Role[]> = { gwen: ['practitioner'], amira: ['key-person'], dov: ['dsl'], hetty: ['head'], tam: ['senco'] }

const now = (iso: string) => Date.parse(iso)
interface Given extends Omit<Partial<DutyFacts>, 'incident' | 'telling' | 'children'> {
  readonly answers?: Over
  readonly incident?: Partial<DutyFacts['incident']>
  readonly telling?: Partial<Telling>
  readonly moss?: Partial<Child>
  readonly children?: ReadonlyMap<string, Child>
}
const adults = (until: Readonly<Record<string, string>> = {}) => new Map(Object.entries(roles).map(([id, own]) => [id, { roles: own, until: until[id] ?? null }]))
/** An incident of a Tuesday morning, looked at as it ends, with nothing done about it yet but that it was written down. */
const facts = ({ answers, incident: given, telling: log, moss: known, children, ...over }: Given = {}): DutyFacts => ({
  incident: { record: 'inc-1', answers: complete(answers), author: 'gwen', savedAt: now('2026-11-24T10:50:00Z'), signedAt: null, countersigned: false, ...given },
  telling: { ...blank(telling), ...log },
  children: children ?? new Map([['moss', moss(known)]]),
  adults: adults(),
  accounts: [], childDebriefs: [], adultDebriefs: [], profile: 'school', calendar: null, now: now('2026-11-24T11:00:00Z'), zone, ...over,
})
const owed = (code: DutyCode, given: Given = {}): Duty[] => dutiesOf(facts(given)).filter((duty) => duty.code === code)
/** `state`, the day it is due, and why. */
const short = ({ state, due, because }: Duty) => [state, due, because].filter(Boolean).join(' ')
const states = (code: DutyCode, given: Given = {}) => owed(code, given).map(short)
const early = { profile: 'early-years' as const }
const physical = { interventions: [held({ kind: 'physical' })] }

test('a hold just written down owes all this, to whom and by when, in the order in which it is done', () => {
  expect(dutiesOf(facts()).map(({ code, child: about, parent: whose, adult, due, state }) => [code, about ?? adult ?? '', whose ?? '', due, state].filter((one) => one !== '').join(' '))).toEqual([
    'write-record 2026-11-24 done',
    'tell-parent moss ma 2026-11-24 owed',
    'tell-parent moss da 2026-11-24 owed',
    'sign gwen 2026-11-24 owed',
    'own-account gwen 2026-11-24 owed',
    'own-account amira 2026-11-24 owed',
    'child-debrief moss 2026-12-01 owed',
    'adult-debrief gwen 2026-12-01 owed',
    'adult-debrief amira 2026-12-01 owed',
  ])
})

test('a record just opened owes nobody anything, and once it is kept its author finishes it; what was answered in it is told all the same', () => {
  const open = { savedAt: null }
  expect(dutiesOf(facts({ answers: { ...blank(incident) }, incident: open }))).toEqual([])
  expect(dutiesOf(facts({ answers: { ...blank(incident) } })).map(({ code, adult }) => [code, adult])).toEqual([['sign', 'gwen']])
  expect(dutiesOf(facts({ incident: open, answers: { ...blank(incident), alarm: ['passed-out'], wentHome: at('2026-11-24T11:00') } })).map(({ code }) => code)).toEqual(['tell-dsl', 'tell-head'])
})

describe('the record (V13)', () => {
  test.each<[string, Over, Given, string]>([
    ['written on the day', {}, {}, 'done 2026-11-24'],
    ['not written yet', {}, { incident: { savedAt: null } }, 'owed 2026-11-24'],
    ['not written by midnight', {}, { incident: { savedAt: null }, now: now('2026-11-25T00:00:00Z') }, 'late 2026-11-24'],
    ['written offline in time, and sent on the next day', {}, { incident: { savedAt: now('2026-11-24T15:20:00Z') }, now: now('2026-11-25T18:05:00Z') }, 'done 2026-11-24'],
    ['written on the next day', {}, { incident: { savedAt: now('2026-11-25T00:00:00Z') }, now: now('2026-11-25T09:00:00Z') }, 'late 2026-11-24 say-why-late'],
    ['written on the next day, and why', { lateReason: 'adult-hurt' }, { incident: { savedAt: now('2026-11-25T00:00:00Z') }, now: now('2026-11-25T09:00:00Z') }, 'done 2026-11-24'],
    ['a hold over midnight is due on the day it ended', { when: at('2026-11-24T23:50'), ended: at('2026-11-25T00:20') }, { incident: { savedAt: now('2026-11-25T00:30:00Z') }, now: now('2026-11-25T01:00:00Z') }, 'done 2026-11-25'],
    ['so is one that is known by its length', { when: at('2026-11-24T23:50'), ended: null, duration: { minutes: 30, precision: 'about' } }, { incident: { savedAt: null } }, 'owed 2026-11-25'],
    ['in summer the day ends an hour earlier by the sun', { when: at('2026-06-30T10:00'), ended: at('2026-06-30T10:05') }, { incident: { savedAt: now('2026-06-30T22:59:59Z') } }, 'done 2026-06-30'],
    ['in summer, a minute after midnight', { when: at('2026-06-30T10:00'), ended: at('2026-06-30T10:05') }, { incident: { savedAt: now('2026-06-30T23:01:00Z') }, now: now('2026-07-01T08:00:00Z') }, 'late 2026-06-30 say-why-late'],
    ['over the change out of summer', { when: at('2026-10-25T01:58', '2026-10-25T00:58:00Z'), ended: at('2026-10-25T01:04', '2026-10-25T01:04:00Z') }, { incident: { savedAt: now('2026-10-25T23:59:00Z') } }, 'done 2026-10-25'],
    ['over the change into summer', { when: at('2027-03-27T23:58'), ended: at('2027-03-28T02:02', '2027-03-28T01:02:00Z') }, { incident: { savedAt: now('2027-03-28T22:59:00Z') }, now: now('2027-03-28T23:00:00Z') }, 'done 2027-03-28'],
    ['an end before its start is due by its start', { ended: at('2026-11-20T10:00') }, {}, 'done 2026-11-24'],
    ['while nobody has said when, on the day it was written', { when: null, ended: null }, { now: now('2026-11-26T10:00:00Z') }, 'done 2026-11-24'],
  ])('%s', (_name, answers, given, state) => {
    expect(states('write-record', { ...given, answers })).toEqual([state])
  })

  describe('written on paper and typed in later', () => {
    const typed = { savedAt: now('2026-11-25T08:15:00Z') }
    const late = 'late 2026-11-24 say-why-late'
    test.each<[string, Given, Over, string]>([
      ['on paper the same day, typed in on the next', { incident: { ...typed, paper: at('2026-11-24T11:30') } }, {}, 'done 2026-11-24'],
      ['on paper on the next day too', { incident: { ...typed, paper: at('2026-11-25T07:50') } }, {}, late],
      ['on paper before it happened: that is no record of it', { incident: { ...typed, paper: at('2026-11-24T10:20') } }, {}, late],
      ['on paper later than it was typed in', { incident: { ...typed, paper: at('2026-11-26T09:00') } }, {}, late],
      ['kept here the same day: a later paper makes it no later', { incident: { paper: at('2026-11-25T09:00') } }, {}, 'done 2026-11-24'],
      ['a sheet in a drawer is not kept: the record is owed', { incident: { savedAt: null, paper: at('2026-11-24T11:30') } }, {}, 'late 2026-11-24'],
      ['while nobody has said when, by the day of the paper and not of its typing', { incident: { ...typed, paper: at('2026-11-24T11:30') } }, { when: null, ended: null }, 'done 2026-11-24'],
    ])('%s', (_name, given, answers, state) => {
      expect(states('write-record', { now: now('2026-11-25T09:00:00Z'), ...given, answers })).toEqual([state])
    })

    test('the paper counts for the writing alone: what was to be told or signed that day is as late as it is', () => {
      const given: Given = { incident: { ...typed, paper: at('2026-11-24T11:30') }, now: now('2026-11-25T09:00:00Z') }
      const rest = (one: Given) => dutiesOf(facts(one)).filter(({ code }) => code !== 'write-record')
      expect(rest(given)).toEqual(rest({ ...given, incident: typed }))
      expect([states('sign', given), states('tell-parent', given)]).toEqual([['late 2026-11-24'], ['late 2026-11-24', 'late 2026-11-24']])
    })
  })

  test('signed by its author alone, and read by a senior who did not write it, within two school days of that', () => {
    const signed = { incident: { signedAt: now('2026-11-24T16:00:00Z') } }
    expect(owed('sign')).toEqual([{ code: 'sign', adult: 'gwen', by: [], due: '2026-11-24', state: 'owed' }])
    expect([states('sign', signed), states('sign', { now: now('2026-11-25T09:00:00Z') })]).toEqual([['done 2026-11-24'], ['late 2026-11-24']])
    expect(owed('countersign')).toEqual([])
    expect(owed('countersign', signed)).toEqual([{ code: 'countersign', by: ['senco', 'dsl', 'head'], except: ['gwen'], due: '2026-11-26', state: 'owed', because: 'assumed' }])
    expect(states('countersign', { incident: { ...signed.incident, countersigned: true } })).toEqual(['done 2026-11-26 assumed'])
  })

  test('begun by two apart, either of them signs it, and a senior who began neither reads it', () => {
    const apart = { begunBy: ['dov', 'gwen'] }
    expect(owed('sign', { incident: apart }).map(({ adult, state }) => [adult, state])).toEqual([['dov', 'owed'], ['gwen', 'owed']])
    const signed = { ...apart, signedAt: now('2026-11-24T16:00:00Z') }
    expect(owed('sign', { incident: signed }).map(({ adult, state }) => [adult, state])).toEqual([['dov', 'done'], ['gwen', 'done']])
    const [duty] = owed('countersign', { incident: signed })
    expect(Object.keys(roles).filter((id) => duty && isOwedBy(duty, { id, roles: roles[id] ?? [] }))).toEqual(['hetty', 'tam'])
  })

  test('once all who began it have left, any senior signs it, and another one reads it', () => {
    const left = (until: Record<string, string>, incident = {}) => ({ incident, adults: adults(until) })
    expect(owed('sign', left({ gwen: '2026-11-24' })).map(({ adult }) => adult)).toEqual(['gwen'])
    expect(owed('sign', left({ gwen: '2026-11-23' })).map(({ adult, by }) => [adult, by])).toEqual([[undefined, ['senco', 'dsl', 'head']]])
    expect(owed('sign', left({ gwen: '2026-11-23' }, { begunBy: ['dov', 'gwen'] })).map(({ adult }) => adult)).toEqual(['dov', 'gwen'])
    const [duty] = owed('countersign', left({ gwen: '2026-11-23' }, { signedAt: now('2026-11-24T16:00:00Z'), signedBy: 'hetty' }))
    expect(Object.keys(roles).filter((id) => duty && isOwedBy(duty, { id, roles: roles[id] ?? [] }))).toEqual(['dov', 'tam'])
  })

  test('each adult who was in it gives an account; one that was written down for them counts', () => {
    expect(owed('own-account', { accounts: ['amira'] }).map(({ adult, state }) => [adult, state])).toEqual([['gwen', 'owed'], ['amira', 'done']])
  })
})

describe('telling a parent (V14, V21)', () => {
  test.each<[string, Partial<Told>, string, string]>([
    ['in person, with a copy', {}, 'done', 'done'],
    ['told, and did not sign', { outcome: 'told-not-signed' }, 'done', 'done'],
    ['by phone alone', { how: 'phone', copy: null }, 'done', 'owed'],
    ['by phone, copy still owed', { how: 'phone', copy: 'copy-owed' }, 'done', 'owed'],
    ['by phone, copy sent', { how: 'phone', copy: 'copy-sent' }, 'done', 'done'],
    ['by letter', { how: 'letter', copy: null }, 'done', 'done'],
    ['by email', { how: 'email', copy: null }, 'done', 'done'],
    ['at pick-up, with nothing in writing', { how: 'pick-up', copy: null }, 'done', 'owed'],
    ['not reached', { outcome: 'not-reached' }, 'owed', 'none'],
    ['collected by someone else', { outcome: 'someone-else' }, 'owed', 'none'],
    ['nobody says how', { how: null }, 'owed', 'none'],
    ['nobody says when', { at: null }, 'owed', 'none'],
    ['nobody says by whom', { by: null }, 'owed', 'none'],
    ['nothing said of what came of it', { outcome: null }, 'owed', 'none'],
    ['told about another child', { child: 'pip' }, 'owed', 'none'],
    ['a mistake that was taken back', takenBack, 'owed', 'none'],
  ])('%s: told %s, in writing %s', (_name, over, tell, copy) => {
    const given = { telling: { told: [told(over)] } }
    const ofMa = (code: DutyCode) => owed(code, given).find((duty) => duty.parent === 'ma')?.state ?? 'none'
    expect([ofMa('tell-parent'), ofMa('give-copy')]).toEqual([tell, copy])
  })

  test('a line that was taken back is no trying either', () => {
    const because = (over: Partial<Told>) => owed('tell-parent', { telling: { told: [told(over)] } }).find((duty) => duty.parent === 'ma')?.because
    expect([because({ outcome: 'not-reached' }), because(takenBack)]).toEqual(['try-again', undefined])
  })
  test('each parent apart: one told is one still to tell', () => {
    expect(owed('tell-parent', { telling: { told: [told()] } }).map(({ parent: whose, state }) => [whose, state])).toEqual([['ma', 'done'], ['da', 'owed']])
  })
  test('of each child who was held or hurt, and of nobody who only saw it', () => {
    const children = new Map([['moss', moss()], ['pip', moss({ parents: [parent('nan')] })], ['fern', moss()]])
    const given = { children, answers: { children: ['moss', 'pip'], childrenHurt: ['moss', 'pip'], childrenNear: ['fern'] } }
    expect(owed('tell-parent', given).map(({ child: about, parent: whose }) => `${about} ${whose}`)).toEqual(['moss ma', 'moss da', 'pip nan'])
    const hurt = { children, answers: { children: ['moss'], childrenHurt: ['pip'] } }
    expect(owed('tell-parent', hurt).map(({ child: about, parent: whose }) => `${about} ${whose}`)).toEqual(['moss ma', 'moss da', 'pip nan'])
  })
  test('whoever is listed as a parent or carer is told, with parental responsibility or without', () => {
    expect(owed('tell-parent', { moss: { parents: [parent('foster', { responsibility: 'no' })] } }).map(({ parent: whose, state }) => [whose, state])).toEqual([['foster', 'owed']])
  })
  test('where nobody is listed, or the child is not on this tablet, somebody is to be told all the same', () => {
    expect(states('tell-parent', { moss: { parents: [] } })).toEqual(['owed 2026-11-24 no-parent'])
    expect(states('tell-parent', { children: new Map() })).toEqual(['owed 2026-11-24 no-parent'])
    expect(states('tell-parent', { moss: { parents: [] }, telling: { told: [told({ parent: '' })] } })).toEqual(['done 2026-11-24'])
  })

  test('in Early Years telling is enough, unless a copy was promised', () => {
    expect(states('give-copy', { ...early, answers: physical, telling: { told: [told({ how: 'phone', copy: null })] } })).toEqual([])
    expect(states('give-copy', { ...early, answers: physical, telling: { told: [told({ how: 'phone', copy: 'copy-owed' })] } })).toEqual(['owed 2026-11-24'])
  })
  test('a plan excuses nobody, and no answer says that a parent opted out', () => {
    const codes = [...telling.fields.told.of.outcome.options, ...telling.fields.told.of.how.options, ...telling.fields.told.of.copy.options].map(({ code }) => code)
    expect(codes.filter((code) => /opt|declin|not-needed|waive|plan/.test(code))).toEqual([])
    expect(states('tell-parent', { answers: { plan: 'yes', planFollowed: 'yes', interventions: [held({ planned: 'planned' })] } })).toEqual(states('tell-parent'))
  })

  test.each<[string, Partial<Told>, string]>([
    ['on the day', { at: at('2026-11-24T23:59') }, 'done 2026-11-24'],
    ['on the next day, and not why', { at: at('2026-11-25T00:00') }, 'done 2026-11-24 say-why-late'],
    ['on the next day, and why', { at: at('2026-11-25T00:00'), lateReason: 'unreachable' }, 'done 2026-11-24'],
  ])('told %s: late asks why and never blocks (V15)', (_name, over, state) => {
    expect(states('tell-parent', { now: now('2026-11-26T09:00:00Z'), telling: { told: [told(over)] } })[0]).toBe(state)
  })
  describe('a time at which nobody can have told them makes nothing done', () => {
    const line = (over: Partial<Told>, given: Given = {}) => states('tell-parent', { toldWritten: new Map([['t1', now('2026-11-24T15:30:00Z')]]), ...given, telling: { told: [told(over)] } })[0]
    test.each<[string, Partial<Told>, Given, string]>([
      ['before it was written', {}, {}, 'done'],
      ['in the minute in which it was written', { at: at('2026-11-24T15:30') }, {}, 'done'],
      ['ahead of it by no more than a clock may be', { at: at('2026-11-24T15:35') }, {}, 'done'],
      ['later than it was written', { at: at('2026-11-24T15:36') }, {}, 'owed'],
      ['a month later than it was written', { at: at('2026-12-24T15:20') }, {}, 'owed'],
      ['later than it was written, though that day has come', { at: at('2026-11-24T22:00') }, { now: now('2026-11-25T09:00:00Z') }, 'late'],
      ['nobody knows when it was written', { at: at('2026-11-24T15:36') }, { toldWritten: new Map() }, 'done'],
      ['as it began', { at: at('2026-11-24T10:41') }, {}, 'done'],
      ['in the minute in which a press of the timer began it', { at: at('2026-11-24T10:41') }, { answers: { when: at('2026-11-24T10:41', '2026-11-24T10:41:50Z') } }, 'done'],
      ['a minute before it began', { at: at('2026-11-24T10:40') }, {}, 'owed'],
      ['weeks before it began', { at: at('2026-10-29T10:45') }, {}, 'owed'],
      ['a few minutes before it began, and that is about', { at: at('2026-11-24T10:36') }, { answers: { when: { ...at('2026-11-24T10:41'), precision: 'about' } } }, 'done'],
      ['about a few minutes before it began', { at: { ...at('2026-11-24T10:36'), precision: 'about' } }, {}, 'done'],
      ['more than a few minutes before it began, and that is about', { at: at('2026-11-24T10:35') }, { answers: { when: { ...at('2026-11-24T10:41'), precision: 'about' } } }, 'owed'],
      ['while nobody has said when it began', { at: at('2026-11-24T09:00') }, { answers: { when: null } }, 'done'],
      ['in the hour that is lived twice', { at: at('2026-10-25T01:10') }, { answers: { when: at('2026-10-25T01:04', '2026-10-25T01:04:00Z'), ended: null }, now: now('2026-10-25T02:00:00Z') }, 'done'],
    ])('%s', (_name, over, given, state) => {
      expect(line(over, given)?.split(' ')[0]).toBe(state)
    })
    test('nor is a copy owed yet to whoever was not told, and a line that can be true counts beside it', () => {
      const odd = told({ id: 't1', at: at('2026-12-24T15:20'), copy: 'copy-owed' })
      const toldWritten = new Map([['t1', now('2026-11-24T15:30:00Z')], ['t2', now('2026-11-24T15:40:00Z')]])
      expect(owed('give-copy', { toldWritten, telling: { told: [odd] } })).toEqual([])
      const both = { toldWritten, telling: { told: [odd, told({ id: 't2', rank: 'a1', at: at('2026-11-24T15:38') })] } }
      expect([states('tell-parent', both)[0], states('give-copy', both)]).toEqual(['done 2026-11-24', ['done 2026-11-24']])
    })
    test('nor does it give a child of 20 their copy', () => {
      const copy = { toldWritten: new Map([['t1', now('2026-11-24T15:30:00Z')]]), moss: { born: '2000-01-01' } }
      expect(owed('give-child-copy', { ...copy, telling: { told: [told({ parent: '', at: at('2026-12-24T15:20') })] } }).map(({ state }) => state)).toEqual(['owed'])
    })
  })
  test('not told by the end of the day is late, and still owed', () => {
    expect(states('tell-parent', { now: now('2026-11-25T00:00:00Z') })).toEqual(['late 2026-11-24', 'late 2026-11-24'])
  })
  test.each([
    ['2026-11-24', '2026-11-24T23:59:59Z', false],
    ['2026-11-24', '2026-11-25T00:00:00Z', true],
    ['2026-06-30', '2026-06-30T22:59:59Z', false],
    ['2026-06-30', '2026-06-30T23:00:00Z', true],
    [null, '2026-06-30T23:00:00Z', false],
  ])('due %s, done at %s: asked why: %s', (due, instant, asked) => {
    expect(needsLateReason(due, now(instant), zone)).toBe(asked)
  })

  test.each<[string, Over, Given, string]>([
    ['ended at 14:59', { when: at('2026-11-24T14:50'), ended: at('2026-11-24T14:59') }, { now: now('2026-11-24T15:05:00Z') }, 'owed 2026-11-24'],
    ['ended at 15:00', { when: at('2026-11-24T14:50'), ended: at('2026-11-24T15:00') }, { now: now('2026-11-24T15:05:00Z') }, 'owed 2026-11-24 before-collection'],
    ['ended at 15:00 in summer', { when: at('2026-06-30T14:50'), ended: at('2026-06-30T15:00') }, { now: now('2026-06-30T14:05:00Z') }, 'owed 2026-06-30 before-collection'],
    ['goes home early', { wentHome: at('2026-11-24T11:30') }, {}, 'owed 2026-11-24 before-collection'],
    ['nobody was reached', { wentHome: at('2026-11-24T11:30') }, { telling: { told: [told({ outcome: 'not-reached' })] } }, 'owed 2026-11-24 try-again'],
    ['on the next day nobody is collected any more', { wentHome: at('2026-11-24T11:30') }, { now: now('2026-11-25T09:00:00Z') }, 'late 2026-11-24'],
  ])('%s: told before they are collected (V16)', (_name, answers, given, state) => {
    expect(states('tell-parent', { ...given, answers })[0]).toBe(state)
  })
})

describe('20 or over (V17)', () => {
  const copy = told({ parent: '', copy: 'copy-given' })
  test.each<[string, string | null, boolean]>([
    ['the day before', '2006-11-25', false],
    ['the 20th birthday on the day', '2006-11-24', true],
    ['a birthday nobody has written down', null, false],
  ])('%s: no report to a parent, and a copy for them: %s', (_name, born, isAdult) => {
    expect(states('tell-parent', { moss: { born } })).toEqual(isAdult ? ['not-owed 2026-11-24 of-age', 'not-owed 2026-11-24 of-age'] : ['owed 2026-11-24', 'owed 2026-11-24'])
    expect(owed('give-child-copy', { moss: { born } }).map(({ child: about, state }) => [about, state])).toEqual(isAdult ? [['moss', 'owed']] : [])
  })
  test('born on 29 February: 20 from 1 March where there is no 29th, and by the day it began', () => {
    const on = (when: string, ended: string) => owed('give-child-copy', { moss: { born: '2080-02-29' }, answers: { when: at(when), ended: at(ended) } }).length
    expect([on('2100-02-28T23:50', '2100-03-01T00:10'), on('2100-03-01T00:05', '2100-03-01T00:10')]).toEqual([0, 1])
  })
  test('their copy is given once, and in Early Years there is no such rule', () => {
    expect(owed('give-child-copy', { moss: { born: '2000-01-01' }, telling: { told: [copy] } }).map(({ state }) => state)).toEqual(['done'])
    expect(states('tell-parent', { ...early, answers: physical, moss: { born: '2000-01-01' } })).toEqual(['owed 2026-11-24', 'owed 2026-11-24'])
    expect(states('give-child-copy', { ...early, answers: physical, moss: { born: '2000-01-01' } })).toEqual([])
  })
})

describe('a parent who must not be told (V19, V22)', () => {
  const da = (line: Partial<MustNot>, given: Given = {}) => states('tell-parent', { ...given, telling: { mustNot: [mustNot(line)] } })[1]
  test.each<[string, Partial<MustNot>, Given, string]>([
    ['decided by the safeguarding lead', {}, {}, 'not-owed must-not'],
    ['decided by the head', { decidedBy: 'hetty' }, {}, 'not-owed must-not'],
    ['decided by the SENCO', { decidedBy: 'tam' }, {}, 'not-owed must-not'],
    ['decided by someone no longer listed', { decidedBy: 'gone' }, {}, 'not-owed must-not'],
    ['decided by nobody yet', { decidedBy: null }, {}, 'owed not-decided'],
    ['decided by a practitioner', { decidedBy: 'gwen' }, {}, 'owed not-decided'],
    ['decided with no reason', { reason: ' ' }, {}, 'owed not-decided'],
    ['decided nobody knows when', { at: null }, {}, 'owed not-decided'],
    ['decided by the only adult who was there', {}, { answers: { adults: [{ id: 'a1', rank: 'a0', adult: 'dov', name: '', part: [] }] } }, 'owed not-decided'],
    ['decided by one of two who were there', {}, { answers: { adults: [{ id: 'a1', rank: 'a0', adult: 'dov', name: '', part: [] }, { id: 'a2', rank: 'a1', adult: null, name: 'Hetty from the agency', part: [] }] } }, 'not-owed must-not'],
    ['no longer so', { over: at('2026-11-24T14:00') }, {}, 'owed'],
    ['in Early Years, by the safeguarding lead', {}, { ...early, answers: physical }, 'not-owed must-not'],
    ['in Early Years, by the head', { decidedBy: 'hetty' }, { ...early, answers: physical }, 'owed not-decided'],
  ])('%s', (_name, line, given, state) => {
    expect(da(line, given)).toBe(state.replace(/^(\S+)/, '$1 2026-11-24'))
  })
  test('it holds for that parent and for no other', () => {
    expect(states('tell-parent', { telling: { mustNot: [mustNot()] } })[0]).toBe('owed 2026-11-24')
  })
  test('where the roles of adults are not handed in, who may decide is not looked at', () => {
    const { adults: _left, ...rest } = facts({ telling: { mustNot: [mustNot({ decidedBy: 'gwen' })] } })
    expect(dutiesOf(rest).filter(({ code }) => code === 'tell-parent').map(({ state }) => state)).toEqual(['owed', 'not-owed'])
  })
  test('who was told before it was decided was told', () => {
    expect(states('tell-parent', { telling: { told: [told({ parent: 'da' })], mustNot: [mustNot()] } })[1]).toBe('done 2026-11-24')
  })
})

describe('every parent excepted (V20)', () => {
  const all = [mustNot({ id: 'n1', parent: 'ma' }), mustNot({ id: 'n2', parent: 'da' })]
  const report = { id: 'l1', rank: 'a0', child: 'moss', la: 'Bedfordshire', at: at('2026-11-24T13:00'), by: 'dov', ref: '' }
  test('the council where the child lives is told, that day', () => {
    expect(owed('tell-la', { telling: { mustNot: all } })).toEqual([{ code: 'tell-la', child: 'moss', by: ['senco', 'dsl', 'head'], due: '2026-11-24', state: 'owed' }])
  })
  test.each<[string, Given, string[]]>([
    ['reported', { telling: { mustNot: all, toLa: [report] } }, ['done 2026-11-24']],
    ['reported to nobody knows whom', { telling: { mustNot: all, toLa: [{ ...report, la: '' }] } }, ['owed 2026-11-24']],
    ['reported about another child', { telling: { mustNot: all, toLa: [{ ...report, child: 'pip' }] } }, ['owed 2026-11-24']],
    ['nobody knows where the child lives', { telling: { mustNot: all }, moss: { homeLa: '' } }, ['owed 2026-11-24 home-la-not-known']],
    ['one parent can be told', { telling: { mustNot: all.slice(0, 1) } }, []],
    ['one parent can be told after all', { telling: { mustNot: [all[0] ?? mustNot(), mustNot({ id: 'n2', over: at('2026-11-24T14:00') })] } }, []],
    ['one is not decided yet', { telling: { mustNot: [all[0] ?? mustNot(), mustNot({ id: 'n2', decidedBy: null })] } }, []],
    ['20 or over', { telling: { mustNot: all }, moss: { born: '2000-01-01' } }, []],
    ['Early Years has no such duty', { ...early, answers: physical, telling: { mustNot: all } }, []],
  ])('%s', (_name, given, expected) => {
    expect(states('tell-la', given)).toEqual(expected)
  })
})

describe('others', () => {
  test.each<[string, DutyCode, Over, Given, string[]]>([
    ['nobody went home', 'tell-head', {}, {}, []],
    ['went home early', 'tell-head', { wentHome: at('2026-11-24T11:30') }, {}, ['owed 2026-11-24']],
    ['went home early, and the head knows', 'tell-head', { wentHome: at('2026-11-24T11:30') }, { telling: { others: [other('head')] } }, ['done 2026-11-24']],
    ['none of these', 'tell-dsl', {}, {}, []],
    ['not answered', 'tell-dsl', { alarm: [] }, {}, []],
    ['an allegation', 'tell-dsl', { alarm: ['allegation'] }, {}, ['owed 2026-11-24']],
    ['a hold on the ground', 'tell-dsl', { interventions: [held({ hold: 'on-the-ground' })] }, {}, ['owed 2026-11-24']],
    ['a head injury, and the lead knows', 'tell-dsl', { alarm: ['head-hurt'] }, { telling: { others: [other('dsl')] } }, ['done 2026-11-24']],
    ['a line that names nobody', 'tell-dsl', { alarm: ['head-hurt'] }, { telling: { others: [other('dsl', { by: null })] } }, ['owed 2026-11-24']],
    ['not looked after', 'social-worker', {}, {}, []],
    ['once looked after', 'social-worker', {}, { moss: { lookedAfter: 'previously' } }, []],
    ['looked after', 'social-worker', {}, { moss: { lookedAfter: 'yes' } }, ['owed 2026-11-24']],
    ['looked after, and the social worker knows', 'social-worker', {}, { moss: { lookedAfter: 'yes' }, telling: { others: [other('social-worker')] } }, ['done 2026-11-24']],
    ['two looked after, and one line', 'social-worker', { children: ['moss', 'pip'] }, { children: new Map([['moss', moss({ lookedAfter: 'yes' })], ['pip', moss({ lookedAfter: 'yes' })]]), telling: { others: [other('social-worker')] } }, ['done 2026-11-24', 'owed 2026-11-24']],
  ])('%s: %s', (_name, code, answers, given, expected) => {
    expect(states(code, { ...given, answers })).toEqual(expected)
  })

  test.each<[string, Over, Given, string[], string[]]>([
    ['an adult can work', { staffInjury: 'yes', staffAway: 'yes' }, {}, [], []],
    ['away up to 3 days', { staffAway: 'up-to-3' }, {}, [], []],
    ['away more than 3 days: written down, and no more', { staffAway: 'over-3' }, {}, [], ['owed']],
    ['away more than 3 days, written down', { staffAway: 'over-3' }, { telling: { others: [other('employer')] } }, [], ['done']],
    ['away more than 7 days: 15 calendar days from the day it happened', { staffAway: 'over-7' }, {}, ['owed 2026-12-09'], []],
    ['away more than 7 days, on the 15th day', { staffAway: 'over-7' }, { now: now('2026-12-09T23:59:59Z') }, ['owed 2026-12-09'], []],
    ['away more than 7 days, on the 16th day', { staffAway: 'over-7' }, { now: now('2026-12-10T00:00:00Z') }, ['late 2026-12-09'], []],
    ['away more than 7 days, reported', { staffAway: 'over-7' }, { telling: { others: [other('hse')] } }, ['done 2026-12-09'], []],
    ['hospital: a person decides', { hospital: 'yes' }, {}, ['owed 2026-12-09 decide'], []],
    ['over midnight, from the day it began', { staffAway: 'over-7', when: at('2026-11-23T23:50'), ended: at('2026-11-24T00:20') }, {}, ['owed 2026-12-08'], []],
    ['over Christmas, every day counts', { staffAway: 'over-7', when: at('2026-12-18T10:00'), ended: at('2026-12-18T10:05') }, {}, ['owed 2027-01-02'], []],
  ])('RIDDOR, %s (V30)', (_name, answers, given, riddor, record) => {
    expect([states('riddor', { ...given, answers }), states('staff-injury-record', { ...given, answers })]).toEqual([riddor, record])
  })

  test.each<[string, Over, Given, string[]]>([
    ['nobody went to hospital', {}, early, []],
    ['hospital: 14 calendar days', { hospital: 'yes' }, early, ['owed 2026-12-08 decide']],
    ['passed out', { alarm: ['passed-out'] }, early, ['owed 2026-12-08 decide']],
    ['trouble with breathing', { alarm: ['breathing'] }, early, ['owed 2026-12-08 decide']],
    ['a head that was hurt is for the safeguarding lead', { alarm: ['head-hurt'] }, early, []],
    ['told', { hospital: 'yes' }, { ...early, telling: { others: [other('ofsted')] } }, ['done 2026-12-08']],
    ['a school does not', { hospital: 'yes' }, {}, []],
  ])('Ofsted, %s (V31)', (_name, answers, given, expected) => {
    expect(states('ofsted', { ...given, answers: { ...(given.profile && physical), ...answers } })).toEqual(expected)
  })
})

describe('debriefs', () => {
  const everyone = { children: ['moss'], childrenHurt: ['pip'], childrenNear: ['pip', 'fern'] }
  test('are offered to every child who was held, hurt or near, once each, and to every adult', () => {
    expect(owed('child-debrief', { answers: everyone }).map(({ child: about }) => about)).toEqual(['moss', 'pip', 'fern'])
    expect(owed('adult-debrief').map(({ adult, by }) => [adult, by])).toEqual([['gwen', []], ['amira', []]])
  })
  test.each<[string | null, string]>([
    ['done', 'done'],
    ['declined', 'done'],
    ['not-ready', 'owed not-ready'],
    [null, 'owed not-ready'],
  ])('%s reads as %s', (state, reads) => {
    const [first = '', why] = reads.split(' ')
    const expected = [first, '2026-12-01', why ?? 'assumed'].join(' ')
    expect(states('child-debrief', { childDebriefs: [{ child: 'moss', state }] })).toEqual([expected])
    expect(states('adult-debrief', { adultDebriefs: [{ adult: 'gwen', state }] })[0]).toBe(expected)
  })
  test('a child who has left is asked no more, and stands as asked where they were', () => {
    expect(states('child-debrief', { gone: ['moss'] })).toEqual(['not-owed 2026-12-01 has-left'])
    expect(states('child-debrief', { gone: ['moss'], childDebriefs: [{ child: 'moss', state: 'done' }] })).toEqual(['done 2026-12-01 assumed'])
    expect(states('tell-parent', { gone: ['moss'] })).toEqual(states('tell-parent'))
  })
  test('another’s debrief is not one’s own', () => {
    expect(states('child-debrief', { childDebriefs: [{ child: 'pip', state: 'done' }] })).toEqual(['owed 2026-12-01 assumed'])
  })
  test('are due in five school days by the term dates; without any, that is said to be assumed (V28)', () => {
    const span = (from: string, to: string) => ({ id: from, rank: 'a0', name: '', why: '', from, to })
    const calendar: AnswersOf<typeof termCalendar> = { ...blank(termCalendar), terms: [span('2026-09-02', '2026-12-18')], closed: [span('2026-11-27', '2026-11-27')] }
    expect(states('child-debrief', { calendar })).toEqual(['owed 2026-12-02'])
    expect(states('child-debrief')).toEqual(['owed 2026-12-01 assumed'])
  })
})

describe('whose it is', () => {
  const gwen = { id: 'gwen', roles: ['practitioner'] as Role[] }
  const hetty = { id: 'hetty', roles: ['head'] as Role[] }
  const gus = { id: 'gus', roles: ['governor'] as Role[] }
  test.each<[string, Pick<Duty, 'adult' | 'by' | 'except'>, boolean[]]>([
    ['an adult’s own', { adult: 'gwen', by: [] }, [true, false, false]],
    ['any of these roles’', { by: ['dsl', 'head'] }, [false, true, false]],
    ['of these roles but not by this adult', { by: ['practitioner', 'head'], except: ['hetty'] }, [true, false, false]],
  ])('%s: Gwen, Hetty the head, Gus the governor: %s', (_name, duty, theirs) => {
    expect([gwen, hetty, gus].map((person) => isOwedBy(duty, person))).toEqual(theirs)
  })
  test('a governor owes nothing, whatever happened', () => {
    const everything = { wentHome: at('2026-11-24T11:30'), alarm: ['breathing'], hospital: 'yes', staffAway: 'over-3' }
    const all = dutiesOf(facts({ answers: everything, incident: { signedAt: now('2026-11-24T16:00:00Z') }, moss: { lookedAfter: 'yes' } }))
    expect(all.filter((duty) => isOwedBy(duty, gus))).toEqual([])
    expect(all.every((duty) => duty.adult !== undefined || duty.by.length > 0)).toBe(true)
  })
})

test('a rule of tomorrow makes no duty today, and a later pack may set another day', () => {
  const stricter: DutyRule = { code: 'adult-debrief', within: { days: 1, of: 'calendar', after: 'ended' }, profile: ['school'], source: 'tomorrow’s guidance', validFrom: '2026-11-25' }
  const rules = [...dutyRules, stricter]
  expect(states('adult-debrief', { rules })[0]).toBe('owed 2026-12-01 assumed')
  expect(states('adult-debrief', { rules, answers: { when: at('2026-11-25T10:41'), ended: at('2026-11-25T10:46') } })[0]).toBe('owed 2026-11-26')
  expect(states('adult-debrief', { rules, ...early, answers: { ...physical, when: at('2026-11-25T10:41'), ended: at('2026-11-25T10:46') } })[0]).toBe('owed 2026-12-02 assumed')
})

test('an incident of before 1 April 2026 owes what good practice asks, and no report that was not yet law', () => {
  const before = { when: at('2026-03-31T10:41'), ended: at('2026-03-31T10:46') }
  expect([states('tell-parent', { answers: before }), owed('child-debrief', { answers: before }).length]).toEqual([[], 1])
})

test('whatever is answered, duties are made and never throw; each is due on a day and owed by somebody', () => {
  fc.assert(
    fc.property(answersTo(incident), answersTo(telling), answersTo(child), answersTo(termCalendar), fc.constantFrom('school' as const, 'early-years' as const), (answers, log, known, calendar, profile) => {
      const duties = dutiesOf({ ...facts(), incident: { ...facts().incident, answers }, telling: log, children: new Map(answers.children.map((id) => [id, known])), calendar, profile })
      expect(duties.filter(({ code, due, adult, by }) => !dutyCodes.includes(code) || !(due === null || /^\d{4}-\d{2}-\d{2}$/.test(due)) || (adult === undefined && by.length === 0))).toEqual([])
      expect(new Set(duties.map(({ code, child: about = '', parent: whose = '', adult = '' }) => `${code}/${about}/${whose}/${adult}`)).size).toBe(duties.length)
    }),
    { seed, numRuns: runs(60) },
  )
})
