import { generateKeyBetween } from 'fractional-indexing'
import type { Row } from './field'

/**
 * The rows with one of them at another place, in order. Only that row's rank changes, so that rows other adults are editing
 * are not touched; a place off either end is the end.
 *
 * Two tablets may give two rows one rank, and nothing fits between those: a row sent there passes both.
 */
export function movedRow(rows: readonly Row[], id: string, to: number): readonly Row[] {
  const from = rows.findIndex((row) => row.id === id)
  const row = rows[from]
  if (row === undefined) return rows
  const rest = rows.filter((one) => one.id !== id)
  let place = Math.max(0, Math.min(to, rest.length))
  const tied = () => place > 0 && place < rest.length && rest[place - 1]?.rank === rest[place]?.rank
  while (tied()) place += place <= from && to < from ? -1 : 1
  const rank = generateKeyBetween(rest[place - 1]?.rank ?? null, rest[place]?.rank ?? null)
  return [...rest.slice(0, place), { ...row, rank }, ...rest.slice(place)]
}
