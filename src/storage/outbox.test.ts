// @vitest-environment node
import { afterEach, expect, test } from 'vitest'
import { closeDisks, elsewhere, entry, tabletDisk } from '../../tests/support/tablet-disk'
import { view } from '../domain/history/read'
import { child } from '../domain/records/child'
import type { Delivery, Ledger } from './ledger'

afterEach(closeDisks)
const all = { items: 100, bytes: 10_000_000 }
const idsOf = async (ledger: Ledger) => (await ledger.batch(all)).map(({ id }) => id)
const stored = (id: string, seq: number): Delivery => ({ id, status: 'stored', seq, receivedAt: 5_000 + seq })
const answersOf = async (ledger: Ledger, record = 'juniper') => {
  const checkpoint = await ledger.checkpoint(record)
  return checkpoint && view(child, checkpoint).answers
}

test('a receipt empties the outbox, whatever the order receipts come in', async () => {
  const { ledger } = await tabletDisk()
  const first = await ledger.append(entry({ changes: { 'name/': 'Juniper' } }))
  const second = await ledger.append(entry({ after: [first.id], changes: { 'room/': 'Otters' } }))
  const before = await ledger.checkpoint('juniper')
  expect(await idsOf(ledger)).toEqual([first.id, second.id])

  await ledger.delivered([stored(second.id, 8)])
  expect(await idsOf(ledger)).toEqual([first.id])
  await ledger.delivered([{ id: first.id, status: 'duplicate', seq: 7, receivedAt: 5_007 }])
  await ledger.delivered([{ id: first.id, status: 'duplicate', seq: 7, receivedAt: 5_007 }])
  expect(await ledger.outlook()).toEqual({ waiting: 0, parked: 0, oldestAt: null, harm: false })
  expect((await ledger.revisions('juniper')).map(({ seq, receivedAt }) => [seq, receivedAt])).toEqual([[7, 5_007], [8, 5_008]])
  expect(await ledger.standing('juniper')).toEqual({ kind: 'received', at: 5_008 })
  expect(await ledger.checkpoint('juniper')).toEqual(before)
})

test('a batch keeps to its limits, and an item larger than the limit goes alone', async () => {
  const { ledger } = await tabletDisk()
  const small = await ledger.append(entry({ record: 'abc-1', kind: 'abc', changes: { 'before/': 'Queue' } }))
  const large = await ledger.append(entry({ record: 'abc-2', kind: 'abc', changes: { 'before/': 'x'.repeat(50_000) } }))
  expect((await ledger.batch({ items: 1, bytes: 10_000 })).map(({ id }) => id)).toEqual([small.id])
  expect((await ledger.batch({ items: 9, bytes: 10_000 })).map(({ id }) => id)).toEqual([small.id])
  await ledger.delivered([stored(small.id, 1)])
  expect((await ledger.batch({ items: 9, bytes: 10_000 })).map(({ id }) => id)).toEqual([large.id])
})

test('a refused revision waits with its code, leaves the reading, and never holds the rest up', async () => {
  const { ledger } = await tabletDisk()
  const began = await ledger.append(entry({ changes: { 'room/': 'Hedgehogs' } }))
  await ledger.delivered([stored(began.id, 1)])
  const refused = await ledger.append(entry({ after: [began.id], changes: { 'room/': 'Otters' } }))
  const elsewhereOn = await ledger.append(entry({ record: 'abc-1', kind: 'abc', changes: { 'before/': 'Queue' } }))
  await ledger.delivered([{ id: refused.id, status: 'refused', code: 'not-allowed' }])

  expect(await idsOf(ledger)).toEqual([elsewhereOn.id])
  expect((await answersOf(ledger))?.room).toBe('Hedgehogs')
  expect((await ledger.tray()).map(({ id, code }) => [id, code])).toEqual([[refused.id, 'not-allowed'], [elsewhereOn.id, null]])
  expect(await ledger.standing('juniper')).toEqual({ kind: 'refused', code: 'not-allowed' })
  expect((await ledger.revisions('juniper')).map(({ id }) => id)).toEqual([began.id, refused.id])
  expect(await ledger.outlook()).toMatchObject({ waiting: 1, parked: 1 })
})

test('what stands on words that are not here waits for them, and is made again without them once they were refused to whoever has them', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const lost = await other.write({ changes: { 'room/': 'Otters' } })
  const maker = await tabletDisk()
  await maker.ledger.receive({ epoch: 'e', rows: other.rows(lost), next: 1 }, { epoch: null, seq: 0 })
  const checkpoint = JSON.stringify(await maker.ledger.checkpoint('juniper'))
  await ledger.keepSnapshot({ epoch: 'e', asOf: 1, next: null, records: [{ record: 'juniper', kind: 'child', upTo: 1, checkpoint }], durableSeq: null, stand: null })
  const mine = await ledger.append(entry({ after: [lost.id], changes: { 'knownAs/': 'Juni' } }))
  await ledger.delivered([{ id: mine.id, status: 'missing-parent' }])
  expect(await idsOf(ledger)).toEqual([mine.id])
  await ledger.delivered([{ id: mine.id, status: 'missing-parent', parentRefused: true }])
  const [again] = (await ledger.revisions('juniper')).filter(({ header }) => header.device === mine.header.device)
  expect(again).toMatchObject({ header: { ...mine.header, after: [] }, body: mine.body })
  expect(await idsOf(ledger)).toEqual([again?.id])
})

test('what another tablet wrote is never made again in its name: it waits as refused, and what stands on it here goes on without it', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const began = await other.write({ changes: { 'room/': 'Otters' } })
  const then = await other.write({ after: [began.id], changes: { 'room/': 'Badgers' } })
  await ledger.receive({ epoch: 'e', rows: other.rows(began, then), next: 2 }, { epoch: null, seq: 0 })
  const mine = await ledger.append(entry({ after: [then.id], changes: { 'knownAs/': 'Juni' } }))
  await ledger.goBack({ epoch: 'f', shared: 0, life: await ledger.life(), asked: await ledger.heldIds(), lacking: [began.id, then.id] })
  expect(await idsOf(ledger)).toEqual([began.id, then.id, mine.id])
  await ledger.delivered([
    { id: began.id, status: 'refused', code: 'not-allowed' },
    { id: then.id, status: 'missing-parent', parentRefused: true },
    { id: mine.id, status: 'missing-parent', parentRefused: true },
  ])
  expect((await ledger.tray()).map(({ id, code }) => [id === began.id || id === then.id, code])).toEqual([[true, 'not-allowed'], [true, 'not-allowed'], [false, null]])
  const [again] = await idsOf(ledger)
  expect((await ledger.revisions('juniper')).find(({ id }) => id === again)).toMatchObject({ header: { ...mine.header, after: [] }, body: mine.body })
  // Offered again, the one takes the other with it.
  await ledger.unpark({ id: began.id })
  expect((await ledger.tray()).map(({ code }) => code)).toEqual([null, null, null])
})

test('what was built on a refused revision is made again without it, by the same author at the same time', async () => {
  const { ledger, clock } = await tabletDisk()
  const began = await ledger.append(entry({ changes: { 'room/': 'Hedgehogs' } }))
  await ledger.delivered([stored(began.id, 1)])
  clock.at += 1_000
  const refused = await ledger.append(entry({ after: [began.id], changes: { 'room/': 'Otters' } }))
  clock.at += 1_000
  const third = await ledger.append(entry({ after: [refused.id], author: 'sorrel', changes: { 'knownAs/': 'Juni' } }))
  clock.at += 1_000
  const fourth = await ledger.append(entry({ after: [third.id], changes: { 'name/': 'Juniper Brightwater' } }))
  clock.at += 1_000
  await ledger.delivered([
    { id: refused.id, status: 'refused', code: 'not-valid' },
    { id: third.id, status: 'missing-parent' },
    { id: fourth.id, status: 'missing-parent' },
  ])

  const held = await ledger.revisions('juniper')
  const [again, last] = (await idsOf(ledger)).map((id) => held.find((one) => one.id === id))
  expect(held).toHaveLength(4)
  expect(again).toMatchObject({ header: { ...third.header, after: [began.id] }, body: third.body })
  expect(last).toMatchObject({ header: { ...fourth.header, after: [again?.id] }, body: fourth.body })
  expect(again?.text.signature).not.toBe(third.text.signature)
  expect(await answersOf(ledger)).toMatchObject({ room: 'Hedgehogs', knownAs: 'Juni', name: 'Juniper Brightwater' })

  // A page that still shows the old heads goes on writing on top of the new ones.
  const next = await ledger.append(entry({ after: [fourth.id], changes: { 'room/': 'Badgers' } }))
  const onRefused = await ledger.append(entry({ after: [refused.id], changes: { 'upn/': 'A' } }))
  expect(next.header.after).toEqual([last?.id])
  expect(onRefused.header.after).toEqual([began.id])
})

test('a first revision that is refused leaves nothing to read, and can still be shown and offered again', async () => {
  const { ledger } = await tabletDisk()
  const made = await ledger.append(entry({ record: 'abc-1', kind: 'abc', changes: { 'before/': 'Queue', 'child/': 'juniper' } }))
  await ledger.delivered([{ id: made.id, status: 'refused', code: 'too-new' }])
  expect(await ledger.checkpoint('abc-1')).toBeNull()
  expect(await ledger.timeline('juniper')).toEqual([])
  expect((await ledger.revisions('abc-1'))[0]?.body?.changes).toEqual({ 'before/': 'Queue', 'child/': 'juniper' })

  await ledger.unpark({ code: 'not-valid' })
  expect(await idsOf(ledger)).toEqual([])
  await ledger.unpark({ code: 'too-new' })
  expect(await idsOf(ledger)).toEqual([made.id])
  expect((await ledger.timeline('juniper')).map(({ heads }) => heads)).toEqual([[made.id]])
})

test('a refused revision offered again stands beside what was made without it', async () => {
  const { ledger } = await tabletDisk()
  const began = await ledger.append(entry({ changes: { 'room/': 'Hedgehogs' } }))
  const refused = await ledger.append(entry({ after: [began.id], changes: { 'room/': 'Otters' } }))
  await ledger.append(entry({ after: [refused.id], changes: { 'room/': 'Badgers' } }))
  await ledger.delivered([stored(began.id, 1), { id: refused.id, status: 'refused', code: 'not-allowed' }])
  await ledger.unpark({ id: refused.id })
  const checkpoint = await ledger.checkpoint('juniper')
  expect(checkpoint && view(child, checkpoint).clashes).toEqual(['room/'])
  expect((await idsOf(ledger))[0]).toBe(refused.id)
})

test('a parked revision that turns out to be received is read again', async () => {
  const { ledger } = await tabletDisk()
  const made = await ledger.append(entry({ changes: { 'room/': 'Otters' } }))
  await ledger.delivered([{ id: made.id, status: 'refused', code: 'trouble' }])
  await ledger.delivered([stored(made.id, 3)])
  expect((await answersOf(ledger))?.room).toBe('Otters')
  expect(await ledger.tray()).toEqual([])
})

test('a parent the endpoint lacks is offered again first, also when another tablet wrote it', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const began = await other.write({ changes: { 'room/': 'Hedgehogs' } })
  await ledger.receive({ epoch: 'epoch-1', rows: other.rows(began), next: 1 }, { epoch: null, seq: 0 })
  const mine = await ledger.append(entry({ after: [began.id], changes: { 'room/': 'Otters' } }))
  await ledger.delivered([{ id: mine.id, status: 'missing-parent' }])
  expect(await ledger.batch(all)).toEqual([began.text, mine.text])
  await ledger.delivered([{ id: began.id, status: 'duplicate', seq: 1 }, stored(mine.id, 2)])
  expect(await ledger.tray()).toEqual([])
})

test('the lamp of unsent harm is known while the tablet is locked, and goes out with the receipt', async () => {
  const { ledger, vault } = await tabletDisk()
  await ledger.append(entry({ record: 'qr-1', kind: 'quick-record', changes: { 'words/': 'A fall in the hall' } }))
  expect((await ledger.outlook()).harm).toBe(false)
  const told = await ledger.append(entry({ record: 'qr-2', kind: 'quick-record', changes: { 'hurt/': 'yes' } }))
  vault.lock()
  expect(await ledger.outlook()).toMatchObject({ waiting: 2, harm: true })
  await ledger.delivered([stored(told.id, 1)])
  expect(await ledger.outlook()).toMatchObject({ waiting: 1, harm: false })
})

test('an unsent revision whose row was changed on disk waits for a person, and the rest is sent', async () => {
  const { ledger, tables } = await tabletDisk()
  const broken = await ledger.append(entry({ changes: { 'room/': 'Otters' } }))
  const whole = await ledger.append(entry({ record: 'abc-1', kind: 'abc', changes: { 'before/': 'Queue' } }))
  const other = await tables.strict.revisions.get(whole.id)
  await tables.strict.revisions.update(broken.id, { iv: other!.iv, sealed: other!.sealed })
  expect(await idsOf(ledger)).toEqual([whole.id])
  expect((await ledger.tray()).map(({ id, code }) => [id, code])).toEqual([[broken.id, 'not-whole'], [whole.id, null]])
  expect(await ledger.setAside()).toBe(1)
  expect(await tables.strict.revisions.get(broken.id)).toBeDefined()
  // Its words can still be read, and are nowhere else.
  expect((await ledger.checkpoint('juniper'))?.parts['room/']).toEqual([[0, 'Otters']])
})
