import { useDocumentVisibility } from '@vueuse/core'
import { onScopeDispose, watch } from 'vue'

/**
 * Keeps the screen from going dark while it is wanted, where the browser can (iOS from 18.4). The system takes the lock back
 * whenever the app is out of sight, so it is asked for anew on return. Without it all goes on: the times are on the disk.
 */
export function useWakeLock(wanted: () => boolean): void {
  const visibility = useDocumentVisibility()
  let held: WakeLockSentinel | null = null
  let turn = 0

  async function take(): Promise<void> {
    const mine = (turn += 1)
    try {
      const lock = await navigator.wakeLock.request('screen')
      if (mine === turn) held = lock
      else await lock.release()
    } catch {
      // A battery that runs low may say no; the screen then goes dark when it will.
      held = null
    }
  }
  function letGo(): void {
    turn += 1
    held?.release().catch(() => undefined)
    held = null
  }
  if (!('wakeLock' in navigator)) return
  watch(() => wanted() && visibility.value === 'visible', (on) => (on ? void take() : letGo()), { immediate: true })
  onScopeDispose(letGo)
}
