import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import * as v from 'valibot'
import { toBase64Url } from '../domain/history/base64url'
import type { PullReply, PullRow, SnapshotReply } from '../protocol/messages'
import type { Tables } from './database/tables'
import type { Tx } from './database/within'

/** A page stops at about this size, so that bad Wi-Fi repeats little of it. One long row may be more. */
const pageBytes = 1_000_000
export const pageRows = 500

/** What another life of this database answers: since when its rows differ. */
export interface Restored {
  readonly epoch: string
  readonly forkSeq: number
}
export type Page<T> = { ok: true; page: T } | { ok: false; restored: Restored }

interface Head {
  readonly epoch: string
  readonly seq: number
  readonly forkSeq: number
}

async function headOf(tx: Tx, setting: string): Promise<Head> {
  const row = await tx.selectFrom('setting_head').select(['epoch', 'seq', 'fork_seq']).where('setting', '=', setting).executeTakeFirstOrThrow()
  return { epoch: row.epoch, seq: row.seq, forkSeq: row.fork_seq }
}

/** A cursor of another life, or of a number this one never gave: rows it stands on may not be here. */
function restoredFor({ epoch, seq, forkSeq }: Head, asked: { epoch: string | null; after: number }): Restored | null {
  if (asked.epoch !== null && asked.epoch !== epoch) return { epoch, forkSeq }
  return asked.after > seq ? { epoch, forkSeq: seq } : null
}

const rowColumns = ['seq', 'received_at', 'id', 'header', 'body', 'signature'] as const
type StoredRow = Pick<Selectable<Tables['revision']>, (typeof rowColumns)[number]> & { readonly number: number | null }
const rowFrom = ({ received_at, number, ...row }: StoredRow): PullRow => ({ ...row, receivedAt: received_at, ...numbered(number) })
const numbered = (number: number | null) => (number === null ? {} : { number })
/** The number that the record of a row has in the setting's book. */
const inBook = (setting: string, record: 'revision.record' | 'page.record' | 'ahead.record') =>
  sql<number | null>`(select number from incident_number where setting = ${setting} and record = ${sql.ref(record)})`.as('number')

/** The rows after a cursor. */
export async function pull(
  tx: Tx,
  { setting, epoch, after, limit, now }: { setting: string; epoch: string | null; after: number; limit: number; now: number },
): Promise<Page<PullReply>> {
  // The head first: rows that are committed between the two questions wait for the next page.
  const head = await headOf(tx, setting)
  const restored = restoredFor(head, { epoch, after })
  if (restored) return { ok: false, restored }
  const page = tx
    .selectFrom('revision')
    .select([...rowColumns, 'record'])
    .select(sql<number>`sum(octet_length(header) + coalesce(octet_length(body), 0)) over (order by seq)`.as('bytes'))
    .where('setting', '=', setting)
    .where('seq', '>', after)
    .where('seq', '<=', Math.min(head.seq, after + limit))
  const rows = await tx
    .selectFrom(page.as('page'))
    .select([...rowColumns, inBook(setting, 'page.record')])
    .where((row) => row.or([row('bytes', '<=', pageBytes), row('seq', '=', after + 1)]))
    .orderBy('seq')
    .execute()
  const next = rows.at(-1)?.seq ?? after
  return { ok: true, page: { epoch: head.epoch, rows: rows.map(rowFrom), next, more: next < head.seq, headSeq: head.seq, serverTime: now } }
}

/** All revisions of one record. */
export async function history(tx: Tx, setting: string, record: string): Promise<PullRow[]> {
  const rows = await tx.selectFrom('revision').select([...rowColumns, inBook(setting, 'revision.record')]).where('setting', '=', setting).where('record', '=', record).orderBy('seq').execute()
  return rows.map(rowFrom)
}

/** Where a first sync has got to. Opaque to the tablet, which sends it back as it came. */
const markSchema = v.strictObject({ epoch: v.string(), asOf: v.number(), rank: v.number(), firstSeq: v.number() })
type Mark = v.InferOutput<typeof markSchema>
const markText = (mark: Mark): string => toBase64Url(new TextEncoder().encode(JSON.stringify(mark)))
function markFrom(text: string): Mark | null {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), markSchema), Buffer.from(text, 'base64url').toString())
  return read.success ? read.output : null
}

/** A page of records as checkpoints; null when `after` is no mark of ours. */
export async function snapshot(
  tx: Tx,
  { setting, after, limit, now }: { setting: string; after: string | null; limit: number; now: number },
): Promise<Page<SnapshotReply> | null> {
  const head = await headOf(tx, setting)
  const mark = after === null ? { epoch: head.epoch, asOf: head.seq, rank: -1, firstSeq: 0 } : markFrom(after)
  if (!mark) return null
  const restored = restoredFor(head, { epoch: mark.epoch, after: mark.asOf })
  if (restored) return { ok: false, restored }
  // In order of when a record began, which never changes: an edit while the pages go by moves no record past the reader.
  // What began after the first page comes by pull.
  const ahead = tx
    .selectFrom('checkpoint')
    .select(['record', 'kind', 'up_to', 'reading', 'rank', 'first_seq'])
    .select(sql<number>`sum(octet_length(reading)) over (order by rank, first_seq desc)`.as('bytes'))
    .select(sql<number>`row_number() over (order by rank, first_seq desc)`.as('place'))
    .where('setting', '=', setting)
    .where('first_seq', '<=', mark.asOf)
    .where((row) => row.or([row('rank', '>', mark.rank), row.and([row('rank', '=', mark.rank), row('first_seq', '<', mark.firstSeq)])]))
    .orderBy('rank')
    .orderBy('first_seq', 'desc')
    .limit(limit + 1)
  const rows = await tx
    .selectFrom(ahead.as('ahead'))
    .selectAll()
    .select(inBook(setting, 'ahead.record'))
    .where((row) => row.or([row('bytes', '<=', pageBytes), row('place', '=', 1)]))
    .orderBy('place')
    .execute()
  const sent = rows.slice(0, limit)
  const last = sent.at(-1)
  const more = last !== undefined && (rows.length > limit || (await anyAfter(tx, setting, { ...mark, rank: last.rank, firstSeq: last.first_seq })))
  const page: SnapshotReply = {
    epoch: head.epoch,
    asOf: mark.asOf,
    records: sent.map(({ record, kind, up_to, reading, number }) => ({ record, kind, upTo: up_to, ...numbered(number), checkpoint: reading })),
    next: last && more ? markText({ ...mark, rank: last.rank, firstSeq: last.first_seq }) : null,
    serverTime: now,
  }
  return { ok: true, page }
}

async function anyAfter(tx: Tx, setting: string, mark: Mark): Promise<boolean> {
  const found = await tx
    .selectFrom('checkpoint')
    .select('record')
    .where('setting', '=', setting)
    .where('first_seq', '<=', mark.asOf)
    .where((row) => row.or([row('rank', '>', mark.rank), row.and([row('rank', '=', mark.rank), row('first_seq', '<', mark.firstSeq)])]))
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
