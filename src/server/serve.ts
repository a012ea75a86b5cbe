import { setMaxListeners } from 'node:events'
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { sql } from 'kysely'
import { createApp } from './app'
import { build } from '../protocol/build'
import type { Config } from './config'
import type { Database } from './database/within'
import { county } from './demo/county'
import { seedDemo } from './demo/seed'
import { addressBehind } from './http/address'
import type { Web } from './http/web'
import { doneAgain, eraseAgain } from './erase-again'
import { openErasureLedger } from './erasure-ledger'
import { openLedger } from './ledger'
import type { Log } from './log'
import { openLog } from './log'
import type { Pokes } from './pokes'
import { openRunning } from './running'

/** Whoever stops processes waits ten seconds as a rule before killing them. */
const drainMs = 8_000

/** Words for the person at the terminal. Codes go here and never into the log. */
const say = (words: string): void => void process.stdout.write(`${words}\n`)

/** The built app lies beside this file's own directory: `dist/web`, `dist/server`. */
const builtApp = ({ killWorker }: Config): Web | undefined => {
  const directory = fileURLToPath(new URL('../web', import.meta.url))
  return existsSync(directory) ? { directory, killWorker } : undefined
}

/** Starts the endpoint; returns how to stop it. Throws `DirectoryInUse` and what the database or the port says. */
export async function startServing(config: Config): Promise<() => Promise<void>> {
  const log = openLog(config.logLevel)
  const { db, on, pool, pokes, close } = await openRunning(config, log)
  const closing = new AbortController()
  // One listener for each tablet that listens: many are no leak.
  setMaxListeners(0, closing.signal)
  const shut = async () => {
    closing.abort()
    await pokes.close()
    await close()
  }
  try {
    if (config.erasureLedger !== null) await tidy(config.erasureLedger, { db, pokes, log })
    const seed = () => seedDemo({ db, ledger: openLedger({ db, pokes, now: Date.now }), now: Date.now })
    const seeded = config.seedDemo && (on === 'postgres' ? await oneProcessAtATime(db, seed) : await seed())
    const app = createApp({ db, pokes, log, web: builtApp(config), addressOf: addressBehind(config.proxies), closing: closing.signal, watching: config.metricsToken === null ? undefined : { token: config.metricsToken, build, pool } })
    const server = serve({ fetch: app.fetch, port: config.port })
    const port = await new Promise<number>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        reject(error.code === 'EADDRINUSE' ? new Error(`Port ${config.port} is taken by another program. Set PORT to another number.`, { cause: error }) : error)
      })
      server.once('listening', () => {
        // A server that listens on a port has an address with one.
        resolve((server.address() as AddressInfo).port)
      })
    })
    greet({ port, on, dataDir: config.dataDir, isDemo: seeded || (await isDemo(db)) })
    return async () => {
      const closed = new Promise<void>((resolve) => server.close(() => { resolve() }))
      closing.abort()
      // A line is kept open for its next request, which is for another process now: each goes as soon as it is answered.
      const letGo = setInterval(() => {
        if ('closeIdleConnections' in server) server.closeIdleConnections()
      }, 50)
      // A request still running has this long to end; what it has not committed, its tablet sends again.
      const cut = setTimeout(() => {
        if ('closeAllConnections' in server) server.closeAllConnections()
      }, drainMs)
      await closed
      clearInterval(letGo)
      clearTimeout(cut)
      await shut()
    }
  } catch (error) {
    await shut()
    throw error
  }
}

/** Before anybody reads: what was erased is erased in this database too, whichever backup it comes from. */
async function tidy(path: string, { db, pokes, log }: { db: Database; pokes: Pokes; log: Log }): Promise<void> {
  const { records, tablets, unreadable } = await eraseAgain(openErasureLedger(path), { db, pokes })
  if (records > 0 || tablets > 0) {
    log.warn({ records, tablets }, 'records were erased again, or tablets revoked again: this database comes from a backup')
    say(`This database comes from a backup. ${doneAgain({ records, tablets })} Run “la restored” too, if that was not done.`)
  }
  if (unreadable > 0) log.warn({ lines: unreadable }, 'lines of the erasure ledger cannot be read')
}

/** Several that start at once on an empty database would each fill it. The lock goes with its connection, and so with a process that dies. */
const oneProcessAtATime = <T>(db: Database, work: () => Promise<T>): Promise<T> =>
  db.connection().execute(async (holder) => {
    await sql`select pg_advisory_lock(hashtext('steps-demo'))`.execute(holder)
    try {
      return await work()
    } finally {
      await sql`select pg_advisory_unlock(hashtext('steps-demo'))`.execute(holder)
    }
  })

const isDemo = async (db: Database): Promise<boolean> => {
  const found = await db.selectFrom('setting').select('id').where('id', 'in', county.map(({ id }) => id)).execute()
  return found.length === county.length
}

function greet({ port, on, dataDir, isDemo: demo }: { port: number; on: 'pglite' | 'postgres'; dataDir: string; isDemo: boolean }): void {
  say('')
  say(`Steps Toolkit: the LA endpoint is at http://localhost:${port}`)
  if (on === 'pglite') {
    say(`Embedded database in ${dataDir}. This is for trying out and for a single desk: it never waits for the disk (no fsync),`)
    say('so a power cut can lose what was received. For real use, set DATABASE_URL to a PostgreSQL database.')
  }
  if (demo) {
    for (const setting of county) {
      say('')
      say(`${setting.name} (made up). Enrolment code: ${setting.enrolmentCode}`)
      for (const { name, roles, code } of setting.adults) say(`  ${name.padEnd(22)} one-time code ${code.padEnd(12)} ${roles.join(', ')}`)
    }
  } else {
    say('Add a setting, adults and tablets with: npm run la -- help')
  }
  say('')
  say('Ctrl-C stops it.')
}
