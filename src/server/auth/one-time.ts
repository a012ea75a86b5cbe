import type { Refusal } from '../../protocol/messages'
import type { Database } from '../database/within'
import { within } from '../database/within'
import { adultPurpose, codeHash } from './codes'
import { isSame } from './tokens'

const mostTries = 5

export type Unlocking = { ok: true; escrow: string } | { ok: false; problem: Refusal }

/**
 * Hands a tablet its escrow against an adult's one-time code. A code is good once; after five wrong ones it is dead, and the
 * office makes another. A demo adult's code, known to all, neither wears out nor locks.
 */
export async function unlock(db: Database, asked: { setting: string; device: string; adult: string; code: string }, now: number): Promise<Unlocking> {
  const { setting, device, adult, code } = asked
  // Stretched before the transaction begins, so that a guesser holds no connection meanwhile.
  const hash = await codeHash(adultPurpose(setting, adult), code)
  return within(db, setting, async (tx): Promise<Unlocking> => {
    const kept = await tx.selectFrom('one_time_code').selectAll().where('setting', '=', setting).where('adult', '=', adult).forUpdate().executeTakeFirst()
    if (!kept) return { ok: false, problem: 'wrong-code' }
    const change = (values: { tries?: number; used_at?: number }) =>
      tx.updateTable('one_time_code').set(values).where('setting', '=', setting).where('adult', '=', adult).execute()
    if (!kept.reusable && kept.tries >= mostTries) return { ok: false, problem: 'too-many-tries' }
    if (!isSame(hash, kept.hash)) {
      if (!kept.reusable) await change({ tries: kept.tries + 1 })
      return { ok: false, problem: 'wrong-code' }
    }
    if (kept.used_at !== null && !kept.reusable) return { ok: false, problem: 'used-code' }
    if (kept.expires_at !== null && kept.expires_at <= now) return { ok: false, problem: 'expired-code' }
    const tablet = await tx.selectFrom('device').select('escrow').where('setting', '=', setting).where('id', '=', device).executeTakeFirst()
    if (!tablet || tablet.escrow === null) return { ok: false, problem: 'nothing-there' }
    if (!kept.reusable) await change({ used_at: now })
    return { ok: true, escrow: tablet.escrow }
  })
}
