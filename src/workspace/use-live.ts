import type { ShallowRef } from 'vue'
import { onScopeDispose, shallowRef, watch } from 'vue'
import type { Ledger } from '../storage/ledger'
import { useDisk } from './disk'
import { useTablet } from './tablet'

/**
 * A query of the ledger that stays right: run again after each change it depends on, and when what it was made from
 * changes. While the tablet is locked it keeps nothing.
 */
export function useLive<T>(blank: T, query: () => (() => Promise<T>) | null): ShallowRef<T> {
  const { ledger } = useTablet()
  return liveIn({ ledger, report: useDisk().report }, blank, query)
}

export interface LiveIn {
  readonly ledger: Pick<Ledger, 'watch'>
  readonly report: (error: unknown) => void
}
/** The same in whichever effect scope is active, also after a page's set-up. */
export function liveIn<T>({ ledger, report }: LiveIn, blank: T, query: () => (() => Promise<T>) | null): ShallowRef<T> {
  const found: ShallowRef<T> = shallowRef(blank)
  let stop: (() => void) | null = null
  watch(
    query,
    (ask) => {
      stop?.()
      stop = null
      if (!ask) found.value = blank
      else stop = ledger.watch(ask, (value) => { found.value = value }, report)
    },
    { immediate: true },
  )
  onScopeDispose(() => stop?.())
  return found
}
