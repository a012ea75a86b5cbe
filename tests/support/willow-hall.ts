import { afterEach, vi } from 'vitest'
import { openTables, type TabletDb } from '../../src/storage/db'
import { argon2 } from '../../src/storage/stretch-argon2'
import { openVault, type Identity, type Tile, type Vault, type VaultOptions } from '../../src/storage/vault'

export const hall: Identity = {
  setting: { id: 'willow-hall', name: 'Willow Hall Primary', kind: 'school', place: 'the school office' },
  device: 'tablet-7',
  tabletName: 'Hedgehog room',
  postToken: 'post-token-of-hall',
}
export const nest: Identity = { ...hall, setting: { id: 'little-nest', name: 'Little Nest', kind: 'early-years', place: 'the front desk' } }
export const moss: Omit<Tile, 'hasPin'> = {
  adult: 'adult-moss',
  shortName: 'Moss',
  initials: 'MK',
  senior: true,
  roleWords: 'SENCO',
  until: null,
}
export const juniper: Omit<Tile, 'hasPin'> = {
  adult: 'adult-juniper',
  shortName: 'Juniper',
  initials: 'JB',
  senior: false,
  roleWords: 'TA',
  until: '2026-12-18',
}
export const mossPin = '271828'
export const juniperPin = '141592'

let count = 0
const made: TabletDb[] = []
export function disk(name = `vault-test-${(count += 1)}`): TabletDb {
  const { strict } = openTables(name)
  made.push(strict)
  return strict
}
afterEach(() => {
  for (const db of made.splice(0)) db.close()
  vi.restoreAllMocks()
})
/** Real Argon2id, with little memory. Opened again over the same disk it is what a reload finds. */
export const vaultOver = (db: TabletDb, options: VaultOptions = {}): Promise<Vault> =>
  openVault(db, { stretch: argon2, cost: { memoryKiB: 64, passes: 1 }, ...options })
export const reload = (db: TabletDb, options: VaultOptions = {}): Promise<Vault> => vaultOver(disk(db.name), options)

/** A tablet that is enrolled, where Moss has signed in for the first time; `escrow` is what the endpoint keeps. */
export async function enrolled(options: VaultOptions = {}): Promise<{ db: TabletDb; vault: Vault; escrow: string; publicKey: string }> {
  const db = disk()
  const vault = await vaultOver(db, options)
  const { escrow, publicKey } = await vault.prepareEnrolment()
  if (escrow === null) throw new Error('a new tablet has an escrow')
  await vault.keepEnrolment(hall, 'read-token-of-hall')
  await vault.keepTiles([moss, juniper])
  await vault.firstSignIn(moss.adult, escrow, mossPin)
  return { db, vault, escrow, publicKey }
}

/** What every row of every table says, with all bytes read as text. */
export async function allWords(db: TabletDb): Promise<string> {
  const words: string[] = []
  const collect = (value: unknown): void => {
    if (value instanceof ArrayBuffer) words.push(new TextDecoder().decode(value), new TextDecoder('utf-16').decode(value))
    else if (value instanceof Uint8Array) words.push(new TextDecoder().decode(value))
    else if (typeof value === 'object' && value !== null)
      for (const [name, inside] of Object.entries(value)) [name, inside].forEach(collect)
    else words.push(String(value))
  }
  for (const table of db.tables) for (const row of (await table.toArray()) as unknown[]) collect(row)
  return words.join('\n')
}
