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
import { argon2 } from './stretch-argon2'

test('the escrow opens on the tablet that made it, for someone new or a PIN forgotten, and nowhere else', async () => {
  const { db, vault, escrow } = await enrolled()
  const row = await vault.seal('drafts|abc-1', 'Queue for lunch')
  expect(escrow).toMatch(/^[A-Za-z0-9_-]{80}$/)
  const later = await reload(db)
  await later.firstSignIn(juniper.adult, escrow, juniperPin)
  expect(await later.unseal('drafts|abc-1', row)).toBe('Queue for lunch')
  expect(await later.tiles()).toMatchObject([
    { adult: juniper.adult, hasPin: true },
    { adult: moss.adult, hasPin: true },
  ])
  expect(await (await reload(db)).unlock(juniper.adult, juniperPin)).toEqual({ ok: true })

  const other = await enrolled()
  for (const wrong of [escrow, '', 'AAAA', '!', `${other.escrow.slice(0, -2)}AA`]) {
    await expect(other.vault.firstSignIn(juniper.adult, wrong, juniperPin)).rejects.toMatchObject({ name: 'Unreadable' })
  }
  expect(await other.vault.tiles()).toMatchObject([{ hasPin: false }, { hasPin: true }])
})

test('until somebody has signed in, a tablet that was enrolled is locked', async () => {
  const db = disk()
  const vault = await vaultOver(db)
  await vault.prepareEnrolment()
  expect(vault.open).toBe(false)
  await vault.keepEnrolment(hall, 'read-token-of-hall')
  expect(vault.open).toBe(false)
  await expect(vault.seal('drafts|abc-1', 'Bell')).rejects.toMatchObject({ name: 'Locked' })
})

test('asked again before the answer is kept, a tablet offers the same public key: in one page the same escrow too', async () => {
  const db = disk()
  const vault = await vaultOver(db)
  const first = await vault.prepareEnrolment()
  expect(await vault.prepareEnrolment()).toEqual(first)
  expect(first.setting).toBe(null)
  const again = await (await reload(db)).prepareEnrolment()
  expect(again.publicKey).toBe(first.publicKey)
  // Its key was nowhere on disk, so it is another one; nothing was sealed under the first.
  expect(again.escrow).not.toBe(first.escrow)
})

test.each(['before the answer', 'before it is kept'])('a page killed %s is enrolled by asking again', async (when) => {
  const db = disk()
  await (await vaultOver(db)).prepareEnrolment()
  const page = await reload(db)
  const { escrow } = await page.prepareEnrolment()
  if (when === 'before it is kept') {
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError')
    })
    await expect(page.keepEnrolment(hall, 'read-token-of-hall')).rejects.toThrow()
    vi.restoreAllMocks()
    expect(await page.identity()).toBe(null)
  }
  await page.keepEnrolment(hall, 'read-token-of-hall')
  await page.firstSignIn(moss.adult, escrow ?? '', mossPin)
  expect(await page.readToken()).toBe('read-token-of-hall')
})

test('a page killed after enrolment and before the first sign-in opens with the escrow of that enrolment', async () => {
  const db = disk()
  const page = await vaultOver(db)
  const { escrow } = await page.prepareEnrolment()
  await page.keepEnrolment(hall, 'read-token-of-hall')
  const later = await reload(db)
  await later.firstSignIn(moss.adult, escrow ?? '', mossPin)
  expect(await later.readToken()).toBe('read-token-of-hall')
})

test('a page killed in the first sign-in has signed nobody in, and it can be done again', async () => {
  const db = disk()
  const page = await vaultOver(db, { stretch: () => Promise.reject(new Error('killed')) })
  const { escrow } = await page.prepareEnrolment()
  await page.keepEnrolment(hall, 'read-token-of-hall')
  await page.keepTiles([moss])
  await expect(page.firstSignIn(moss.adult, escrow ?? '', mossPin)).rejects.toThrow('killed')
  expect(page.open).toBe(false)
  const later = await reload(db)
  expect(await later.tiles()).toEqual([{ ...moss, hasPin: false }])
  await later.firstSignIn(moss.adult, escrow ?? '', mossPin)
  expect(later.open).toBe(true)
})

test('a page killed while a PIN is reset leaves the old PIN as it was', async () => {
  const { db } = await enrolled()
  let killed = false
  const page = await reload(db, { stretch: (pin, how) => (killed ? Promise.reject(new Error('killed')) : argon2(pin, how)) })
  await page.unlock(moss.adult, mossPin)
  killed = true
  await expect(page.setPin(moss.adult, juniperPin)).rejects.toThrow('killed')
  expect(await (await reload(db)).unlock(moss.adult, mossPin)).toEqual({ ok: true })
})

test('an escrow of an enrolment that was given up is refused, and enrolling once more mends it', async () => {
  const db = disk()
  const [here, there] = await Promise.all([vaultOver(db), vaultOver(disk(db.name))])
  const first = await here.prepareEnrolment()
  const second = await there.prepareEnrolment()
  await there.keepEnrolment(hall, 'second')
  await here.keepEnrolment(hall, 'first')
  // The endpoint has the second escrow, the tablet kept the first key last.
  await expect(there.firstSignIn(moss.adult, second.escrow ?? '', mossPin)).rejects.toMatchObject({ name: 'Unreadable' })
  const third = await there.prepareEnrolment()
  expect(third.publicKey).toBe(first.publicKey)
  await there.keepEnrolment(hall, 'third')
  await there.firstSignIn(moss.adult, third.escrow ?? '', mossPin)
  expect(await there.readToken()).toBe('third')
})

test('a tablet that is enrolled again while open sends the same key, and the new tokens are kept', async () => {
  const { db, vault, publicKey } = await enrolled()
  const row = await vault.seal('drafts|abc-1', 'Queue for lunch')
  const again = await vault.prepareEnrolment()
  expect(again).toMatchObject({ publicKey, setting: hall.setting.id })
  await vault.keepEnrolment({ ...hall, postToken: 'post-2' }, 'read-2')
  expect(await vault.readToken()).toBe('read-2')
  const later = await reload(db)
  expect(await later.identity()).toMatchObject({ postToken: 'post-2' })
  await later.firstSignIn(juniper.adult, again.escrow ?? '', juniperPin)
  expect(await later.unseal('drafts|abc-1', row)).toBe('Queue for lunch')
  expect(await later.readToken()).toBe('read-2')
})

test('a tablet that is enrolled again while locked sends no escrow; the new read token waits for whoever signs in', async () => {
  const { db, publicKey } = await enrolled()
  const later = await reload(db)
  expect(await later.prepareEnrolment()).toEqual({ publicKey, escrow: null, setting: hall.setting.id })
  await later.keepEnrolment(hall, 'read-after-revoking')
  expect(later.open).toBe(false)
  expect(await allWords(db)).not.toContain('read-after-revoking')
  await later.unlock(moss.adult, mossPin)
  expect(await later.readToken()).toBe('read-after-revoking')
})

test('a tablet that the endpoint gave another device id opens what it had', async () => {
  const { db } = await enrolled()
  const later = await reload(db)
  await later.keepEnrolment({ ...hall, device: 'tablet-8' }, 'read-2')
  expect(await later.unlock(moss.adult, mossPin)).toEqual({ ok: true })
})

test.each(['open', 'locked'])('a tablet in use refuses another setting while %s, and keeps what it has', async (how) => {
  const { db, vault } = await enrolled()
  const page = how === 'open' ? vault : await reload(db)
  await expect(page.keepEnrolment(nest, 'read-token-of-nest')).rejects.toMatchObject({ name: 'WrongSetting' })
  const later = await reload(db)
  expect(await later.identity()).toEqual(hall)
  await later.unlock(moss.adult, mossPin)
  expect(await later.readToken()).toBe('read-token-of-hall')
})

test('a tablet where nobody ever signed in may go to another setting', async () => {
  const db = disk()
  const vault = await vaultOver(db)
  await vault.prepareEnrolment()
  await vault.keepEnrolment(hall, 'read-token-of-hall')
  await vault.keepTiles([moss])
  const { escrow, setting } = await vault.prepareEnrolment()
  expect(setting).toBe(null)
  await vault.keepEnrolment(nest, 'read-token-of-nest')
  expect(await vault.tiles()).toEqual([])
  await vault.firstSignIn(juniper.adult, escrow ?? '', juniperPin)
  expect(await vault.readToken()).toBe('read-token-of-nest')
})

test('a key that another tab puts in place during a first sign-in is not mixed with this one', async () => {
  const db = disk()
  const there = await vaultOver(disk(db.name))
  const here = await vaultOver(db, {
    stretch: async (pin, how) => {
      await there.keepEnrolment(hall, 'read-2')
      return argon2(pin, how)
    },
  })
  const { escrow } = await here.prepareEnrolment()
  const other = await there.prepareEnrolment()
  await here.keepEnrolment(hall, 'read-1')
  await expect(here.firstSignIn(moss.adult, escrow ?? '', mossPin)).rejects.toMatchObject({ name: 'Unreadable' })
  expect(here.open).toBe(false)
  await there.firstSignIn(moss.adult, other.escrow ?? '', mossPin)
  expect(await there.readToken()).toBe('read-2')
})

test('an enrolment that is kept after somebody signed in in another tab leaves them their key', async () => {
  const db = disk()
  const [here, there] = await Promise.all([vaultOver(db), vaultOver(disk(db.name))])
  const { escrow } = await here.prepareEnrolment()
  await there.prepareEnrolment()
  await here.keepEnrolment(hall, 'read-1')
  await here.firstSignIn(moss.adult, escrow ?? '', mossPin)
  await there.keepEnrolment(hall, 'read-2')
  expect(await here.readToken()).toBe('read-2')
})

test('somebody who signs in in another tab in the middle of an enrolment keeps their key', async () => {
  const db = disk()
  const [here, there] = await Promise.all([vaultOver(db), vaultOver(disk(db.name))])
  const { escrow } = await here.prepareEnrolment()
  await there.prepareEnrolment()
  await here.keepEnrolment(hall, 'read-1')
  const exportKey = crypto.subtle.exportKey.bind(crypto.subtle)
  // The last step before the enrolment goes to disk.
  vi.spyOn(crypto.subtle, 'exportKey').mockImplementationOnce(async (...asked: unknown[]) => {
    await here.firstSignIn(moss.adult, escrow ?? '', mossPin)
    return exportKey(...(asked as ['raw', CryptoKey]))
  })
  await there.keepEnrolment(hall, 'read-2')
  expect(await here.readToken()).toBe('read-2')
})

test('a page that outlives its database puts its keys back when it is enrolled again', async () => {
  const { db, vault, publicKey } = await enrolled()
  const row = await vault.seal('drafts|abc-1', 'Queue for lunch')
  await Promise.all(db.tables.map((table) => table.clear()))
  const again = await vault.prepareEnrolment()
  expect(again).toMatchObject({ publicKey, setting: hall.setting.id })
  await vault.keepEnrolment(hall, 'read-2')
  await vault.setPin(moss.adult, mossPin)
  const later = await reload(db)
  await later.unlock(moss.adult, mossPin)
  expect(await later.unseal('drafts|abc-1', row)).toBe('Queue for lunch')
  expect(await later.readToken()).toBe('read-2')
})

test('whoever watches for an enrolment is told once it is on disk', async () => {
  const told = vi.fn()
  await enrolled({ enrolled: told })
  expect(told).toHaveBeenCalledTimes(1)
})
