import { fromBase64Url } from '../domain/history/base64url'
import type { Revision } from '../domain/history/revision'
import { makeRevision } from '../domain/history/revision'
import { recordsHarm } from '../domain/rules/harm'
import type { OutboxRow, RevisionRow } from './db'
import { factNames } from './facts'
import type { Readings } from './readings'
import type { Held, Inside } from './sealed-rows'

/** What is to become of one record's unsent revisions. */
export interface Verdict {
  /** Not taken, and why. */
  readonly park?: ReadonlyMap<string, string>
  /** Parked ones to be offered again. */
  readonly free?: ReadonlySet<string>
  /** The endpoint lacks what these were built on. */
  readonly orphans?: ReadonlySet<string>
  /** Those of them that stand on what is not here, and was refused to whoever has it: they are made again without it. */
  readonly alone?: ReadonlySet<string>
}
export type Settle = (record: string, verdict: Verdict) => Promise<void>

/**
 * Puts a record right after the endpoint said no, or after a person offers a refused revision again.
 *
 * A parked revision leaves the reading, and what was built on it and not sent is made again without it: same author,
 * device, time, changes and salt, so that two tabs make the very same one. Anyone still writing on top of the old ids is
 * led to the new ones by `made-again` facts.
 */
export function openSettling({ strict, vault, rows, now }: Inside, readings: Readings): Settle {
  async function madeAgain(old: Held, after: readonly string[]): Promise<Revision | null> {
    const { header, body } = old
    if (!body) return null
    const { setting, record, kind, version, act, author, device, at, skewMs } = header
    return makeRevision(
      { setting, record, kind, version, act, author, device, at, skewMs, after, changes: body.changes },
      { sha256: vault.sha256, sign: vault.sign, salt: fromBase64Url(body.salt) },
    )
  }

  /**
   * New ids of revisions that an earlier verdict made again, by the old ones: a save that was under way meanwhile still names
   * what is no longer here, and the endpoint never had it.
   */
  async function madeAgainBefore(ids: readonly string[], held: ReadonlyMap<string, unknown>): Promise<ReadonlyMap<string, string>> {
    const found = new Map<string, string>()
    let ahead = ids.filter((id) => !held.has(id))
    while (ahead.length > 0) {
      const again = await strict.facts.bulkGet(ahead.map((id) => factNames.madeAgain(id)))
      for (const [index, id] of ahead.entries()) {
        const newId = again[index]?.value
        if (typeof newId === 'string') found.set(id, newId)
      }
      ahead = ahead.flatMap((id) => found.get(id) ?? []).filter((id) => !held.has(id) && !found.has(id))
    }
    return found
  }

  /** One attempt; false when another tab was quicker somewhere, and nothing was written. */
  async function attempt(record: string, { park, free, orphans, alone }: Verdict): Promise<boolean> {
    // Erased meanwhile, as another tab has heard: there is nothing left to put right.
    if (await strict.facts.get(factNames.erased(record))) return true
    const waiting = await strict.outbox.where('record').equals(record).sortBy('order')
    const held = await rows.openRevisions(await strict.revisions.where('record').equals(record).toArray())
    const byId = new Map(held.map((one) => [one.id, one]))
    const device = (await vault.identity())?.device
    /** Another tablet's, offered from here because the endpoint had lost them: only that tablet could sign them made again. */
    const left = new Map<string, string>()
    const freed = new Set(free)
    const codeOf = (row: OutboxRow) => left.get(row.id) ?? park?.get(row.id) ?? (freed.has(row.id) ? null : row.code)
    // Another tablet's waits for what it stands on, and has no refusal of its own.
    if (freed.size > 0) for (const { id } of waiting) {
      const one = byId.get(id)
      if (one && one.header.device !== device && one.header.after.some((parent) => freed.has(parent))) freed.add(id)
    }
    const parked = new Map(waiting.flatMap((row) => { const code = codeOf(row); return code === null ? [] : [[row.id, code] as const] }))
    const replaced = new Map<string, Revision>()
    const earlier = await madeAgainBefore(waiting.flatMap(({ id }) => byId.get(id)?.header.after ?? []), byId)

    const never = new Set(held.filter(({ id }) => alone?.has(id)).flatMap(({ header }) => header.after).filter((id) => !byId.has(id) && !earlier.has(id)))

    const standing = (id: string, depth = 0): readonly string[] => {
      const again = replaced.get(id)
      if (again) return [again.id]
      if (never.has(id)) return []
      const newId = earlier.get(id)
      if (newId !== undefined && depth < 200) return standing(newId, depth + 1)
      return parked.has(id) && depth < 200 ? (byId.get(id)?.header.after ?? []).flatMap((parent) => standing(parent, depth + 1)) : [id]
    }
    for (const { id } of waiting) {
      const old = byId.get(id)
      if (!old || parked.has(id) || !old.header.after.some((parent) => parked.has(parent) || replaced.has(parent) || earlier.has(parent) || never.has(parent))) continue
      if (old.header.device !== device) {
        const code = old.header.after.flatMap((parent) => parked.get(parent) ?? [])[0] ?? 'not-allowed'
        left.set(id, code)
        parked.set(id, code)
        continue
      }
      const again = await madeAgain(old, old.header.after.flatMap((parent) => standing(parent)))
      if (again) replaced.set(id, again)
    }

    const members = [...held.filter(({ id }) => !parked.has(id) && !replaced.has(id)), ...replaced.values()]
    // Where an unsent row can be opened no more, the reading is the last place on earth that has its words: it stays as it is.
    const renewed = waiting.every(({ id }) => byId.has(id)) ? await readings.renew([{ record, fresh: [], members }]) : []
    const current = renewed[0]?.opened?.current
    const outbox = await Promise.all(
      waiting.map(async (row): Promise<OutboxRow> => {
        const code = codeOf(row)
        const again = replaced.get(row.id)
        const parkedAt = code === null ? null : (row.parkedAt ?? now())
        if (!again) return { ...row, code, parkedAt }
        const harm = await vault.sealOpenly(`outbox|${again.id}`, current && recordsHarm(current) ? '1' : '0')
        return { ...row, id: again.id, code, parkedAt, harm }
      }),
    )
    outbox.push(...(await offeredAgain({ waiting, held, orphans })))
    const remade = await Promise.all([...replaced.values()].map((one) => rows.sealRevision(one, { seq: null, receivedAt: null })))
    return write(record, { waiting, outbox, remade, replaced, renewed })
  }

  /** Parents that the endpoint turned out to lack, before all else. */
  async function offeredAgain({ waiting, held, orphans }: { waiting: readonly OutboxRow[]; held: readonly Held[]; orphans: ReadonlySet<string> | undefined }): Promise<OutboxRow[]> {
    const unsent = new Set(waiting.map(({ id }) => id))
    const wanted = new Set(held.filter(({ id }) => orphans?.has(id)).flatMap(({ header }) => header.after))
    const lacking = held.filter(({ id }) => wanted.has(id) && !unsent.has(id))
    const first = (await strict.outbox.orderBy('order').first())?.order ?? 1
    return Promise.all(
      lacking.map(async ({ id, header, receivedAt }, index) => ({
        id, record: header.record, order: first - lacking.length + index, savedAt: receivedAt ?? header.at, code: null, parkedAt: null,
        harm: await vault.sealOpenly(`outbox|${id}`, '0'),
      })),
    )
  }

  async function write(
    record: string,
    made: { waiting: readonly OutboxRow[]; outbox: readonly OutboxRow[]; remade: readonly RevisionRow[]; replaced: ReadonlyMap<string, Revision>; renewed: Awaited<ReturnType<Readings['renew']>> },
  ): Promise<boolean> {
    const { waiting, outbox, remade, replaced, renewed } = made
    const outcome = await readings.commit(renewed, [strict.revisions, strict.outbox, strict.facts], async () => {
      const still = await strict.outbox.where('record').equals(record).sortBy('order')
      // As text: what somebody changed to something else than a code equals nothing, itself included, and would be tried for ever.
      const same = still.length === waiting.length && still.every(({ id, code }, index) => id === waiting[index]?.id && String(code) === String(waiting[index].code))
      if (!same) return false
      const gone = [...replaced.keys()]
      await strict.outbox.bulkDelete(gone)
      await strict.revisions.bulkDelete(gone)
      await strict.revisions.bulkPut([...remade])
      await strict.outbox.bulkPut([...outbox])
      await strict.facts.bulkPut([...replaced].map(([id, { id: newId }]) => ({ name: factNames.madeAgain(id), value: newId })))
      return true
    })
    return outcome === 'written'
  }

  return async (record, verdict) => {
    while (!(await attempt(record, verdict)));
  }
}
