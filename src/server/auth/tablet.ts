import type { Refusal } from '../../protocol/messages'
import type { Database } from '../database/within'
import { within } from '../database/within'
import type { Token, Use } from './tokens'
import { isSame, tokenHash } from './tokens'

/** The tablet a request came from. The endpoint knows tablets; adults are vouched for by a tablet's signature. */
export interface Tablet {
  readonly setting: string
  readonly device: string
}
export type Recognised = { ok: true; tablet: Tablet } | { ok: false; problem: Extract<Refusal, 'not-known' | 'revoked'> }

/** Whose token this is. A revoked tablet hears so, and keeps what it has not sent. */
export async function recognise(db: Database, token: Token | null, use: Use): Promise<Recognised> {
  if (!token) return { ok: false, problem: 'not-known' }
  const { setting, device, text } = token
  const row = await within(db, setting, (tx) =>
    tx.selectFrom('device').select(['post_hash', 'read_hash', 'revoked_at']).where('setting', '=', setting).where('id', '=', device).executeTakeFirst(),
  )
  const kept = use === 'post' ? row?.post_hash : row?.read_hash
  if (!row || kept === null || kept === undefined || !isSame(kept, tokenHash(text))) return { ok: false, problem: 'not-known' }
  if (row.revoked_at !== null) return { ok: false, problem: 'revoked' }
  return { ok: true, tablet: { setting, device } }
}
