// @vitest-environment node
import { afterEach, expect, test } from 'vitest'
import { closeDisks, elsewhere, entry, tabletDisk } from '../../tests/support/tablet-disk'
import { fold } from '../domain/history/read'

afterEach(closeDisks)
const epoch = 'epoch-1'
const start = { epoch: null, seq: 0 }
const held = { 'words/': 'Held the gate' }
const incident = (record: string) => ({ record, kind: 'incident', changes: held })

test('an incident has no number until the endpoint gives it one; a receipt does, also while the tablet is locked', async () => {
  const { ledger, vault } = await tabletDisk()
  const made = await ledger.append(entry(incident('incident-1')))
  expect(await ledger.numberOf('incident-1')).toBeNull()
  vault.lock()
  await ledger.delivered([{ id: made.id, status: 'stored', seq: 1, receivedAt: 9, number: 4 }])
  expect(await ledger.numberOf('incident-1')).toBe(4)
})

test('a refusal, and a receipt without a number, give none; a repeat gives the same', async () => {
  const { ledger } = await tabletDisk()
  const refused = await ledger.append(entry(incident('incident-1')))
  const child = await ledger.append(entry({ changes: { 'name/': 'Juniper' } }))
  const made = await ledger.append(entry(incident('incident-2')))
  await ledger.delivered([
    { id: refused.id, status: 'refused', code: 'not-allowed' },
    { id: child.id, status: 'stored', seq: 1, receivedAt: 9 },
    { id: made.id, status: 'duplicate', seq: 2, receivedAt: 9, number: 1 },
    { id: 'never-made-here', status: 'stored', seq: 3, receivedAt: 9, number: 2 },
  ])
  expect(await Promise.all(['incident-1', 'juniper', 'incident-2'].map((record) => ledger.numberOf(record)))).toEqual([null, null, 1])
})

test('new rows and a first sync bring the numbers of incidents made elsewhere, and whoever watches sees them come', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const seen: (number | null)[] = []
  const stop = ledger.watch(() => ledger.numberOf('incident-2'), (number) => seen.push(number), (error) => { throw error })

  const first = await other.write(incident('incident-1'))
  const checkpoint = fold(null, [first])?.checkpoint
  await ledger.keepSnapshot({ epoch, asOf: 1, records: [{ record: 'incident-1', kind: 'incident', upTo: 1, number: 1, checkpoint: JSON.stringify(checkpoint) }], next: null })
  const [row] = (await elsewhere(1)).rows(await other.write(incident('incident-2')))
  if (!row) throw new Error('no row')
  expect(await ledger.receive({ epoch, rows: [{ ...row, number: 2 }], next: 2 }, { epoch, seq: 1 })).toBe(true)
  expect([await ledger.numberOf('incident-1'), await ledger.numberOf('incident-2')]).toEqual([1, 2])
  await expect.poll(() => seen.at(-1)).toBe(2)
  stop()
})

test('a page that is not kept brings no number', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const rows = other.rows(await other.write(incident('incident-1'))).map((row) => ({ ...row, number: 1 }))
  expect(await ledger.receive({ epoch, rows, next: 1 }, { epoch, seq: 7 })).toBe(false)
  expect(await ledger.numberOf('incident-1')).toBeNull()
})

test('a tablet that was switched off keeps the numbers of what it has not sent, and no others', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const [theirs, ours] = [await other.write(incident('incident-1')), await other.write(incident('incident-2'))]
  const rows = other.rows(theirs, ours).map((row, index) => ({ ...row, number: index + 1 }))
  await ledger.receive({ epoch, rows, next: 2 }, start)
  await ledger.append(entry({ ...incident('incident-2'), after: [ours.id] }))
  await ledger.dropReceived()
  expect([await ledger.numberOf('incident-1'), await ledger.numberOf('incident-2')]).toEqual([null, 2])
})
