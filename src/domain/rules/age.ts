import { adultAge } from '../pack/legal'

/**
 * Full years on a day; both `YYYY-MM-DD`. By the calendar’s own letters, so whoever was born on 29 February is a year older
 * on 1 March where there is no 29th.
 */
export const ageOn = (born: string, day: string): number => Number(day.slice(0, 4)) - Number(born.slice(0, 4)) - (day.slice(5) < born.slice(5) ? 1 : 0)

/** From the 20th birthday on, a school has no parent to report to (Education and Inspections Act 2006 s.93A(1)(b)). */
export const isOfAge = (born: string | null, day: string): boolean => born !== null && ageOn(born, day) >= adultAge
