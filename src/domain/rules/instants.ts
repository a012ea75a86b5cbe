import { TZDate, tz } from '@date-fns/tz'
import { format } from 'date-fns'
import type { Moment } from '../schema/field'

/** The clock on the wall at an instant, `YYYY-MM-DDTHH:mm`. */
export const wallNow = (ms: number, zone: string): string => format(ms, "yyyy-MM-dd'T'HH:mm", { in: tz(zone) })

/** The day a time stands on, where it was: `YYYY-MM-DD`. */
export const dayOf = (moment: Moment | null): string | null => moment?.wall.slice(0, 10) ?? null

/** Ms since 1970, as the wall clock says in its zone. */
function saidMs({ wall, zone }: Moment): number {
  const [year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN] = wall.split(/\D/).map(Number)
  return new TZDate(year, month - 1, day, hour, minute, zone).getTime()
}

/** Ms from one to the other, negative where the second is earlier; null where either is not known, or a band only. */
export function msBetween(from: Moment | null, to: Moment | null): number | null {
  if (!from || !to || from.precision === 'band') return null
  // A stamp and a time as it was said agree to the minute at best, so a stamp counts only beside another.
  const between = from.ms !== undefined && to.ms !== undefined ? to.ms - from.ms : saidMs(to) - saidMs(from)
  return Number.isNaN(between) ? null : between
}
