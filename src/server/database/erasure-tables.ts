import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { wall } from './wall'

/** What was erased, and which children's records may not be: both are only ever added to, whoever is asking. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table erasure (
    setting text not null, seq bigint not null, record text not null, kind text not null, why text not null,
    decided_by text not null, reviewed_by text not null, at bigint not null,
    primary key (setting, seq), constraint erasure_once unique (setting, record))`.execute(db)
  await sql`create table hold (
    setting text not null, line bigint generated always as identity, child text not null, act text not null, why text not null,
    decided_by text not null, at bigint not null, primary key (setting, line))`.execute(db)
  // A request reads what is erased, to say so, and erases nothing: that is the office's, under its own role.
  await wall(db, 'erasure', { allowed: 'select' })
  await wall(db, 'hold', { allowed: 'select' })
  await sql`create function only_added() returns trigger language plpgsql as $$ begin raise exception 'this table is only added to'; end $$`.execute(db)
  for (const table of ['erasure', 'hold']) {
    await sql`create trigger only_added before update or delete on ${sql.table(table)} for each row execute function only_added()`.execute(db)
  }
}
