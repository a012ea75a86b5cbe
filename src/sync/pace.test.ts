import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Outcome } from './courier'
import { createPace, waitBefore } from './pace'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

function pacing(outcomes: Outcome[], options: { visible?: boolean; random?: () => number; busy?: boolean } = {}) {
  const rounds: number[] = []
  const heard: Outcome[] = []
  const troubles: unknown[] = []
  const neighbour = { busy: options.busy ?? false }
  const pace = createPace({
    round: () => {
      rounds.push(Date.now())
      const next = outcomes.shift()
      return next ? Promise.resolve(next) : Promise.reject(new Error('no more'))
    },
    onOutcome: (outcome) => { heard.push(outcome) },
    onTrouble: (error) => { troubles.push(error) },
    random: options.random ?? (() => 1),
    visible: () => options.visible ?? true,
    oneAtATime: (work) => (neighbour.busy ? Promise.resolve('busy') : work()),
  })
  return { pace, rounds, heard, troubles, neighbour }
}
const offline: Outcome = { kind: 'offline', retryAfterMs: null }
const done: Outcome = { kind: 'done' }

test.each([
  [1, 4_000],
  [2, 8_000],
  [5, 64_000],
  [8, 300_000],
  [1_000, 300_000],
])('after %i failures the wait is at most %i ms', (failures, longest) => {
  expect(waitBefore(failures, () => 1)).toBe(longest)
  expect(waitBefore(failures, () => 0)).toBe(0)
  expect(waitBefore(failures, () => 0.5)).toBe(longest / 2)
})

test('with no network it tries again for ever, and a success makes it quick again', async () => {
  const { pace, rounds } = pacing([offline, offline, offline, done, offline, done])
  pace.wake()
  await vi.advanceTimersByTimeAsync(4_000 + 8_000 + 16_000 + 10)
  expect(rounds).toHaveLength(4)
  // Done: the next look is a poll, 60 s and up to a fifth more; a failure then waits as briefly as the very first did.
  await vi.advanceTimersByTimeAsync(72_000)
  expect(rounds).toHaveLength(5)
  await vi.advanceTimersByTimeAsync(4_000)
  expect(rounds).toHaveLength(6)
  pace.stop()
})

test('it waits as long as the endpoint asks for', async () => {
  const { pace, rounds } = pacing([{ kind: 'trouble', retryAfterMs: 90_000 }, done])
  pace.wake()
  await vi.advanceTimersByTimeAsync(89_000)
  expect(rounds).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(2_000)
  expect(rounds).toHaveLength(2)
  pace.stop()
})

test('what is saved while the endpoint asked for time does not press it; a person’s own [Send now] does', async () => {
  const busy: Outcome = { kind: 'trouble', retryAfterMs: 90_000 }
  const { pace, rounds } = pacing([busy, busy, done, done])
  pace.wake()
  await vi.advanceTimersByTimeAsync(1_000)
  for (let saves = 0; saves < 20; saves += 1) pace.wake()
  expect(rounds).toHaveLength(1)
  const asked = pace.now(5_000)
  await vi.advanceTimersByTimeAsync(10)
  await asked
  expect(rounds).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(90_000)
  expect(rounds).toHaveLength(3)
  pace.wake()
  expect(rounds).toHaveLength(4)
  pace.stop()
})

test('no answer makes it wait longer than five minutes', async () => {
  const { pace, rounds } = pacing([{ kind: 'trouble', retryAfterMs: 86_400_000 }, done])
  pace.wake()
  await vi.advanceTimersByTimeAsync(301_000)
  expect(rounds).toHaveLength(2)
  pace.stop()
})

test('something saved during a round is sent in the next one, at once', async () => {
  const { pace, rounds } = pacing([done, done])
  pace.wake()
  pace.wake()
  pace.wake()
  await vi.advanceTimersByTimeAsync(0)
  expect(rounds).toHaveLength(2)
  pace.stop()
})

test.each(['locked', 'revoked', 'withdrawn'] as const)('%s waits for a person, who wakes it', async (kind) => {
  const { pace, rounds } = pacing([{ kind }, done])
  pace.wake()
  await vi.advanceTimersByTimeAsync(3_600_000)
  expect(rounds).toHaveLength(1)
  pace.wake()
  await vi.advanceTimersByTimeAsync(0)
  expect(rounds).toHaveLength(2)
  pace.stop()
})

test('after a restore it tries again by itself: nobody at the tablet can do anything about it', async () => {
  const { pace, rounds } = pacing([{ kind: 'restored' }, done])
  pace.wake()
  await vi.advanceTimersByTimeAsync(10_000)
  expect(rounds.length).toBeGreaterThan(1)
  pace.stop()
})

test('a round whose time was up while it was getting on goes on at once', async () => {
  const { pace, rounds } = pacing([{ kind: 'unfinished' }, { kind: 'unfinished' }, done])
  pace.wake()
  await vi.advanceTimersByTimeAsync(10)
  expect(rounds).toHaveLength(3)
  pace.stop()
})

test('a round asked for before a lock is waited for no longer than was said, whatever is under way', async () => {
  const pace = createPace({
    round: () => new Promise(() => undefined), onOutcome: () => undefined, onTrouble: () => undefined, random: () => 1, visible: () => true, oneAtATime: (work) => work(),
  })
  pace.wake()
  const last = vi.fn()
  void pace.now(10_000).then(last)
  await vi.advanceTimersByTimeAsync(9_999)
  expect(last).not.toHaveBeenCalled()
  await vi.advanceTimersByTimeAsync(1)
  expect(last).toHaveBeenCalledWith(offline)
  pace.stop()
})

test('a bug in a round is told, and the next round still comes', async () => {
  const { pace, rounds, troubles } = pacing([])
  pace.wake()
  await vi.advanceTimersByTimeAsync(4_000)
  expect(rounds.length).toBeGreaterThan(1)
  expect(troubles).toHaveLength(rounds.length)
  pace.stop()
})

test('a tablet out of sight begins nothing, and a tab whose neighbour is at it leaves it alone', async () => {
  const asleep = pacing([done], { visible: false })
  asleep.pace.wake()
  await vi.advanceTimersByTimeAsync(0)
  expect(asleep.rounds).toHaveLength(0)
  const second = pacing([done], { busy: true })
  expect(await second.pace.now(1_000)).toEqual(done)
  expect(second.rounds).toHaveLength(0)
  // Nothing is known of the endpoint by that, and what was saved here is not left for a minute.
  expect(second.heard).toEqual([])
  second.neighbour.busy = false
  await vi.advanceTimersByTimeAsync(4_000)
  expect(second.rounds).toHaveLength(1)
  second.pace.stop()
})
