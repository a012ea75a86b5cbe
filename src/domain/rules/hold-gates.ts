import type { Audit } from './audits'
import { isDecided } from './audits'
import type { Gate, Gated } from './plan-gate'
import { look, stops } from './plan-gate'
import type { SchoolDays } from './school-days'
import { trainedToHold } from './training-state'

/** How long a hold may outlive the day its plan is looked at: time to hold that review and to agree the next version. */
export const holdGraceSchoolDays = 10

/**
 * What physical intervention in a plan needs: an audit of need, parents who agree, named adults with training in date, what
 * would let it stop, and an end. It ends with the review, give or take the days that take an agreed plan to the next: one that nobody looks
 * at would go on by itself.
 */
export function holdGates({ answers, audit, training, today }: Gated, { addSchoolDays }: SchoolDays): Gate[] {
  const { holdsPlanned, holdKinds, holdAdults, holdParents, holdParentsOn, holdStop, holdUntil, reviewOn, views } = answers
  if (holdsPlanned !== 'yes') return []
  const against = views.filter(({ section, view }) => section === 'holds' && view === 'view-disagree')
  const trained = holdAdults.map((adult) => trainedToHold(adult, training, today))
  const latest = reviewOn === null ? null : addSchoolDays(reviewOn, holdGraceSchoolDays).day
  return [
    ...auditGates(answers.audit === null ? null : audit),
    ...(holdKinds.length === 0 ? [stops('holds', 'hold-no-kind')] : []),
    ...(holdKinds.includes('on-the-ground') ? [stops('holds', 'hold-ground')] : []),
    ...(holdParents === 'yes' && holdParentsOn !== null ? [] : [stops('holds', 'hold-no-parents')]),
    ...against.map(({ who }) => stops('holds', 'hold-parents-disagree', { name: who.trim() })),
    ...(holdAdults.length === 0 ? [stops('holds', 'hold-no-adults')] : []),
    ...trained.flatMap(({ adult, until }) => {
      if (until === null) return [stops('holds', 'hold-not-trained', { adult })]
      return holdUntil !== null && until < holdUntil ? [look('holds', 'hold-training-ends', { adult, day: until })] : []
    }),
    ...(holdStop.trim() === '' ? [stops('holds', 'hold-no-stop')] : []),
    ...(holdUntil === null ? [stops('holds', 'hold-no-end')] : holdUntil < today ? [stops('holds', 'hold-end-past')] : latest !== null && holdUntil > latest ? [stops('holds', 'hold-end-late', { day: latest })] : []),
  ]
}

function auditGates(audit: Audit | null): Gate[] {
  if (audit === null) return [stops('holds', 'hold-no-audit')]
  if (!isDecided(audit)) return [stops('holds', 'hold-audit-open')]
  return audit.stillNeeded === 'yes' ? [] : [stops('holds', 'hold-audit-no')]
}
