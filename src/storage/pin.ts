/** What a PIN must be, and how long a wrong one makes people wait. Nothing here knows a key or a disk. */

export const isPin = (text: string): boolean => /^[0-9]{6}$/.test(text)

export type PinProblem = 'not-six-digits' | 'easy-to-guess'

/** What a colleague who watches the lock screen would try first; the runs and repeats are worked out below. */
const wellKnown = new Set(['112233', '332211', '123321', '321123', '159753', '147258', '258369', '789456', '456123', '147852', '102030'])

/** Why this cannot be somebody's PIN; null when it can. Asked before a PIN is set, never when one is tried. */
export function pinProblem(pin: string): PinProblem | null {
  if (!isPin(pin)) return 'not-six-digits'
  const repeats = [1, 2, 3].some((length) => pin === pin.slice(0, length).repeat(6 / length))
  // One step from digit to digit: 123456, 987654, 890123, 024680.
  const steps = new Set(Array.from(pin.slice(1), (digit, before) => (Number(digit) - Number(pin[before]) + 10) % 10))
  return repeats || steps.size === 1 || wellKnown.has(pin) ? 'easy-to-guess' : null
}

/** Thrown by the vault when it is asked to set a PIN that `pinProblem` refuses. */
export class PinRefused extends Error {
  override readonly name = 'PinRefused'
  readonly problem: PinProblem
  constructor(problem: PinProblem) {
    super(problem)
    this.problem = problem
  }
}

/** Wrong PINs of one adult since their last right one. Kept on disk, so that a reload forgives nothing. */
export interface Tries {
  readonly wrong: number
  /** When the last one was made, by this tablet's clock, ms. */
  readonly at: number
}

export const triesBeforePause = 5
const firstPauseMs = 30_000
const longestPauseMs = 3_600_000

/** 30 s after the fifth wrong PIN, twice as long after each further one, never above an hour. */
export function pauseMs(wrong: number): number {
  return wrong < triesBeforePause ? 0 : Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(wrong - triesBeforePause, 20))
}

/**
 * Judges the next try. `wait`: it is not to be made before `untilAt`; `tries` then is to be kept. `go`: it is to be made,
 * and `tries` counts it as wrong already.
 *
 * A clock set back is a pause that would last until the clock has caught up, which may be years: the pause is served again
 * in full from the time the clock now tells, no more and no less. A clock set forward does end a pause, because a tablet
 * that was off cannot tell the two apart; the count stays, so the next wrong PIN costs twice as much.
 */
export function nextTry(
  tries: Tries | null,
  now: number,
): { readonly kind: 'wait'; readonly untilAt: number; readonly tries: Tries } | { readonly kind: 'go'; readonly tries: Tries } {
  if (tries !== null) {
    const at = Math.min(tries.at, now)
    const untilAt = at + pauseMs(tries.wrong)
    if (now < untilAt) return { kind: 'wait', untilAt, tries: { ...tries, at } }
  }
  return { kind: 'go', tries: { wrong: (tries?.wrong ?? 0) + 1, at: now } }
}
