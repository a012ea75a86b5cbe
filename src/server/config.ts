import { isIP } from 'node:net'
import { resolve } from 'node:path'

/** What the operator decides, from the environment. */
export interface Config {
  readonly port: number
  readonly dataDir: string
  /** PostgreSQL, for real use; null for PGlite in `dataDir`. */
  readonly databaseUrl: string | null
  /** The file of what was erased, kept apart from the database and its backups; null: nothing can be erased. */
  readonly erasureLedger: string | null
  /** Fill an empty database with a made-up county. On PGlite that is what happens anyway. */
  readonly seedDemo: boolean
  readonly logLevel: string
  /** Serve the service worker that takes itself away, because the one that tablets have is bad. */
  readonly killWorker: boolean
  /** What a Prometheus must send to read `/metrics`; null: nobody may. */
  readonly metricsToken: string | null
  /** Addresses of load balancers, which may say for whom they ask. */
  readonly proxies: readonly string[]
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
  // What is no address would be looked up as the name of a machine.
  if (databaseUrl !== null && !/^(postgres(ql)?:\/\/|socket:|\/)/.test(databaseUrl)) throw new Error('DATABASE_URL must begin with postgres://')
  const killWorker = env['KILL_WORKER'] ?? ''
  if (!['', '0', '1'].includes(killWorker)) throw new Error('KILL_WORKER can only be "1"')
  const metricsToken = env['METRICS_TOKEN'] || null
  if (metricsToken !== null && !/^[\x21-\x7e]{16,}$/.test(metricsToken)) throw new Error('METRICS_TOKEN must be at least 16 letters, digits or signs, with no spaces')
  const proxies = (env['PROXIES'] ?? '').split(',').map((one) => one.trim()).filter((one) => one !== '')
  const strange = proxies.find((one) => isIP(one) === 0)
  if (strange !== undefined) throw new Error(`PROXIES must be addresses, with commas between them: ${strange} is none`)
  const dataDir = resolve(env['DATA_DIR'] || 'data')
  const ledger = env['ERASURE_LEDGER'] || (databaseUrl === null ? `${dataDir}.erasures` : null)
  return { port, dataDir, databaseUrl, erasureLedger: ledger === null ? null : resolve(ledger), seedDemo: seed === 'demo' || databaseUrl === null, logLevel, killWorker: killWorker === '1', metricsToken, proxies }
}
