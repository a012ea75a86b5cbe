// @vitest-environment node
import { expect, test } from 'vitest'
import { clockOf, figures, spoken } from './timer-words'

test.each([
  [0, '00:00:00', '0 seconds'],
  [999, '00:00:00', '0 seconds'],
  [1_000, '00:00:01', '1 second'],
  [60_000, '00:01:00', '1 minute'],
  [102_000, '00:01:42', '1 minute 42 seconds'],
  [3_661_000, '01:01:01', '1 hour 1 minute 1 second'],
  [7_200_000, '02:00:00', '2 hours'],
])('%i ms', (ms, shown, heard) => {
  expect([figures(ms), spoken(ms)]).toEqual([shown, heard])
})

const zone = 'Europe/London'
const now = Date.parse('2026-11-24T11:00:00Z')
test.each([
  [{ wall: '2026-11-24T10:41', zone, precision: 'exact' as const, ms: Date.parse('2026-11-24T10:41:07Z') }, '10:41:07'],
  [{ wall: '2026-06-24T10:41', zone, precision: 'exact' as const, ms: Date.parse('2026-06-24T09:41:07Z') }, '24 Jun 10:41:07'],
  [{ wall: '2026-11-24T10:41', zone, precision: 'exact' as const }, '10:41'],
  [{ wall: '2026-11-24T10:41', zone, precision: 'about' as const }, 'about 10:41'],
  [{ wall: '2026-11-23T10:41', zone, precision: 'about' as const }, 'about 23 Nov 10:41'],
])('%o is said as “%s”', (moment, words) => {
  expect(clockOf(moment, now)).toBe(words)
})
