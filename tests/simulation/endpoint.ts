import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { PGlite } from '@electric-sql/pglite'
import type { KyselyPlugin } from 'kysely'
import { sql } from 'kysely'
import { makeRevision } from '../../src/domain/history/revision'
import { adult } from '../../src/domain/records/adult'
import { child } from '../../src/domain/records/child'
import { createApp } from '../../src/server/app'
import { tokenHash } from '../../src/server/auth/tokens'
import { sha256 } from '../../src/server/crypto'
import type { Database } from '../../src/server/database/within'
import { migrate } from '../../src/server/database/migrate'
import { openLedger } from '../../src/server/ledger'
import { openLog } from '../../src/server/log'
import { revokeTablet } from '../../src/server/office'
import { pokesInProcess } from '../../src/server/pokes'
import { adults, nameOf, setting, updateCatalogue } from './paper'
import { quickly } from './quick-postgres'

/** The LA endpoint of all histories of this process: the real one on PGlite, put back after each as it was before the first. */
export interface SimulatedEndpoint {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>
  readonly db: Database
  /** By its own clock, ms. */
  readonly clock: { at: number }
  /** At the so-manyeth query from now its process dies: what was not committed is gone. Null: it lives. */
  readonly dies: { atQuery: number | null }
  /** Rows after a number, as the database has them. */
  readonly rows: (after: number) => Promise<(StoredRow | ErasureRow)[]>
  readonly head: () => Promise<number>
  /** The last of what every history begins with. */
  readonly begins: number
  /** Takes a tablet in for all histories. */
  readonly takeIn: (tablet: { readonly device: string; readonly publicKey: string; readonly tokens: Tokens }) => Promise<void>
  readonly revoke: (device: string) => Promise<void>
  readonly revive: (device: string, tokens: Tokens) => Promise<void>
  readonly startOver: () => Promise<void>
  /** What a backup holds: all but which tablets there are, and their keys. */
  readonly copies: { readonly make: () => Promise<void>; readonly putBack: () => Promise<void> }
  /** All that is kept, as one text: for whoever asks whether anything changed. */
  readonly digest: () => Promise<string>
  readonly close: () => Promise<void>
}
export interface Tokens { readonly post: string; readonly read: string }
export interface StoredRow { readonly seq: number; readonly id: string; readonly record: string; readonly kind: string; readonly author: string; readonly receivedAt: number; readonly header: string; readonly body: string | null; readonly signature: string }
/** A row that says that a record was erased. */
export interface ErasureRow { readonly seq: number; readonly record: string; readonly id: null }

export const began = Date.parse('2026-11-24T09:00:00Z')
/** Tables a history writes. */
const inBackups = ['setting_head', 'revision', 'checkpoint', 'about', 'person', 'parked', 'incident_number', 'county_fact', 'epoch', 'erasure'] as const
const written = [...inBackups, 'device'] as const
export class EndpointDied extends Error {}

export async function openEndpoint(): Promise<SimulatedEndpoint> {
  const image = process.env['TEST_PGLITE_IMAGE']
  const pglite = await PGlite.create(image !== undefined && existsSync(image) ? { loadDataDir: new Blob([await readFile(image)]) } : {})
  const whole = quickly(pglite)
  await migrate(whole)
  // Of a table with so few rows there is but one way to read it.
  await sql.raw("set plan_cache_mode = 'force_generic_plan'").execute(whole)
  const clock = { at: began }
  const dies: SimulatedEndpoint['dies'] = { atQuery: null }
  const death: KyselyPlugin = {
    transformQuery({ node }) {
      if (dies.atQuery !== null && (dies.atQuery -= 1) <= 0) {
        // Another process takes its place, and knows nothing but what was committed.
        app = createApp(parts)
        throw new EndpointDied('the process died')
      }
      return node
    },
    transformResult: ({ result }) => Promise.resolve(result),
  }
  const log = openLog('silent')
  const pokes = pokesInProcess()
  const parts = { db: whole.withPlugin(death), pokes, log, now: () => clock.at }
  let app = createApp(parts)
  await begin(whole, clock)
  const head = async () => (await whole.selectFrom('setting_head').select('seq').where('setting', '=', setting).executeTakeFirstOrThrow()).seq
  // Only this program may take back what was erased.
  await sql.raw('alter table erasure disable trigger all').execute(whole)
  for (const table of written) await sql`create table ${sql.table(`begins_${table}`)} as table ${sql.table(table)}`.execute(whole)
  for (const table of inBackups) await sql`create table ${sql.table(`backup_${table}`)} as table ${sql.table(table)}`.execute(whole)
  // Within the database its plans are kept.
  // Columns that follow from others are never written.
  const { rows: writable } = await sql<{ table: string; columns: string }>`
    select relname as table, string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute join pg_class on pg_class.oid = attrelid
    where attnum > 0 and not attisdropped and attgenerated = '' and relkind = 'r' and relnamespace = current_schema()::regnamespace group by relname`.execute(whole)
  const columnsOf = new Map(writable.map(({ table, columns }) => [table, columns]))
  const copied = async (name: string, tables: readonly string[], names: (table: string) => readonly [to: string, from: string]) => {
    const body = tables.map((table) => [...names(table), columnsOf.get(table)] as const).map(([to, from, columns]) => `delete from ${to}; insert into ${to} (${columns}) select ${columns} from ${from};`).join(' ')
    await sql.raw(`create function ${name}() returns void language plpgsql as $$ begin ${body} end $$`).execute(whole)
  }
  await copied('start_over', written, (table) => [table, `begins_${table}`])
  await copied('make_backup', inBackups, (table) => [`backup_${table}`, table])
  await copied('put_back', inBackups, (table) => [table, `backup_${table}`])
  const begins = await head()
  let since = 0
  return {
    fetch: async (path, init) => app.fetch(asked(path, init)),
    db: whole, clock, dies, head, begins,
    close: () => pglite.close(),
    async rows(after) {
      const { rows } = await sql<StoredRow | ErasureRow>`
        select seq, id, record, kind, author, received_at as "receivedAt", header, body, signature from revision where setting = ${setting} and seq > ${after}
        union all select seq, null, record, null, null, null, null, null, null from erasure where setting = ${setting} and seq > ${after} order by seq`.execute(whole)
      return rows
    },
    copies: {
      make: async () => void (await sql`select make_backup()`.execute(whole)),
      putBack: async () => void (await sql`select put_back()`.execute(whole)),
    },
    async digest() {
      const told = await Promise.all((['setting_head', 'revision', 'checkpoint', 'about', 'person', 'incident_number', 'county_fact', 'erasure'] as const).map(async (table) => {
        const { rows } = await sql<{ row: string }>`select to_jsonb(one)::text as row from ${sql.table(table)} one where setting = ${setting} order by 1`.execute(whole)
        return rows.map(({ row }) => row).join('\n')
      }))
      return told.join('\n\n')
    },
    async takeIn({ device, publicKey, tokens }) {
      const row = { setting, id: device, name: device, public_key: publicKey, escrow: 'kept-from-its-enrolment', ...hashes(tokens), enrolled_at: began }
      await whole.insertInto('device').values(row).execute()
      await sql`insert into begins_device select * from device where id = ${device}`.execute(whole)
    },
    revoke: async (device) => void (await revokeTablet(whole, { setting, device, at: clock.at })),
    async revive(device, tokens) {
      await whole.updateTable('device').set({ ...hashes(tokens), revoked_at: null, enrolled_at: clock.at }).where('setting', '=', setting).where('id', '=', device).execute()
    },
    async startOver() {
      clock.at = began
      dies.atQuery = null
      updateCatalogue('today')
      await sql`select start_over()`.execute(whole)
      // Rows that were deleted still lie in the way.
      if ((since += 1) % 50 === 0) for (const table of [...written, ...inBackups.map((one) => `backup_${one}`)]) await sql.raw(`vacuum ${table}`).execute(whole)
    },
  }
}

const nobodyLeaves = new AbortController().signal

/** What Hono asks of a request, without the streams and signals of a whole one. */
function asked(path: string, { method = 'GET', headers, body }: RequestInit): Request {
  const text = typeof body === 'string' ? body : ''
  const all = new Headers(headers)
  if (text !== '') all.set('content-length', String(Buffer.byteLength(text)))
  const light: Pick<Request, 'method' | 'url' | 'headers' | 'signal' | 'text'> & { body: object | null } = { signal: nobodyLeaves, method, url: `http://la.test${path}`, headers: all, text: () => Promise.resolve(text), body: text === '' ? null : {} }
  return light as Request
}

const hashes = ({ post, read }: Tokens) => ({ post_hash: tokenHash(post), read_hash: tokenHash(read) })

/** A setting with adults and two children, written at the LA's own desk: by fixed ids and salts, so that their hashes are the same everywhere. */
async function begin(db: Database, clock: { at: number }): Promise<void> {
  await db.insertInto('setting').values({ id: setting, name: 'Meadow School', kind: 'school', place: 'the school office' }).execute()
  await db.insertInto('setting_head').values({ setting, epoch: 'epoch-1', seq: 0 }).execute()
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
  const publicKey = Buffer.from(await crypto.subtle.exportKey('spki', keys.publicKey)).toString('base64url')
  await db.insertInto('device').values({ setting, id: 'la-desk', name: 'LA desk', public_key: publicKey, desk: true, enrolled_at: began }).execute()
  const people = adults.map(({ id, roles }) => ({ record: id, kind: adult.kind, author: 'la', changes: { 'name/': nameOf(id), ...Object.fromEntries(roles.map((role) => [`roles/${role}`, true as const])) } }))
  const children = ['moss', 'pip'].map((record) => ({ record, kind: child.kind, author: 'hetty', changes: { 'name/': nameOf(record) } }))
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
