import { defineStore } from 'pinia'
import { onScopeDispose, shallowRef } from 'vue'
import type { DiskState } from '../storage/health'
import { useTablet } from './tablet'

/** What the disk is in, for the glass. Trouble is a state that is shown, never a retry that hides it. */
export const useDisk = defineStore('disk', () => {
  const { health, vault } = useTablet()
  const state = shallowRef<DiskState>(health.state)
  const persisted = shallowRef(true)
  const room = shallowRef<number | null>(null)
  onScopeDispose(health.onChange((next) => { state.value = next }))

  async function look(): Promise<void> {
    persisted.value = await health.persisted()
    room.value = await health.room()
  }

  /** An error from the ledger: disk trouble becomes a state; being locked is no trouble; anything else is a bug and thrown. */
  function report(error: unknown): void {
    if (health.notice(error) === null && vault.open) throw error
  }

  return {
    state, persisted, room, look, report,
    reopen: () => health.reopen(),
    /** A full disk: gives back the room kept for such a moment. True: there was some, so the save is worth another try. */
    makeRoom: async () => state.value === 'full' && (await health.freeBallast()),
  }
})
