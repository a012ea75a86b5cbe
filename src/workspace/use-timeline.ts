import type { ComputedRef, ShallowRef } from 'vue'
import { computed, effectScope, onScopeDispose, shallowRef, watch } from 'vue'
import type { Checkpoint } from '../domain/history/read'
import type { Ledger } from '../storage/ledger'
import { useDisk } from './disk'
import { useSession } from './session'
import { useTablet } from './tablet'
import { liveIn } from './use-live'

type Timeline = readonly Checkpoint[] | null
interface Look {
  readonly found: ShallowRef<Timeline>
  readonly end: () => void
  users: number
}
/** By child. Several parts of a page read the same child, and a long timeline is dear to open. */
const looks = new WeakMap<Ledger, Map<string, Look>>()

/** A child's records, newest first, as they change; null until the disk has answered. All who ask for one child share one look. */
export function useTimeline(child: () => string): ComputedRef<Timeline> {
  const { ledger } = useTablet()
  const session = useSession()
  const { report } = useDisk()
  const byChild = looks.get(ledger) ?? new Map<string, Look>()
  looks.set(ledger, byChild)

  function begin(id: string): Look {
    // Of its own: it outlives the part that asked first.
    const scope = effectScope(true)
    const found = scope.run(() => liveIn<Timeline>({ ledger, report }, null, () => (session.open ? () => ledger.timeline(id) : null)))
    return { found: found ?? shallowRef(null), end: () => scope.stop(), users: 0 }
  }
  function take(id: string): { look: Look; letGo: () => void } {
    const look = byChild.get(id) ?? begin(id)
    byChild.set(id, look)
    look.users += 1
    return {
      look,
      letGo() {
        look.users -= 1
        if (look.users > 0) return
        byChild.delete(id)
        look.end()
      },
    }
  }

  const at = shallowRef(take(child()))
  watch(child, (id) => {
    const { letGo } = at.value
    at.value = take(id)
    letGo()
  }, { flush: 'sync' })
  onScopeDispose(() => at.value.letGo())
  return computed(() => at.value.look.found.value)
}
