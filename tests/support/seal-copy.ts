import { fromBase64Url } from '../../src/domain/history/base64url'
import type { RevisionText } from '../../src/domain/history/revision'
import { postPlace, postPurpose, toEnvelope } from '../../src/domain/history/sealed-post'
import type { EnrolReply } from '../../src/protocol/messages'
import { derived, p256, sealWith } from '../../src/storage/keys'

/** Seals texts as a tablet with no disk would; what is inside need be no revision. */
export async function sealCopy({ setting, device, postKey }: Pick<EnrolReply, 'setting' | 'device' | 'postKey'>, id: string, inside: unknown): Promise<{ id: string; key: string; sealed: string }> {
  if (!postKey) throw new Error('this endpoint takes no sealed post')
  const own = await crypto.subtle.generateKey(p256, false, ['deriveBits'])
  const from = new Uint8Array(await crypto.subtle.exportKey('raw', own.publicKey))
  const slot = await crypto.subtle.importKey('raw', fromBase64Url(postKey.publicKey), p256, false, [])
  const key = await derived(await crypto.subtle.deriveBits({ name: 'ECDH', public: slot }, own.privateKey, 256), postPurpose(postKey.id, from), ['encrypt'])
  const { iv, sealed } = await sealWith(key, postPlace({ setting: setting.id, device, id }), typeof inside === 'string' ? inside : JSON.stringify(inside))
  return { id, key: postKey.id, sealed: toEnvelope({ from, iv, sealed: new Uint8Array(sealed) }) }
}

export const copyOf = (tablet: Pick<EnrolReply, 'setting' | 'device' | 'postKey'>, { id, header, body, signature }: RevisionText): ReturnType<typeof sealCopy> =>
  sealCopy(tablet, id, [header, body, signature])
