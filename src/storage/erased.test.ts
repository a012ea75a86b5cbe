// @vitest-environment node
import { afterEach, expect, test } from 'vitest'
import type { FailingDisk } from '../../tests/support/failing-disk'
import { failingDisk } from '../../tests/support/failing-disk'
import type { TabletDisk } from '../../tests/support/tablet-disk'
import { closeDisks, elsewhere, entry, tabletDisk } from '../../tests/support/tablet-disk'
import { checkRevision } from '../domain/history/revision'

let failing: FailingDisk | undefined
afterEach(() => {
  failing?.restore()
  failing = undefined
  closeDisks()
})
const epoch = 'epoch-1'
const start = { epoch: null, seq: 0 }
const at = Date.parse('2026-03-03T09:00:00Z')
const erase = (seq: number, record = 'juniper') => ({ seq, erase: { record, at } })
const everything = async ({ tables }: TabletDisk) => JSON.stringify(await Promise.all(tables.strict.tables.map((table) => table.toArray())))

test('with its rows and its erasure in one page a record is never there, and its headers verify', async () => {
  const { ledger, vault } = await tabletDisk()
  const other = await elsewhere()
  const first = await other.write({ changes: { 'name/': 'Juniper' } })
  const second = await other.write({ after: [first.id], changes: { 'room/': 'Otters' } })
  const pip = await other.write({ record: 'pip', changes: { 'name/': 'Pip' } })
  expect(await ledger.receive({ epoch, rows: [...other.rows(first, second, pip), erase(4)], next: 4 }, start)).toBe(true)
  expect(await ledger.checkpoint('juniper')).toBeNull()
  expect((await ledger.ofKind('child')).map(({ record }) => record)).toEqual(['pip'])
  const headers = await ledger.revisions('juniper')
  expect(headers.map(({ id, body, seq }) => [id, body, seq])).toEqual([[first.id, null, 1], [second.id, null, 2]])
  for (const { text } of headers) expect(await checkRevision(text, vault.sha256)).toMatchObject({ ok: true })
  expect(await ledger.erasures()).toEqual([{ record: 'juniper', at, unsent: false }])
})

test('headers alone, from before their erasure’s own row, are no empty record on the glass, and no erasure', async () => {
  const { ledger, vault } = await tabletDisk()
  const other = await elsewhere()
  const first = await other.write({ changes: { 'name/': 'Juniper' } })
  const bare = other.rows(first).map((row) => ({ ...row, body: null }))
  await ledger.receive({ epoch, rows: bare, next: 1 }, start)
  expect(await ledger.ofKind('child')).toEqual([])
  expect(await ledger.erasure('juniper')).toBeNull()
  expect(await ledger.setAside()).toBe(1)
  await ledger.receive({ epoch, rows: [erase(2)], next: 2 }, { epoch, seq: 1 })
  expect(await ledger.erasure('juniper')).toEqual({ record: 'juniper', at, unsent: false })
  // The header stays, as that of any erased record, and nothing is asked for any more.
  const [header] = await ledger.revisions('juniper')
  expect(header).toMatchObject({ id: first.id, body: null, seq: 1, receivedAt: bare[0]?.receivedAt })
  expect(header && (await checkRevision(header.text, vault.sha256))).toMatchObject({ ok: true })
  expect([await ledger.setAside(), await ledger.needingHistory()]).toEqual([0, []])
  // Whoever sends its words after all, they are not kept.
  await ledger.receive({ epoch, rows: [{ ...first.text, seq: 3, receivedAt: 5 }], next: 3 }, { epoch, seq: 2 })
  expect((await ledger.revisions('juniper')).map(({ body }) => body)).toEqual([null])
  expect(await ledger.checkpoint('juniper')).toBeNull()
})

test('rows that merely lack their words take nothing off this tablet: what is here stays, and they are asked for until they come', async () => {
  const made = await tabletDisk()
  const { ledger, clock } = made
  const other = await elsewhere()
  const first = await other.write({ changes: { 'name/': 'Juniper' } })
  const second = await other.write({ after: [first.id], changes: { 'room/': 'Otters' } })
  const pip = await other.write({ record: 'pip', changes: { 'name/': 'Pip' } })
  const [one, two, three] = other.rows(first, second, pip)
  if (!one || !two || !three) throw new Error('three rows')
  await ledger.receive({ epoch, rows: [one], next: 1 }, start)
  const mine = await ledger.append(entry({ after: [first.id], changes: { 'knownAs/': 'Juni' } }))
  await ledger.keepDraft({ record: 'juniper', adult: 'moss', kind: 'child', after: [], changes: { 'name/': 'June' }, startedAt: 1 })
  const before = await ledger.checkpoint('juniper')

  await ledger.receive({ epoch, rows: [{ ...one, seq: 2, body: null }, { ...two, seq: 3, body: null }, { ...three, seq: 4, body: null }], next: 4 }, { epoch, seq: 1 })
  expect(await ledger.cursor()).toEqual({ epoch, seq: 4 })
  expect(await ledger.erasures()).toEqual([])
  expect(await ledger.checkpoint('juniper')).toEqual(before)
  expect((await ledger.tray()).map(({ id }) => id)).toEqual([mine.id])
  expect((await ledger.drafts()).map(({ record }) => record)).toEqual(['juniper'])
  expect(await ledger.ofKind('child')).toHaveLength(1)
  expect(await ledger.setAside()).toBe(3)

  // Asked for until they come: in vain, then in part, then whole.
  expect((await ledger.needingHistory()).toSorted()).toEqual(['juniper', 'pip'])
  expect(await ledger.settleHere('juniper')).toBe(false)
  await ledger.keepHistory('juniper', [{ ...one, body: null }, { ...two, body: null }])
  expect(await ledger.checkpoint('juniper')).toEqual(before)
  await ledger.keepHistory('juniper', [one, { ...two, body: null }])
  clock.at += 3_600_000
  expect((await ledger.needingHistory()).toSorted()).toEqual(['juniper', 'pip'])
  await ledger.keepHistory('juniper', [one, two])
  await ledger.keepHistory('pip', [three])
  expect(await ledger.needingHistory()).toEqual([])
  expect(await ledger.setAside()).toBe(0)
  expect((await ledger.ofKind('child')).map(({ record }) => record).toSorted()).toEqual(['juniper', 'pip'])
  const kept = await ledger.revisions('juniper')
  expect(kept.every(({ body }) => body !== null)).toBe(true)
  expect(kept.map(({ id }) => id).toSorted()).toEqual([first, second, mine].map(({ id }) => id).toSorted())
})

test('a history of which one row lacks its words takes nothing off a checkpoint that was folded from all of them', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const a = await other.write({ changes: { 'name/': 'Juniper' } })
  const b = await other.write({ after: [a.id], changes: { 'room/': 'Otters' } })
  const c = await other.write({ after: [b.id], changes: { 'knownAs/': 'Juni' } })
  const d = await other.write({ after: [c.id], changes: { 'born/': '2019-05-01' } })
  const [one, two, three, four] = other.rows(a, b, c, d)
  if (!one || !two || !three || !four) throw new Error('four rows')
  const maker = await tabletDisk()
  await maker.ledger.receive({ epoch, rows: [one, two, three], next: 3 }, start)
  const checkpoint = JSON.stringify(await maker.ledger.checkpoint('juniper'))
  await ledger.keepSnapshot({ epoch, asOf: 3, next: null, records: [{ record: 'juniper', kind: 'child', upTo: 3, checkpoint }], durableSeq: null, stand: null })
  await ledger.receive({ epoch, rows: [{ ...four, body: null }], next: 4 }, { epoch, seq: 3 })
  expect(await ledger.needingHistory()).toEqual(['juniper'])
  await ledger.keepHistory('juniper', [one, { ...two, body: null }, three, four])
  expect((await ledger.checkpoint('juniper'))?.parts).toMatchObject({ 'room/': [[expect.any(Number), 'Otters']], 'born/': [[expect.any(Number), '2019-05-01']] })
  await ledger.keepHistory('juniper', [one, two, three, four])
  expect([await ledger.needingHistory(), await ledger.setAside()]).toEqual([[], 0])
})

test('a spoiled row of a record that is known to be erased is not asked for again', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const [row] = other.rows(await other.write({ changes: { 'name/': 'Juniper' } }))
  if (!row) throw new Error('a row')
  await ledger.receive({ epoch, rows: [erase(1)], next: 1 }, start)
  await ledger.receive({ epoch, rows: [{ ...row, seq: 2, body: row.body?.replace('Juniper', 'June') ?? null }], next: 2 }, { epoch, seq: 1 })
  for (const record of await ledger.needingHistory()) await ledger.keepHistory(record, [{ ...row, body: null }])
  expect(await ledger.needingHistory()).toEqual([])
})

test('of what is here the received keeps its header and the rest goes whole, with rows that were set aside', async () => {
  const { ledger, tables } = await tabletDisk()
  const other = await elsewhere()
  const mine = await ledger.append(entry({ changes: { 'name/': 'Juniper' } }))
  const broken = await other.write({ changes: { 'room/': 'Otters' } })
  await ledger.receive({ epoch, rows: other.rows(mine, { text: { ...broken.text, body: broken.text.body?.replace('Otters', 'Badger') ?? null } }), next: 2 }, start)
  const late = await ledger.append(entry({ after: [mine.id], changes: { 'room/': 'Hedgehogs' } }))
  await ledger.delivered([{ id: late.id, status: 'refused', code: 'not-allowed' }])
  expect(await ledger.setAside()).toBe(1)
  await ledger.receive({ epoch, rows: [erase(3)], next: 3 }, { epoch, seq: 2 })
  expect((await ledger.revisions('juniper')).map(({ id, body }) => [id, body])).toEqual([[mine.id, null]])
  expect(await ledger.outlook()).toMatchObject({ waiting: 0, parked: 0 })
  expect(await ledger.setAside()).toBe(0)
  expect(await tables.strict.readings.toArray()).toEqual([])
  expect(await ledger.erasure('juniper')).toMatchObject({ unsent: true })
})

test('a page that another tab was quicker with erases nothing', async () => {
  const made = await tabletDisk()
  const other = await elsewhere()
  await made.ledger.receive({ epoch, rows: other.rows(await other.write({ changes: { 'name/': 'Juniper' } })), next: 1 }, start)
  const before = await everything(made)
  expect(await made.ledger.receive({ epoch, rows: [erase(8)], next: 8 }, { epoch, seq: 7 })).toBe(false)
  expect(await everything(made)).toBe(before)
})

test('a save that is under way meanwhile is answered “erased”, and nothing of it stays, with the tablet locked too', async () => {
  const made = await tabletDisk()
  const { ledger, vault, tables } = made
  const other = await elsewhere()
  const first = await other.write({ changes: { 'name/': 'Juniper' } })
  await ledger.receive({ epoch, rows: other.rows(first), next: 1 }, start)
  const [late] = await Promise.all([
    ledger.append(entry({ after: [first.id], changes: { 'room/': 'Otters' } })),
    ledger.receive({ epoch, rows: [erase(2)], next: 2 }, { epoch, seq: 1 }),
  ])
  vault.lock()
  await ledger.delivered([{ id: late.id, status: 'erased' }])
  for (const table of ['outbox', 'readings', 'drafts'] as const) expect([table, await tables.strict[table].count()]).toEqual([table, 0])
  expect((await tables.strict.revisions.toArray()).map(({ id }) => id)).toEqual([first.id])
})

test('a history that comes without its words waits for the erasure’s own row', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const first = await other.write({ changes: { 'name/': 'Juniper' } })
  await ledger.receive({ epoch, rows: other.rows(first), next: 1 }, start)
  await ledger.keepHistory('juniper', [{ ...first.text, body: null, seq: 1, receivedAt: 5 }])
  expect((await ledger.revisions('juniper')).map(({ body }) => body)).toEqual([expect.anything()])
})

test('stopped at any step of the disk it has erased nothing, and once more makes it whole', async () => {
  const made = await tabletDisk()
  const other = await elsewhere()
  const first = await other.write({ changes: { 'name/': 'Juniper' } })
  await made.ledger.receive({ epoch, rows: other.rows(first, await other.write({ after: [first.id], changes: { 'room/': 'Otters' } })), next: 2 }, start)
  await made.ledger.append(entry({ after: [first.id], changes: { 'room/': 'Hedgehogs' } }))
  await made.ledger.keepDraft({ record: 'juniper', adult: 'moss', kind: 'child', after: [], changes: { 'name/': 'June' }, startedAt: 1 })
  const before = await everything(made)
  failing = failingDisk(() => new Error('crash'))
  let stopped = 0
  for (let step = 1; ; step += 1) {
    failing.calls = 0
    failing.due = step
    const outcome: unknown = await made.ledger.receive({ epoch, rows: [erase(3)], next: 3 }, { epoch, seq: 2 }).catch((error: unknown) => error)
    failing.due = null
    await new Promise((resolve) => setTimeout(resolve, 5))
    if (outcome === true) break
    stopped += 1
    expect(outcome).toMatchObject({ message: 'crash' })
    expect(await everything(made)).toBe(before)
  }
  expect(stopped).toBeGreaterThan(5)
  expect(await made.ledger.checkpoint('juniper')).toBeNull()
  expect(await made.ledger.drafts()).toEqual([])
  expect((await made.ledger.revisions('juniper')).map(({ body }) => body)).toEqual([null, null])
  expect(await made.ledger.erasure('juniper')).toEqual({ record: 'juniper', at, unsent: true })
})
