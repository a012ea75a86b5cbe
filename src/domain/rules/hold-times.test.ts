// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printSeed, runs, seed } from '../../../tests/support/seed'
import type { Moment } from '../schema/field'
import type { Stamp, StampKind } from './hold-times'
import { forgotten, holdTimes } from './hold-times'

printSeed('hold-times')
const start = Date.parse('2026-11-24T10:41:07Z')
const [second, minute] = [1_000, 60_000]
const wallOf = (ms: number) => new Date(ms).toISOString().slice(0, 16)
const stamped = (ms: number): Moment => ({ wall: wallOf(ms), zone: 'Europe/London', precision: 'exact', ms })
const said = (wall: string): Moment => ({ wall, zone: 'Europe/London', precision: 'about' })
const rankOf = (index: number) => `a${String.fromCharCode(48 + index)}`
/** Pressed in this order: what, and how long after the start, or a time as it was said. */
const pressed = (...presses: readonly (readonly [StampKind, number | string])[]): Stamp[] =>
  presses.map(([what, at], index) => ({ id: `s${index}`, rank: rankOf(index), what, at: typeof at === 'string' ? said(at) : stamped(start + at), who: 'gwen' }))
const after = (ms: number) => start + ms
const short = (stamps: readonly Stamp[], now = after(10 * minute)) => {
  const { state, heldMs, totalMs, clockMoved, endsBeforeStart } = holdTimes(stamps, now)
  return { state, heldMs, totalMs, ...(clockMoved && { clockMoved }), ...(endsBeforeStart && { endsBeforeStart }) }
}

test('a hold from its first stamp to its last', () => {
  const stamps = pressed(['began', 0], ['changed', 63 * second], ['let-go', 90 * second], ['held-again', 100 * second], ['swapped', 110 * second], ['ended', 2 * minute])
  expect(holdTimes(stamps, after(9 * minute))).toEqual({
    state: 'ended', startedMs: start, endedMs: after(2 * minute), heldMs: 110 * second, totalMs: 2 * minute, lastMs: after(2 * minute),
    spans: [{ fromMs: start, toMs: after(90 * second) }, { fromMs: after(100 * second), toMs: after(2 * minute) }],
    when: stamped(start), ended: stamped(after(2 * minute)), clockMoved: false, endsBeforeStart: false,
  })
})

test('its length is what its times say, to the second: parents read both', () => {
  const stamps = pressed(['began', 900], ['let-go', 3_100], ['held-again', 5_999], ['ended', 18_050])
  expect(short(stamps)).toEqual({ state: 'ended', heldMs: 16 * second, totalMs: 18 * second })
})

test('while it runs it grows with the clock, and while let go only the whole does', () => {
  const held = pressed(['began', 0])
  expect(holdTimes(held, after(102 * second))).toEqual({
    state: 'held', startedMs: start, endedMs: null, heldMs: 102 * second, totalMs: 102 * second, lastMs: start,
    spans: [{ fromMs: start, toMs: null }], when: stamped(start), ended: null, clockMoved: false, endsBeforeStart: false,
  })
  expect(short(pressed(['began', 0], ['let-go', minute]), after(3 * minute))).toEqual({ state: 'let-go', heldMs: minute, totalMs: 3 * minute })
})

test.each<[string, Stamp[], ReturnType<typeof short>]>([
  ['nothing stamped', [], { state: 'not-started', heldMs: 0, totalMs: 0 }],
  ['a stamp whose time waits to be said', [{ id: 's', rank: 'a0', what: 'began', at: null, who: null }], { state: 'not-started', heldMs: 0, totalMs: 0 }],
  ['no start, and a changed hold stands for it', pressed(['changed', 0], ['ended', minute]), { state: 'ended', heldMs: minute, totalMs: minute }],
  ['an end alone', pressed(['ended', minute]), { state: 'ended', heldMs: 0, totalMs: 0 }],
  ['let go, though nothing was held', pressed(['let-go', minute]), { state: 'not-started', heldMs: 0, totalMs: 0 }],
  ['let go, and ended from there', pressed(['began', 0], ['let-go', minute], ['ended', 2 * minute]), { state: 'ended', heldMs: minute, totalMs: 2 * minute }],
  ['held again after its end', pressed(['began', 0], ['ended', minute], ['held-again', 3 * minute], ['ended', 4 * minute]), { state: 'ended', heldMs: 2 * minute, totalMs: 4 * minute }],
  ['changed hold after its end begins nothing', pressed(['began', 0], ['ended', minute], ['changed', 2 * minute]), { state: 'ended', heldMs: minute, totalMs: minute }],
  ['a start put right by hand', pressed(['began', '2026-11-24T10:40'], ['ended', minute]), { state: 'ended', heldMs: minute + 67 * second, totalMs: minute + 67 * second }],
  ['an end said within the minute of its start', pressed(['began', 0], ['ended', '2026-11-24T10:41']), { state: 'ended', heldMs: 0, totalMs: 0 }],
  ['an end said before its start', pressed(['began', 0], ['ended', '2026-11-24T10:31']), { state: 'ended', heldMs: 0, totalMs: 0, endsBeforeStart: true }],
  ['an end said before the last hold', pressed(['began', 0], ['let-go', minute], ['held-again', 5 * minute], ['ended', '2026-11-24T10:44']), { state: 'ended', heldMs: minute, totalMs: 5 * minute, endsBeforeStart: true }],
  ['a time that is none', pressed(['began', 0], ['ended', 'teatime']), { state: 'held', heldMs: 10 * minute, totalMs: 10 * minute }],
])('%s', (_name, stamps, times) => {
  expect(short(stamps)).toEqual(times)
  expect(short(stamps.toReversed())).toEqual(times)
})

test('an observer and a holder who time one hold on two tablets time one hold', () => {
  const mine = pressed(['began', 0], ['changed', 50 * second], ['ended', 113 * second])
  const theirs = pressed(['began', 2 * second], ['ended', 111 * second]).map((one) => ({ ...one, id: `other-${one.id}`, who: 'dov' }))
  expect(short([...mine, ...theirs])).toEqual({ state: 'ended', heldMs: 111 * second, totalMs: 111 * second })
  expect(short([...theirs, ...mine])).toEqual({ state: 'ended', heldMs: 111 * second, totalMs: 111 * second })
})

describe('a clock put back', () => {
  test('between two presses makes that stretch nothing, leaves the others, and is told', () => {
    const stamps = pressed(['began', 0], ['changed', minute], ['swapped', minute - 3_600_000], ['ended', 2 * minute - 3_600_000])
    expect(short(stamps)).toEqual({ state: 'ended', heldMs: 2 * minute, totalMs: 2 * minute, clockMoved: true })
  })
  test('while it runs stops the figures, and they never fall', () => {
    expect(short(pressed(['began', 0]), after(-3_600_000))).toEqual({ state: 'held', heldMs: 0, totalMs: 0, clockMoved: true })
    expect(short(pressed(['began', 0], ['changed', minute]), after(-minute))).toEqual({ state: 'held', heldMs: minute, totalMs: minute, clockMoved: true })
  })
  test.each([[5 * second, false], [6 * second, true]])('by %i ms: told %s', (backMs, told) => {
    expect(holdTimes(pressed(['began', 0], ['ended', -backMs]), start).clockMoved).toBe(told)
  })
})

describe('midnight and the change of the clocks', () => {
  const london = (wall: string, iso?: string): Moment => ({ wall, zone: 'Europe/London', precision: 'exact', ...(iso && { ms: Date.parse(iso) }) })
  test.each<[string, Moment, Moment, number]>([
    ['over midnight', london('2026-11-24T23:58', '2026-11-24T23:58:30Z'), london('2026-11-25T00:03', '2026-11-25T00:03:30Z'), 5],
    ['over midnight, as said', london('2026-11-24T23:58'), london('2026-11-25T00:03'), 5],
    ['into summer', london('2027-03-28T00:58', '2027-03-28T00:58:00Z'), london('2027-03-28T02:02', '2027-03-28T01:02:00Z'), 4],
    ['into summer, as said', london('2027-03-28T00:58'), london('2027-03-28T02:02'), 4],
    ['into summer, with an end in the hour that was not', london('2027-03-28T00:58'), london('2027-03-28T01:02'), 4],
    ['out of summer', london('2026-10-25T01:58', '2026-10-25T00:58:00Z'), london('2026-10-25T01:04', '2026-10-25T01:04:00Z'), 6],
    ['out of summer, with the end as said', london('2026-10-25T01:58', '2026-10-25T00:58:00Z'), london('2026-10-25T01:04'), 6],
    ['within the hour that came twice, as said', london('2026-10-25T01:10'), london('2026-10-25T01:20'), 10],
    ['within its second half, with the end as said', london('2026-10-25T01:10', '2026-10-25T01:10:00Z'), london('2026-10-25T01:20'), 10],
    ['in summer, as said', london('2027-06-30T14:00'), london('2027-06-30T14:07'), 7],
  ])('%s', (_name, from, to, minutes) => {
    const stamps = [['began', from], ['ended', to]].map(([what, at], index) => ({ id: `s${index}`, rank: rankOf(index), what, at, who: null })) as Stamp[]
    expect(short(stamps)).toEqual({ state: 'ended', heldMs: minutes * minute, totalMs: minutes * minute })
  })
})

test.each<[string, Stamp[], number, ReturnType<typeof forgotten>]>([
  ['39 minutes and 59 seconds after the last stamp', pressed(['began', 0]), 40 * minute - second, null],
  ['40 minutes after its start', pressed(['began', 0]), 40 * minute, { runningMs: 40 * minute, guesses: [after(2 * minute)] }],
  ['a stamp since, which may be its end', pressed(['began', 0], ['changed', 3 * minute]), 43 * minute, { runningMs: 43 * minute, guesses: [after(3 * minute), after(5 * minute)] }],
  ['a long hold with a stamp in it', pressed(['began', 0], ['changed', 30 * minute]), 43 * minute, null],
  ['let go and left', pressed(['began', 0], ['let-go', 3 * minute]), 50 * minute, { runningMs: 50 * minute, guesses: [after(3 * minute), after(5 * minute)] }],
  ['ended long ago', pressed(['began', 0], ['ended', minute]), 50 * minute, null],
  ['never begun', [], 50 * minute, null],
])('forgotten: %s', (_name, stamps, sinceMs, told) => {
  expect(forgotten(holdTimes(stamps, after(sinceMs)), after(sinceMs))).toEqual(told)
})

const kinds = ['began', 'changed', 'swapped', 'let-go', 'held-again', 'ended'] as const
const anyMoment = fc.oneof(
  fc.integer({ min: -2 * 3_600_000, max: 2 * 3_600_000 }).map((ms) => stamped(start + ms)),
  fc.integer({ min: -120, max: 120 }).map((minutes) => said(wallOf(start + minutes * minute))),
)
const anyStamp = fc.record({ rank: fc.integer({ min: 0, max: 5 }).map(rankOf), what: fc.constantFrom(...kinds, null), at: fc.option(anyMoment), who: fc.constantFrom('gwen', 'dov', null) })
const anyStamps = fc.array(anyStamp, { maxLength: 12 }).map((rows) => rows.map((row, index): Stamp => ({ ...row, id: `s${index}` })))

describe('whatever was stamped, by whatever clock', () => {
  test('the order in which stamps reached this tablet does not matter, and no stretch is negative', () => {
    fc.assert(
      fc.property(anyStamps, fc.integer({ min: -3 * 3_600_000, max: 3 * 3_600_000 }), fc.nat(), (stamps, now, turn) => {
        const times = holdTimes(stamps, start + now)
        const shuffled = [...stamps.slice(turn % (stamps.length + 1)), ...stamps.slice(0, turn % (stamps.length + 1))].toReversed()
        expect(holdTimes(shuffled, start + now)).toEqual(times)
        expect(times.heldMs).toBeGreaterThanOrEqual(0)
        expect(times.totalMs).toBeGreaterThanOrEqual(times.heldMs)
        expect(times.spans.filter(({ toMs }) => toMs === null)).toHaveLength(times.state === 'held' ? 1 : 0)
        times.spans.reduce((before, { fromMs, toMs }) => {
          expect(fromMs).toBeGreaterThanOrEqual(before)
          expect(toMs ?? fromMs).toBeGreaterThanOrEqual(fromMs)
          return toMs ?? fromMs
        }, Number.NEGATIVE_INFINITY)
      }),
      { seed, numRuns: runs(300) },
    )
  })

  test('one tablet whose clock is put back now and then never makes a hold longer, and always knows whether it ended', () => {
    const steps = fc.array(fc.record({ tookMs: fc.integer({ min: second, max: 10 * minute }), backMs: fc.constantFrom(0, 0, 0, minute, 3_600_000, 30 * 24 * 3_600_000) }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(steps, (took) => {
        let clock = start
        const ends = took.map(({ tookMs, backMs }) => (clock += tookMs - backMs))
        const presses = [start, ...ends].map((ms, index): Stamp => ({
          id: `s${index}`, rank: rankOf(index), who: null, at: stamped(ms), what: index === 0 ? 'began' : index === ends.length ? 'ended' : 'changed',
        }))
        const truly = took.reduce((sum, { tookMs }) => sum + tookMs, 0)
        const { state, heldMs, clockMoved } = holdTimes(presses, clock)
        expect(state).toBe('ended')
        // Lengths are those between whole seconds: each time the clock is put back may add one that was begun.
        const backs = took.filter(({ backMs }) => backMs > 0).length
        expect(heldMs).toBeLessThanOrEqual(truly + backs * second)
        if (backs === 0) expect([heldMs, clockMoved]).toEqual([Math.floor(clock / second) * second - start, false])
        if (took.some(({ tookMs, backMs }) => backMs - tookMs > 5 * second)) expect(clockMoved).toBe(true)
      }),
      { seed, numRuns: runs(200) },
    )
  })
})
