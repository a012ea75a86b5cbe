import { defineStore } from 'pinia'
import { shallowRef, watch } from 'vue'
import { useSession } from './session'

/** What a passer-by may read: initials, until the adult asks for names. The choice ends with the lock, so the next adult begins with initials. */
export const useGlance = defineStore('glance', () => {
  const session = useSession()
  const namesShown = shallowRef(false)
  watch(() => session.adult, () => { namesShown.value = false }, { flush: 'sync' })
  return {
    namesShown,
    /** What stands for a child on the glass now; a child without a name still has to be found. */
    childLabel: (child: { readonly called: string; readonly initials: string }): string =>
      (namesShown.value ? child.called : child.initials) || 'No name yet',
  }
})
