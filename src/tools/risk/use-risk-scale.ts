import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import { scalesOf } from '../../domain/pack/pack'
import type { RiskScale } from '../../domain/pack/risk'
import { usePack } from '../../workspace/pack'

/** The size and the line in force: the county’s, where it has published any. */
export function useRiskScale(): ComputedRef<RiskScale> {
  const pack = usePack()
  return computed(() => scalesOf(pack.pack).risk)
}
