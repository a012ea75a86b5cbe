import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays'
import { isWeekend } from 'date-fns/isWeekend'
import { parseISO } from 'date-fns/parseISO'
import { bankHolidays } from '../pack/bank-holidays'
import type { termCalendar } from '../records/term-calendar'
import type { AnswersOf } from '../schema/definition'
import { daysAfter } from './instants'

/** `assumed`: no term dates are known for all the days it was counted over; weekdays less bank holidays stand in for them. */
export interface CountedDay {
  readonly day: string
  readonly assumed: boolean
}
/** Days are `YYYY-MM-DD`. */
export interface SchoolDays {
  readonly isSchoolDay: (day: string) => boolean
  /** The nth school day after this one, which itself does not count. */
  readonly addSchoolDays: (day: string, days: number) => CountedDay
  readonly firstSchoolDayAfter: (day: string) => CountedDay
}

interface Span {
  readonly from: string
  readonly to: string
}
interface Dates {
  readonly from: string | null
  readonly to: string | null
}

/** No holiday is longer: past this, the dates are a slip of the pen and the days are assumed. */
const longestHolidayDays = 100

const spans = (dates: readonly Dates[]): Span[] => dates.flatMap(({ from, to }) => (from !== null && to !== null && from <= to ? [{ from, to }] : []))
const holds = (day: string) => ({ from, to }: Span): boolean => from <= day && day <= to
const isWeekday = (day: string): boolean => !isWeekend(parseISO(day)) && !(bankHolidays[day.slice(0, 4)]?.includes(day) ?? false)

/** School-day arithmetic over the setting’s own term dates, INSET days and bank holidays; Monday to Friday where it has none. */
export function schoolDays(calendar: Pick<AnswersOf<typeof termCalendar>, 'terms' | 'closed'> | null): SchoolDays {
  const terms = spans(calendar?.terms ?? [])
  // Closed from a day, with no last day: that day alone.
  const closed = spans((calendar?.closed ?? []).map(({ from, to }) => ({ from, to: to ?? from })))
  // Between the first term and the last; what lies before and after, nobody has said yet.
  const isKnown = (day: string): boolean => terms.some(({ from }) => from <= day) && terms.some(({ to }) => day <= to)
  const isOpen = (day: string): boolean => (!isKnown(day) || terms.some(holds(day))) && !closed.some(holds(day))
  const isSchoolDay = (day: string): boolean => isWeekday(day) && isOpen(day)

  function next({ day, assumed }: CountedDay): CountedDay {
    let at = day
    let guessed = assumed
    for (;;) {
      at = daysAfter(at, 1)
      const isSlip = differenceInCalendarDays(at, day) > longestHolidayDays
      guessed ||= isSlip || !isKnown(at)
      if (isSlip ? isWeekday(at) : isSchoolDay(at)) return { day: at, assumed: guessed }
    }
  }
  const addSchoolDays = (day: string, days: number): CountedDay => {
    let counted: CountedDay = { day, assumed: false }
    for (let left = days; left > 0; left -= 1) counted = next(counted)
    return counted
  }
  return { isSchoolDay, addSchoolDays, firstSchoolDayAfter: (day) => addSchoolDays(day, 1) }
}
