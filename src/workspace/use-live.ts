import type { ShallowRef } from 'vue'
import { onScopeDispose, shallowRef, watch } from 'vue'
import { useDisk } from './disk'
import { useTablet } from './tablet'

/**
 * A query of the ledger that stays right: run again after each change it depends on, and when what it was made from
 * changes. While the tablet is locked it keeps nothing.
 */
export function useLive<T>(blank: T, query: () => (() => Promise<T>) | null): ShallowRef<T> {
  const { ledger } = useTablet()
  const disk = useDisk()
  const found: ShallowRef<T> = shallowRef(blank)
  let stop: (() => void) | null = null
  watch(
    query,
    (ask) => {
      stop?.()
      stop = null
      if (!ask) found.value = blank
      else stop = ledger.watch(ask, (value) => { found.value = value }, disk.report)
    },
    { immediate: true },
  )
  onScopeDispose(() => stop?.())
  return found
}
