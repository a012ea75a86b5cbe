import type { Checkpoint } from '../domain/history/read'
import type { Act, Revision, RevisionText } from '../domain/history/revision'
import type { Changes } from '../domain/schema/field'

/** Touched parts not yet a revision: one per record and adult. `after` are the heads that were on the glass when it began. */
export interface Draft {
  readonly record: string
  readonly adult: string
  readonly kind: string
  readonly after: readonly string[]
  readonly changes: Changes
  readonly startedAt: number
}
export interface DraftNote { readonly record: string; readonly adult: string; readonly kind: string; readonly startedAt: number; readonly keptAt: number }
export interface Entry {
  readonly record: string
  readonly kind: string
  readonly version: number
  readonly act: Act
  readonly after: readonly string[]
  readonly author: string
  readonly changes: Changes
}
/** One line of the tray. */
export interface Waiting {
  readonly id: string
  readonly record: string
  readonly savedAt: number
  /** Why the endpoint did not take it; null while it simply waits. */
  readonly code: string | null
}
export interface Outlook {
  readonly waiting: number
  readonly parked: number
  readonly oldestAt: number | null
  /** An unsent record tells of harm. Known while locked. */
  readonly harm: boolean
}
export interface Cursor { readonly epoch: string | null; readonly seq: number }
/** What an endpoint said of one revision, as the courier understood it. */
export interface Delivery {
  readonly id: string
  readonly status: 'stored' | 'duplicate' | 'missing-parent' | 'refused' | 'erased'
  readonly seq?: number | undefined
  readonly receivedAt?: number | undefined
  readonly code?: string | undefined
}
export interface IncomingRow extends RevisionText { readonly seq: number; readonly receivedAt: number }
export interface IncomingPage { readonly epoch: string; readonly rows: readonly IncomingRow[]; readonly next: number }
export interface SnapshotRecord { readonly record: string; readonly kind: string; readonly upTo: number; readonly checkpoint: string }
/** Where a record stands on its way: only here, received (when), or not accepted (why). Of its newest own revision. */
export type Standing = { kind: 'here'; savedAt: number } | { kind: 'received'; at: number } | { kind: 'refused'; code: string } | { kind: 'none' }

/** The only door to this tablet's records. Every method that needs the tablet key throws `Locked` while it is not open. */
export interface Ledger {
  // --- drafts
  /** One relaxed write. An empty set of changes removes the draft. Resolves when the transaction completed. */
  keepDraft(draft: Draft): Promise<void>
  draft(record: string, adult: string): Promise<Draft | null>
  /** Open columns only: also while locked. Newest first. */
  drafts(adult?: string): Promise<readonly DraftNote[]>

  // --- revisions
  /**
   * Writes, signs and keeps a revision: one strict transaction with its outbox entry, the new reading and the end of the
   * author's draft. If the reading moved meanwhile the reading is worked out again; the revision stays as made.
   */
  append(entry: Entry): Promise<Revision>
  /** Drafts kept before `before` become edits by their authors: nobody's words live only in a drawer for long. Returns how many. */
  draftsToRevisions(before: number): Promise<number>

  // --- reading
  checkpoint(record: string): Promise<Checkpoint | null>
  /** All records of a kind, newest first. */
  ofKind(kind: string): Promise<readonly Checkpoint[]>
  /** Records about a child, newest first; not the child's own. */
  timeline(child: string, limit?: number): Promise<readonly Checkpoint[]>
  /** Own records this adult began and has not closed, newest first. */
  openBy(adult: string): Promise<readonly Checkpoint[]>
  /** The revisions held here, oldest first. */
  revisions(record: string): Promise<readonly (Revision & { readonly seq: number | null; readonly receivedAt: number | null })[]>
  standing(record: string): Promise<Standing>
  /** Runs the query now and again after each change it depends on; returns how to stop. Errors go to `trouble`. */
  watch<T>(query: () => Promise<T>, next: (value: T) => void, trouble: (error: unknown) => void): () => void

  // --- sending
  /** Open columns only. */
  outlook(): Promise<Outlook>
  tray(): Promise<readonly Waiting[]>
  /** The oldest unsent, parents first, at most so many items and bytes; at least one if there is any. Parked ones are left out. */
  batch(limit: { items: number; bytes: number }): Promise<readonly RevisionText[]>
  /**
   * Empties the outbox by receipts and parks refusals. A refused revision leaves the reading, and its unsent descendants
   * are made again without it (same author, time and changes). `missing-parent`: the parent is offered again first.
   */
  delivered(results: readonly Delivery[]): Promise<void>
  /** Offers parked revisions again: of one code (`too-new` after the endpoint changed), or one by id. */
  unpark(which: { code: string } | { id: string }): Promise<void>

  // --- receiving
  cursor(): Promise<Cursor>
  /** A page of rows and the cursor in one strict transaction; false (and nothing kept) if the cursor is no longer `after`. */
  receive(page: IncomingPage, after: Cursor): Promise<boolean>
  /** Where the first sync got to; null when it never began or is done. */
  snapshotPlace(): Promise<{ readonly epoch: string; readonly asOf: number; readonly next: string } | null>
  /** Checkpoints of a first sync. The last page (`next` null) sets the cursor to `asOf`. */
  keepSnapshot(page: { epoch: string; asOf: number; records: readonly SnapshotRecord[]; next: string | null }): Promise<void>
  /** Records whose history must be fetched. */
  needingHistory(): Promise<readonly string[]>
  keepHistory(record: string, rows: readonly IncomingRow[]): Promise<void>
  /** Revoked: received rows go; drafts, unsent and parked revisions and everything needed to open them stay. */
  dropReceived(): Promise<void>
  setAside(): Promise<number>

  /** Tablet clock minus endpoint clock at last contact, ms; null before first contact. */
  skew(): Promise<number | null>
  keepContact(contact: { skewMs: number; at: number }): Promise<void>
  lastContactAt(): Promise<number | null>
  /** Small non-personal facts for this tablet (pack, chosen theme); sealed all the same. */
  fact<T>(name: string): Promise<T | null>
  keepFact(name: string, value: unknown): Promise<void>
}
