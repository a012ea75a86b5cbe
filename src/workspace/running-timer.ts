import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { RunningTimer } from '../storage/letters'
import { useTablet } from './tablet'
import { useLive } from './use-live'

export type { RunningTimer } from '../storage/letters'

/** The timer begun last of those that run on this tablet, whoever began it; known while locked, and after a reload or a kill. */
export function useRunningTimer(): ComputedRef<RunningTimer | null> {
  const { ledger } = useTablet()
  const timers = useLive<readonly RunningTimer[]>([], () => () => ledger.timers())
  return computed(() => timers.value.at(-1) ?? null)
}
