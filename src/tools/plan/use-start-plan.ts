import { shallowRef } from 'vue'
import type { ShallowRef } from 'vue'
import { useRouter } from 'vue-router'
import type { PlanKind } from '../../domain/pack/plans'
import { plan, plansOf } from '../../domain/records/plan'
import type { PlanVersion } from '../../domain/rules/plan-state'
import { startedPlan } from '../../domain/rules/plan-start'
import { blank, touched } from '../../domain/schema/definition'
import { useDisk } from '../../workspace/disk'
import { useSession } from '../../workspace/session'
import { useTablet } from '../../workspace/tablet'
import { dayAt } from '../../workspace/time'
import { useCalendar } from '../../workspace/use-calendar'
import { nextNumber } from '../../workspace/use-versions'

export type Starting = 'ready' | 'busy' | 'not-kept'

/** Begins a plan of a kind that the child has none of in the making or in force, and opens it. */
export function useStartPlan(child: () => string, plans: () => readonly PlanVersion[]): { readonly state: ShallowRef<Starting>; readonly start: (kind: PlanKind) => Promise<void> } {
  const { ledger, pace, now, zone } = useTablet()
  const session = useSession()
  const disk = useDisk()
  const router = useRouter()
  const state = shallowRef<Starting>('ready')
  const { days } = useCalendar()

  async function begin(kind: PlanKind, by: string): Promise<number> {
    // After one that has ended comes the next of its kind.
    const newest = Math.max(0, ...plans().filter((one) => one.kind === kind).map((one) => one.version))
    const version = await nextNumber({ ledger, versions: plansOf(kind), child: child() }, newest + 1)
    const record = plansOf(kind).idOf(child(), version)
    const answers = startedPlan({
      child: child(), kind, by, today: dayAt(now(), zone), days: days.value,
      profile: session.identity?.setting.kind === 'early-years' ? 'early-years' : 'school',
    })
    // Another tablet may have begun it meanwhile: then it is opened.
    if ((await ledger.checkpoint(record)) === null)
      await ledger.append({ record, kind: plan.kind, version: plan.version, act: 'edit', author: by, after: [], changes: touched(plan, blank(plan), answers) })
    pace.wake()
    return version
  }
  return {
    state,
    async start(kind) {
      const by = session.adult
      if (state.value === 'busy' || by === null) return
      state.value = 'busy'
      try {
        const version = await begin(kind, by)
        state.value = 'ready'
        router.push({ name: 'plan', params: { id: child(), kind, version: String(version) } }).catch(disk.report)
      } catch (error) {
        state.value = 'not-kept'
        disk.report(error)
      }
    },
  }
}
