import { endsSoonDays } from '../../domain/rules/training-state'
import type { Training, TrainingState } from '../../domain/rules/training-state'
import { longDay } from '../../workspace/time'

/** `In date until 3 March 2027`: said in words, and never by colour. */
export function stateWords(state: TrainingState, { on, until }: Pick<Training, 'on' | 'until'>): string {
  const day = (one: string | null) => (one === null ? '' : longDay(one))
  switch (state) {
    case 'in-date': return `In date until ${day(until)}`
    case 'ends-soon': return `Runs out within ${endsSoonDays} days, on ${day(until)}`
    case 'ran-out': return `Out of date, ran out on ${day(until)}`
    case 'not-yet': return `To come, on ${day(on)}`
    case 'no-end': return 'No end date yet, so nobody can say that it holds'
  }
}
