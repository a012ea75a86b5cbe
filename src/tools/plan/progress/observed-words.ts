import type { Measure } from '../../../domain/rules/run-chart'
import { perWeek } from '../../../domain/rules/run-chart'
import { longDay } from '../../../workspace/time'

/** How counts over days are said, so that nobody reads more out of them than is in them. */

/** One place after the point, and none where it would be a nought. */
export const number = (count: number): string => String(Math.round(count * 10) / 10)

export const measureWords: Readonly<Record<Measure, string>> = { held: 'Physical interventions (RPI)', calmed: 'Helped back to calm', minutes: 'Minutes in incidents' }

/** `2.5 for every 5 days`; nothing where there were no days. */
export function rateWords(count: number, days: number): string {
  const rate = perWeek(count, days)
  return rate === null ? 'No observed days' : `${number(rate)} for every 5 days`
}

export const daysWords = (days: number): string => (days === 1 ? '1 observed day' : `${days} observed days`)
export const spanWords = ({ from, to }: { readonly from: string; readonly to: string }): string => (from === to ? longDay(from) : `${longDay(from)} to ${longDay(to)}`)

/** What an observed day is here. */
export const observedWords = (isSet: boolean): string =>
  `An observed day is a school day ${isSet ? 'by this setting’s term dates' : 'as far as known (no term dates are set, so weekdays without bank holidays)'}, or another day on which something was written down. Days when the child was away are not known here, so they count too.`
