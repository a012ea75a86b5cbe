import type { Ref, ShallowRef } from 'vue'
import { onScopeDispose, shallowRef, watch } from 'vue'

export interface Room {
  /** False only until the element has been looked at: what needs room is laid out once, not once for a guess. */
  readonly measured: ShallowRef<boolean>
  /** px; 0 where nothing has a size. */
  readonly width: ShallowRef<number>
  /** How large the text is set, px to the rem: on the same glass, large text has less room. */
  readonly font: ShallowRef<number>
}

/** The room an element has; measured again when the glass is turned or the text grows. */
export function useRoom(place: Readonly<Ref<HTMLElement | null>>): Room {
  const measured = shallowRef(false)
  const width = shallowRef(0)
  const font = shallowRef(16)
  function measure(): void {
    const { clientWidth = 0 } = place.value ?? {}
    if (clientWidth > 0) width.value = clientWidth
    font.value = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
    measured.value = true
  }
  const turned = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(measure)
  watch(place, (now, was) => {
    if (was) turned?.unobserve(was)
    if (!now) return
    measure()
    turned?.observe(now)
  }, { flush: 'post', immediate: true })
  onScopeDispose(() => turned?.disconnect())
  return { measured, width, font }
}
