import type { Ref, ShallowRef } from 'vue'
import { nextTick, watch } from 'vue'
import type { OpenSheet } from './TreeSheets.vue'

/**
 * Where focus goes when an entry's sheet closes and the chip it came from is no longer there: to the entry in its new place,
 * else to the first that is left on the tree.
 */
export function useFocusBack(sheet: ShallowRef<OpenSheet>, host: Readonly<Ref<HTMLElement | null>>): void {
  watch(sheet, async (now, was) => {
    if (now !== null || was?.is !== 'entry') return
    await nextTick()
    if (document.activeElement !== document.body && document.activeElement !== null) return
    const chips = [...(host.value?.querySelectorAll<HTMLElement>('[data-entry]') ?? [])]
    ;(chips.find((chip) => chip.dataset['entry'] === was.id) ?? chips[0] ?? host.value?.querySelector<HTMLElement>('button'))?.focus()
  }, { flush: 'post' })
}
