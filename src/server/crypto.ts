import type { webcrypto } from 'node:crypto'
import { fromBase64Url } from '../domain/history/base64url'
import type { RevisionText, Sha256 } from '../domain/history/revision'
import { signedBytes } from '../domain/history/revision'

export const sha256: Sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))

const curve = { name: 'ECDSA', namedCurve: 'P-256' } as const
/** Importing a key costs more than a verification, and a tablet pushes many times a day. */
const imported = new Map<string, Promise<webcrypto.CryptoKey | null>>()
const mostKeys = 2_000

/** A tablet's public key (SPKI, base64url); null when it is not one. */
export function publicKeyFrom(text: string): Promise<webcrypto.CryptoKey | null> {
  let key = imported.get(text)
  if (!key) {
    if (imported.size >= mostKeys) imported.clear()
    key = importKey(text)
    imported.set(text, key)
  }
  return key
}

async function importKey(text: string): Promise<webcrypto.CryptoKey | null> {
  try {
    return await crypto.subtle.importKey('spki', fromBase64Url(text), curve, false, ['verify'])
  } catch {
    // Any text may arrive here; what is no key of this curve verifies nothing.
    return null
  }
}

export async function isSigned(text: RevisionText, publicKey: string): Promise<boolean> {
  const key = await publicKeyFrom(publicKey)
  const signature = signatureBytes(text.signature)
  return key !== null && signature !== null && (await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, signedBytes(text.id)))
}

function signatureBytes(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return fromBase64Url(text)
  } catch {
    // Not base64url: no signature.
    return null
  }
}
