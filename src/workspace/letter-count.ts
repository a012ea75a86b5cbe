import type { ShallowRef } from 'vue'
import { useTablet } from './tablet'
import { useLive } from './use-live'

/** How many letters wait for someone to sign in, the one being written included; known while locked. */
export function useLetterCount(): ShallowRef<number> {
  const { ledger } = useTablet()
  return useLive(0, () => () => ledger.letterCount())
}

/** Whether one of them may need the safeguarding lead, and nothing more of it; known while locked. */
export function useLetterForLead(): ShallowRef<boolean> {
  const { ledger } = useTablet()
  return useLive(false, () => () => ledger.letterForLead())
}
