import { toBase64Url } from '../../src/domain/history/base64url'
import type { Ledger } from '../../src/storage/ledger'

/** An endpoint's post key with no endpoint: its public half as a roster carries it, its private half as the table keeps it. */
export interface TestPostKey { readonly id: string; readonly publicKey: string; readonly privateKey: string }

export async function newPostKey(id: string): Promise<TestPostKey> {
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
  const [publicKey, privateKey] = await Promise.all([crypto.subtle.exportKey('raw', pair.publicKey), crypto.subtle.exportKey('pkcs8', pair.privateKey)])
  return { id, publicKey: toBase64Url(new Uint8Array(publicKey)), privateKey: toBase64Url(new Uint8Array(privateKey)) }
}

/** As the courier keeps what `/roster` said. */
export const learn = (ledger: Ledger, { id, publicKey }: TestPostKey): Promise<void> => ledger.keepFact('roster', { postKey: { id, publicKey } })
