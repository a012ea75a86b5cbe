import type { ComputedRef } from 'vue'
import { computed, onBeforeUnmount, shallowRef, watch } from 'vue'
import { whenIdle } from './idle'
import { printing } from './printing'

/**
 * The beginning of a long list, and more of it whenever the tablet has nothing else to do: a page that is whole in the end,
 * to be read, searched and printed, stands at once and answers meanwhile. A print has all of it.
 */
export function useInTurn<T>(rows: () => readonly T[], each = 30): ComputedRef<readonly T[]> {
  const count = shallowRef(each)
  let forget = (): void => undefined
  function goOn(): void {
    forget()
    const { length } = rows()
    if (count.value < length) forget = whenIdle(() => { count.value += each })
    // What is added to a list that is whole is there at once.
    else if (length > 0) count.value = Math.max(count.value, length + each)
  }
  watch([rows, count], goOn, { immediate: true })
  onBeforeUnmount(() => forget())
  return computed(() => (printing.value ? rows() : rows().slice(0, count.value)))
}
