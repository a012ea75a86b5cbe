// @vitest-environment node
import 'fake-indexeddb/auto'
import { expect, test, vi } from 'vitest'
import {
  allWords,
  disk,
  enrolled,
  hall,
  juniper,
  juniperPin,
  moss,
  mossPin,
  nest,
  reload,
  vaultOver,
} from '../../tests/support/willow-hall'
import { fromBase64Url } from '../domain/history/base64url'
import { makeRevision, signedBytes } from '../domain/history/revision'
import { argon2 } from './stretch-argon2'
import type { Vault } from './vault'

const ask = async (vault: Vault, pin: string, times: number): Promise<unknown[]> => {
  const answers: unknown[] = []
  for (let time = 0; time < times; time += 1) answers.push(await vault.unlock(moss.adult, pin))
  return answers
}
const changed = (bytes: ArrayBuffer): ArrayBuffer => {
  const copy = new Uint8Array(bytes.slice(0))
  copy[3] = (copy[3] ?? 0) ^ 1
  return copy.buffer
}

test('a new tablet is enrolled, opened with a PIN, and opens again after a reload', async () => {
  const { db, vault } = await enrolled()
  expect(vault.open).toBe(true)
  const row = await vault.seal('drafts|abc-1', 'Queue for lunch')

  const later = await reload(db)
  expect(later.open).toBe(false)
  expect(await later.identity()).toEqual(hall)
  expect(await later.unlock(moss.adult, mossPin)).toEqual({ ok: true })
  expect(await later.unseal('drafts|abc-1', row)).toBe('Queue for lunch')
  expect(await later.readToken()).toBe('read-token-of-hall')
})

test('a locked tablet refuses everything that needs its key, and still knows itself, its tiles and how to sign', async () => {
  const { db, vault, publicKey } = await enrolled()
  const row = await vault.seal('drafts|abc-1', 'Queue for lunch')
  vault.lock()
  expect(vault.open).toBe(false)
  const locked = { name: 'Locked' }
  await expect(vault.seal('drafts|abc-1', 'Bell')).rejects.toMatchObject(locked)
  await expect(vault.unseal('drafts|abc-1', row)).rejects.toMatchObject(locked)
  await expect(vault.readToken()).rejects.toMatchObject(locked)
  await expect(vault.setPin(juniper.adult, juniperPin)).rejects.toMatchObject(locked)

  const later = await reload(db)
  expect(await later.tiles()).toEqual([
    { ...juniper, hasPin: false },
    { ...moss, hasPin: true },
  ])
  expect(await later.unsealOpenly('outbox|1', await vault.sealOpenly('outbox|1', 'harm'))).toBe('harm')
  const bytes = signedBytes('1abc')
  const verifier = await crypto.subtle.importKey('spki', fromBase64Url(publicKey), { name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'verify',
  ])
  expect(await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, verifier, new Uint8Array(await later.sign(bytes)), bytes)).toBe(
    true,
  )
})

test('a revision made with the vault’s hash and signature has the id its text gives', async () => {
  const { vault } = await enrolled()
  const revision = await makeRevision(
    {
      setting: 'willow-hall',
      record: 'abc-1',
      kind: 'abc',
      version: 1,
      act: 'edit',
      after: [],
      author: moss.adult,
      device: hall.device,
      at: 1,
      skewMs: null,
      changes: { 'before/': 'Queue' },
    },
    { sha256: vault.sha256, sign: vault.sign, salt: new Uint8Array(16) },
  )
  expect(revision.id).toMatch(/^1[A-Za-z0-9_-]{43}$/)
  expect(fromBase64Url(revision.text.signature)).toHaveLength(64)
})

test('a tablet that was never enrolled has nobody, nothing and no PIN', async () => {
  const vault = await vaultOver(disk())
  expect(await vault.identity()).toBe(null)
  expect(await vault.tiles()).toEqual([])
  expect(await vault.unlock(moss.adult, mossPin)).toEqual({ ok: false, problem: 'no-pin' })
  await expect(vault.keepEnrolment(hall, 'read')).rejects.toMatchObject({ name: 'Locked' })
  await expect(vault.firstSignIn(moss.adult, 'AAAA', mossPin)).rejects.toMatchObject({ name: 'Locked' })
})

test('nothing that was said in confidence lies open in any row', async () => {
  const { db, vault } = await enrolled()
  await vault.setPin(juniper.adult, juniperPin)
  await vault.unlock(juniper.adult, '161803')
  await db.drafts.put({
    record: 'abc-1',
    adult: moss.adult,
    kind: 'abc',
    startedAt: 1,
    keptAt: 1,
    ...(await vault.seal('drafts|abc-1', 'Rowan Thistledown bit the bell')),
  })
  const words = await allWords(db)
  expect(words).toContain('abc-1')
  for (const secret of [
    'Rowan',
    'bell',
    'Moss',
    'Juniper',
    'SENCO',
    'Willow Hall',
    'Hedgehog',
    'school office',
    'token-of-hall',
    mossPin,
    juniperPin,
    '161803',
  ]) {
    expect(words).not.toContain(secret)
  }
})

test('no key that rests on the disk can be taken out of the browser', async () => {
  const { db } = await enrolled()
  const facts = await db.facts.bulkGet(['device-keys', 'letterbox'])
  const keys = facts.flatMap((row) => Object.values(row?.value as object)).filter((value): value is CryptoKey => value instanceof CryptoKey)
  expect(keys.map(({ type, extractable }) => `${type} ${extractable}`).sort((a, b) => a.localeCompare(b))).toEqual([
    'private false',
    'public true',
    'secret false',
    'secret false',
  ])
})

test('a sealed row opens only in its own place, whole, and on the tablet of its setting', async () => {
  const { vault } = await enrolled()
  const other = await enrolled()
  const row = await vault.seal('drafts|abc-1', 'Queue for lunch')
  const open = await vault.sealOpenly('tiles|adult-moss', 'Moss')
  const unreadable = { name: 'Unreadable' }
  await expect(vault.unseal('drafts|abc-2', row)).rejects.toMatchObject({ ...unreadable, about: 'willow-hall|drafts|abc-2' })
  await expect(vault.unseal('drafts|abc-1', { ...row, sealed: changed(row.sealed) })).rejects.toMatchObject(unreadable)
  await expect(vault.unseal('drafts|abc-1', { ...row, sealed: row.sealed.slice(0, 20) })).rejects.toMatchObject(unreadable)
  await expect(vault.unseal('drafts|abc-1', { ...row, sealed: new ArrayBuffer(0) })).rejects.toMatchObject(unreadable)
  await expect(other.vault.unseal('drafts|abc-1', row)).rejects.toMatchObject(unreadable)
  await expect(vault.unsealOpenly('tiles|adult-juniper', open)).rejects.toMatchObject(unreadable)
  await expect(vault.unsealOpenly('drafts|abc-1', row)).rejects.toMatchObject(unreadable)
})

test('200,000 letters are sealed and read back, and two seals of the same words differ', async () => {
  const { vault } = await enrolled()
  const words = '“Ĥedgehog” 🦔 '.repeat(15_000)
  const [one, two] = await Promise.all([vault.seal('drafts|long', words), vault.seal('drafts|long', words)])
  expect(await vault.unseal('drafts|long', one)).toBe(words)
  expect(one.iv).not.toEqual(two.iv)
  expect(one.sealed.byteLength - new TextEncoder().encode(words).length).toBe(16)
})

// --- PINs

test('five wrong PINs make a pause that doubles, outlives a reload, and ends with the right PIN', async () => {
  let now = 1_000_000
  const clock = { now: () => now }
  const { db } = await enrolled()
  const vault = await reload(db, clock)
  expect(await ask(vault, '314159', 6)).toEqual([
    ...[4, 3, 2, 1].map((triesLeft) => ({ ok: false, problem: 'wrong-pin', triesLeft })),
    { ok: false, problem: 'paused', untilAt: 1_030_000 },
    { ok: false, problem: 'paused', untilAt: 1_030_000 },
  ])
  const later = await reload(db, clock)
  now += 29_999
  expect(await later.unlock(moss.adult, mossPin)).toEqual({ ok: false, problem: 'paused', untilAt: 1_030_000 })
  now += 1
  expect(await later.unlock(moss.adult, '314159')).toEqual({ ok: false, problem: 'paused', untilAt: 1_090_000 })
  now += 60_000
  expect(await later.unlock(moss.adult, mossPin)).toEqual({ ok: true })
  expect(await ask(await reload(db, clock), '314159', 1)).toEqual([{ ok: false, problem: 'wrong-pin', triesLeft: 4 }])
})

test('one adult’s wrong PINs do not keep another out', async () => {
  const { db, vault } = await enrolled()
  await vault.setPin(juniper.adult, juniperPin)
  const later = await reload(db)
  await ask(later, '314159', 5)
  expect(await later.unlock(moss.adult, mossPin)).toMatchObject({ problem: 'paused' })
  expect(await later.unlock(juniper.adult, juniperPin)).toEqual({ ok: true })
})

test('a pause is served without stretching anything', async () => {
  const { db } = await enrolled()
  const stretch = vi.fn(argon2)
  const vault = await reload(db, { stretch })
  await ask(vault, '314159', 9)
  expect(stretch).toHaveBeenCalledTimes(5)
})

test('guesses made all at once, in two tabs, get no more tries than one after another', async () => {
  const { db } = await enrolled()
  const [here, there] = await Promise.all([reload(db), reload(db)])
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, guess) => (guess % 2 ? here : there).unlock(moss.adult, `31415${guess % 10}`)),
  )
  expect(answers.filter((answer) => !answer.ok && answer.problem === 'wrong-pin')).toHaveLength(4)
})

test('a page killed while it tries a PIN has used that try', async () => {
  const { db } = await enrolled()
  const vault = await reload(db, { stretch: () => Promise.reject(new Error('killed')) })
  for (let time = 0; time < 5; time += 1) await expect(vault.unlock(moss.adult, mossPin)).rejects.toThrow('killed')
  expect(await (await reload(db)).unlock(moss.adult, mossPin)).toMatchObject({ problem: 'paused' })
})

test('a disk too full to count on keeps nobody out, and still counts', async () => {
  const { db } = await enrolled()
  const vault = await reload(db)
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
    throw new DOMException('no room', 'QuotaExceededError')
  })
  expect(await ask(vault, '314159', 6)).toMatchObject([
    ...[4, 3, 2, 1].map((triesLeft) => ({ triesLeft })),
    { problem: 'paused' },
    { problem: 'paused' },
  ])
  expect(await (await reload(db)).unlock(moss.adult, mossPin)).toEqual({ ok: true })
})

test.each(['000000', '123456', '12345', 'hedgehog'])('“%s” is refused as a PIN, and the one before stays', async (pin) => {
  const { db, vault, escrow } = await enrolled()
  await expect(vault.setPin(moss.adult, pin)).rejects.toMatchObject({ name: 'PinRefused' })
  await expect(vault.firstSignIn(juniper.adult, escrow, pin)).rejects.toMatchObject({ name: 'PinRefused' })
  expect(await (await reload(db)).unlock(moss.adult, mossPin)).toEqual({ ok: true })
})

test('a changed wrap, and another adult’s wrap put in its place, open with no PIN', async () => {
  const { db, vault } = await enrolled()
  await vault.setPin(juniper.adult, juniperPin)
  const [mine, theirs] = await Promise.all([db.wraps.get(moss.adult), db.wraps.get(juniper.adult)])
  if (!mine || !theirs) throw new Error('both have a PIN')
  const later = await reload(db)
  await db.wraps.put({ ...mine, sealed: changed(mine.sealed) })
  expect(await later.unlock(moss.adult, mossPin)).toMatchObject({ problem: 'wrong-pin' })
  await db.wraps.put({ ...theirs, adult: moss.adult })
  expect(await later.unlock(moss.adult, juniperPin)).toMatchObject({ problem: 'wrong-pin' })
  expect(later.open).toBe(false)
})

test('a PIN reset by a senior adult opens everything that was there, ends the pause, and ends the old PIN', async () => {
  const { db, vault } = await enrolled()
  await vault.setPin(juniper.adult, juniperPin)
  const row = await vault.seal('drafts|abc-1', 'Queue for lunch')
  const later = await reload(db)
  for (let time = 0; time < 5; time += 1) await later.unlock(juniper.adult, '314159')
  await later.unlock(moss.adult, mossPin)
  await later.setPin(juniper.adult, '202612')
  later.lock()
  expect(await later.unlock(juniper.adult, juniperPin)).toMatchObject({ problem: 'wrong-pin', triesLeft: 4 })
  expect(await later.unlock(juniper.adult, '202612')).toEqual({ ok: true })
  expect(await later.unseal('drafts|abc-1', row)).toBe('Queue for lunch')
  // Opened by a PIN that somebody set, the key can be given on all the same.
  await later.setPin(moss.adult, '505152')
  expect(await (await reload(db)).unlock(moss.adult, '505152')).toEqual({ ok: true })
})

test('a wrap stays as costly as it was made, whatever new ones cost', async () => {
  const { db } = await enrolled({ cost: { memoryKiB: 128, passes: 2 } })
  expect(await db.wraps.get(moss.adult)).toMatchObject({ holder: 'pin', memoryKiB: 128, passes: 2 })
  const later = await reload(db)
  expect(await later.unlock(moss.adult, mossPin)).toEqual({ ok: true })
  await later.setPin(moss.adult, juniperPin)
  expect(await db.wraps.get(moss.adult)).toMatchObject({ memoryKiB: 64, passes: 1 })
})

test('rows that were sealed in another setting do not open in this one', async () => {
  const { vault } = await enrolled()
  const row = await vault.sealOpenly('tiles|adult-moss', 'Moss')
  const db = disk()
  const other = await vaultOver(db)
  await other.prepareEnrolment()
  const early = await other.sealOpenly('tiles|adult-moss', 'Moss')
  expect(await other.unsealOpenly('tiles|adult-moss', early)).toBe('Moss')
  await other.keepEnrolment(nest, 'read')
  await expect(other.unsealOpenly('tiles|adult-moss', early)).rejects.toMatchObject({ name: 'Unreadable' })
  await expect(other.unsealOpenly('tiles|adult-moss', row)).rejects.toMatchObject({ name: 'Unreadable' })
})

test('a tile that does not open leaves the others on the lock screen', async () => {
  const { db, vault } = await enrolled()
  const tile = await db.tiles.get(juniper.adult)
  if (!tile) throw new Error('Juniper has a tile')
  await db.tiles.put({ ...tile, sealed: changed(tile.sealed) })
  expect(await vault.tiles()).toEqual([{ ...moss, hasPin: true }])
})

test('someone whose tile is gone keeps their wrap, and is back with the next roster', async () => {
  const { vault } = await enrolled()
  await vault.setPin(juniper.adult, juniperPin)
  await vault.keepTiles([moss])
  expect(await vault.tiles()).toEqual([{ ...moss, hasPin: true }])
  expect(await vault.unlock(juniper.adult, juniperPin)).toEqual({ ok: true })
  await vault.keepTiles([juniper, moss])
  expect(await vault.tiles()).toEqual([
    { ...juniper, hasPin: true },
    { ...moss, hasPin: true },
  ])
})
