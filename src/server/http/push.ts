import * as v from 'valibot'
import { pushRequest } from '../../protocol/messages'
import { fromTablet, hear, refuse } from './replies'

const tooMany = v.looseObject({ revisions: v.pipe(v.array(v.unknown()), v.minLength(1_001)) })

/** Revisions come in; a receipt for each goes out. */
export const pushRevisions = fromTablet('post', async (c, endpoint, tablet) => {
  const heard = await hear(c, v.union([pushRequest, tooMany]))
  if (!heard.ok) return refuse(c, 'not-valid')
  if (!v.is(pushRequest, heard.message)) return refuse(c, 'too-large')
  // A tablet sends as itself; what another tablet signed it may carry, each revision under its own signature.
  if (heard.message.device !== tablet.device) return refuse(c, 'not-valid')
  const pushed = await endpoint.ledger.push(tablet, heard.message.revisions)
  return c.json({ ...pushed, serverTime: endpoint.now() })
})
