import type { PushReply, RosterReply } from '../protocol/messages'
import { historyReply, pullReply, pushLimits, pushReply, rosterReply, snapshotReply, statusReply } from '../protocol/messages'
import type { Ledger } from '../storage/ledger'
import type { Vault } from '../storage/vault'
import type { Answer, Question, Wire } from './ask'
import { ask } from './ask'
import type { GenericSchema, InferOutput } from 'valibot'

/** How a round ended. Only `done` means that everything here was offered and everything there was fetched. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'locked' }
  /** Its time was up while it was getting on: the next one goes on from there. */
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'offline' | 'not-ours' | 'trouble'; readonly retryAfterMs: number | null }
  | { readonly kind: 'revoked' | 'withdrawn' | 'restored' }
export interface Progress {
  readonly phase: 'sending' | 'first-sync' | 'receiving' | 'resting'
  readonly done: number
  readonly of: number
}
export interface CourierOptions {
  readonly ledger: Ledger
  readonly vault: Vault
  readonly wire: Wire
  readonly build: string
  readonly onProgress?: (progress: Progress) => void
  /** Whether the browser promised to keep our rows, and how much room it says is left. */
  readonly health?: () => Promise<{ persisted: boolean; quotaBytes: number | null }>
}
export interface Courier {
  /** One round: push, receipts, first sync if it is not done, pull, missing histories, heartbeat. Safe to repeat at any point. */
  round(signal: AbortSignal): Promise<Outcome>
}

class Stopped extends Error {
  readonly outcome: Outcome
  constructor(outcome: Outcome) {
    super(outcome.kind)
    this.outcome = outcome
  }
}
const pullPage = 500
const rosterEveryMs = 6 * 3_600_000

export function createCourier({ ledger, vault, wire, build, onProgress = () => undefined, health }: CourierOptions): Courier {
  let met = false
  async function meet({ sentAt, gotAt, value }: { sentAt: number; gotAt: number; value: { serverTime: number } }): Promise<void> {
    met = true
    await ledger.keepContact({ skewMs: Math.round((sentAt + gotAt) / 2 - value.serverTime), at: gotAt })
  }
  /** Stops the round on anything but our answer; every contact sets the clock's skew. */
  async function must<S extends GenericSchema<unknown, { serverTime: number }>>(question: Question<S>): Promise<InferOutput<S>> {
    const answer = await ask(wire, question)
    if (!answer.ok) throw new Stopped(outcomeOf(answer))
    await meet(answer)
    return answer.value
  }

  /** False: something could not be settled yet. */
  async function send(identity: { device: string; postToken: string }, signal: AbortSignal): Promise<boolean> {
    const of = (await ledger.outlook()).waiting
    let items: number = pushLimits.items
    let done = 0
    while (!signal.aborted) {
      const batch = await ledger.batch({ items, bytes: pushLimits.bytes })
      const [first] = batch
      if (!first) break
      onProgress({ phase: 'sending', done, of: Math.max(of, done + batch.length) })
      const { epoch } = await ledger.cursor()
      const answer = await ask(wire, { method: 'POST', path: '/push', token: identity.postToken, body: { device: identity.device, epoch, revisions: batch }, reply: pushReply, signal })
      if (!answer.ok && answer.problem === 'refused' && (answer.status === 413 || answer.code === 'too-large')) {
        // Too much at once: half of it. One record that is too much by itself waits for a person, and the rest goes on.
        if (batch.length > 1) items = Math.max(1, Math.floor(batch.length / 2))
        else await ledger.delivered([{ id: first.id, status: 'refused', code: 'too-large' }])
        continue
      }
      if (!answer.ok) throw new Stopped(outcomeOf(answer))
      await meet(answer)
      const asked = new Set(batch.map(({ id }) => id))
      const results = answer.value.results.filter(({ id }) => asked.has(id))
      await ledger.delivered(results)
      // An answer that settles nothing would be asked again for ever: the next round tries it afresh, and fetching goes on.
      if (!results.some(settles)) return false
      done += results.filter(settles).length
    }
    return true
  }

  async function firstSync(token: string, signal: AbortSignal): Promise<void> {
    const place = await ledger.snapshotPlace()
    if (place === null && (await ledger.cursor()).epoch !== null) return
    let after = place?.next ?? null
    let asOf = place?.asOf ?? null
    let done = 0
    do {
      const query = after === null ? '' : `?after=${encodeURIComponent(after)}`
      const page = await must({ method: 'GET', path: `/snapshot${query}`, token, reply: snapshotReply, signal })
      asOf ??= page.asOf
      await ledger.keepSnapshot({ epoch: page.epoch, asOf, records: page.records, next: page.next })
      done += page.records.length
      onProgress({ phase: 'first-sync', done, of: page.next === null ? done : done + page.records.length })
      after = page.next
    } while (after !== null && !signal.aborted)
  }

  async function fetchNew(token: string, signal: AbortSignal): Promise<void> {
    for (let more = true; more && !signal.aborted; ) {
      const cursor = await ledger.cursor()
      if (cursor.epoch === null) return
      const page = await must({
        method: 'GET', path: `/pull?epoch=${encodeURIComponent(cursor.epoch)}&after=${cursor.seq}&limit=${pullPage}`, token, reply: pullReply, signal,
      })
      gapless(page, cursor.seq)
      if (page.rows.length > 0) {
        onProgress({ phase: 'receiving', done: page.next, of: page.headSeq })
        // False: another tab moved the cursor. Its rows are in; go on from where it stands.
        await ledger.receive({ epoch: page.epoch, rows: page.rows, next: page.next }, cursor)
      }
      more = page.more
    }
  }

  async function fetchHistories(token: string, signal: AbortSignal): Promise<void> {
    for (const record of await ledger.needingHistory()) {
      const { rows } = await must({ method: 'GET', path: `/history?record=${encodeURIComponent(record)}`, token, reply: historyReply, signal })
      await ledger.keepHistory(record, rows)
    }
  }

  async function fetchRoster(token: string, signal: AbortSignal): Promise<void> {
    await ledger.keepFact('roster', await must({ method: 'GET', path: '/roster', token, reply: rosterReply, signal }))
    await ledger.keepFact('roster-at', wire.now())
    // The endpoint may have been updated since: what was too new for it is offered again.
    await ledger.unpark({ code: 'too-new' })
  }

  async function isRosterOld(): Promise<boolean> {
    const at = await ledger.fact<number>('roster-at')
    return at === null || Math.abs(wire.now() - at) >= rosterEveryMs
  }

  /** The version of the words in force, where the endpoint says it. */
  async function heartbeat(token: string, signal: AbortSignal): Promise<string | undefined> {
    const [{ seq }, { waiting, oldestAt }, skewMs, disk] = await Promise.all([ledger.cursor(), ledger.outlook(), ledger.skew(), health?.()])
    const body = { cursor: seq, unsent: waiting, oldestUnsentAt: oldestAt, persisted: disk?.persisted ?? false, quotaBytes: disk?.quotaBytes ?? null, build, skewMs }
    return (await must({ method: 'POST', path: '/status', token, body, reply: statusReply, signal })).words
  }

  const cutShort = (): Outcome => (met ? { kind: 'unfinished' } : { kind: 'offline', retryAfterMs: null })

  return {
    async round(signal) {
      const identity = await vault.identity()
      if (!identity || !vault.open) return { kind: 'locked' }
      met = false
      try {
        const isSettled = await send(identity, signal)
        const token = await vault.readToken()
        await firstSync(token, signal)
        await fetchNew(token, signal)
        await fetchHistories(token, signal)
        if (await isRosterOld()) await fetchRoster(token, signal)
        const words = await heartbeat(identity.postToken, signal)
        if (words !== undefined && words !== (await ledger.fact<RosterReply>('roster'))?.pack.version) await fetchRoster(token, signal)
        if (signal.aborted) return cutShort()
        return isSettled ? { kind: 'done' } : { kind: 'trouble', retryAfterMs: null }
      } catch (error) {
        if (!(error instanceof Stopped)) {
          // Locked in the middle of a round: what was kept is kept, the rest waits for the next sign-in.
          if (!vault.open) return { kind: 'locked' }
          throw error
        }
        if (signal.aborted && error.outcome.kind === 'offline') return cutShort()
        if (error.outcome.kind === 'revoked') await ledger.dropReceived()
        return error.outcome
      } finally {
        onProgress({ phase: 'resting', done: 0, of: 0 })
      }
    },
  }
}

const settles = ({ status }: PushReply['results'][number]): boolean => status !== 'missing-parent'

/**
 * The endpoint numbers without a gap: a hole means a page that is not whole, and nothing of it is kept. One that says there is
 * more and brings nothing would be asked for again for ever.
 */
function gapless({ rows, more }: { rows: readonly { seq: number }[]; more: boolean }, after: number): void {
  if ((more && rows.length === 0) || rows.some(({ seq }, index) => seq !== after + index + 1)) throw new Stopped({ kind: 'trouble', retryAfterMs: null })
}

function outcomeOf(answer: Exclude<Answer<unknown>, { ok: true }>): Outcome {
  if (answer.problem !== 'refused') return { kind: answer.problem, retryAfterMs: null }
  if (answer.code === 'revoked' || answer.code === 'withdrawn' || answer.code === 'restored') return { kind: answer.code }
  return { kind: 'trouble', retryAfterMs: answer.retryAfterMs }
}
