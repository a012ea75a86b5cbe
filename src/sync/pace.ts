import type { Outcome } from './courier'

/** When to try again. Never gives up; a failure only makes it wait longer, by chance, so that a school's tablets spread out. */
const firstWaitMs = 2_000
const longestWaitMs = 300_000
const pollEveryMs = 60_000
const roundAtMostMs = 60_000

/** Full jitter: anything from nothing to the limit, which doubles with each failure up to five minutes. */
export function waitBefore(failures: number, random: () => number): number {
  return random() * Math.min(longestWaitMs, firstWaitMs * 2 ** Math.min(failures, 20))
}

export interface PaceOptions {
  readonly round: (signal: AbortSignal) => Promise<Outcome>
  readonly onOutcome: (outcome: Outcome) => void
  /** A bug in a round: told once, and the next round still comes. */
  readonly onTrouble: (error: unknown) => void
  readonly random: () => number
  readonly visible: () => boolean
  /** One tab's courier at a time. Only economy: two at once would repeat each other and break nothing. */
  readonly oneAtATime: <T>(work: () => Promise<T>) => Promise<T | 'busy'>
}
export interface Pace {
  /** Begins a round now, or right after the one under way: something was saved, signal came back, a poke arrived. Not before an endpoint that asked for time (at most five minutes) has had it. */
  wake(): void
  /**
   * A round now, and its outcome: before a lock, or for [Send now]. Answers after `atMostMs` at the latest, `offline` if nothing
   * came of it by then: a round already under way may take longer, and the tablet key must not stay open for it.
   */
  now(atMostMs: number): Promise<Outcome>
  stop(): void
}

export function createPace(options: PaceOptions): Pace {
  let failures = 0
  let stopped = false
  let again = false
  /** The endpoint asked for time: what is saved meanwhile goes with the round that is planned. */
  let isAskedToWait = false
  let running: Promise<Outcome> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  function plan(waitMs: number): void {
    clearTimeout(timer)
    if (!stopped) timer = setTimeout(() => void run(roundAtMostMs), waitMs)
  }

  function planAfter(outcome: Outcome): void {
    if (outcome.kind === 'done') {
      failures = 0
      plan(pollEveryMs * (0.8 + 0.4 * options.random()))
      return
    }
    if (outcome.kind === 'unfinished') {
      failures = 0
      plan(0)
      return
    }
    // Locked, revoked, withdrawn: a person must act first, and acting wakes us.
    if (outcome.kind === 'locked' || outcome.kind === 'revoked' || outcome.kind === 'withdrawn') return
    failures += 1
    const asked = Math.min(('retryAfterMs' in outcome && outcome.retryAfterMs) || 0, longestWaitMs)
    isAskedToWait = asked > 0
    plan(Math.max(asked, waitBefore(failures, options.random)))
  }

  async function cycle(atMostMs: number): Promise<Outcome | 'busy'> {
    try {
      return await options.oneAtATime(() => options.round(AbortSignal.timeout(atMostMs)))
    } catch (error) {
      options.onTrouble(error)
      return { kind: 'trouble', retryAfterMs: null }
    }
  }

  function run(atMostMs: number): Promise<Outcome> {
    if (running) return running
    clearTimeout(timer)
    isAskedToWait = false
    running = cycle(atMostMs).then((outcome): Outcome => {
      running = null
      if (outcome === 'busy') {
        // The other tab may be past what was saved here, and what it hears it does not tell: look again soon.
        again = false
        plan(firstWaitMs * (1 + options.random()))
        return { kind: 'done' }
      }
      options.onOutcome(outcome)
      if (again && !stopped && outcome.kind === 'done') {
        again = false
        void run(roundAtMostMs)
      } else {
        again = false
        planAfter(outcome)
      }
      return outcome
    })
    return running
  }

  return {
    wake() {
      if (stopped || isAskedToWait || !options.visible()) return
      failures = 0
      if (running) again = true
      else void run(roundAtMostMs)
    },
    async now(atMostMs) {
      let giveUp: ReturnType<typeof setTimeout> | undefined
      const late = new Promise<Outcome>((resolve) => {
        giveUp = setTimeout(() => resolve({ kind: 'offline', retryAfterMs: null }), atMostMs)
      })
      const round = async () => {
        if (running) await running
        return run(atMostMs)
      }
      return Promise.race([round(), late]).finally(() => clearTimeout(giveUp))
    },
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
