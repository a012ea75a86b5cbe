import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { Checkpoint } from '../domain/history/read'
import type { PlanKind } from '../domain/pack/plans'
import { incident } from '../domain/records/incident'
import { plan, plansOf } from '../domain/records/plan'
import type { PlanVersion } from '../domain/rules/plan-state'
import { hasLeft, plansAmong } from '../domain/rules/plan-state'
import { usePeople } from './people'
import { useSession } from './session'
import { useTablet } from './tablet'
import { dayAt } from './time'
import { useTimeline } from './use-timeline'
import type { ToolPage } from './use-versions'
import { useToolPage } from './use-versions'

export interface PlansOfChild {
  /** What this adult may read of the child; null until the disk has answered. */
  readonly readable: ComputedRef<readonly Checkpoint[] | null>
  /** Every plan of the child, kinds apart, versions the oldest first. */
  readonly plans: ComputedRef<readonly PlanVersion[]>
}
/** A child's plans, as they stand now and as they change. */
export function usePlans(child: () => string): PlansOfChild {
  const { now, zone } = useTablet()
  const session = useSession()
  const people = usePeople()
  const checkpoints = useTimeline(child)
  const readable = computed(() => checkpoints.value?.filter((one) => people.mayDo('read', one)) ?? null)
  const plans = computed(() => {
    const today = dayAt(now(), zone)
    const known = people.readings.get(child())
    // That there was an incident makes a plan stale on every tablet, also for those who may not open it.
    const among = checkpoints.value?.filter((one) => one.kind === incident.kind || people.mayDo('read', one)) ?? []
    return plansAmong(child(), { among, today, zone, hasLeft: known !== undefined && hasLeft(known.answers, { setting: session.identity?.setting.name ?? '', today }) })
  })
  return { readable, plans }
}

export interface PlanPage extends PlansOfChild {
  readonly page: ToolPage<typeof plan.fields>
  /** The version on the glass with its state; null before it is begun. */
  readonly version: ComputedRef<PlanVersion | null>
  /** Of the same kind, the one adults act by now; null where none is in force. */
  readonly inForce: ComputedRef<PlanVersion | null>
}
/** What stands round one version of one kind of plan. `version` is the address's, as text; left out, the newest. */
export function usePlanPage(props: { readonly id: string; readonly kind: PlanKind; readonly version?: string | undefined }): PlanPage {
  const all = usePlans(() => props.id)
  const page = useToolPage(plan, plansOf(props.kind), props)
  const ofKind = computed(() => all.plans.value.filter(({ kind }) => kind === props.kind))
  return {
    ...all, page,
    version: computed(() => ofKind.value.find(({ record }) => record === page.shown.value?.record) ?? null),
    inForce: computed(() => ofKind.value.findLast(({ state }) => state === 'agreed' || state === 'in-use') ?? null),
  }
}
