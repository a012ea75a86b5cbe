// @vitest-environment node
import { afterEach, expect, test } from 'vitest'
import { closeDisks, elsewhere, entry, tabletDisk } from '../../tests/support/tablet-disk'
import { fold } from '../domain/history/read'
import type { Delivery, Ledger } from './ledger'

afterEach(closeDisks)

const all = { items: 100, bytes: 10_000_000 }
const stored = (id: string, seq: number): Delivery => ({ id, status: 'stored', seq, receivedAt: Date.parse('2026-11-24T09:30:00Z') + seq })
const first = { epoch: 'epoch-1', turn: 0 }
const sentIds = async (ledger: Ledger) => (await ledger.batch(all)).map(({ id }) => id)
/** Goes back as the courier does, with everything held asked about. */
const back = async (ledger: Ledger, shared: number, lacking: readonly string[], epoch = 'epoch-2') =>
  ledger.goBack({ epoch, shared, life: await ledger.life(), asked: await ledger.heldIds(), lacking })

/** Three rows of another tablet, pulled, and one of its own, received: numbers 1 to 4. */
async function met() {
  const disk = await tabletDisk()
  const { ledger } = disk
  const other = await elsewhere()
  const began = await other.write({ changes: { 'room/': 'Hedgehogs' } })
  const then = await other.write({ after: [began.id], changes: { 'room/': 'Otters' } })
  const incident = await other.write({ record: 'inc-1', kind: 'incident', changes: { 'words/': 'Held the gate' } })
  const rows = other.rows(began, then, incident).map((row, index) => (index === 2 ? { ...row, number: 7 } : row))
  await ledger.receive({ epoch: 'epoch-1', rows, next: 3 }, { epoch: null, seq: 0 })
  const mine = await ledger.append(entry({ after: [then.id], changes: { 'knownAs/': 'Juni' } }))
  await ledger.delivered([stored(mine.id, 4)], first)
  return { ...disk, other, began, then, incident, mine, rows }
}

test('what is lacking waits again, parents first and before all else, with the number it was told; what is there keeps its receipt', async () => {
  const { ledger, clock, began, then, incident, mine } = await met()
  clock.at += 1_000
  const unsent = await ledger.append(entry({ record: 'abc-1', kind: 'abc', changes: { 'before/': 'Queue' } }))
  expect(await ledger.standing('juniper')).toMatchObject({ kind: 'received' })
  expect(await back(ledger, 1, [incident.id, mine.id, then.id])).toBe(true)
  expect(await ledger.batch(all)).toEqual([then.text, { ...incident.text, number: 7 }, mine.text, unsent.text])
  expect(await ledger.standing('juniper')).toMatchObject({ kind: 'here' })
  expect(await ledger.outlook()).toMatchObject({ waiting: 4, parked: 0 })
  expect(await ledger.cursor()).toEqual({ epoch: 'epoch-2', seq: 1 })
  expect((await ledger.revisions('juniper')).map(({ id, seq, receivedAt }) => [id, seq, receivedAt !== null])).toEqual([[began.id, 1, true], [then.id, null, false], [mine.id, null, false]])
  // Nothing on the glass has moved.
  expect((await ledger.checkpoint('juniper'))?.heads).toEqual([mine.id])
})

test('what another tablet has brought back meanwhile is received when its row comes, under its new number', async () => {
  const { ledger, then, incident, mine, rows } = await met()
  await back(ledger, 1, [mine.id])
  expect((await ledger.revisions('inc-1')).map(({ seq, receivedAt }) => [seq, receivedAt !== null])).toEqual([[null, true]])
  const [, second, third] = rows
  if (!second || !third) throw new Error('three rows came')
  await ledger.receive({ epoch: 'epoch-2', rows: [{ ...third, seq: 2, number: 2, former: 7 }, { ...second, seq: 3 }], next: 3 }, { epoch: 'epoch-2', seq: 1 })
  expect(await sentIds(ledger)).toEqual([mine.id])
  expect((await ledger.revisions('juniper')).map(({ id, seq }) => [id, seq])).toEqual([[expect.any(String), 1], [then.id, 3], [mine.id, null]])
  expect([await ledger.numberOf('inc-1'), await ledger.formerNumberOf('inc-1')]).toEqual([2, 7])
  expect(incident.header.record).toBe('inc-1')
})

test('receipts from before it went back count no more, and neither do a history’s', async () => {
  const { ledger, mine, began, rows } = await met()
  const life = await ledger.life()
  await back(ledger, 0, [mine.id])
  await ledger.delivered([stored(mine.id, 4)], life)
  await ledger.delivered([stored(mine.id, 4)], { ...life, turn: 1 })
  expect(await sentIds(ledger)).toEqual([mine.id])
  await ledger.keepHistory('juniper', rows.slice(0, 1), life)
  expect((await ledger.revisions('juniper')).find(({ id }) => id === began.id)?.seq).toBeNull()
  await ledger.delivered([stored(mine.id, 9)], await ledger.life())
  expect(await sentIds(ledger)).toEqual([])
})

test('a row that came while the endpoint was being asked, and a tab that was quicker, leave everything as it was', async () => {
  const { ledger, mine, other, then } = await met()
  const asked = await ledger.heldIds()
  const life = await ledger.life()
  const late = await other.write({ after: [then.id], changes: { 'upn/': 'A' } })
  await ledger.receive({ epoch: 'epoch-1', rows: other.rows(late).map((row) => ({ ...row, seq: 4 })), next: 4 }, { epoch: 'epoch-1', seq: 3 })
  const before = await ledger.cursor()
  expect(await ledger.goBack({ epoch: 'epoch-2', shared: 1, life, asked, lacking: [mine.id] })).toBe(false)
  expect([await ledger.cursor(), await ledger.life(), await sentIds(ledger)]).toEqual([before, life, []])
  expect(await back(ledger, 1, [mine.id])).toBe(true)
  expect(await ledger.goBack({ epoch: 'epoch-2', shared: 0, life, asked: await ledger.heldIds(), lacking: [late.id] })).toBe(false)
  expect(await sentIds(ledger)).toEqual([mine.id])
})

test('before the first sync a receipt still belongs to a life, so that a restore in between is noticed', async () => {
  const { ledger } = await tabletDisk()
  const made = await ledger.append(entry({ changes: { 'room/': 'Otters' } }))
  expect(await ledger.life()).toEqual({ epoch: null, turn: 0 })
  await ledger.delivered([stored(made.id, 1)], { epoch: 'epoch-1', turn: 0 })
  expect(await ledger.life()).toEqual(first)
  expect(await back(ledger, 0, [made.id])).toBe(true)
  expect([await sentIds(ledger), await ledger.life(), await ledger.cursor()]).toEqual([[made.id], { epoch: 'epoch-2', turn: 1 }, { epoch: null, seq: 0 }])
})

test('an erased record, of which the headers alone are held, is offered to nobody', async () => {
  const { ledger, then } = await met()
  await ledger.receive({ epoch: 'epoch-1', rows: [{ seq: 4, erase: { record: 'juniper', at: 1 } }], next: 4 }, await ledger.cursor())
  expect(await back(ledger, 0, (await ledger.heldIds()).filter((id) => id === then.id))).toBe(true)
  expect(await ledger.outlook()).toMatchObject({ waiting: 0 })
  expect(await ledger.checkpoint('juniper')).toBeNull()
})

test('what came inside a checkpoint beyond the fork comes again as rows, and is then read from them without asking for its history', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const began = await other.write({ changes: { 'room/': 'Hedgehogs' } })
  const then = await other.write({ after: [began.id], changes: { 'room/': 'Otters' } })
  const maker = await tabletDisk()
  await maker.ledger.receive({ epoch: 'epoch-1', rows: other.rows(began, then), next: 2 }, { epoch: null, seq: 0 })
  const checkpoint = JSON.stringify(await maker.ledger.checkpoint('juniper'))
  await ledger.keepSnapshot({ epoch: 'epoch-1', asOf: 2, next: null, records: [{ record: 'juniper', kind: 'child', upTo: 2, checkpoint }], durableSeq: null, stand: null })
  expect(await back(ledger, 0, [])).toBe(true)
  const again = (await elsewhere()).rows(began, then)
  await ledger.receive({ epoch: 'epoch-2', rows: again, next: 2 }, { epoch: 'epoch-2', seq: 0 })
  for (const record of await ledger.needingHistory()) expect(await ledger.settleHere(record)).toBe(true)
  expect(await ledger.needingHistory()).toEqual([])
  expect(await ledger.checkpoint('juniper')).toMatchObject({ heads: [then.id], count: 2 })
})

test('a checkpoint beyond the fork is believed no more, whatever comes after: what it alone held is gone once the history is here', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const began = await other.write({ changes: { 'room/': 'Hedgehogs' } })
  const lost = await other.write({ after: [began.id], changes: { 'room/': 'Otters' } })
  const later = await other.write({ after: [began.id], changes: { 'knownAs/': 'Juni' } })
  const maker = await tabletDisk()
  await maker.ledger.receive({ epoch: 'epoch-1', rows: other.rows(began, lost, later), next: 3 }, { epoch: null, seq: 0 })
  const checkpoint = JSON.stringify(await maker.ledger.checkpoint('juniper'))
  await ledger.keepSnapshot({ epoch: 'epoch-1', asOf: 3, next: null, records: [{ record: 'juniper', kind: 'child', upTo: 3, checkpoint }], durableSeq: null, stand: null })
  expect(await back(ledger, 1, [])).toBe(true)
  const [first, second] = (await elsewhere()).rows(began, later)
  if (!first || !second) throw new Error('two rows came')
  await ledger.receive({ epoch: 'epoch-2', rows: [second], next: 2 }, { epoch: 'epoch-2', seq: 1 })
  expect(await ledger.needingHistory()).toEqual(['juniper'])
  expect(await ledger.settleHere('juniper')).toBe(false)
  await ledger.keepHistory('juniper', [first, second])
  expect(await ledger.needingHistory()).toEqual([])
  expect(await ledger.checkpoint('juniper')).toEqual(fold(null, [began, later])?.checkpoint)
})

test('what no backup has stays when the rest is dropped, for a fortnight by the endpoint’s clock: this tablet’s own may be years ahead', async () => {
  const { ledger, clock, mine } = await met()
  const receivedAt = stored(mine.id, 4).receivedAt ?? 0
  const heardAfter = (days: number, skewMs: number) => ledger.keepContact({ skewMs, at: receivedAt + days * 86_400_000 + skewMs })
  const years = 2 * 365 * 86_400_000
  clock.at += years
  await heardAfter(13, years)
  expect(await ledger.heldBack()).toBe(1)
  await ledger.dropReceived()
  expect((await ledger.revisions('juniper')).map(({ id }) => id)).toContain(mine.id)
  await heardAfter(14, years)
  expect(await ledger.heldBack()).toBe(0)
  await ledger.dropReceived()
  expect(await ledger.revisions('juniper')).toEqual([])
})

test('a first page that was long under way takes back nothing that was passed since', async () => {
  const { ledger } = await tabletDisk()
  const page = { epoch: 'epoch-1', next: null, records: [], durableSeq: null }
  const [early, late] = [{ seq: 6, id: 'row-6', receivedAt: 1 }, { seq: 7, id: 'row-7', receivedAt: 2 }]
  await ledger.keepSnapshot({ ...page, asOf: 7, stand: late })
  await ledger.keepSnapshot({ ...page, asOf: 6, stand: early })
  expect([(await ledger.cursor()).seq, await ledger.passed()]).toEqual([7, [early, late]])
})

test('a first sync ends where the last backup does, so that what no backup has is held as rows', async () => {
  const { ledger } = await tabletDisk()
  const page = { epoch: 'epoch-1', asOf: 9, next: null, records: [], stand: { seq: 9, id: 'row-9', receivedAt: 1 } }
  await ledger.keepSnapshot({ ...page, durableSeq: 6 })
  expect([await ledger.cursor(), await ledger.passed()]).toEqual([{ epoch: 'epoch-1', seq: 6 }, [page.stand]])
  const whole = await tabletDisk()
  await whole.ledger.keepSnapshot({ ...page, durableSeq: null })
  expect([await whole.ledger.cursor(), await whole.ledger.passed()]).toEqual([{ epoch: 'epoch-1', seq: 9 }, [page.stand]])
})

test('of the rows it passed it remembers the last ones, and ever fewer of those before', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  for (let seq = 0; seq < 200; seq += 1) {
    const one = await other.write({ record: `note-${seq}`, kind: 'quick-record', changes: { 'words/': 'Queue' } })
    await ledger.receive({ epoch: 'epoch-1', rows: other.rows(one), next: seq + 1 }, { epoch: seq === 0 ? null : 'epoch-1', seq })
  }
  const seqs = (await ledger.passed()).map(({ seq }) => seq)
  expect(seqs.length).toBeLessThanOrEqual(32)
  expect(seqs.at(-1)).toBe(200)
  expect(seqs.slice(-10)).toEqual(Array.from({ length: 10 }, (_, index) => 191 + index))
  expect(seqs[0]).toBe(1)
})
