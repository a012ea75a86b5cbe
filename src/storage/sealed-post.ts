import { fromBase64Url } from '../domain/history/base64url'
import type { RevisionText } from '../domain/history/revision'
import { postPlace, postPurpose, toEnvelope } from '../domain/history/sealed-post'
import type { OutboxRow, PostRow } from './db'
import { goesSealed } from './disk-names'
import type { Facts, Life } from './facts'
import { derived, p256, sealWith } from './keys'
import type { Numbers } from './numbers'
import type { Delivery, Outbox } from './outbox'
import type { Inside } from './sealed-rows'

/** The endpoint's post key, as the roster carries it: a raw P-256 point, base64url. */
interface PostKey { readonly id: string; readonly publicKey: string }

/** A copy as it travels; `number` as in what the courier sends. */
export type SealedCopy = Pick<PostRow, 'id' | 'key' | 'sealed'> & { readonly number?: number }

/** Sealing costs one AES pass: the key agreement is done once a sitting, and its private half is never kept. */
interface Sitting {
  readonly setting: string
  readonly device: string
  readonly key: string
  readonly from: Uint8Array<ArrayBuffer>
  readonly sealing: CryptoKey
}

export interface SealPost {
  /** Null while the endpoint's key is not known: it then waits for a sign-in. Never fails, for no save may fail by it. */
  readonly seal: (revision: RevisionText) => Promise<PostRow | null>
  /** Lets go of the sitting's key. */
  readonly forget: () => void
}

export function openSealPost({ vault }: Inside, facts: Facts): SealPost {
  let sitting: Promise<Sitting | null> | null = null

  async function sit(): Promise<Sitting | null> {
    // The courier keeps the roster as it came; an older endpoint's has no post key.
    const [roster, identity] = await Promise.all([facts.fact<{ readonly postKey?: PostKey }>('roster'), vault.identity()])
    const post = roster?.postKey
    if (!post || !identity) return null
    try {
      const slot = await crypto.subtle.importKey('raw', fromBase64Url(post.publicKey), p256, false, [])
      const own = await crypto.subtle.generateKey(p256, false, ['deriveBits'])
      const from = new Uint8Array(await crypto.subtle.exportKey('raw', own.publicKey))
      const shared = await crypto.subtle.deriveBits({ name: 'ECDH', public: slot }, own.privateKey, 256)
      return { setting: identity.setting.id, device: identity.device, key: post.id, from, sealing: await derived(shared, postPurpose(post.id, from), ['encrypt']) }
    } catch {
      // No point of this curve: the record is kept and sent as ever.
      return null
    }
  }

  return {
    async seal({ id, header, body, signature }) {
      const mine = (sitting ??= sit())
      const found = await mine
      if (!found) {
        // Asked again with the next: the key comes with the roster.
        if (sitting === mine) sitting = null
        return null
      }
      const { iv, sealed } = await sealWith(found.sealing, postPlace({ ...found, id }), JSON.stringify([header, body, signature]))
      return { id, key: found.key, sealed: toEnvelope({ from: found.from, iv, sealed: new Uint8Array(sealed) }), code: null }
    },
    forget() {
      sitting = null
    },
  }
}

export interface Posts {
  /** How many of those that wait can go while nobody is signed in. Open columns only. */
  readonly sealedCount: () => Promise<number>
  /** The oldest of them, parents first, at most so many items and characters; at least one if there is any. */
  readonly sealedBatch: (limit: { items: number; bytes: number }) => Promise<readonly SealedCopy[]>
  /** Receipts empty the outbox; all else waits for the next sign-in, which hears the reason again. Works while locked. */
  readonly sealedDelivered: (results: readonly Delivery[], under?: Life) => Promise<void>
  /** Before the key is let go: what waits and has no copy yet gets one, and copies of what no longer waits go. */
  readonly sealWaiting: () => Promise<void>
}

/** So many are opened and sealed at once. */
const step = 50
/** The key stays open while it works: beyond this the rest waits for a sign-in. */
const mostAtLock = 1_000

export function openPosts({ strict, rows }: Inside, { post, outbox, numbers }: { post: SealPost; outbox: Outbox; numbers: Numbers }): Posts {
  const waiting = (): PromiseLike<OutboxRow[]> => strict.outbox.orderBy('order').filter(goesSealed).toArray()
  const waitingIds = async (): Promise<string[]> => (await waiting()).map(({ id }) => id)

  return {
    async sealedCount() {
      const [ids, kept] = await Promise.all([waitingIds(), strict.posts.filter(({ code }) => code === null).primaryKeys()])
      const has = new Set(kept)
      return ids.filter((id) => has.has(id)).length
    },
    async sealedBatch({ items, bytes }) {
      const unsent = await waiting()
      const batch: SealedCopy[] = []
      let size = 0
      for (let start = 0; start < unsent.length && batch.length < items; start += step) {
        const some = unsent.slice(start, start + step)
        const [copies, known] = await Promise.all([strict.posts.bulkGet(some.map(({ id }) => id)), numbers.numbersOf([...new Set(some.map(({ record }) => record))])])
        for (const [index, { record }] of some.entries()) {
          const copy = copies[index]
          if (!copy || copy.code !== null) continue
          size += copy.sealed.length
          if (batch.length === items || (size > bytes && batch.length > 0)) return batch
          const number = known.get(record)
          batch.push({ id: copy.id, key: copy.key, sealed: copy.sealed, ...(number !== undefined && { number }) })
        }
      }
      return batch
    },
    async sealedDelivered(results, under) {
      const isReceipt = ({ status }: Delivery): boolean => status === 'stored' || status === 'duplicate' || status === 'erased'
      // What is parked changes its reading when it is taken after all, and what could not be opened here comes back whole: both need the tablet key.
      const unsent = new Set((await waiting()).flatMap(({ id, code }) => (code === null ? [id] : [])))
      const taken = ({ id, status }: Delivery): boolean => isReceipt({ id, status }) && unsent.has(id)
      await outbox.delivered(results.filter(taken), under)
      const noes = new Map(results.filter((one) => !taken(one)).map(({ id, status, code }) => [id, code ?? status]))
      if (noes.size === 0) return
      await strict.transaction('rw', strict.posts, async () => {
        const found = await strict.posts.bulkGet([...noes.keys()])
        await strict.posts.bulkPut(found.flatMap((row) => (row ? [{ ...row, code: noes.get(row.id) ?? null }] : [])))
      })
    },
    async sealWaiting() {
      const [unsent, kept] = await Promise.all([waitingIds(), strict.posts.toCollection().primaryKeys()])
      // One that the endpoint could not open, or that met a restored one, is sealed again: to the key it has now.
      const again = new Set(await strict.posts.filter(({ code }) => code === 'not-opened' || code === 'restored').primaryKeys())
      const has = new Set(kept.filter((id) => !again.has(id)))
      const lacking = unsent.filter((id) => !has.has(id)).slice(0, mostAtLock)
      for (let start = 0; start < lacking.length; start += step) {
        const found = await strict.revisions.bulkGet(lacking.slice(start, start + step))
        const opened = await rows.openRevisions(found.flatMap((row) => row ?? []))
        const sealed = (await Promise.all(opened.map(({ text }) => post.seal(text)))).flatMap((row) => row ?? [])
        if (sealed.length === 0) break
        await strict.transaction('rw', strict.outbox, strict.posts, async () => {
          const still = await strict.outbox.bulkGet(sealed.map(({ id }) => id))
          await strict.posts.bulkPut(sealed.filter((_, index) => still[index]))
        })
      }
      if (kept.length === 0) return
      await strict.transaction('rw', strict.outbox, strict.posts, async () => {
        const still = new Set(await strict.outbox.toCollection().primaryKeys())
        await strict.posts.bulkDelete(kept.filter((id) => !still.has(id)))
      })
    },
  }
}
