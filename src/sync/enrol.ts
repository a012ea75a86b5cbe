import type { EnrolReply } from '../protocol/messages'
import { enrolReply, unlockReply } from '../protocol/messages'
import type { Vault } from '../storage/vault'
import type { Answer, Wire } from './ask'
import { ask } from './ask'

/** Joins this tablet to a setting. Safe to repeat: the same public key is the same tablet, whatever answer was lost. */
export async function enrol(wire: Wire, vault: Vault, given: { code: string; tabletName: string }): Promise<Answer<EnrolReply>> {
  const { publicKey, escrow, setting } = await vault.prepareEnrolment()
  const body = { code: given.code.trim(), tablet: { name: given.tabletName, publicKey }, escrow, setting, device: setting === null ? null : ((await vault.identity())?.device ?? null) }
  const answer = await ask(wire, { method: 'POST', path: '/enrol', token: null, body, reply: enrolReply })
  if (answer.ok) {
    const { device, postToken, readToken, setting: { id, name, kind, place } } = answer.value
    await vault.keepEnrolment({ setting: { id, name, kind, place }, device, postToken, tabletName: given.tabletName }, readToken)
  }
  return answer
}

/** An adult's first sign-in on this tablet, or a forgotten PIN: needs the network once. The PIN is the adult's own. */
export async function firstSignIn(wire: Wire, vault: Vault, given: { adult: string; code: string; pin: string }): Promise<Answer<unknown>> {
  const identity = await vault.identity()
  if (!identity) throw new Error('not enrolled')
  const answer = await ask(wire, { method: 'POST', path: '/unlock', token: identity.postToken, body: { adult: given.adult, code: given.code.trim() }, reply: unlockReply })
  if (answer.ok) await vault.firstSignIn(given.adult, answer.value.escrow, given.pin)
  return answer
}
