// @vitest-environment node
import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { forceCloseDatabase, IDBObjectStore } from 'fake-indexeddb'
import { afterEach, expect, test, vi } from 'vitest'
import { openTables, type Tables } from './db'
import { openHealth, type DiskState, type Health, type HealthOptions } from './health'
import { identityFact } from './vault'

let count = 0
const made: Tables[] = []
function disk(name = `health-test-${(count += 1)}`): Tables {
  const tables = openTables(name)
  made.push(tables)
  return tables
}
afterEach(() => {
  vi.restoreAllMocks()
  for (const { strict, relaxed } of made.splice(0)) {
    strict.close()
    relaxed.close()
  }
})
function notes(): Pick<Storage, 'getItem' | 'setItem'> {
  const kept = new Map<string, string>()
  return { getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => void kept.set(name, value) }
}
async function watched(tables: Tables, options: HealthOptions = {}): Promise<{ health: Health; seen: DiskState[] }> {
  const health = await openHealth(tables, { marks: notes(), ...options })
  const seen: DiskState[] = []
  health.onChange((state) => seen.push(state))
  return { health, seen }
}
/** From now on the disk takes nothing longer than this. */
function fillDisk(limit: number): void {
  const put = Reflect.get(IDBObjectStore.prototype, 'put') as (
    this: IDBObjectStore,
    value: unknown,
    key?: IDBValidKey,
  ) => IDBRequest<IDBValidKey>
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    value: { value?: unknown },
    key?: IDBValidKey,
  ) {
    if (value.value instanceof Uint8Array && value.value.length > limit) throw new DOMException('no room', 'QuotaExceededError')
    return put.call(this, value, key)
  })
}

test('a new tablet is well, and has room put by', async () => {
  const tables = disk()
  const { health } = await watched(tables, { ballastBytes: 100_000 })
  expect(health.state).toBe('well')
  expect(await tables.strict.facts.get('ballast')).toMatchObject({ value: { length: 100_000 } })
})

test('a connection that the browser killed is said to be closed, and opens again by itself', async () => {
  const tables = disk()
  const { health, seen } = await watched(tables)
  const connection = tables.strict.backendDB()
  // fake-indexeddb's own database stands behind the type.
  forceCloseDatabase(connection as unknown as Parameters<typeof forceCloseDatabase>[0])
  await vi.waitFor(() => {
    expect(seen).toEqual(['closed', 'well'])
  })
  expect(health.state).toBe('well')
  await tables.strict.facts.put({ name: 'pack', value: 1 })
})

test('a connection that died without a word is opened again when asked', async () => {
  const tables = disk()
  const { health } = await watched(tables)
  tables.strict.backendDB().close()
  expect(await health.reopen()).toBe('well')
  expect(await tables.strict.facts.count()).toBe(1)
})

test('a connection we closed ourselves stays closed until it is asked for', async () => {
  const tables = disk()
  const { health } = await watched(tables)
  tables.strict.close()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(health.state).toBe('closed')
  expect(tables.strict.isOpen()).toBe(false)
  expect(await health.reopen()).toBe('well')
})

test('an enrolled tablet whose database has vanished is gone, not new; and is well once it is enrolled again', async () => {
  const marks = notes()
  const tables = disk()
  await tables.strict.facts.put({ name: identityFact, value: 'sealed' })
  await watched(tables, { marks })
  await Dexie.delete(tables.strict.name)

  const after = disk(tables.strict.name)
  const { health, seen } = await watched(after, { marks })
  expect(health.state).toBe('gone')
  await after.strict.facts.put({ name: identityFact, value: 'sealed' })
  health.enrolled()
  await vi.waitFor(() => {
    expect(seen).toEqual(['well'])
  })
})

test('a database deleted under an open page is gone at once', async () => {
  const marks = notes()
  const tables = disk()
  await tables.strict.facts.put({ name: identityFact, value: 'sealed' })
  const { health } = await watched(tables, { marks })
  await Dexie.delete(tables.strict.name)
  expect(health.state).toBe('gone')
  expect(await health.reopen()).toBe('gone')
})

test('a newer app in another tab takes the tables, and this page says it is blocked', async () => {
  const tables = disk()
  const { health } = await watched(tables)
  const newer = new Dexie(tables.strict.name)
  newer.version(2).stores({ more: 'id' })
  await newer.open()
  expect(health.state).toBe('blocked')
  newer.close()
})

test('a page that waits for another tab to let go says so, and is well as soon as it has', async () => {
  const tables = disk()
  const older = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(tables.strict.name, 1)
    request.onsuccess = () => {
      resolve(request.result)
    }
    request.onerror = () => {
      reject(new Error('not opened'))
    }
  })
  const { health, seen } = await watched(tables)
  expect(health.state).toBe('blocked')
  expect(await health.reopen()).toBe('blocked')
  older.close()
  await vi.waitFor(() => {
    expect(seen).toEqual(['well'])
  })
})

test('a full disk gives its room back for the words on the glass, and is well only when that could be put by again', async () => {
  const tables = disk()
  const { health, seen } = await watched(tables, { ballastBytes: 100_000 })
  fillDisk(50_000)
  const refused = await tables.strict.facts.put({ name: 'words', value: new Uint8Array(60_000) }).catch((error: unknown) => error)
  expect(health.notice(refused)).toBe('full')
  expect(await health.freeBallast()).toBe(true)
  expect(await health.freeBallast()).toBe(false)
  await tables.strict.facts.put({ name: 'words', value: new Uint8Array(40_000) })
  expect(await health.reopen()).toBe('full')
  vi.restoreAllMocks()
  expect(await health.reopen()).toBe('well')
  expect(seen).toEqual(['full', 'well'])
  expect(await health.freeBallast()).toBe(true)
})

test('a disk too full to put room by is said to be full from the start', async () => {
  fillDisk(50_000)
  const { health } = await watched(disk())
  expect(health.state).toBe('full')
})

test('an error that says nothing of the disk changes nothing', async () => {
  const { health, seen } = await watched(disk())
  expect(health.notice(new TypeError('a bug'))).toBe(null)
  expect(seen).toEqual([])
})

test('a listener that stopped is told no more', async () => {
  const { health } = await watched(disk())
  const seen: DiskState[] = []
  health.onChange((state) => seen.push(state))()
  health.notice(new DOMException('', 'QuotaExceededError'))
  expect(seen).toEqual([])
})

test.each<[string, HealthOptions['storage'], boolean, number | null]>([
  ['promised already', { persisted: () => Promise.resolve(true), estimate: () => Promise.resolve({ quota: 900, usage: 400 }) }, true, 500],
  [
    'promised when asked',
    { persisted: () => Promise.resolve(false), persist: () => Promise.resolve(true), estimate: () => Promise.resolve({ quota: 9 }) },
    true,
    null,
  ],
  [
    'refused',
    {
      persisted: () => Promise.resolve(false),
      persist: () => Promise.resolve(false),
      estimate: () => Promise.resolve({ quota: 4, usage: 9 }),
    },
    false,
    0,
  ],
  ['unknown to the browser', undefined, false, null],
])('a promise to keep our rows that is %s', async (_, storage, persisted, room) => {
  const { health } = await watched(disk(), { storage })
  expect(await health.persisted()).toBe(persisted)
  expect(await health.room()).toBe(room)
})
