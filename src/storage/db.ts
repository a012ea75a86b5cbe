import Dexie, { type Table } from 'dexie'
import { diskName } from './disk-names'

/**
 * This tablet's tables. Only ids, kinds, numbers and times lie open; everything about a person is `sealed`.
 * No other file names a table or a version, but for `waiting-post.ts`, which reads three of them for the service worker.
 */

/** AES-256-GCM: a random 96-bit iv, and the sealed bytes. Associated data: table, setting and id, so rows cannot be swapped. */
export interface Sealed {
  readonly iv: Uint8Array<ArrayBuffer>
  readonly sealed: ArrayBuffer
}

/** Keys and small facts, one row each, by name: see `vault.ts` and `ledger.ts` for who owns which. */
export interface FactRow { readonly name: string; readonly value: unknown }
/** The tablet key, wrapped for one adult. `holder` leaves room for passkeys. */
export interface WrapRow extends Sealed {
  readonly adult: string
  readonly holder: 'pin'
  readonly salt: Uint8Array<ArrayBuffer>
  readonly memoryKiB: number
  readonly passes: number
}
/** What the lock screen shows of an adult, sealed with the device key so that it opens while the tablet is locked. */
export interface TileRow extends Sealed { readonly adult: string }
export interface DraftRow extends Sealed {
  readonly record: string
  readonly adult: string
  readonly kind: string
  readonly startedAt: number
  readonly keptAt: number
}
export interface RevisionRow extends Sealed {
  readonly id: string
  readonly record: string
  /** The endpoint's number once received; null while it is only here. */
  readonly seq: number | null
  readonly receivedAt: number | null
}
/** A record as it reads now, sealed: its current checkpoint, and the root checkpoint it stands on if it came as one. */
export interface ReadingRow extends Sealed {
  readonly record: string
  readonly kind: string
  /** When it began, by the endpoint's clock as well as known, ms. */
  readonly at: number
  /** Under each child it is about, and under the record it belongs to: the id of either, and `at`, so that an index has a child's in their order. */
  readonly about: readonly (readonly [whom: string, at: number])[]
  /** The author of an own record not yet closed; left out of all others, which so have no place in its index (an older app wrote ''). */
  readonly openBy?: string
  /** 1 while its history must be fetched before it can be read exactly; else left out (an older app wrote 0). */
  readonly needsHistory?: 0 | 1
  /** Rows of this record up to this number came inside the root checkpoint. */
  readonly upTo: number
  /** Changes with every write: a save that finds another stamp works the reading out again. */
  readonly stamp: string
}
/** An incident that may still owe something. `stamp` is another one after each change of it, or of what belongs to it. */
export interface OwingRow { readonly record: string; readonly stamp: string }
export interface OutboxRow {
  /** Revision id. */
  readonly id: string
  readonly record: string
  /** Order of making: parents come first. */
  readonly order: number
  readonly savedAt: number
  /** Parked: the endpoint said no, with this code. It waits for a person and never holds the rest up. */
  readonly code: string | null
  readonly parkedAt: number | null
  /** Sealed with the device key: whether it tells of harm, and nothing else. */
  readonly harm: Sealed
}
/**
 * What waits, sealed to the endpoint: sent while nobody is signed in, and opened by nothing on this tablet. Apart from the
 * outbox, which is read whole at every change.
 */
export interface PostRow {
  /** Revision id. */
  readonly id: string
  /** Which of the endpoint's post keys opens it. */
  readonly key: string
  /** As it travels: see `domain/history/sealed-post.ts`. */
  readonly sealed: string
  /** Why it was not taken so: it is not sent like this again, and the next sign-in sends the revision itself. */
  readonly code: string | null
}
/** What was sealed to the letterbox, with the public half of a key made for it alone. */
export interface Posted extends Sealed {
  readonly from: ArrayBuffer
}
/** Written while the tablet was locked: sealed to its letterbox, so that only the tablet key reads it back. */
export interface LetterRow extends Posted {
  readonly id: string
  readonly startedAt: number
  readonly keptAt: number
  /** Who kept it last, as one time of having it open: not an adult. Left out by an older app. */
  readonly sitting?: string
  /** As each earlier sitting left it: nobody who goes on while the tablet is locked could read what stands there. */
  readonly before?: readonly Posted[]
}
/**
 * Rows that could not be read or did not verify: set aside and counted, never deleted but for the same row, whole.
 * `record`: whose history is asked for until that has come; `tried`: how often it was asked for in vain, the last time at `at`.
 */
export interface SetAsideRow { readonly id: string; at: number; readonly reason: string; record?: string; tried?: number; readonly row: unknown }

/** As versions 1 to 4 kept it. */
interface OldAboutRow { readonly child: string; readonly record: string; readonly at: number }

export class TabletDb extends Dexie {
  declare readonly facts: Table<FactRow, string>
  declare readonly wraps: Table<WrapRow, string>
  declare readonly tiles: Table<TileRow, string>
  declare readonly drafts: Table<DraftRow, [string, string]>
  declare readonly revisions: Table<RevisionRow, string>
  declare readonly readings: Table<ReadingRow, string>
  declare readonly owing: Table<OwingRow, string>
  declare readonly outbox: Table<OutboxRow, string>
  declare readonly posts: Table<PostRow, string>
  declare readonly letters: Table<LetterRow, string>
  declare readonly setAside: Table<SetAsideRow, string>

  /** `strict` waits for the disk, so a commit outlives a power cut; `relaxed` is handed to the system, and outlives a killed browser. */
  constructor(name = diskName, durability: 'strict' | 'relaxed' = 'strict') {
    super(name, { chromeTransactionDurability: durability })
    this.version(1).stores({
      facts: 'name',
      wraps: 'adult',
      tiles: 'adult',
      drafts: '[record+adult], adult, keptAt',
      revisions: 'id, record',
      readings: 'record, [kind+at], openBy, needsHistory',
      about: '[child+record], [child+at], record',
      outbox: 'id, order, record',
      setAside: 'id',
    })
    this.version(2).stores({ letters: 'id, startedAt' })
    this.version(3).stores({ owing: 'record' }).upgrade(async (upgrade) => {
      // Which incidents are finished is sealed: each is looked at once more.
      const incidents = await upgrade.table('readings').where('[kind+at]').between(['incident', Dexie.minKey], ['incident', Dexie.maxKey]).primaryKeys()
      await upgrade.table('owing').bulkPut(incidents.map((record) => ({ record, stamp: 'older' })))
    })
    this.version(4).stores({ posts: 'id' })
    // Whom a record is about was a table of its own, which cost a quarter of a first sync.
    this.version(5).stores({ readings: 'record, [kind+at], openBy, needsHistory, *about', about: null }).upgrade(async (upgrade) => {
      const about = new Map<string, (readonly [string, number])[]>()
      for (const { record, child, at } of await upgrade.table<OldAboutRow>('about').toArray()) about.set(record, [...(about.get(record) ?? []), [child, at]])
      await upgrade.table<{ record: string; about: ReadingRow['about'] }>('readings').toCollection().modify((row) => { row.about = about.get(row.record) ?? [] })
    })
  }
}

/**
 * Two connections to the same rows, because Dexie fixes durability per connection: `strict` for everything that was
 * promised, `relaxed` for drafts, which are written on every pause of the fingers. A live query on either sees the writes
 * of both.
 */
export interface Tables {
  readonly strict: TabletDb
  readonly relaxed: TabletDb
}

/** Neither is opened yet: each opens by itself at its first use, or when `health` opens both. */
export function openTables(name?: string): Tables {
  return { strict: new TabletDb(name, 'strict'), relaxed: new TabletDb(name, 'relaxed') }
}
