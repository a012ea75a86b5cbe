import type { Act } from '../../src/domain/history/revision'
import { chanceOf } from './chance'
import { adults, pages } from './paper'

/** How a tablet's disk fails, at the so-manyeth write of a step. */
export interface DiskTrouble { readonly is: 'killed' | 'full' | 'cut'; readonly atWrite: number }
/** What becomes of the so-manyeth request of a round. */
export type Mishap = 'gone' | 'answer-lost' | 'twice' | 'late' | 'request-cut' | 'answer-cut' | 'filter' | 'trouble' | 'slow-down' | 'stopped'
export interface LineTrouble { readonly is: Mishap; readonly atRequest: number }
/** Where a step stops half way, and waits until it is told to go on. */
export interface Hold { readonly before: 'request' | 'answer' | 'seal'; readonly at: number }

interface OnTablet {
  readonly tablet: number
  readonly disk?: DiskTrouble
  readonly hold?: Hold
  /** In a second tab over the same disk. */
  readonly tab?: 1
}
export type Step =
  | (OnTablet & { readonly do: 'write'; readonly adult: string; readonly record: string; readonly touch: number; readonly act: Act; /** What lay before them: as it is now, or as they saw it the time before. */ readonly saw: 'now' | 'before'; /** Not offered by any page: what others closed or keep for themselves. */ readonly bold: boolean })
  | (OnTablet & { readonly do: 'draft'; readonly adult: string; readonly record: string; readonly touch: number })
  | (OnTablet & { readonly do: 'leave' })
  | (OnTablet & { readonly do: 'sync'; readonly line?: LineTrouble; /** The endpoint dies at its so-manyeth query. */ readonly dies?: number })
  /** Everyone leaves and the tablet sends what only the endpoint can open; then somebody signs in again. */
  | (OnTablet & { readonly do: 'send-locked'; readonly line?: LineTrouble })
  /** No page is in sight, and the browser wakes the service worker: it sends what waits, beside whatever a page has begun. */
  | { readonly do: 'worker-sends'; readonly tablet: number; readonly line?: LineTrouble }
  | { readonly do: 'go-on' | 'part' | 'rejoin-line' | 'revoke' | 'enrol-again'; readonly tablet: number }
  /** The app starts again, as it was or a newer one; `disk`: how it fares meanwhile. */
  | { readonly do: 'kill' | 'update'; readonly tablet: number; readonly disk?: DiskTrouble }
  | { readonly do: 'clock'; readonly tablet: number; readonly byMs: number }
  /** What was held up on the way reaches the endpoint now. */
  | { readonly do: 'late-arrive' }
  | { readonly do: 'endpoint-updates' }
  | { readonly do: 'erase'; readonly record: string }
  /** A copy of the whole database; `noted`: tablets are told what is safe now. */
  | { readonly do: 'back-up'; readonly noted: boolean }
  /** The last copy is put back; `told`: somebody says so. */
  | { readonly do: 'restore'; readonly told: boolean }

export interface History {
  readonly seed: number
  readonly tablets: number
  /** Tablets that begin with nothing but their keys; the others have met the endpoint once. */
  readonly fresh: readonly number[]
  readonly steps: readonly Step[]
}

const day = 86_400_000
const acts: readonly [Act, ...Act[]] = ['edit', 'edit', 'edit', 'edit', 'edit', 'edit', 'edit', 'close', 'close', 'sign', 'sign', 'addendum', 'addendum', 'withdraw', 'countersign']
const mishaps: readonly [Mishap, ...Mishap[]] = ['gone', 'answer-lost', 'answer-lost', 'twice', 'late', 'late', 'request-cut', 'answer-cut', 'filter', 'trouble', 'slow-down', 'stopped']

/** The history of a seed. Each step says all it needs, so that any of them can be left out. */
export function historyOf(seed: number): History {
  const { below, pick, oneIn } = chanceOf(seed)
  // Mostly two to four, seldom a school's worth.
  const tablets = oneIn(40) ? 5 + below(16) : 2 + below(3)
  const fresh = Array.from({ length: tablets }, (_, index) => index).filter(() => oneIn(4))
  const [isRestored, isErased] = [oneIn(4), oneIn(4)]
  const isSilent = isRestored && oneIn(3)
  // A history keeps to some of the records, so that adults meet in them.
  const theirs = pages.filter(() => oneIn(3))
  const [first = pages[0], ...rest] = theirs
  const few: readonly [(typeof pages)[number], ...(typeof pages)[number][]] = [first, ...rest]
  const tablet = () => below(tablets)
  const adult = () => pick([adults[0], ...adults.slice(1)] as unknown as [(typeof adults)[number], ...(typeof adults)[number][]]).id
  const onTablet = (): OnTablet => ({
    tablet: tablet(),
    ...(oneIn(12) && { disk: { is: pick(['killed', 'killed', 'full', 'cut'] as const), atWrite: 1 + below(8) } }),
    ...(oneIn(9) && { hold: { before: pick(['request', 'answer', 'seal', 'seal'] as const), at: 1 + below(5) } }),
    ...(oneIn(8) && { tab: 1 as const }),
  })
  const onStart = () => (oneIn(3) && { disk: { is: pick(['killed', 'killed', 'full'] as const), atWrite: 1 + below(5) } })
  const one = (): Step => {
    if (isRestored && oneIn(9)) return oneIn(2) ? { do: 'back-up', noted: oneIn(2) } : { do: 'restore', told: !isSilent }
    if (isErased && oneIn(12)) return { do: 'erase', record: pick(few).record }
    const drawn = below(100)
    if (drawn < 42) return { do: 'write', ...onTablet(), adult: adult(), record: pick(few).record, touch: below(12), act: pick(acts), saw: oneIn(4) ? 'before' : 'now', bold: oneIn(6) }
    if (drawn < 48) return { do: 'draft', ...onTablet(), adult: adult(), record: pick(few).record, touch: below(12) }
    if (drawn < 51) return { do: 'leave', ...onTablet() }
    if (drawn < 80) return { do: 'sync', ...onTablet(), ...(oneIn(3) && { line: { is: pick(mishaps), atRequest: 1 + below(4) } }), ...(oneIn(14) && { dies: 1 + below(30) }) }
    if (drawn < 84) return { do: 'go-on', tablet: tablet() }
    if (drawn < 86) return { do: 'kill', tablet: tablet(), ...onStart() }
    if (drawn < 87) return { do: 'send-locked', ...onTablet(), ...(oneIn(3) && { line: { is: pick(mishaps), atRequest: 1 } }) }
    if (drawn < 89) return { do: 'part', tablet: tablet() }
    if (drawn < 91) return { do: 'rejoin-line', tablet: tablet() }
    if (drawn < 93) return { do: 'clock', tablet: tablet(), byMs: pick([-3 * 365 * day, 2 * 365 * day, -90 * 60_000, 5_000, 7 * 3_600_000]) }
    if (drawn < 95) return { do: 'update', tablet: tablet(), ...onStart() }
    if (drawn < 97) return oneIn(2) ? { do: 'revoke', tablet: tablet() } : { do: 'enrol-again', tablet: tablet() }
    return drawn < 99 ? { do: 'late-arrive' } : { do: 'endpoint-updates' }
  }
  const length = 12 + below(14) + tablets * 3
  return { seed, tablets, fresh, steps: Array.from({ length }, one).map(oftenKilled(seed)).map(wokenWorkers(seed)) }
}

/** Between a draft and its revision words are on their way from one row to another: there an app is killed more often than elsewhere. */
function oftenKilled(seed: number): (step: Step) => Step {
  const { below, oneIn } = chanceOf(seed ^ 0x1ea7e)
  return (step) => (step.do === 'leave' && step.disk === undefined && oneIn(3) ? { ...step, disk: { is: 'killed', atWrite: 1 + below(3) } } : step)
}

/** In some histories the worker is woken in the place of some rounds. */
function wokenWorkers(seed: number): (step: Step) => Step {
  const { below, pick, oneIn } = chanceOf(seed ^ 0x30c7e)
  if (!oneIn(3)) return (step) => step
  return (step) => (step.do === 'sync' && oneIn(6) ? { do: 'worker-sends', tablet: step.tablet, ...(oneIn(3) && { line: { is: pick(mishaps), atRequest: 1 + below(2) } }) } : step)
}
