import type { Ref, ShallowRef } from 'vue'
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { ComputedRef } from 'vue'

/** How the scale is laid out: its cells beside each item, beneath it, or one step at a time. */
export type Layout = 'beside' | 'beneath' | 'steps'
export interface Room {
  readonly width: ShallowRef<number>
  readonly font: ShallowRef<number>
  readonly layout: ComputedRef<Layout>
}

/** Label 208, gap 16, eleven cells of 56 and a menu of 48; or eleven of 64 and the menu. */
const beside = 880
const beneath = 752
/** Text so large that label and cells have no room side by side, and so large that a number has none in its cell. */
const largeText = 20
const largestInCell = 24

/** The room there is for the map, in px, and how large its text is; measured again when the glass is turned or the text grows. */
export function useRoom(place: Readonly<Ref<HTMLElement | null>>): Room {
  const width = shallowRef(beside)
  const font = shallowRef(16)
  function measure(): void {
    const { clientWidth = 0 } = place.value ?? {}
    if (clientWidth > 0) width.value = clientWidth
    font.value = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
  }
  const turned = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(measure)
  watch(place, (now, was) => {
    if (was) turned?.unobserve(was)
    if (!now) return
    measure()
    turned?.observe(now)
  }, { flush: 'post', immediate: true })
  onScopeDispose(() => turned?.disconnect())
  const layout = computed((): Layout => (width.value >= beside && font.value <= largeText ? 'beside' : width.value >= beneath && font.value <= largestInCell ? 'beneath' : 'steps'))
  return { width, font, layout }
}
