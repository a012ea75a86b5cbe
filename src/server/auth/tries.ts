import { sql } from 'kysely'
import type { Database } from '../database/within'
import { within } from '../database/within'
import { tokenHash } from './tokens'

/** Counts what went wrong under a name, so that guessing stops before it gets anywhere. */
export interface Tries {
  /** Seconds to wait before another try; 0 when there may be one now. */
  readonly waitFor: (name: string) => Promise<number>
  readonly failed: (name: string) => Promise<void>
}

/**
 * Kept in the database, so that several processes count together and a restart forgives nothing. Only a hash of each name is
 * kept, and until its time is over. A name is of no setting yet, so no wall stands around them.
 */
export function countTries(db: Database, { of, most, windowMs, now }: { of: string; most: number; windowMs: number; now: () => number }): Tries {
  const kept = (name: string) => tokenHash(`${of}|${name}`)
  return {
    waitFor: async (name) => {
      const found = await within(db, '', (tx) =>
        tx.selectFrom('wrong_try').select('until').where('name', '=', kept(name)).where('count', '>=', most).where('until', '>', now()).executeTakeFirst(),
      )
      return found ? Math.ceil((found.until - now()) / 1000) : 0
    },
    failed: async (name) => {
      const at = now()
      // First and by itself: whoever counts holds one row and waits for nobody.
      await within(db, '', (tx) => {
        const over = tx.selectFrom('wrong_try').select('name').where('until', '<=', at).limit(100).forUpdate().skipLocked()
        return tx.deleteFrom('wrong_try').where('name', 'in', over).execute()
      })
      await within(db, '', (tx) =>
        tx
          .insertInto('wrong_try')
          .values({ name: kept(name), count: 1, until: at + windowMs })
          .onConflict((clash) =>
            clash.column('name').doUpdateSet((row) => ({
              count: sql<number>`case when wrong_try.until > ${at} then wrong_try.count + 1 else 1 end`,
              until: sql<number>`case when wrong_try.until > ${at} then wrong_try.until else ${row.ref('excluded.until')} end`,
            })),
          )
          .execute(),
      )
    },
  }
}
