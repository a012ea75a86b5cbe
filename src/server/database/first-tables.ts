import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import type { Tables } from './tables'
import { wall } from './wall'

const create = [
  sql`create table setting (id text primary key, name text not null, kind text not null, place text not null)`,
  sql`create table setting_head (
    setting text primary key references setting (id), epoch text not null, seq bigint not null default 0, fork_seq bigint not null default 0)`,
  sql`create table revision (
    setting text not null, seq bigint not null, record text not null, id text not null, kind text not null,
    author text not null, device text not null, received_at bigint not null,
    header text not null, body text, signature text not null,
    primary key (setting, seq), constraint revision_once unique (setting, id))`,
  sql`create index revision_by_record on revision (setting, record, seq)`,
  sql`create table checkpoint (
    setting text not null, record text not null, kind text not null, rank smallint not null, first_seq bigint not null,
    up_to bigint not null, frozen boolean not null, reading text not null, primary key (setting, record))`,
  sql`create index checkpoint_in_order on checkpoint (setting, rank, first_seq desc)`,
  sql`create table about (setting text not null, record text not null, child text not null, primary key (setting, record, child))`,
  sql`create index about_child on about (setting, child)`,
  sql`create table device (
    setting text not null, id text not null, name text not null, public_key text not null, escrow text,
    post_hash text, read_hash text, desk boolean not null default false, enrolled_at bigint not null,
    revoked_at bigint, seen_at bigint, status text,
    primary key (setting, id), constraint device_key_once unique (setting, public_key))`,
  sql`create table person (
    setting text not null, id text not null, name text not null, short_name text not null, roles text not null,
    until text, rooms text not null, primary key (setting, id))`,
  sql`create table enrolment_code (
    setting text not null, hash text not null, expires_at bigint, reusable boolean not null, used_at bigint, used_by text,
    primary key (setting, hash))`,
  sql`create index enrolment_code_by_hash on enrolment_code (hash)`,
  sql`create table one_time_code (
    setting text not null, adult text not null, hash text not null, expires_at bigint, reusable boolean not null,
    tries integer not null default 0, used_at bigint, primary key (setting, adult))`,
  sql`create table parked (
    setting text not null, id text not null, code text not null, device text not null, record text, kind text, author text,
    at bigint not null, primary key (setting, id))`,
]

/** What a request may do to each table. Revisions are only ever added. */
const grants = {
  setting: 'select',
  setting_head: 'select, update',
  revision: 'select, insert',
  checkpoint: 'select, insert, update, delete',
  about: 'select, insert, delete',
  device: 'select, insert, update',
  person: 'select, insert, update',
  enrolment_code: 'select, update',
  one_time_code: 'select, update',
  parked: 'select, insert, update, delete',
} satisfies Partial<Record<keyof Tables, string>>

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of create) await table.execute(db)
  // The role belongs to the whole cluster: another database may have made it, or be making it at this moment.
  await sql`do $$ begin
    if not exists (select from pg_roles where rolname = 'steps_app') then create role steps_app nologin; end if;
  exception when duplicate_object or unique_violation then null; end $$`.execute(db)
  // Where the database's owner may not hand out roles, whoever may has done it beforehand.
  await sql`do $$ begin execute format('grant steps_app to %I', current_user); exception when insufficient_privilege then null; end $$`.execute(db)
  await mustBecomeApp(db)
  for (const [table, allowed] of Object.entries(grants)) await wall(db, table, { allowed, ...(table === 'setting' && { key: 'id' }) })
  // A tablet that enrols does not know its setting yet. This one question, by the code's hash, is all it may ask across settings.
  await sql`create function setting_of_code(asked text) returns text language sql stable security definer
    set search_path = pg_catalog, public as $$ select setting from public.enrolment_code where hash = asked limit 1 $$`.execute(db)
  await sql`revoke all on function setting_of_code(text) from public`.execute(db)
  await sql`grant execute on function setting_of_code(text) to steps_app`.execute(db)
}

/** Found out at start, in words, and not by the first tablet. */
async function mustBecomeApp(db: Kysely<unknown>): Promise<void> {
  try {
    await sql`set local role steps_app`.execute(db)
    await sql`set local role none`.execute(db)
  } catch (error) {
    throw new Error('this database user cannot become the role steps_app. As a superuser, once: create role steps_app nologin; grant steps_app to <this user>', { cause: error })
  }
}
