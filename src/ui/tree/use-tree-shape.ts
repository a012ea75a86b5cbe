import type { ComputedRef, Ref } from 'vue'
import { computed } from 'vue'
import type { TreeShape } from '../../domain/pack/tree'
import { useRoom } from '../use-room'

/** Least room for each, in widths of the text's own measure (rem): large text has less room on the same glass. */
const landscapeRem = 50
const portraitRem = 33

export const shapeFor = (width: number, rem: number): TreeShape => (width >= landscapeRem * rem ? 'landscape' : width >= portraitRem * rem ? 'portrait' : 'list')

/** Which kind of tree this element has room for; null until it is measured. */
export function useTreeShape(host: Readonly<Ref<HTMLElement | null>>): ComputedRef<TreeShape | null> {
  const { measured, width, font } = useRoom(host)
  return computed(() => (measured.value === false ? null : width.value === 0 ? 'landscape' : shapeFor(width.value, font.value)))
}
