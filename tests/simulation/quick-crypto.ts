import type { KeyObject } from 'node:crypto'
import {
  createCipheriv, createDecipheriv, createHash, createHmac, createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync, randomBytes, sign, verify,
} from 'node:crypto'
import { setImmediate as nextTask } from 'node:timers/promises'

/**
 * Web Crypto as the app asks for it, by the same OpenSSL and without a thread for every few hundred bytes: AES-GCM, HMAC,
 * HKDF, ECDSA and ECDH are all real. What is only worked out again (a key that is imported, a secret two keys share, a
 * signature that was verified, a row that was opened) is kept, by all that it was worked out of.
 *
 * `later`: an answer comes in a task of its own, as a browser's does, so that IndexedDB commits a transaction that waits for one.
 */
export interface QuickCrypto { later: boolean }

/** Takes the place of `crypto.subtle` in this process. */
export function quickenCrypto(): QuickCrypto {
  const pace: QuickCrypto = { later: false }
  const told = async <T>(work: () => T): Promise<T> => {
    if (pace.later) await nextTask()
    return work()
  }
  const subtle = Object.fromEntries(Object.entries(operations).map(([name, operation]) => [name, (...given: never[]) => told(() => (operation as (...given: never[]) => unknown)(...given))]))
  Object.defineProperty(globalThis.crypto, 'subtle', { value: subtle, configurable: true })
  return pace
}

type Bytes = ArrayBuffer | Uint8Array
/** Lies on a disk as any other value does. */
interface Key { readonly type: 'secret' | 'private' | 'public'; readonly bytes: Uint8Array<ArrayBuffer> }
interface Gcm { readonly iv: Uint8Array; readonly additionalData: Uint8Array }

const view = (bytes: Bytes): Uint8Array => (bytes instanceof Uint8Array ? bytes : new Uint8Array(bytes))
/** A copy with a memory of its own. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes)
const secret = (bytes: Bytes): Key => ({ type: 'secret', bytes: own(view(bytes)) })
const spkiHead = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex')

function kept<T>(make: (bytes: Buffer) => T): (bytes: Uint8Array) => T {
  const known = new Map<string, T>()
  return (given) => {
    const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
    const name = bytes.toString('latin1')
    let made = known.get(name)
    if (made === undefined) {
      if (known.size >= 4_000) known.clear()
      known.set(name, (made = make(bytes)))
    }
    return made
  }
}
const privateKey = kept((bytes) => createPrivateKey({ key: Buffer.from(bytes), format: 'der', type: 'pkcs8' }))
const publicKey = kept((bytes) => createPublicKey({ key: Buffer.from(bytes), format: 'der', type: 'spki' }))
const keyObject = ({ type, bytes }: Key): KeyObject => (type === 'private' ? privateKey(bytes) : publicKey(bytes))
/** Of bytes and what they are for, with the length of the first before both. */
const derived = kept((both) => {
  const length = both[0] ?? 0
  return new Uint8Array(hkdfSync('sha256', both.subarray(1, 1 + length), new Uint8Array(0), both.subarray(1 + length), 32))
})
const shared = kept((both) => {
  const length = both[0] ?? 0
  return diffieHellman({ privateKey: privateKey(both.subarray(1, 1 + length)), publicKey: publicKey(both.subarray(1 + length)) })
})

/** By key, signature and text, of which the first two are as long as they are. */
const isSigned = kept((all) => verify('sha256', all.subarray(keyLength + signatureLength), { key: publicKey(all.subarray(0, keyLength)), dsaEncoding: 'ieee-p1363' }, all.subarray(keyLength, keyLength + signatureLength)))
const [keyLength, signatureLength] = [91, 64]

/** Pairs that two share a secret by, taken in turn: a fresh one for each sealed copy costs more than all that is done with it. */
const pairs: { readonly privateKey: Key; readonly publicKey: Key }[] = []
const mostPairs = 32
let taken = 0
function pairOf(isForSharing: boolean): (typeof pairs)[number] {
  const known = isForSharing ? pairs[(taken += 1) % mostPairs] : undefined
  if (known) return known
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256', privateKeyEncoding: { format: 'der', type: 'pkcs8' }, publicKeyEncoding: { format: 'der', type: 'spki' } })
  const made = { privateKey: { type: 'private', bytes: own(pair.privateKey) }, publicKey: { type: 'public', bytes: own(pair.publicKey) } } as const
  if (isForSharing) pairs[taken % mostPairs] = made
  return made
}

function seal({ iv, additionalData }: Gcm, { bytes }: Key, text: Bytes): ArrayBuffer {
  const cipher = createCipheriv('aes-256-gcm', bytes, iv)
  cipher.setAAD(additionalData)
  return own(Buffer.concat([cipher.update(view(text)), cipher.final(), cipher.getAuthTag()])).buffer
}
/** By key, nonce, how long what is said beside it is, that, and what was sealed. */
const opened = kept((all) => {
  const from = 46 + all.readUInt16BE(44)
  const cipher = createDecipheriv('aes-256-gcm', all.subarray(0, 32), all.subarray(32, 44))
  cipher.setAAD(all.subarray(46, from))
  cipher.setAuthTag(all.subarray(-16))
  return Buffer.concat([cipher.update(all.subarray(from, -16)), cipher.final()])
})
function unseal({ iv, additionalData }: Gcm, { bytes }: Key, sealed: Bytes): ArrayBuffer {
  if (bytes.length !== 32 || iv.length !== 12) throw new Error('another cipher than ours')
  const beside = Buffer.allocUnsafe(2)
  beside.writeUInt16BE(additionalData.length)
  return own(opened(Buffer.concat([bytes, iv, beside, additionalData, view(sealed)]))).buffer
}

const operations = {
  digest: (_: string, bytes: Bytes) => own(createHash('sha256').update(view(bytes)).digest()).buffer,
  encrypt: seal,
  decrypt: unseal,
  sign: (how: string | object, { type, bytes }: Key, text: Bytes) =>
    own(type === 'secret' || how === 'HMAC' ? createHmac('sha256', bytes).update(view(text)).digest() : sign('sha256', view(text), { key: privateKey(bytes), dsaEncoding: 'ieee-p1363' })).buffer,
  verify: (_: object, { bytes }: Key, signature: Bytes, text: Bytes) => {
    const [key, signed] = [view(bytes), view(signature)]
    return key.length === keyLength && signed.length === signatureLength ? isSigned(Buffer.concat([key, signed, view(text)])) : verify('sha256', view(text), { key: publicKey(bytes), dsaEncoding: 'ieee-p1363' }, signed)
  },
  generateKey: ({ name }: { name: string }) => {
    if (name !== 'ECDSA' && name !== 'ECDH') return secret(randomBytes(32))
    return pairOf(name === 'ECDH')
  },
  importKey: (format: string, bytes: Bytes, how: string | { name: string }): Key => {
    if (format === 'spki') {
      const key: Key = { type: 'public', bytes: own(view(bytes)) }
      // Throws for what is no key.
      keyObject(key)
      return key
    }
    const isPoint = typeof how === 'object' && how.name === 'ECDH'
    return isPoint ? { type: 'public', bytes: own(Buffer.concat([spkiHead, view(bytes)])) } : secret(bytes)
  },
  exportKey: (format: string, { bytes }: Key) => own(format === 'raw' ? bytes.subarray(spkiHead.length) : bytes).buffer,
  deriveKey: ({ info }: { info: Uint8Array }, { bytes }: Key) => secret(derived(Buffer.concat([Buffer.of(bytes.length), bytes, info]))),
  deriveBits: ({ public: theirs }: { public: Key }, mine: Key) => own(shared(Buffer.concat([Buffer.of(mine.bytes.length), mine.bytes, theirs.bytes]))).buffer,
  wrapKey: (_: string, { bytes }: Key, by: Key, how: Gcm) => seal(how, by, bytes),
  unwrapKey: (format: string, sealed: Bytes, by: Key, how: Gcm): Key => ({ type: format === 'pkcs8' ? 'private' : 'secret', bytes: new Uint8Array(unseal(how, by, sealed)) }),
}
