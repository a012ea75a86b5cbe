import { enrolRequest, unlockRequest } from '../../protocol/messages'
import { enrol } from '../auth/enrolment'
import { unlock } from '../auth/one-time'
import { tokenHash } from '../auth/tokens'
import { within } from '../database/within'
import { rosterOf } from '../roster'
import type { Handle } from './replies'
import { fromTablet, hear, refuse } from './replies'

/** A tablet joins a setting, or comes back to it. */
export const enrolTablet: Handle = async (c, endpoint) => {
  const heard = await hear(c, enrolRequest)
  if (!heard.ok) return refuse(c, 'not-valid')
  const { code, tablet, escrow, setting, device: had = null } = heard.message
  const { byAddress, byCode } = endpoint.tries
  const address = endpoint.addressOf(c)
  const word = tokenHash(code.toUpperCase())
  const wait = Math.max(await byAddress.waitFor(address), await byCode.waitFor(word))
  if (wait > 0) {
    c.header('Retry-After', String(wait))
    return refuse(c, 'too-many-tries')
  }
  const enrolment = await enrol(endpoint.db, { code, name: tablet.name, publicKey: tablet.publicKey, escrow, setting, device: had }, endpoint.now())
  if (!enrolment.ok) {
    await byAddress.failed(address)
    await byCode.failed(word)
    return refuse(c, enrolment.problem)
  }
  const { device, postToken, readToken } = enrolment.tablet
  c.set('tablet', enrolment.tablet)
  const roster = await within(endpoint.db, enrolment.tablet.setting, (tx) => rosterOf(tx, enrolment.tablet.setting, endpoint.now()))
  return c.json({ ...roster, device, postToken, readToken })
}

/** An adult signs in for the first time on this tablet, or has forgotten their PIN. */
export const unlockTablet = fromTablet('post', async (c, endpoint, { setting, device }) => {
  const heard = await hear(c, unlockRequest)
  if (!heard.ok) return refuse(c, 'not-valid')
  const { adult, code } = heard.message
  const unlocking = await unlock(endpoint.db, { setting, device, adult, code }, endpoint.now())
  return unlocking.ok ? c.json({ escrow: unlocking.escrow, serverTime: endpoint.now() }) : refuse(c, unlocking.problem)
})
