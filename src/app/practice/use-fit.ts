import type { Ref } from 'vue'
import { onScopeDispose, watch } from 'vue'

/** The least that text is set to, of what the stage would have it. */
export const leastFit = 0.5

/** How much smaller the text has to be for a drawing of that height to end within the room; never larger than it is, nor below the least. */
export const fitFor = (fit: number, { needed, room }: { readonly needed: number; readonly room: number }): number =>
  needed <= room || needed <= 0 ? fit : Math.max(leastFit, Math.floor(fit * (room / needed) * 100) / 100)

/**
 * A tree on the stage is seen whole: while it stands taller than its room, the text is set smaller, which draws the same tree on
 * less glass. From one step to the next of the same page nothing grows again, so that what is on the glass stays where it is.
 */
export function useFit(room: Readonly<Ref<HTMLElement | null>>, page: () => string): void {
  const { style } = document.documentElement
  let fit = 1
  function set(next: number): void {
    fit = next
    if (fit === 1) style.removeProperty('--fit')
    else style.setProperty('--fit', String(fit))
  }
  function measure(): void {
    const tree = room.value?.querySelector('.tree')
    if (!room.value || !tree) return
    const needed = tree.getBoundingClientRect().bottom - room.value.getBoundingClientRect().top + room.value.scrollTop
    const next = fitFor(fit, { needed, room: room.value.clientHeight })
    if (next < fit) set(next)
  }
  const sized = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(measure)
  const grown = typeof MutationObserver === 'undefined' ? null : new MutationObserver(() => {
    const tree = room.value?.querySelector('.tree')
    if (tree) sized?.observe(tree)
  })
  watch(room, (now) => {
    grown?.disconnect()
    sized?.disconnect()
    if (!now) return
    grown?.observe(now, { childList: true, subtree: true })
    sized?.observe(now)
  }, { immediate: true, flush: 'post' })
  watch(page, () => { set(1) })
  onScopeDispose(() => {
    grown?.disconnect()
    sized?.disconnect()
    set(1)
  })
}
