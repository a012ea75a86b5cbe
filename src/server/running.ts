import { join } from 'node:path'
import type { Config } from './config'
import type { Opened } from './database/open'
import { openPglite, openPostgres } from './database/open'
import type { Log } from './log'
import { errorFacts } from './log'
import type { Pokes } from './pokes'
import { pokesInProcess, pokesOverPostgres } from './pokes'

export interface Running extends Opened {
  readonly pokes: Pokes
}

/** The database the operator asked for, with its tables, and whoever tells tablets that something is new. */
export async function openRunning({ databaseUrl, dataDir }: Config, log: Log): Promise<Running> {
  if (databaseUrl === null) return { ...(await openPglite(dataDir)), pokes: pokesInProcess() }
  const lost = (error: Error) => {
    log.warn(errorFacts(error), 'a database connection was lost')
  }
  const opened = await openPostgres(databaseUrl, lost)
  return { ...opened, pokes: await pokesOverPostgres(databaseUrl, lost) }
}

/** The file whose presence says that a directory is in use, for the message that refuses a second process. */
export const lockFile = ({ dataDir }: Config): string => join(dataDir, 'in-use')
