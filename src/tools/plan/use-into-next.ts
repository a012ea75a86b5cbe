import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import { view } from '../../domain/history/read'
import { plan, plansOf } from '../../domain/records/plan'
import { hasAll, withChanges } from '../../domain/rules/late-words'
import { lateForNext, nextPlan } from '../../domain/rules/next-plan'
import { firstReview } from '../../domain/rules/plan-start'
import type { PlanVersion } from '../../domain/rules/plan-state'
import { blank, partName, touched } from '../../domain/schema/definition'
import type { Changes } from '../../domain/schema/field'
import { usePeople } from '../../workspace/people'
import { useSession } from '../../workspace/session'
import { useTablet } from '../../workspace/tablet'
import { dayAt } from '../../workspace/time'
import { useCalendar } from '../../workspace/use-calendar'
import type { PlanPage } from '../../workspace/use-plan'
import { nextNumber } from '../../workspace/use-versions'

/** Puts words that came too late for a version into the next one: the one that is being written, or one begun for them. */
export function useIntoNext(props: { readonly child: string; readonly version: PlanVersion; readonly plan: PlanPage }): {
  /** The version after this one that says already what of it goes on; null while none does. */
  readonly standsIn: (changes: Changes) => number | null
  /** How much of it stays beside this version: what somebody said, signed or agreed to was given to this one alone. */
  readonly stays: (changes: Changes) => 'nothing' | 'some' | 'all'
  readonly mayPut: ComputedRef<boolean>
  readonly put: (changes: Changes) => Promise<void>
} {
  const { ledger, pace, now, zone } = useTablet()
  const session = useSession()
  const people = usePeople()
  const { days } = useCalendar()
  const later = computed(() => props.plan.plans.value.filter(({ kind, version }) => kind === props.version.kind && version > props.version.version))
  const newest = computed(() => later.value.at(-1) ?? props.version)
  const isOpen = computed(() => newest.value !== props.version && newest.value.checkpoint.freeze === null)
  const going = (changes: Changes): Changes => lateForNext(props.version.answers, changes, { going: props.version.going, today: dayAt(now(), zone) })
  const fieldsIn = (changes: Changes) => new Set(Object.keys(changes).map((part) => partName(part).field))
  const mine = computed(() => people.childById.get(props.child)?.mine ?? false)
  const revision = { kind: plan.kind, version: plan.version, act: 'edit' as const }

  async function put(late: Changes): Promise<void> {
    const author = session.adult
    const changes = going(late)
    if (author === null || Object.keys(changes).length === 0) return
    const { version, answers, going: found } = newest.value
    const versions = plansOf(props.version.kind)
    const record = isOpen.value ? newest.value.record : versions.idOf(props.child, await nextNumber({ ledger, versions, child: props.child }, version + 1))
    const begun = await ledger.checkpoint(record)
    if (begun) {
      const was = view(plan, begun).answers
      const put = touched(plan, was, withChanges(plan, was, changes))
      // Written without sight of what was written there since it was begun: where both changed the same, both stand, and a person chooses.
      if (Object.keys(put).length > 0) await ledger.append({ ...revision, record, author, after: [begun.first.revision], changes: put })
    } else {
      const today = dayAt(now(), zone)
      const reviewOn = firstReview(today, session.identity?.setting.kind === 'early-years' ? 'early-years' : 'school', days.value)
      await ledger.append({ ...revision, record, author, after: [], changes: touched(plan, blank(plan), withChanges(plan, { ...nextPlan(answers, { going: found, today }), from: today, reviewOn }, changes)) })
    }
    pace.wake()
  }
  return {
    put,
    standsIn: (changes) => later.value.findLast(({ checkpoint }) => hasAll(view(plan, checkpoint), going(changes)))?.version ?? null,
    stays(changes) {
      const goes = fieldsIn(going(changes))
      return goes.size === 0 ? 'all' : [...fieldsIn(changes)].every((field) => goes.has(field)) ? 'nothing' : 'some'
    },
    mayPut: computed(() => people.mayDo('write', isOpen.value ? newest.value.checkpoint : { kind: plan.kind, keeping: plan.keeping, mine: mine.value })),
  }
}
