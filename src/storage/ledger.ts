import { liveQuery } from 'dexie'
import type { Checkpoint } from '../domain/history/read'
import type { Revision } from '../domain/history/revision'
import type { Changes } from '../domain/schema/field'
import type { Definition } from '../domain/schema/definition'
import { openAfterUpdate } from './after-update'
import type { Tables } from './db'
import type { Draft, DraftNote } from './drafts'
import { openDrafts } from './drafts'
import type { Erased } from './erased'
import { openErased } from './erased'
import type { Cursor, Life, SnapshotPlace, Stand } from './facts'
import { openFacts } from './facts'
import type { KeepSnapshot } from './first-sync'
import { openFirstSync } from './first-sync'
import type { GoingBack } from './go-back'
import type { HeldBack } from './held-back'
import { openHeldBack } from './held-back'
import type { IncomingPage, IncomingRow } from './incoming'
import { openIncoming } from './incoming'
import type { Letter, Letters } from './letters'
import { openLetters } from './letters'
import { openNumbers } from './numbers'
import type { Delivery, Outlook, Sending, Waiting } from './outbox'
import { openOutbox } from './outbox'
import type { Owing } from './owing'
import { openOwing } from './owing'
import { openReadings } from './readings'
import type { Entry, Revisions, Standing } from './revisions'
import { openRevisions } from './revisions'
import type { Posts } from './sealed-post'
import { openPosts, openSealPost } from './sealed-post'
import type { FormOf, Held, Inside } from './sealed-rows'
import { sealedRows } from './sealed-rows'
import { openSettling } from './settling'
import { Locked, StorageTrouble, troubleOf } from './trouble'
import type { Vault } from './vault'

export type { Draft, DraftNote } from './drafts'
export type { OwingRow } from './db'
export type { Cursor, Life } from './facts'
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
  /**
   * Drafts, all or those `among` names, become edits by their authors: nobody's words live only in a drawer for long. What was
   * only stamped goes. Returns how many.
   */
  draftsToRevisions: Revisions['draftsToRevisions']

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
  /** The number it was told under before the endpoint was restored, where that is another. */
  formerNumberOf(record: string): Promise<number | null>
  /** That a record was erased, and since when; null for any other. Open columns only. */
  erasure: Erased['erasure']
  erasures: Erased['erasures']
  /** Somebody was told that words which were only here went with it. */
  toldOfErasure: Erased['told']
  /** Runs the query now and again after each change it depends on; returns how to stop. Errors go to `trouble`. */
  watch<T>(query: () => Promise<T>, next: (value: T) => void, trouble: (error: unknown) => void): () => void

  // --- sending
  /** Open columns only. */
  outlook(): Promise<Outlook>
  tray(): Promise<readonly Waiting[]>
  /** The oldest unsent, parents first, at most so many items and bytes; at least one if there is any. Parked ones are left out. */
  batch(limit: { items: number; bytes: number }): Promise<readonly Sending[]>
  /**
   * Empties the outbox by receipts and parks refusals. A refused revision leaves the reading, and its unsent descendants
   * are made again without it (same author, time and changes). `missing-parent`: the parent is offered again first.
   * `under`: the life of the endpoint in which it was answered; receipts of one that ended meanwhile are passed over.
   */
  delivered(results: readonly Delivery[], under?: Life): Promise<void>
  /** Offers parked revisions again: of one code (`too-new` after the endpoint changed), or one by id. */
  unpark(which: { code: string } | { id: string }): Promise<void>

  // --- sending while locked: copies sealed to the endpoint alone
  sealedCount: Posts['sealedCount']
  sealedBatch: Posts['sealedBatch']
  sealedDelivered: Posts['sealedDelivered']
  sealWaiting: Posts['sealWaiting']

  // --- after a restore of the endpoint
  life(): Promise<Life>
  /** Rows the cursor passed, in order: the last few, and ever fewer of those before. */
  passed(): Promise<readonly Stand[]>
  receipts: HeldBack['receipts']
  /** Ids of all revisions held here, its own and those it pulled. */
  heldIds(): Promise<readonly string[]>
  /** Those of them of which it says that the endpoint has them. */
  receivedIds(): Promise<readonly string[]>
  /** Those of them that no page has brought since the tablet last went back: their number is not known. */
  unnumberedIds(): Promise<readonly string[]>
  /** See `go-back.ts`. */
  goBack(given: GoingBack): Promise<boolean>
  /** How many that were received from here are in no backup yet. Open columns only. */
  heldBack(): Promise<number>
  backedUp: HeldBack['backedUp']

  // --- receiving
  cursor(): Promise<Cursor>
  /** A page of rows and the cursor in one strict transaction; false (and nothing kept) if the cursor is no longer `after`. */
  receive(page: IncomingPage, after: Cursor): Promise<boolean>
  /** Where the first sync got to; null when it never began or is done. */
  snapshotPlace(): Promise<SnapshotPlace | null>
  /** Checkpoints of a first sync. The last page (`next` null) sets the cursor to `asOf`. */
  keepSnapshot: KeepSnapshot
  /** Records whose history must be fetched. */
  needingHistory(): Promise<readonly string[]>
  keepHistory(record: string, rows: readonly IncomingRow[], life?: Life): Promise<void>
  /** False: not all of it is here, and it must be fetched. */
  settleHere(record: string): Promise<boolean>
  /** Revoked: received rows go, but for what no backup has yet; drafts, unsent and parked revisions and everything needed to open them stay. */
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
  const post = openSealPost(inside, facts)
  const revisions = openRevisions(inside, { readings, drafts, facts, post })
  const owing = openOwing(inside)
  const erased = openErased(inside, readings)
  const numbers = openNumbers(inside)
  const heldBack = openHeldBack(inside)
  const outbox = openOutbox(inside, { settle: openSettling(inside, readings), facts, numbers, erased, heldBack })
  const posts = openPosts(inside, { post, outbox, numbers })
  const incoming = openIncoming(inside, { readings, facts, numbers, erased, heldBack })
  const keepSnapshot = openFirstSync(inside, { readings, facts, numbers, erased })

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
    formerNumberOf: open(numbers.formerNumberOf),
    erasure: open(erased.erasure),
    erasures: open(erased.erasures),
    toldOfErasure: open(erased.told),
    watch,
    outlook: open(outbox.outlook),
    tray: open(outbox.tray),
    batch: keyed(outbox.batch),
    delivered: open(outbox.delivered),
    unpark: keyed(outbox.unpark),
    sealedCount: open(posts.sealedCount),
    sealedBatch: open(posts.sealedBatch),
    sealedDelivered: open(posts.sealedDelivered),
    sealWaiting: keyed(posts.sealWaiting),
    life: open(facts.life),
    passed: open(facts.passed),
    receipts: open(heldBack.receipts),
    heldIds: open(() => strict.revisions.toCollection().primaryKeys()),
    receivedIds: open(() => strict.revisions.filter(({ seq, receivedAt }) => seq !== null || receivedAt !== null).primaryKeys()),
    unnumberedIds: open(() => strict.revisions.filter(({ seq, receivedAt }) => seq === null && receivedAt !== null).primaryKeys()),
    // Rare enough to be no part of what every start loads.
    goBack: keyed(async (given) => (await import('./go-back')).goBack(inside, { readings, facts, numbers }, given)),
    heldBack: open(heldBack.heldBack),
    backedUp: open(heldBack.backedUp),
    cursor: open(facts.cursor),
    receive: keyed(incoming.receive),
    snapshotPlace: open(facts.snapshotPlace),
    keepSnapshot: keyed(keepSnapshot),
    needingHistory: open(incoming.needingHistory),
    keepHistory: keyed(incoming.keepHistory),
    settleHere: keyed(incoming.settleHere),
    dropReceived: open(incoming.dropReceived),
    setAside: open(rows.setAside),
    afterUpdate: keyed(openAfterUpdate(inside, { readings, facts, erased })),
    forget() {
      readings.forget()
      post.forget()
    },
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
