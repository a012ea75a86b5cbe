import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { afterEach, expect, test, vi } from 'vitest'
import { child } from '../../src/domain/records/child'
import { quickRecord } from '../../src/domain/records/quick-record'
import { openWaitingPost } from '../../src/storage/waiting-post'
import { beginEpoch } from '../../src/server/epochs'
import type { Fetch } from '../../src/sync/ask'
import { createLockedSend } from '../../src/sync/locked-send'
import { sendWaiting } from '../../src/worker/send-waiting'
import type { TestTablet } from '../support/tablet'
import { openTestTablet, testPin } from '../support/tablet'
import { threeAdults } from '../support/three-adults'

const { endpoint, setting, tablets } = threeAdults()
afterEach(() => { vi.unstubAllGlobals() })

const newId = () => crypto.randomUUID()
const time = () => AbortSignal.timeout(60_000)

/** As the session does: what waits is sealed for the way, then the key goes. */
async function lock({ ledger, vault }: TestTablet): Promise<void> {
  await ledger.sealWaiting()
  vault.lock()
  ledger.forget()
}
async function signIn({ vault, adult }: TestTablet): Promise<void> {
  expect((await vault.unlock(adult, testPin)).ok).toBe(true)
}
/** The lock screen's page. */
const whileLocked = ({ ledger, vault, wire }: TestTablet, fetch: Fetch = wire.fetch) => createLockedSend({ ledger, vault, wire: { ...wire, fetch } }).round(time())
/** The service worker of this tablet, with no page: it has the disk and the network, and nothing else. */
async function worker(tablet: TestTablet, fetch: Fetch = tablet.wire.fetch): Promise<void> {
  vi.stubGlobal('fetch', fetch)
  await sendWaiting({ name: tablet.tables.strict.name })
}
/** Every row of a tablet's disk, keys told apart by what they are for. */
async function diskOf({ tables }: TestTablet): Promise<string> {
  const all: unknown[] = []
  for (const table of tables.strict.tables) all.push([table.name, await table.toArray()])
  return JSON.stringify(all, (_key, value: unknown) =>
    value instanceof ArrayBuffer ? Buffer.from(value).toString('base64') : ArrayBuffer.isView(value) ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64') : value)
}
const counted = (fetch: Fetch) => {
  const asked: string[] = []
  return { asked, fetch: ((url, init) => { asked.push(url.replace('/api/v1', '')); return fetch(url, init) }) satisfies Fetch }
}

/** A tablet that has met the endpoint, wrote this much in a dead spot, and is locked there. */
async function lockedInADeadSpot(tablet: TestTablet, ...words: string[]): Promise<string[]> {
  await tablet.sync()
  tablet.goOffline()
  const records = words.map(newId)
  for (const [index, record] of records.entries()) await tablet.write(quickRecord, record, { words: words[index] ?? '' }, 'close')
  await lock(tablet)
  return records
}

test('a locked tablet sends what was written in a dead spot; the other reads it, and nobody had to sign in', async () => {
  const [hall, nest] = await tablets('amira', 'chris')
  const [first = '', second = ''] = await lockedInADeadSpot(hall, 'The newt is out.', 'Hummed under the coats')
  expect(await whileLocked(hall)).toMatchObject({ kind: 'offline' })
  expect([await hall.ledger.sealedCount(), (await hall.ledger.outlook()).waiting]).toEqual([2, 2])
  hall.goOnline()
  expect(await whileLocked(hall)).toEqual({ kind: 'locked' })
  expect(await hall.ledger.outlook()).toEqual({ waiting: 0, parked: 0, oldestAt: null, harm: false })
  expect(await hall.tables.strict.posts.count()).toBe(0)
  expect(await nest.sync()).toEqual({ kind: 'done' })
  expect((await nest.read(quickRecord, first)).answers.words).toBe('The newt is out.')
  await signIn(hall)
  for (const record of [first, second]) expect(await hall.ledger.standing(record)).toMatchObject({ kind: 'received' })
  expect(await hall.sync()).toEqual({ kind: 'done' })
  expect((await hall.checkpoint(first))?.heads).toEqual((await nest.checkpoint(first))?.heads)
})

test('an answer lost on its way back is asked for again, and nothing comes twice', async () => {
  const [hall, nest] = await tablets('amira', 'chris')
  await nest.sync()
  const [record = ''] = await lockedInADeadSpot(hall, 'The newt is out.')
  hall.goOnline()
  hall.net.loseAnswers = 1
  expect(await whileLocked(hall)).toMatchObject({ kind: 'offline' })
  expect((await hall.ledger.outlook()).waiting).toBe(1)
  expect(await whileLocked(hall)).toEqual({ kind: 'locked' })
  await nest.sync()
  expect((await nest.ledger.revisions(record)).length).toBe(1)
})

test('the worker sends with no page, and the disk is to the last byte what it was; the next page hears that it is there', async () => {
  const [hall, nest] = await tablets('amira', 'chris')
  await nest.sync()
  const [record = ''] = await lockedInADeadSpot(hall, 'The newt is out.', 'Hummed under the coats')
  const before = await diskOf(hall)
  await expect(worker(hall)).rejects.toThrow()
  hall.goOnline()
  await worker(hall)
  await worker(hall)
  expect(await diskOf(hall)).toBe(before)
  await nest.sync()
  expect((await nest.read(quickRecord, record)).answers.words).toBe('The newt is out.')
  const receivedAt = (await nest.ledger.revisions(record))[0]?.receivedAt
  expect(await whileLocked(hall)).toEqual({ kind: 'locked' })
  expect((await hall.ledger.outlook()).waiting).toBe(0)
  await signIn(hall)
  expect(await hall.ledger.standing(record)).toEqual({ kind: 'received', at: receivedAt })
})

test('worker, locked page and signed-in page at once: each row once, and every receipt is in', async () => {
  const [hall, nest] = await tablets('amira', 'chris')
  await nest.sync()
  const records = await lockedInADeadSpot(hall, ...Array.from({ length: 30 }, (_, index) => `Word ${index}`))
  const other = await openTestTablet({ name: hall.tables.strict.name, net: hall.net, adult: hall.adult })
  await signIn(other)
  hall.goOnline()
  const [, , round] = await Promise.all([worker(hall), whileLocked(hall), other.sync(), worker(hall)])
  expect(round).toEqual({ kind: 'done' })
  expect(await other.ledger.outlook()).toMatchObject({ waiting: 0, parked: 0 })
  expect(await other.tables.strict.posts.count()).toBe(0)
  expect(await nest.sync()).toEqual({ kind: 'done' })
  for (const record of records) expect((await nest.ledger.revisions(record)).length).toBe(1)
  const rows = await endpoint().db.selectFrom('revision').select(['seq', 'id']).where('setting', '=', setting()).orderBy('seq').execute()
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1))
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
  other.close()
})

test('what is refused while locked is asked once, waits, and is parked with its reason at the next sign-in', async () => {
  const [hall] = await tablets('amira')
  await hall.sync()
  hall.goOffline()
  const [bad, good] = [newId(), newId()]
  await hall.ledger.append({ record: bad, kind: 'quick-record', version: 1, act: 'close', after: [], author: 'nobody', changes: { 'words/': 'By nobody.' } })
  await hall.write(quickRecord, good, { words: 'The newt is out.' }, 'close')
  await lock(hall)
  hall.goOnline()
  const line = counted(hall.wire.fetch)
  expect(await whileLocked(hall, line.fetch)).toEqual({ kind: 'locked' })
  expect(await whileLocked(hall, line.fetch)).toEqual({ kind: 'locked' })
  expect(line.asked).toEqual(['/push-sealed'])
  expect([await hall.ledger.sealedCount(), await hall.ledger.outlook()]).toMatchObject([0, { waiting: 1, parked: 0 }])
  await signIn(hall)
  expect(await hall.sync()).toEqual({ kind: 'done' })
  expect(await hall.ledger.standing(bad)).toEqual({ kind: 'refused', code: 'not-allowed' })
  expect(await hall.ledger.standing(good)).toMatchObject({ kind: 'received' })
})

test('a revoked tablet lets go of what it received, and keeps what it has not sent', async () => {
  const [hall, nest] = await tablets('amira', 'chris')
  const moss = newId()
  await nest.write(child, moss, { name: 'Moss Kettle' })
  await nest.sync()
  const [record = ''] = await lockedInADeadSpot(hall, 'The newt is out.')
  hall.goOnline()
  await endpoint().revoke(setting(), (await hall.vault.identity())?.device ?? '')
  await worker(hall)
  expect(await whileLocked(hall)).toEqual({ kind: 'revoked' })
  await signIn(hall)
  expect(await hall.checkpoint(moss)).toBeNull()
  expect((await hall.read(quickRecord, record)).answers.words).toBe('The newt is out.')
  expect((await hall.ledger.outlook()).waiting).toBe(1)
})

test('a web filter’s page is no receipt, for page or worker', async () => {
  const [hall] = await tablets('amira')
  await lockedInADeadSpot(hall, 'The newt is out.')
  hall.net.state = 'filter'
  expect(await whileLocked(hall)).toMatchObject({ kind: 'not-ours' })
  await expect(worker(hall)).rejects.toThrow('not taken')
  expect((await hall.ledger.outlook()).waiting).toBe(1)
})

test('a proxy that takes less at once is sent less at once, and one too large by itself waits for a sign-in', async () => {
  const [hall, nest] = await tablets('amira', 'chris')
  const records = await lockedInADeadSpot(hall, 'a', 'b', 'again '.repeat(2_000), 'd')
  hall.goOnline()
  const proxy: Fetch = (url, init) =>
    typeof init.body === 'string' && init.body.length > 6_000 ? Promise.resolve(new Response('<html>413</html>', { status: 413 })) : hall.wire.fetch(url, init)
  await worker(hall, proxy)
  await nest.sync()
  expect(await Promise.all(records.map(async (record) => (await nest.checkpoint(record)) !== null))).toEqual([true, true, false, true])
  expect(await whileLocked(hall, proxy)).toEqual({ kind: 'locked' })
  expect([(await hall.ledger.outlook()).waiting, await hall.ledger.sealedCount()]).toEqual([1, 0])
  await signIn(hall)
  expect(await hall.sync()).toEqual({ kind: 'done' })
  expect((await hall.ledger.outlook()).waiting).toBe(0)
})

test('who signs in while it sends is not kept waiting: it ends after the batch, and says that there is more', async () => {
  const [hall] = await tablets('amira')
  await lockedInADeadSpot(hall, 'The newt is out.')
  hall.goOnline()
  const arriving: Fetch = async (url, init) => {
    const answer = await hall.wire.fetch(url, init)
    await signIn(hall)
    return answer
  }
  expect(await whileLocked(hall, arriving)).toEqual({ kind: 'unfinished' })
  expect(await hall.sync()).toEqual({ kind: 'done' })
  expect((await hall.ledger.outlook()).waiting).toBe(0)
})

test('a record that was erased meanwhile goes from the locked tablet too', async () => {
  const [hall] = await tablets('amira')
  await lockedInADeadSpot(hall, 'The newt is out.')
  hall.goOnline()
  const { epoch } = await hall.ledger.cursor()
  // The endpoint as it answers when the record is gone there.
  const erased: Fetch = (url, init) => {
    const { items } = JSON.parse(typeof init.body === 'string' ? init.body : '') as { items: { id: string }[] }
    expect(url).toMatch(/push-sealed$/)
    return Promise.resolve(Response.json({ epoch, seq: 9, serverTime: Date.now(), results: items.map(({ id }) => ({ id, status: 'erased' })) }))
  }
  expect(await whileLocked(hall, erased)).toEqual({ kind: 'locked' })
  expect([(await hall.ledger.outlook()).waiting, await hall.tables.strict.posts.count()]).toEqual([0, 0])
})

test('an endpoint that was restored: the locked tablet takes no receipt of it, and the next sign-in goes back first', async () => {
  const [hall, nest] = await tablets('amira', 'chris')
  await nest.sync()
  const [record = ''] = await lockedInADeadSpot(hall, 'The newt is out.')
  await beginEpoch(endpoint().db, setting(), Date.now())
  hall.goOnline()
  const line = counted(hall.wire.fetch)
  for (let round = 0; round < 2; round += 1) expect(await whileLocked(hall, line.fetch)).toEqual({ kind: 'locked' })
  expect(line.asked).toEqual(['/push-sealed'])
  await worker(hall)
  expect([(await hall.ledger.outlook()).waiting, await hall.ledger.sealedCount()]).toEqual([1, 0])
  await signIn(hall)
  for (const tablet of [hall, nest]) expect(await tablet.sync()).toEqual({ kind: 'done' })
  expect(await hall.ledger.outlook()).toMatchObject({ waiting: 0, parked: 0 })
  expect((await nest.ledger.revisions(record)).length).toBe(1)
  expect(await hall.ledger.standing(record)).toMatchObject({ kind: 'received' })
})

test('an endpoint put back from before its newest key opens nothing of it, and the next sign-in sends the record itself', async () => {
  const [hall, nest] = await tablets('amira', 'chris')
  const [record = ''] = await lockedInADeadSpot(hall, 'The newt is out.')
  hall.goOnline()
  await endpoint().db.deleteFrom('post_key').where('setting', '=', setting()).execute()
  expect(await whileLocked(hall)).toEqual({ kind: 'locked' })
  expect([(await hall.ledger.outlook()).waiting, await hall.ledger.sealedCount()]).toEqual([1, 0])
  await signIn(hall)
  await hall.sync()
  await nest.sync()
  expect((await nest.read(quickRecord, record)).answers.words).toBe('The newt is out.')
})

test('a page killed before it could lock sends all the same: each was sealed as it was saved', async () => {
  const [hall, nest] = await tablets('amira', 'chris')
  await hall.sync()
  hall.goOffline()
  const record = newId()
  await hall.write(quickRecord, record, { words: 'The newt is out.' }, 'close')
  hall.close()
  hall.goOnline()
  await worker(hall)
  await nest.sync()
  expect((await nest.read(quickRecord, record)).answers.words).toBe('The newt is out.')
})

test('where there is no tablet the worker sends nothing and makes no database', async () => {
  const line = counted(() => Promise.reject(new Error('nothing is to be sent')))
  vi.stubGlobal('fetch', line.fetch)
  const before = await Dexie.getDatabaseNames()
  await sendWaiting({ name: 'nowhere' })
  expect(await Dexie.getDatabaseNames()).toEqual(before)
  const older = new Dexie('older')
  older.version(3).stores({ facts: 'name', outbox: 'id, order, record' })
  await older.open()
  older.close()
  await sendWaiting({ name: 'older' })
  expect(line.asked).toEqual([])
  expect(await new Dexie('older').open().then((db) => db.verno)).toBe(3)
})

test('it holds up no upgrade, and waits for none for ever', async () => {
  const [hall] = await tablets('amira')
  await lockedInADeadSpot(hall, 'The newt is out.')
  const { name } = hall.tables.strict
  hall.close()
  const reading = await openWaitingPost({ name })
  expect(reading).not.toBeNull()
  let done: () => void = () => undefined
  const upgrading = new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open(name, 9_000)
    opening.onblocked = () => reject(new Error('held up'))
    opening.onupgradeneeded = () => {
      // An upgrade that goes on for as long as the test likes.
      const again = () => { if (!isOver && opening.transaction) opening.transaction.objectStore('facts').count().onsuccess = again }
      let isOver = false
      done = () => { isOver = true }
      again()
    }
    opening.onsuccess = () => resolve(opening.result)
  })
  await vi.waitFor(() => { expect(done.length).toBe(0) })
  await new Promise((resolve) => setTimeout(resolve, 50))
  await expect(openWaitingPost({ name, patienceMs: 100 })).rejects.toThrow('in time')
  done()
  ;(await upgrading).close()
  // A newer app's database is read as it lies.
  const later = await openWaitingPost({ name })
  expect((await later?.next(Number.NEGATIVE_INFINITY, { items: 9, bytes: 100_000 }))?.items.length).toBe(1)
  later?.close()
})
