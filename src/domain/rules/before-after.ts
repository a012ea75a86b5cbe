import type { Checkpoint } from '../history/read'
import { trueTime } from '../history/revision'
import type { anxietyMap } from '../records/anxiety-map'
import type { riskCalculator } from '../records/risk-calculator'
import type { AnswersOf } from '../schema/definition'
import { rangeOf } from './carry'
import { localDay } from './instants'
import type { riskScore as scoreOf } from './risk'
import { riskScore } from './risk'

/** What a drawn tool said when a plan was begun, and what it says now. */
export interface Pair<A> {
  readonly then: A
  readonly now: A
}

/**
 * Of versions, the oldest first: the newest that was begun by the day adults began to act by the plan, and the newest of all.
 * Null where these are one, or the tool was first used later: there is nothing to compare.
 */
export function pairAround<V extends { readonly checkpoint: Checkpoint }>(versions: readonly V[], { began, zone }: { readonly began: string; readonly zone: string }): Pair<V> | null {
  const then = versions.findLast(({ checkpoint }) => localDay(trueTime(checkpoint.first), zone) <= began)
  const now = versions.at(-1)
  return then && now && then !== now ? { then, now } : null
}

type Range = ReturnType<typeof rangeOf>
type Score = ReturnType<typeof scoreOf>
type MapItem = AnswersOf<typeof anxietyMap>['items'][number]
type Harm = AnswersOf<typeof riskCalculator>['rows'][number]

/** What moved, and what came or went: `then` or `now` is null where nobody scored it. What stands as it stood is left out. */
export interface Moved<A> extends Pair<A | null> {
  readonly id: string
}

function moves<R extends { readonly id: string }, A>({ then, now }: Pair<readonly R[]>, valueOf: (row: R) => A | null): (Moved<A> & { readonly row: R })[] {
  const [was, is] = [new Map(then.map((row) => [row.id, row])), new Map(now.map((row) => [row.id, row]))]
  const all = [...now, ...then.filter(({ id }) => !is.has(id))]
  const value = (row: R | undefined): A | null => (row === undefined ? null : valueOf(row))
  return all
    .map((row) => ({ id: row.id, row, then: value(was.get(row.id)), now: value(is.get(row.id)) }))
    .filter((one) => JSON.stringify(one.then) !== JSON.stringify(one.now))
}

/** Items of a map by the whole range that was given, never a mean. */
export const mapMoves = (pair: Pair<readonly MapItem[]>): (Moved<NonNullable<Range>> & { readonly row: MapItem })[] => moves(pair, ({ scores }) => rangeOf(scores))
/** Harms by both parts of their score. */
export const riskMoves = (pair: Pair<readonly Harm[]>): (Moved<NonNullable<Score>> & { readonly row: Harm })[] => moves(pair, riskScore)
