import type { Profile } from '../pack/incident'
import type { PlanKind } from '../pack/plans'
import { reviewAfterDays } from '../pack/plans'
import { plan } from '../records/plan'
import { blank } from '../schema/definition'
import { daysAfter } from './instants'
import type { PlanAnswers } from './plan-state'
import type { SchoolDays } from './school-days'

/** When a plan that begins today is looked at again where nobody said otherwise: a school day, never one in the holidays. */
export function firstReview(today: string, profile: Profile, days: SchoolDays): string {
  const due = daysAfter(today, reviewAfterDays[profile])
  return days.isSchoolDay(due) ? due : days.firstSchoolDayAfter(due).day
}

interface Starting {
  readonly child: string
  readonly kind: PlanKind
  /** Who looks after it. */
  readonly by: string
  /** `YYYY-MM-DD`. */
  readonly today: string
  readonly profile: Profile
  readonly days: SchoolDays
}
/** The first version of a plan: nothing is written yet but whose it is and when it is looked at again. */
export const startedPlan = ({ child, kind, by, today, profile, days }: Starting): PlanAnswers => ({
  ...blank(plan), child, planKind: kind, coordinator: by, from: today, cycle: 1, reviewOn: firstReview(today, profile, days),
})
