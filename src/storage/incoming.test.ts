// @vitest-environment node
import canonicalize from 'canonicalize'
import { afterEach, expect, test } from 'vitest'
import { closeDisks, elsewhere, entry, tabletDisk } from '../../tests/support/tablet-disk'
import { toBase64Url } from '../domain/history/base64url'
import { fold, view } from '../domain/history/read'
import { formOf, forms } from '../domain/records/catalogue'
import { child } from '../domain/records/child'
import { openLedger } from './ledger'

afterEach(closeDisks)
const epoch = 'epoch-1'
const start = { epoch: null, seq: 0 }
const at = (seq: number) => ({ epoch, seq })

test('a page of rows becomes readings, and the cursor moves with it', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const juniper = await other.write({ changes: { 'name/': 'Juniper Brightwater' } })
  const pip = await other.write({ record: 'pip', changes: { 'name/': 'Pip Marmalade' } })
  const room = await other.write({ after: [juniper.id], changes: { 'room/': 'Otters' } })
  expect(await ledger.receive({ epoch, rows: other.rows(juniper, pip, room), next: 3 }, start)).toBe(true)
  expect(await ledger.cursor()).toEqual(at(3))
  expect(await ledger.checkpoint('juniper')).toEqual(fold(null, [juniper, room])?.checkpoint)
  expect((await ledger.ofKind('child')).map(({ record }) => record)).toEqual(['pip', 'juniper'])
  expect((await ledger.revisions('juniper')).map(({ id, seq }) => [id, seq])).toEqual([[juniper.id, 1], [room.id, 3]])
  expect(await ledger.tray()).toEqual([])
})

test('a page after another cursor is not kept, and the same page again changes nothing', async () => {
  const { ledger, tables } = await tabletDisk()
  const other = await elsewhere()
  const rows = other.rows(await other.write({ changes: { 'name/': 'Juniper' } }))
  expect(await ledger.receive({ epoch, rows, next: 1 }, at(7))).toBe(false)
  expect(await ledger.cursor()).toEqual(start)
  expect(await tables.strict.revisions.count()).toBe(0)

  expect(await ledger.receive({ epoch, rows, next: 1 }, start)).toBe(true)
  const reading = await tables.strict.readings.toArray()
  expect(await ledger.receive({ epoch, rows, next: 1 }, start)).toBe(false)
  // The same rows in a page that overlaps.
  expect(await ledger.receive({ epoch, rows, next: 1 }, at(1))).toBe(true)
  expect(await tables.strict.readings.toArray()).toEqual(reading)
  expect(await ledger.receive({ epoch, rows: [], next: 0 }, at(1))).toBe(false)
  expect(await ledger.receive({ epoch: 'epoch-2', rows, next: 9 }, at(1))).toBe(false)
})

test('two tabs that receive the same page at once keep it once', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const rows = other.rows(await other.write({ changes: { 'name/': 'Juniper' } }))
  const answers = await Promise.all([ledger.receive({ epoch, rows, next: 1 }, start), ledger.receive({ epoch, rows, next: 1 }, start)])
  expect(answers.filter(Boolean)).toHaveLength(1)
  expect((await ledger.checkpoint('juniper'))?.count).toBe(1)
})

test('our own revision coming back is its receipt', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const lost = await ledger.append(entry({ changes: { 'name/': 'Juniper' } }))
  const parked = await ledger.append(entry({ record: 'pip', changes: { 'name/': 'Pip' } }))
  await ledger.delivered([{ id: parked.id, status: 'refused', code: 'trouble' }])
  const answered = await ledger.append(entry({ record: 'rowan', changes: { 'name/': 'Rowan' } }))
  await ledger.delivered([{ id: answered.id, status: 'stored', seq: 3, receivedAt: 9 }])
  const before = await ledger.checkpoint('juniper')

  const rows = other.rows(lost, parked, answered)
  expect(await ledger.receive({ epoch, rows, next: 3 }, start)).toBe(true)
  expect(await ledger.tray()).toEqual([])
  expect(await ledger.checkpoint('juniper')).toEqual(before)
  expect((await ledger.checkpoint('pip'))?.heads).toEqual([parked.id])
  expect((await ledger.checkpoint('rowan'))?.count).toBe(1)
  expect(await ledger.standing('juniper')).toEqual({ kind: 'received', at: rows[0]?.receivedAt })
})

test('rows that are not what they say are set aside and counted, sealed, and the rest is read', async () => {
  const { ledger, tables } = await tabletDisk()
  const other = await elsewhere()
  const good = await other.write({ changes: { 'name/': 'Juniper' } })
  const changed = await other.write({ record: 'pip', changes: { 'name/': 'Pip Marmalade' } })
  const strange = await other.write({ setting: 'little-nest', record: 'moss', changes: { 'name/': 'Moss' } })
  const rows = other.rows(good, { text: { ...changed.text, body: changed.text.body!.replace('Pip', 'Pop') } }, { text: { ...good.text, header: 'no header' } }, strange)
  expect(await ledger.receive({ epoch, rows, next: 4 }, start)).toBe(true)
  expect(await ledger.cursor()).toEqual(at(4))
  expect((await ledger.ofKind('child')).map(({ record }) => record)).toEqual(['juniper'])
  expect(await ledger.setAside()).toBe(3)
  const kept = await tables.strict.setAside.toArray()
  expect(kept.map(({ reason }) => reason).sort()).toEqual(['elsewhere', 'not-whole', 'not-whole'])
  expect(JSON.stringify(kept)).not.toContain('Marmalade')
})

test('a row that was altered is asked for again, and read once it comes whole, in its history or in a page', async () => {
  const { ledger, clock } = await tabletDisk()
  const other = await elsewhere()
  const juniper = await other.write({ changes: { 'name/': 'Juniper' } })
  const pip = await other.write({ record: 'pip', changes: { 'name/': 'Pip Marmalade' } })
  const rows = other.rows(juniper, pip)
  const altered = rows.map((row) => ({ ...row, body: row.body!.replace(/Pip|Juniper/, 'Pop') }))
  await ledger.receive({ epoch, rows: altered, next: 2 }, start)
  expect((await ledger.needingHistory()).toSorted()).toEqual(['juniper', 'pip'])
  expect(await ledger.settleHere('pip')).toBe(false)
  await ledger.keepHistory('pip', altered.slice(1))
  expect(await ledger.needingHistory()).toEqual(['juniper'])
  clock.at += 2 * 60_000
  expect((await ledger.needingHistory()).toSorted()).toEqual(['juniper', 'pip'])
  expect(await ledger.checkpoint('pip')).toBeNull()

  await ledger.keepHistory('pip', rows.slice(1))
  expect(await ledger.needingHistory()).toEqual(['juniper'])
  await ledger.receive({ epoch, rows: rows.slice(0, 1), next: 2 }, at(2))
  expect([await ledger.needingHistory(), await ledger.setAside()]).toEqual([[], 0])
  expect((await ledger.ofKind('child')).map(({ record }) => record).toSorted()).toEqual(['juniper', 'pip'])
})

test('what the endpoint has not got any more stays aside, and is not asked for', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const [row] = other.rows(await other.write({ changes: { 'name/': 'Juniper' } }))
  await ledger.receive({ epoch, rows: [{ ...row!, body: row!.body!.replace('Juniper', 'June') }], next: 1 }, start)
  await ledger.keepHistory('juniper', [])
  expect([await ledger.needingHistory(), await ledger.setAside(), await ledger.ofKind('child')]).toEqual([[], 1, []])
})

test('an endpoint that goes on answering spoiled rows is asked ever more rarely, and no clock put back stops it', async () => {
  const { ledger, clock } = await tabletDisk()
  const other = await elsewhere()
  const first = await other.write({ changes: { 'name/': 'Juniper' } })
  const [row, next] = other.rows(first, await other.write({ after: [first.id], changes: { 'room/': 'Otters' } }))
  // A whole row that stands on the spoiled one makes no difference.
  const answers = [[{ ...row!, body: row!.body!.replace('Juniper', 'June') }, next!], [{ ...row!, body: null }, next!]]
  await ledger.receive({ epoch, rows: answers[0]!, next: 2 }, start)
  const began = clock.at
  const asked: number[] = []
  for (let minute = 0; minute < 24 * 60; minute += 1, clock.at += 60_000) {
    if ((await ledger.needingHistory()).length === 0) continue
    await ledger.keepHistory('juniper', answers[asked.length % 2]!)
    asked.push(minute)
  }
  expect(asked).toEqual([0, 2, 6, 14, 30, 62, 126, 254, 510, 870, 1_230])
  expect(await ledger.setAside()).toBe(1)
  clock.at = began - 365 * 24 * 3_600_000
  expect(await ledger.needingHistory()).toEqual(['juniper'])
  await ledger.keepHistory('juniper', [row!, next!])
  expect([await ledger.needingHistory(), await ledger.setAside()]).toEqual([[], 0])
})

test('however many were altered, few are asked for at once, and each in its turn', async () => {
  const { ledger, clock } = await tabletDisk()
  const other = await elsewhere()
  const children = await Promise.all(Array.from({ length: 45 }, (_, n) => other.write({ record: `child-${n}`, changes: { 'name/': `Pip ${n}` } })))
  const altered = other.rows(...children).map((row) => ({ ...row, body: row.body!.replace('Pip', 'Pop') }))
  await ledger.receive({ epoch, rows: altered, next: 45 }, start)
  const asked = new Set<string>()
  for (let round = 1; round <= 3; round += 1) {
    clock.at += 60_000
    const now = await ledger.needingHistory()
    expect(now).toHaveLength(20)
    for (const record of now) {
      asked.add(record)
      await ledger.keepHistory(record, altered.filter(({ header }) => header.includes(`"record":"${record}"`)))
    }
  }
  expect(asked.size).toBe(45)
})

test('a newer form and a form nobody here knows are kept word for word', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const newer = await other.write({ version: 9, changes: { 'name/': 'Juniper', 'favourite/': 'otters' } })
  const unknown = await other.write({ record: 'tree-1', kind: 'family-tree', changes: { 'roots/r1': true } })
  const rows = other.rows(newer, unknown)
  await ledger.receive({ epoch, rows, next: 2 }, start)
  expect((await ledger.revisions('tree-1')).map(({ text }) => text)).toEqual([unknown.text])
  expect((await ledger.revisions('juniper')).map(({ text }) => text)).toEqual([newer.text])
  const checkpoint = await ledger.checkpoint('juniper')
  expect(checkpoint && view(child, checkpoint)).toMatchObject({ newer: true, answers: { name: 'Juniper' } })
  expect(checkpoint?.parts['favourite/']).toEqual([[0, 'otters']])
})

test('a key from a newer app is kept word for word', async () => {
  const { ledger, vault } = await tabletDisk()
  const other = await elsewhere()
  const plain = await other.write({ changes: { 'name/': 'Juniper' } })
  const header = canonicalize({ ...plain.header, mood: 'sunny' }) ?? ''
  const digest = await vault.sha256(new TextEncoder().encode(header))
  const text = { ...plain.text, id: `1${toBase64Url(digest)}`, header }
  await ledger.receive({ epoch, rows: other.rows({ text }), next: 1 }, start)
  expect((await ledger.revisions('juniper')).map((one) => one.text)).toEqual([text])
  expect((await ledger.ofKind('child')).map(({ heads }) => heads)).toEqual([[text.id]])
})

test('records of a form that came before the app knew it are found once the app is updated', async () => {
  const old = await tabletDisk({ formOf: (kind) => (kind === 'quick-record' ? undefined : formOf(kind)) })
  await old.ledger.afterUpdate(forms.filter(({ kind }) => kind !== 'quick-record'))
  const other = await elsewhere()
  const told = await other.write({ record: 'qr-1', kind: 'quick-record', changes: { 'children/juniper': true } })
  const child = await other.write({ changes: { 'name/': 'Juniper' } })
  const rows = other.rows(told, child)
  await old.ledger.receive({ epoch, rows, next: 2 }, start)
  // An act of a newer app: whole, and no revision to this one yet.
  const [row] = rows
  const id = `incoming|3|${row!.id}`
  await old.tables.strict.setAside.put({ id, at: 1, reason: 'not-valid', row: await old.vault.seal(`setAside|${id}`, JSON.stringify({ ...other.rows(await other.write({ record: 'pip', changes: {} }))[0] })) })
  expect(await old.ledger.timeline('juniper')).toEqual([])

  const updated = openLedger({ tables: old.tables, vault: old.vault, formOf, now: () => 1 })
  await updated.afterUpdate(forms)
  expect((await updated.timeline('juniper')).map(({ record }) => record)).toEqual(['qr-1'])
  expect((await updated.openBy('sorrel')).map(({ record }) => record)).toEqual(['qr-1'])
  expect((await updated.ofKind('child')).map(({ record }) => record)).toEqual(['pip', 'juniper'])
  expect(await updated.setAside()).toBe(0)
  const before = await old.tables.strict.readings.toArray()
  await updated.afterUpdate(forms)
  expect(await old.tables.strict.readings.toArray()).toEqual(before)
})

test('a page with a hole asks for the record’s history, leaves the glass as it was, and history makes it exact', async () => {
  const { ledger, tables } = await tabletDisk()
  const other = await elsewhere()
  const first = await other.write({ changes: { 'name/': 'Juniper' } })
  const second = await other.write({ after: [first.id], changes: { 'room/': 'Otters' } })
  const third = await other.write({ after: [second.id], changes: { 'room/': 'Badgers' } })
  const rows = other.rows(first, second, third)
  await ledger.receive({ epoch, rows: rows.slice(0, 1), next: 1 }, start)
  expect(await ledger.receive({ epoch, rows: rows.slice(2), next: 3 }, at(1))).toBe(true)
  expect(await ledger.needingHistory()).toEqual(['juniper'])
  expect(await ledger.cursor()).toEqual(at(3))
  expect((await ledger.checkpoint('juniper'))?.heads).toEqual([first.id])

  // An adult's own words are never held back meanwhile.
  const mine = await ledger.append(entry({ after: [first.id], changes: { 'knownAs/': 'Juni' } }))
  expect((await ledger.checkpoint('juniper'))?.heads).toContain(mine.id)

  await ledger.keepHistory('juniper', rows)
  expect(await ledger.needingHistory()).toEqual([])
  expect(await ledger.checkpoint('juniper')).toEqual(fold(null, [first, second, third, mine])?.checkpoint)
  expect(await tables.strict.revisions.count()).toBe(4)
})

test('a long page with rows that are here already keeps each once', async () => {
  const { ledger } = await tabletDisk()
  const other = await elsewhere()
  const mine = await ledger.append(entry({ record: 'rowan', changes: { 'name/': 'Rowan' } }))
  const children = await Promise.all(Array.from({ length: 120 }, (_, n) => other.write({ record: `child-${n}`, changes: { 'name/': `Pip ${n}` } })))
  const rows = other.rows(...children, mine)
  await ledger.keepHistory('child-7', rows.slice(7, 8))
  await ledger.receive({ epoch, rows: rows.slice(0, 60), next: 60 }, start)
  await ledger.receive({ epoch, rows: rows.slice(60), next: 121 }, at(60))
  const kept = await ledger.ofKind('child')
  expect(kept).toHaveLength(121)
  expect(kept.every(({ count }) => count === 1)).toBe(true)
  expect(await ledger.tray()).toEqual([])
})

test('whatever the pages, the reading equals the fold of all revisions', async () => {
  const other = await elsewhere()
  const first = await other.write({ changes: { 'name/': 'Juniper', 'room/': 'Otters' } })
  const left = await other.write({ after: [first.id], changes: { 'room/': 'Badgers' } })
  const right = await other.write({ after: [first.id], author: 'ewa', changes: { 'room/': 'Hedgehogs', 'upn/': null } })
  const both = await other.write({ after: [left.id, right.id], changes: { 'room/': 'Otters' } })
  const rows = other.rows(first, left, right, both)
  const whole = fold(null, [first, left, right, both])?.checkpoint
  for (const size of [1, 2, 3, 4]) {
    const { ledger } = await tabletDisk()
    for (let from = 0; from < rows.length; from += size) {
      const page = rows.slice(from, from + size)
      await ledger.receive({ epoch, rows: page, next: from + page.length }, from === 0 ? start : at(from))
    }
    expect(await ledger.checkpoint('juniper')).toEqual(whole)
    expect(await ledger.needingHistory()).toEqual([])
  }
})

test('a revoked tablet lets received rows go, and keeps what was never sent, readable', async () => {
  const { ledger, tables } = await tabletDisk()
  const other = await elsewhere()
  const juniper = await other.write({ changes: { 'name/': 'Juniper' } })
  const pip = await other.write({ record: 'pip', changes: { 'name/': 'Pip' } })
  await ledger.receive({ epoch, rows: other.rows(juniper, pip), next: 2 }, start)
  const mine = await ledger.append(entry({ after: [juniper.id], changes: { 'room/': 'Otters' } }))
  const parked = await ledger.append(entry({ record: 'abc-1', kind: 'abc', changes: { 'before/': 'Queue' } }))
  await ledger.delivered([{ id: parked.id, status: 'refused', code: 'revoked' }])
  await ledger.keepDraft({ record: 'abc-2', adult: 'moss', kind: 'abc', after: [], changes: { 'before/': 'Bell' }, startedAt: 1 })

  await ledger.dropReceived()
  expect(await ledger.cursor()).toEqual(start)
  expect(await ledger.checkpoint('pip')).toBeNull()
  const checkpoint = await ledger.checkpoint('juniper')
  expect(checkpoint && view(child, checkpoint).answers).toMatchObject({ name: 'Juniper', room: 'Otters' })
  expect((await ledger.tray()).map(({ id }) => id)).toEqual([mine.id, parked.id])
  expect(await ledger.batch({ items: 9, bytes: 1e6 })).toEqual([mine.text])
  expect((await ledger.draft('abc-2', 'moss'))?.changes).toEqual({ 'before/': 'Bell' })
  expect(await tables.strict.wraps.count()).toBe(1)
})
