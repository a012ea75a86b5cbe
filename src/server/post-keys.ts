import type { webcrypto } from 'node:crypto'
import { randomUUID } from 'node:crypto'
import { fromBase64Url, toBase64Url } from '../domain/history/base64url'
import { fromEnvelope, postPlace, postPurpose } from '../domain/history/sealed-post'
import type { RosterReply } from '../protocol/messages'
import { sealedCopy } from '../protocol/messages'
import * as v from 'valibot'
import type { Tablet } from './auth/tablet'
import type { Tx } from './database/within'

/**
 * The keys that tablets of a setting seal their post to.
 *
 * A pair is made when a tablet first asks for the roster, and a new one when the newest is half a year old; the old private
 * halves stay, for what was sealed to them may lie on a tablet in a drawer. A database put back from a backup may lack the
 * newest: what was sealed to that one does not open, and its tablet sends the revision itself at the next sign-in.
 */
const curve = { name: 'ECDH', namedCurve: 'P-256' } as const
const newAfterMs = 180 * 24 * 3_600_000
const utf8 = new TextEncoder()

export async function postKeyOf(tx: Tx, setting: string, now: number): Promise<NonNullable<RosterReply['postKey']>> {
  const newest = await tx
    .selectFrom('post_key')
    .select(['id', 'public_key', 'made_at'])
    .where('setting', '=', setting)
    .orderBy('made_at', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (newest && now - newest.made_at < newAfterMs) return { id: newest.id, publicKey: newest.public_key }
  const pair = await crypto.subtle.generateKey(curve, true, ['deriveBits'])
  const id = randomUUID()
  const publicKey = toBase64Url(new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey)))
  const privateKey = toBase64Url(new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)))
  // Two rosters at once make two: both are kept, and either opens what was sealed to it.
  await tx.insertInto('post_key').values({ setting, id, public_key: publicKey, private_key: privateKey, made_at: now }).execute()
  return { id, publicKey }
}

/** One item of sealed post: what `/push` would have been sent, or null where it is no copy or does not open. */
export interface OpenedCopy {
  readonly id: string
  readonly revision: { readonly id: string; readonly header: unknown; readonly body: unknown; readonly signature: unknown; readonly number?: number | undefined } | null
}

/** Opens post of one tablet, in the order it came. What is inside is not judged here. */
export async function openPost(items: readonly unknown[], { setting, device }: Tablet, privateKeysOf: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>): Promise<OpenedCopy[]> {
  const copies = items.map((item) => (v.is(sealedCopy, item) ? item : null))
  const privateKeys = await privateKeysOf([...new Set(copies.flatMap((copy) => copy?.key ?? []))])
  /** By what they are derived for: a tablet makes one a sitting. */
  const opening = new Map<string, Promise<webcrypto.CryptoKey>>()

  async function open(copy: v.InferOutput<typeof sealedCopy>): Promise<OpenedCopy['revision']> {
    const envelope = fromEnvelope(copy.sealed)
    const privateKey = privateKeys.get(copy.key)
    if (!envelope || privateKey === undefined) return null
    const { from, iv, sealed } = envelope
    const purpose = postPurpose(copy.key, from)
    const key = opening.get(purpose) ?? derive(privateKey, from, purpose)
    opening.set(purpose, key)
    try {
      const about = utf8.encode(postPlace({ setting, device, id: copy.id }))
      const text = new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv, additionalData: about }, await key, sealed))
      const said: unknown = JSON.parse(text)
      if (!Array.isArray(said)) return null
      const [header, body, signature] = said as readonly unknown[]
      return { id: copy.id, header, body, signature, ...(copy.number !== undefined && { number: copy.number }) }
    } catch {
      // Cut, changed, another tablet's, or sealed to another key: all look alike, and say nothing.
      return null
    }
  }

  return Promise.all(copies.map(async (copy, index) => ({ id: copy?.id ?? idOf(items[index]), revision: copy && (await open(copy)) })))
}

export async function privateKeysIn(tx: Tx, setting: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.selectFrom('post_key').select(['id', 'private_key']).where('setting', '=', setting).where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, row.private_key]))
}

async function derive(privateKey: string, from: Uint8Array<ArrayBuffer>, purpose: string): Promise<webcrypto.CryptoKey> {
  const [mine, theirs] = await Promise.all([
    crypto.subtle.importKey('pkcs8', fromBase64Url(privateKey), curve, false, ['deriveBits']),
    crypto.subtle.importKey('raw', from, curve, false, []),
  ])
  const shared = await crypto.subtle.importKey('raw', await crypto.subtle.deriveBits({ name: 'ECDH', public: theirs }, mine, 256), 'HKDF', false, ['deriveKey'])
  return crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: utf8.encode(purpose) }, shared, { name: 'AES-GCM', length: 256 }, false, ['decrypt'])
}

/** A receipt answers even what is no copy. */
const idOf = (item: unknown): string => (typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string' ? item.id.slice(0, 64) : '')
