import { tzOffset } from '@date-fns/tz/tzOffset'
import { addDays } from 'date-fns/addDays'
import { lightFormat } from 'date-fns/lightFormat'
import { parseISO } from 'date-fns/parseISO'
import { clockDriftMs, clockSlackMs } from '../pack/legal'
import type { Duration, Moment } from '../schema/field'
import { bandMinutes } from './bands'

/** Days are `YYYY-MM-DD`, instants are ms since 1970. A time without a stamp is read on the wall of its own zone. */

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** The day so many days on. */
export const daysAfter = (day: string, days: number): string => lightFormat(addDays(parseISO(day), days), 'yyyy-MM-dd')

/** A zone that nobody knows is read as UTC: the day it gives is still the day that was written. */
function offsetMs(zone: string, ms: number): number {
  // Clocks change on the quarter of an hour; asking the browser costs more than all the rest of a duty.
  const key = `${zone} ${Math.floor(ms / quarterMs)}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  const offset = (tzOffset(zone, new Date(ms)) || 0) * minuteMs
  if (offsets.size > mostOffsets) offsets.clear()
  offsets.set(key, offset)
  return offset
}
const quarterMs = 15 * minuteMs
const mostOffsets = 5000
const offsets = new Map<string, number>()

/** The instants a time may mean: two in the hour that is lived twice, none where it is no time at all. The earlier first. */
export function instantsOf({ wall, zone, ms }: Moment): number[] {
  if (ms !== undefined) return [ms]
  const asUtc = Date.parse(`${wall.replace(' ', 'T')}Z`)
  if (Number.isNaN(asUtc)) return []
  // By the offset before and after any change of the clocks nearby.
  const [first = asUtc, last = asUtc] = [asUtc - dayMs, asUtc + dayMs].map((near) => asUtc - offsetMs(zone, near)).sort((a, b) => a - b)
  const meant = [...new Set([first, last])].filter((one) => one + offsetMs(zone, one) === asUtc)
  // In the hour that is left out: as far after the change as it was meant to be.
  return meant.length > 0 ? meant : [last]
}

/** As stamped, else as said: of an hour that is lived twice the earlier. NaN where it is no time at all. */
export const instantOf = (moment: Moment): number => instantsOf(moment)[0] ?? Number.NaN

const wallAt = (ms: number, zone: string): string => new Date(ms + offsetMs(zone, ms)).toISOString()
export const localDay = (ms: number, zone: string): string => wallAt(ms, zone).slice(0, 10)
/** `HH:mm`. */
export const localClock = (ms: number, zone: string): string => wallAt(ms, zone).slice(11, 16)
/** The last ms of that day. */
export const endOfDay = (day: string, zone: string): number => instantOf({ wall: `${daysAfter(day, 1)}T00:00`, zone, precision: 'exact' }) - 1

/**
 * Minutes from one time to another: the shortest that the two can mean, negative where the second can only be the earlier.
 * A time that was said lies anywhere within its minute. Null where one of them is not given.
 */
export function minutesBetween(from: Moment | null, to: Moment | null): number | null {
  if (from === null || to === null) return null
  const slack = to.ms === undefined ? minuteMs - 1 : 0
  const passed = instantsOf(from).flatMap((start) => instantsOf(to).map((end) => (end < start && end + slack >= start ? 0 : end - start)))
  if (passed.length === 0) return null
  const forward = passed.filter((ms) => ms >= 0)
  return (forward.length > 0 ? Math.min(...forward) : Math.max(...passed)) / minuteMs
}
/** An end that can only lie before its start. */
export const isBackwards = (from: Moment | null, to: Moment | null): boolean => (minutesBetween(from, to) ?? 0) < 0
/** Later than `now`, ms, by more than a tablet’s clock may be ahead. */
export const isAhead = (moment: Moment | null, now: number): boolean => moment !== null && instantOf(moment) > now + clockSlackMs

interface Times {
  readonly when: Moment | null
  readonly ended: Moment | null
  readonly duration: Duration | null
}
const known = (ms: number): number | null => (Number.isNaN(ms) ? null : ms)

/** Null while nobody has said when. */
export const beganAt = ({ when }: Pick<Times, 'when'>): number | null => when && known(instantOf(when))

/** By its end, else by its start and how long it took; a band stands for its middle. Never before its start. */
export function endedAt({ when, ended, duration }: Times): number | null {
  const began = beganAt({ when })
  const end = ended && known(instantOf(ended))
  if (end !== null) return began === null ? end : Math.max(began, end)
  const minutes = duration?.minutes ?? bandMinutes[duration?.band ?? ''] ?? 0
  return began === null ? null : began + minutes * minuteMs
}

/**
 * How far a tablet's clock is from the endpoint's, where that is too far: `731 days ahead`. What was entered stays as it was.
 * `skewMs` is null while the two have not met.
 */
export function clockAway(skewMs: number | null): string | null {
  if (skewMs === null || Math.abs(skewMs) <= clockDriftMs) return null
  const minutes = Math.abs(skewMs) / minuteMs
  const [many, unit] = minutes >= 2 * 24 * 60 ? [minutes / (24 * 60), 'days'] : minutes >= 2 * 60 ? [minutes / 60, 'hours'] : [minutes, 'minutes']
  return `${Math.round(many)} ${unit} ${skewMs > 0 ? 'ahead' : 'behind'}`
}
