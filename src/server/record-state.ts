import type { Checkpoint } from '../domain/history/read'
import { fold, view } from '../domain/history/read'
import type { Revision } from '../domain/history/revision'
import { openRevision } from '../domain/history/revision'
import type { Person } from '../domain/people'
import { adult, personFrom } from '../domain/records/adult'
import type { Tx } from './database/within'

/** A record as a push finds it, and as it grows while the push is judged. */
export interface RecordState {
  readonly kind: string
  /** Who began it. */
  readonly author: string
  readonly firstSeq: number
  /** The revision that closed or signed it; null while it is open. */
  freeze: string | null
  readonly before: Checkpoint | null
  /** Accepted by this push, not in `before`. */
  readonly added: Revision[]
}

export type RecordStates = Map<string, RecordState>

/** The records that a push touches, as they stand under the lock. */
export async function loadStates(tx: Tx, setting: string, records: readonly string[]): Promise<RecordStates> {
  const states: RecordStates = new Map()
  if (records.length === 0) return states
  const rows = await tx.selectFrom('checkpoint').select(['record', 'kind', 'first_seq', 'reading']).where('setting', '=', setting).where('record', 'in', records).execute()
  for (const row of rows) {
    // Written by `JSON.stringify` of a checkpoint, below.
    const before = JSON.parse(row.reading) as Checkpoint
    states.set(row.record, { kind: row.kind, author: before.first.author, firstSeq: row.first_seq, freeze: before.freeze?.revision ?? null, before, added: [] })
  }
  return states
}

export function begun(first: Revision, seq: number): RecordState {
  return { kind: first.header.kind, author: first.header.author, firstSeq: seq, freeze: null, before: null, added: [] }
}

const freezes = ({ header }: Revision): boolean => header.act === 'close' || header.act === 'sign'

export function accept(state: RecordState, revision: Revision): void {
  state.added.push(revision)
  if (freezes(revision)) state.freeze ??= revision.id
}

/**
 * The record with what this push adds. The earlier fold is gone on from where that is exact, else all its revisions are
 * folded again; both come to the same.
 */
export async function checkpointOf(tx: Tx, setting: string, state: RecordState): Promise<Checkpoint> {
  const onTop = fold(state.before, state.added)
  if (onTop?.exact) return onTop.checkpoint
  const record = state.added[0]?.header.record ?? state.before?.record ?? ''
  const whole = fold(null, [...(await storedRevisions(tx, setting, record)), ...state.added])
  if (!whole) throw new Error('a record without revisions')
  return whole.checkpoint
}

export async function storedRevisions(tx: Tx, setting: string, record: string): Promise<Revision[]> {
  const rows = await tx
    .selectFrom('revision')
    .select(['id', 'header', 'body', 'signature'])
    .where('setting', '=', setting)
    .where('record', '=', record)
    .orderBy('seq')
    .execute()
  return rows.map(openRevision)
}

/** A second closing, by someone who had not seen the first. */
export async function closesAgain(tx: Tx, setting: string, state: RecordState, revision: Revision): Promise<boolean> {
  return freezes(revision) && state.freeze !== null && !(await hasSeenFreeze(tx, setting, state, revision))
}

/** Whether its author had before them the closing or signature that stands. */
export async function hasSeenFreeze(tx: Tx, setting: string, { freeze, added }: RecordState, { header }: Revision): Promise<boolean> {
  if (freeze === null) return false
  const parents = new Map([...(await storedRevisions(tx, setting, header.record)), ...added].map((one) => [one.id, one.header.after]))
  const seen = new Set<string>()
  const ahead = [...header.after]
  for (let id = ahead.pop(); id !== undefined; id = ahead.pop()) {
    if (id === freeze) return true
    if (seen.has(id)) continue
    seen.add(id)
    ahead.push(...(parents.get(id) ?? []))
  }
  return false
}

export const personOf = (checkpoint: Checkpoint): Person => personFrom(view(adult, checkpoint))
