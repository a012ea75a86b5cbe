import type { Ref, ShallowRef } from 'vue'
import { onBeforeUnmount, shallowRef, watch } from 'vue'
import type { TreeShape } from '../../domain/pack/tree'

/** Least room for each, in widths of the text's own measure (rem): large text has less room on the same glass. */
const landscapeRem = 50
const portraitRem = 33

export const shapeFor = (width: number, rem: number): TreeShape => (width >= landscapeRem * rem ? 'landscape' : width >= portraitRem * rem ? 'portrait' : 'list')

/** Which kind of tree this element has room for; landscape until it is measured. */
export function useTreeShape(host: Readonly<Ref<HTMLElement | null>>): ShallowRef<TreeShape> {
  const shape = shallowRef<TreeShape>('landscape')
  function measure(): void {
    const width = host.value?.clientWidth ?? 0
    if (width > 0) shape.value = shapeFor(width, parseFloat(getComputedStyle(document.documentElement).fontSize) || 16)
  }
  const sized = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(measure)
  watch(host, (element) => {
    sized?.disconnect()
    if (!element) return
    measure()
    sized?.observe(element)
  }, { flush: 'post', immediate: true })
  onBeforeUnmount(() => sized?.disconnect())
  return shape
}
