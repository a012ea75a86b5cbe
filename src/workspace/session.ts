import { defineStore } from 'pinia'
import { computed, shallowRef, triggerRef } from 'vue'
import type { Identity, Tile, Unlocked } from '../storage/vault'
import { useDisk } from './disk'
import { draftName, useTablet } from './tablet'

/** How long a tablet may lie unused before it locks, and how long before that it says so. */
export const lockAfterMinutes = { usual: 2, least: 1, most: 20 } as const
export const warnBeforeMs = 30_000
/** The last round before the keys are dropped. */
const lastRoundMs = 10_000

/**
 * Who is using this tablet. Locking never waits for the network on the glass and never loses a word: drafts become
 * revisions, one last round is tried behind the lock screen, then the key is forgotten.
 */
export const useSession = defineStore('session', () => {
  const { vault, ledger, pace, held, now } = useTablet()
  const disk = useDisk()
  const phase = shallowRef<'starting' | 'new' | 'locked' | 'open'>('starting')
  const adult = shallowRef<string | null>(null)
  const identity = shallowRef<Identity | null>(null)
  const tiles = shallowRef<readonly Tile[]>([])
  const hidden = shallowRef(false)
  const warning = shallowRef(false)
  const minutes = shallowRef<number>(lockAfterMinutes.usual)
  const places = new Map<string, string>()
  const editors = new Set<(why: 'lock' | 'out-of-sight') => Promise<void>>()
  const editing = shallowRef(0)
  const reasonsToStay = shallowRef(new Set<string>())
  let usedAt = now()
  let dropping = 0
  let leaving = false

  /** What stands in the way of work that can wait: said on its own, so that nobody is shut out or left open by it. */
  const tell = (error: unknown) => queueMicrotask(() => disk.report(error))

  async function start(): Promise<void> {
    identity.value = await vault.identity()
    tiles.value = await vault.tiles()
    phase.value = identity.value ? 'locked' : 'new'
  }
  async function refreshTiles(): Promise<void> {
    tiles.value = await vault.tiles()
  }

  async function entered(who: string): Promise<void> {
    dropping += 1
    adult.value = who
    usedAt = now()
    warning.value = false
    // What somebody was writing when the app was ended must not wait here, unseen, for its author to come back. On a full disk it
    // must: only someone who is signed in can make room.
    await endDrafts().catch(tell)
    try {
      minutes.value = (await ledger.fact<number>('lock-after-minutes')) ?? lockAfterMinutes.usual
    } catch (error) {
      adult.value = null
      forget()
      throw error
    }
    phase.value = 'open'
    pace.wake()
    // After an update this may read every record again: nobody waits for it.
    // The forms come with the first record that is opened, not with the lock screen.
    import('../domain/records/catalogue').then(({ forms }) => ledger.afterUpdate(forms)).catch(tell)
  }
  async function endDrafts(): Promise<void> {
    if ((await ledger.drafts()).length === 0) return
    const names = await held()
    await ledger.draftsToRevisions(({ record, adult }) => !names.has(draftName(record, adult)))
  }
  /** The key, and everything it opened. */
  function forget(): void {
    vault.lock()
    ledger.forget()
  }
  async function unlock(who: string, pin: string): Promise<Unlocked> {
    const unlocked = await vault.unlock(who, pin)
    if (unlocked.ok) await entered(who)
    return unlocked
  }

  /** Where this adult comes back to. */
  function leaveAt(place: string): void {
    if (adult.value !== null) places.set(adult.value, place)
  }

  async function lock(): Promise<void> {
    if (phase.value !== 'open' || leaving) return
    leaving = true
    try {
      // Words first: what is on the glass reaches the disk before the glass changes.
      await Promise.all([...editors].map((write) => write('lock')))
      // A draft that will not become a revision is kept all the same, and is tried again at the next sign-in.
      await ledger.draftsToRevisions().catch(tell)
    } catch (error) {
      // A disk that refuses: the words stay in memory, covered, and the key with them. Locking would lose them.
      hidden.value = true
      disk.report(error)
      return
    } finally {
      leaving = false
    }
    phase.value = 'locked'
    adult.value = null
    hidden.value = false
    warning.value = false
    const mine = ++dropping
    await pace.now(lastRoundMs)
    // With the key still open, what waits is sealed for the way: it then goes while nobody is signed in.
    await ledger.sealWaiting().catch(tell)
    // Someone signed in meanwhile: the key is theirs now.
    if (mine === dropping) forget()
  }

  /** Called every second and on return to the app: a tablet that slept past its time locks at once. */
  async function tick(): Promise<void> {
    if (phase.value !== 'open' || reasonsToStay.value.size > 0) return
    const idle = now() - usedAt
    const limit = minutes.value * 60_000
    if (idle >= limit || idle < -60_000) await lock()
    else warning.value = idle >= limit - warnBeforeMs
  }

  return {
    phase, adult, identity, tiles, hidden, warning, minutes, editing,
    open: computed(() => phase.value === 'open'),
    start, refreshTiles, unlock, entered, lock, tick, leaveAt,
    place: (who: string) => places.get(who) ?? null,
    used: () => {
      usedAt = now()
      warning.value = false
    },
    /** Writes what every editor holds, as it goes out of sight. Trouble is told by each editor's own chip. */
    async flush() {
      await Promise.allSettled([...editors].map((write) => write('out-of-sight')))
    },
    /** While a timer or a demonstration runs, the tablet stays open. Returns how to let go. */
    stayOpen(reason: string) {
      reasonsToStay.value.add(reason)
      triggerRef(reasonsToStay)
      return () => {
        reasonsToStay.value.delete(reason)
        triggerRef(reasonsToStay)
      }
    },
    /** An editor's last write before a lock, or before the app goes out of sight and may be ended. Returns how to forget it. */
    beforeLock(write: (why: 'lock' | 'out-of-sight') => Promise<void>) {
      editors.add(write)
      editing.value = editors.size
      return () => {
        editors.delete(write)
        editing.value = editors.size
      }
    },
    async keepMinutes(value: number) {
      minutes.value = Math.min(lockAfterMinutes.most, Math.max(lockAfterMinutes.least, value))
      await ledger.keepFact('lock-after-minutes', minutes.value)
    },
  }
})
