import { fromBase64Url, toBase64Url } from './base64url'

/**
 * The paper of a sealed copy: a revision that only the endpoint can open, so that a tablet nobody is signed in on can send it.
 *
 * ECDH P-256 of a key made for one sitting with the endpoint's post key, HKDF-SHA-256 to an AES-256-GCM key, a random 96-bit
 * iv a copy. What is sealed is the JSON of header, body and signature; the id travels beside it.
 */
export interface Envelope {
  /** Public half of the sitting's key: a raw P-256 point, 65 bytes. */
  readonly from: Uint8Array<ArrayBuffer>
  readonly iv: Uint8Array<ArrayBuffer>
  readonly sealed: Uint8Array<ArrayBuffer>
}

const fromLength = 65
const ivLength = 12
const tagLength = 16

/** What the sealing key is derived for: one sitting's key and one post key, by its id. */
export const postPurpose = (key: string, from: Uint8Array): string => `post|${key}|${toBase64Url(from)}`

/** Bound to each copy: it opens in no other setting's post, as no other tablet's and under no other id. */
export const postPlace = ({ setting, device, id }: { readonly setting: string; readonly device: string; readonly id: string }): string => `${setting}|post|${device}|${id}`

export function toEnvelope({ from, iv, sealed }: Envelope): string {
  const bytes = new Uint8Array(fromLength + ivLength + sealed.length)
  bytes.set(from)
  bytes.set(iv, fromLength)
  bytes.set(sealed, fromLength + ivLength)
  return toBase64Url(bytes)
}

/** Null for what cannot be one. */
export function fromEnvelope(text: string): Envelope | null {
  try {
    const bytes = fromBase64Url(text)
    if (bytes.length < fromLength + ivLength + tagLength) return null
    return { from: bytes.slice(0, fromLength), iv: bytes.slice(fromLength, fromLength + ivLength), sealed: bytes.slice(fromLength + ivLength) }
  } catch {
    // Any text may come over the wire.
    return null
  }
}
