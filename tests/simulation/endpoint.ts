import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { KyselyPlugin } from 'kysely'
import { sql } from 'kysely'
import { makeRevision } from '../../src/domain/history/revision'
import { adult } from '../../src/domain/records/adult'
import { child } from '../../src/domain/records/child'
import { createApp } from '../../src/server/app'
import { tokenHash } from '../../src/server/auth/tokens'
import { sha256 } from '../../src/server/crypto'
import type { Database } from '../../src/server/database/within'
import { openPglite } from '../../src/server/database/open'
import { openLedger } from '../../src/server/ledger'
import { openLog } from '../../src/server/log'
import { revokeTablet } from '../../src/server/office'
import { pokesInProcess } from '../../src/server/pokes'
import { adults, setting, updateCatalogue } from './paper'

/** The LA endpoint of all histories of this process: the real one on PGlite, put back after each as it was before the first. */
export interface SimulatedEndpoint {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>
  readonly db: Database
  /** By its own clock, ms. */
  readonly clock: { at: number }
  /** At the so-manyeth query from now its process dies: what was not committed is gone. Null: it lives. */
  readonly dies: { atQuery: number | null }
  /** Rows after a number, as the database has them. */
  readonly rows: (after: number) => Promise<StoredRow[]>
  readonly head: () => Promise<number>
  /** The last of what every history begins with. */
  readonly begins: number
  /** Takes a tablet in for all histories. */
  readonly takeIn: (tablet: { readonly device: string; readonly publicKey: string; readonly tokens: Tokens }) => Promise<void>
  readonly revoke: (device: string) => Promise<void>
  readonly revive: (device: string, tokens: Tokens) => Promise<void>
  readonly startOver: () => Promise<void>
  readonly close: () => Promise<void>
}
export interface Tokens { readonly post: string; readonly read: string }
export interface StoredRow { readonly seq: number; readonly id: string; readonly record: string; readonly kind: string; readonly author: string; readonly header: string; readonly body: string | null; readonly signature: string }

export const began = Date.parse('2026-11-24T09:00:00Z')
/** Tables a history writes. */
const written = ['setting_head', 'revision', 'checkpoint', 'about', 'person', 'device', 'parked', 'incident_number', 'county_fact'] as const
export class EndpointDied extends Error {}

export async function openEndpoint(): Promise<SimulatedEndpoint> {
  const image = process.env['TEST_PGLITE_IMAGE']
  const { db: whole, close } = await openPglite(null, image !== undefined && existsSync(image) ? { image: new Blob([await readFile(image)]) } : {})
  const clock = { at: began }
  const dies: SimulatedEndpoint['dies'] = { atQuery: null }
  const death: KyselyPlugin = {
    transformQuery({ node }) {
      if (dies.atQuery !== null && (dies.atQuery -= 1) <= 0) throw new EndpointDied('the process died')
      return node
    },
    transformResult: ({ result }) => Promise.resolve(result),
  }
  const log = openLog('silent')
  const pokes = pokesInProcess()
  const parts = { db: whole.withPlugin(death), pokes, log, now: () => clock.at }
  const app = createApp(parts)
  await begin(whole, clock)
  const head = async () => (await whole.selectFrom('setting_head').select('seq').where('setting', '=', setting).executeTakeFirstOrThrow()).seq
  for (const table of written) await sql`create table ${sql.table(`begins_${table}`)} as table ${sql.table(table)}`.execute(whole)
  const begins = await head()
  let since = 0
  return {
    fetch: async (path, init) => app.fetch(new Request(new URL(path, 'http://la.test'), init)),
    db: whole, clock, dies, head, begins, close,
    rows: (after) => whole.selectFrom('revision').select(['seq', 'id', 'record', 'kind', 'author', 'header', 'body', 'signature']).where('setting', '=', setting).where('seq', '>', after).orderBy('seq').execute(),
    async takeIn({ device, publicKey, tokens }) {
      const row = { setting, id: device, name: device, public_key: publicKey, ...hashes(tokens), enrolled_at: began }
      await whole.insertInto('device').values(row).execute()
      await sql`insert into begins_device select * from device where id = ${device}`.execute(whole)
    },
    revoke: async (device) => void (await revokeTablet(whole, { setting, device, at: clock.at })),
    async revive(device, tokens) {
      await whole.updateTable('device').set({ ...hashes(tokens), revoked_at: null }).where('setting', '=', setting).where('id', '=', device).execute()
    },
    async startOver() {
      clock.at = began
      dies.atQuery = null
      updateCatalogue('today')
      await sql.raw(written.map((table) => `delete from ${table}; insert into ${table} select * from begins_${table}`).join(';')).execute(whole)
      // Rows that were deleted still lie in the way.
      if ((since += 1) % 50 === 0) for (const table of written) await sql.raw(`vacuum ${table}`).execute(whole)
    },
  }
}

const hashes = ({ post, read }: Tokens) => ({ post_hash: tokenHash(post), read_hash: tokenHash(read) })

/** A setting with adults and two children, written at the LA's own desk: by fixed ids and salts, so that their hashes are the same everywhere. */
async function begin(db: Database, clock: { at: number }): Promise<void> {
  await db.insertInto('setting').values({ id: setting, name: 'Meadow School', kind: 'school', place: 'the school office' }).execute()
  await db.insertInto('setting_head').values({ setting, epoch: 'epoch-1', seq: 0 }).execute()
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
  const publicKey = Buffer.from(await crypto.subtle.exportKey('spki', keys.publicKey)).toString('base64url')
  await db.insertInto('device').values({ setting, id: 'la-desk', name: 'LA desk', public_key: publicKey, desk: true, enrolled_at: began }).execute()
  const people = adults.map(({ id, roles }) => ({ record: id, kind: adult.kind, author: 'la', changes: { 'name/': id, ...Object.fromEntries(roles.map((role) => [`roles/${role}`, true as const])) } }))
  const children = ['moss', 'pip'].map((record) => ({ record, kind: child.kind, author: 'hetty', changes: { 'name/': record } }))
  const made = await Promise.all([...people, ...children].map(({ record, kind, author, changes }) =>
    makeRevision(
      { setting, record, kind, version: 1, act: 'edit', after: [], author, device: 'la-desk', at: began - 1_000, skewMs: 0, changes },
      {
        sha256,
        sign: async (bytes) => new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.privateKey, bytes)),
        salt: createHash('sha256').update(record).digest().subarray(0, 16),
      },
    )))
  const ledger = openLedger({ db, pokes: pokesInProcess(), now: () => clock.at })
  // The adults first: only then may one of them be a child's key person.
  const { results } = await ledger.push({ setting, device: 'la-desk' }, made.map(({ text }) => text))
  if (results.some(({ status }) => status !== 'stored')) throw new Error(`what every history begins with was not stored: ${JSON.stringify(results)}`)
}
