import type { TabletDb } from './db'
import { nextTry, type Tries } from './pin'
import { troubleOf } from './trouble'

/** The count of wrong PINs on this disk, one row an adult. */
export interface TryCount {
  /** Counts the coming try as wrong before it is made, so that neither a second tab nor a kill in between gets one for nothing. */
  next(adult: string): Promise<ReturnType<typeof nextTry>>
  /** The try was right. */
  forget(adult: string): Promise<void>
}

export const triesFact = (adult: string): string => `tries|${adult}`

export function openTries(db: TabletDb, now: () => number): TryCount {
  /** Stands in for the disk when that is too full to count on. */
  const here = new Map<string, Tries>()

  async function judge(adult: string): Promise<ReturnType<typeof nextTry>> {
    // Only this file writes the row.
    const kept = (await db.facts.get(triesFact(adult)))?.value as Tries | undefined
    const counted = here.get(adult)
    return nextTry((counted?.wrong ?? 0) > (kept?.wrong ?? 0) ? (counted ?? null) : (kept ?? null), now())
  }

  return {
    async next(adult) {
      try {
        return await db.transaction('rw', db.facts, async () => {
          const next = await judge(adult)
          await db.facts.put({ name: triesFact(adult), value: next.tries })
          return next
        })
      } catch (error) {
        // A full disk must not shut people out of what is on it: this page's own memory counts on.
        if (troubleOf(error) !== 'full') throw error
        const next = await judge(adult)
        here.set(adult, next.tries)
        return next
      }
    },
    async forget(adult) {
      here.delete(adult)
      try {
        await db.facts.delete(triesFact(adult))
      } catch (error) {
        // The count stays too high until the next right PIN on a disk with room; nobody is shut out by that.
        if (troubleOf(error) !== 'full') throw error
      }
    },
  }
}
