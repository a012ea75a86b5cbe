// @vitest-environment node
import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { afterEach, expect, test } from 'vitest'
import { closeDisks, elsewhere, entry, tabletDisk } from '../../tests/support/tablet-disk'
import { tellingOf } from '../domain/records/telling'

afterEach(closeDisks)
const incident = (record: string, children: readonly string[] = []) =>
  entry({ record, kind: 'incident', changes: { 'words/': 'By the pond', ...Object.fromEntries(children.map((child) => [`children/${child}`, true])) } })
const records = (rows: readonly { record: string }[]) => rows.map(({ record }) => record)

/** Two incidents, Juniper in the second; both were found to owe nothing. */
async function quiet() {
  const disk = await tabletDisk()
  await disk.ledger.append(incident('inc-1'))
  disk.clock.at += 1_000
  await disk.ledger.append(incident('inc-2', ['juniper']))
  expect(records(await disk.ledger.owing())).toEqual(['inc-1', 'inc-2'])
  await disk.ledger.settled(await disk.ledger.owing())
  expect(await disk.ledger.owing()).toEqual([])
  return disk
}

test.each([
  ['the incident itself', entry({ record: 'inc-1', kind: 'incident', changes: { 'before/': 'The bell' } }), ['inc-1']],
  ['who was told of it', entry({ record: tellingOf('inc-1'), kind: 'telling', changes: { 'incident/': 'inc-1' } }), ['inc-1']],
  ['an account of it', entry({ record: 'acc-1', kind: 'account', changes: { 'incident/': 'inc-2' } }), ['inc-2']],
  ['a debrief after it', entry({ record: 'deb-1', kind: 'child-debrief', changes: { 'incident/': 'inc-2' } }), ['inc-2']],
  ['the child whom it is about', entry({ changes: { 'lookedAfter/': 'yes' } }), ['inc-2']],
  ['the roles of an adult', entry({ record: 'dov', kind: 'adult', changes: { 'roles/dsl': true } }), ['inc-1', 'inc-2']],
  ['the rooms of an adult', entry({ record: 'dov', kind: 'adult', changes: { 'rooms/r1': true, 'rooms/r1/rank': 'a0', 'rooms/r1/name': 'Pond' } }), []],
  ['another child', entry({ record: 'pip', changes: { 'name/': 'Pip Marmalade' } }), []],
  ['an observation of the child', entry({ record: 'obs-1', kind: 'observation', changes: { 'child/': 'juniper' } }), []],
  ['an account of an incident that is not here', entry({ record: 'acc-1', kind: 'account', changes: { 'incident/': 'inc-9' } }), []],
])('a change of %s makes it one that may owe again, and no other', async (_which, change, owing) => {
  const { ledger } = await quiet()
  await ledger.append(change)
  expect(records(await ledger.owing())).toEqual(owing)
})

test('an adult who loses a role has every incident looked at again, and one who is only renamed none', async () => {
  const { ledger } = await quiet()
  const begun = await ledger.append(entry({ record: 'dov', kind: 'adult', changes: { 'name/': 'Dov', 'roles/dsl': true } }))
  const looked = await ledger.owing()
  const renamed = await ledger.append(entry({ record: 'dov', kind: 'adult', after: [begun.id], changes: { 'name/': 'Dov Lanternfold' } }))
  await ledger.settled(looked)
  expect(await ledger.owing()).toEqual([])
  await ledger.append(entry({ record: 'dov', kind: 'adult', after: [renamed.id], changes: { 'roles/dsl': null } }))
  expect(records(await ledger.owing())).toEqual(['inc-1', 'inc-2'])
})

test('an account that was moved to another incident leaves the first to be looked at too', async () => {
  const { ledger } = await quiet()
  const { id } = await ledger.append(entry({ record: 'acc-1', kind: 'account', changes: { 'incident/': 'inc-1' } }))
  await ledger.settled(await ledger.owing())
  await ledger.append(entry({ record: 'acc-1', kind: 'account', after: [id], changes: { 'incident/': 'inc-2' } }))
  expect(records(await ledger.owing())).toEqual(['inc-1', 'inc-2'])
})

test('what changed while it was being looked at is not taken out', async () => {
  const { ledger } = await quiet()
  await ledger.append(incident('inc-3'))
  const looked = await ledger.owing()
  await ledger.append(entry({ record: 'acc-1', kind: 'account', changes: { 'incident/': 'inc-3' } }))
  await ledger.settled(looked)
  expect(records(await ledger.owing())).toEqual(['inc-3'])
})

test('an incident received from another tablet may owe, also when what belongs to it came first', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const told = await other.write({ record: tellingOf('inc-1'), kind: 'telling', changes: { 'incident/': 'inc-1' } })
  const begun = await other.write({ record: 'inc-1', kind: 'incident', changes: { 'words/': 'By the pond' } })
  await ledger.receive({ epoch: 'epoch-1', rows: other.rows(told), next: 1 }, { epoch: null, seq: 0 })
  expect(await ledger.owing()).toEqual([])
  await ledger.receive({ epoch: 'epoch-1', rows: other.rows(begun), next: 2 }, { epoch: 'epoch-1', seq: 1 })
  expect(records(await ledger.owing())).toEqual(['inc-1'])
})

test('what a revoked tablet lets go of owes nothing here; what it has not sent is kept', async () => {
  const { ledger, tables } = await tabletDisk()
  const other = await elsewhere()
  await ledger.receive({ epoch: 'epoch-1', rows: other.rows(await other.write({ record: 'inc-1', kind: 'incident', changes: {} })), next: 1 }, { epoch: null, seq: 0 })
  await ledger.append(incident('inc-2'))
  await ledger.dropReceived()
  expect(records(await tables.strict.owing.toArray())).toEqual(['inc-2'])
})

test('what belongs to records is given for each, of the kinds asked for, newest first', async () => {
  const { ledger, clock } = await quiet()
  for (const [record, kind, of] of [['acc-1', 'account', 'inc-1'], ['deb-1', 'child-debrief', 'inc-1'], ['acc-2', 'account', 'inc-1'], ['acc-3', 'account', 'inc-2']] as const) {
    clock.at += 1_000
    await ledger.append(entry({ record, kind, changes: { 'incident/': of } }))
  }
  const belonging = await ledger.belonging(['inc-1', 'inc-2', 'inc-9'], ['account'])
  expect([...belonging].map(([record, theirs]) => [record, records(theirs)])).toEqual([['inc-1', ['acc-2', 'acc-1']], ['inc-2', ['acc-3']], ['inc-9', []]])
  expect(records(await ledger.checkpoints(['inc-2', 'inc-9', 'inc-1']))).toEqual(['inc-2', 'inc-1'])
})

test('a disk of before keeps every row, and whom it is about; each of its incidents is looked at once more', async () => {
  const disk = await quiet()
  await disk.ledger.append(entry({ changes: { 'name/': 'Juniper Brightwater' } }))
  await disk.ledger.settled(await disk.ledger.owing())
  const { strict, relaxed } = disk.tables
  const readings = await strict.readings.toArray()
  const kept = await Promise.all(strict.tables.filter(({ name }) => name !== 'owing').map(async (table) => ({ name: table.name, keys: table.schema.primKey.src, indexes: table.schema.indexes.map(({ src }) => src), rows: await table.toArray() })))
  strict.close()
  relaxed.close()
  await Dexie.delete(strict.name)
  const older = new Dexie(strict.name)
  older.version(2).stores({
    ...Object.fromEntries(kept.map(({ name, keys, indexes }) => [name, [keys, ...indexes].filter((index) => index !== '*about').join(',')])),
    // Whom a record is about was a table of its own.
    about: '[child+record], [child+at], record',
  })
  for (const { name, rows } of kept) await older.table(name).bulkPut(rows.map(({ about: _, ...row }: { about?: unknown }) => row))
  await older.table('about').bulkPut(readings.flatMap(({ record, kind, about }) => about.map(([child, at]) => ({ child, record, kind, at }))))
  older.close()

  const now = await disk.reload()
  await now.unlock()
  expect(await Promise.all(kept.map(({ name }) => now.tables.strict.table(name).toArray()))).toEqual(kept.map(({ rows }) => rows))
  expect(records(await now.ledger.owing())).toEqual(['inc-1', 'inc-2'])
  expect(records(await now.ledger.ofKind('child'))).toEqual(['juniper'])
  expect(records(await now.ledger.timeline('juniper'))).toEqual(['inc-2'])
})
