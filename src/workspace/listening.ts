import { onScopeDispose, watch } from 'vue'
import { useDocumentVisibility } from '@vueuse/core'
import { listen } from '../sync/events'
import { waitBefore } from '../sync/pace'
import { useSession } from './session'
import { useTablet } from './tablet'

/** While someone is signed in and the app is in front: hears of other tablets' changes and fetches them at once. */
export function useListening(): void {
  const { vault, wire, pace } = useTablet()
  const session = useSession()
  const visibility = useDocumentVisibility()
  let ear = new AbortController()

  async function keepListening(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted && vault.open; failures += 1) {
      const from = wire.now()
      await listen({ fetch: wire.fetch, token: await vault.readToken(), signal, onPoke: () => pace.wake() })
      // A line that lasted was a good one: begin again at once, and only slow down when lines keep breaking.
      if (wire.now() - from > 60_000) failures = -1
      await new Promise((resolve) => setTimeout(resolve, waitBefore(Math.max(0, failures), Math.random)))
    }
  }

  watch(
    () => session.open && visibility.value === 'visible',
    (may) => {
      ear.abort()
      ear = new AbortController()
      // Locked while listening is the usual end; a bug would show itself in the rounds, which poll in any case.
      if (may) keepListening(ear.signal).catch(() => undefined)
    },
    { immediate: true },
  )
  onScopeDispose(() => ear.abort())
}
