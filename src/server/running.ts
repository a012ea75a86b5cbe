import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config'
import { DirectoryInUse } from './database/lock'
import type { Opened } from './database/open'
import { openPglite, openPostgres } from './database/open'
import { inWords } from './in-words'
import type { Log } from './log'
import { errorFacts } from './log'
import type { Pokes } from './pokes'
import { pokesInProcess, pokesOverPostgres } from './pokes'

export interface Running extends Opened {
  readonly pokes: Pokes
}

/** The database the operator asked for, with its tables, and whoever tells tablets that something is new. */
export async function openRunning({ databaseUrl, dataDir }: Config, log: Log): Promise<Running> {
  if (databaseUrl === null) return { ...(await openPglite(dataDir).catch(cannotUse(`The embedded database in ${dataDir}`))), pokes: pokesInProcess() }
  const lost = (error: Error) => {
    log.warn(errorFacts(error), 'a database connection was lost')
  }
  const opened = await openPostgres(databaseUrl, lost).catch(cannotUse('The database of DATABASE_URL'))
  return { ...opened, pokes: await pokesOverPostgres(databaseUrl, lost) }
}

/** Which database it was: what the driver says may be no more than an address. */
const cannotUse = (which: string) => (error: unknown): never => {
  if (error instanceof DirectoryInUse) throw error
  throw new Error(`${which} cannot be used: ${inWords(error)}`, { cause: error })
}

/** False: whoever opens it makes a new one, with nothing in it. */
export const isThere = ({ databaseUrl, dataDir }: Config): boolean => databaseUrl !== null || existsSync(join(dataDir, 'pglite'))

/** The file whose presence says that a directory is in use, for the message that refuses a second process. */
export const lockFile = ({ dataDir }: Config): string => join(dataDir, 'in-use')
