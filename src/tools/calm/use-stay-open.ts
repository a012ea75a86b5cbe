import { onScopeDispose } from 'vue'
import { useSession } from '../../workspace/session'

/** As long as somebody may be beside a child with no hand free; after that an unwatched tablet locks as ever. */
const longestMs = 10 * 60_000

/** Keeps the tablet from locking in the middle of a script. Each step asks anew. */
export function useStayOpen(): () => void {
  const session = useSession()
  let release: (() => void) | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  function letGo(): void {
    clearTimeout(timer)
    release?.()
    release = null
  }
  function stay(): void {
    letGo()
    release = session.stayOpen('calm-script')
    timer = setTimeout(letGo, longestMs)
  }
  stay()
  onScopeDispose(letGo)
  return stay
}
