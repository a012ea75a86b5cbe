import { v7 } from 'uuid'
import { build } from '../protocol/build'
import { openTables } from '../storage/db'
import { openHealth } from '../storage/health'
import { openLedger } from '../storage/ledger'
import { openVault } from '../storage/vault'
import type { Courier, Outcome, Progress } from '../sync/courier'
import { createPace } from '../sync/pace'
import type { Hold, Tablet } from '../workspace/tablet'

/** Room for the glass to hear of rounds that began before it was there. */
export interface Hears {
  onProgress: (progress: Progress) => void
  onOutcome: (outcome: Outcome) => void
  onTrouble: (error: unknown) => void
}

const patienceMs = 30_000

/** Read with the first record, and not before the lock screen stands. */
const formOf = async (kind: string) => (await import('../domain/records/catalogue')).formOf(kind)

/** Builds everything that is not glass: disk, keys, courier. The one place where the browser's globals are named. */
export async function openTablet(hears: Hears): Promise<Tablet & { stop: () => void }> {
  const tables = openTables()
  const health = await openHealth(tables)
  const vault = await openVault(tables.strict, { enrolled: health.enrolled })
  const ledger = openLedger({ tables, vault, formOf, now: Date.now })
  const wire = { fetch: (url: string, init: RequestInit) => fetch(url, init), now: Date.now, patienceMs }
  let courier: Courier | null = null
  /** Read with its first round, and not before the lock screen stands; a file that will not load is tried again with the next. */
  async function theCourier(): Promise<Courier> {
    const { createCourier } = await import('../sync/courier')
    courier ??= createCourier({
      ledger, vault, wire, build,
      onProgress: (progress) => hears.onProgress(progress),
      health: async () => ({ persisted: await health.persisted(), quotaBytes: await health.room() }),
    })
    return courier
  }
  const whileLocked = async (signal: AbortSignal): Promise<Outcome> => {
    // Read only where something can go: the lock screen of most mornings needs none of it.
    if ((await ledger.sealedCount()) === 0) return { kind: 'locked' }
    const { createLockedSend } = await import('../sync/locked-send')
    return createLockedSend({ ledger, vault, wire, onProgress: (progress) => hears.onProgress(progress) }).round(signal)
  }
  const pace = createPace({
    round: async (signal) => (vault.open ? (await theCourier()).round(signal) : whileLocked(signal)),
    onOutcome: (outcome) => hears.onOutcome(outcome),
    onTrouble: (error) => hears.onTrouble(error),
    random: Math.random,
    visible: () => document.visibilityState === 'visible',
    oneAtATime: (work) => navigator.locks.request('courier', { ifAvailable: true }, async (held) => (held ? work() : ('busy' as const))),
  })
  return { vault, ledger, health, wire, pace, hold, held, newId: () => v7(), now: Date.now, zone: 'Europe/London', build, stop: () => pace.stop() }
}

const held = async (): Promise<ReadonlySet<string>> => new Set((await navigator.locks.query()).held?.flatMap(({ name }) => name ?? []))

/** Until what this page holds is let go or lost. A record left and opened again at once meets its own lock, not another tab's. */
const ours = new Map<string, Promise<void>>()

/** A Web Lock held until let go. Closing or killing the tab lets go by itself. */
const hold: Hold = async (name, { take, onLost }) => {
  if (!take) await ours.get(name)
  return new Promise((resolve) => {
    const held = (lock: Lock | null): Promise<void> | undefined => {
      if (!lock) return void resolve(null)
      return new Promise<void>((release) => resolve(release))
    }
    // Another tab that takes the lock ends this request with an AbortError: the loss is told, and is no fault.
    const ended: Promise<void> = navigator.locks
      .request(name, take ? { steal: true } : { ifAvailable: true }, held)
      .catch(onLost)
      .then(() => {
        if (ours.get(name) === ended) ours.delete(name)
      })
    ours.set(name, ended)
  })
}
