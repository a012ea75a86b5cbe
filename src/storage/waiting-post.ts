import type { FactRow, OutboxRow, PostRow, Sealed } from './db'
import { diskName, goesSealed, lockedFacts, numberFact } from './disk-names'
import type { DeviceKeys } from './keys'
import { unsealWith } from './keys'
import type { SealedCopy } from './sealed-post'

/**
 * What waits on this tablet, sealed to the endpoint, for whoever has no page: the service worker.
 *
 * It reads three tables and writes none, so it can lose nothing: receipts are taken by the next page, which sends the same
 * copies again and hears `duplicate`. It opens the database in whatever version it lies, makes none where there is none, and
 * lets go at once when a page wants to upgrade or remove it.
 */
export interface WaitingPost {
  readonly device: string
  readonly postToken: string
  /** Those after this place in the outbox, at most so many items and characters; null at its end. */
  readonly next: (after: number, limit: { readonly items: number; readonly bytes: number }) => Promise<{ readonly items: readonly SealedCopy[]; readonly last: number } | null>
  readonly close: () => void
}

/** Before the first place there is. */
export const fromTheStart = Number.NEGATIVE_INFINITY
/** A page that upgrades holds everyone up meanwhile. */
const usualPatienceMs = 5_000
const stores = ['facts', 'outbox', 'posts'] as const

/** Null: nothing here can be sent so. Rejects when the database could not be opened in time: another try may. */
export async function openWaitingPost({ name = diskName, patienceMs = usualPatienceMs }: { readonly name?: string; readonly patienceMs?: number } = {}): Promise<WaitingPost | null> {
  const db = await openAsItLies(name, patienceMs)
  if (!db) return null
  const identity = stores.every((store) => db.objectStoreNames.contains(store)) ? await identityIn(db) : null
  if (!identity) {
    db.close()
    return null
  }
  return {
    ...identity,
    close: () => db.close(),
    async next(after, { items, bytes }) {
      const reading = db.transaction([...stores])
      const waiting = await got<OutboxRow[]>(reading.objectStore('outbox').index('order').getAll(IDBKeyRange.lowerBound(after, true), items))
      const copies = await Promise.all(waiting.map(({ id }) => got<PostRow | undefined>(reading.objectStore('posts').get(id))))
      const numbers = await Promise.all(waiting.map(({ record }) => got<FactRow | undefined>(reading.objectStore('facts').get(numberFact(record)))))
      const batch: SealedCopy[] = []
      let size = 0
      let last = after
      for (const [index, row] of waiting.entries()) {
        const copy = copies[index]
        if (goesSealed(row) && copy && copy.code === null) {
          size += copy.sealed.length
          if (size > bytes && batch.length > 0) break
          batch.push({ id: copy.id, key: copy.key, sealed: copy.sealed, ...numberIn(numbers[index]) })
        }
        last = row.order
      }
      return waiting.length === 0 ? null : { items: batch, last }
    },
  }
}

function openAsItLies(name: string, patienceMs: number): Promise<IDBDatabase | null> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name)
    let isMissing = false
    let isLate = false
    const giveUp = setTimeout(() => {
      isLate = true
      reject(new Error('the database did not open in time'))
    }, patienceMs)
    opening.onupgradeneeded = () => {
      // There is none: what this request was about to make goes again with its abort.
      isMissing = true
      opening.transaction?.abort()
    }
    opening.onerror = (event) => {
      clearTimeout(giveUp)
      event.preventDefault()
      if (isMissing) resolve(null)
      else reject(new Error('the database did not open'))
    }
    opening.onsuccess = () => {
      clearTimeout(giveUp)
      const db = opening.result
      db.onversionchange = () => db.close()
      if (isLate) db.close()
      else resolve(db)
    }
  })
}

async function identityIn(db: IDBDatabase): Promise<Pick<WaitingPost, 'device' | 'postToken'> | null> {
  const facts = db.transaction('facts').objectStore('facts')
  const [keys, identity] = await Promise.all([lockedFacts.keys, lockedFacts.identity].map((name) => got<FactRow | undefined>(facts.get(name))))
  if (!keys || !identity) return null
  // Both rows are the vault's, in these shapes.
  const text = await unsealWith((keys.value as DeviceKeys).sealing, `facts|${lockedFacts.identity}`, identity.value as Sealed)
  const { device, postToken } = JSON.parse(text) as Pick<WaitingPost, 'device' | 'postToken'>
  return { device, postToken }
}

/** As `numbers.ts` keeps it: bare, or beside the one it had before a restore. */
function numberIn(row: FactRow | undefined): Pick<SealedCopy, 'number'> {
  const value = row?.value
  const number = typeof value === 'object' && value !== null && 'number' in value ? value.number : value
  return typeof number === 'number' ? { number } : {}
}

const got = <T>(asked: IDBRequest): Promise<T> =>
  new Promise((resolve, reject) => {
    // The caller names what the table holds.
    asked.onsuccess = () => resolve(asked.result as T)
    asked.onerror = () => reject(new Error('the database did not answer'))
  })
