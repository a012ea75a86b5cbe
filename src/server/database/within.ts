import type { Kysely, Transaction } from 'kysely'
import { sql } from 'kysely'
import type { Tables } from './tables'

export type Database = Kysely<Tables>
export type Tx = Transaction<Tables>

/**
 * One transaction that can see one setting and no other, whatever its queries say.
 *
 * Both settings are local to the transaction: the connection goes back to the pool as it was.
 */
export function within<T>(db: Database, setting: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`select set_config('steps.setting', ${setting}, true), set_config('role', 'steps_app', true)`.execute(tx)
    return work(tx)
  })
}
