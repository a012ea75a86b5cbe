import type { TimerRules } from '../pack/timer'
import { timerRules } from '../pack/timer'
import type { incident } from '../records/incident'
import type { AnswersOf } from '../schema/definition'
import type { Moment } from '../schema/field'
import { instantsOf } from './instants'

export type Stamp = AnswersOf<typeof incident>['stamps'][number]
export type StampKind = 'began' | 'changed' | 'swapped' | 'let-go' | 'held-again' | 'ended'

/** Stretches of time are in ms. `toMs` is null while the child is held. */
export interface HoldTimes {
  readonly state: 'not-started' | 'held' | 'let-go' | 'ended'
  readonly startedMs: number | null
  readonly endedMs: number | null
  /** In holds, without the times between. */
  readonly heldMs: number
  /** From the first hold to the end of the last, or until now. */
  readonly totalMs: number
  readonly spans: readonly { readonly fromMs: number; readonly toMs: number | null }[]
  /** The latest stamp of any kind, by the clock it was made with. */
  readonly lastMs: number | null
  /** What the record says of the start and the end. */
  readonly when: Moment | null
  readonly ended: Moment | null
  /** The tablet's clock was put back while this ran: the lengths are at least so long. */
  readonly clockMoved: boolean
  /** An adult said an end that lies before the start. The hold counts as ended, and one of the times is to be changed. */
  readonly endsBeforeStart: boolean
}

const minuteMs = 60_000
/** Two tablets never agree to the second. */
const slackMs = 5_000

interface Placed {
  readonly stamp: Stamp
  readonly at: Moment
  /** By the clock it was made with. */
  readonly ownMs: number
  /** Where it stands in a time that never runs backwards. */
  readonly ms: number
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byPress = (a: Stamp, b: Stamp): number => byText(a.rank, b.rank) || byText(a.id, b.id)

/**
 * Every stamp in time, in order.
 *
 * What one adult's tablet stamped stands in the order of the presses, each as far after the one before as its clock says:
 * a clock put back makes a stretch shorter, never negative. A time that was said stands where it was said to be. It lies
 * anywhere within its minute, and in the hour that is lived twice, after the stamp before it if it can.
 */
function place(stamps: readonly Stamp[]): { placed: Placed[]; clockMoved: boolean } {
  const placed: Placed[] = []
  const last = new Map<string | null, Placed>()
  let clockMoved = false
  let before = Number.NEGATIVE_INFINITY
  for (const stamp of stamps.toSorted(byPress)) {
    const { at, who } = stamp
    if (at === null || stamp.what === null) continue
    if (at.ms === undefined) {
      const instants = instantsOf(at)
      const said = instants.find((ms) => ms + minuteMs > before) ?? instants[0]
      if (said === undefined) continue
      const ms = said < before && before < said + minuteMs ? before : said
      placed.push({ stamp, at, ownMs: said, ms })
    } else {
      // In whole seconds, as the record says it: from 10:57:10 to 10:57:28 are 18 seconds, whatever the clock said behind them.
      const ownMs = Math.floor(at.ms / 1_000) * 1_000
      const prior = last.get(who)
      const passed = prior ? ownMs - prior.ownMs : 0
      if (passed < -slackMs) clockMoved = true
      const one: Placed = { stamp, at, ownMs, ms: prior ? prior.ms + Math.max(0, passed) : ownMs }
      last.set(who, one)
      placed.push(one)
    }
    before = placed.at(-1)?.ms ?? before
  }
  return { placed: placed.sort((a, b) => a.ms - b.ms || byPress(a.stamp, b.stamp)), clockMoved }
}

/** What the stamps of a hold come to at `now`. Told twice, by two tablets that time one hold, the first start and the first end stand. */
export function holdTimes(stamps: readonly Stamp[], now: number): HoldTimes {
  const { placed, clockMoved } = place(stamps)
  const spans: { fromMs: number; toMs: number | null }[] = []
  let state: HoldTimes['state'] = 'not-started'
  let when: Moment | null = null
  let ended: { at: Moment; ms: number } | null = null
  const close = (ms: number) => {
    const open = spans.at(-1)
    if (open?.toMs === null) open.toMs = ms
  }
  for (const { stamp: { what }, at, ms } of placed) {
    // Whoever changes a hold has one, though nobody stamped its start.
    const starts = what === 'began' || what === 'held-again' || (state === 'not-started' && (what === 'changed' || what === 'swapped'))
    if (starts && state !== 'held') {
      spans.push({ fromMs: ms, toMs: null })
      when ??= at
      state = 'held'
      ended = null
    } else if (what === 'let-go' && state === 'held') {
      close(ms)
      state = 'let-go'
    } else if (what === 'ended' && state !== 'ended') {
      close(ms)
      state = 'ended'
      ended = { at, ms }
    }
  }

  const turns = placed.map(({ stamp }) => stamp).filter(({ what }) => what === 'began' || what === 'held-again' || what === 'ended').sort(byPress)
  const end = placed.find(({ stamp }) => stamp === turns.at(-1) && stamp.what === 'ended')
  const endsBeforeStart = end !== undefined && state !== 'ended'
  if (endsBeforeStart) {
    const { fromMs = 0, toMs = null } = spans.at(-1) ?? {}
    close(fromMs)
    ended = { at: end.at, ms: toMs ?? fromMs }
    state = 'ended'
  }

  const latest = placed.at(-1)
  const nowMs = latest ? latest.ms + Math.max(0, now - latest.ownMs) : now
  const startedMs = spans[0]?.fromMs ?? null
  return {
    state, startedMs, spans, when,
    endedMs: ended?.ms ?? null,
    ended: ended?.at ?? null,
    heldMs: spans.reduce((sum, { fromMs, toMs }) => sum + (toMs ?? nowMs) - fromMs, 0),
    totalMs: startedMs === null ? 0 : (ended?.ms ?? nowMs) - startedMs,
    lastMs: latest?.ownMs ?? null,
    clockMoved: clockMoved || (latest?.at.ms !== undefined && state !== 'ended' && now < latest.ownMs - slackMs),
    endsBeforeStart,
  }
}

export const isRunning = ({ state }: Pick<HoldTimes, 'state'>): boolean => state === 'held' || state === 'let-go'

/** A timer nobody has touched for so long: for how long it has run, and when it may have ended, ms. Null while all is well. */
export function forgotten(times: HoldTimes, now: number, rules: TimerRules = timerRules): { readonly runningMs: number; readonly guesses: readonly number[] } | null {
  const { lastMs, startedMs } = times
  if (!isRunning(times) || lastMs === null || startedMs === null || now - lastMs < rules.forgottenAfterMs) return null
  // A hold that ended as it began is no answer.
  const guesses = [...(lastMs - startedMs >= minuteMs ? [lastMs] : []), lastMs + rules.guessAfterMs]
  return { runningMs: times.totalMs, guesses }
}
