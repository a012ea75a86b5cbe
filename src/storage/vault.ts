import type { Sha256, Sign } from '../domain/history/revision'
import type { Sealed } from './db'

/** Facts of this tablet that the locked app may use. */
export interface Identity {
  readonly setting: { readonly id: string; readonly name: string; readonly kind: 'school' | 'early-years'; readonly place: string }
  readonly device: string
  readonly tabletName: string
  /** Good for /unlock, /push and /status only. */
  readonly postToken: string
}
/** A person the lock screen may show. `until` past: shown no more, their wrap stays. */
export interface Tile {
  readonly adult: string
  readonly shortName: string
  readonly initials: string
  /** False: a first sign-in on this tablet, which takes a one-time code once or a senior adult. */
  readonly hasPin: boolean
  /** Who to ask for help, and who may reset a PIN. */
  readonly senior: boolean
  readonly roleWords: string
  readonly until: string | null
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
  readonly sign: Sign
  readonly sha256: Sha256
}
