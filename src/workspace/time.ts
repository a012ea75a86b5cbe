import type { Moment } from '../domain/schema/field'

/** One of each, made at its first use: making one costs a slow tablet more than a hundred uses. */
const made = new Map<string, Intl.DateTimeFormat>()
function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options)
  const found = made.get(key) ?? new Intl.DateTimeFormat('en-GB', options)
  made.set(key, found)
  return found
}

/** Answers given, by zone and minute: a list asks for every line what day it is, and asks again at every change. */
const walls = new Map<string, string>()
const mostWalls = 5000

/** `YYYY-MM-DDTHH:mm` on the wall of that zone. */
export function wallAt(ms: number, zone: string): string {
  const key = `${zone} ${Math.floor(ms / 60_000)}`
  const found = walls.get(key) ?? wallOf(ms, zone)
  if (walls.size >= mostWalls) walls.clear()
  walls.set(key, found)
  return found
}
function wallOf(ms: number, zone: string): string {
  const parts = format({
    timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).formatToParts(ms)
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
}
export const dayAt = (ms: number, zone: string): string => wallAt(ms, zone).slice(0, 10)
export const clockAt = (ms: number, zone: string): string => wallAt(ms, zone).slice(11)
export const momentAt = (ms: number, zone: string, precision: Moment['precision'] = 'exact'): Moment => ({ wall: wallAt(ms, zone), zone, precision })

/** `24 November 2026`, or with the weekday. A wall time is read as it stands, in no zone. */
export function longDay(wall: string, options: { weekday: boolean } = { weekday: false }): string {
  return format({
    timeZone: 'UTC', day: 'numeric', month: 'long', ...(options.weekday ? { weekday: 'long' } : { year: 'numeric' }),
  }).format(new Date(`${wall.slice(0, 10)}T00:00:00Z`))
}
/** `24 Nov 10:41`. */
export function shortMoment(wall: string): string {
  const day = format({ timeZone: 'UTC', day: 'numeric', month: 'short' }).format(new Date(`${wall.slice(0, 10)}T00:00:00Z`))
  return `${day} ${wall.slice(11, 16)}`
}
/** When it was kept, near enough to today to be short: `10:43`, else `24 Nov 10:43`. */
export function clockOrDay(ms: number, now: number, zone: string): string {
  return dayAt(ms, zone) === dayAt(now, zone) ? clockAt(ms, zone) : shortMoment(wallAt(ms, zone))
}

/** A record knows when it was first kept, and no longer when its page was opened. */
export const begunWords = ({ isKept, clock }: { isKept: boolean; clock: string }): string => (isKept ? `First kept: ${clock}.` : `You started this at ${clock}.`)
