import type { Kysely } from 'kysely'
import { Migrator } from 'kysely'
import * as erasureTables from './erasure-tables'
import * as firstTables from './first-tables'
import * as growthTables from './growth-tables'
import * as incidentTables from './incident-tables'
import * as measureTables from './measure-tables'
import * as postTables from './post-tables'
import * as restoreTables from './restore-tables'
import type { Tables } from './tables'
import * as wordsTables from './words-tables'

/** In order, for ever: a released migration is never edited, only followed by another. */
const migrations = {
  '2026-11-24-first-tables': firstTables,
  '2026-11-27-incident-tables': { up: incidentTables.up },
  '2026-11-28-words-tables': { up: wordsTables.up },
  '2026-12-02-erasure-tables': { up: erasureTables.up },
  '2026-12-03-growth-tables': { up: growthTables.up },
  '2026-12-04-post-tables': { up: postTables.up },
  '2026-12-05-restore-tables': { up: restoreTables.up },
  '2026-12-08-measure-tables': { up: measureTables.up },
}

/** Brings a database, new or old, to these tables. Safe to run from several processes: the migrator takes a lock. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const { error } = await new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } }).migrateToLatest()
  if (error) throw error
}
