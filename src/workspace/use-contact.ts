import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import { useSession } from './session'
import { useTablet } from './tablet'
import { useLive } from './use-live'

const dayMs = 86_400_000

/** When this tablet and the endpoint last met, and how many whole days ago: from one day on, a copy says its age. */
export function useContact(): { at: ComputedRef<number | null>; daysOld: ComputedRef<number> } {
  const { ledger, now } = useTablet()
  const session = useSession()
  const last = useLive<number | null>(null, () => (session.open ? () => ledger.lastContactAt() : null))
  return {
    at: computed(() => last.value),
    daysOld: computed(() => (last.value === null ? 0 : Math.max(0, Math.floor((now() - last.value) / dayMs)))),
  }
}
