import { resolve } from 'node:path'

/** What the operator decides, from the environment. */
export interface Config {
  readonly port: number
  readonly dataDir: string
  /** PostgreSQL, for real use; null for PGlite in `dataDir`. */
  readonly databaseUrl: string | null
  /** Fill an empty database with a made-up county. On PGlite that is what happens anyway. */
  readonly seedDemo: boolean
  readonly logLevel: string
  /** Serve the service worker that takes itself away, because the one that tablets have is bad. */
  readonly killWorker: boolean
}

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']

/** Throws, in words, on a setting that cannot be meant. */
export function configFrom(env: Readonly<Record<string, string | undefined>>): Config {
  const port = Number(env['PORT'] || 4310)
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('PORT must be a number from 0 to 65535')
  const logLevel = env['LOG_LEVEL'] || 'info'
  if (!levels.includes(logLevel)) throw new Error(`LOG_LEVEL must be one of ${levels.join(', ')}`)
  const seed = env['SEED'] ?? ''
  if (seed !== '' && seed !== 'demo') throw new Error('SEED can only be "demo"')
  const databaseUrl = env['DATABASE_URL'] || null
  return { port, dataDir: resolve(env['DATA_DIR'] || 'data'), databaseUrl, seedDemo: seed === 'demo' || databaseUrl === null, logLevel, killWorker: env['KILL_WORKER'] === '1' }
}
