import { setMaxListeners } from 'node:events'
import { existsSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { createApp } from './app'
import type { Config } from './config'
import { county } from './demo/county'
import { seedDemo } from './demo/seed'
import { clientAddress } from './http/address'
import type { Web } from './http/web'
import { openLedger } from './ledger'
import { openLog } from './log'
import { openRunning } from './running'

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
  const { db, on, pokes, close } = await openRunning(config, log)
  const closing = new AbortController()
  // One listener for each tablet that listens: many are no leak.
  setMaxListeners(0, closing.signal)
  const shut = async () => {
    closing.abort()
    await pokes.close()
    await close()
  }
  try {
    const seeded = config.seedDemo && (await seedDemo({ db, ledger: openLedger({ db, pokes, now: Date.now }), now: Date.now }))
    const app = createApp({ db, pokes, log, web: builtApp(config), addressOf: clientAddress, closing: closing.signal })
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
      if ('closeIdleConnections' in server) server.closeIdleConnections()
      // A request still running has this long to end; what it has not committed, its tablet sends again.
      const cut = setTimeout(() => {
        if ('closeAllConnections' in server) server.closeAllConnections()
      }, 3_000)
      await closed
      clearTimeout(cut)
      await shut()
    }
  } catch (error) {
    await shut()
    throw error
  }
}

const isDemo = async (db: Awaited<ReturnType<typeof openRunning>>['db']): Promise<boolean> => {
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
