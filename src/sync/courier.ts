import type { PullReply, PushReply, RosterReply, SnapshotReply, StatusReply } from '../protocol/messages'
import { historyReply, pullReply, pushLimits, pushReply, rosterReply, snapshotReply, statusReply } from '../protocol/messages'
import type { Ledger } from '../storage/ledger'
import type { Vault } from '../storage/vault'
import type { Answer, Question, Wire } from './ask'
import { ask, pullPath } from './ask'
import type { GenericSchema, InferOutput } from 'valibot'
import { tabletKeys, tabletKeysWith } from './tablet-keys'

/** How a round ended. Only `done` means that everything here was offered and everything there was fetched. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'locked' }
  /** Its time was up while it was getting on: the next one goes on from there. */
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'offline' | 'not-ours' | 'trouble'; readonly retryAfterMs: number | null }
  | { readonly kind: 'revoked' | 'withdrawn' | 'restored' | 'not-known' }
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
  /** What the endpoint said, where it was restored. */
  readonly said: unknown
  constructor(outcome: Outcome, said: unknown = null) {
    super(outcome.kind)
    this.outcome = outcome
    this.said = said
  }
}
const pullPage = 500
const rosterEveryMs = 6 * 3_600_000

export function createCourier({ ledger, vault, wire, build, onProgress = () => undefined, health }: CourierOptions): Courier {
  let met = false
  /** As last told; in memory, so that each start looks once at what is held back. */
  let durableSeq: number | null = null
  let lookedInTurn = 0
  async function meet({ sentAt, gotAt, value }: { sentAt: number; gotAt: number; value: { serverTime: number } }): Promise<void> {
    met = true
    await ledger.keepContact({ skewMs: Math.round((sentAt + gotAt) / 2 - value.serverTime), at: gotAt })
  }
  /** Stops the round on anything but our answer. */
  async function answered<S extends GenericSchema<unknown, { serverTime: number }>>(question: Question<S>): Promise<Answer<InferOutput<S>> & { ok: true }> {
    const answer = await ask(wire, question)
    if (!answer.ok) throw new Stopped(outcomeOf(answer), answer.problem === 'refused' ? answer.said : null)
    return answer
  }
  /** As above, and the contact sets the clock's skew. */
  async function must<S extends GenericSchema<unknown, { serverTime: number }>>(question: Question<S>): Promise<InferOutput<S>> {
    const answer = await answered(question)
    await meet(answer)
    return answer.value
  }

  /** False: something could not be settled yet. */
  async function send(identity: { device: string; postToken: string }, signal: AbortSignal): Promise<boolean> {
    const of = (await ledger.outlook()).waiting
    let items: number = pushLimits.items
    let done = 0
    const settled = new Set<string>()
    while (!signal.aborted) {
      const batch = await ledger.batch({ items, bytes: pushLimits.bytes })
      const [first] = batch
      if (!first) break
      onProgress({ phase: 'sending', done, of: Math.max(of, done + batch.length) })
      const life = await ledger.life()
      const answer = await ask(wire, { method: 'POST', path: '/push', token: identity.postToken, body: { device: identity.device, epoch: life.epoch, revisions: batch }, reply: pushReply, signal })
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
      // Restored since: what it says of these comes again after going back. It may lack whom and what they build on.
      if (life.epoch !== null && answer.value.epoch !== life.epoch) throw new Stopped({ kind: 'restored' }, { code: 'restored', epoch: answer.value.epoch, forkSeq: (await ledger.cursor()).seq })
      await ledger.delivered(results, { ...life, epoch: answer.value.epoch })
      // An answer that settles nothing more would be asked again for ever (a parent offered once more beside one that only another
      // tablet has): the next round tries it afresh, and fetching goes on.
      const fresh = results.filter((one) => settles(one) && !settled.has(one.id))
      if (fresh.length === 0) return false
      for (const { id } of fresh) settled.add(id)
      done += fresh.length
    }
    return true
  }

  async function firstSync(token: string, signal: AbortSignal): Promise<void> {
    const place = await ledger.snapshotPlace()
    if (place === null && (await ledger.cursor()).epoch !== null) return
    const pageAfter = (epoch: string | null, after: string | null) => {
      const query = new URLSearchParams({ ...(epoch !== null && { epoch }), ...(after !== null && { after }) })
      return { method: 'GET', path: `/snapshot?${query}`, token, reply: snapshotReply, signal } as const
    }
    let done = 0
    const keep = async (page: SnapshotReply, asOf: number, before: Promise<unknown>): Promise<void> => {
      await ledger.keepSnapshot({ ...page, asOf }, before)
      done += page.records.length
      onProgress({ phase: 'first-sync', done, of: page.next === null ? done : done + page.records.length })
    }
    // While one page is written the next is worked out, and the one after that is on its way. Nothing else is read or written
    // meanwhile: it would wait for the page that is being written.
    let kept: Promise<unknown> = Promise.resolve()
    try {
      const first = await must(pageAfter((await ledger.life()).epoch, place?.next ?? null))
      const asOf = place?.asOf ?? first.asOf
      // What was received before comes by none of the pages. Asked before the last is kept, so that being cut off asks again.
      const received = await ledger.receivedIds()
      if (received.length > 0) {
        const { lackingOf } = await import('./go-back')
        const lacking = await lackingOf(received, { must, token, signal })
        if (lacking.length > 0) throw new Stopped({ kind: 'restored' }, { code: 'restored', epoch: first.epoch, forkSeq: 0 })
      }
      for (let page: SnapshotReply | null = first; page; ) {
        const asked: Promise<{ value: SnapshotReply }> | null = page.next === null || signal.aborted ? null : answered(pageAfter(page.epoch, page.next))
        asked?.catch(() => undefined)
        const before = kept
        kept = keep(page, asOf, before)
        kept.catch(() => undefined)
        await before
        page = asked && (await asked).value
      }
    } finally {
      await kept
    }
  }

  async function fetchNew(token: string, signal: AbortSignal): Promise<void> {
    for (let more = true; more && !signal.aborted; ) {
      const cursor = await ledger.cursor()
      if (cursor.epoch === null) return
      const receipts = await ledger.receipts()
      const page = await must({
        method: 'GET', path: pullPath({ epoch: cursor.epoch, seq: cursor.seq, limit: pullPage, last: (await ledger.passed()).at(-1) }), token, reply: pullReply, signal,
      })
      gapless(page, cursor.seq)
      // Restored, and nobody said so: a row that was receipted, and that no page had brought yet, is not where it was.
      if (receipts.some((one) => isAstray(one, page, cursor.seq))) throw new Stopped({ kind: 'restored' }, { code: 'restored', epoch: page.epoch, forkSeq: cursor.seq })
      if (page.rows.length > 0) {
        onProgress({ phase: 'receiving', done: page.next, of: page.headSeq })
        // False: another tab moved the cursor. Its rows are in; go on from where it stands.
        await ledger.receive({ epoch: page.epoch, rows: page.rows, next: page.next }, cursor)
      }
      if (page.durableSeq !== null && page.durableSeq !== durableSeq) await ledger.backedUp(page.durableSeq)
      durableSeq = page.durableSeq
      more = page.more
    }
  }

  /**
   * After a restore what is still there gets its number again by a page. What none has brought once all are here may have gone
   * with another restore while this tablet was going back: the endpoint is asked, once in each turn.
   */
  async function lookForUnnumbered(token: string, signal: AbortSignal): Promise<void> {
    const { turn } = await ledger.life()
    if (turn === 0 || turn === lookedInTurn || signal.aborted) return
    const unnumbered = await ledger.unnumberedIds()
    if (unnumbered.length > 0) {
      const { lackingOf } = await import('./go-back')
      const { epoch, seq } = await ledger.cursor()
      if ((await lackingOf(unnumbered, { must, token, signal })).length > 0) throw new Stopped({ kind: 'restored' }, { code: 'restored', epoch, forkSeq: seq })
    }
    lookedInTurn = turn
  }

  async function fetchHistories(token: string, signal: AbortSignal): Promise<void> {
    for (const record of await ledger.needingHistory()) {
      if (await ledger.settleHere(record)) continue
      const life = await ledger.life()
      const { rows } = await must({ method: 'GET', path: `/history?record=${encodeURIComponent(record)}`, token, reply: historyReply, signal })
      await ledger.keepHistory(record, rows, life)
    }
  }

  async function fetchRoster(token: string, signal: AbortSignal): Promise<void> {
    const known = await ledger.fact<RosterReply>('roster')
    const roster = await must({ method: 'GET', path: '/roster', token, reply: rosterReply, signal })
    // The endpoint may have been updated since: what was too new for it is offered again.
    await ledger.unpark({ code: 'too-new' })
    // Somebody is there who was not (an adult whom a restore lost is added again): so is what their role did not cover.
    const adults = new Set(known?.people.map(({ id }) => id))
    if (known && roster.people.some(({ id }) => !adults.has(id))) await ledger.unpark({ code: 'not-allowed' })
    // An endpoint that a restore made forget a tablet leaves it out; its key is here still, for what it signed.
    await ledger.keepFact(tabletKeys, await tabletKeysWith(ledger, roster))
    // Last, so that whoever is cut off before does it again.
    await ledger.keepFact('roster', roster)
    await ledger.keepFact('roster-at', wire.now())
  }

  async function isRosterOld(): Promise<boolean> {
    const at = await ledger.fact<number>('roster-at')
    return at === null || Math.abs(wire.now() - at) >= rosterEveryMs
  }

  async function heartbeat(token: string, signal: AbortSignal): Promise<StatusReply> {
    const [{ seq }, { waiting, oldestAt }, heldBack, skewMs, disk] = await Promise.all([ledger.cursor(), ledger.outlook(), ledger.heldBack(), ledger.skew(), health?.()])
    const body = { cursor: seq, unsent: waiting, heldBack, oldestUnsentAt: oldestAt, persisted: disk?.persisted ?? false, quotaBytes: disk?.quotaBytes ?? null, build, skewMs }
    const say = (more: object) => must({ method: 'POST', path: '/status', token, body: { ...body, ...more }, reply: statusReply, signal })
    const answer = await say({})
    const { escrow } = answer.lacksEscrow ? await vault.prepareEnrolment() : { escrow: null }
    return escrow === null ? answer : say({ escrow })
  }

  async function cycle(identity: { device: string; postToken: string }, signal: AbortSignal): Promise<Outcome> {
    const isSettled = await send(identity, signal)
    const token = await vault.readToken()
    await firstSync(token, signal)
    await fetchNew(token, signal)
    await lookForUnnumbered(token, signal)
    await fetchHistories(token, signal)
    if (await isRosterOld()) await fetchRoster(token, signal)
    const { words, tablets } = await heartbeat(identity.postToken, signal)
    const roster = await ledger.fact<RosterReply>('roster')
    if ((words !== undefined && words !== roster?.pack.version) || (tablets !== undefined && tablets !== roster?.tablets?.length)) await fetchRoster(token, signal)
    if (signal.aborted) return cutShort()
    return isSettled ? { kind: 'done' } : { kind: 'trouble', retryAfterMs: null }
  }

  const cutShort = (): Outcome => (met ? { kind: 'unfinished' } : { kind: 'offline', retryAfterMs: null })

  return {
    async round(signal) {
      const identity = await vault.identity()
      if (!identity || !vault.open) return { kind: 'locked' }
      met = false
      try {
        try {
          return await cycle(identity, signal)
        } catch (error) {
          if (!(error instanceof Stopped) || error.outcome.kind !== 'restored') throw error
          const { goBack } = await import('./go-back')
          await goBack({ ledger, wire, must, token: await vault.readToken(), signal, stop: (answer) => new Stopped(outcomeOf(answer)) }, error.said)
          return await cycle(identity, signal)
        }
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

const settles = ({ status, parentRefused }: PushReply['results'][number]): boolean => status !== 'missing-parent' || parentRefused === true

/**
 * The endpoint numbers without a gap: a hole means a page that is not whole, and nothing of it is kept. One that says there is
 * more and brings nothing would be asked for again for ever.
 */
function gapless({ rows, more }: { rows: readonly { seq: number }[]; more: boolean }, after: number): void {
  if ((more && rows.length === 0) || rows.some(({ seq }, index) => seq !== after + index + 1)) throw new Stopped({ kind: 'trouble', retryAfterMs: null })
}

function isAstray({ seq, id }: { seq: number; id: string }, { rows, headSeq }: PullReply, after: number): boolean {
  const row = rows[seq - after - 1]
  // Whatever else stands there, an erasure too, is not that row.
  return seq > headSeq || (seq > after && row !== undefined && !('id' in row && row.id === id))
}

export function outcomeOf(answer: Exclude<Answer<unknown>, { ok: true }>): Outcome {
  if (answer.problem !== 'refused') return { kind: answer.problem, retryAfterMs: null }
  if (answer.code === 'revoked' || answer.code === 'withdrawn' || answer.code === 'restored' || answer.code === 'not-known') return { kind: answer.code }
  return { kind: 'trouble', retryAfterMs: answer.retryAfterMs }
}
