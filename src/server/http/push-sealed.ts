import * as v from 'valibot'
import type { Receipt } from '../../protocol/messages'
import { pushSealedRequest } from '../../protocol/messages'
import { within } from '../database/within'
import { openPost, privateKeysIn } from '../post-keys'
import { fromTablet, hear, refuse } from './replies'

const tooMany = v.looseObject({ items: v.pipe(v.array(v.unknown()), v.minLength(1_001)) })

/**
 * Sealed copies come in from a tablet nobody is signed in on. Each is opened and goes the way of every push: the same judge,
 * the same ledger, the same receipts. What does not open is refused by itself.
 */
export const pushSealed = fromTablet('post', async (c, endpoint, tablet) => {
  const heard = await hear(c, v.union([pushSealedRequest, tooMany]))
  if (!heard.ok) return refuse(c, 'not-valid')
  if (!v.is(pushSealedRequest, heard.message)) return refuse(c, 'too-large')
  if (heard.message.device !== tablet.device) return refuse(c, 'not-valid')
  const opened = await openPost(heard.message.items, tablet, (ids) => within(endpoint.db, tablet.setting, (tx) => privateKeysIn(tx, tablet.setting, ids)))
  const whole = opened.flatMap(({ revision }) => revision ?? [])
  const pushed = await endpoint.ledger.push(tablet, whole)
  const receipts = pushed.results.values()
  const results = opened.map(({ id, revision }): Receipt => (revision && receipts.next().value) ?? { id, status: 'refused', code: 'not-opened' })
  endpoint.metrics.pushed(results)
  return c.json({ ...pushed, results, serverTime: endpoint.now() })
})
