// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { at, zone } from '../../../tests/support/incident'
import { incident } from '../records/incident'
import { blank } from './definition'
import { linesOf } from './faces'
import type { Duration, Moment, Say } from './field'
import { shortLength } from './short-length'

const stamped = (clock: string): Moment => at(`2026-11-27T${clock.slice(0, 5)}`, `2026-11-27T${clock}Z`)
const about = (wall: string): Moment => ({ wall, zone, precision: 'about' })
const under: Duration = { minutes: null, precision: 'band', band: 'under-1' }
const seconds = (number: number): Duration => ({ minutes: number / 60, precision: 'exact' })

test.each<[string, Moment | null, Moment | null, Duration | null]>([
  ['stamped within a minute', stamped('23:24:10'), stamped('23:24:22'), seconds(12)],
  ['over a minute’s edge', stamped('23:24:58'), stamped('23:25:03.900'), seconds(5)],
  ['in the same second', stamped('23:24:10.100'), stamped('23:24:10.900'), under],
  ['a minute', stamped('23:24:10'), stamped('23:25:10'), null],
  ['a clock put back', stamped('23:24:10'), stamped('23:24:05'), null],
  ['said, in one minute', at('2026-11-27T23:24'), at('2026-11-27T23:24'), under],
  ['stamped, and an end that was said', stamped('23:24:10'), at('2026-11-27T23:24'), under],
  ['the next minute, as it was said', stamped('23:24:50'), at('2026-11-27T23:25'), null],
  ['about one minute', about('2026-11-27T23:24'), at('2026-11-27T23:24'), null],
  ['on walls of two zones', at('2026-11-27T23:24'), { ...at('2026-11-27T23:24'), zone: 'Europe/Paris' }, null],
  ['no end', stamped('23:24:10'), null, null],
])('%s', (_what, from, to, length) => {
  expect(shortLength(from, to)).toEqual(length)
})

describe('a record says so where nobody said how long', () => {
  const say: Say = { adult: String, child: String, word: (_key, usual) => usual }
  const saidOf = (over: Partial<ReturnType<typeof blank<typeof incident.fields>>>) =>
    linesOf(incident, { ...blank(incident), when: stamped('23:24:10'), ended: stamped('23:24:22'), ...over }, say).filter(({ field }) => field === 'duration').map(({ label, words }) => `${label} ${words}`)
  test.each([
    ['in seconds', {}, ['How long in all? 12 seconds']],
    ['one of them', { ended: stamped('23:24:11') }, ['How long in all? 1 second']],
    ['that it was less than a minute', { ended: at('2026-11-27T23:24') }, ['How long in all? Less than a minute']],
    ['what was said, where it was', { duration: { minutes: 2, precision: 'about' as const } }, ['How long in all? about 2 minutes']],
    ['nothing where the times say it', { ended: stamped('23:29:10') }, []],
  ])('%s', (_what, over, lines) => {
    expect(saidOf(over)).toEqual(lines)
  })
})
