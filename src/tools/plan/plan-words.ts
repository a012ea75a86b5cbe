import { planKinds, planSections } from '../../domain/pack/plans'
import type { PlanKind, PlanSection } from '../../domain/pack/plans'
import type { Task, TaskState } from '../../domain/rules/plan-tasks'
import type { PlanVersion, Stale } from '../../domain/rules/plan-state'
import { trueTime } from '../../domain/history/revision'
import { dayAt, longDay } from '../../workspace/time'

/** How plans and their states are said on the glass. */
type Word = (key: string, usual: string) => string

export const kindWords = (kind: PlanKind, word: Word): string => word(`code.${kind}`, planKinds.find(({ code }) => code === kind)?.label ?? kind)
export const sectionWords = (section: PlanSection, word: Word): string => word(`code.${section}`, planSections.find(({ code }) => code === section)?.label ?? section)

/** `Agreed 3 September 2026`. Never said to be agreed while a voice is still to be heard. */
export function stateWords({ state, checkpoint, answers }: Pick<PlanVersion, 'state' | 'checkpoint' | 'answers'>, zone: string): string {
  switch (state) {
    case 'draft': return 'Draft'
    case 'in-use': return answers.inUseFrom === null ? 'In use, not yet agreed' : `In use, not yet agreed. In use from ${longDay(answers.inUseFrom)}`
    case 'agreed': return checkpoint.freeze === null ? 'Agreed' : `Agreed ${longDay(dayAt(trueTime(checkpoint.freeze), zone))}`
    case 'superseded': return 'Replaced by a newer version'
    case 'ended': return 'Ended'
  }
}

export const taskWords: Readonly<Record<TaskState, string>> = {
  completed: 'Completed', 'in-progress': 'In progress', 'not-yet': 'Not yet', 'cannot-yet': 'Cannot yet', 'not-needed': 'Not needed',
}

/** Of a section of an agreed plan, which nobody is asked to go on with. */
export function agreedWords({ section, state }: Task): string {
  if (section === 'agree') return 'Agreed'
  return state === 'not-needed' ? taskWords[state] : state === 'completed' || state === 'in-progress' ? 'Written' : 'Nothing written'
}

/** Why a plan asks to be looked at again, each in a sentence that blames nobody. */
export function staleWords(stale: readonly Stale[], reviewOn: string | null): string[] {
  const said: Readonly<Record<Stale, string>> = {
    incident: 'There was an incident since this plan was last looked at.',
    harder: 'Something in it has made things harder.',
    'review-due': reviewOn === null ? 'The day to look at it again has passed.' : `It was to be looked at again by ${longDay(reviewOn)}.`,
    'holds-not-needed': 'The latest audit of need does not say that a hold is needed.',
    'holds-over': 'The time agreed for physical intervention has ended, so it is not part of this plan now.',
  }
  return stale.map((one) => said[one])
}
