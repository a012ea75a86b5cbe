import { toBase64Url } from '../../src/domain/history/base64url'
import type { NewRevision, Revision } from '../../src/domain/history/revision'
import { makeRevision, signedBytes } from '../../src/domain/history/revision'

/** A tablet's hand: a P-256 key, and revisions signed with it. Real hashes and real signatures, as a tablet makes them. */
export interface Hand {
  /** SPKI, base64url: what a tablet sends when it enrols. */
  readonly publicKey: string
  /** Its signature under any id, base64url. */
  readonly sign: (id: string) => Promise<string>
  readonly make: (revision: Omit<NewRevision, 'version' | 'act' | 'after' | 'at' | 'skewMs' | 'changes'> & Partial<NewRevision>) => Promise<Revision>
}

export async function newHand(): Promise<Hand> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
  const sign = async (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.privateKey, bytes))
  return {
    sign: async (id) => toBase64Url(await sign(signedBytes(id))),
    publicKey: toBase64Url(new Uint8Array(await crypto.subtle.exportKey('spki', keys.publicKey))),
    make: (given) =>
      makeRevision(
        { version: 1, act: 'edit', after: [], at: Date.now(), skewMs: 0, changes: {}, ...given },
        {
          sha256: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)),
          sign,
          salt: crypto.getRandomValues(new Uint8Array(16)),
        },
      ),
  }
}
