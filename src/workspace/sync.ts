import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { Outcome, Progress } from '../sync/courier'
import { useDisk } from './disk'
import { useSession } from './session'
import { useTablet } from './tablet'
import { useLive } from './use-live'

/** How this tablet stands to the endpoint: what waits, what was said last, and when they last met. */
export const useSync = defineStore('sync', () => {
  const { ledger, pace } = useTablet()
  const session = useSession()
  const disk = useDisk()
  const outlook = useLive({ waiting: 0, parked: 0, oldestAt: null as number | null, harm: false }, () => (session.phase === 'new' || session.phase === 'starting' ? null : () => ledger.outlook()))
  const progress = shallowRef<Progress>({ phase: 'resting', done: 0, of: 0 })
  const outcome = shallowRef<Outcome | null>(null)
  /** When everything here had been offered and everything there fetched; null: not since this page opened. */
  const contactAt = shallowRef<number | null>(null)

  async function heard(next: Outcome): Promise<void> {
    // A locked round asks nobody: what the last one that did heard still stands.
    if (next.kind === 'locked' && outcome.value?.kind === 'not-known') return
    outcome.value = next
    if (next.kind === 'done') contactAt.value = await ledger.lastContactAt()
  }

  return {
    outlook, progress, contactAt,
    /** The last round reached the endpoint. Null: no round yet since this page opened. */
    reached: computed(() => (outcome.value === null ? null : outcome.value.kind === 'done' || outcome.value.kind === 'unfinished')),
    trouble: computed(() => (outcome.value && outcome.value.kind !== 'done' && outcome.value.kind !== 'unfinished' && outcome.value.kind !== 'locked' ? outcome.value.kind : null)),
    onProgress(next: Progress) { progress.value = next },
    onOutcome(next: Outcome) { heard(next).catch(disk.report) },
    /** This tablet has joined again: what an endpoint said that did not know it holds no more. */
    joined() { outcome.value = null },
    sendNow: () => pace.now(60_000),
  }
})
