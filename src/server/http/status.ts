import { statusRequest } from '../../protocol/messages'
import { within } from '../database/within'
import { packOf } from '../roster'
import { fromTablet, hear, refuse } from './replies'

/** A tablet's heartbeat: how far it has read, what it has not sent, and how its disk is. */
export const noteStatus = fromTablet('post', async (c, { db, now }, { setting, device }) => {
  const heard = await hear(c, statusRequest)
  if (!heard.ok) return refuse(c, 'not-valid')
  const { cursor, unsent, heldBack, oldestUnsentAt, persisted, quotaBytes, build, skewMs, escrow } = heard.message
  const status = JSON.stringify({ cursor, unsent, heldBack, oldestUnsentAt, persisted, quotaBytes, build, skewMs })
  const known = await within(db, setting, async (tx) => {
    const { escrow: kept } = await tx
      .updateTable('device')
      // What it has is not written over.
      .set((row) => ({ seen_at: now(), status, escrow: row.fn.coalesce('escrow', row.val(escrow ?? null)) }))
      .where('setting', '=', setting).where('id', '=', device)
      .returning('escrow')
      .executeTakeFirstOrThrow()
    const { tablets } = await tx.selectFrom('device').select((row) => row.fn.countAll<number>().as('tablets')).where('setting', '=', setting).where('desk', '=', false).executeTakeFirstOrThrow()
    return { words: (await packOf(tx, setting, now())).version, tablets, ...(kept === null && { lacksEscrow: true }) }
  })
  return c.json({ serverTime: now(), ...known })
})
