import { fromBase64Url, toBase64Url } from '../domain/history/base64url'
import type { Sealed } from './db'
import { Unreadable } from './trouble'

/**
 * The keys of a tablet and what they do to bytes. Web Crypto only, and every key that rests or stays in memory is
 * non-extractable: a script on the page can use it while it runs, and take nothing away. The tablet key's own bytes never
 * enter this program: they go from one wrapping to the next inside the browser.
 */

const aes = { name: 'AES-GCM', length: 256 } as const
const utf8 = new TextEncoder()
export const randomBytes = (length: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(length))
const gcm = (iv: Uint8Array<ArrayBuffer>, about: string) => ({ name: 'AES-GCM', iv, additionalData: utf8.encode(about) })

/** What a tablet is born with, usable while it is locked. */
export interface DeviceKeys {
  /** AES-GCM: tiles, identity, the lamp of unsent harm. */
  readonly sealing: CryptoKey
  /** HMAC: without it neither a PIN nor the endpoint's escrow opens anything. */
  readonly secret: CryptoKey
  /** ECDSA P-256, private. */
  readonly signing: CryptoKey
  /** Its public half: SPKI, base64url. Also the tablet's unchanging name in what is derived. */
  readonly publicKey: string
}

export async function makeDeviceKeys(): Promise<DeviceKeys> {
  const [sealing, secret, pair] = await Promise.all([
    crypto.subtle.generateKey(aes, false, ['encrypt', 'decrypt']),
    crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']),
    crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']),
  ])
  const publicKey = toBase64Url(new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey)))
  return { sealing, secret, signing: pair.privateKey, publicKey }
}

/** `about` is bound in as associated data: the row opens under no other. */
export async function sealWith(key: CryptoKey, about: string, text: string): Promise<Sealed> {
  const iv = randomBytes(12)
  return { iv, sealed: await crypto.subtle.encrypt(gcm(iv, about), key, utf8.encode(text)) }
}

/** Throws `Unreadable`. */
export async function unsealWith(key: CryptoKey, about: string, row: Sealed): Promise<string> {
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt(gcm(row.iv, about), key, row.sealed))
  } catch {
    throw new Unreadable(about)
  }
}

// --- the tablet key

/** Extractable, so that it can be wrapped: for the one step in which it is, and never kept. */
export const makeTabletKey = (): Promise<CryptoKey> => crypto.subtle.generateKey(aes, true, ['encrypt', 'decrypt', 'wrapKey', 'unwrapKey'])

export async function wrapKey(by: CryptoKey, about: string, key: CryptoKey): Promise<Sealed> {
  const iv = randomBytes(12)
  return { iv, sealed: await crypto.subtle.wrapKey(key.type === 'private' ? 'pkcs8' : 'raw', key, by, gcm(iv, about)) }
}

/** `mayLeave` only where it is wrapped again at once. Throws `Unreadable`: a wrong PIN and a changed wrap look alike. */
export async function unwrapTabletKey(by: CryptoKey, about: string, row: Sealed, mayLeave: 'may-leave' | 'stays'): Promise<CryptoKey> {
  try {
    return await crypto.subtle.unwrapKey('raw', row.sealed, by, gcm(row.iv, about), aes, mayLeave === 'may-leave', [
      'encrypt',
      'decrypt',
      'wrapKey',
      'unwrapKey',
    ])
  } catch {
    throw new Unreadable(about)
  }
}

/** The key under which one adult's PIN wraps the tablet key. `place` names setting, tablet and adult. */
export const pinKey = (keys: DeviceKeys, stretched: Uint8Array<ArrayBuffer>, place: string): Promise<CryptoKey> =>
  fromSecret(keys, stretched, `wrap|${place}`)

/** The key of what the endpoint keeps for this tablet: needs the tablet's secret, which the endpoint never has. */
export const escrowKey = (keys: DeviceKeys): Promise<CryptoKey> => fromSecret(keys, utf8.encode('escrow'), `escrow|${keys.publicKey}`)

const fromSecret = async (keys: DeviceKeys, bytes: Uint8Array<ArrayBuffer>, info: string): Promise<CryptoKey> =>
  derived(await crypto.subtle.sign('HMAC', keys.secret, bytes), info, ['wrapKey', 'unwrapKey'])

export async function derived(bytes: ArrayBuffer, info: string, uses: KeyUsage[]): Promise<CryptoKey> {
  const from = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: utf8.encode(info) },
    from,
    aes,
    false,
    uses,
  )
}

export const toEscrow = ({ iv, sealed }: Sealed): string => toBase64Url(new Uint8Array([...iv, ...new Uint8Array(sealed)]))

/** Throws `Unreadable` for what cannot be an escrow. */
export function fromEscrow(text: string): Sealed {
  try {
    const bytes = fromBase64Url(text)
    return { iv: bytes.slice(0, 12), sealed: bytes.slice(12).buffer }
  } catch {
    throw new Unreadable('escrow')
  }
}

// --- the letterbox

/** Anyone may post while the tablet is locked; only the tablet key opens it. */
export interface Letterbox {
  readonly slot: CryptoKey
  /** The private half, wrapped by the tablet key. */
  readonly lock: Sealed
}
export interface Letter extends Sealed {
  /** The public half of a key made for this letter alone. */
  readonly from: ArrayBuffer
}
export const p256 = { name: 'ECDH', namedCurve: 'P-256' } as const

export async function makeLetterbox(tabletKey: CryptoKey, about: string): Promise<Letterbox> {
  const pair = await crypto.subtle.generateKey(p256, true, ['deriveBits'])
  return { slot: pair.publicKey, lock: await wrapKey(tabletKey, about, pair.privateKey) }
}

/** Throws `Unreadable` when this is not the tablet key the letterbox was made with. */
export async function openLetterbox(tabletKey: CryptoKey, about: string, box: Letterbox): Promise<CryptoKey> {
  try {
    return await crypto.subtle.unwrapKey('pkcs8', box.lock.sealed, tabletKey, gcm(box.lock.iv, about), p256, false, ['deriveBits'])
  } catch {
    throw new Unreadable(about)
  }
}

export async function post(box: Letterbox, about: string, text: string): Promise<Letter> {
  const own = await crypto.subtle.generateKey(p256, true, ['deriveBits'])
  const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: box.slot }, own.privateKey, 256)
  const key = await derived(shared, `letter|${about}`, ['encrypt'])
  return { ...(await sealWith(key, about, text)), from: await crypto.subtle.exportKey('raw', own.publicKey) }
}

/** Throws `Unreadable`. */
export async function readLetter(opened: CryptoKey, about: string, letter: Letter): Promise<string> {
  try {
    const from = await crypto.subtle.importKey('raw', letter.from, p256, false, [])
    const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: from }, opened, 256)
    return await unsealWith(await derived(shared, `letter|${about}`, ['decrypt']), about, letter)
  } catch {
    throw new Unreadable(about)
  }
}
