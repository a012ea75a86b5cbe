// @vitest-environment node
import { expect, test } from 'vitest'
import { incident } from '../../domain/records/incident'
import { answersFrom } from '../../domain/schema/definition'
import type { Changes } from '../../domain/schema/field'
import { claimedBy, openedBy, partsOf } from './claims'

const newId = () => 'a1'
const adultsOf = (before: Changes, added: Changes) => answersFrom(incident, partsOf({ ...before, ...added })).adults.map(({ adult, name, part }) => [adult, name, part])
const nobody = { 'stamps/s1': true, 'stamps/s1/rank': 'a0', 'stamps/s1/what': 'began' } as const
const watcher = { ...nobody, 'adults/w1': true, 'adults/w1/rank': 'a0', 'adults/w1/part/saw': true } as const

test('whoever takes on a first account says how they know of it, and whoever takes on a timer what they did', () => {
  expect(claimedBy('gwen', { kind: 'quick-record', changes: { 'words/': 'By the pond' } }, { as: 'witness', newId })).toEqual({ 'claimed/': 'witness' })
  expect([nobody, watcher].map((changes) => adultsOf(changes, claimedBy('gwen', { kind: 'incident', changes }, { as: 'held', newId })))).toEqual([[['gwen', '', ['held']]], [['gwen', '', ['held']]]])
})

const unknown = 'Who wrote this down is not known. It was written on this tablet before anyone signed in, and opened by Hetty Inkpenny because nobody said it was theirs.'

test.each([
  ['By the pond', `${unknown}\n\nBy the pond`],
  [undefined, unknown],
])('one that nobody claims says above its words that its writer is not known, and claims nothing for who opens it (%s)', (words, said) => {
  expect(openedBy('Hetty Inkpenny', { kind: 'quick-record', changes: words === undefined ? {} : { 'words/': words } }, newId)).toEqual({ 'words/': said })
})

test('a timer that nobody claims was kept by somebody who is not known, and not by whoever opens it', () => {
  expect([nobody, watcher].map((changes) => adultsOf(changes, openedBy('Hetty Inkpenny', { kind: 'incident', changes }, newId)))).toEqual([[[null, 'Not known', ['timed']]], [[null, 'Not known', ['saw']]]])
})
