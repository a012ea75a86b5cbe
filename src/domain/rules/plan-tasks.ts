import type { Checkpoint, Source } from '../history/read'
import { trueTime } from '../history/revision'
import type { PlanKind, PlanSection } from '../pack/plans'
import { sectionsOf } from '../pack/plans'
import { plan } from '../records/plan'
import { partName } from '../schema/definition'
import { partsOf } from '../schema/field'
import type { PlanAnswers } from './plan-state'

/** Which questions stand in which section. Those of the plan itself (who, when, how far) stand in none. */
export const fieldsIn: Readonly<Record<PlanSection, readonly (keyof PlanAnswers)[]>> = {
  about: ['helpsMe', 'strengths', 'hopes'],
  sources: ['sources'],
  'child-voice': ['childState', 'childWays', 'childAskedOn', 'childWhyNot', 'childPicks', 'childView', 'childWords', 'childDrawing'],
  'parent-voice': ['parents', 'views'],
  understand: ['goingWell', 'notYet', 'needs'],
  triggers: ['triggers'],
  prevent: ['measures'],
  targets: ['targets'],
  teaching: ['teaching'],
  moving: ['movingFrom', 'movingTo', 'movingOn', 'movingVisits', 'movingPassedOn', 'movingAdult'],
  flow: ['flow', 'call', 'responders'],
  strategies: ['strategies'],
  consequences: ['consequences'],
  recovery: ['recovery', 'recoveryPlace', 'recoveryWho', 'recoveryHome', 'repair'],
  holds: ['holdsPlanned', 'audit', 'holdKinds', 'holdWords', 'holdAdults', 'holdParents', 'holdParentsOn', 'holdStop', 'holdUntil'],
  review: ['reviewOn'],
  agree: ['signatures', 'inUseFrom'],
}
/** Of the plan itself: who looks after it, from when, how far along, and what is completed. */
export const fieldsOfPlan: readonly (keyof PlanAnswers)[] = ['child', 'planKind', 'coordinator', 'from', 'cycle', 'tier', 'done']

export type TaskState = 'completed' | 'in-progress' | 'not-yet' | 'cannot-yet' | 'not-needed'
export interface Task {
  readonly section: PlanSection
  readonly state: TaskState
}

const isBegun = (answers: PlanAnswers, section: PlanSection): boolean =>
  fieldsIn[section].some((name) => Object.keys(partsOf(plan.fields[name], answers[name])).length > 0)

/** The sections of this kind with how far each is. A section is completed when an adult says so, and stays so until they say otherwise. */
export function tasksOf(kind: PlanKind, answers: PlanAnswers, { isAgreed, mayAgree }: { readonly isAgreed: boolean; readonly mayAgree: boolean }): Task[] {
  const stateOf = (section: PlanSection): TaskState => {
    if (section === 'agree') return isAgreed ? 'completed' : !mayAgree ? 'cannot-yet' : isBegun(answers, section) ? 'in-progress' : 'not-yet'
    if (section === 'holds' && answers.holdsPlanned !== 'yes' && !answers.done.includes(section)) return 'not-needed'
    return answers.done.includes(section) ? 'completed' : isBegun(answers, section) ? 'in-progress' : 'not-yet'
  }
  return sectionsOf[kind].map((section) => ({ section, state: stateOf(section) }))
}

/** Who changed a section last, of those who are not this adult; null where nobody else did. */
export function lastTouch(checkpoint: Checkpoint, section: PlanSection, me: string): Source | null {
  const names = new Set<string>(fieldsIn[section])
  let last: Source | null = null
  for (const [part, standing] of Object.entries(checkpoint.parts)) {
    if (!names.has(partName(part).field)) continue
    for (const [index] of standing) {
      const source = checkpoint.sources[index]
      if (source && source.author !== me && (last === null || trueTime(source) > trueTime(last))) last = source
    }
  }
  return last
}
