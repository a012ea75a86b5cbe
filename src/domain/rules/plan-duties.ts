import type { PlanKind } from '../pack/plans'
import type { Person, Role } from '../people'
import { daysAfter } from './instants'
import { trainedToHold } from './training-state'
import type { Assigned } from './mine'
import type { Training } from './plan-gate'
import { voiceDue } from './plan-gates'
import type { PlanVersion } from './plan-state'
import { reviewDay } from './plan-state'
import type { SchoolDays } from './school-days'

/** `voice`: somebody was asked and is asked again. `review`: it is looked at again. `holds`: its time for them ends. `training`: that of a named adult does. */
export type PlanDutyCode = 'voice' | 'review' | 'holds' | 'training'

/** What a plan asks of adults by a day. Late is owed still, and stops nobody. */
export interface PlanDuty {
  readonly code: PlanDutyCode
  readonly record: string
  readonly kind: PlanKind
  readonly version: number
  readonly child: string
  /** `YYYY-MM-DD`; null where no day is known. */
  readonly due: string | null
  readonly state: 'owed' | 'late'
  /** A review that is asked for before its day. */
  readonly because?: 'incident' | 'harder'
  /** Which voice: the section it stands in. */
  readonly section?: 'child-voice' | 'parent-voice'
  /** Whose training. */
  readonly adult?: string
  readonly coordinator: string | null
}

/** Said so many days ahead, so that it can be planned for: a week, and for a course more. */
const aheadDays = 7
const courseAheadDays = 28

interface Given {
  readonly child: string
  readonly days: Pick<SchoolDays, 'addSchoolDays'>
  readonly training: readonly Training[]
  /** `YYYY-MM-DD`. */
  readonly today: string
}

/** What these versions of one child’s plans ask for now: drafts for their voices alone, and nothing of what was replaced or has ended. */
export function planDuties(versions: readonly PlanVersion[], { child, days, training, today }: Given): PlanDuty[] {
  return versions.flatMap((one) => {
    if (one.state === 'superseded' || one.state === 'ended') return []
    const { record, kind, version, answers } = one
    const duty = (code: PlanDutyCode, due: string | null, more: Pick<PlanDuty, 'because' | 'section' | 'adult'> = {}): PlanDuty =>
      ({ code, record, kind, version, child, due, state: due !== null && due < today ? 'late' : 'owed', coordinator: answers.coordinator, ...more })
    const isNear = (day: string | null, ahead = aheadDays): boolean => day !== null && day <= daysAfter(today, ahead)
    // An agreed plan has its voices.
    const voices = one.state === 'agreed' ? [] : voiceDue(answers, days).filter(({ due }) => isNear(due.day)).map(({ section, due }) => duty('voice', due.day, { section }))
    if (one.state === 'draft') return voices
    const review = reviewDay(one)
    const because = one.stale.includes('harder') ? 'harder' as const : one.stale.includes('incident') ? 'incident' as const : null
    const holds = answers.holdsPlanned === 'yes'
    return [
      ...voices,
      ...(because !== null || isNear(review) ? [duty('review', review, because === null ? {} : { because })] : []),
      ...(holds && isNear(answers.holdUntil) ? [duty('holds', answers.holdUntil)] : []),
      ...(holds ? answers.holdAdults : []).flatMap((adult): PlanDuty[] => {
        const { until } = trainedToHold(adult, training, today)
        if (until === null) return [{ ...duty('training', null, { adult }), state: 'late' }]
        return isNear(until, courseAheadDays) ? [duty('training', until, { adult })] : []
      }),
    ]
  })
}

const leads: readonly Role[] = ['senco', 'dsl', 'head', 'mental-health-lead']

/**
 * Whether this is theirs to see to: whoever looks after the plan, and the child’s key person; an adult for their own training.
 * Leads see what is late, what was asked for before its day, whose training ends, and what nobody looks after: not every plan of the setting.
 */
export function isPlanDutyOf({ code, state, because, coordinator, adult }: PlanDuty, { id, roles }: Pick<Person, 'id' | 'roles'>, child: Pick<Assigned, 'keyPerson' | 'buddy'>): boolean {
  if (id === coordinator || (code === 'training' ? id === adult : id === child.keyPerson || id === child.buddy)) return true
  const isOpen = coordinator === null && child.keyPerson === null
  return roles.some((role) => leads.includes(role)) && (state === 'late' || because !== undefined || code === 'training' || isOpen)
}
