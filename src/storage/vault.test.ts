// @vitest-environment node
import 'fake-indexeddb/auto'
import { afterEach, expect, test, vi } from 'vitest'
import { fromBase64Url } from '../domain/history/base64url'
import { makeRevision, signedBytes } from '../domain/history/revision'
import { openTables, type TabletDb } from './db'
import { argon2 } from './stretch-argon2'
import { openVault, type Identity, type Tile, type Vault, type VaultOptions } from './vault'

const hall: Identity = {
  setting: { id: 'willow-hall', name: 'Willow Hall Primary', kind: 'school', place: 'the school office' },
  device: 'tablet-7',
  tabletName: 'Hedgehog room',
  postToken: 'post-token-of-hall',
}
const nest: Identity = { ...hall, setting: { id: 'little-nest', name: 'Little Nest', kind: 'early-years', place: 'the front desk' } }
const moss: Omit<Tile, 'hasPin'> = { adult: 'adult-moss', shortName: 'Moss', initials: 'MK', senior: true, roleWords: 'SENCO', until: null }
const juniper: Omit<Tile, 'hasPin'> = { adult: 'adult-juniper', shortName: 'Juniper', initials: 'JB', senior: false, roleWords: 'TA', until: '2026-12-18' }
const mossPin = '271828'
const juniperPin = '141592'

let count = 0
const made: TabletDb[] = []
function disk(name = `vault-test-${(count += 1)}`): TabletDb {
  const { strict } = openTables(name)
  made.push(strict)
  return strict
}
afterEach(() => {
  for (const db of made.splice(0)) db.close()
  vi.restoreAllMocks()
})
/** Real Argon2id, with little memory. Opened again over the same disk it is what a reload finds. */
const vaultOver = (db: TabletDb, options: VaultOptions = {}): Promise<Vault> => openVault(db, { stretch: argon2, cost: { memoryKiB: 64, passes: 1 }, ...options })
const reload = (db: TabletDb, options: VaultOptions = {}): Promise<Vault> => vaultOver(disk(db.name), options)

/** A tablet that is enrolled, where Moss has signed in for the first time; `escrow` is what the endpoint keeps. */
async function enrolled(options: VaultOptions = {}): Promise<{ db: TabletDb; vault: Vault; escrow: string; publicKey: string }> {
  const db = disk()
  const vault = await vaultOver(db, options)
  const { escrow, publicKey } = await vault.prepareEnrolment()
  if (escrow === null) throw new Error('a new tablet has an escrow')
  await vault.keepEnrolment(hall, 'read-token-of-hall')
  await vault.keepTiles([moss, juniper])
  await vault.firstSignIn(moss.adult, escrow, mossPin)
  return { db, vault, escrow, publicKey }
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
