import type { Sha256, Sign } from '../domain/history/revision'
import type { Sealed, TabletDb } from './db'
import { lockedFacts } from './disk-names'
import {
  escrowKey,
  fromEscrow,
  makeDeviceKeys,
  makeLetterbox,
  makeTabletKey,
  openLetterbox,
  pinKey,
  post,
  randomBytes,
  readLetter,
  sealWith,
  toEscrow,
  unsealWith,
  unwrapTabletKey,
  wrapKey,
  type DeviceKeys,
  type Letter,
  type Letterbox,
} from './keys'
import { pauseMs, pinProblem, PinRefused, triesBeforePause } from './pin'
import { stretchInWorker, usualCost, type Cost, type Stretch } from './stretch'
import { readTiles, replaceTiles, type Tile } from './tiles'
import { openTries, triesFact } from './tries'
import { Locked, Unreadable, WrongSetting } from './trouble'

export type { Tile } from './tiles'

/** Facts of this tablet that the locked app may use. */
export interface Identity {
  readonly setting: { readonly id: string; readonly name: string; readonly kind: 'school' | 'early-years'; readonly place: string }
  readonly device: string
  readonly tabletName: string
  /** Good for /unlock, /push and /status only. */
  readonly postToken: string
}
export type Unlocked =
  | { readonly ok: true }
  | { readonly ok: false; readonly problem: 'wrong-pin'; readonly triesLeft: number }
  | { readonly ok: false; readonly problem: 'paused'; readonly untilAt: number }
  | { readonly ok: false; readonly problem: 'no-pin' }

export interface Vault {
  /** Whether the tablet key is open in memory. */
  readonly open: boolean
  identity(): Promise<Identity | null>
  /**
   * Makes the device's keys and the tablet key if there are none, and says what /enrol needs. Called again it offers the
   * same public key, so that a lost answer strands nothing; `escrow` is null when this tablet has a key but is locked.
   */
  prepareEnrolment(): Promise<{ publicKey: string; escrow: string | null; setting: string | null }>
  /** Keeps what /enrol answered. Throws `WrongSetting` if this tablet holds another setting's rows. */
  keepEnrolment(identity: Identity, readToken: string): Promise<void>
  tiles(): Promise<readonly Tile[]>
  /** Replaces the tiles by the roster's; `hasPin` is worked out here. */
  keepTiles(tiles: readonly Omit<Tile, 'hasPin'>[]): Promise<void>
  /** Opens the tablet key from what /unlock answered, wraps it under a PIN of the adult's own, and leaves it open. */
  firstSignIn(adult: string, escrow: string, pin: string): Promise<void>
  /** With the key open, wraps it for an adult: a senior adds someone or resets a PIN, also offline. */
  setPin(adult: string, pin: string): Promise<void>
  unlock(adult: string, pin: string): Promise<Unlocked>
  /** Forgets the tablet key. Nothing on disk changes. */
  lock(): void
  /** Throws `Locked` while the tablet key is not open. */
  readToken(): Promise<string>
  /** Seals bytes under the tablet key; `about` is the associated data (`table|id`), the setting is added. Throws `Locked`. */
  seal(about: string, text: string): Promise<Sealed>
  /** Throws `Locked`, or `Unreadable` when the row was swapped, cut or changed. */
  unseal(about: string, row: Sealed): Promise<string>
  /** The same under the device key, which the locked app has: for tiles and the lamp of unsent harm. */
  sealOpenly(about: string, text: string): Promise<Sealed>
  unsealOpenly(about: string, row: Sealed): Promise<string>
  /** Seals to the letterbox: also while locked, and not to be read back until the tablet key is open. Throws `Locked` on a tablet that never joined. */
  post(about: string, text: string): Promise<Letter>
  /** Throws `Locked`, or `Unreadable`. */
  openLetter(about: string, letter: Letter): Promise<string>
  readonly sign: Sign
  readonly sha256: Sha256
}

export interface VaultOptions {
  readonly stretch?: Stretch
  /** What new wraps are stretched with; old ones keep theirs. */
  readonly cost?: Cost
  readonly now?: () => number
  /** Told after an enrolment is on disk, so that a mark can be left outside the database. */
  readonly enrolled?: () => void
}

/** The names of the vault's rows among the facts. */
const fact = { ...lockedFacts, letterbox: 'letterbox', readToken: 'read-token' } as const
/** Its row stands as long as a tablet is enrolled. */
export const identityFact = fact.identity

/** The tablet key in use: for sealing it stays in the browser's hands; `again` takes it out of its wrap once more, to be wrapped anew. */
interface Opened {
  readonly key: CryptoKey
  readonly again: () => Promise<CryptoKey>
  readonly setting: string
}

/**
 * The vault over one database; the strict connection, for every row here is a promise. Nothing is read until it is asked
 * for, so it can be made over a disk in trouble. A second one over the same database (another tab, a reload) finds all but
 * the open key.
 */
export function openVault(db: TabletDb, options: VaultOptions = {}): Promise<Vault> {
  const { stretch = stretchInWorker, cost = usualCost, now = Date.now } = options
  let keys: DeviceKeys | null = null
  let setting: string | null = null
  let opened: Opened | null = null
  /** Made for an enrolment that is not kept yet. On disk it is nowhere: a tablet alone must not be able to open its key. */
  let fresh: { readonly escrow: string; readonly again: () => Promise<CryptoKey> } | null = null
  const tries = openTries(db, now)

  // These rows were written by this file, in this shape.
  const factOf = async <T>(name: string): Promise<T | null> => ((await db.facts.get(name))?.value as T | undefined) ?? null

  async function heldKeys(): Promise<DeviceKeys> {
    keys ??= await factOf<DeviceKeys>(fact.keys)
    if (!keys) throw new Locked()
    return keys
  }
  function mustBeOpen(): Opened {
    if (!opened) throw new Locked()
    return opened
  }
  const openSetting = async (): Promise<string> => setting ?? (await identity())?.setting.id ?? ''
  const letterboxPlace = (of: string): string => `${of}|facts|${fact.letterbox}`
  const readTokenPlace = (of: string): string => `${of}|facts|${fact.readToken}`

  async function identity(): Promise<Identity | null> {
    const row = await factOf<Sealed>(fact.identity)
    if (!row) return null
    // The setting is inside, so it cannot be asked for outside.
    const found = JSON.parse(await unsealWith((await heldKeys()).sealing, `facts|${fact.identity}`, row)) as Identity
    setting = found.setting.id
    return found
  }

  /** Somebody has a PIN here. Only then can anything be sealed under the tablet key, and only then is it kept for good. */
  const isInUse = async (): Promise<boolean> => (await db.wraps.count()) > 0

  async function prepareEnrolment(): Promise<{ publicKey: string; escrow: string | null; setting: string | null }> {
    if (!(await factOf(fact.keys))) {
      // A page that outlives its database puts back the keys it has: the endpoint then knows the tablet again.
      const made = keys ?? (await makeDeviceKeys())
      await db.transaction('rw', db.facts, async () => {
        // Another tab may have been quicker: the first keys stay.
        if (!(await db.facts.get(fact.keys))) await db.facts.add({ name: fact.keys, value: made })
      })
    }
    const device = await heldKeys()
    if (opened) return { publicKey: device.publicKey, escrow: await escrowOf(device, opened.again), setting: opened.setting }
    if (await isInUse()) return { publicKey: device.publicKey, escrow: null, setting: (await identity())?.setting.id ?? null }
    fresh ??= await makeFresh(device)
    return { publicKey: device.publicKey, escrow: fresh.escrow, setting: null }
  }

  async function escrowOf(device: DeviceKeys, again: () => Promise<CryptoKey>): Promise<string> {
    return toEscrow(await wrapKey(await escrowKey(device), escrowPlace(device), await again()))
  }
  const escrowPlace = (device: DeviceKeys): string => `escrow|${device.publicKey}`
  const fromEscrowOf = async (device: DeviceKeys, escrow: string, mayLeave: 'may-leave' | 'stays'): Promise<CryptoKey> =>
    unwrapTabletKey(await escrowKey(device), escrowPlace(device), fromEscrow(escrow), mayLeave)

  async function makeFresh(device: DeviceKeys): Promise<NonNullable<typeof fresh>> {
    const escrow = await escrowOf(device, makeTabletKey)
    return { escrow, again: () => fromEscrowOf(device, escrow, 'may-leave') }
  }

  async function keepEnrolment(next: Identity, readToken: string): Promise<void> {
    const device = await heldKeys()
    const inUse = await isInUse()
    const before = await identity()
    const held = opened?.setting ?? (inUse ? before?.setting.id : undefined)
    if (held !== undefined && held !== next.setting.id) throw new WrongSetting()
    const sealed = await sealWith(device.sealing, `facts|${fact.identity}`, JSON.stringify(next))
    const at = next.setting.id
    // With the key at hand the letterbox is made anew; a tablet that comes back locked posts through the one it has.
    const key = opened?.key ?? (inUse ? undefined : await fresh?.again())
    const box = key ? await makeLetterbox(key, letterboxPlace(at)) : await factOf<Letterbox>(fact.letterbox)
    if (!box) throw new Locked()
    const letter = await post(box, readTokenPlace(at), readToken)
    const kept = await db.transaction('rw', [db.facts, db.wraps, db.tiles], async () => {
      if ((await isInUse()) !== inUse) return false
      await db.facts.bulkPut([
        { name: fact.identity, value: sealed },
        { name: fact.letterbox, value: box },
        { name: fact.readToken, value: letter },
      ])
      if (before && before.setting.id !== at) await db.tiles.clear()
      return true
    })
    // Somebody signed in in another tab meanwhile, and the key is theirs now.
    if (!kept) return keepEnrolment(next, readToken)
    setting = at
    fresh = null
    options.enrolled?.()
  }

  /** By the tablet's public key, which outlives any device id the endpoint may give. */
  const place = (of: string, device: DeviceKeys, adult: string): string => `${of}|${device.publicKey}|${adult}`
  const wrapPlace = (of: string, adult: string): string => `${of}|wraps|${adult}`

  /** `still` has the last word before the wrap is kept, inside its transaction. */
  async function wrapFor(adult: string, pin: string, from: Omit<Opened, 'key'>, still?: () => Promise<void>): Promise<void> {
    const device = await heldKeys()
    const salt = randomBytes(16)
    const by = await pinKey(device, await stretch(pin, { ...cost, salt }), place(from.setting, device, adult))
    const wrap = await wrapKey(by, wrapPlace(from.setting, adult), await from.again())
    await db.transaction('rw', db.wraps, db.facts, async () => {
      await still?.()
      await db.wraps.put({ adult, holder: 'pin', salt, memoryKiB: cost.memoryKiB, passes: cost.passes, ...wrap })
      await db.facts.delete(triesFact(adult))
    })
  }

  async function firstSignIn(adult: string, escrow: string, pin: string): Promise<void> {
    refuseEasy(pin)
    const device = await heldKeys()
    const at = (await identity())?.setting.id
    const box = await factOf<Letterbox>(fact.letterbox)
    if (at === undefined || !box) throw new Locked()
    const key = await fromEscrowOf(device, escrow, 'stays')
    // An escrow of an earlier, abandoned enrolment opens too, and to another key: this tablet's own is the one its letterbox knows.
    await openLetterbox(key, letterboxPlace(at), box)
    const next: Opened = { key, setting: at, again: () => fromEscrowOf(device, escrow, 'may-leave') }
    await wrapFor(adult, pin, next, async () => {
      // Until the first PIN, another tab's enrolment may put its own key in this one's place.
      const found = await factOf<Letterbox>(fact.letterbox)
      if (!(await isInUse()) && toEscrow(found?.lock ?? box.lock) !== toEscrow(box.lock)) throw new Unreadable(escrowPlace(device))
    })
    opened = next
  }

  async function setPin(adult: string, pin: string): Promise<void> {
    const from = mustBeOpen()
    refuseEasy(pin)
    await wrapFor(adult, pin, from)
  }

  async function unlock(adult: string, pin: string): Promise<Unlocked> {
    const wrap = await db.wraps.get(adult)
    const at = (await identity())?.setting.id
    if (!wrap || at === undefined) return { ok: false, problem: 'no-pin' }
    const device = await heldKeys()
    const next = await tries.next(adult)
    if (next.kind === 'wait') return { ok: false, problem: 'paused', untilAt: next.untilAt }
    const by = await pinKey(device, await stretch(pin, wrap), place(at, device, adult))
    const about = wrapPlace(at, adult)
    try {
      const key = await unwrapTabletKey(by, about, wrap, 'stays')
      await tries.forget(adult)
      opened = { key, setting: at, again: () => unwrapTabletKey(by, about, wrap, 'may-leave') }
      return { ok: true }
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error
      const pause = pauseMs(next.tries.wrong)
      return pause > 0
        ? { ok: false, problem: 'paused', untilAt: next.tries.at + pause }
        : { ok: false, problem: 'wrong-pin', triesLeft: triesBeforePause - next.tries.wrong }
    }
  }

  async function openedLetter(place: string, letter: Letter | null): Promise<string> {
    const { key, setting: at } = mustBeOpen()
    const box = await factOf<Letterbox>(fact.letterbox)
    if (!box || !letter) throw new Unreadable(place)
    return readLetter(await openLetterbox(key, letterboxPlace(at), box), place, letter)
  }
  async function readToken(): Promise<string> {
    return openedLetter(readTokenPlace(mustBeOpen().setting), await factOf<Letter>(fact.readToken))
  }

  async function sealOpenly(about: string, text: string): Promise<Sealed> {
    return sealWith((await heldKeys()).sealing, `${await openSetting()}|${about}`, text)
  }
  async function unsealOpenly(about: string, row: Sealed): Promise<string> {
    return unsealWith((await heldKeys()).sealing, `${await openSetting()}|${about}`, row)
  }

  return Promise.resolve({
    get open() {
      return opened !== null
    },
    identity,
    prepareEnrolment,
    keepEnrolment,
    tiles: () => readTiles(db, unsealOpenly),
    keepTiles: (next) => replaceTiles(db, next, sealOpenly),
    firstSignIn,
    setPin,
    unlock,
    lock() {
      opened = null
    },
    readToken,
    async seal(about, text) {
      const { key, setting: at } = mustBeOpen()
      return sealWith(key, `${at}|${about}`, text)
    },
    async unseal(about, row) {
      const { key, setting: at } = mustBeOpen()
      return unsealWith(key, `${at}|${about}`, row)
    },
    async post(about, text) {
      const box = await factOf<Letterbox>(fact.letterbox)
      if (!box) throw new Locked()
      return post(box, `${await openSetting()}|${about}`, text)
    },
    openLetter: async (about, letter) => openedLetter(`${mustBeOpen().setting}|${about}`, letter),
    sealOpenly,
    unsealOpenly,
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, (await heldKeys()).signing, bytes)),
    sha256: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)),
  })
}

function refuseEasy(pin: string): void {
  const problem = pinProblem(pin)
  if (problem !== null) throw new PinRefused(problem)
}
