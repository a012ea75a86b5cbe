import { randomBytes, randomUUID } from 'node:crypto'
import type { Changes } from '../domain/schema/field'
import { toBase64Url } from '../domain/history/base64url'
import type { Act, Revision } from '../domain/history/revision'
import { makeRevision } from '../domain/history/revision'
import { formOf } from '../domain/records/catalogue'
import { sha256 } from './crypto'
import type { Database } from './database/within'
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
  readonly write: (writing: Writing) => Promise<Revision>
  /** Sends all that was written since the last time. Throws, naming codes, if any of it was refused. */
  readonly send: () => Promise<void>
  /** Its key stays, since it verifies what was signed; nothing can be sent with it any more. */
  readonly close: () => Promise<void>
}

const mostAtOnce = 200

/** A desk has a fresh key for each run, so there is no secret of the LA's to keep anywhere. */
export async function openDesk({ db, ledger, setting, now }: { db: Database; ledger: Ledger; setting: string; now: () => number }): Promise<Desk> {
  const { privateKey, publicKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
  const device = `la-desk-${randomUUID()}`
  const spki = toBase64Url(new Uint8Array(await crypto.subtle.exportKey('spki', publicKey)))
  await db.insertInto('device').values({ setting, id: device, name: 'LA desk', public_key: spki, desk: true, enrolled_at: now() }).execute()
  const sign = async (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, bytes))

  let unsent: Revision[] = []
  return {
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
