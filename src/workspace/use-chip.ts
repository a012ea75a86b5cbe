import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { Standing } from '../storage/ledger'
import type { Kept } from './keeper'
import { useSession } from './session'
import { useSync } from './sync'
import { useTablet } from './tablet'
import { clockOrDay } from './time'
import { useLive } from './use-live'
import { refusalWords } from '../domain/pack/words'

/** The honest chip of one record: only what is true of these words now. */
export type Chip =
  | { readonly kind: 'idle' | 'saving' | 'save-failed' | 'conflict' | 'offline' }
  | { readonly kind: 'saved'; readonly at: string }
  | { readonly kind: 'sending'; readonly done: number; readonly of: number }
  | { readonly kind: 'received'; readonly by: string; readonly at: string }
  | { readonly kind: 'not-accepted'; readonly by: string; readonly reason: string }

/** `kept` speaks for words not yet a revision; after that the record's own receipt does. */
export function useChip(record: () => string, kept: () => Kept, hasDraft: () => boolean, clashes: () => number): ComputedRef<Chip> {
  const { ledger, now, zone } = useTablet()
  const session = useSession()
  const sync = useSync()
  const standing = useLive<Standing>({ kind: 'none' }, () => {
    const id = record()
    return session.open ? () => ledger.standing(id) : null
  })
  const clock = (ms: number) => clockOrDay(ms, now(), zone)
  return computed((): Chip => {
    const state = kept()
    if (state.kind === 'save-failed' || state.kind === 'saving') return { kind: state.kind }
    if (hasDraft()) return state.kind === 'saved' ? { kind: 'saved', at: clock(state.at) } : { kind: 'idle' }
    if (clashes() > 0) return { kind: 'conflict' }
    const by = session.identity?.setting.name ?? ''
    switch (standing.value.kind) {
      case 'received': return { kind: 'received', by, at: clock(standing.value.at) }
      case 'refused': return { kind: 'not-accepted', by, reason: refusalWords(standing.value.code) }
      case 'here': return sync.progress.phase === 'sending' ? { kind: 'sending', done: sync.progress.done, of: sync.progress.of } : { kind: 'saved', at: clock(standing.value.savedAt) }
      case 'none': return { kind: 'idle' }
    }
  })
}
