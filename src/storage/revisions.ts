import { order } from '../domain/history/order'
import type { Act, NewRevision, Revision } from '../domain/history/revision'
import { makeRevision } from '../domain/history/revision'
import { recordsHarm } from '../domain/rules/harm'
import type { Changes } from '../domain/schema/field'
import type { DraftRow, OutboxRow, ReadingRow, Sealed } from './db'
import type { DraftNote, Drafts } from './drafts'
import type { Facts } from './facts'
import { factNames } from './facts'
import type { Readings, Renewed } from './readings'
import type { Held, Inside } from './sealed-rows'
import { inQuery } from './sealed-rows'
import type { SealPost } from './sealed-post'

export interface Entry {
  readonly record: string
  readonly kind: string
  readonly version: number
  readonly act: Act
  readonly after: readonly string[]
  readonly author: string
  readonly changes: Changes
}
/** Where a record stands on its way: only here, received (when), or not accepted (why). Of its newest own revision. */
export type Standing = { kind: 'here'; savedAt: number } | { kind: 'received'; at: number } | { kind: 'refused'; code: string } | { kind: 'none' }

export interface Revisions {
  readonly append: (entry: Entry, how?: { readonly endsDraft: boolean }) => Promise<Revision>
  readonly draftsToRevisions: (among?: (draft: DraftNote) => boolean) => Promise<number>
  readonly revisions: (record: string) => Promise<readonly Held[]>
  readonly standing: (record: string) => Promise<Standing>
}

export function openRevisions(inside: Inside, { readings, drafts, facts, post }: { readings: Readings; drafts: Drafts; facts: Facts; post: SealPost }): Revisions {
  const { strict, vault, rows, now, newSalt, formOf } = inside

  /**
   * The heads an author saw, without those that the endpoint will never take: a parked revision stands for what it was
   * built on, and one that was made again for its new self.
   */
  async function standingHeads(after: readonly string[], known?: Awaited<ReturnType<typeof whatCameOf>>, depth = 0): Promise<string[]> {
    if (after.length === 0 || depth > 200) return [...after]
    const [waiting, again] = known ?? (await whatCameOf(after))
    const heads: string[] = []
    for (const [index, id] of after.entries()) {
      const newId = again[index]?.value
      if (typeof newId === 'string') heads.push(...(await standingHeads([newId], undefined, depth + 1)))
      else if (waiting[index]?.code != null) {
        const [parked] = await rows.openRevisions((await strict.revisions.bulkGet([id])).flatMap((row) => row ?? []))
        heads.push(...(await standingHeads(parked?.header.after ?? [], undefined, depth + 1)))
      } else heads.push(id)
    }
    return heads
  }

  const whatCameOf = (ids: readonly string[]) => Promise.all([
    strict.outbox.bulkGet([...ids]),
    strict.facts.bulkGet(ids.map((id) => factNames.madeAgain(id))),
  ])

  /** `draft`: the row the entry was made from; if it has been kept again since, nothing is written and the answer is null. */
  async function add(entry: Entry, at: number, { draft, endsDraft }: { draft?: DraftRow; endsDraft: boolean }): Promise<Revision | null> {
    // Someone waits for these: asked at once, and in one transaction, for each costs a browser more than what is asked in it.
    const [identity, [skewMs, known, old, last]] = await Promise.all([
      vault.identity(),
      strict.transaction('r', [strict.facts, strict.outbox, strict.readings], () =>
        Promise.all([facts.skew(), whatCameOf(entry.after), strict.readings.get(entry.record), strict.outbox.orderBy('order').last()])),
    ])
    if (!identity) throw new Error('this tablet is not enrolled')
    const made: NewRevision = { ...entry, setting: identity.setting.id, device: identity.device, at, skewMs, after: await standingHeads(entry.after, known) }
    const revision = await makeRevision(made, { sha256: vault.sha256, sign: vault.sign, salt: newSalt() })
    async function renew(standing?: readonly (ReadingRow | undefined)[]): Promise<{ renewed: readonly Renewed[]; harm: Sealed }> {
      const renewed = await readings.renew([{ record: entry.record, fresh: [revision] }], standing)
      const current = renewed[0]?.opened?.current
      return { renewed, harm: await vault.sealOpenly(`outbox|${revision.id}`, current && recordsHarm(current) ? '1' : '0') }
    }
    const [row, copy, first] = await Promise.all([rows.sealRevision(revision, { seq: null, receivedAt: null }), post.seal(revision.text), renew([old])])
    for (let { renewed, harm } = first; ; ({ renewed, harm } = await renew())) {
      const outcome = await readings.commit(renewed, [strict.revisions, strict.outbox, strict.posts, strict.drafts], async () => {
        if (draft && (await strict.drafts.get([draft.record, draft.adult]))?.keptAt !== draft.keptAt) return false
        // Above all that this revision can be built on. Another tab's may have the same number, and then neither is the other's parent.
        const waiting: OutboxRow = { id: revision.id, record: entry.record, order: (last?.order ?? 0) + 1, savedAt: now(), code: null, parkedAt: null, harm }
        await Promise.all([
          strict.revisions.add(row),
          strict.outbox.add(waiting),
          copy && strict.posts.put(copy),
          endsDraft && strict.drafts.delete([entry.record, entry.author]),
        ])
        return true
      })
      if (outcome !== 'moved') return outcome === 'written' ? revision : null
    }
  }

  /** Unless it was kept again since. */
  async function dropDraft({ record, adult, keptAt }: DraftRow): Promise<void> {
    await strict.transaction('rw', strict.drafts, async () => {
      if ((await strict.drafts.get([record, adult]))?.keptAt === keptAt) await strict.drafts.delete([record, adult])
    })
  }

  async function heldOf(record: string): Promise<Held[]> {
    return rows.openRevisions(await strict.revisions.where('record').equals(record).toArray())
  }

  return {
    async append(entry, { endsDraft } = { endsDraft: false }) {
      const revision = await add(entry, now(), { endsDraft })
      if (!revision) throw new Error('only a draft can be kept again')
      return revision
    },
    async draftsToRevisions(among = () => true) {
      let made = 0
      for (const row of (await strict.drafts.toArray()).filter(among)) {
        const draft = await drafts.openRow(row)
        if (draft?.isStamp) {
          await dropDraft(row)
          continue
        }
        const form = await formOf(row.kind)
        if (!draft || !form) continue
        const { record, kind, after, adult: author, changes } = draft
        if (await add({ record, kind, version: form.version, act: 'edit', after, author, changes }, row.keptAt, { draft: row, endsDraft: true })) made += 1
      }
      return made
    },
    async revisions(record) {
      const held = await heldOf(record)
      const byId = new Map(held.map((one) => [one.id, one]))
      return order(held, []).revisions.flatMap(({ id }) => byId.get(id) ?? [])
    },
    async standing(record) {
      const waiting = await strict.outbox.where('record').equals(record).sortBy('order')
      const found = await strict.revisions.where('record').equals(record).toArray()
      const identity = await inQuery(vault.identity())
      const unsent = waiting.findLast(({ code }) => code === null)
      if (unsent) return { kind: 'here', savedAt: unsent.savedAt }
      const codes = new Map(waiting.map(({ id, code }) => [id, code]))
      const own = (await rows.openRevisions(found)).filter(({ header }) => header.device === identity?.device)
      const newest = order(own, []).revisions.at(-1)
      if (!newest) return { kind: 'none' }
      const code = codes.get(newest.id)
      if (code != null) return { kind: 'refused', code }
      const at = own.find(({ id }) => id === newest.id)?.receivedAt ?? null
      return at === null ? { kind: 'none' } : { kind: 'received', at }
    },
  }
}
