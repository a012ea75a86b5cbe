import { onBeforeUnmount } from 'vue'
import { useSession } from './session'

/** Words that stand in a box and were not added yet: `add` has them before the tablet locks, and as the page goes. */
export function useTypedWords(add: () => void): void {
  const session = useSession()
  const forget = session.beforeLock((why) => {
    if (why === 'lock') add()
    return Promise.resolve()
  })
  onBeforeUnmount(() => {
    forget()
    if (session.open) add()
  })
}
