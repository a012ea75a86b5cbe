import { missingRequest } from '../../protocol/messages'
import { within } from '../database/within'
import { bringBack, headOf } from '../epochs'
import { fromTablet, hear, refuse } from './replies'

/** Which of these revisions the endpoint lacks: what a tablet asks of all it holds, after a restore. */
export const sayMissing = fromTablet('read', async (c, { db, now }, { setting }) => {
  const heard = await hear(c, missingRequest)
  if (!heard.ok) return refuse(c, 'not-valid')
  const { ids, tablets = [] } = heard.message
  const { epoch, here } = await within(db, setting, async (tx) => {
    await bringBack(tx, setting, { tablets, at: now() })
    const found = await tx.selectFrom('revision').select('id').where('setting', '=', setting).where('id', 'in', ids).execute()
    return { epoch: (await headOf(tx, setting)).epoch, here: found }
  })
  const known = new Set(here.map(({ id }) => id))
  return c.json({ epoch, missing: ids.filter((id) => !known.has(id)), serverTime: now() })
})
