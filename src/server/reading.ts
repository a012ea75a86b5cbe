import type { ExpressionBuilder, Selectable } from 'kysely'
import { sql } from 'kysely'
import * as v from 'valibot'
import { toBase64Url } from '../domain/history/base64url'
import type { PullReply, PullRow, SnapshotReply } from '../protocol/messages'
import type { Tables } from './database/tables'
import type { Tx } from './database/within'
import type { Asked, Restored } from './epochs'
import { headOf, lastStand, restoredFor } from './epochs'

/** A page stops at about this size, so that bad Wi-Fi repeats little of it. One long row may be more. */
const pageBytes = 1_000_000
export const pageRows = 500

export type Page<T> = { ok: true; page: T } | { ok: false; restored: Restored }

const rowColumns = ['seq', 'received_at', 'id', 'header', 'body', 'signature'] as const
type StoredRow = Pick<Selectable<Tables['revision']>, (typeof rowColumns)[number]> & Numbered
interface Numbered {
  readonly number: number | null
  readonly former: number | null
}
const rowFrom = ({ received_at, number, former, ...row }: StoredRow): PullRow => ({ ...row, receivedAt: received_at, ...numbered({ number, former }) })
const numbered = ({ number, former }: Numbered) => ({ ...(number !== null && { number }), ...(former !== null && { former }) })
/** The numbers that the record of a row has, and had, in the setting's book. */
const inBook = (setting: string, record: 'revision.record' | 'page.record' | 'ahead.record') =>
  (['number', 'former'] as const).map((which) =>
    sql<number | null>`(select ${sql.ref(which)} from incident_number where setting = ${setting} and record = ${sql.ref(record)})`.as(which))

/** The rows after a cursor. */
export async function pull(
  tx: Tx,
  { setting, limit, now, ...asked }: Asked & { readonly setting: string; readonly limit: number; readonly now: number },
): Promise<Page<PullReply>> {
  // The head first: rows that are committed between the two questions wait for the next page.
  const head = await headOf(tx, setting)
  const restored = await restoredFor(tx, setting, head, asked)
  if (restored) return { ok: false, restored }
  const { after } = asked
  const page = tx
    .selectFrom('revision')
    .select([...rowColumns, 'record'])
    .select(sql<number>`sum(octet_length(header) + coalesce(octet_length(body), 0)) over (order by seq)`.as('bytes'))
    .where('setting', '=', setting)
    .where('seq', '>', after)
    .where('seq', '<=', Math.min(head.seq, after + limit))
  const rows = await tx
    .selectFrom(page.as('page'))
    .select([...rowColumns, ...inBook(setting, 'page.record')])
    .where((row) => row.or([row('bytes', '<=', pageBytes), row('seq', '=', after + 1)]))
    .orderBy('seq')
    .execute()
  const erased = await erasures(tx, setting, { after, upTo: Math.min(head.seq, after + limit) })
  const inOrder = [...rows.map(rowFrom), ...erased.map(({ seq, record, at }) => ({ seq, erase: { record, at } }))].sort((a, b) => a.seq - b.seq)
  // Revisions stop where a page is full; what was erased beyond that waits for its turn.
  const whole = inOrder.filter(({ seq }, index) => seq === after + index + 1)
  const next = whole.at(-1)?.seq ?? after
  return { ok: true, page: { epoch: head.epoch, rows: whole, next, more: next < head.seq, headSeq: head.seq, durableSeq: head.durableSeq, serverTime: now } }
}

const erasures = (tx: Tx, setting: string, { after, upTo }: { after: number; upTo: number }) =>
  tx.selectFrom('erasure').select(['seq', 'record', 'kind', 'at']).where('setting', '=', setting).where('seq', '>', after).where('seq', '<=', upTo).orderBy('seq').execute()

/** All revisions of one record. */
export async function history(tx: Tx, setting: string, record: string): Promise<PullRow[]> {
  const rows = await tx.selectFrom('revision').select([...rowColumns, ...inBook(setting, 'revision.record')]).where('setting', '=', setting).where('record', '=', record).orderBy('seq').execute()
  return rows.map(rowFrom)
}

/** After records of rank 0 and 1: those that were erased, each a mark and no more. */
const erasedRank = 2

/** What a stranger may write in a question is asked of the database only where it can be asked: no NUL, no half of a row's number. */
const storable = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/))
const integer = v.pipe(v.number(), v.safeInteger())
export const epochText = storable
/** Where a first sync has got to. Opaque to the tablet, which sends it back as it came. */
const markSchema = v.strictObject({
  epoch: epochText, asOf: integer, rank: v.pipe(integer, v.minValue(-1), v.maxValue(9)), firstSeq: integer,
  stand: v.optional(v.nullable(v.strictObject({ seq: integer, id: storable, receivedAt: integer })), null),
})
type Mark = v.InferOutput<typeof markSchema>
const markText = (mark: Mark): string => toBase64Url(new TextEncoder().encode(JSON.stringify(mark)))
function markFrom(text: string): Mark | null {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), markSchema), Buffer.from(text, 'base64url').toString())
  return read.success ? read.output : null
}

/** Nearly all records are of one rank: said so that the index is entered at the mark, and not walked from its beginning for every page. */
const isAhead = ({ rank, firstSeq }: Mark) => (row: ExpressionBuilder<Tables, 'checkpoint'>) => {
  const sameRank = row.and([row('rank', '=', rank), row('first_seq', '<', firstSeq)])
  return rank === erasedRank - 1 ? sameRank : row.or([row('rank', '>', rank), sameRank])
}

/** A page of records as checkpoints; null when `after` is no mark of ours. */
export async function snapshot(
  tx: Tx,
  { setting, epoch, after, limit, now }: { setting: string; epoch: string | null; after: string | null; limit: number; now: number },
): Promise<Page<SnapshotReply> | null> {
  const head = await headOf(tx, setting)
  const mark = after === null ? { epoch: head.epoch, asOf: head.seq, rank: -1, firstSeq: 0, stand: await lastStand(tx, setting, head.seq) } : markFrom(after)
  if (!mark) return null
  const restored = await restoredFor(tx, setting, head, { epoch: after === null ? epoch : mark.epoch, after: mark.asOf, stand: mark.stand })
  if (restored) return { ok: false, restored }
  if (mark.rank === erasedRank) return { ok: true, page: await erasedPage(tx, setting, { mark, durableSeq: head.durableSeq, limit, now }) }
  // In order of when a record began, which never changes: an edit while the pages go by moves no record past the reader.
  // What began after the first page comes by pull.
  const ahead = tx
    .selectFrom('checkpoint')
    .select(['record', 'kind', 'up_to', 'reading', 'rank', 'first_seq'])
    .select(sql<number>`sum(octet_length(reading)) over (order by rank, first_seq desc)`.as('bytes'))
    .select(sql<number>`row_number() over (order by rank, first_seq desc)`.as('place'))
    .where('setting', '=', setting)
    .where('first_seq', '<=', mark.asOf)
    .where(isAhead(mark))
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
    stand: mark.stand,
    durableSeq: head.durableSeq,
    records: sent.map(({ record, kind, up_to, reading, number, former }) => ({ record, kind, upTo: up_to, ...numbered({ number, former }), checkpoint: reading })),
    next: last && more ? markText({ ...mark, rank: last.rank, firstSeq: last.first_seq }) : await erasedNext(tx, setting, { ...mark, firstSeq: 0 }),
    serverTime: now,
  }
  return { ok: true, page }
}

/** Erased records, the oldest first, by the number of their erasure. A new tablet too must not begin one again: it would never be received. */
async function erasedPage(tx: Tx, setting: string, { mark, durableSeq, limit, now }: { mark: Mark; durableSeq: number | null; limit: number; now: number }): Promise<SnapshotReply> {
  const rows = (await erasures(tx, setting, { after: mark.firstSeq, upTo: mark.asOf })).slice(0, limit)
  const records = rows.map(({ seq, record, kind, at }) => ({ record, kind, upTo: seq, checkpoint: JSON.stringify({ v: 1, record, erasedAt: at }) }))
  return { epoch: mark.epoch, asOf: mark.asOf, stand: mark.stand, durableSeq, records, next: await erasedNext(tx, setting, { ...mark, firstSeq: rows.at(-1)?.seq ?? mark.asOf }), serverTime: now }
}

async function erasedNext(tx: Tx, setting: string, mark: Mark): Promise<string | null> {
  const found = await tx.selectFrom('erasure').select('seq').where('setting', '=', setting).where('seq', '>', mark.firstSeq).where('seq', '<=', mark.asOf).limit(1).executeTakeFirst()
  return found ? markText({ ...mark, rank: erasedRank }) : null
}

async function anyAfter(tx: Tx, setting: string, mark: Mark): Promise<boolean> {
  const found = await tx
    .selectFrom('checkpoint')
    .select('record')
    .where('setting', '=', setting)
    .where('first_seq', '<=', mark.asOf)
    .where(isAhead(mark))
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
