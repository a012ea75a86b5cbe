import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Stand } from '../protocol/messages'
import type { Database, Tx } from './database/within'
import { publicKeyFrom } from './crypto'
import { channel, unnumbered } from './pokes'

/**
 * The lives of a setting's rows. A database that is put back from a backup goes on counting from an earlier number, and what
 * it gave out after the backup is gone: numbers mean something else from there on. So a restore begins a new epoch, and a
 * tablet of an older one goes back to what both share and offers again what is lacking.
 *
 * **When nobody says that there was a restore** (`la restored` was forgotten), the rows say it: a tablet names the last row
 * it passed by number, id and time of receipt, and no two lives give the same row the same number at the same moment. A
 * cursor beyond the head, or one that stands on a row that is not there, is answered `restored` in the epoch that there is.
 * That is an answer to this tablet alone, and nothing is written: a tablet that lies, or is broken, goes back and asks again
 * by itself, and no other tablet hears of it. What a tablet is told is never taken on trust either: it looks for the highest
 * row that it passed and the endpoint has too, so that an errand run too late, with other rows received meanwhile under the
 * old numbers, makes nobody skip one.
 */
export interface Head {
  readonly epoch: string
  readonly seq: number
  /** All rows up to it are in a backup; null: the office has never said. */
  readonly durableSeq: number | null
}
/** What another life of this database answers: up to which number the two may be the same. */
export interface Restored {
  readonly epoch: string
  readonly forkSeq: number
}
export interface Asked {
  /** Null: the tablet has not met the endpoint yet. */
  readonly epoch: string | null
  readonly after: number
  /** The last row that the tablet passed. */
  readonly stand: Stand | null
}

export async function headOf(tx: Tx, setting: string): Promise<Head> {
  const row = await tx.selectFrom('setting_head').select(['epoch', 'seq', 'durable_seq']).where('setting', '=', setting).executeTakeFirstOrThrow()
  return { epoch: row.epoch, seq: row.seq, durableSeq: row.durable_seq }
}

/** Null: the tablet stands where it says. */
export async function restoredFor(tx: Tx, setting: string, { epoch, seq }: Head, asked: Asked): Promise<Restored | null> {
  if (asked.epoch !== null && asked.epoch !== epoch) return { epoch, forkSeq: Math.min(asked.after, await forkSince(tx, setting, asked.epoch)) }
  if (asked.after > seq) return { epoch, forkSeq: seq }
  if (!asked.stand || asked.stand.seq === 0) return null
  const here = await standAt(tx, setting, asked.stand.seq)
  return here?.id === asked.stand.id && here.receivedAt === asked.stand.receivedAt ? null : { epoch, forkSeq: asked.stand.seq - 1 }
}

/** The lowest fork since that epoch ended. Of an epoch that this database does not know, nothing is known to be shared. */
async function forkSince(tx: Tx, setting: string, epoch: string): Promise<number> {
  const ended = tx.selectFrom('epoch').select('ordinal').where('setting', '=', setting).where('ended', '=', epoch)
  const { lowest } = await tx
    .selectFrom('epoch')
    .select((row) => row.fn.min('fork_seq').as('lowest'))
    .where('setting', '=', setting)
    .where('ordinal', '>=', ended)
    .executeTakeFirstOrThrow()
  return lowest ?? 0
}

/** Null where there is no revision of that number. */
async function standAt(tx: Tx, setting: string, seq: number): Promise<Stand | null> {
  const row = await tx.selectFrom('revision').select(['id', 'received_at']).where('setting', '=', setting).where('seq', '=', seq).executeTakeFirst()
  return row ? { seq, id: row.id, receivedAt: row.received_at } : null
}

/** The last revision up to this number: an erasure that stands there has no name to be known by. */
export async function lastStand(tx: Tx, setting: string, upTo: number): Promise<Stand | null> {
  const row = await tx.selectFrom('revision').select(['seq', 'id', 'received_at']).where('setting', '=', setting).where('seq', '<=', upTo).orderBy('seq', 'desc').limit(1).executeTakeFirst()
  return row ? { seq: row.seq, id: row.id, receivedAt: row.received_at } : null
}

/**
 * Begins a new epoch in a setting: its database has just been put back from a backup, and all it holds is in that one. Run
 * twice, or where nothing was restored, it costs every tablet one question.
 */
export async function beginEpoch(db: Database, setting: string, at: number): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const head = await tx.selectFrom('setting_head').select(['epoch', 'seq']).where('setting', '=', setting).forUpdate().executeTakeFirstOrThrow()
    const { ordinal } = await tx.selectFrom('epoch').select((row) => row.fn.max('ordinal').as('ordinal')).where('setting', '=', setting).executeTakeFirstOrThrow()
    const { last } = await tx.selectFrom('incident_number').select((row) => row.fn.max('number').as('last')).where('setting', '=', setting).executeTakeFirstOrThrow()
    await tx.insertInto('epoch').values({ setting, ordinal: (ordinal ?? 0) + 1, ended: head.epoch, fork_seq: head.seq, last_number: last ?? 0, at }).execute()
    await tx.updateTable('setting_head').set({ epoch: randomUUID(), durable_seq: head.seq }).where('setting', '=', setting).execute()
    // With the transaction or not at all; a database without listeners says it to nobody.
    await sql`select pg_notify(${channel}, ${`${unnumbered} ${setting}`})`.execute(tx)
    return head.seq
  })
}

/**
 * Takes in the keys of tablets that joined after the backup, so that what they signed can be verified when others bring it
 * back. Only where the office said that there was a restore; never over a key that is known; and such a tablet is revoked
 * until it is enrolled again. It gives nobody a right: a tablet of the setting may sign for any adult already, and the LA's
 * own desks, which alone may write as the LA, are not taken in: an adult added since the backup is added again by the office.
 */
export async function bringBack(tx: Tx, setting: string, { tablets, at }: { tablets: readonly { readonly id: string; readonly publicKey: string }[]; at: number }): Promise<void> {
  if (tablets.length === 0) return
  const known = await tx.selectFrom('device').select('id').where('setting', '=', setting).where('id', 'in', tablets.map(({ id }) => id)).execute()
  const fresh = tablets.filter(({ id }) => !known.some((row) => row.id === id))
  if (fresh.length === 0 || !(await tx.selectFrom('epoch').select('ordinal').where('setting', '=', setting).limit(1).executeTakeFirst())) return
  for (const { id, publicKey } of fresh) {
    if (!(await publicKeyFrom(publicKey))) continue
    await tx
      .insertInto('device')
      .values({ setting, id, name: 'Known from another tablet', public_key: publicKey, enrolled_at: at, revoked_at: at })
      .onConflict((clash) => clash.doNothing())
      .execute()
  }
}

/** How far each setting's rows go, a line each: what a backup that begins after this has for certain. */
export async function backupMarks(db: Database): Promise<string[]> {
  const heads = await db.selectFrom('setting_head').select(['setting', 'epoch', 'seq']).orderBy('setting').execute()
  return heads.map(({ setting, epoch, seq }) => `${setting} ${epoch} ${seq}`)
}

const markLine = /^([A-Za-z0-9_-]{1,64}) (\S{1,64}) (\d{1,15})$/

/**
 * Notes that a backup is whole and safe. The marks were taken *before* it began: a row that was received while it ran may
 * or may not be in it, and counts with the next. Marks of another epoch say nothing of this one. Null: not a file of marks.
 */
export async function noteBackup(db: Database, text: string): Promise<{ noted: number; passedBy: number } | null> {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const marks = lines.map((line) => markLine.exec(line.trim()))
  if (lines.length === 0 || marks.includes(null)) return null
  let noted = 0
  for (const [, setting = '', epoch = '', seq = '0'] of marks.flatMap((mark) => (mark ? [mark] : []))) {
    const { numUpdatedRows } = await db
      .updateTable('setting_head')
      .set({ durable_seq: sql<number>`greatest(coalesce(durable_seq, 0), ${Number(seq)})` })
      .where('setting', '=', setting)
      .where('epoch', '=', epoch)
      .where('seq', '>=', Number(seq))
      .executeTakeFirst()
    noted += Number(numUpdatedRows)
  }
  return { noted, passedBy: lines.length - noted }
}
