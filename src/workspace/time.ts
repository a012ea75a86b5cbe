import type { Moment } from '../domain/schema/field'

/** `YYYY-MM-DDTHH:mm` on the wall of that zone. */
export function wallAt(ms: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
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
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: 'UTC', day: 'numeric', month: 'long', ...(options.weekday ? { weekday: 'long' } : { year: 'numeric' }),
  }).format(new Date(`${wall.slice(0, 10)}T00:00:00Z`))
}
/** `24 Nov 10:41`. */
export function shortMoment(wall: string): string {
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' }).format(new Date(`${wall.slice(0, 10)}T00:00:00Z`))
  return `${day} ${wall.slice(11, 16)}`
}
/** When it was kept, near enough to today to be short: `10:43`, else `24 Nov 10:43`. */
export function clockOrDay(ms: number, now: number, zone: string): string {
  return dayAt(ms, zone) === dayAt(now, zone) ? clockAt(ms, zone) : shortMoment(wallAt(ms, zone))
}
