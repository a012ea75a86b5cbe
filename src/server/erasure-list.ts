import { childrenOf, subjectsOf } from '../domain/history/about'
import type { Checkpoint } from '../domain/history/read'
import { trueTime } from '../domain/history/revision'
import { formOf, forms } from '../domain/records/catalogue'
import { localDay } from '../domain/rules/instants'
import type { Tx } from './database/within'

/** A record as the office sees it who decides whether to erase it: its kind, its day, its state, and not a word of it. */
export interface Listed {
  readonly record: string
  readonly kind: string
  readonly title: string
  /** `YYYY-MM-DD`, of its first revision. */
  readonly day: string
  readonly state: 'signed' | 'closed' | 'open' | 'withdrawn'
  /** Children it is about, of itself or through the record it belongs to. */
  readonly children: readonly string[]
  /** Of itself it is about no child: without the record it belongs to nobody would find it. */
  readonly alone: boolean
  /** A record it belongs to, or came from. */
  readonly of: readonly string[]
}

/** Kinds that belong to another record: they are about the children of that one. */
const belonging = forms.filter(({ fields }) => Object.values(fields).some(({ shape }) => shape === 'record')).map(({ kind }) => kind)

// Written by `JSON.stringify` of a checkpoint, in the ledger.
const read = (text: string): Checkpoint => JSON.parse(text) as Checkpoint

function listed(checkpoint: Checkpoint): Listed {
  const { record, kind, freeze, withdrawn } = checkpoint
  const form = formOf(kind)
  const children = form ? childrenOf(form, checkpoint) : []
  return {
    record, kind, title: form?.title ?? kind, day: localDay(trueTime(checkpoint.first), 'Europe/London'),
    state: withdrawn ? 'withdrawn' : freeze?.act === 'sign' ? 'signed' : freeze ? 'closed' : 'open',
    children, alone: children.length === 0, of: form ? subjectsOf(form, checkpoint).filter((id) => !children.includes(id)) : [],
  }
}

async function checkpoints(tx: Tx, setting: string, records: readonly string[]): Promise<Checkpoint[]> {
  if (records.length === 0) return []
  const rows = await tx.selectFrom('checkpoint').select('reading').where('setting', '=', setting).where('record', 'in', records).execute()
  return rows.map(({ reading }) => read(reading))
}

/** What belongs to these records, of itself about no child: an incident's accounts, debriefs and telling. */
async function belongingTo(tx: Tx, setting: string, owners: ReadonlyMap<string, Listed>): Promise<Listed[]> {
  const rows = await tx.selectFrom('checkpoint').select('reading').where('setting', '=', setting).where('kind', 'in', belonging).execute()
  return rows
    .map(({ reading }) => listed(read(reading)))
    .filter((one) => !owners.has(one.record) && one.of.some((id) => owners.has(id)))
    .map((one) => ({ ...one, children: [...new Set([...one.children, ...one.of.flatMap((id) => owners.get(id)?.children ?? [])])] }))
}

/** All records about a child, with what belongs to them, the oldest first. */
export async function recordsAbout(tx: Tx, setting: string, child: string): Promise<Listed[]> {
  const ids = (await tx.selectFrom('about').select('record').where('setting', '=', setting).where('child', '=', child).execute()).map(({ record }) => record)
  const own = (await checkpoints(tx, setting, ids)).map(listed)
  const theirs = own.length > 0 ? await belongingTo(tx, setting, new Map(own.map((one) => [one.record, one]))) : []
  return [...own, ...theirs].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : a.record < b.record ? -1 : 1))
}

/** One record, with the children of what it belongs to among its own; null: not here, or erased. */
export async function recordListed(tx: Tx, setting: string, record: string): Promise<Listed | null> {
  const [found] = (await checkpoints(tx, setting, [record])).map(listed)
  if (!found) return null
  const owners = (await checkpoints(tx, setting, found.of)).map(listed)
  return { ...found, children: [...new Set([...found.children, ...owners.flatMap(({ children }) => children)])] }
}

/** Records that would be left pointing at one that is gone. */
export async function leftBehind(tx: Tx, setting: string, one: Listed): Promise<Listed[]> {
  if (one.kind === 'child') return (await recordsAbout(tx, setting, one.record)).filter(({ record }) => record !== one.record)
  return belongingTo(tx, setting, new Map([[one.record, one]]))
}
