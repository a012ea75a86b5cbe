import type { Kysely } from 'kysely'
import { Migrator, sql } from 'kysely'
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

const makeRole = 'As a superuser, once: create role steps_app nologin; grant steps_app to <this user>'

/** Brings a database, new or old, to these tables. Safe to run from several processes: the migrator takes a lock. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const { error } = await new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } }).migrateToLatest()
  if (error instanceof Error && 'routine' in error && error.routine === 'CreateRole') throw new Error(`this database user may not make the role steps_app. ${makeRole}`, { cause: error })
  if (error) throw error
  await wallMustStand(db)
}

/**
 * A dump holds no roles. Where there is no `steps_app` yet, a restore leaves out every right and policy that names it, and
 * ends well: then no tablet is answered. Found out here, in words, and not by the first tablet.
 */
async function wallMustStand(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ stands: boolean | null }>`
    select bool_and(has_table_privilege(to_regrole('steps_app')::oid, walled.oid, 'select') and exists (select from pg_policy where polrelid = walled.oid)) as stands
    from pg_class walled where walled.oid = any(array['setting', 'revision', 'device']::regclass[])`.execute(db)
  if (rows[0]?.stands !== true) {
    throw new Error(`this database lacks the rights of the role steps_app, as one that was put back where there was no such role. ${makeRole}. Then put it back again, into an empty database.`)
  }
  await db.transaction().execute((tx) => sql`set local role steps_app`.execute(tx)).catch((error: unknown) => {
    throw new Error(`this database user cannot become the role steps_app. ${makeRole}`, { cause: error })
  })
}
