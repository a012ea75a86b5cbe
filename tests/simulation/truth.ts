import canonicalize from 'canonicalize'
import { fold } from '../../src/domain/history/read'
import type { Revision } from '../../src/domain/history/revision'
import { openRevision } from '../../src/domain/history/revision'
import type { Changes } from '../../src/domain/schema/field'
import type { OutboxRow, ReadingRow, RevisionRow } from '../../src/storage/db'
import type { Draft, Entry } from '../../src/storage/ledger'
import { holdAtRest } from './at-rest'
import type { ErasureRow, SimulatedEndpoint, StoredRow } from './endpoint'
import { seenBy } from './plain-reading'
import { peek } from './quick-disk'
import type { Tablet } from './tablet'

/** A promise that was not kept: which, and where. No history goes on after one. */
export class Broken extends Error {
  override readonly name = 'Broken'
}
export function hold(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Broken(promise)
}

export interface Kept { readonly tablet: number; readonly revision: Revision; readonly entry: Entry }

/** What was promised so far, watched from outside: by the disks and the database themselves. */
export interface Truth {
  /** "Saved on this tablet" was said. */
  readonly saved: (kept: Kept) => void
  /** `before`: the draft whose words it took up. */
  readonly draftKept: (draft: Draft, before: Draft | null, tablet: number) => void
  /** Received rows of a revoked tablet go with its right to have them. */
  readonly mayForget: (tablet: number) => void
  /** A round went through to its end: whatever the endpoint said of a restore, this tablet has acted on it. */
  readonly caughtUp: (tablet: number) => void
  readonly erased: (record: string) => void
  readonly backedUp: () => void
  readonly restored: () => Promise<void>
  readonly wasRestored: () => boolean
  readonly afterStep: (tablet: Tablet | null, asked: boolean) => Promise<string>
  readonly atRest: (tablets: readonly Tablet[]) => Promise<string>
}

export type Row = StoredRow | ErasureRow
const isRevision = (row: Row): row is StoredRow => row.id !== null
/** The same act by the same hand at the same time, on other parents. */
const madeAlike = (one: StoredRow, other: StoredRow): boolean => {
  const [first, second] = [one, other].map(({ header }) => JSON.stringify({ ...(JSON.parse(header) as object), after: [] }))
  return first === second
}

export async function openTruth(endpoint: SimulatedEndpoint, send: SimulatedEndpoint['fetch'], fresh: readonly number[]): Promise<Truth> {
  const rows: Row[] = []
  /** By the hash of its salted body, which outlives being made again. */
  const kept = new Map<string, Kept>()
  const drafts = new Map<string, Draft>()
  const stored = new Map<string, StoredRow>()
  const cursors = new Map<number, number>()
  const forgetting = new Set<number>()
  /** By record: which revision froze it, under which number, and how it read then. */
  const frozen = new Map<string, { readonly seq: number; readonly parts: string }>()
  /** At the endpoint, by id. */
  const opened = new Map<string, Revision>()
  /** As made on a tablet, by id. */
  const made = new Map<string, Revision>()
  const erased = new Set<string>()
  /** Tablets that have not acted on a restore yet: their numbers are of a life that is over. */
  const astray = new Set<number>()
  let backup = 0
  let restores = 0

  async function look(): Promise<void> {
    const last = rows.at(-1)?.seq ?? 0
    const fresh = await endpoint.rows(last)
    for (const [index, row] of fresh.entries()) {
      hold(row.seq === last + index + 1, 'the endpoint numbers without a gap')
      rows.push(row)
      if (!isRevision(row)) continue
      const revision = openRevision(row)
      const hash = revision.header.bodyHash
      opened.set(row.id, revision)
      // Made again without a refused parent, and then the first of it came late, after that parent was let in: the same words under two ids.
      const twin = stored.get(hash)
      hold(!twin || (twin.id !== row.id && madeAlike(twin, row)), 'what was sent twice is stored once')
      stored.set(hash, row)
      const promised = kept.get(hash)
      if (promised && revision.body) holdAsKept(revision, promised)
      if ((revision.header.act === 'close' || revision.header.act === 'sign') && !frozen.has(row.record)) frozen.set(row.record, { seq: row.seq, parts: partsOf(row.record) })
    }
    if (fresh.length > 0) await holdHead()
  }
  const holdHead = async () => hold((await endpoint.head()) === (rows.at(-1)?.seq ?? 0), 'the endpoint’s number is that of its last row')

  const partsOf = (record: string): string => JSON.stringify(fold(null, [...opened.values()].filter(({ header }) => header.record === record))?.checkpoint.parts)

  function holdAsKept(sent: Revision, { revision, entry }: Kept): void {
    hold(sent.header.author === entry.author, 'each revision keeps its author')
    hold(textOf(sent.body?.changes ?? {}) === textOf(entry.changes), 'what is stored is what its author kept')
    hold(sent.header.act === entry.act && sent.header.at === revision.header.at, 'a revision keeps its act and its time')
    const all = new Map([...opened, ...made])
    const saw = seenBy(all, entry.after)
    // One that was made again has another id and the same body.
    const hashes = new Set([...saw].flatMap((id) => all.get(id)?.header.bodyHash ?? []))
    hold(sent.header.after.every((id) => saw.has(id) || hashes.has(all.get(id)?.header.bodyHash ?? '')), 'no author is said to have seen what they had not')
  }

  async function lookAt({ index, disk, life }: Tablet): Promise<string> {
    const tab = life.tabs[0]
    if (!tab) return ''
    const lies = peek(disk)
    // The app's own rows.
    const outbox = lies.rows('outbox') as readonly OutboxRow[]
    const cursor = await tab.ledger.cursor()
    const waiting = new Set(outbox.map(({ id }) => id))
    // Made from a draft, or made again: nobody was handed these.
    if (tab.vault.open) for (const record of new Set(outbox.filter(({ id }) => !made.has(id)).map((one) => one.record))) for (const one of await tab.ledger.revisions(record)) made.set(one.id, one)
    for (const [hash, { tablet, revision, entry }] of kept) {
      if (tablet !== index || stored.has(hash) || erased.has(entry.record)) continue
      let { id } = revision
      for (;;) {
        const again = (lies.row('facts', `made-again|${id}`) as { value?: unknown } | undefined)?.value
        if (typeof again !== 'string') break
        id = again
      }
      hold((waiting.has(id) || astray.has(index)) && lies.row('revisions', id) !== undefined, 'what was saved stays until the endpoint has it')
    }
    const received = (lies.rows('revisions') as readonly RevisionRow[]).filter(({ id, receivedAt, seq }) => (receivedAt !== null || seq !== null) && !waiting.has(id))
    // Received before its first sync, and brought back under another number by another tablet before that: no page tells it the new one.
    const isOldNumber = (tablet: number): boolean => restores > 0 && fresh.includes(tablet)
    // Of an erased record the headers stay on tablets that a restore took from the endpoint: nobody is shown them.
    const isThere = ({ id, seq, record }: RevisionRow) => (restores > 0 && erased.has(record)) || (opened.has(id) && (forgetting.has(index) || isOldNumber(index) || seq === null || rows[seq - 1]?.id === id))
    hold(astray.has(index) || received.every(isThere), '“Received” is said of what the endpoint has, and of nothing else')
    const before = cursors.get(index) ?? 0
    cursors.set(index, cursor.epoch === null ? 0 : cursor.seq)
    const unsent = outbox.map(({ id, code }) => `${id.slice(0, 6)}${code ?? ''}`).join(' ')
    if (astray.has(index)) return `astray at ${cursor.seq}, ${unsent}`
    if (cursor.epoch === null) {
      hold(before === 0 || forgetting.has(index), 'a cursor is never lost')
      return `no cursor, ${unsent}`
    }
    hold(cursor.seq >= before || forgetting.has(index), 'a cursor never goes back')
    hold(cursor.seq <= rows.length, 'a cursor never goes ahead of the endpoint')
    const isHere = (row: Row) => !isRevision(row) || erased.has(row.record) || lies.row('revisions', row.id) !== undefined || ((lies.row('readings', row.record) as ReadingRow | undefined)?.upTo ?? 0) >= row.seq
    hold(rows.slice(Math.min(before, cursor.seq), cursor.seq).every(isHere), 'a cursor never passes a row that is not here')
    return `at ${cursor.seq}, ${unsent}`
  }

  /** Puts back what was known at the last backup. */
  async function goBack(): Promise<void> {
    restores += 1
    for (const row of rows.splice(backup)) {
      if (!isRevision(row)) continue
      const lost = opened.get(row.id)
      if (!lost) continue
      stored.delete(lost.header.bodyHash)
      opened.delete(row.id)
      // Whoever wrote on top of it had seen it, also where it is refused now, with the rights as they were then.
      made.set(lost.id, lost)
    }
    for (const [record, { seq }] of frozen) if (seq > backup) frozen.delete(record)
    for (let index = 0; index < 40; index += 1) astray.add(index)
    await look()
  }

  await look()
  return {
    saved: (one) => {
      kept.set(one.revision.header.bodyHash, one)
      made.set(one.revision.id, one.revision)
    },
    draftKept: (draft, before, tablet) => {
      if (before) drafts.delete(nameOf(before, tablet))
      drafts.set(nameOf(draft, tablet), draft)
    },
    mayForget: (tablet) => void forgetting.add(tablet),
    caughtUp: (tablet) => {
      // Its numbers begin anew.
      if (astray.delete(tablet)) cursors.delete(tablet)
    },
    erased: (record) => void erased.add(record),
    backedUp: () => void (backup = rows.length),
    restored: goBack,
    wasRestored: () => restores > 0,
    async afterStep(tablet, asked) {
      if (asked) await look()
      return tablet ? lookAt(tablet) : ''
    },
    async atRest(tablets) {
      await look()
      await holdHead()
      return holdAtRest({ endpoint, send, tablets, rows: rows.filter(isRevision), head: rows.length, opened, kept, drafts: [...drafts.values()], erased, frozen, restores })
    },
  }
}

const nameOf = ({ record, adult, changes }: Draft, tablet: number): string => `${tablet}|${record}|${adult}|${textOf(changes)}`
export const textOf = (changes: Changes): string => canonicalize(changes) ?? ''
