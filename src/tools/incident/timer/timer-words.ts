import type { Moment } from '../../../domain/schema/field'
import { clockAt, dayAt, shortMoment } from '../../../workspace/time'

const two = (number: number): string => String(number).padStart(2, '0')
const partsOf = (ms: number) => {
  const seconds = Math.floor(ms / 1000)
  return { hours: Math.floor(seconds / 3600), minutes: Math.floor(seconds / 60) % 60, seconds: seconds % 60 }
}

/** `00:01:42`. */
export function figures(ms: number): string {
  const { hours, minutes, seconds } = partsOf(ms)
  return [hours, minutes, seconds].map(two).join(':')
}

/** `1 minute 42 seconds`, to be read out. */
export function spoken(ms: number): string {
  const given = Object.entries(partsOf(ms)).filter(([unit, number]) => number > 0 || unit === 'seconds')
  const heard = given.length > 1 ? given.filter(([, number]) => number > 0) : given
  return heard.map(([unit, number]) => `${number} ${number === 1 ? unit.slice(0, -1) : unit}`).join(' ')
}

/** `10:41:07` as it was stamped, `10:41` or `about 10:41` as it was said; with its day where that is another than now. */
export function clockOf(moment: Moment, now: number): string {
  const { ms, precision, wall, zone } = moment
  // Zones differ by whole minutes.
  const clock = ms === undefined ? wall.slice(11, 16) : `${clockAt(ms, zone)}:${two(Math.floor(ms / 1000) % 60)}`
  const day = wall.slice(0, 10) === dayAt(now, zone) ? '' : `${shortMoment(wall).slice(0, -5)}`
  return `${precision === 'exact' ? '' : 'about '}${day}${clock}`
}
