import type { ShallowRef } from 'vue'
import { computed, shallowRef, watch } from 'vue'
import { useLetterCount } from './letter-count'
import { useSync } from './sync'
import { useTablet } from './tablet'
import { useLive } from './use-live'

/** How many of those that wait can go while nobody is signed in. */
export function useSealedCount(): ShallowRef<number> {
  const { ledger } = useTablet()
  return useLive(0, () => () => ledger.sealedCount())
}

/** What the lock screen knows of what is not sent yet, in numbers; and it asks for a round when something can go by itself. */
export function useUnsent() {
  const { ledger, pace } = useTablet()
  const sync = useSync()
  const sealed = useSealedCount()
  const letters = useLetterCount()
  const drafts = useLive(0, () => async () => (await ledger.drafts()).length)
  const unsent = computed(() => sync.outlook.waiting + sync.outlook.parked)
  /** Only what was seen to wait can be said to have gone. */
  const hadUnsent = shallowRef(false)
  watch(unsent, (many) => { hadUnsent.value ||= many > 0 }, { immediate: true })
  watch(() => sealed.value > 0, (can) => { if (can) pace.wake() }, { immediate: true })
  return computed(() => ({
    // The two are read one after the other, so for a moment one may be ahead.
    byThemselves: Math.min(sealed.value, sync.outlook.waiting),
    waiting: sync.outlook.waiting,
    parked: sync.outlook.parked,
    sending: sync.progress.phase === 'sending',
    // What the endpoint says no to as a whole, no waiting mends.
    refused: sync.trouble === 'revoked' || sync.trouble === 'withdrawn' || sync.trouble === 'restored',
    allSent: hadUnsent.value && unsent.value === 0 && letters.value === 0 && drafts.value === 0,
  }))
}
