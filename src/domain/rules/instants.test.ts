// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { at, zone } from '../../../tests/support/incident'
import type { Duration, Moment } from '../schema/field'
import { beganAt, clockAway, daysAfter, endedAt, endOfDay, instantOf, localClock, localDay, minutesBetween } from './instants'

const iso = (ms: number) => new Date(ms).toISOString()

test.each<[string, Moment, string]>([
  ['in winter', at('2026-11-24T10:41'), '2026-11-24T10:41:00.000Z'],
  ['in summer', at('2026-06-30T10:41'), '2026-06-30T09:41:00.000Z'],
  ['with a space and seconds', at('2026-06-30 10:41:30'), '2026-06-30T09:41:30.000Z'],
  ['in the hour that is lived twice: the earlier', at('2026-10-25T01:30'), '2026-10-25T00:30:00.000Z'],
  ['in the hour that is lived twice: the one that was stamped', at('2026-10-25T01:30', '2026-10-25T01:30:07Z'), '2026-10-25T01:30:07.000Z'],
  ['just before that hour', at('2026-10-25T00:59'), '2026-10-24T23:59:00.000Z'],
  ['just after that hour', at('2026-10-25T02:00'), '2026-10-25T02:00:00.000Z'],
  ['in the hour that is left out: shifted forward', at('2027-03-28T01:30'), '2027-03-28T01:30:00.000Z'],
  ['just before that hour', at('2027-03-28T00:59'), '2027-03-28T00:59:00.000Z'],
  ['just after that hour', at('2027-03-28T02:00'), '2027-03-28T01:00:00.000Z'],
  ['of another zone', { ...at('2026-11-24T19:41'), zone: 'Asia/Tokyo' }, '2026-11-24T10:41:00.000Z'],
  ['of a zone nobody knows', { ...at('2026-11-24T10:41'), zone: 'Mars/Olympus' }, '2026-11-24T10:41:00.000Z'],
])('a time %s', (_name, moment, instant) => {
  expect(iso(instantOf(moment))).toBe(instant)
})

test('what is no time at all is no instant', () => {
  expect(instantOf(at('2026-11-99T10:41'))).toBeNaN()
  expect(beganAt({ when: at('2026-11-99T10:41') })).toBeNull()
  expect(minutesBetween(at('2026-11-99T10:41'), at('2026-11-24T10:41'))).toBeNull()
})

test.each([
  // The clocks go forward on 28 March 2027 and back on 25 October 2026.
  ['2026-06-30T22:59:59.999Z', '2026-06-30', '23:59'],
  ['2026-06-30T23:00:00.000Z', '2026-07-01', '00:00'],
  ['2026-11-24T23:59:59.999Z', '2026-11-24', '23:59'],
  ['2026-10-25T00:30:00.000Z', '2026-10-25', '01:30'],
  ['2026-10-25T01:30:00.000Z', '2026-10-25', '01:30'],
  ['2027-03-28T01:00:00.000Z', '2027-03-28', '02:00'],
])('%s is on %s at %s on a wall in London', (instant, day, clock) => {
  expect([localDay(Date.parse(instant), zone), localClock(Date.parse(instant), zone)]).toEqual([day, clock])
})

test.each([
  ['2026-11-24', '2026-11-24T23:59:59.999Z'],
  ['2026-06-30', '2026-06-30T22:59:59.999Z'],
  ['2026-10-24', '2026-10-24T22:59:59.999Z'],
  ['2026-10-25', '2026-10-25T23:59:59.999Z'],
  ['2027-03-27', '2027-03-27T23:59:59.999Z'],
  ['2027-03-28', '2027-03-28T22:59:59.999Z'],
])('%s ends at %s', (day, instant) => {
  expect(iso(endOfDay(day, zone))).toBe(instant)
})

test.each([
  ['2026-11-24', 1, '2026-11-25'],
  ['2026-12-25', 14, '2027-01-08'],
  ['2028-02-15', 15, '2028-03-01'],
  ['2026-10-24', 1, '2026-10-25'],
  ['2027-03-27', 2, '2027-03-29'],
  ['2026-11-24', 0, '2026-11-24'],
])('from %s, %i days on is %s', (day, days, later) => {
  expect(daysAfter(day, days)).toBe(later)
})

describe('minutes between two times', () => {
  test.each<[string, Moment | null, Moment | null, number | null]>([
    ['of one morning', at('2026-11-24T10:41'), at('2026-11-24T10:46'), 5],
    ['over midnight', at('2026-11-24T23:50'), at('2026-11-25T00:20'), 30],
    ['stamped, over the change into summer', at('2027-03-28T00:58', '2027-03-28T00:58:00Z'), at('2027-03-28T02:02', '2027-03-28T01:02:00Z'), 4],
    ['stamped, over the change out of summer', at('2026-10-25T01:58', '2026-10-25T00:58:00Z'), at('2026-10-25T01:04', '2026-10-25T01:04:00Z'), 6],
    ['said, over the change out of summer', at('2026-10-25T01:58'), at('2026-10-25T01:04'), 6],
    ['said, within the hour that came twice', at('2026-10-25T01:10'), at('2026-10-25T01:20'), 10],
    ['stamped and said within one minute', at('2026-11-24T10:41', '2026-11-24T10:41:40Z'), at('2026-11-24T10:41'), 0],
    ['the wrong way round', at('2026-11-24T10:46'), at('2026-11-24T10:41'), -5],
    ['stamped the wrong way round in the hour that came twice', at('2026-10-25T01:10', '2026-10-25T01:10:00Z'), at('2026-10-25T01:40', '2026-10-25T00:40:00Z'), -30],
    ['of which one is not given', null, at('2026-11-24T10:41'), null],
  ])('%s', (_name, from, to, minutes) => {
    expect(minutesBetween(from, to)).toBe(minutes)
  })
})

describe('when it ended', () => {
  const about = (minutes: number): Duration => ({ minutes, precision: 'about' })
  const band = (code: string): Duration => ({ minutes: null, precision: 'band', band: code })
  test.each<[string, { when: Moment | null; ended: Moment | null; duration: Duration | null }, string | null]>([
    ['by its end', { when: at('2026-11-24T10:41'), ended: at('2026-11-24T10:46'), duration: about(60) }, '2026-11-24T10:46:00.000Z'],
    ['by its end alone', { when: null, ended: at('2026-11-24T10:46'), duration: null }, '2026-11-24T10:46:00.000Z'],
    ['by its length', { when: at('2026-11-24T23:50'), ended: null, duration: about(30) }, '2026-11-25T00:20:00.000Z'],
    ['by a band’s middle', { when: at('2026-11-24T23:58'), ended: null, duration: band('1-to-5') }, '2026-11-25T00:01:00.000Z'],
    ['by its start, where nobody knows how long it took', { when: at('2026-11-24T10:41'), ended: null, duration: band('not-sure') }, '2026-11-24T10:41:00.000Z'],
    ['never before its start', { when: at('2026-11-24T10:41'), ended: at('2026-11-23T10:46'), duration: null }, '2026-11-24T10:41:00.000Z'],
    ['while nobody has said', { when: null, ended: null, duration: about(5) }, null],
  ])('%s', (_name, times, instant) => {
    const ended = endedAt(times)
    expect(ended === null ? null : iso(ended)).toBe(instant)
  })
})

test.each([
  [null, null],
  [0, null],
  [120_000, null],
  [-120_000, null],
  [120_001, '2 minutes ahead'],
  [-120_001, '2 minutes behind'],
  [7_199_000, '120 minutes ahead'],
  [-7_200_000, '2 hours behind'],
  [172_800_000, '2 days ahead'],
  [63_158_400_000, '731 days ahead'],
])('a clock %s ms away that is not to be trusted is said to be: %s', (skewMs, away) => {
  expect(clockAway(skewMs)).toBe(away)
})
