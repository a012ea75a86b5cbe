import type { Table } from 'dexie'
import type { Revision, RevisionText } from '../domain/history/revision'
import { checkRevision } from '../domain/history/revision'
import type { RevisionRow, SetAsideRow } from './db'
import type { Cursor, Facts } from './facts'
import { factNames } from './facts'
import type { Numbers } from './numbers'
import type { Readings } from './readings'
import type { Inside } from './sealed-rows'

export interface IncomingRow extends RevisionText { readonly seq: number; readonly receivedAt: number; readonly number?: number | undefined }
export interface IncomingPage { readonly epoch: string; readonly rows: readonly IncomingRow[]; readonly next: number }

export interface Incoming {
  readonly receive: (page: IncomingPage, after: Cursor) => Promise<boolean>
  readonly needingHistory: () => Promise<readonly string[]>
  readonly keepHistory: (record: string, rows: readonly IncomingRow[]) => Promise<void>
  readonly dropReceived: () => Promise<void>
}

type Checked = { readonly row: IncomingRow; readonly revision: Revision }

export function openIncoming(inside: Inside, { readings, facts, numbers }: { readings: Readings; facts: Facts; numbers: Numbers }): Incoming {
  const { strict, vault, rows: sealed, now } = inside

  /** Rows that are what they say they are, and the rest, sealed, to be set aside. */
  async function check(rows: readonly IncomingRow[], belongs: (revision: Revision) => boolean): Promise<{ good: Checked[]; bad: SetAsideRow[] }> {
    const good: Checked[] = []
    const bad: SetAsideRow[] = []
    const judged = await Promise.all(rows.map((row) => checkRevision(row, vault.sha256)))
    for (const [index, row] of rows.entries()) {
      const verdict = judged[index]
      if (verdict?.ok && belongs(verdict.revision)) good.push({ row, revision: verdict.revision })
      else {
        const reason = verdict && !verdict.ok ? verdict.problem : 'elsewhere'
        const id = `incoming|${row.seq}|${row.id}`
        bad.push({ id, at: now(), reason, row: await vault.seal(`setAside|${id}`, JSON.stringify(row)) })
      }
    }
    return { good, bad }
  }
  const sealAll = (rows: readonly Checked[]): Promise<RevisionRow[]> =>
    Promise.all(rows.map(({ row: { seq, receivedAt }, revision }) => sealed.sealRevision(revision, { seq, receivedAt })))

  async function receive(page: IncomingPage, after: Cursor): Promise<boolean> {
    const isStill = (cursor: Cursor) => cursor.epoch === after.epoch && cursor.seq === after.seq
    if (!isStill(await facts.cursor()) || page.next < after.seq || (after.epoch !== null && page.epoch !== after.epoch)) return false
    const setting = (await vault.identity())?.setting.id
    const { good, bad } = await check(page.rows, ({ header }) => setting === undefined || header.setting === setting)
    const ids = good.map(({ revision }) => revision.id)
    const records = [...new Set(good.map(({ revision }) => revision.header.record))]
    for (;;) {
      const [kept, found] = await Promise.all([presentOf(strict.revisions, ids), presentOf(strict.readings, records)])
      const old = new Map(found.flatMap((row) => (row ? [[row.record, row]] : [])))
      const parked = await parkedAmong(kept.flatMap((row) => row ?? []))
      // Held with its number: in already. Held without: our own, and this is its receipt. Parked: it belongs to the reading again.
      const fresh = good.filter(({ revision: { id } }, index) => !kept[index] || parked.has(id))
      const numbered = kept.flatMap((row, index) => {
        const from = good[index]?.row
        return row && from && row.seq === null && !parked.has(row.id) ? [{ ...row, seq: from.seq, receivedAt: from.receivedAt }] : []
      })
      const byRecord = new Map<string, Revision[]>()
      for (const { row, revision } of fresh) {
        const { record } = revision.header
        if (row.seq <= (old.get(record)?.upTo ?? 0)) continue
        const theirs = byRecord.get(record)
        if (theirs) theirs.push(revision)
        else byRecord.set(record, [revision])
      }
      const renewals = [...byRecord].map(([record, revisions]) => ({ record, fresh: revisions, patient: true }))
      const [renewed, made] = await Promise.all([readings.renew(renewals, renewals.map(({ record }) => old.get(record))), sealAll(fresh)])
      const outcome = await readings.commit(renewed, [strict.facts, strict.revisions, strict.outbox, strict.setAside], async () => {
        if (!isStill(await facts.cursor())) return false
        await Promise.all([
          strict.revisions.bulkPut([...made, ...numbered]),
          strict.outbox.bulkDelete(kept.flatMap((row) => row?.id ?? [])),
          strict.setAside.bulkPut(bad),
          strict.facts.put({ name: factNames.cursor, value: { epoch: page.epoch, seq: page.next } }),
          numbers.keep(good.map(({ row: { number }, revision }) => ({ record: revision.header.record, number }))),
        ])
        return true
      })
      if (outcome !== 'moved') return outcome === 'written'
    }
  }

  async function parkedAmong(rows: readonly RevisionRow[]): Promise<ReadonlySet<string>> {
    if (rows.length === 0) return new Set()
    const waiting = await strict.outbox.bulkGet(rows.map(({ id }) => id))
    return new Set(waiting.flatMap((row) => (row && row.code !== null ? [row.id] : [])))
  }

  async function keepHistory(record: string, given: readonly IncomingRow[]): Promise<void> {
    const { good, bad } = await check(given, ({ header }) => header.record === record)
    const made = await sealAll(good)
    const ids = new Set(good.map(({ revision }) => revision.id))
    for (;;) {
      const waiting = await strict.outbox.where('record').equals(record).toArray()
      const parked = new Set(waiting.filter(({ code }) => code !== null).map(({ id }) => id))
      const here = await sealed.openRevisions(await strict.revisions.where('record').equals(record).toArray())
      const members = [...good.map(({ revision }) => revision), ...here.filter(({ id }) => !ids.has(id) && !parked.has(id))]
      const old = await strict.readings.get(record)
      const root = old && (await readings.open([old])).get(record)?.root
      const known = new Set(members.map(({ id }) => id))
      // With everything here, the checkpoint the record came as has done its work.
      const whole = !root || root.heads.every((id) => known.has(id))
      const renewed = await readings.renew([{ record, fresh: [], members, ...(whole && { root: { checkpoint: null, upTo: 0 } }) }])
      const outcome = await readings.commit(renewed, [strict.revisions, strict.outbox, strict.setAside], async () => {
        await strict.revisions.bulkPut(made)
        await strict.outbox.bulkDelete([...ids])
        await strict.setAside.bulkPut(bad)
        return true
      })
      if (outcome !== 'moved') return
    }
  }

  return {
    receive,
    keepHistory,
    needingHistory: () => strict.readings.where('needsHistory').equals(1).primaryKeys(),
    async dropReceived() {
      await strict.transaction('rw', [strict.facts, strict.revisions, strict.readings, strict.about, strict.owing, strict.outbox], async () => {
        const ours = [...new Set((await strict.outbox.toArray()).map(({ record }) => record))]
        await strict.revisions.where('record').noneOf(ours).delete()
        await strict.readings.where('record').noneOf(ours).delete()
        await strict.about.where('record').noneOf(ours).delete()
        await strict.owing.where('record').noneOf(ours).delete()
        await strict.facts.bulkDelete([factNames.cursor, factNames.snapshot])
        const numbered = await strict.facts.where('name').startsWith(factNames.number('')).primaryKeys()
        const kept = new Set(ours.map(factNames.number))
        await strict.facts.bulkDelete(numbered.filter((name) => !kept.has(name)))
      })
    },
  }
}

/**
 * The rows that are there, undefined for the others, in the order asked. Of a first pull nothing is there, and browsers take
 * longer to say so a row at a time than to list all keys at once.
 */
async function presentOf<T>(table: Table<T, string>, ids: readonly string[]): Promise<(T | undefined)[]> {
  if (ids.length < 50 || (await table.count()) > ids.length * 40) return table.bulkGet([...ids])
  const keys = new Set(await table.toCollection().primaryKeys())
  const wanted = ids.filter((id) => keys.has(id))
  const found = wanted.length > 0 ? await table.bulkGet(wanted) : []
  const byId = new Map(wanted.map((id, index) => [id, found[index]]))
  return ids.map((id) => byId.get(id))
}
