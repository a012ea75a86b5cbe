import { differenceInYears, isLeapYear, parseISO } from 'date-fns'

/** Full years on a day (`YYYY-MM-DD`). Who was born on 29 February is a year older on 1 March where there is none. */
export function ageOn(born: string, day: string): number {
  const [, month, date] = born.split('-')
  const isLeapling = month === '02' && date === '29' && !isLeapYear(parseISO(day))
  return differenceInYears(parseISO(day), parseISO(isLeapling ? `${born.slice(0, 4)}-03-01` : born))
}
