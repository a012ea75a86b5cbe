import type { Checkpoint, Source } from '../history/read'
import { clockSlackMs } from '../pack/legal'
import { paperPart } from '../schema/definition'
import type { Moment } from '../schema/field'
import { instantOf, localDay } from './instants'

export interface OnPaper {
  readonly written: Moment
  /** When that was typed in, and by whom. */
  readonly typed: Source
}

/** When a record was written on paper, and when and by whom that was typed in; null for one that was begun on a tablet. */
export function paperIn({ parts, sources }: Pick<Checkpoint, 'parts' | 'sources'>): OnPaper | null {
  const [index, written] = parts[paperPart]?.findLast(([, value]) => value !== null) ?? []
  const typed = index === undefined ? undefined : sources[index]
  // The door took nothing else under this part.
  return typed ? { written: written as Moment, typed } : null
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec']
const short = (wall: string): string => `${Number(wall.slice(8, 10))} ${months[Number(wall.slice(5, 7)) - 1] ?? ''} ${wall.slice(11, 16)}`

/** Both times, neither in place of the other: `12 Nov 10:40, typed in 13 Nov 08:15`. `typed`: `YYYY-MM-DDTHH:mm`, or null while that is not kept yet. */
export const paperTimes = ({ wall, precision }: Moment, typed: string | null): string => `${precision === 'exact' ? '' : 'about '}${short(wall)}${typed === null ? '' : `, typed in ${short(typed)}`}`
export const paperWords = (written: Moment, typed: string): string => `Written on paper ${paperTimes(written, typed)}`

/**
 * When a record was first in writing, ms, for a rule that asks by which day. What was written on paper counts as of then; what
 * nobody can have written then (before `began`, or later than it was typed in) does not, and no paper makes a record later
 * than it was kept. Null: it is not kept yet, and a sheet that nobody has typed in is no record here.
 */
export function firstWritten(savedAt: number | null, { paper, began }: { readonly paper: Moment | null; readonly began: number | null }): number | null {
  if (savedAt === null || paper === null) return savedAt
  const at = instantOf(paper)
  // A time that was said lies anywhere within its minute; one that was said to be about, anywhere within its day.
  const isAfter = began === null || (paper.precision === 'exact' ? at + 59_999 >= began : paper.wall.slice(0, 10) >= localDay(began, paper.zone))
  return isAfter && at <= savedAt + clockSlackMs ? Math.min(at, savedAt) : savedAt
}
