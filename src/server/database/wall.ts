import type { Kysely } from 'kysely'
import { sql } from 'kysely'

/**
 * What a request may do to a table, and to no row but its own setting's. Row-level security is the second wall: a query
 * that forgot its setting meets it.
 *
 * A superuser, and the owner of a table, walk through policies. So every request becomes the role `steps_app`
 * (`within.ts`), which owns nothing and cannot log in. Used by released migrations: it says the same for ever.
 */
export async function wall(db: Kysely<unknown>, table: string, { allowed, key = 'setting' }: { allowed: string; key?: string }): Promise<void> {
  const column = sql.ref(key)
  await sql`grant ${sql.raw(allowed)} on ${sql.table(table)} to steps_app`.execute(db)
  await sql`alter table ${sql.table(table)} enable row level security`.execute(db)
  await sql`create policy own_setting on ${sql.table(table)} to steps_app
    using (${column} = current_setting('steps.setting', true)) with check (${column} = current_setting('steps.setting', true))`.execute(db)
}
