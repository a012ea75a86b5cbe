import { addDays, formatISO, getISODay, parseISO } from 'date-fns'
import { bankHolidays } from '../pack/bank-holidays'
import type { termCalendar } from '../records/term-calendar'
import type { AnswersOf } from '../schema/definition'

type Calendar = AnswersOf<typeof termCalendar>

/** Days are `YYYY-MM-DD` throughout. */
export interface SchoolDays {
  readonly isOpen: (day: string) => boolean
  /** So many days that are open, after this one. */
  readonly after: (day: string, days: number) => string
  /** The term dates of that day were not known: weekdays less bank holidays stand in for them. */
  readonly isAssumed: (day: string) => boolean
}

// A calendar that is closed for so long has no next day in it.
const mostDays = 400
const next = (day: string): string => formatISO(addDays(parseISO(day), 1), { representation: 'date' })
const within = (day: string, { from, to }: { readonly from: string | null; readonly to: string | null }): boolean => from !== null && to !== null && from <= day && day <= to

/** Arithmetic in school days from the setting's term dates, closures and INSET days; where they are not known, assumed. */
export function schoolDays(calendar: Calendar | null): SchoolDays {
  const terms = (calendar?.terms ?? []).filter(({ from, to }) => from !== null && to !== null)
  const last = terms.reduce((latest, { to }) => (to !== null && to > latest ? to : latest), '')
  const first = terms.reduce((earliest, { from }) => (from !== null && from < earliest ? from : earliest), '9999')
  const isAssumed = (day: string) => day < first || day > last
  const isWorkday = (day: string) => getISODay(parseISO(day)) <= 5 && !(bankHolidays[Number(day.slice(0, 4))] ?? []).includes(day)
  const isOpen = (day: string) =>
    isWorkday(day) && (isAssumed(day) || terms.some((term) => within(day, term))) && !(calendar?.closed ?? []).some((closure) => within(day, { from: closure.from, to: closure.to ?? closure.from }))
  return {
    isOpen, isAssumed,
    after(day, days) {
      let at = day
      for (let open = 0, step = 0; open < days && step < mostDays; step += 1) {
        at = next(at)
        if (isOpen(at)) open += 1
      }
      return at
    },
  }
}
