// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { revise } from '../../../tests/support/revisions'
import { fold } from '../history/read'
import type { NewRevision } from '../history/revision'
import { abc } from '../records/abc'
import { calmScript } from '../records/calm-script'
import { child } from '../records/child'
import { homeNote } from '../records/home-note'
import { incident } from '../records/incident'
import { observation } from '../records/observation'
import { quickRecord } from '../records/quick-record'
import { telling } from '../records/telling'
import type { Definition } from '../schema/definition'
import { blank } from '../schema/definition'
import type { Changes, Moment } from '../schema/field'
import type { SettingKnows, Told } from './county-facts'
import { countyFact, toldSameDay } from './county-facts'
import { takenBack } from './told-by-mistake'

const at = (wall: string, more: Partial<Moment> = {}): Moment => ({ wall, zone: 'Europe/London', precision: 'exact', ...more })
async function factOf(form: Definition, changes: Changes, ...then: Partial<NewRevision>[]) {
  const saves = [await revise({ kind: form.kind, version: form.version, changes })]
  for (const save of then) saves.push(await revise({ kind: form.kind, version: form.version, after: [saves.at(-1)?.id ?? ''], at: 1_000 + saves.length, ...save }))
  const folded = fold(null, saves)
  return folded && countyFact(form, folded.checkpoint, null)
}
const row = (name: string, id: string, changes: Changes): Changes => ({
  [`${name}/${id}`]: true, [`${name}/${id}/rank`]: 'a0', ...Object.fromEntries(Object.entries(changes).map(([part, value]) => [`${name}/${id}/${part}`, value])),
})

test('of an incident go its day and its codes: kind, hold, degree, reason, SEN stage, band of length; not who, where exactly, or a word', async () => {
  const changes: Changes = {
    'children/moss': true, 'words/': 'Moss ran for the gate.', 'when/': at('2026-11-24T10:41'), 'place/': 'playground', 'placeWords/': 'By Moss’s tree',
    'duration/': { minutes: 7, precision: 'exact' }, 'reason/injury-self': true, 'tried/fewer-words': true, 'plan/': 'yes', 'planFollowed/': 'partly',
    ...row('adults', 'a1', { adult: 'amira', 'part/held': true }),
    ...row('sen', 's1', { child: 'moss', stage: 'k', needs: 'Hears little' }),
    ...row('interventions', 'i1', { child: 'moss', kind: 'force', hold: 'guided', degree: 'light', planned: 'unplanned', from: at('2026-11-24T10:42'), 'who/amira': true }),
  }
  expect(await factOf(incident, changes)).toEqual({
    kind: 'incident',
    day: '2026-11-24',
    state: 'open',
    told: null,
    codes: {
      sen: [{ stage: 'k' }], duration: '5-to-15', place: 'playground', interventions: [{ kind: 'force', hold: 'guided', degree: 'light', planned: 'unplanned' }],
      reason: ['injury-self'], antecedents: [], tried: ['fewer-words'], helped: [], plan: 'yes', planFollowed: 'partly', wentHomeEarly: 'no',
    },
  })
})

test('a child who went home early is counted, with no time and nobody’s name', async () => {
  expect((await factOf(incident, { 'wentHome/': at('2026-11-24T11:30'), 'wentHomeWho/': 'Hetty' }))?.codes['wentHomeEarly']).toBe('yes')
})

test('a code that the form does not have is said to be one, and no more', async () => {
  const odd = 'moss-kettle'
  const changes: Changes = {
    'place/': odd, [`reason/${odd}`]: true, 'reason/pip': true, 'reason/damage': true, 'duration/': { minutes: null, precision: 'band', band: odd }, ...row('interventions', 'i1', { hold: odd }),
  }
  expect((await factOf(incident, changes))?.codes).toMatchObject({
    place: 'unlisted', reason: ['damage', 'unlisted'], duration: 'unlisted', interventions: [{ kind: null, hold: 'unlisted', degree: null, planned: null }],
  })
})

describe('when it counts', () => {
  test.each<[string, Definition, Partial<NewRevision>[], string | null]>([
    ['an incident just begun', incident, [], 'open'],
    ['an incident that was signed', incident, [{ act: 'sign' }], 'signed'],
    ['an incident that was withdrawn', incident, [{ act: 'sign' }, { act: 'withdraw' }], null],
    ['a quick record still being written', quickRecord, [], null],
    ['a quick record that was closed', quickRecord, [{ act: 'close' }], 'closed'],
    ['an ABC record with words added', abc, [{ act: 'close' }, { act: 'addendum', changes: { 'addendum/': 'Later' } }], 'closed'],
    ['a closed record that was withdrawn', abc, [{ act: 'close' }, { act: 'withdraw' }], null],
    ['an observation, which has nothing for the county', observation, [{ act: 'close' }], null],
    ['a note of what home said', homeNote, [{ act: 'close' }], null],
    ['a child', child, [], null],
    ['a calm script', calmScript, [], null],
    ['who was told', telling, [], null],
  ])('%s: %3$s', async (_what, form, then, state) => {
    expect((await factOf(form, {}, ...then))?.state ?? null).toBe(state)
  })

  test('an edit after the signature counts for nothing', async () => {
    const fact = await factOf(incident, { 'place/': 'hall' }, { act: 'sign' }, { changes: { 'place/': 'playground' } })
    expect(fact).toMatchObject({ state: 'signed', codes: { place: 'hall' } })
  })
})

describe('how long it took is a band', () => {
  test.each<[number, string]>([
    [0, 'under-1'], [0.9, 'under-1'], [1, '1-to-5'], [5, '1-to-5'], [5.1, '5-to-15'], [15, '5-to-15'], [16, '15-to-30'], [30, '15-to-30'], [31, 'over-30'], [10_080, 'over-30'],
  ])('%d minutes: %s', async (minutes, band) => {
    expect((await factOf(abc, { 'duration/': { minutes, precision: 'about' } }, { act: 'close' }))?.codes['duration']).toBe(band)
  })

  test.each<[string, Changes, string | null]>([
    ['a band as it was chosen', { 'duration/': { minutes: null, precision: 'band', band: '15-to-30' } }, '15-to-30'],
    ['a band before the clocks', { 'duration/': { minutes: null, precision: 'band', band: 'under-1' }, 'when/': at('2026-11-24T10:00'), 'ended/': at('2026-11-24T10:20') }, 'under-1'],
    ['start and end', { 'when/': at('2026-11-24T10:00'), 'ended/': at('2026-11-24T10:20') }, '15-to-30'],
    ['over midnight', { 'when/': at('2026-11-24T23:50'), 'ended/': at('2026-11-25T00:04') }, '5-to-15'],
    ['over the hour that is left out in spring', { 'when/': at('2026-03-29T00:58'), 'ended/': at('2026-03-29T02:02') }, '1-to-5'],
    ['over the hour that comes twice, as the tablet stamped it', { 'when/': at('2026-10-25T01:59', { ms: 1_000 }), 'ended/': at('2026-10-25T01:01', { ms: 121_000 }) }, '1-to-5'],
    ['an end before the start', { 'when/': at('2026-11-24T10:00'), 'ended/': at('2026-11-24T09:00') }, null],
    ['a zone that is none', { 'when/': at('2026-11-24T10:00', { zone: 'Nowhere' }), 'ended/': at('2026-11-24T10:20', { zone: '' }) }, null],
    ['no end', { 'when/': at('2026-11-24T10:00') }, null],
  ])('%s', async (_what, changes, band) => {
    expect((await factOf(incident, changes))?.codes['duration']).toBe(band)
  })
})

describe('whether parents were told on the day', () => {
  const adult = (id: string) => ({ id: `a-${id}`, rank: 'a0', adult: id, name: '', part: [] })
  const event = { ...blank(incident), children: ['moss'], adults: [adult('amira')], when: at('2026-11-24T23:50'), ended: at('2026-11-25T00:20') }
  const parent = (id: string, responsibility: string | null = 'yes') => ({ id, rank: 'a0', name: '', relation: '', phone: '', responsibility, careOrder: null, contactLimits: '', language: '', formats: [] })
  const moss = { ...blank(child), born: '2016-05-02', parents: [parent('mum'), parent('dad', 'no')] }
  const told = (given: Partial<(typeof none)['told'][number]> = {}) => ({
    id: 't1', rank: 'a0', child: 'moss', parent: 'mum', outcome: 'told', how: 'phone', at: at('2026-11-25T15:20'), by: 'amira', copy: null, copyAt: null, lateReason: null, words: '', ...given,
  })
  const none = blank(telling)
  const mustNot = (given: Partial<(typeof none)['mustNot'][number]> = {}) => ({ id: 'm1', rank: 'a0', child: 'moss', parent: 'dad', reason: 'Harm', askedBy: 'amira', decidedBy: 'dov', at: at('2026-11-25T09:00'), over: null, ...given })
  const both = [told(), told({ parent: 'dad' })]
  const roster: SettingKnows['roster'] = new Map([['amira', { roles: ['practitioner', 'senco'] }], ['dov', { roles: ['dsl'] }], ['gwen', { roles: ['practitioner'] }]])
  const knows = (about?: typeof moss): SettingKnows => ({ profile: 'school', roster, children: new Map(about ? [['moss', about]] : []) })

  test.each<[string, Partial<typeof none>, Told | null]>([
    ['nobody yet', {}, 'not-yet'],
    ['one of two', { told: [told()] }, 'not-yet'],
    ['both, on the day it ended', { told: both }, 'yes'],
    ['both, one of them the day after', { told: [told(), told({ parent: 'dad', at: at('2026-11-26T00:01') })] }, 'no'],
    ['one late, and the other not yet', { told: [told({ at: at('2026-11-26T09:00') })] }, 'no'],
    ['late, and told on the day as well', { told: [...both, told({ at: at('2026-11-27T09:00') })] }, 'yes'],
    ['told, and did not sign', { told: [told({ outcome: 'told-not-signed' }), told({ parent: 'dad' })] }, 'yes'],
    ['told, as it says, before it began', { told: [told({ at: at('2026-11-01T09:00') }), told({ parent: 'dad' })] }, 'not-yet'],
    ['could not be reached', { told: [told({ outcome: 'not-reached' }), told({ parent: 'dad' })] }, 'not-yet'],
    ['someone else collected', { told: [told({ outcome: 'someone-else' }), told({ parent: 'dad' })] }, 'not-yet'],
    ['told, nobody wrote down when', { told: [told({ at: null }), told({ parent: 'dad' })] }, 'not-yet'],
    ['told, nobody wrote down how', { told: [told({ how: null }), told({ parent: 'dad' })] }, 'not-yet'],
    ['told, nobody wrote down by whom', { told: [told({ by: null }), told({ parent: 'dad' })] }, 'not-yet'],
    ['told, and that was a mistake', { told: [told(takenBack), told({ parent: 'dad' })] }, 'not-yet'],
    ['told about another child', { told: [told({ child: 'pip' }), told({ parent: 'dad' })] }, 'not-yet'],
    ['one told, the other must not be', { told: [told()], mustNot: [mustNot()] }, 'yes'],
    ['one told, the other asked to be left out and not decided', { told: [told()], mustNot: [mustNot({ decidedBy: null })] }, 'not-yet'],
    ['one told, the other left out by the only one who was there', { told: [told()], mustNot: [mustNot({ decidedBy: 'amira' })] }, 'not-yet'],
    ['one told, the other left out by somebody without the right to', { told: [told()], mustNot: [mustNot({ decidedBy: 'gwen' })] }, 'not-yet'],
    ['one told, the other left out for no reason', { told: [told()], mustNot: [mustNot({ reason: '' })] }, 'not-yet'],
    ['one told, the other may be told again', { told: [told()], mustNot: [mustNot({ over: at('2026-11-25T12:00') })] }, 'not-yet'],
    ['neither may be told', { mustNot: [mustNot(), mustNot({ id: 'm2', parent: 'mum' })] }, null],
  ])('%s: %3$s', (_what, given, expected) => {
    expect(toldSameDay(event, { ...none, ...given }, knows(moss))).toBe(expected)
  })

  test('of a child whose record names no parent, whoever was told', () => {
    expect(toldSameDay(event, { ...none, told: [told({ parent: '' })] }, knows())).toBe('yes')
    expect(toldSameDay(event, null, knows())).toBe('not-yet')
  })

  test('every child in it', () => {
    const two = { ...event, children: ['moss', 'pip'] }
    expect(toldSameDay(two, { ...none, told: both }, knows(moss))).toBe('not-yet')
    expect(toldSameDay(two, { ...none, told: [...both, told({ child: 'pip' })] }, knows(moss))).toBe('yes')
    expect(toldSameDay({ ...event, children: [] }, null, knows())).toBeNull()
  })

  test.each<[string, string, Told | null]>([
    ['2006-11-24', 'on their 20th birthday', null],
    ['2006-11-25', 'the day before it', 'not-yet'],
    ['2004-02-29', 'at 22', null],
  ])('born %s, %s', (born, _age, expected) => {
    expect(toldSameDay(event, null, knows({ ...moss, born }))).toBe(expected)
  })

  test('while nobody said when it was, nobody can say that it was the same day', () => {
    expect(toldSameDay({ ...event, when: null, ended: null }, { ...none, told: both }, knows(moss))).toBe('not-yet')
    expect(toldSameDay({ ...event, ended: null }, { ...none, told: both }, knows(moss))).toBe('no')
  })
})
