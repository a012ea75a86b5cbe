import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { formOf } from '../../src/domain/records/catalogue'
import type { Changes } from '../../src/domain/schema/field'
import type { Revision } from '../../src/domain/history/revision'
import { openRevision } from '../../src/domain/history/revision'
import type { Receipt } from '../../src/protocol/messages'
import { pullReply, pushReply } from '../../src/protocol/messages'
import { isRevisionRow } from '../support/revision-rows'
import { readReply } from '../../src/protocol/reply'
import type { Chance } from '../kill/chance'
import type { TestTablet } from '../support/enrolled-tablet'
import { enrolTestTablet } from '../support/enrolled-tablet'
import type { Told } from './truth'
import { digestWith, noRows } from './truth'

/** What all tablets did together, and when the endpoint last answered one. */
export interface Tally {
  pushes: number
  cut: number
  refusedForNow: number
  /** Had been stored, and the tablet had never heard of it. */
  storedUnheard: number
  /** When the last push that was answered with receipts was begun, ms. */
  lastHeard: number
}
export const newTally = (): Tally => ({ pushes: 0, cut: 0, refusedForNow: 0, storedUnheard: 0, lastHeard: 0 })

/** Receipts as they came, the first of each id and whatever contradicts it. */
export function openReceipts(tally: Tally): { readonly first: Map<string, Receipt>; readonly contradicted: string[]; readonly note: (receipt: Receipt) => void } {
  const first = new Map<string, Receipt>()
  const contradicted: string[] = []
  return {
    first, contradicted,
    note(receipt) {
      const { id, status } = receipt
      const known = first.get(id)
      if (known && (known.seq !== receipt.seq || known.number !== receipt.number || known.receivedAt !== receipt.receivedAt)) contradicted.push(id)
      if (!known && status === 'duplicate') tally.storedUnheard += 1
      first.set(id, known ?? receipt)
    },
  }
}

/** A tablet as the wire sees one: it never stops writing, sends what has no receipt until it has one, and reads what others wrote. */
export interface Sender {
  readonly workWhile: (goesOn: () => boolean) => Promise<void>
  /** Until nothing is unsent. */
  readonly sendAll: (until: number) => Promise<void>
  /** Until nothing is unread. */
  readonly readAll: (until: number) => Promise<void>
  readonly told: () => Promise<Told>
}
export interface Sending {
  readonly name: string
  readonly setting: string
  readonly author: string
  readonly code: string
  readonly fetch: typeof globalThis.fetch
  readonly chance: Chance
  readonly tally: Tally
  /** Records that all tablets of the setting write in, so that they clash. */
  readonly shared: readonly string[]
}

const mostUnsent = 60
const batch = 20
const readsEvery = 6

export async function openSender({ name, setting, author, code, fetch, chance, tally, shared }: Sending): Promise<Sender> {
  const tablet: TestTablet = await enrolTestTablet({ fetch, makeEnrolmentCode: () => Promise.resolve(code) }, setting)
  const made: Revision[] = []
  const unsent = new Map<string, Revision>()
  const receipts = openReceipts(tally)
  let last: Revision | null = null
  /** Of records that several write in: the heads this tablet has seen. */
  const heads = new Map<string, Set<string>>()
  const cursor = { epoch: null as string | null, seq: 0, digest: noRows }

  function see({ id, header }: Revision): void {
    if (!shared.includes(header.record)) return
    const known = heads.get(header.record) ?? new Set<string>()
    for (const parent of header.after) known.delete(parent)
    heads.set(header.record, known.add(id))
  }
  async function write(given: { record: string; kind: string; after: readonly string[]; changes: Changes }): Promise<void> {
    last = await tablet.make({ author, version: formOf(given.kind)?.version ?? 1, ...given })
    made.push(last)
    unsent.set(last.id, last)
    see(last)
  }
  /** A new note, one more line to the last, an incident for the book, or a line in a record that everybody writes in. */
  async function writeSomething(): Promise<void> {
    const words = `Sat by the door, time ${made.length}.${' The bell rang.'.repeat(chance.between(0, 30))}`
    const lot = chance.next()
    const common = shared[chance.between(0, shared.length - 1)]
    if (lot < 0.15) await write({ record: randomUUID(), kind: 'incident', after: [], changes: { 'before/': words } })
    else if (lot < 0.35 && common !== undefined) await write({ record: common, kind: 'child', after: [...(heads.get(common) ?? [])], changes: { 'room/': words.slice(0, 40) } })
    else if (lot < 0.6 && last && last.header.kind !== 'child') await write({ record: last.header.record, kind: last.header.kind, after: [last.id], changes: last.header.kind === 'incident' ? { 'reasonWords/': words } : { 'words/': words } })
    else await write({ record: randomUUID(), kind: 'quick-record', after: [], changes: { 'words/': words } })
  }

  async function send(): Promise<void> {
    const items = [...unsent.values()].slice(0, batch)
    if (items.length === 0) return
    const sentAt = Date.now()
    tally.pushes += 1
    const answer = await fetch('/api/v1/push', {
      method: 'POST', headers: { authorization: `Bearer ${tablet.postToken}` }, signal: AbortSignal.timeout(patienceMs),
      body: JSON.stringify({ device: tablet.device, epoch: cursor.epoch, revisions: items.map(({ text }) => text) }),
    })
    const read = readReply(pushReply, await answer.text(), answer.ok)
    if (read.kind !== 'reply') return void (tally.refusedForNow += 1)
    const orphan = items.find(({ id, header: { after } }) => after.some((parent) => receipts.first.has(parent)) && read.value.results.some((one) => one.id === id && one.status === 'missing-parent'))
    if (orphan) throw new Error(`${name}: ${orphan.id} was built on what was receipted and is not there`)
    for (const receipt of read.value.results.filter(({ status }) => status !== 'missing-parent')) {
      receipts.note(receipt)
      unsent.delete(receipt.id)
    }
    tally.lastHeard = Math.max(tally.lastHeard, sentAt)
  }

  /** One page; whether there is more. */
  async function read(): Promise<boolean> {
    const asked = cursor.epoch === null ? '' : `?epoch=${encodeURIComponent(cursor.epoch)}&after=${cursor.seq}`
    const answer = await fetch(`/api/v1/pull${asked}`, { headers: { authorization: `Bearer ${tablet.readToken}` }, signal: AbortSignal.timeout(patienceMs) })
    const page = readReply(pullReply, await answer.text(), answer.ok)
    // Nobody puts anything back here: rows that were given out are gone.
    if (page.kind === 'refusal' && page.code === 'restored') throw new Error(`${name} had read to ${cursor.seq}, and the endpoint says it never was there`)
    if (page.kind !== 'reply') {
      tally.refusedForNow += 1
      return true
    }
    cursor.epoch = page.value.epoch
    for (const row of page.value.rows) {
      if (!isRevisionRow(row) || row.seq !== cursor.seq + 1) throw new Error(`${name} was given number ${row.seq} after ${cursor.seq}`)
      cursor.seq = row.seq
      if (!isRevisionRow(row)) continue
      cursor.digest = digestWith(cursor.digest, row)
      // A record of one's own needs no second look.
      if (!unsent.has(row.id)) see(openRevision(row))
    }
    return page.value.more
  }

  /** A dead endpoint is a cut line, a reset, a long silence, or an answer that stops in the middle. Anything else is a fault. */
  async function bravely<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work()
    } catch (error) {
      if (!isCutLine(error)) throw error
      tally.cut += 1
      await pause(chance.between(30, 250))
      return null
    }
  }
  return {
    async workWhile(goesOn) {
      for (let turn = chance.between(0, readsEvery); goesOn(); turn += 1) {
        if (unsent.size < mostUnsent) for (let count = chance.between(1, 3); count > 0; count -= 1) await writeSomething()
        await bravely(send)
        if (turn % readsEvery === 0) await bravely(read)
        await pause(chance.between(300, 1_500))
      }
    },
    async sendAll(until) {
      while (unsent.size > 0 && Date.now() < until) await bravely(send)
    },
    async readAll(until) {
      for (let more: boolean | null = true; more !== false && Date.now() < until; ) more = await bravely(read)
    },
    told: () => Promise.resolve({
      tablet: name, made: made.map(({ text }) => text), receipts: receipts.first, contradicted: receipts.contradicted,
      read: { seq: cursor.seq, digest: cursor.digest }, records: new Map(),
    }),
  }
}

const patienceMs = 10_000
export const isCutLine = (error: unknown): boolean =>
  error instanceof TypeError || (error instanceof SyntaxError && /JSON/.test(error.message)) || (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError'))
