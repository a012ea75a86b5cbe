import { liveQuery } from 'dexie'
import type { Checkpoint } from '../domain/history/read'
import type { Revision, RevisionText } from '../domain/history/revision'
import type { Changes } from '../domain/schema/field'
import type { Definition } from '../domain/schema/definition'
import { openAfterUpdate } from './after-update'
import type { Tables } from './db'
import type { Draft, DraftNote } from './drafts'
import { openDrafts } from './drafts'
import type { Cursor, SnapshotPlace } from './facts'
import { openFacts } from './facts'
import type { SnapshotPage } from './first-sync'
import { openFirstSync } from './first-sync'
import type { IncomingPage, IncomingRow } from './incoming'
import { openIncoming } from './incoming'
import type { Letter, Letters } from './letters'
import { openLetters } from './letters'
import { openNumbers } from './numbers'
import type { Delivery, Outlook, Waiting } from './outbox'
import { openOutbox } from './outbox'
import type { Owing } from './owing'
import { openOwing } from './owing'
import { openReadings } from './readings'
import type { Entry, Standing } from './revisions'
import { openRevisions } from './revisions'
import type { FormOf, Held, Inside } from './sealed-rows'
import { sealedRows } from './sealed-rows'
import { openSettling } from './settling'
import { Locked, StorageTrouble, troubleOf } from './trouble'
import type { Vault } from './vault'

export type { Draft, DraftNote } from './drafts'
export type { OwingRow } from './db'
export type { Cursor } from './facts'
export type { SnapshotRecord } from './first-sync'
export type { IncomingPage, IncomingRow } from './incoming'
export type { Letter } from './letters'
export type { Delivery, Outlook, Waiting } from './outbox'
export type { Entry, Standing } from './revisions'

/** The only door to this tablet's records. Every method that needs the tablet key throws `Locked` while it is not open. */
export interface Ledger {
  // --- drafts
  /** One relaxed write. An empty set of changes removes the draft. Resolves when the transaction completed. */
  keepDraft(draft: Draft): Promise<void>
  draft(record: string, adult: string): Promise<Draft | null>
  /** Open columns only: also while locked. Newest first. */
  drafts(adult?: string): Promise<readonly DraftNote[]>

  // --- letters: written while the tablet was locked
  /** Works while locked. Resolves when it is on the disk, with its running timer if it has one; nothing on the lock screen can read it back. */
  keepLetter: Letters['keepLetter']
  /** Takes away one in which nothing was written; one that holds a worry stays. */
  dropLetter(id: string): Promise<void>
  /** How many wait for someone to sign in; also while locked. */
  letterCount(): Promise<number>
  /** One that waits may need the safeguarding lead; also while locked. */
  letterForLead(): Promise<boolean>
  /** Oldest first. */
  letters(): Promise<readonly Letter[]>
  /** Makes it this adult's draft, in one transaction; false when it is gone already. */
  claimLetter(id: string, adult: string, added: Changes): Promise<boolean>
  /** A record's timer as it runs, or null once it does not: its times only. */
  keepTimer: Letters['keepTimer']
  /** Those that run, the one begun last at the end; also while locked. */
  timers: Letters['timers']

  // --- revisions
  /**
   * Writes, signs and keeps a revision: one strict transaction with its outbox entry and the new reading, and with the end of
   * the author's draft if the revision was made from it (`endsDraft`); a draft of other words stays. If the reading moved meanwhile the reading is worked out again; the revision stays as made.
   */
  append(entry: Entry, how?: { readonly endsDraft: boolean }): Promise<Revision>
  /** Drafts kept before `before` become edits by their authors: nobody's words live only in a drawer for long. Returns how many. */
  draftsToRevisions(before: number): Promise<number>

  // --- reading
  checkpoint(record: string): Promise<Checkpoint | null>
  /** Those that are here and can be opened, in this order. */
  checkpoints(records: readonly string[]): Promise<readonly Checkpoint[]>
  /** All records of a kind, newest first; `since`: only those begun at or after it (ms, by the endpoint's clock as well as known). */
  ofKind(kind: string, since?: number): Promise<readonly Checkpoint[]>
  /** Records about a child, or belonging to a record (an incident's accounts), newest first; not its own. */
  timeline(subject: string, limit?: number): Promise<readonly Checkpoint[]>
  /** Records of these kinds that belong to each of these records, newest first. */
  belonging(records: readonly string[], kinds: readonly string[]): Promise<ReadonlyMap<string, readonly Checkpoint[]>>
  /** Incidents that may still owe something, the oldest first: a finished one is looked at again only after a change. Open columns only. */
  owing: Owing['owing']
  /** Takes out what was found to owe nothing, unless something of it changed since it was given out. */
  settled: Owing['settled']
  /** Own records this adult began and has not closed, newest first. */
  openBy(adult: string): Promise<readonly Checkpoint[]>
  /** The revisions held here, oldest first. */
  revisions(record: string): Promise<readonly Held[]>
  standing(record: string): Promise<Standing>
  /** An incident's number in the setting's book; null until the endpoint has given it. */
  numberOf(record: string): Promise<number | null>
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
  snapshotPlace(): Promise<SnapshotPlace | null>
  /** Checkpoints of a first sync. The last page (`next` null) sets the cursor to `asOf`. */
  keepSnapshot(page: SnapshotPage): Promise<void>
  /** Records whose history must be fetched. */
  needingHistory(): Promise<readonly string[]>
  keepHistory(record: string, rows: readonly IncomingRow[]): Promise<void>
  /** Revoked: received rows go; drafts, unsent and parked revisions and everything needed to open them stay. */
  dropReceived(): Promise<void>
  /** Rows that could not be read or did not verify. They are kept. */
  setAside(): Promise<number>
  /** At sign-in: reads again what an older app could not, if these forms are not the ones known before. Else one look. */
  afterUpdate(forms: readonly Definition[]): Promise<void>
  /** Lets go of every reading that was opened: to be called with each lock. */
  forget(): void

  /** Tablet clock minus endpoint clock at last contact, ms; null before first contact. */
  skew(): Promise<number | null>
  keepContact(contact: { skewMs: number; at: number }): Promise<void>
  lastContactAt(): Promise<number | null>
  /** Small non-personal facts for this tablet (pack, chosen theme); sealed all the same. */
  fact<T>(name: string): Promise<T | null>
  keepFact(name: string, value: unknown): Promise<void>
}

export interface LedgerOptions {
  readonly tables: Tables
  readonly vault: Vault
  readonly formOf: FormOf
  /** Milliseconds since 1970 by this tablet's clock. */
  readonly now: () => number
  /** 16 random bytes for each body. */
  readonly newSalt?: () => Uint8Array<ArrayBuffer>
}

/** Opens the ledger. Nothing is read yet, so this cannot fail; what is wrong with the disk is thrown by the methods as `StorageTrouble`. */
export function openLedger({ tables, vault, formOf, now, newSalt = () => crypto.getRandomValues(new Uint8Array(16)) }: LedgerOptions): Ledger {
  const { strict, relaxed } = tables
  const rows = sealedRows({ strict, vault, now })
  const inside: Inside = { strict, relaxed, vault, formOf, now, newSalt, rows }
  const facts = openFacts(inside)
  const drafts = openDrafts(inside)
  const letters = openLetters(inside)
  const readings = openReadings(inside)
  const revisions = openRevisions(inside, { readings, drafts, facts })
  const owing = openOwing(inside)
  const numbers = openNumbers(inside)
  const outbox = openOutbox(inside, { settle: openSettling(inside, readings), numbers })
  const incoming = openIncoming(inside, { readings, facts, numbers })
  const keepSnapshot = openFirstSync(inside, { readings, facts, numbers })

  /** What open columns answer, also while locked. */
  const open = <A extends unknown[], T>(ask: (...given: A) => Promise<T>) => async (...given: A): Promise<T> => {
    if (!vault.open) readings.forget()
    try {
      return await ask(...given)
    } catch (error) {
      const state = troubleOf(error)
      throw state ? new StorageTrouble(state, error) : error
    }
  }
  /** What only the tablet key opens. */
  const keyed = <A extends unknown[], T>(ask: (...given: A) => Promise<T>) =>
    open(async (...given: A): Promise<T> => {
      if (!vault.open) throw new Locked()
      return ask(...given)
    })

  return {
    keepDraft: keyed(drafts.keepDraft),
    draft: keyed(drafts.draft),
    drafts: open(drafts.drafts),
    keepLetter: open(letters.keepLetter),
    dropLetter: open(letters.dropLetter),
    letterCount: open(letters.letterCount),
    letterForLead: open(letters.letterForLead),
    letters: keyed(letters.letters),
    claimLetter: keyed(letters.claimLetter),
    keepTimer: open(letters.keepTimer),
    timers: open(letters.timers),
    append: keyed(revisions.append),
    draftsToRevisions: keyed(revisions.draftsToRevisions),
    checkpoint: keyed(readings.checkpoint),
    checkpoints: keyed(readings.checkpoints),
    ofKind: keyed(readings.ofKind),
    timeline: keyed(readings.timeline),
    belonging: keyed(readings.belonging),
    openBy: keyed(readings.openBy),
    owing: open(owing.owing),
    settled: open(owing.settled),
    revisions: keyed(revisions.revisions),
    standing: keyed(revisions.standing),
    numberOf: open(numbers.numberOf),
    watch,
    outlook: open(outbox.outlook),
    tray: open(outbox.tray),
    batch: keyed(outbox.batch),
    delivered: open(outbox.delivered),
    unpark: keyed(outbox.unpark),
    cursor: open(facts.cursor),
    receive: keyed(incoming.receive),
    snapshotPlace: open(facts.snapshotPlace),
    keepSnapshot: keyed(keepSnapshot),
    needingHistory: open(incoming.needingHistory),
    keepHistory: keyed(incoming.keepHistory),
    dropReceived: open(incoming.dropReceived),
    setAside: open(rows.setAside),
    afterUpdate: keyed(openAfterUpdate(inside, { readings, facts })),
    forget: readings.forget,
    skew: open(facts.skew),
    keepContact: open(facts.keepContact),
    lastContactAt: open(facts.lastContactAt),
    // The caller says what it wrote under the name; the wrapper cannot carry the type through.
    fact: keyed(facts.fact) as Ledger['fact'],
    keepFact: keyed(facts.keepFact),
  }
}

/**
 * A failed query is told and stays awake: the next change of what it had read runs it again. (An error let through to
 * Dexie would end in silence where the connection closed.)
 */
function watch<T>(query: () => Promise<T>, next: (value: T) => void, trouble: (error: unknown) => void): () => void {
  const answer = async (): Promise<{ ok: true; value: T } | { ok: false; error: unknown }> => {
    try {
      return { ok: true, value: await query() }
    } catch (error) {
      return { ok: false, error }
    }
  }
  const subscription = liveQuery(answer).subscribe((answered) => (answered.ok ? next(answered.value) : trouble(answered.error)))
  return () => subscription.unsubscribe()
}
