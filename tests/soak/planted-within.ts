import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Database, Tx } from '../../src/server/database/within'

/**
 * A planted fault, built into an endpoint in place of `server/database/within.ts`: a push is answered as soon as its work is
 * done, and committed a little later, as one might do who found the disk slow.
 */
export function within<T>(db: Database, setting: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    db.transaction()
      .execute(async (tx) => {
        await sql`select set_config('steps.setting', ${setting}, true), set_config('role', 'steps_app', true)`.execute(tx)
        const done = await work(tx)
        if (typeof done !== 'object' || done === null || !('stored' in done)) return done
        resolve(done)
        await pause(400)
        return done
      })
      .then(resolve, reject)
  })
}
