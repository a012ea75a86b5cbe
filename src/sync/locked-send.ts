import { pushLimits, pushReply } from '../protocol/messages'
import type { Ledger } from '../storage/ledger'
import type { Vault } from '../storage/vault'
import { ask } from './ask'
import type { Courier, CourierOptions, Outcome } from './courier'
import { outcomeOf } from './courier'

/**
 * The courier of a tablet nobody is signed in on: it sends the copies that only the endpoint opens, takes receipts, and
 * fetches nothing. `locked`: nothing is left that could go so. Safe to repeat, and to go on beside any other courier: the
 * endpoint answers a repeat as it did the first time.
 */
export function createLockedSend({ ledger, vault, wire, onProgress = () => undefined }: Pick<CourierOptions, 'wire' | 'onProgress'> & { readonly ledger: Ledger; readonly vault: Pick<Vault, 'identity' | 'open'> }): Courier {
  async function send(signal: AbortSignal): Promise<Outcome> {
    const identity = await vault.identity()
    if (!identity) return { kind: 'locked' }
    const of = await ledger.sealedCount()
    let items: number = pushLimits.items
    let done = 0
    // With somebody signed in the courier has more to do than this, and does this as well.
    while (!signal.aborted && !vault.open) {
      const batch = await ledger.sealedBatch({ items, bytes: pushLimits.bytes })
      const [first] = batch
      if (!first) return { kind: 'locked' }
      onProgress({ phase: 'sending', done, of: Math.max(of, done + batch.length) })
      const life = await ledger.life()
      const answer = await ask(wire, { method: 'POST', path: '/push-sealed', token: identity.postToken, body: { device: identity.device, epoch: life.epoch, items: batch }, reply: pushReply, signal })
      if (!answer.ok) {
        if (answer.problem === 'refused' && (answer.status === 413 || answer.code === 'too-large')) {
          if (batch.length > 1) items = Math.max(1, Math.floor(batch.length / 2))
          else await ledger.sealedDelivered([{ id: first.id, status: 'refused', code: 'too-large' }])
          continue
        }
        const outcome = outcomeOf(answer)
        if (outcome.kind === 'revoked') await ledger.dropReceived()
        return outcome
      }
      await ledger.keepContact({ skewMs: Math.round((answer.sentAt + answer.gotAt) / 2 - answer.value.serverTime), at: answer.gotAt })
      const asked = new Set(batch.map(({ id }) => id))
      const results = answer.value.results.filter(({ id }) => asked.has(id))
      // An answer that says nothing of what was asked would be asked again for ever.
      if (results.length === 0) return { kind: 'trouble', retryAfterMs: null }
      // Restored since: what these build on may be gone there, and only somebody who signs in can offer that again. They are
      // said once all the same, so that they are there; what was said of them is asked for again after going back.
      const isRestored = life.epoch !== null && answer.value.epoch !== life.epoch
      await ledger.sealedDelivered(isRestored ? results.map(({ id }) => ({ id, status: 'refused', code: 'restored' })) : results, { ...life, epoch: answer.value.epoch })
      done += results.length
    }
    return { kind: 'unfinished' }
  }

  return {
    round: (signal) => send(signal).finally(() => onProgress({ phase: 'resting', done: 0, of: 0 })),
  }
}
