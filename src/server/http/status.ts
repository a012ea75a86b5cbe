import { statusRequest } from '../../protocol/messages'
import { within } from '../database/within'
import { packOf } from '../roster'
import { fromTablet, hear, refuse } from './replies'

/** A tablet's heartbeat: how far it has read, what it has not sent, and how its disk is. */
export const noteStatus = fromTablet('post', async (c, { db, now }, { setting, device }) => {
  const heard = await hear(c, statusRequest)
  if (!heard.ok) return refuse(c, 'not-valid')
  const { cursor, unsent, oldestUnsentAt, persisted, quotaBytes, build, skewMs } = heard.message
  const status = JSON.stringify({ cursor, unsent, oldestUnsentAt, persisted, quotaBytes, build, skewMs })
  const words = await within(db, setting, async (tx) => {
    await tx.updateTable('device').set({ seen_at: now(), status }).where('setting', '=', setting).where('id', '=', device).execute()
    return packOf(tx, setting, now())
  })
  return c.json({ serverTime: now(), words: words.version })
})
