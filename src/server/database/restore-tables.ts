import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { wall } from './wall'

/** What a restore needs to be told of: the lives a database has had, how far it is backed up, and numbers given twice. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Which life forked where is kept for all of them, and no longer for the last alone.
  await sql`alter table setting_head add column durable_seq bigint, drop column fork_seq`.execute(db)
  await sql`create table epoch (
    setting text not null, ordinal integer not null, ended text not null, fork_seq bigint not null, last_number integer not null,
    at bigint not null, primary key (setting, ordinal))`.execute(db)
  await sql`alter table incident_number add column former integer`.execute(db)
  await wall(db, 'epoch', { allowed: 'select' })
}
