import type { anxietyMap } from '../records/anxiety-map'
import type { AnswersOf } from '../schema/definition'
import type { Scores } from '../schema/field'
import { anxietyScale, childFaces } from '../pack/anxiety'
import { rangeOf } from './carry'

export type MapItem = AnswersOf<typeof anxietyMap>['items'][number]

/** A lane of the map: all items of one category, in their own order. `category` is null for items nobody has sorted. */
export interface Lane {
  readonly category: string | null
  readonly items: readonly MapItem[]
}

/** Every lane that has an item, in the order of the pack; then categories the pack offers no more, then what is unsorted. */
export function lanesOf(items: readonly MapItem[], offered: readonly string[]): Lane[] {
  const used = new Set(items.map(({ category }) => category))
  const gone = [...used].filter((one): one is string => one !== null && !offered.includes(one)).sort()
  return [...offered.filter((one) => used.has(one)), ...gone, ...(used.has(null) ? [null] : [])]
    .map((category) => ({ category, items: items.filter((item) => item.category === category) }))
}

/** New items stand here, never at nought: nobody has given them a place. */
export const notPlaced = (items: readonly MapItem[]): MapItem[] => items.filter(({ scores }) => rangeOf(scores) === null)

/** The items with this one scored by this rater; null takes their score away, and leaves everyone else's. */
export function scored(items: readonly MapItem[], id: string, rater: string, score: number | null): readonly MapItem[] {
  return items.map((item) => {
    if (item.id !== id) return item
    const { [rater]: _was, ...others } = item.scores
    return { ...item, scores: score === null ? others : { ...others, [rater]: score } }
  })
}
/** The items with other words, category, notes for one of them. */
export const changed = (items: readonly MapItem[], id: string, to: Partial<MapItem>): readonly MapItem[] =>
  items.map((item) => (item.id === id ? { ...item, ...to } : item))

/** One step of a stepper. From nowhere it goes to the first step of that side: an unplaced item is never at nought by itself. */
export function stepped(score: number | null, by: 1 | -1): number {
  return Math.max(anxietyScale.from, Math.min(anxietyScale.to, (score ?? 0) + by))
}

/** Whether views are so far apart that they are worth talking about. */
export function isWorthTalking(scores: Scores, apart: number): boolean {
  const range = rangeOf(scores)
  return range !== null && range.high - range.low >= apart
}

export interface Said {
  readonly who: string
  readonly score: number
}
/** Who said what, from the lowest to the highest; of two who say the same, always in one order. */
export const saidOf = (scores: Scores): Said[] =>
  Object.entries(scores).map(([who, score]) => ({ who, score })).sort((a, b) => a.score - b.score || (a.who < b.who ? -1 : 1))

/**
 * What has moved since the map before. Of those who scored both times, each in their own words; where nobody did, the
 * whole range then and now, because two people's numbers do not make a move.
 */
export type Change =
  | { readonly kind: 'new' } // not on the map before
  | { readonly kind: 'not-again' } // scored then, by nobody yet now
  | { readonly kind: 'first' } // on the map before without a score
  | { readonly kind: 'never' } // nor has it one now
  | { readonly kind: 'same' }
  | { readonly kind: 'moved'; readonly moves: readonly { readonly who: string; readonly from: number; readonly to: number }[] }
  | { readonly kind: 'others'; readonly from: Range; readonly to: Range }
type Range = NonNullable<ReturnType<typeof rangeOf>>

export function changeSince(before: Scores | null, now: Scores): Change {
  if (before === null) return { kind: 'new' }
  const from = rangeOf(before)
  const to = rangeOf(now)
  if (from === null) return { kind: to === null ? 'never' : 'first' }
  if (to === null) return { kind: 'not-again' }
  const both = saidOf(now).flatMap(({ who, score }) => (before[who] === undefined ? [] : [{ who, from: before[who], to: score }]))
  if (both.length === 0) return from.low === to.low && from.high === to.high ? { kind: 'same' } : { kind: 'others', from, to }
  const moves = both.filter((one) => one.from !== one.to)
  return moves.length === 0 ? { kind: 'same' } : { kind: 'moved', moves }
}

/**
 * What the next map begins with: the same items under the same row ids, so that two tablets which begin it apart meet, and
 * each can be laid over the map before. Scores are given anew; what was seen then stays with the map it was seen for.
 */
export const carriedOn = (items: readonly MapItem[]): readonly MapItem[] => items.map((item) => ({ ...item, scores: {}, note: '' }))

/** The face a child pointed to; where a score came from a scale with other faces, the nearest, the calmer of two. */
export function faceAt(score: number | null, among: 3 | 5): number | null {
  if (score === null) return null
  const apart = childFaces[among].map((face) => Math.abs(face.score - score))
  return apart.indexOf(Math.min(...apart))
}
