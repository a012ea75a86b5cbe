import type { RevisionText } from '../domain/history/revision'
import type { OutboxRow } from './db'
import { notWhole } from './disk-names'
import type { Erased } from './erased'
import type { Facts, Life } from './facts'
import { factNames } from './facts'
import type { HeldBack } from './held-back'
import type { Numbers } from './numbers'
import type { Inside } from './sealed-rows'
import { inQuery } from './sealed-rows'
import type { Settle } from './settling'
import { Unreadable } from './trouble'

/** One line of the tray. */
export interface Waiting {
  readonly id: string
  readonly record: string
  readonly savedAt: number
  /** Why the endpoint did not take it; null while it simply waits. */
  readonly code: string | null
}
export interface Outlook {
  readonly waiting: number
  readonly parked: number
  readonly oldestAt: number | null
  /** An unsent record tells of harm. Known while locked. */
  readonly harm: boolean
}
/** What an endpoint said of one revision, as the courier understood it. */
export interface Delivery {
  readonly id: string
  readonly status: 'stored' | 'duplicate' | 'missing-parent' | 'refused' | 'erased'
  readonly seq?: number | undefined
  readonly receivedAt?: number | undefined
  readonly number?: number | undefined
  readonly former?: number | undefined
  readonly code?: string | undefined
  readonly parentRefused?: boolean | undefined
}
/** As it is sent: with the number that its record has in the book, which an endpoint that lost it gives again where it can. */
export type Sending = RevisionText & { readonly number?: number }

export interface Outbox {
  readonly outlook: () => Promise<Outlook>
  readonly tray: () => Promise<readonly Waiting[]>
  readonly batch: (limit: { items: number; bytes: number }) => Promise<readonly Sending[]>
  readonly delivered: (results: readonly Delivery[], under?: Life) => Promise<void>
  readonly unpark: (which: { code: string } | { id: string }) => Promise<void>
}

const encoder = new TextEncoder()
/** All numbers: what an index has under `order` and is none of these was changed by somebody. */
const anyOrder = [-Infinity, Infinity] as const

export function openOutbox({ strict, vault, rows, now }: Inside, { settle, facts, numbers, erased, heldBack }: { settle: Settle; facts: Facts; numbers: Numbers; erased: Erased; heldBack: HeldBack }): Outbox {
  /** Lamps already looked at: whether a revision tells of harm never changes. */
  const lamps = new Map<string, boolean>()

  async function tellsOfHarm({ id, harm }: OutboxRow): Promise<boolean> {
    const known = lamps.get(id)
    if (known !== undefined) return known
    try {
      const lit = (await inQuery(vault.unsealOpenly(`outbox|${id}`, harm))) === '1'
      lamps.set(id, lit)
      return lit
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      // Nobody can say it does not: a tablet carried to the office for nothing is the smaller harm.
      return true
    }
  }

  /**
   * Takes receipts in. Needs no key, so that a receipt counts even when the tablet locked itself in the middle of a round.
   * `under`: the endpoint's life they were given in. One from before a restore is worth nothing: what it receipts is sent again.
   */
  async function takeReceipts(receipts: readonly Delivery[], under?: Life): Promise<void> {
    const ids = receipts.map(({ id }) => id)
    await strict.transaction('rw', [strict.revisions, strict.outbox, strict.posts, strict.facts], async () => {
      const life = await facts.life()
      if (under && (under.turn !== life.turn || (life.epoch !== null && life.epoch !== under.epoch))) return
      // Before the first sync no cursor says in which life this was received.
      if (under && life.epoch === null) await strict.facts.put({ name: factNames.life, value: under })
      const kept = await strict.revisions.bulkGet(ids)
      const received = receipts.flatMap(({ seq, receivedAt }, index) => {
        const row = kept[index]
        return row ? [{ ...row, seq: seq ?? row.seq, receivedAt: receivedAt ?? row.receivedAt ?? now() }] : []
      })
      await strict.revisions.bulkPut(received)
      await heldBack.hold(received.map(({ id, record, receivedAt }) => ({ id, record, at: receivedAt })))
      await strict.outbox.bulkDelete(ids)
      await strict.posts.bulkDelete(ids)
      await numbers.keep(receipts.flatMap(({ number, former }, index) => (kept[index] ? [{ record: kept[index].record, number, former }] : [])))
    })
  }

  /** A row whose place is none is in no index, and would wait for ever: it goes to the end. */
  async function putInLine(): Promise<void> {
    const inLine = strict.outbox.where('order').between(...anyOrder)
    if ((await inLine.count()) === (await strict.outbox.count())) return
    await strict.transaction('rw', strict.outbox, async () => {
      const placed = await inLine.toArray()
      const ids = new Set(placed.map(({ id }) => id))
      const lost = await strict.outbox.filter(({ id }) => !ids.has(id)).toArray()
      const from = placed.at(-1)?.order ?? 0
      await strict.outbox.bulkPut(lost.map((row, index) => ({ ...row, order: from + index + 1 })))
    })
  }

  return {
    async outlook() {
      const unsent = await strict.outbox.toArray()
      const parked = unsent.filter(({ code }) => code !== null).length
      const oldestAt = unsent.reduce<number | null>((oldest, { savedAt }) => (oldest === null ? savedAt : Math.min(oldest, savedAt)), null)
      let harm = false
      for (const row of unsent) harm ||= await tellsOfHarm(row)
      return { waiting: unsent.length - parked, parked, oldestAt, harm }
    },
    async tray() {
      const unsent = await strict.outbox.toArray()
      return unsent.sort((a, b) => a.order - b.order).map(({ id, record, savedAt, code }) => ({ id, record, savedAt, code }))
    },
    async batch({ items, bytes }) {
      await putInLine()
      const waiting = await strict.outbox.orderBy('order').filter(({ code }) => code === null).limit(items).toArray()
      const batch: Sending[] = []
      const known = await numbers.numbersOf([...new Set(waiting.map(({ record }) => record))])
      let size = 0
      // In steps, so that thousands of waiting records are not opened for a batch of a few.
      for (let start = 0; start < waiting.length; start += 50) {
        const step = waiting.slice(start, start + 50)
        const found = await strict.revisions.bulkGet(step.map(({ id }) => id))
        const opened = new Map((await rows.openRevisions(found.flatMap((row) => row ?? []))).map((one) => [one.id, one]))
        for (const { id, record } of step) {
          const revision = opened.get(id)
          if (!revision) {
            // What cannot be opened cannot be sent: it waits for a person, and the rest goes on.
            await settle(record, { park: new Map([[id, notWhole]]) })
            continue
          }
          size += encoder.encode(JSON.stringify(revision.text)).byteLength
          if (size > bytes && batch.length > 0) return batch
          const number = known.get(record)
          batch.push(number === undefined ? revision.text : { ...revision.text, number })
        }
      }
      return batch
    },
    async delivered(results, under) {
      const entries = new Map((await strict.outbox.bulkGet(results.map(({ id }) => id))).flatMap((row) => (row ? [[row.id, row]] : [])))
      const receipts = results.filter(({ status }) => status === 'stored' || status === 'duplicate')
      if (receipts.length > 0) await takeReceipts(receipts, under)
      const gone = results.flatMap(({ id, status }) => (status === 'erased' ? (entries.get(id)?.record ?? []) : []))
      if (gone.length > 0) await erased.refused([...new Set(gone)])

      const troubled = new Map<string, { park: Map<string, string>; orphans: Set<string>; alone: Set<string> }>()
      for (const { id, status, code, parentRefused } of results) {
        const entry = entries.get(id)
        if (!entry || status === 'erased') continue
        const theirs = troubled.get(entry.record) ?? { park: new Map<string, string>(), orphans: new Set<string>(), alone: new Set<string>() }
        if (status === 'refused') theirs.park.set(id, code ?? 'trouble')
        else if (status === 'missing-parent') {
          theirs.orphans.add(id)
          if (parentRefused) theirs.alone.add(id)
        }
        // Received after all, though it was parked: it belongs to the reading again.
        else if (entry.code === null) continue
        troubled.set(entry.record, theirs)
      }
      for (const [record, verdict] of troubled) await settle(record, verdict)
    },
    async unpark(which) {
      const wanted = (row: OutboxRow) => row.code !== null && ('id' in which ? row.id === which.id : row.code === which.code)
      const byRecord = new Map<string, Set<string>>()
      for (const { id, record } of await strict.outbox.filter(wanted).toArray()) byRecord.set(record, (byRecord.get(record) ?? new Set()).add(id))
      for (const [record, free] of byRecord) await settle(record, { free })
    },
  }
}
