import type { InjectionKey } from 'vue'
import { inject } from 'vue'
import type { Wire } from '../sync/ask'
import type { Pace } from '../sync/pace'
import type { Health } from '../storage/health'
import type { Ledger } from '../storage/ledger'
import type { Vault } from '../storage/vault'

/** Holds a name for this tab until released; `null` when another tab holds it. `take` wins it from the other tab. */
export type Hold = (name: string, options: { take: boolean; onLost: () => void }) => Promise<(() => void) | null>

/** What a page holds while it writes one adult's draft of one record. */
export const draftName = (record: string, adult: string): string => `draft:${record}:${adult}`

/** Everything the glass stands on, built once in `app/main.ts` and handed down: nothing here reaches for a global. */
export interface Tablet {
  readonly vault: Vault
  readonly ledger: Ledger
  readonly health: Health
  readonly wire: Wire
  readonly pace: Pick<Pace, 'wake' | 'now'>
  readonly hold: Hold
  /** All names that any tab of this browser holds. */
  readonly held: () => Promise<ReadonlySet<string>>
  readonly newId: () => string
  readonly now: () => number
  readonly zone: string
  readonly build: string
}

export const tabletKey: InjectionKey<Tablet> = Symbol('tablet')

export function useTablet(): Tablet {
  const tablet = inject(tabletKey)
  if (!tablet) throw new Error('no tablet was provided')
  return tablet
}
