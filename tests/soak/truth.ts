import { createHash } from 'node:crypto'
import type { Checkpoint } from '../../src/domain/history/read'
import { fold, view } from '../../src/domain/history/read'
import { formOf } from '../../src/domain/records/catalogue'
import type { Revision, RevisionText } from '../../src/domain/history/revision'
import { openRevision } from '../../src/domain/history/revision'
import type { PullRow, Receipt, SnapshotReply } from '../../src/protocol/messages'

/** What a tablet was told, and what it holds; gathered outside the endpoint, so that no kill can take it back. */
export interface Told {
  readonly tablet: string
  readonly made: readonly RevisionText[]
  /** By id, the first that came. */
  readonly receipts: ReadonlyMap<string, Receipt>
  /** Receipts that said something else than the first. */
  readonly contradicted: readonly string[]
  /** Of all rows it pulled, in order: how many, and their digest. Null where it keeps records and not rows. */
  readonly read: { readonly seq: number; readonly digest: string } | null
  /** Where it keeps records: what each has come to here. */
  readonly records: ReadonlyMap<string, Checkpoint>
}
/** What one setting's database holds after everything. */
export interface Held {
  readonly rows: readonly PullRow[]
  readonly records: SnapshotReply['records']
}

export const noRows = ''
export const digestWith = (digest: string, { seq, id, header, body, signature }: PullRow): string =>
  createHash('sha256').update(`${digest}|${seq}|${id}|${header}|${body ?? ''}|${signature}`).digest('base64url')

/** Every promise that was broken, in words; none is what is wanted. */
export function brokenPromises({ rows, records }: Held, told: readonly Told[]): string[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const unreadable = rows.flatMap((row) => (isReadable(row) ? [] : [`${row.id} cannot be read`]))
  // Nothing that is worked out from rows can be said then.
  if (unreadable.length > 0) return [...unreadable, ...told.flatMap((one) => lostBy(one, byId))]
  return [
    ...rows.flatMap(({ seq }, index) => (seq === index + 1 ? [] : [`a gap: number ${index + 1} is ${seq}`])).slice(0, 3),
    ...(byId.size === rows.length ? [] : [`${rows.length - byId.size} revisions are kept twice`]),
    ...bookOf(rows),
    ...told.flatMap((one) => [...lostBy(one, byId), ...one.contradicted.map((id) => `${one.tablet}: two receipts of ${id} differ`)]),
    ...apart(rows, told),
    ...asFolded(rows, records, told),
  ]
}

function isReadable(row: PullRow): boolean {
  try {
    return openRevision(row).id === row.id
  } catch {
    // Not JSON.
    return false
  }
}

/** Numbers in the setting's book: 1, 2, 3 ... in the order in which incidents arrived, one each. */
function bookOf(rows: readonly PullRow[]): string[] {
  const numbers = new Map<string, number>()
  for (const row of rows) {
    const { record, kind } = openRevision(row).header
    if ((kind === 'incident') !== (row.number !== undefined)) return [`${kind} ${record} has the number ${row.number ?? 'none'}`]
    if (row.number === undefined) continue
    if ((numbers.get(record) ?? row.number) !== row.number) return [`incident ${record} has two numbers`]
    numbers.set(record, row.number)
  }
  return [...numbers.values()].every((number, index) => number === index + 1) ? [] : [`the book is not 1 to ${numbers.size} in order of arrival`]
}

function lostBy({ tablet, made, receipts }: Told, byId: ReadonlyMap<string, PullRow>): string[] {
  return made.flatMap((text) => {
    const receipt = receipts.get(text.id)
    const row = byId.get(text.id)
    if (!receipt) return [`${tablet}: ${text.id} never had a receipt`]
    if (receipt.status !== 'stored' && receipt.status !== 'duplicate') return [`${tablet}: a good revision was answered ${receipt.code ?? receipt.status}`]
    if (!row) return [`${tablet}: ${text.id} was receipted as number ${receipt.seq ?? 'none'} and is not there`]
    if (row.seq !== receipt.seq || row.receivedAt !== receipt.receivedAt || row.number !== receipt.number) return [`${tablet}: ${text.id} is not what its receipt says`]
    return row.header === text.header && row.body === text.body && row.signature === text.signature ? [] : [`${tablet}: ${text.id} has other bytes than were sent`]
  })
}

/** Tablets that read other rows than there are. */
function apart(rows: readonly PullRow[], told: readonly Told[]): string[] {
  let digest = noRows
  for (const row of rows) digest = digestWith(digest, row)
  return told.flatMap(({ tablet, read }) => (!read || (read.seq === rows.length && read.digest === digest) ? [] : [`${tablet} has read to ${read.seq} of ${rows.length}${read.seq === rows.length ? ', and other words' : ''}`]))
}

/** What the endpoint keeps ready, and what tablets with records show, is what the rows come to. */
function asFolded(rows: readonly PullRow[], records: Held['records'], told: readonly Told[]): string[] {
  const byRecord = new Map<string, Revision[]>()
  for (const revision of rows.map(openRevision)) byRecord.set(revision.header.record, [...(byRecord.get(revision.header.record) ?? []), revision])
  const folded = new Map([...byRecord].flatMap(([record, revisions]) => {
    const made = fold(null, revisions)
    return made ? [[record, made.checkpoint] as const] : []
  }))
  const kept = new Map(records.map(({ record, checkpoint }) => [record, checkpoint]))
  return [
    ...[...folded].flatMap(([record, checkpoint]) => (kept.get(record) === JSON.stringify(checkpoint) ? [] : [`the checkpoint of ${record} is not its rows`])),
    ...(kept.size === folded.size ? [] : [`${kept.size} checkpoints of ${folded.size} records`]),
    ...told.flatMap(({ tablet, records: shown }) => [...shown].flatMap(([record, checkpoint]) => (asRead(folded.get(record)) === asRead(checkpoint) ? [] : [`${tablet} reads ${record} otherwise`]))),
  ]
}

/** What a person is shown: a tablet that began with a checkpoint and one that has every row name their sources in another order. */
function asRead(checkpoint: Checkpoint | undefined): string {
  const form = checkpoint && formOf(checkpoint.kind)
  if (!form) return 'nothing'
  const { answers, clashes } = view(form, checkpoint)
  return JSON.stringify({ answers, clashes, heads: checkpoint.heads, count: checkpoint.count })
}
