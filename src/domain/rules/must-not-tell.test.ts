// @vitest-environment node
import { expect, test } from 'vitest'
import { at } from '../../../tests/support/incident'
import type { Profile } from '../pack/incident'
import type { Role } from '../people'
import type { DecidedIn } from './must-not-tell'
import { isDecided } from './must-not-tell'

const roster: DecidedIn['roster'] = new Map(Object.entries<{ roles: readonly Role[] }>({
  gwen: { roles: ['practitioner'] }, amira: { roles: ['senco'] }, dov: { roles: ['key-person', 'dsl'] }, hetty: { roles: ['head'] },
}))
const there = (...ids: (string | null)[]): DecidedIn['incident'] => ({ adults: ids.map((adult, index) => ({ id: `a${index}`, rank: 'a0', adult, name: adult === null ? 'Supply' : '', part: [] })) })
const decision = { reason: 'Likely to come to serious harm', decidedBy: 'hetty', at: at('2026-11-24T14:00') }

test.each<[string, Partial<typeof decision> | { decidedBy: null } | { at: null }, DecidedIn['incident'], Profile, boolean]>([
  ['by the head, who was not there', {}, there('gwen', 'amira'), 'school', true],
  ['by the head, one of two who were there', {}, there('gwen', 'hetty'), 'school', true],
  ['by the head, with somebody there who is known by name alone', {}, there('hetty', null), 'school', true],
  ['by the head, the only one who was there', {}, there('hetty'), 'school', false],
  ['by the head, twice on the list and alone all the same', {}, there('hetty', 'hetty'), 'school', false],
  ['by the head, while nobody has said who was there', {}, there(), 'school', true],
  ['by the SENCO', { decidedBy: 'amira' }, there('gwen'), 'school', true],
  ['by the safeguarding lead', { decidedBy: 'dov' }, there('gwen'), 'school', true],
  ['by a practitioner', { decidedBy: 'gwen' }, there('amira'), 'school', false],
  ['by somebody who left since', { decidedBy: 'moth' }, there('gwen'), 'school', true],
  ['by nobody yet', { decidedBy: null }, there('gwen'), 'school', false],
  ['with no reason', { reason: '  ' }, there('gwen'), 'school', false],
  ['with no time', { at: null }, there('gwen'), 'school', false],
  ['in Early Years, by the safeguarding lead', { decidedBy: 'dov' }, there('gwen'), 'early-years', true],
  ['in Early Years, by the manager', {}, there('gwen'), 'early-years', false],
])('a parent must not be told, decided %s: %4$s', (_how, given, incident, profile, expected) => {
  expect(isDecided({ ...decision, ...given }, { incident, profile, roster })).toBe(expected)
})

test('where the roster is not known, who it was is not looked at, and the one who was alone still cannot', () => {
  const by = (decidedBy: string) => isDecided({ ...decision, decidedBy }, { incident: there('gwen'), profile: 'school' })
  expect([by('amira'), by('gwen')]).toEqual([true, false])
})
