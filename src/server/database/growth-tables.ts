import type { Kysely } from 'kysely'
import { sql } from 'kysely'

/**
 * Wrong codes counted by all processes together: what is in it is worth a quarter of an hour, so no setting's wall stands
 * around it. And a way to the facts of a span of days that reads those and no others, whosever they are.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table wrong_try (name text primary key, count integer not null, until bigint not null)`.execute(db)
  await sql`create index wrong_try_over on wrong_try (until)`.execute(db)
  await sql`grant select, insert, update, delete on wrong_try to steps_app`.execute(db)
  await sql`create index county_fact_by_day on county_fact (day, kind) include (state, told)`.execute(db)
}
