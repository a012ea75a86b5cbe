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

/** A parent who was told and has nothing in writing yet is half of it, and both halves are said. */
export function toldState(told: Pick<Duty, 'state' | 'due'>, copy: Pick<Duty, 'state' | 'due'> | null, today: string): string {
  if (told.state !== 'done' || copy === null || copy.state === 'done') return dutyState(told, today)
  const owed = dutyState(copy, today)
  return `Told. Copy: ${owed.charAt(0).toLowerCase()}${owed.slice(1)}`
}
