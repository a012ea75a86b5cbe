import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { wall } from './wall'

/** The book of incidents, the facts that a county may count, and whether a setting is one to be counted. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table setting add column counts boolean not null default true`.execute(db)
  await sql`create table incident_number (
    setting text not null, record text not null, number integer not null,
    primary key (setting, record), constraint incident_number_once unique (setting, number))`.execute(db)
  await sql`create table county_fact (
    setting text not null, record text not null, kind text not null, day text, state text not null, told text,
    codes jsonb not null, primary key (setting, record))`.execute(db)
  // A number once given is neither changed nor taken back.
  await wall(db, 'incident_number', { allowed: 'select, insert' })
  await wall(db, 'county_fact', { allowed: 'select, insert, update, delete' })
}
