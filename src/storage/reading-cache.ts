import type { Checkpoint } from '../domain/history/read'
import type { Vault } from './vault'

/** A record as it reads: the checkpoint it came with, if it came as one, and the checkpoint it has now. */
export interface Opened {
  readonly root: Checkpoint | null
  readonly current: Checkpoint
}

/** Characters of opened readings kept in memory: some thousands of records, and no more than a cheap tablet can spare. */
const room = 24_000_000

interface Kept {
  /** The stamp of the row it was opened from: another stamp is another reading. */
  readonly stamp: string
  readonly opened: Opened
  /** In characters, as well as known. */
  readonly size: number
}

/** Readings already opened, so that a list of two thousand opens only what changed. Nothing stays once the vault is locked. */
export function openReadingCache(vault: Pick<Vault, 'open'>): {
  readonly get: (record: string, stamp: string) => Opened | null
  readonly set: (record: string, kept: Kept) => void
  readonly forget: () => void
} {
  const kept = new Map<string, Kept>()
  let size = 0
  const forget = () => {
    kept.clear()
    size = 0
  }
  return {
    forget,
    get(record, stamp) {
      if (!vault.open) forget()
      const known = kept.get(record)
      return known && known.stamp === stamp ? known.opened : null
    },
    set(record, one) {
      if (!vault.open) return forget()
      size += one.size - (kept.get(record)?.size ?? 0)
      kept.delete(record)
      kept.set(record, one)
      for (const [oldest, { size: freed }] of kept) {
        if (size <= room) break
        kept.delete(oldest)
        size -= freed
      }
    },
  }
}
