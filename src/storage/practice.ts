import Dexie from 'dexie'
import type { Tables } from './db'
import { makeDeviceKeys, sealWith, unsealWith } from './keys'
import { openReadings } from './readings'
import type { FormOf, Held } from './sealed-rows'
import { sealedRows } from './sealed-rows'
import { Locked } from './trouble'
import type { Identity, Tile, Vault } from './vault'

/** No tablet's own database begins so; each practice has one of its own, by a name that is made for it. */
const prefix = 'steps-practice-'
export const practiceDatabase = (id: string): string => `${prefix}${id}`

/** Holds a database's name for as long as this page lives: the browser lets go when the page ends. */
export function holdPractice(database: string): Promise<void> {
  return new Promise((resolve) => {
    void navigator.locks.request(database, { ifAvailable: true }, () => {
      resolve()
      return new Promise<void>(() => undefined)
    })
  })
}
/** The page that held it is gone. */
export const isPracticeOver = (database: string): Promise<boolean> => navigator.locks.request(database, { ifAvailable: true }, (lock) => lock !== null)

/** Deletes what practices left behind whose page is gone; `isOver` says of which. Returns how many. */
export async function sweepPractices(isOver: (database: string) => Promise<boolean> = isPracticeOver): Promise<number> {
  const left: string[] = []
  for (const name of await Dexie.getDatabaseNames()) if (name.startsWith(prefix) && (await isOver(name))) left.push(name)
  await Promise.all(left.map((name) => Dexie.delete(name)))
  return left.length
}

/**
 * The vault of a practice: a key made on the spot, which never leaves memory. With the page it is gone, and what may be left
 * of the rows can be read by nobody. There is no PIN, no enrolment and no token, so nothing could be sent if anything tried.
 */
export async function openPracticeVault(identity: Identity, adults: readonly Omit<Tile, 'hasPin'>[]): Promise<Vault> {
  const [key, device] = await Promise.all([
    crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']),
    makeDeviceKeys(),
  ])
  let opened: CryptoKey | null = key
  const never = (): Promise<never> => Promise.reject(new Locked())
  const place = (about: string): string => `${identity.setting.id}|${about}`
  const use = (): CryptoKey => {
    if (!opened) throw new Locked()
    return opened
  }
  const tiles = adults.map((adult): Tile => ({ ...adult, hasPin: false }))
  return {
    get open() {
      return opened !== null
    },
    identity: () => Promise.resolve(identity),
    tiles: () => Promise.resolve(tiles),
    keepTiles: () => Promise.resolve(),
    prepareEnrolment: never,
    keepEnrolment: never,
    firstSignIn: never,
    setPin: () => Promise.resolve(),
    unlock: () => Promise.resolve({ ok: false, problem: 'no-pin' }),
    lock() {
      opened = null
    },
    readToken: never,
    post: never,
    openLetter: never,
    seal: async (about, text) => sealWith(use(), place(about), text),
    unseal: async (about, row) => unsealWith(use(), place(about), row),
    sealOpenly: (about, text) => sealWith(device.sealing, place(about), text),
    unsealOpenly: (about, row) => unsealWith(device.sealing, place(about), row),
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, device.signing, bytes)),
    sha256: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)),
  }
}

/**
 * Draws records again from some of their revisions. No revision is written or lost: what is not shown is not there for any page,
 * until it is shown again. What is shown must have been written without sight of what is not.
 */
export function openReveal({ tables, vault, formOf, now }: { readonly tables: Tables; readonly vault: Vault; readonly formOf: FormOf; readonly now: () => number }): (records: readonly string[], isShown: (revision: Held) => boolean) => Promise<void> {
  const { strict, relaxed } = tables
  const rows = sealedRows({ strict, vault, now })
  const readings = openReadings({ strict, relaxed, vault, formOf, now, newSalt: () => crypto.getRandomValues(new Uint8Array(16)), rows })
  return async (records, isShown) => {
    for (;;) {
      const held = await rows.openRevisions(await strict.revisions.where('record').anyOf([...records]).toArray())
      const renewed = await readings.renew(records.map((record) => ({ record, fresh: [], members: held.filter((one) => one.header.record === record && isShown(one)) })))
      // Somebody wrote meanwhile: once more, with what they wrote.
      if ((await readings.commit(renewed, [], () => Promise.resolve(true))) !== 'moved') return
    }
  }
}
