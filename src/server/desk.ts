import { randomBytes, randomUUID } from 'node:crypto'
import type { Changes } from '../domain/schema/field'
import { toBase64Url } from '../domain/history/base64url'
import type { Act, Revision } from '../domain/history/revision'
import { makeRevision } from '../domain/history/revision'
import { formOf } from '../domain/records/catalogue'
import { sha256 } from './crypto'
import type { Database } from './database/within'
import type { DeskEntry } from './erasure-ledger'
import type { Ledger } from './ledger'
import { laDesk } from './rights'

export interface Writing {
  readonly record: string
  readonly kind: string
  readonly changes: Changes
  readonly act?: Act
  /** The heads it builds on; none for a record's first revision. */
  readonly after?: readonly string[]
  /** Left out: the LA itself. */
  readonly author?: string
  readonly at?: number
}

/** The LA's own desk in one setting: it signs, like any tablet, and its revisions go through the same door. */
export interface Desk {
  /** What verifies all that it signs; to be kept wherever that may have to be verified again. */
  readonly key: DeskEntry
  readonly write: (writing: Writing) => Promise<Revision>
  /** Sends all that was written since the last time. Throws, naming codes, if any of it was refused. */
  readonly send: () => Promise<void>
  /** Its key stays, since it verifies what was signed; nothing can be sent with it any more. */
  readonly close: () => Promise<void>
}

const mostAtOnce = 200
const rowOf = ({ setting, device, publicKey, at }: DeskEntry) => ({ setting, id: device, name: 'LA desk', public_key: publicKey, desk: true, enrolled_at: at })

/**
 * Takes in the key of a desk that was there before a restore, so that adults it signed come back with what tablets hold.
 * Nothing can be sent with it: its desk was closed.
 */
export async function keepDeskKey(db: Database, key: DeskEntry): Promise<void> {
  await db.insertInto('device').values({ ...rowOf(key), revoked_at: key.at }).onConflict((clash) => clash.doNothing()).execute()
}

/** A desk has a fresh key for each run, so there is no secret of the LA's to keep anywhere. */
export async function openDesk({ db, ledger, setting, now }: { db: Database; ledger: Ledger; setting: string; now: () => number }): Promise<Desk> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
  const device = `la-desk-${randomUUID()}`
  const spki = toBase64Url(new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)))
  const key: DeskEntry = { act: 'desk', setting, device, publicKey: spki, at: now() }
  await db.insertInto('device').values(rowOf(key)).execute()
  const sign = async (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, bytes))

  let unsent: Revision[] = []
  return {
    key,
    write: async ({ record, kind, changes, act = 'edit', after = [], author = laDesk.id, at = now() }) => {
      const version = formOf(kind)?.version ?? 1
      const revision = await makeRevision(
        { setting, record, kind, version, act, after, author, device, at, skewMs: 0, changes },
        { sha256, sign, salt: randomBytes(16) },
      )
      unsent.push(revision)
      return revision
    },
    send: async () => {
      for (let at = 0; at < unsent.length; at += mostAtOnce) {
        const { results } = await ledger.push({ setting, device }, unsent.slice(at, at + mostAtOnce).map(({ text }) => text))
        const refused = results.filter(({ status }) => status !== 'stored' && status !== 'duplicate')
        if (refused.length > 0) throw new Error(`the ledger refused: ${refused.map(({ status, code }) => code ?? status).join(', ')}`)
      }
      unsent = []
    },
    close: async () => {
      await db.updateTable('device').set({ revoked_at: now() }).where('setting', '=', setting).where('id', '=', device).execute()
    },
  }
}
