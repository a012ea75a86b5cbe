import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seed } from '../../tests/support/seed'
import { isPin, nextTry, pauseMs, pinProblem, type Tries } from './pin'

test.each([
  ['271828', null],
  ['908144', null],
  ['010203', null],
  ['122334', null],
  ['', 'not-six-digits'],
  ['12345', 'not-six-digits'],
  ['1234567', 'not-six-digits'],
  ['12345a', 'not-six-digits'],
  [' 271828', 'not-six-digits'],
  ['٢٧١٨٢٨', 'not-six-digits'],
  ['271828\n', 'not-six-digits'],
  ['000000', 'easy-to-guess'],
  ['777777', 'easy-to-guess'],
  ['123456', 'easy-to-guess'],
  ['654321', 'easy-to-guess'],
  ['789012', 'easy-to-guess'],
  ['543210', 'easy-to-guess'],
  ['121212', 'easy-to-guess'],
  ['123123', 'easy-to-guess'],
  ['112233', 'easy-to-guess'],
  ['246802', 'easy-to-guess'],
] as const)('“%s” as somebody’s PIN: %s', (pin, problem) => {
  expect(pinProblem(pin)).toBe(problem)
  expect(isPin(pin)).toBe(problem !== 'not-six-digits')
})

test('hardly any PIN is refused as easy', () => {
  let easy = 0
  for (let pin = 0; pin < 1_000_000; pin += 17) if (pinProblem(String(pin).padStart(6, '0'))) easy += 1
  expect(easy).toBeLessThan(120)
})

test.each([
  [0, 0],
  [4, 0],
  [5, 30_000],
  [6, 60_000],
  [7, 120_000],
  [8, 240_000],
  [11, 1_920_000],
  [12, 3_600_000],
  [400, 3_600_000],
])('after %i wrong PINs people wait %i ms', (wrong, wait) => {
  expect(pauseMs(wrong)).toBe(wait)
})

test('a clock set back makes the pause begin again, and no longer', () => {
  const year = 365 * 86_400_000
  const tries: Tries = { wrong: 5, at: 10 * year }
  const first = nextTry(tries, 9 * year)
  expect(first).toEqual({ kind: 'wait', untilAt: 9 * year + 30_000, tries: { wrong: 5, at: 9 * year } })
  expect(nextTry(first.tries, 9 * year + 29_999).kind).toBe('wait')
  expect(nextTry(first.tries, 9 * year + 30_000)).toEqual({ kind: 'go', tries: { wrong: 6, at: 9 * year + 30_000 } })
})

test('whatever the clock does, no pause is longer than it should be, and no wrong PIN is forgotten', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 10_000_000 }), { maxLength: 60 }), (clock) => {
      let tries: Tries | null = null
      for (const now of clock) {
        const next: ReturnType<typeof nextTry> = nextTry(tries, now)
        expect(next.tries.wrong).toBe((tries?.wrong ?? 0) + (next.kind === 'go' ? 1 : 0))
        if (next.kind === 'wait') expect(next.untilAt - now).toBeLessThanOrEqual(pauseMs(next.tries.wrong))
        tries = next.tries
      }
    }),
    { seed },
  )
})
