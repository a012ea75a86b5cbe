import { isAhead, isBackwards } from '../../domain/rules/instants'
import type { IncidentAnswers } from './use-incident'

export type Step = 'times' | 'did' | 'marks' | 'tell' | 'check'
export interface StepLine {
  readonly name: Step
  readonly title: string
  /** Still there once the record is signed. */
  readonly afterSigning: boolean
  /** Something was answered here that can be so at `now`: a tick, and never a demand. */
  readonly isDone: (answers: IncidentAnswers, now: number) => boolean
}

/** Whether these can be the times of something that happened, by the measures of the check before signing. */
const timesCanBe = ({ when, ended, stamps }: IncidentAnswers, now: number): boolean =>
  !isBackwards(when, ended) && ![when, ended, ...stamps.map(({ at }) => at)].some((moment) => isAhead(moment, now))

export const steps: readonly StepLine[] = [
  { name: 'times', title: 'Times', afterSigning: false, isDone: (answers, now) => answers.when !== null && (answers.ended !== null || answers.duration !== null) && timesCanBe(answers, now) },
  { name: 'did', title: 'Who and how', afterSigning: false, isDone: ({ interventions, reason }) => interventions.length > 0 && reason.length > 0 },
  { name: 'marks', title: 'Marks', afterSigning: false, isDone: ({ marks, marksSeen }) => marks.length > 0 || marksSeen !== null },
  { name: 'tell', title: 'Tell parent', afterSigning: true, isDone: () => false },
  { name: 'check', title: 'Check', afterSigning: true, isDone: () => false },
]
