import type { Duty } from '../../domain/rules/duties'
import { longDay } from '../../workspace/time'

/** The state of a duty as it is said beside it: when it is due in words, never a count of days late. */
export function dutyState({ state, due }: Pick<Duty, 'state' | 'due'>, today: string): string {
  switch (state) {
    case 'done': return 'Done'
    case 'not-owed': return 'Not needed'
    case 'owed': return due === null ? 'Not yet' : due === today ? 'By the end of today' : `By ${longDay(due, { weekday: true })}`
    case 'late': return due === null ? 'Not yet' : `Was due ${longDay(due, { weekday: true })}`
  }
}
