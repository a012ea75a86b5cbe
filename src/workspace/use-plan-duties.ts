import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { Checkpoint } from '../domain/history/read'
import { view } from '../domain/history/read'
import { incident } from '../domain/records/incident'
import { goingOf, plan, planIn, planOfGoing } from '../domain/records/plan'
import { termCalendar, termCalendarId } from '../domain/records/term-calendar'
import { training } from '../domain/records/training'
import type { PlanDuty } from '../domain/rules/plan-duties'
import { isPlanDutyOf, planDuties } from '../domain/rules/plan-duties'
import { hasLeft, plansAmong } from '../domain/rules/plan-state'
import { schoolDays } from '../domain/rules/school-days'
import type { Ledger } from '../storage/ledger'
import { incidentAnswers } from './incident-file'
import { usePeople } from './people'
import { useSession } from './session'
import { useTablet } from './tablet'
import { dayAt } from './time'
import { useLive } from './use-live'

/** An incident longer ago than this brings no review forward that its own day has not brought: no plan goes so long without one. */
const weeks = 26
const lookBackMs = weeks * 7 * 24 * 3_600_000

interface Found {
  /** By child: the versions that may ask for something, how they go, and the child's incidents. */
  readonly byChild: ReadonlyMap<string, readonly Checkpoint[]>
  readonly training: readonly Checkpoint[]
  readonly calendar: Checkpoint | null
}
const isStanding = ({ answers, checkpoint }: { answers: { inUseFrom: string | null }; checkpoint: Checkpoint }) => checkpoint.freeze !== null || answers.inUseFrom !== null

/**
 * What plans ask for, without opening a child's records at sign-in: the plans of the setting; how the newest of them go; and
 * incidents of the last half year, only where a plan is in force. Training is read where somebody is named for a hold.
 */
async function lookThrough(ledger: Ledger, now: number): Promise<Found> {
  const versions = (await ledger.ofKind(plan.kind)).flatMap((checkpoint) => {
    const id = checkpoint.withdrawn ? null : planIn(checkpoint.record)
    return id ? [{ ...id, checkpoint, answers: view(plan, checkpoint).answers }] : []
  })
  // The newest that adults act by, and what is written after it.
  const newest = versions.filter((one) => !versions.some((other) => other.child === one.child && other.kind === one.kind && other.version > one.version && isStanding(other)))
  const standing = newest.filter(isStanding)
  const [going, incidents, trained, calendar] = await Promise.all([
    ledger.checkpoints(standing.map(({ checkpoint }) => goingOf(checkpoint.record))),
    standing.length === 0 ? [] : ledger.ofKind(incident.kind, now - lookBackMs),
    standing.some(({ answers }) => answers.holdsPlanned === 'yes') ? ledger.ofKind(training.kind) : [],
    newest.length === 0 ? null : ledger.checkpoint(termCalendarId),
  ])
  const byChild = new Map<string, Checkpoint[]>()
  const put = (child: string, one: Checkpoint) => { byChild.get(child)?.push(one) }
  for (const { child } of newest) byChild.set(child, [])
  for (const { child, checkpoint } of newest) put(child, checkpoint)
  for (const one of going) put(planIn(planOfGoing(one.record) ?? '')?.child ?? '', one)
  for (const one of incidents) for (const child of incidentAnswers(one).children) put(child, one)
  return { byChild, training: trained, calendar }
}

/** What plans ask of this adult by now; late ones first. */
export function useOwedPlans(): { readonly owed: ComputedRef<readonly PlanDuty[]>; readonly looking: ComputedRef<boolean> } {
  const { ledger, now, zone } = useTablet()
  const session = useSession()
  const people = usePeople()
  const today = dayAt(now(), zone)
  const found = useLive<Found | null>(null, () => (session.open && session.adult !== null ? () => lookThrough(ledger, now()) : null))
  const trained = computed(() => found.value?.training.filter(({ withdrawn }) => withdrawn === null).map((one) => view(training, one).answers) ?? [])
  const days = computed(() => schoolDays(found.value?.calendar ? view(termCalendar, found.value.calendar).answers : null))
  const owed = computed(() => {
    const { me } = people
    if (!me) return []
    return [...(found.value?.byChild ?? [])].flatMap(([child, among]) => {
      const known = people.readings.get(child)
      if (!known || !among.some((one) => one.kind === plan.kind && people.mayDo('read', one))) return []
      const versions = plansAmong(child, { among, today, zone, hasLeft: hasLeft(known.answers, { setting: session.identity?.setting.name ?? '', today }) })
      return planDuties(versions, { child, days: days.value, training: trained.value, today }).filter((duty) => isPlanDutyOf(duty, me, known.answers))
    }).sort((a, b) => Number(b.state === 'late') - Number(a.state === 'late') || (a.due ?? '').localeCompare(b.due ?? ''))
  })
  return { owed, looking: computed(() => found.value === null) }
}
