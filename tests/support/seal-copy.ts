import { fromBase64Url } from '../../src/domain/history/base64url'
import type { RevisionText } from '../../src/domain/history/revision'
import { postPlace, postPurpose, toEnvelope } from '../../src/domain/history/sealed-post'
import type { EnrolReply } from '../../src/protocol/messages'

const p256 = { name: 'ECDH', namedCurve: 'P-256' } as const
const utf8 = new TextEncoder()

/** Seals texts by what the envelope's paper says, with none of the tablet's own code; what is inside need be no revision. */
export async function sealCopy({ setting, device, postKey }: Pick<EnrolReply, 'setting' | 'device' | 'postKey'>, id: string, inside: unknown): Promise<{ id: string; key: string; sealed: string }> {
  if (!postKey) throw new Error('this endpoint takes no sealed post')
  const own = await crypto.subtle.generateKey(p256, false, ['deriveBits'])
  const from = new Uint8Array(await crypto.subtle.exportKey('raw', own.publicKey))
  const slot = await crypto.subtle.importKey('raw', fromBase64Url(postKey.publicKey), p256, false, [])
  const shared = await crypto.subtle.importKey('raw', await crypto.subtle.deriveBits({ name: 'ECDH', public: slot }, own.privateKey, 256), 'HKDF', false, ['deriveKey'])
  const info = utf8.encode(postPurpose(postKey.id, from))
  const key = await crypto.subtle.deriveKey({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info }, shared, { name: 'AES-GCM', length: 256 }, false, ['encrypt'])
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const about = utf8.encode(postPlace({ setting: setting.id, device, id }))
  const text = typeof inside === 'string' ? inside : JSON.stringify(inside)
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv, additionalData: about }, key, utf8.encode(text))
  return { id, key: postKey.id, sealed: toEnvelope({ from, iv, sealed: new Uint8Array(sealed) }) }
}

export const copyOf = (tablet: Pick<EnrolReply, 'setting' | 'device' | 'postKey'>, { id, header, body, signature }: RevisionText): ReturnType<typeof sealCopy> =>
  sealCopy(tablet, id, [header, body, signature])
