import type { ComputedRef } from 'vue'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'

const quietMs = 400

/** The same, once nothing has changed for a moment: for what stands behind the glass and must not hold a tap up. At once for print. */
export function useLate<T>(now: ComputedRef<T>): ComputedRef<T> {
  const late = shallowRef(now.value)
  let timer: ReturnType<typeof setTimeout> | undefined
  const catchUp = () => {
    clearTimeout(timer)
    late.value = now.value
  }
  watch(now, () => {
    clearTimeout(timer)
    timer = setTimeout(catchUp, quietMs)
  })
  addEventListener('beforeprint', catchUp)
  onScopeDispose(() => {
    clearTimeout(timer)
    removeEventListener('beforeprint', catchUp)
  })
  return computed(() => late.value)
}
