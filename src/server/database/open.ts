import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { lockDirectory } from './lock'
import { migrate } from './migrate'
import type { Database } from './within'

/** Connections that are open, those of them with nothing to do, and questions that wait for one. */
export interface PoolUse {
  readonly total: number
  readonly idle: number
  readonly waiting: number
}

/** A database that is open and has its tables. */
export interface Opened {
  readonly db: Database
  readonly on: 'pglite' | 'postgres'
  readonly pool: () => PoolUse
  readonly close: () => Promise<void>
}

// `bigint` comes from the driver as a string. Ours are sequence numbers and times in ms, all safe integers.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new RangeError('a bigint too large for a number')
  return number
})

const over = (pool: pg.Pool): Database => new Kysely({ dialect: new PostgresDialect({ pool }) })
const useOf = (pool: pg.Pool) => (): PoolUse => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount })

/** PostgreSQL: for real use. A broken connection is replaced by the pool; `onLost` hears of it. */
export async function openPostgres(url: string, onLost: (error: Error) => void = () => undefined): Promise<Opened> {
  const pool = new pg.Pool({
    connectionString: url, max: 10, application_name: 'steps', keepAlive: true,
    // A tablet waits a minute; one that is told no sooner comes back by chance, and the others get their turn.
    connectionTimeoutMillis: 15_000,
    // A process whose machine went away in mid-push would hold its setting's lock for hours.
    idle_in_transaction_session_timeout: 30_000,
  })
  pool.on('error', onLost)
  // The pool hears of those with nothing to do. One that is lost in mid-transaction, between two questions, would be an error that nobody hears, and end the process.
  pool.on('connect', (client) => void client.on('error', onLost))
  const db = over(pool)
  try {
    await migrate(db)
  } catch (error) {
    await db.destroy()
    throw error
  }
  return { db, on: 'postgres', pool: useOf(pool), close: () => db.destroy() }
}

/**
 * PostgreSQL inside this process, in a directory or (null) in memory: for trying out, and a single desk. It never fsyncs,
 * so a power cut can lose what it said was stored. `image` is a database to begin from, where there is none yet. Throws
 * `DirectoryInUse`, and where what lies in the directory is no whole database.
 */
export async function openPglite(directory: string | null, { image }: { image?: Blob } = {}): Promise<Opened> {
  let unlock: () => void = () => undefined
  if (directory !== null) {
    mkdirSync(directory, { recursive: true })
    unlock = await lockDirectory(join(directory, 'in-use'))
  }
  try {
    if (directory !== null) holdWhole(join(directory, 'pglite'))
    const pglite = await PGlite.create({ ...(directory !== null && { dataDir: join(directory, 'pglite') }), ...(image && { loadDataDir: image }) })
    // PGlite has one connection. Whoever waits for a second inside a transaction waits for ever.
    const pool = new pg.Pool({ ...createPgConfig(pglite), max: 1 })
    const db = over(pool)
    await migrate(db)
    const close = async () => {
      await db.destroy()
      if (!pglite.closed) await pglite.close()
      unlock()
    }
    return { db, on: 'pglite', pool: useOf(pool), close }
  } catch (error) {
    unlock()
    throw error
  }
}

/** PGlite takes a directory without this file for a new one, and writes an empty database over whatever is left of the old. */
function holdWhole(directory: string): void {
  if (!existsSync(directory) || readdirSync(directory).length === 0 || existsSync(join(directory, 'PG_VERSION'))) return
  throw new Error(`What lies in ${directory} is no whole database: PG_VERSION is missing. Nothing was changed there. Put a copy of the whole directory in its place; where it was never used, remove it to begin anew.`)
}
