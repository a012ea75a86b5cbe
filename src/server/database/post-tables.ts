import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { wall } from './wall'

/** The keys that tablets of a setting seal their post to. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table post_key (
    setting text not null, id text not null, public_key text not null, private_key text not null, made_at bigint not null,
    primary key (setting, id))`.execute(db)
  // A tablet may have lain in a drawer for a year: no key is ever changed or taken away.
  await wall(db, 'post_key', { allowed: 'select, insert' })
}
