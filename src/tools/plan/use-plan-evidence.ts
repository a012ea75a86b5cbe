import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { Checkpoint } from '../../domain/history/read'
import { view } from '../../domain/history/read'
import { anxietyMap, maps } from '../../domain/records/anxiety-map'
import { calmScript, calmScriptOf } from '../../domain/records/calm-script'
import { predictions, predictPrevent } from '../../domain/records/predict-prevent'
import { riskCalculator, riskCalculators } from '../../domain/records/risk-calculator'
import { rootsAndFruits, trees } from '../../domain/records/roots-and-fruits'
import { toldIn } from '../../domain/rules/carry'
import type { PlanEvidence } from '../../domain/rules/plan-offers'
import { useSession } from '../../workspace/session'
import { useTablet } from '../../workspace/tablet'
import type { Evidence } from '../../workspace/use-evidence'
import { useEvidence } from '../../workspace/use-evidence'
import { useLive } from '../../workspace/use-live'
import type { PlansOfChild } from '../../workspace/use-plan'
import { newestOf } from '../../workspace/use-versions'

/** Everything a plan may be drafted from, as this adult may read it: records, and the newest of each drawn tool. */
export function usePlanEvidence(child: () => string, { readable }: Pick<PlansOfChild, 'readable'>): ComputedRef<PlanEvidence> {
  return computed(() => {
    const among = readable.value ?? []
    const given = { child: child(), among }
    const map = newestOf(anxietyMap.kind, maps, given)
    const tree = newestOf(rootsAndFruits.kind, trees, given)
    const predicted = newestOf(predictPrevent.kind, predictions, given)
    const risk = newestOf(riskCalculator.kind, riskCalculators, given)
    const calm = among.find(({ record }) => record === calmScriptOf(child()))
    return {
      told: toldIn(among),
      items: map ? view(anxietyMap, map).answers.items : [],
      entries: tree ? view(rootsAndFruits, tree).answers.entries : [],
      moments: predicted ? view(predictPrevent, predicted).answers.rows : [],
      harms: risk ? view(riskCalculator, risk).answers.rows : [],
      calm: calm ? view(calmScript, calm).answers : null,
    }
  })
}

export interface Cited {
  /** Newest first; one this adult may not open has no label. */
  readonly records: readonly Evidence[]
  /** How many are not on this tablet: erased, withdrawn, or not here yet. */
  readonly gone: number
}
/** The records that a line cites. A line outlives its records: how many are gone is said, and the line stays. */
export function useCited(child: () => string, { readable }: Pick<PlansOfChild, 'readable'>): (sources: readonly string[]) => Cited {
  const { ledger } = useTablet()
  const session = useSession()
  // Also those that this adult may not read: not being allowed to open a record is another thing than its being gone.
  const here = useLive<ReadonlySet<string> | null>(null, () => {
    const id = child()
    return session.open ? async () => new Set((await ledger.timeline(id)).filter(isKept).map(({ record }) => record)) : null
  })
  const evidence = useEvidence(() => readable.value ?? [])
  return (sources) => {
    const kept = sources.filter((id) => here.value?.has(id) ?? true)
    return { records: evidence(kept), gone: sources.length - kept.length }
  }
}
const isKept = (one: Checkpoint): boolean => one.withdrawn === null
