import { addDays, formatISO, parseISO } from 'date-fns'
import type { Profile } from '../pack/incident'
import { adultAge, collectionFrom, dutyDays, reportDays } from '../pack/legal'
import type { Role } from '../people'
import type { child as childForm } from '../records/child'
import type { incident as incidentForm } from '../records/incident'
import { adultsIn } from '../records/incident'
import type { telling as tellingForm } from '../records/telling'
import type { termCalendar } from '../records/term-calendar'
import type { AnswersOf } from '../schema/definition'
import { ageOn } from './age'
import { dayOf, wallNow } from './instants'
import { schoolDays } from './school-days'

type Answers = AnswersOf<typeof incidentForm>
type Child = AnswersOf<typeof childForm>
type TellingAnswers = AnswersOf<typeof tellingForm>
export type ToldLine = TellingAnswers['told'][number]

export const dutyCodes = [
  'write-record', 'tell-parent', 'give-copy', 'give-child-copy', 'tell-la', 'social-worker', 'tell-dsl', 'tell-head', 'sign', 'own-account', 'countersign',
  'child-debrief', 'adult-debrief', 'riddor', 'staff-injury-record', 'ofsted',
] as const
/** Who must be told, and what must be written, by when. Its words are `duty.<code>`. */
export type DutyCode = (typeof dutyCodes)[number]

export interface Duty {
  readonly code: DutyCode
  readonly child?: string
  /** The parent's row in the child's record. */
  readonly parent?: string
  /** The one adult who owes it. */
  readonly adult?: string
  /** Roles any of whom may do it, where no one adult owes it. */
  readonly by: readonly Role[]
  /** The last day for it, `YYYY-MM-DD`. */
  readonly due: string | null
  readonly state: 'owed' | 'late' | 'done' | 'not-owed'
  /** `before-collection`: the child may be collected first. `assumed`: the term dates are not known. */
  readonly because?: 'before-collection' | 'assumed' | 'of-age' | 'must-not'
}

export interface DutyFacts {
  /** `savedAt`: when it was first written; ms by the endpoint's clock as well as known. */
  readonly incident: { readonly record: string; readonly answers: Answers; readonly author: string; readonly savedAt: number; readonly signedAt: number | null; readonly countersigned: boolean }
  readonly telling: TellingAnswers
  readonly children: ReadonlyMap<string, Child>
  /** Adults whose account is closed. */
  readonly accounts: readonly string[]
  readonly childDebriefs: readonly { readonly child: string; readonly state: string | null }[]
  readonly adultDebriefs: readonly { readonly adult: string; readonly state: string | null }[]
  readonly profile: Profile
  readonly calendar: AnswersOf<typeof termCalendar> | null
  readonly now: number
  readonly zone: string
}

const staff: readonly Role[] = ['practitioner', 'key-person', 'senco', 'dsl', 'head', 'tutor', 'mental-health-lead']
const seniors: readonly Role[] = ['senco', 'dsl', 'head']
const plusDays = (day: string, days: number): string => formatISO(addDays(parseISO(day), days), { representation: 'date' })

/** A line that counts: they were told, how, when and by whom. Someone else collected, or nobody answered, and they are still to be told. */
export const isTold = ({ outcome, how, at, by }: ToldLine): boolean => (outcome === 'told' || outcome === 'told-not-signed') && how !== null && at !== null && by !== null
/** Schools report in writing (s.93A guidance; Independent School Standards para 32A). */
const isWritten = ({ how, copy }: ToldLine): boolean => how === 'letter' || how === 'email' || copy === 'copy-given' || copy === 'copy-sent'

/** A clock so far from the endpoint's is not believed; what was entered stays as it was. */
export const clockUntrusted = (skewMs: number): boolean => Math.abs(skewMs) > 2 * 60_000

/**
 * The last day on which an incident is reported and written down: the day it ended, where it was. From its end and not its
 * start, or a hold from 23:50 to 00:20 would be late before it was over.
 */
export const dueDay = ({ ended, when }: Pick<Answers, 'ended' | 'when'>, savedAt: number, zone: string): string => dayOf(ended) ?? dayOf(when) ?? wallNow(savedAt, zone).slice(0, 10)

/** Whether telling on that day asks why it was not sooner. Late never blocks. */
export const needsLateReason = (told: string, due: string): boolean => told > due

/** Everything owed for one incident, in the order in which it is done. Nothing here keeps anybody from writing or saving. */
export function dutiesOf(facts: DutyFacts): Duty[] {
  const { incident: { answers, savedAt }, now, zone, calendar, profile } = facts
  const day = dueDay(answers, savedAt, zone)
  const today = wallNow(now, zone).slice(0, 10)
  const open = schoolDays(calendar)
  const at = (due: string | null, isDone: boolean): Pick<Duty, 'due' | 'state'> => ({ due, state: isDone ? 'done' : due !== null && today > due ? 'late' : 'owed' })
  const inSchoolDays = (days: number, isDone: boolean): Pick<Duty, 'due' | 'state' | 'because'> => ({ ...at(open.after(day, days), isDone), ...(open.isAssumed(day) ? { because: 'assumed' as const } : {}) })
  // Only what was done to a child makes these duties: a record just opened owes nobody anything.
  const isIncident = answers.interventions.some(({ kind }) => kind !== null) || answers.stamps.length > 0
  if (!isIncident) return []
  return [
    { code: 'write-record', by: staff, ...at(day, wallNow(savedAt, zone).slice(0, 10) <= day || answers.lateReason !== null) },
    ...answers.children.flatMap((child) => familyDuties(facts, { child, day, today })),
    ...otherPeople(facts, at, day),
    { code: 'sign', adult: facts.incident.author, by: [], ...at(day, facts.incident.signedAt !== null) },
    ...adultsIn(answers).map((adult): Duty => ({ code: 'own-account', adult, by: [], ...at(day, facts.accounts.includes(adult)) })),
    ...(facts.incident.signedAt === null ? [] : [{ code: 'countersign' as const, by: seniors, ...inSchoolDays(dutyDays.countersign, facts.incident.countersigned) }]),
    ...[...new Set([...answers.children, ...answers.childrenHurt, ...answers.childrenNear])].map((child): Duty => ({
      code: 'child-debrief', child, by: staff, ...inSchoolDays(dutyDays.debrief, facts.childDebriefs.some((one) => one.child === child && one.state !== 'not-ready')),
    })),
    ...adultsIn(answers).map((adult): Duty => ({
      code: 'adult-debrief', adult, by: [], ...inSchoolDays(dutyDays.debrief, facts.adultDebriefs.some((one) => one.adult === adult && one.state !== 'not-ready')),
    })),
    ...injuryReports(answers, profile, facts.telling, at, day),
  ]
}

/** What each parent of a child is owed, and what takes its place where none of them can be told. */
function familyDuties({ incident: { answers }, telling, children, profile, now, zone }: DutyFacts, { child, day, today }: { child: string; day: string; today: string }): Duty[] {
  const known = children.get(child)
  const parents = known?.parents ?? []
  const state = (isDone: boolean): Duty['state'] => (isDone ? 'done' : today > day ? 'late' : 'owed')
  const lines = (parent: string) => telling.told.filter((line) => line.child === child && line.parent === parent && isTold(line))
  const mustNot = (parent: string) => telling.mustNot.some((line) => line.child === child && line.parent === parent && line.decidedBy !== null && line.over === null && !isSoleStaff(answers, line.decidedBy))
  // No such rule is known for Early Years, whose children are not twenty.
  if (profile === 'school' && known?.born && ageOn(known.born, day) >= adultAge) {
    return [
      ...parents.map(({ id }): Duty => ({ code: 'tell-parent', child, parent: id, by: staff, due: null, state: 'not-owed', because: 'of-age' })),
      { code: 'give-child-copy', child, by: staff, due: day, state: state(telling.told.some((line) => line.child === child && line.parent === child && isTold(line))) },
    ]
  }
  const endsLate = (answers.ended ?? answers.when)?.wall.slice(11, 16) ?? ''
  const goesSoon = today === day && wallNow(now, zone).slice(11) < '18:00' && (endsLate >= collectionFrom || answers.wentHome !== null)
  const duties = parents.flatMap(({ id: parent }): Duty[] => {
    if (mustNot(parent)) return [{ code: 'tell-parent', child, parent, by: staff, due: null, state: 'not-owed', because: 'must-not' }]
    const told = lines(parent)
    const tell: Duty = { code: 'tell-parent', child, parent, by: staff, due: day, state: state(told.length > 0), ...(goesSoon && told.length === 0 ? { because: 'before-collection' as const } : {}) }
    const isCopyOwed = told.length > 0 && (profile === 'school' || told.some(({ copy }) => copy === 'copy-owed'))
    return isCopyOwed ? [tell, { code: 'give-copy', child, parent, by: staff, due: day, state: state(told.some(isWritten)) }] : [tell]
  })
  const none: Duty[] = parents.length === 0 ? [{ code: 'tell-parent', child, by: staff, due: day, state: state(telling.told.some((line) => line.child === child && isTold(line))) }] : []
  const nobody = parents.length > 0 && parents.every(({ id }) => mustNot(id))
  const toLa: Duty[] = nobody ? [{ code: 'tell-la', child, by: seniors, due: day, state: state(telling.toLa.some((line) => line.child === child && line.la !== '' && line.at !== null)) }] : []
  const worker: Duty[] = known?.lookedAfter === 'yes' ? [{ code: 'social-worker', child, by: seniors, due: day, state: state(telling.others.some(({ duty, at }) => duty === 'social-worker' && at !== null)) }] : []
  return [...duties, ...none, ...toLa, ...worker]
}

/** Whoever was alone in it does not decide who hears of it. */
const isSoleStaff = (answers: Answers, adult: string): boolean => {
  const inIt = adultsIn(answers)
  return inIt.length === 1 && inIt[0] === adult
}

type At = (due: string | null, isDone: boolean) => Pick<Duty, 'due' | 'state'>
const toldOther = (telling: TellingAnswers, whom: string): boolean => telling.others.some(({ duty, at }) => duty === whom && at !== null)

function otherPeople({ incident: { answers }, telling }: DutyFacts, at: At, day: string): Duty[] {
  return [
    ...(answers.alarm.some((code) => code !== 'none-of-these') ? [{ code: 'tell-dsl' as const, by: staff, ...at(day, toldOther(telling, 'dsl')) }] : []),
    // Going home early is a formal step, and the head's to take.
    ...(answers.wentHome === null ? [] : [{ code: 'tell-head' as const, by: staff, ...at(day, toldOther(telling, 'head')) }]),
  ]
}

/** RIDDOR: over seven days away, or taken to hospital, and a person decides; over three days is only written down. Ofsted: Early Years, a serious injury. */
function injuryReports({ hospital, staffAway }: Answers, profile: Profile, telling: TellingAnswers, at: At, day: string): Duty[] {
  return [
    ...(staffAway === 'over-7' || hospital === 'yes' ? [{ code: 'riddor' as const, by: seniors, ...at(plusDays(day, reportDays.riddor), toldOther(telling, 'hse')) }] : []),
    ...(staffAway === 'over-3' ? [{ code: 'staff-injury-record' as const, by: seniors, ...at(plusDays(day, reportDays.riddor), toldOther(telling, 'employer')) }] : []),
    ...(profile === 'early-years' && hospital === 'yes' ? [{ code: 'ofsted' as const, by: seniors, ...at(plusDays(day, reportDays.ofsted), toldOther(telling, 'ofsted')) }] : []),
  ]
}
