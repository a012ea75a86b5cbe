// @vitest-environment node
import fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { runs, seed } from '../../tests/support/seed'
import type { TabletDisk } from '../../tests/support/tablet-disk'
import { closeDisks, entry, tabletDisk } from '../../tests/support/tablet-disk'
import { fold } from '../domain/history/read'
import type { RevisionText } from '../domain/history/revision'
import { openRevision } from '../domain/history/revision'
import type { Delivery, IncomingRow } from './ledger'

afterEach(closeDisks)
const epoch = 'epoch-1'
const everything = { items: 1_000, bytes: 100_000_000 }

/** An endpoint that keeps numbered rows and refuses one answer. */
function smallEndpoint() {
  const rows: IncomingRow[] = []
  const answer = (text: RevisionText): Delivery => {
    const { id } = text
    const known = rows.find((row) => row.id === id)
    if (known) return { id, status: 'duplicate', seq: known.seq, receivedAt: known.receivedAt }
    const { header, body } = openRevision(text)
    if (!header.after.every((parent) => rows.some((row) => row.id === parent))) return { id, status: 'missing-parent' }
    if (body?.changes['room/'] === 'refused') return { id, status: 'refused', code: 'not-valid' }
    const seq = rows.length + 1
    rows.push({ ...text, seq, receivedAt: seq })
    return { id, status: 'stored', seq, receivedAt: seq }
  }
  return { rows, push: (batch: readonly RevisionText[]) => batch.map(answer) }
}
type Endpoint = ReturnType<typeof smallEndpoint>

async function send({ ledger }: TabletDisk, endpoint: Endpoint, items: number, answerArrives: boolean): Promise<void> {
  const batch = await ledger.batch({ ...everything, items })
  const results = endpoint.push(batch)
  if (answerArrives) await ledger.delivered(results.toReversed())
}
async function fetchPage({ ledger }: TabletDisk, endpoint: Endpoint, size: number): Promise<boolean> {
  const cursor = await ledger.cursor()
  const rows = endpoint.rows.slice(cursor.seq, cursor.seq + size)
  if (rows.length === 0) return false
  expect(await ledger.receive({ epoch, rows, next: cursor.seq + rows.length }, cursor)).toBe(true)
  return true
}
async function settle(tablet: TabletDisk, endpoint: Endpoint): Promise<void> {
  while ((await tablet.ledger.outlook()).waiting > 0) await send(tablet, endpoint, 1_000, true)
  while (await fetchPage(tablet, endpoint, 3));
  for (const record of await tablet.ledger.needingHistory()) {
    await tablet.ledger.keepHistory(record, endpoint.rows.filter((row) => openRevision(row).header.record === record))
  }
}

const tabletOf = fc.nat({ max: 1 })
const act = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), tablet: tabletOf, record: fc.constantFrom('juniper', 'pip'), room: fc.constantFrom('otters', 'badgers', 'refused'), stale: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('send' as const), tablet: tabletOf, items: fc.integer({ min: 1, max: 3 }), arrives: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('fetch' as const), tablet: tabletOf, size: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reload' as const), tablet: tabletOf }) },
)

test('however two tablets write, send and fetch, with answers lost and some refused, they end up reading the same, and nothing is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 24 }), async (acts) => {
      const endpoint = smallEndpoint()
      const tablets = [await tabletDisk({ device: 'hall' }), await tabletDisk({ device: 'nest' })]
      const lastSeen = new Map<string, readonly string[]>()
      let written = 0
      for (const step of acts) {
        const tablet = tablets[step.tablet]
        if (!tablet) continue
        tablet.clock.at += 10
        if (step.do === 'write') {
          const heads = (await tablet.ledger.checkpoint(step.record))?.heads ?? []
          const key = `${step.tablet} ${step.record}`
          const after = step.stale ? (lastSeen.get(key) ?? []) : heads
          lastSeen.set(key, heads)
          await tablet.ledger.append(entry({ record: step.record, after, changes: { 'room/': step.room, [`parents/p${written}`]: true } }))
          written += 1
        } else if (step.do === 'send') await send(tablet, endpoint, step.items, step.arrives)
        else if (step.do === 'fetch') await fetchPage(tablet, endpoint, step.size)
        else {
          const again = await tablet.reload()
          await again.unlock()
          tablets[step.tablet] = again
        }
      }
      for (const tablet of [...tablets, ...tablets]) await settle(tablet, endpoint)

      const refused = (await Promise.all(tablets.map(({ ledger }) => ledger.tray()))).flat()
      expect(refused.every(({ code }) => code === 'not-valid')).toBe(true)
      expect(endpoint.rows.length + refused.length).toBe(written)
      for (const record of ['juniper', 'pip']) {
        const stored = endpoint.rows.map(openRevision).filter(({ header }) => header.record === record)
        const whole = fold(null, stored)?.checkpoint ?? null
        for (const { ledger } of tablets) {
          expect(await ledger.checkpoint(record)).toEqual(whole)
          expect(await ledger.needingHistory()).toEqual([])
        }
      }
      closeDisks()
    }),
    { seed, numRuns: runs(25) },
  )
}, 60_000)
