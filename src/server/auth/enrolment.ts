import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Refusal } from '../../protocol/messages'
import type { Database, Tx } from '../database/within'
import { within } from '../database/within'
import { publicKeyFrom } from '../crypto'
import { codeHash, enrolmentPurpose } from './codes'
import { makeToken, tokenHash } from './tokens'

/** A used code still answers the tablet that used it, this long: its first answer may have been lost on the way. */
const answerAgainMs = 10 * 60_000

export interface Enrolling {
  readonly code: string
  readonly name: string
  readonly publicKey: string
  readonly escrow: string | null
  /** The setting that a returning tablet already belongs to. */
  readonly setting: string | null
  /** The id it had, which a restore may have made this database forget. */
  readonly device: string | null
}
export interface Enrolled {
  readonly setting: string
  readonly device: string
  readonly postToken: string
  readonly readToken: string
}
export type Enrolment = { ok: true; tablet: Enrolled } | { ok: false; problem: Refusal }

const refuse = (problem: Refusal): Enrolment => ({ ok: false, problem })

/** Takes a tablet in against an enrolment code. A tablet whose key the setting knows comes back as the same tablet. */
export async function enrol(db: Database, asked: Enrolling, now: number): Promise<Enrolment> {
  if (!(await publicKeyFrom(asked.publicKey))) return refuse('not-valid')
  const hash = await codeHash(enrolmentPurpose, asked.code)
  const setting = await within(db, '', async (tx) => {
    const { rows } = await sql<{ setting: string | null }>`select setting_of_code(${hash}) as setting`.execute(tx)
    return rows[0]?.setting ?? null
  })
  if (setting === null) return refuse('wrong-code')
  if (asked.setting !== null && asked.setting !== setting) return refuse('wrong-setting')
  return within(db, setting, (tx) => enrolIn(tx, { ...asked, isInUse: asked.setting !== null, setting, hash, now }))
}

/** The id that a returning tablet says it had, where nobody has it. */
async function forgotten(tx: Tx, { setting, device }: { setting: string; device: string | null }): Promise<string | null> {
  if (device === null) return null
  return (await tx.selectFrom('device').select('id').where('setting', '=', setting).where('id', '=', device).executeTakeFirst()) ? null : device
}

async function enrolIn(tx: Tx, asked: Enrolling & { /** A tablet that names its setting has adults on it. */ isInUse: boolean; setting: string; hash: string; now: number }): Promise<Enrolment> {
  const { setting, hash, now, publicKey } = asked
  const code = await tx.selectFrom('enrolment_code').selectAll().where('setting', '=', setting).where('hash', '=', hash).forUpdate().executeTakeFirst()
  if (!code) return refuse('wrong-code')
  const known = await tx.selectFrom('device').select(['id', 'escrow']).where('setting', '=', setting).where('public_key', '=', publicKey).executeTakeFirst()
  if (code.used_at !== null && !code.reusable && !(known && code.used_by === known.id && now - code.used_at < answerAgainMs)) return refuse('used-code')
  if (code.expires_at !== null && code.expires_at <= now) return refuse('expired-code')
  // Without its escrow nobody could ever sign in on it for the first time. One that is in use has adults who can, and hands it over once one of them has (`/status`).
  if (!known?.escrow && asked.escrow === null && !asked.isInUse) return refuse('not-known')

  const device = known?.id ?? (await forgotten(tx, asked)) ?? randomUUID()
  const postToken = makeToken(setting, device)
  const readToken = makeToken(setting, device)
  const fresh = {
    name: asked.name.replaceAll('\0', ''),
    escrow: asked.escrow ?? known?.escrow ?? null,
    post_hash: tokenHash(postToken),
    read_hash: tokenHash(readToken),
    enrolled_at: now,
    revoked_at: null,
  }
  if (known) await tx.updateTable('device').set(fresh).where('setting', '=', setting).where('id', '=', device).execute()
  else await tx.insertInto('device').values({ setting, id: device, public_key: publicKey, ...fresh }).execute()
  if (!code.reusable) await tx.updateTable('enrolment_code').set({ used_at: now, used_by: device }).where('setting', '=', setting).where('hash', '=', hash).execute()
  return { ok: true, tablet: { setting, device, postToken, readToken } }
}
