import type { NavigationFailure } from 'vue-router'
import { useRoute, useRouter } from 'vue-router'

/** Where a page for writing was come to from. Read once: the address may change under a page that is about to go. */
export function useCameFrom(): {
  child: string | null
  /** Back to the child, or to Today. */
  leave: () => Promise<NavigationFailure | void | undefined>
  /** To the record itself, to read. */
  toRecord: (id: string) => Promise<NavigationFailure | void | undefined>
} {
  const { query } = useRoute()
  const router = useRouter()
  const child = typeof query['child'] === 'string' ? query['child'] : null
  return {
    child,
    leave: () => router.replace(child === null ? { name: 'today' } : { name: 'child', params: { id: child } }),
    toRecord: (id) => router.replace({ name: 'record', params: { id } }),
  }
}
