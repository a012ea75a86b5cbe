import type { Kysely } from 'kysely'
import { sql } from 'kysely'

/** Words, scales and lines as the LA publishes them, by year. The same for all settings of a kind, so no wall stands between them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table published_words (
    year integer not null, kind text not null, version text not null, valid_from text not null, published_at bigint not null, pack text not null,
    primary key (year, kind, version))`.execute(db)
  await sql`create index published_words_in_force on published_words (kind, valid_from desc, published_at desc)`.execute(db)
  // A request reads them and does nothing more: what was printed under a version stays what it said.
  await sql`grant select on published_words to steps_app`.execute(db)
}
