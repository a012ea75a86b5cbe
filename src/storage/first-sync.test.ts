// @vitest-environment node
import { afterEach, expect, test } from 'vitest'
import { closeDisks, elsewhere, entry, tabletDisk } from '../../tests/support/tablet-disk'
import type { Revision } from '../domain/history/revision'
import { fold, view } from '../domain/history/read'
import { child } from '../domain/records/child'
import type { SnapshotRecord } from './ledger'

afterEach(closeDisks)
const epoch = 'epoch-1'
const asRoot = (upTo: number, ...revisions: Revision[]): SnapshotRecord => {
  const checkpoint = fold(null, revisions)?.checkpoint
  return { record: checkpoint?.record ?? '', kind: checkpoint?.kind ?? '', upTo, checkpoint: JSON.stringify(checkpoint) }
}

test('a first sync goes on where it was cut off, and pull goes on from its first page', async () => {
  const disk = await tabletDisk()
  const other = await elsewhere()
  const juniper = await other.write({ changes: { 'name/': 'Juniper' } })
  const pip = await other.write({ record: 'pip', changes: { 'name/': 'Pip' } })
  expect(await disk.ledger.snapshotPlace()).toBeNull()
  await disk.ledger.keepSnapshot({ epoch, asOf: 40, records: [asRoot(3, juniper)], next: 'page-2' })

  const { ledger, unlock } = await disk.reload()
  await unlock()
  expect(await ledger.snapshotPlace()).toEqual({ epoch, asOf: 40, next: 'page-2' })
  expect((await ledger.cursor()).epoch).toBeNull()
  expect((await ledger.ofKind('child')).map(({ record }) => record)).toEqual(['juniper'])
  await ledger.keepSnapshot({ epoch, asOf: 44, records: [asRoot(7, pip)], next: null })
  expect(await ledger.snapshotPlace()).toBeNull()
  expect(await ledger.cursor()).toEqual({ epoch, seq: 40 })
  expect((await ledger.ofKind('child')).map(({ record }) => record)).toEqual(['pip', 'juniper'])
})

test('what was written here before the first sync stands on top of it', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const began = await other.write({ changes: { 'name/': 'Juniper', 'room/': 'Otters' } })
  const mine = await ledger.append(entry({ record: 'rowan', changes: { 'name/': 'Rowan' } }))
  await ledger.keepSnapshot({ epoch, asOf: 5, records: [asRoot(1, began)], next: null })
  const onTop = await ledger.append(entry({ after: [began.id], changes: { 'room/': 'Badgers' } }))
  // The same page again, as after a lost answer.
  await ledger.keepSnapshot({ epoch, asOf: 5, records: [asRoot(1, began)], next: null })
  const checkpoint = await ledger.checkpoint('juniper')
  expect(checkpoint).toEqual(fold(null, [began, onTop])?.checkpoint)
  expect((await ledger.checkpoint('rowan'))?.heads).toEqual([mine.id])
  expect(await ledger.needingHistory()).toEqual([])
})

test.each([['its last page', null], ['a page in the middle', 'page-2']])('of a first sync that a restore overtook, and another tab has met, %s is not kept', async (_which, next) => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const [kept, gone] = [await other.write({ changes: { 'name/': 'Juniper' } }), await other.write({ record: 'pip', changes: { 'name/': 'Pip' } })]
  await ledger.keepSnapshot({ epoch: 'epoch-2', asOf: 9, records: [asRoot(3, kept)], next: null })
  await ledger.keepSnapshot({ epoch, asOf: 4, records: [asRoot(4, gone)], next })
  expect([await ledger.cursor(), await ledger.snapshotPlace()]).toEqual([{ epoch: 'epoch-2', seq: 9 }, null])
  expect((await ledger.ofKind('child')).map(({ record }) => record)).toEqual(['juniper'])
})

test('nor one that comes while the other tab is half-way through its own', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const [kept, gone] = [await other.write({ changes: { 'name/': 'Juniper' } }), await other.write({ record: 'pip', changes: { 'name/': 'Pip' } })]
  await ledger.keepSnapshot({ epoch: 'epoch-2', asOf: 9, records: [asRoot(3, kept)], next: 'page-2' })
  await ledger.keepSnapshot({ epoch, asOf: 4, records: [asRoot(4, gone)], next: null })
  expect([await ledger.cursor(), await ledger.snapshotPlace()]).toEqual([{ epoch: null, seq: 0 }, { epoch: 'epoch-2', asOf: 9, next: 'page-2' }])
})

test('a page is worked out beside the one before it, and written only after that', async () => {
  const disk = await tabletDisk()
  const other = await elsewhere()
  const [juniper, pip, rowan] = [await other.write({ changes: { 'name/': 'Juniper' } }), await other.write({ record: 'pip', changes: { 'name/': 'Pip' } }), await other.write({ record: 'rowan', changes: { 'name/': 'Rowan' } })]
  const here = async () => ({ place: await disk.ledger.snapshotPlace(), children: (await disk.ledger.ofKind('child')).map(({ record }) => record).sort() })
  await disk.ledger.keepSnapshot({ epoch, asOf: 40, records: [asRoot(3, juniper)], next: 'page-2' })
  const first = { place: { epoch, asOf: 40, next: 'page-2' }, children: ['juniper'] }

  let written: () => void = () => undefined
  const before = new Promise<void>((resolve) => { written = resolve })
  const second = disk.ledger.keepSnapshot({ epoch, asOf: 40, records: [asRoot(7, pip)], next: 'page-3' }, before)
  expect(await Promise.race([second.then(() => 'kept'), new Promise((resolve) => setTimeout(() => resolve('waits'), 100))])).toBe('waits')
  expect(await here()).toEqual(first)
  written()
  await second
  expect(await here()).toEqual({ place: { epoch, asOf: 40, next: 'page-3' }, children: ['juniper', 'pip'] })

  // The page before it was not kept: nor is this one, or its place would pass over what is missing.
  const lost = Promise.reject(new Error('the disk is full'))
  lost.catch(() => undefined)
  await expect(disk.ledger.keepSnapshot({ epoch, asOf: 40, records: [asRoot(9, rowan)], next: null }, lost)).rejects.toThrow('the disk is full')
  expect(await here()).toEqual({ place: { epoch, asOf: 40, next: 'page-3' }, children: ['juniper', 'pip'] })
})

test('what is begun here while an empty tablet is filled is found when its record comes', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const [began, pip] = [await other.write({ changes: { 'name/': 'Juniper' } }), await other.write({ record: 'pip', changes: { 'name/': 'Pip' } })]
  await ledger.keepSnapshot({ epoch, asOf: 5, records: [asRoot(2, pip)], next: 'page-2' })
  const mine = await ledger.append(entry({ after: [began.id], changes: { 'room/': 'Badgers' } }))
  await ledger.keepSnapshot({ epoch, asOf: 5, records: [asRoot(1, began)], next: null })
  expect(await ledger.checkpoint('juniper')).toEqual(fold(null, [began, mine])?.checkpoint)
  expect(await ledger.needingHistory()).toEqual([])
})

test('a record that stands as it came is sealed once, and what comes later stands on it', async () => {
  const disk = await tabletDisk()
  const other = await elsewhere()
  const began = await other.write({ changes: { 'name/': 'Juniper', 'likes/': 'Trains. '.repeat(400) } })
  const later = await other.write({ after: [began.id], changes: { 'room/': 'Otters' } })
  const root = asRoot(1, began)
  await disk.ledger.keepSnapshot({ epoch, asOf: 1, records: [root], next: null })
  expect((await disk.tables.strict.readings.get('juniper'))?.sealed.byteLength).toBeLessThan(root.checkpoint.length * 1.1)

  const { ledger, unlock } = await disk.reload()
  await unlock()
  expect(await ledger.checkpoint('juniper')).toEqual(fold(null, [began])?.checkpoint)
  await ledger.receive({ epoch, rows: other.rows(began, later), next: 2 }, { epoch, seq: 1 })
  expect(await ledger.checkpoint('juniper')).toEqual(fold(null, [began, later])?.checkpoint)
})

test('rows that came inside a checkpoint are kept and not counted twice', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const first = await other.write({ changes: { 'name/': 'Juniper' } })
  const second = await other.write({ after: [first.id], changes: { 'room/': 'Otters' } })
  const third = await other.write({ after: [second.id], changes: { 'room/': 'Badgers' } })
  await ledger.keepSnapshot({ epoch, asOf: 0, records: [asRoot(2, first, second)], next: null })
  await ledger.receive({ epoch, rows: other.rows(first, second, third), next: 3 }, { epoch, seq: 0 })
  expect(await ledger.checkpoint('juniper')).toEqual(fold(null, [first, second, third])?.checkpoint)
  expect(await ledger.revisions('juniper')).toHaveLength(3)
  expect(await ledger.needingHistory()).toEqual([])
})

test('an edit by someone who had not seen the checkpoint asks for history, and nothing is lost', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const first = await other.write({ changes: { 'room/': 'Otters' } })
  const second = await other.write({ after: [first.id], changes: { 'room/': 'Badgers' } })
  const apart = await other.write({ after: [first.id], author: 'ewa', changes: { 'room/': 'Hedgehogs' } })
  const rows = other.rows(first, second, apart)
  await ledger.keepSnapshot({ epoch, asOf: 2, records: [asRoot(2, first, second)], next: null })
  await ledger.receive({ epoch, rows: rows.slice(2), next: 3 }, { epoch, seq: 2 })
  expect(await ledger.needingHistory()).toEqual(['juniper'])
  await ledger.keepHistory('juniper', rows)
  expect(await ledger.needingHistory()).toEqual([])
  const checkpoint = await ledger.checkpoint('juniper')
  expect(checkpoint && view(child, checkpoint).clashes).toEqual(['room/'])

  // From here on the record stands on its revisions, and a later edit is exact.
  const chosen = await other.write({ after: [second.id, apart.id], changes: { 'room/': 'Otters' } })
  await ledger.receive({ epoch, rows: other.rows(chosen), next: 4 }, { epoch, seq: 3 })
  expect(await ledger.checkpoint('juniper')).toEqual(fold(null, [first, second, apart, chosen])?.checkpoint)
})

test('our own revision that is in the checkpoint already, its receipt lost, is not read twice', async () => {
  const { ledger } = await tabletDisk()
  const mine = await ledger.append(entry({ changes: { 'room/': 'Otters' } }))
  await ledger.keepSnapshot({ epoch, asOf: 9, records: [asRoot(4, mine)], next: null })
  expect(await ledger.checkpoint('juniper')).toEqual(fold(null, [mine])?.checkpoint)
  expect(await ledger.needingHistory()).toEqual([])
  await ledger.delivered([{ id: mine.id, status: 'duplicate', seq: 4 }])
  expect(await ledger.tray()).toEqual([])
})

test('a checkpoint that is none is set aside and counted, and its record is fetched as rows', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const juniper = await other.write({ changes: { 'name/': 'Juniper' } })
  const records = [asRoot(1, juniper), { record: 'pip', kind: 'child', upTo: 2, checkpoint: '<html>' }, { ...asRoot(1, juniper), record: 'rowan' }]
  await ledger.keepSnapshot({ epoch, asOf: 2, records, next: null })
  expect((await ledger.ofKind('child')).map(({ record }) => record)).toEqual(['juniper'])
  expect(await ledger.setAside()).toBe(2)
  expect((await ledger.needingHistory()).toSorted()).toEqual(['pip', 'rowan'])
  expect(await ledger.settleHere('pip')).toBe(false)
  const pip = await other.write({ record: 'pip', changes: { 'name/': 'Pip' } })
  await ledger.keepHistory('pip', [{ ...pip.text, seq: 2, receivedAt: 5 }])
  await ledger.keepHistory('rowan', [])
  expect(await ledger.checkpoint('pip')).toEqual(fold(null, [pip])?.checkpoint)
  expect([await ledger.needingHistory(), await ledger.setAside()]).toEqual([[], 1])
})
