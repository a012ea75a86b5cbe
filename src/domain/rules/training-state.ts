import { differenceInCalendarDays } from 'date-fns/differenceInCalendarDays'
import { parseISO } from 'date-fns/parseISO'
import { holdCourses } from '../records/training'
import type { training } from '../records/training'
import type { AnswersOf } from '../schema/definition'

export type Training = AnswersOf<typeof training>

/** From so many days before its end a certificate says that it runs out: time to find a course. */
export const endsSoonDays = 60
/** `no-end`: nobody wrote until when it holds, so nobody can say that it does. */
export type TrainingState = 'in-date' | 'ends-soon' | 'ran-out' | 'not-yet' | 'no-end'

/** How a certificate stands on this day (`YYYY-MM-DD`); its last day counts. */
export function trainingState({ on, until }: Pick<Training, 'on' | 'until'>, today: string): TrainingState {
  if (on !== null && on > today) return 'not-yet'
  if (until === null) return 'no-end'
  if (until < today) return 'ran-out'
  return differenceInCalendarDays(parseISO(until), parseISO(today)) <= endsSoonDays ? 'ends-soon' : 'in-date'
}
const holdsNow = (state: TrainingState): boolean => state === 'in-date' || state === 'ends-soon'

export interface TrainedFor {
  readonly adult: string
  /** The last day on which their training holds; null where it does not now. */
  readonly until: string | null
  /** Why they may not be named in a plan with physical intervention; null where they may. */
  readonly why: 'never' | Extract<TrainingState, 'ran-out' | 'not-yet' | 'no-end'> | null
}
/** Whether an adult’s training to hold is in date; of several certificates the best counts. */
export function trainedToHold(adult: string, records: readonly Training[], today: string): TrainedFor {
  const own = records.filter((one) => one.adult === adult && one.course !== null && holdCourses.includes(one.course)).map((one) => ({ until: one.until, state: trainingState(one, today) }))
  const until = own.flatMap((one) => (holdsNow(one.state) && one.until !== null ? [one.until] : [])).sort().at(-1) ?? null
  if (until !== null) return { adult, until, why: null }
  const of = (state: TrainingState) => own.some((one) => one.state === state)
  return { adult, until, why: of('not-yet') ? 'not-yet' : of('no-end') ? 'no-end' : of('ran-out') ? 'ran-out' : 'never' }
}
