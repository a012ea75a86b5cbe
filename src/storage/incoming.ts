import type { Table } from 'dexie'
import type { Revision, RevisionText } from '../domain/history/revision'
import { checkRevision } from '../domain/history/revision'
import type { RevisionRow, SetAsideRow } from './db'
import type { Erased, Gone } from './erased'
import { noWords, withoutBody } from './erased'
import type { Cursor, Facts, Life } from './facts'
import { factNames } from './facts'
import type { HeldBack } from './held-back'
import { snapshotAside } from './first-sync'
import type { Numbers } from './numbers'
import type { Readings } from './readings'
import { beyondFork } from './readings'
import type { Inside } from './sealed-rows'

export interface IncomingRow extends RevisionText { readonly seq: number; readonly receivedAt: number; readonly number?: number | undefined; readonly former?: number | undefined }
/** A record was erased: `at` by the endpoint's clock, ms. */
interface EraseRow { readonly seq: number; readonly erase: { readonly record: string; readonly at: number } }
/** Of a kind that only a newer app knows. */
interface LaterRow { readonly seq: number }
export interface IncomingPage { readonly epoch: string; readonly rows: readonly (IncomingRow | EraseRow | LaterRow)[]; readonly next: number }

const isRevision = (row: IncomingRow | EraseRow | LaterRow): row is IncomingRow => 'header' in row
export const isErasure = (row: IncomingRow | EraseRow | LaterRow): row is EraseRow => 'erase' in row

export interface Incoming {
  readonly receive: (page: IncomingPage, after: Cursor) => Promise<boolean>
  readonly needingHistory: () => Promise<readonly string[]>
  readonly keepHistory: (record: string, rows: readonly IncomingRow[], life?: Life) => Promise<void>
  readonly settleHere: (record: string) => Promise<boolean>
  readonly dropReceived: () => Promise<void>
}

type Checked = { readonly row: IncomingRow; readonly revision: Revision }
/** Of how many records rows that were set aside are asked for in one round: whatever spoils many must not be asked for all of them every minute. */
const askedAtOnce = 20
const minuteMs = 60_000
/** In vain once: after two minutes again, then after four, and in the end four times a day. */
const restMs = (tried: number): number => Math.min(2 ** tried * minuteMs, 6 * 60 * minuteMs)

export function openIncoming(inside: Inside, { readings, facts, numbers, erased, heldBack }: { readings: Readings; facts: Facts; numbers: Numbers; erased: Erased; heldBack: HeldBack }): Incoming {
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
        bad.push(await asideFor(row, reason, { revision: row.id, record: reason === 'not-whole' ? recordNamed(row) : undefined }))
      }
    }
    return { good, bad }
  }
  /** As it came, every key of it: read again after an update, and with `record` asked for again before that. */
  async function asideFor(row: LaterRow, reason: string, { revision = '', record }: { revision?: string; record?: string | undefined } = {}): Promise<SetAsideRow> {
    const id = `incoming|${row.seq}|${revision}`
    return { id, at: now(), reason, ...(record !== undefined && { record }), row: await vault.seal(`setAside|${id}`, JSON.stringify(row)) }
  }

  /**
   * A row without words takes nothing away: only an erasure says that a record is gone, and it says so in a row of its own.
   * Until that has come, what is here stays, and the row is set aside and asked for again.
   */
  async function withWords(whole: readonly Checked[], gone: Gone): Promise<{ good: Checked[]; bad: SetAsideRow[] }> {
    const isGood = ({ revision: { body, header } }: Checked): boolean => body !== null || gone.has(header.record)
    const bad = whole.filter((one) => !isGood(one)).map(({ row, revision: { id, header } }) => asideFor(row, noWords, { revision: id, record: header.record }))
    return { good: whole.filter(isGood), bad: await Promise.all(bad) }
  }

  /** What is erased by this page's rows, or by what was known. */
  async function goneIn(page: IncomingPage, whole: readonly Checked[]): Promise<Gone> {
    const known = await erased.among([...new Set(whole.map(({ revision }) => revision.header.record))])
    return new Map([...known, ...page.rows.filter(isErasure).map(({ erase }) => [erase.record, erase.at] as const)])
  }
  /** Set aside before, and whole by now. */
  async function healedBy(revisions: ReadonlySet<string>): Promise<string[]> {
    return (await strict.setAside.toCollection().primaryKeys()).filter((id) => id.startsWith('incoming|') && revisions.has(id.slice(id.lastIndexOf('|') + 1)))
  }
  /**
   * The rows that are there, undefined for the others, in the order asked. Where nothing or little is there, as in a first pull,
   * browsers take longer to say so a row at a time than to list all keys at once; a count would look at every row. `passed`: the
   * rows of the setting that this tablet has taken in, which says about how many keys there are.
   */
  async function presentOf<T>(table: Table<T, string>, { ids, passed }: { ids: readonly string[]; passed: number }): Promise<(T | undefined)[]> {
    const most = ids.length * (passed > ids.length * 40 ? 4 : 40)
    const listed = ids.length < 50 ? null : await table.toCollection().limit(most + 1).primaryKeys()
    if (listed === null || listed.length > most) return table.bulkGet([...ids])
    const keys = new Set(listed)
    const wanted = ids.filter((id) => keys.has(id))
    const found = wanted.length > 0 ? await table.bulkGet(wanted) : []
    const byId = new Map(wanted.map((id, index) => [id, found[index]]))
    return ids.map((id) => byId.get(id))
  }
  const askedFor = (record: string) => strict.setAside.filter((aside) => aside.record === record)
  /** A clock that was put back makes nobody wait. */
  const isDue = ({ at, tried = 0 }: SetAsideRow): boolean => tried === 0 || now() - at >= restMs(tried) || now() < at
  const sealAll = (rows: readonly Checked[]): Promise<RevisionRow[]> =>
    Promise.all(rows.map(({ row: { seq, receivedAt }, revision }) => sealed.sealRevision(revision, { seq, receivedAt })))

  async function receive(page: IncomingPage, after: Cursor): Promise<boolean> {
    const isStill = (cursor: Cursor) => cursor.epoch === after.epoch && cursor.seq === after.seq
    if (!isStill(await facts.cursor()) || page.next < after.seq || (after.epoch !== null && page.epoch !== after.epoch)) return false
    const setting = (await vault.identity())?.setting.id
    const checked = await check(page.rows.filter(isRevision), ({ header }) => setting === undefined || header.setting === setting)
    const gone = await goneIn(page, checked.good)
    const { good, bad: wordless } = await withWords(checked.good, gone)
    const bad = [...checked.bad, ...wordless]
    for (const row of page.rows) if (!isRevision(row) && !isErasure(row)) bad.push(await asideFor(row, 'unknown-row'))
    const last = page.rows.findLast(isRevision)
    const ids = good.map(({ revision }) => revision.id)
    const healed = await healedBy(new Set(ids))
    const records = [...new Set(good.map(({ revision }) => revision.header.record))]
    for (;;) {
      const [kept, found] = await Promise.all([presentOf(strict.revisions, { ids, passed: after.seq }), presentOf(strict.readings, { ids: records, passed: after.seq })])
      const old = new Map(found.flatMap((row) => (row ? [[row.record, row]] : [])))
      const parked = await parkedAmong(kept.flatMap((row) => row ?? []))
      // Held with its number: in already. Held without: our own, and this is its receipt. Parked: it belongs to the reading again.
      const fresh = good.filter(({ revision: { id } }, index) => !kept[index] || parked.has(id))
      const numbered = kept.flatMap((row, index) => {
        const from = good[index]?.row
        return row && from && row.seq === null && !parked.has(row.id) && !gone.has(row.record) ? [{ ...row, seq: from.seq, receivedAt: from.receivedAt }] : []
      })
      const byRecord = new Map<string, Revision[]>()
      for (const { row, revision } of fresh) {
        const { record } = revision.header
        if (row.seq <= (old.get(record)?.upTo ?? 0) || gone.has(record)) continue
        const theirs = byRecord.get(record)
        if (theirs) theirs.push(revision)
        else byRecord.set(record, [revision])
      }
      const renewals = [...byRecord].map(([record, revisions]) => ({ record, fresh: revisions, patient: true }))
      const [renewed, made, headers] = await Promise.all([
        readings.renew(renewals, renewals.map(({ record }) => old.get(record))),
        sealAll(fresh.filter(({ revision }) => !gone.has(revision.header.record))),
        sealAll(good.flatMap(({ row, revision }) => (gone.has(revision.header.record) ? [{ row, revision: withoutBody(revision) }] : []))),
      ])
      const erasing = gone.size > 0 ? await erased.prepare(gone, headers) : null
      const outcome = await readings.commit(renewed, erasing ? erased.tables : [strict.facts, strict.revisions, strict.outbox, strict.posts, strict.setAside], async () => {
        if (!isStill(await facts.cursor())) return false
        await Promise.all([
          strict.revisions.bulkPut([...made, ...numbered]),
          strict.outbox.bulkDelete(kept.flatMap((row) => row?.id ?? [])),
          strict.setAside.bulkDelete(healed),
          strict.setAside.bulkPut(bad),
          strict.facts.put({ name: factNames.cursor, value: { epoch: page.epoch, seq: page.next } }),
          numbers.keep(good.map(({ row: { number, former }, revision }) => ({ record: revision.header.record, number, former }))),
          heldBack.hold(numbered.map(({ id, record, receivedAt }) => ({ id, record, at: receivedAt }))),
          last && facts.pass({ seq: last.seq, id: last.id, receivedAt: last.receivedAt }),
        ])
        if (erasing) await erased.drop(erasing)
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

  /** `life`: in which it was asked for; after a restore what it says of numbers and receipts counts no more. */
  async function keepHistory(record: string, given: readonly IncomingRow[], life?: Life): Promise<void> {
    if ((await erased.among([record])).size > 0) {
      await strict.transaction('rw', strict.setAside, () => askedFor(record).delete())
      return
    }
    if (given.length > 0 && given.every(({ body }) => body === null)) {
      // Erased since: its own row is on its way, and takes all of it. Without one, they are asked for again after all others.
      await strict.transaction('rw', strict.setAside, () => askedFor(record).modify((aside) => {
        aside.at = now()
        aside.tried = (aside.tried ?? 0) + 1
      }))
      return
    }
    const checked = await check(given, ({ header }) => header.record === record)
    const { good, bad: wordless } = await withWords(checked.good, new Map())
    const bad = [...checked.bad, ...wordless]
    const made = await sealAll(good)
    const ids = new Set(good.map(({ revision }) => revision.id))
    const healed = await healedBy(ids)
    for (;;) {
      const waiting = await strict.outbox.where('record').equals(record).toArray()
      const parked = new Set(waiting.filter(({ code }) => code !== null).map(({ id }) => id))
      const here = await sealed.openRevisions(await strict.revisions.where('record').equals(record).toArray())
      const members = [...good.map(({ revision }) => revision), ...here.filter(({ id }) => !ids.has(id) && !parked.has(id))]
      const old = await strict.readings.get(record)
      const root = old && (await readings.open([old])).get(record)?.root
      const known = new Set(members.map(({ id }) => id))
      const unsent = new Set(waiting.map(({ id }) => id))
      // A history of which a row lacks its words, or does not verify, says less than a checkpoint that was folded from all of them.
      const isClosed = members.every(({ id, header }) => unsent.has(id) || header.after.every((parent) => known.has(parent)))
      // With everything here, the checkpoint the record came as has done its work; and one from before a restore is not to be believed.
      const whole = !root || (isClosed && (old.upTo === beyondFork || root.heads.every((id) => known.has(id))))
      const renewed = await readings.renew([{ record, fresh: [], members, ...(whole && { root: { checkpoint: null, upTo: 0 } }) }])
      const outcome = await readings.commit(renewed, [strict.facts, strict.revisions, strict.outbox, strict.setAside], async () => {
        if (life && (await facts.life()).turn !== life.turn) return false
        // Erased while it was on its way, as another tab has heard.
        if ((await erased.among([record])).size > 0) return false
        await strict.revisions.bulkPut(made)
        await strict.outbox.bulkDelete([...ids])
        await strict.setAside.bulkDelete([...healed, ...(good.length > 0 ? [snapshotAside(record)] : [])])
        let tried = 0
        // What the endpoint has not got any more stays aside, and is not asked for.
        await askedFor(record).modify((aside) => {
          tried = Math.max(tried, aside.tried ?? 0)
          delete aside.record
        })
        await strict.setAside.bulkPut(bad.map((aside) => ({ ...aside, tried: tried + 1 })))
        return true
      })
      if (outcome !== 'moved') return
    }
  }

  /**
   * Where all that a record's root was folded from is here as rows by now (after a restore every row comes again), it is read
   * from them, and nothing need be fetched. False: something is missing.
   */
  async function settleHere(record: string): Promise<boolean> {
    if ((await askedFor(record).count()) > 0) return false
    for (;;) {
      const old = await strict.readings.get(record)
      const root = old && (await readings.open([old])).get(record)?.root
      const waiting = await strict.outbox.where('record').equals(record).toArray()
      const parked = new Set(waiting.filter(({ code }) => code !== null).map(({ id }) => id))
      const members = (await sealed.openRevisions(await strict.revisions.where('record').equals(record).toArray())).filter(({ id }) => !parked.has(id))
      const known = new Set(members.map(({ id }) => id))
      if (!root || !root.heads.every((id) => known.has(id)) || !members.every(({ header }) => header.after.every((id) => known.has(id)))) return false
      const renewed = await readings.renew([{ record, fresh: [], members, root: { checkpoint: null, upTo: 0 } }])
      const outcome = await readings.commit(renewed, [], () => Promise.resolve(true))
      if (outcome !== 'moved') return true
    }
  }

  return {
    receive,
    keepHistory,
    settleHere,
    async needingHistory() {
      const [lacking, aside] = await Promise.all([
        strict.readings.where('needsHistory').equals(1).primaryKeys(),
        strict.setAside.filter(({ record }) => record !== undefined).toArray(),
      ])
      const asked = new Set(aside.filter(isDue).sort((a, b) => a.at - b.at).flatMap(({ record }) => record ?? []))
      const spoiled = new Set(aside.flatMap(({ record }) => record ?? []))
      // What lacks a row because it came spoiled waits with that row; but a root from before a restore is not to be believed a minute longer.
      const waiting = await strict.readings.bulkGet(lacking.filter((record) => spoiled.has(record)))
      const patient = new Set(waiting.flatMap((row) => (row && row.upTo !== beyondFork ? [row.record] : [])))
      const missing = lacking.filter((record) => !patient.has(record))
      return [...new Set([...missing, ...[...asked].slice(0, askedAtOnce)])]
    },
    async dropReceived() {
      await strict.transaction('rw', [strict.facts, strict.revisions, strict.readings, strict.owing, strict.outbox], async () => {
        const ours = [...new Set([...(await strict.outbox.toArray()).map(({ record }) => record), ...(await heldBack.heldRecords())])]
        await strict.revisions.where('record').noneOf(ours).delete()
        await strict.readings.where('record').noneOf(ours).delete()
        await strict.owing.where('record').noneOf(ours).delete()
        await strict.facts.bulkDelete([factNames.cursor, factNames.snapshot, factNames.passed])
        const numbered = await strict.facts.where('name').startsWith(factNames.number('')).primaryKeys()
        const kept = new Set(ours.map(factNames.number))
        await strict.facts.bulkDelete(numbered.filter((name) => !kept.has(name)))
      })
    },
  }
}

/** Whose history may bring the row whole: what its header says, where that much can be read. */
function recordNamed({ header }: IncomingRow): string | undefined {
  return /"record":"([A-Za-z0-9_-]{1,64})"/.exec(header)?.[1]
}
