import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import type { App } from './app'
import { createApp } from './app'
import { addSetting, makeEnrolmentCode, makeOneTimeCode, revokeTablet, writeAdult } from './office'
import type { NewAdult, NewSetting } from './office'
import { openPglite, openPostgres } from './database/open'
import type { Opened } from './database/open'
import type { Database } from './database/within'
import { openDesk } from './desk'
import { openLedger } from './ledger'
import { openLog } from './log'
import type { Pokes } from './pokes'
import { pokesInProcess, pokesOverPostgres } from './pokes'

/** The real endpoint for a test, in this process and on a database of its own. */
export interface TestEndpoint {
  readonly app: App
  /** Answers as a server would: hand it to whatever wants a `fetch`. Any origin will do. */
  readonly fetch: typeof globalThis.fetch
  readonly db: Database
  readonly pokes: Pokes
  readonly url: string | null
  /** Lines of the log so far, at the finest level. */
  readonly logged: () => string
  readonly addSetting: (setting?: Partial<NewSetting>) => Promise<string>
  readonly addAdults: (setting: string, ...adults: NewAdult[]) => Promise<void>
  readonly makeEnrolmentCode: (setting: string, terms?: { code?: string; reusable?: boolean; expiresAt?: number | null }) => Promise<string>
  readonly makeOneTimeCode: (setting: string, adult: string, terms?: { code?: string; reusable?: boolean; expiresAt?: number | null }) => Promise<string>
  readonly revoke: (setting: string, device: string) => Promise<void>
  readonly close: () => Promise<void>
}

export interface TestEndpointTerms {
  readonly on?: 'pglite' | 'postgres'
  readonly now?: () => number
  /** A database that a test opened itself, on disk for instance; else one is made, and thrown away at the end. */
  readonly opened?: Opened
  /** Where another process pokes the tablets of `opened` from. */
  readonly listensOn?: string
  /** Serves the built app as well. */
  readonly web?: string
}

export async function testEndpoint({ on = 'pglite', now = Date.now, opened, listensOn, web }: TestEndpointTerms = {}): Promise<TestEndpoint> {
  const url = listensOn ?? (opened === undefined && on === 'postgres' ? await newDatabase() : null)
  const database = opened ?? (url === null ? await newPglite() : await openPostgres(url))
  const { db } = database
  const lines: string[] = []
  const log = openLog('trace', { write: (line) => void lines.push(line) })
  const pokes = url === null ? pokesInProcess() : await pokesOverPostgres(url, (error) => void lines.push(error.name))
  const closing = new AbortController()
  const app = createApp({ db, pokes, log, now, closing: closing.signal, ...(web !== undefined && { web: { directory: web } }) })
  return {
    app,
    fetch: async (input, init) => app.fetch(input instanceof Request ? input : new Request(new URL(input, 'http://la.test'), init)),
    db,
    pokes,
    url,
    logged: () => lines.join(''),
    addSetting: async (given = {}) => {
      const setting: NewSetting = { id: `setting-${randomUUID().slice(0, 8)}`, name: 'Thistledown School', kind: 'school', place: 'the school office', ...given }
      await addSetting(db, setting)
      return setting.id
    },
    addAdults: async (setting, ...adults) => {
      const desk = await openDesk({ db, ledger: openLedger({ db, pokes, now }), setting, now })
      for (const adult of adults) await writeAdult(desk, adult)
      await desk.send()
      await desk.close()
    },
    makeEnrolmentCode: (setting, terms = {}) => makeEnrolmentCode(db, setting, { expiresAt: null, ...terms }),
    makeOneTimeCode: (setting, adult, terms = {}) => makeOneTimeCode(db, { setting, adult }, { expiresAt: null, ...terms }),
    revoke: async (setting, device) => void (await revokeTablet(db, { setting, device, at: now() })),
    close: async () => {
      closing.abort()
      await pokes.close()
      await database.close()
    },
  }
}

/** A new PGlite, in memory or in an empty directory, from the image that the tests made (`tests/support/real-postgres.ts`) if they did. */
export async function newPglite(directory: string | null = null): Promise<Opened> {
  const file = process.env['TEST_PGLITE_IMAGE']
  return openPglite(directory, file === undefined ? {} : { image: new Blob([await readFile(file)]) })
}

/** A new database on the PostgreSQL that the tests started (`tests/support/real-postgres.ts`). */
export async function newDatabase(): Promise<string> {
  const url = process.env['TEST_DATABASE_URL']
  if (url === undefined) throw new Error('no PostgreSQL for the tests: TEST_DATABASE_URL is not set')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  const made = new URL(url)
  made.pathname = `/${name}`
  return made.href
}
