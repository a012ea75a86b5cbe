import type { Duration, Moment } from './field'

/**
 * Of two times less than a minute apart, how long that was: a clock alone would say that it took no time. In seconds where the
 * tablet stamped both; null where it may have been a minute or more.
 */
export function shortLength(from: Moment | null, to: Moment | null): Duration | null {
  if (from?.precision !== 'exact' || to?.precision !== 'exact') return null
  const lessThanAMinute: Duration = { minutes: null, precision: 'band', band: 'under-1' }
  if (from.ms === undefined || to.ms === undefined) return from.zone === to.zone && minuteOf(from) === minuteOf(to) ? lessThanAMinute : null
  const seconds = Math.floor(to.ms / 1000) - Math.floor(from.ms / 1000)
  if (seconds === 0) return lessThanAMinute
  return seconds > 0 && seconds < 60 ? { minutes: seconds / 60, precision: 'exact' } : null
}

const minuteOf = ({ wall }: Moment): string => wall.slice(0, 16)
