import type { ComputedRef, Ref, ShallowRef } from 'vue'
import { computed } from 'vue'
import { useRoom } from '../../ui/use-room'

/** How the scale is laid out: its cells beside each item, beneath it, or one step at a time. */
export type Layout = 'beside' | 'beneath' | 'steps'

/** Label 208, gap 16, eleven cells of 56 and a menu of 48; or eleven of 64 and the menu. */
const beside = 880
const beneath = 752
/** Text so large that label and cells have no room side by side, and so large that a number has none in its cell. */
const largeText = 20
const largestInCell = 24

/** The room there is for the map, px, and what it allows; null until it is measured. */
export function useLayout(place: Readonly<Ref<HTMLElement | null>>): { width: ComputedRef<number>; font: ShallowRef<number>; layout: ComputedRef<Layout | null> } {
  const room = useRoom(place)
  const width = computed(() => room.width.value || beside)
  const layout = computed((): Layout | null => (room.measured.value === false ? null : width.value >= beside && room.font.value <= largeText ? 'beside' : width.value >= beneath && room.font.value <= largestInCell ? 'beneath' : 'steps'))
  return { width, font: room.font, layout }
}
