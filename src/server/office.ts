import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Profile } from '../domain/pack/incident'
import { builtInPack, isLaterVersion } from '../domain/pack/pack'
import type { Role } from '../domain/people'
import { adult } from '../domain/records/adult'
import { blank, touched } from '../domain/schema/definition'
import { addedRow } from '../domain/schema/field'
import { adultPurpose, codeHash, enrolmentPurpose, makeCode } from './auth/codes'
import type { Database } from './database/within'
import type { Desk } from './desk'
import { channel, unnumbered } from './pokes'
import type { WordsFile } from './words-file'

/** What the LA's office does in the database itself, outside any tablet's rights. Used by `la`, the demo and the tests. */

const dayMs = 24 * 60 * 60_000
export const enrolmentLastsMs = 7 * dayMs
export const oneTimeLastsMs = 7 * dayMs

export interface NewSetting {
  readonly id: string
  readonly name: string
  readonly kind: 'school' | 'early-years'
  /** Where a tablet with an unsent record of harm is to be taken. */
  readonly place: string
  /** False: made up, or for practice, and never counted by the county. Left out: counted. */
  readonly counts?: boolean
}

export async function addSetting(db: Database, setting: NewSetting): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx.insertInto('setting').values(setting).execute()
    await tx.insertInto('setting_head').values({ setting: setting.id, epoch: randomUUID(), seq: 0 }).execute()
  })
}

interface CodeTerms {
  /** Given for a demo; else made up. */
  readonly code?: string
  readonly reusable?: boolean
  /** Null: until it is used. */
  readonly expiresAt: number | null
}

/** A code that takes one tablet into a setting. Returned here and never again: only its hash is kept. */
export async function makeEnrolmentCode(db: Database, setting: string, { code = makeCode(), reusable = false, expiresAt }: CodeTerms): Promise<string> {
  await db
    .insertInto('enrolment_code')
    .values({ setting, hash: await codeHash(enrolmentPurpose, code), expires_at: expiresAt, reusable })
    .execute()
  return code
}

/** A code with which one adult signs in on a tablet for the first time, or after forgetting their PIN. Replaces any earlier one. */
export async function makeOneTimeCode(db: Database, { setting, adult: id }: { setting: string; adult: string }, { code = makeCode(), reusable = false, expiresAt }: CodeTerms): Promise<string> {
  const kept = { hash: await codeHash(adultPurpose(setting, id), code), expires_at: expiresAt, reusable, tries: 0, used_at: null }
  await db
    .insertInto('one_time_code')
    .values({ setting, adult: id, ...kept })
    .onConflict((clash) => clash.columns(['setting', 'adult']).doUpdateSet(kept))
    .execute()
  return code
}

export interface NewAdult {
  readonly id: string
  readonly name: string
  readonly shortName?: string
  readonly roles: readonly Role[]
  readonly until?: string | null
  readonly rooms?: readonly string[]
}

/** Writes an adult's first revision at the desk; it enters the ledger when the desk sends. */
export async function writeAdult(desk: Desk, { id, name, shortName = '', roles, until = null, rooms = [] }: NewAdult): Promise<void> {
  const empty = blank(adult)
  const inRooms = rooms.reduce<typeof empty.rooms>((before, room, index) => [...before, addedRow(adult.fields.rooms, before, `room-${index + 1}`, { name: room })], [])
  const answers = { ...empty, name, shortName, roles, until, rooms: inRooms }
  await desk.write({ record: id, kind: adult.kind, changes: touched(adult, empty, answers) })
}

export async function revokeTablet(db: Database, { setting, device, at }: { setting: string; device: string; at: number }): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('device')
    .set({ revoked_at: at })
    .where('setting', '=', setting)
    .where('id', '=', device)
    .where('desk', '=', false)
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** After a restore. A tablet that was taken in again after it had been taken back stays. */
export async function revokeAgain(db: Database, { setting, device, at }: { setting: string; device: string; at: number }): Promise<boolean> {
  const known = await db.selectFrom('device').select('enrolled_at').where('setting', '=', setting).where('id', '=', device).executeTakeFirst()
  return known !== undefined && known.enrolled_at < at && revokeTablet(db, { setting, device, at })
}

const kindsIn = ({ for: whom }: WordsFile): Profile[] => (whom === 'all' ? ['school', 'early-years'] : [whom])

/**
 * Papers name a version, so it says for ever what it said: `published-already`, or `built-in`, which is the app's own or one
 * from before it.
 */
export type Publishing = 'published' | 'published-already' | 'built-in'

/** Publishes words, scales and lines, and pokes the tablets of all settings they are for; or nothing at all. */
export async function publishWords(db: Database, file: WordsFile, at: number): Promise<Publishing> {
  const { for: _, ...pack } = file
  const kinds = kindsIn(file)
  if (!kinds.every((kind) => isLaterVersion(file.version, builtInPack[kind].version))) return 'built-in'
  const rows = kinds.map((kind) => ({ year: Number.parseInt(file.version, 10), kind, version: file.version, valid_from: file.validFrom, published_at: at, pack: JSON.stringify(pack) }))
  return db.transaction().execute(async (tx) => {
    const known = await tx.selectFrom('published_words').select('kind').where('version', '=', file.version).where('kind', 'in', kinds).execute()
    if (known.length > 0) return 'published-already'
    await tx.insertInto('published_words').values(rows).execute()
    // With the transaction or not at all; a database without listeners says it to nobody.
    await sql`select pg_notify(${channel}, ${`${unnumbered} `} || id) from setting where kind in (${sql.join(kinds)})`.execute(tx)
    return 'published'
  })
}
