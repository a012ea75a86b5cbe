// @vitest-environment node
import { expect, test } from 'vitest'
import { at } from '../../../tests/support/incident'
import { incident } from '../records/incident'
import { blank } from '../schema/definition'
import type { Event } from './same-event'
import { maybeSameEvent, sharedChildren } from './same-event'

const event = (over: Partial<Event> = {}): Event => ({ ...blank(incident), children: ['moss'], when: at('2026-11-27T23:24'), ...over })

test.each<[string, Partial<Event>, boolean]>([
  ['in the same minute', {}, true],
  ['an hour later', { when: at('2026-11-28T00:24') }, true],
  ['an hour and a minute later', { when: at('2026-11-28T00:25') }, false],
  ['an hour earlier', { when: at('2026-11-27T22:24') }, true],
  ['an hour and a minute earlier', { when: at('2026-11-27T22:23') }, false],
  ['as a tablet stamped it, a second over the hour', { when: at('2026-11-28T00:24', '2026-11-28T00:24:01Z') }, false],
  ['by a wall in another zone, in the same minute', { when: { ...at('2026-11-28T00:24'), zone: 'Europe/Paris' } }, true],
  ['by a wall in another zone that says the same', { when: { ...at('2026-11-27T23:24'), zone: 'America/New_York' } }, false],
  ['nobody has said when', { when: null }, false],
  ['by its end, where that alone is known', { when: null, ended: at('2026-11-27T23:40') }, true],
  ['a time that is none', { when: at('soon') }, false],
  ['with another child', { children: ['pip'] }, false],
  ['with a child who was hurt', { children: ['pip'], childrenHurt: ['moss'] }, true],
  ['with nobody yet', { children: [] }, false],
])('%s', (_what, over, same) => {
  expect([maybeSameEvent(event(), event(over)), maybeSameEvent(event(over), event())]).toEqual([same, same])
})

test('in the hour that is lived twice, by the nearest that the two can mean', () => {
  const stamped = event({ when: at('2026-10-25T01:50', '2026-10-25T01:50:00Z') })
  expect(maybeSameEvent(stamped, event({ when: at('2026-10-25T01:10') }))).toBe(true)
  expect(maybeSameEvent(stamped, event({ when: at('2026-10-25T01:10', '2026-10-25T00:10:00Z') }))).toBe(false)
})

test('the children of both, held or hurt, each once', () => {
  expect(sharedChildren(event({ children: ['moss', 'pip'], childrenHurt: ['pip', 'wren'] }), event({ children: ['wren'], childrenHurt: ['pip'] }))).toEqual(['pip', 'wren'])
})
