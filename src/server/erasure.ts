import type { Database, Tx } from './database/within'
import type { Erasure, HoldEntry } from './erasure-ledger'
import type { Pokes } from './pokes'

/**
 * Erasure: the words of a record go, and that it was there stays.
 *
 * In one transaction every revision of the record loses its body, and with it the salt without which nobody can confirm a
 * guess; headers, hashes and signatures stay, so the chain verifies for ever. What was worked out from the words goes too:
 * the checkpoint, which children it was about, what a county counts of it, and notes of refused revisions. The erasure is a
 * row in the setting's own order, so that every tablet passes it once. An incident keeps its number in the book.
 */

/** Which of these records are erased, and since when (ms). */
export async function erasedAmong(tx: Tx, setting: string, records: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (records.length === 0) return new Map()
  const rows = await tx.selectFrom('erasure').select(['record', 'at']).where('setting', '=', setting).where('record', 'in', records).execute()
  return new Map(rows.map(({ record, at }) => [record, at]))
}

/** Locks the setting, as every push does: nobody writes to the record meanwhile. Null: there is no such setting. */
const lockHead = (tx: Tx, setting: string) => tx.selectFrom('setting_head').select('seq').where('setting', '=', setting).forUpdate().executeTakeFirst()

interface Making {
  readonly db: Database
  readonly pokes: Pokes
  /** Within the transaction, before anything is changed: a last look, and the line in the file apart. What it throws stops all. */
  readonly first: (tx: Tx) => Promise<void>
}

/** False: it was erased already, or there is no such setting. */
export async function eraseRecord({ setting, record, kind, why, decidedBy, reviewedBy, at }: Erasure, { db, pokes, first }: Making): Promise<boolean> {
  const seq = await db.transaction().execute(async (tx) => {
    const head = await lockHead(tx, setting)
    if (!head || (await erasedAmong(tx, setting, [record])).size > 0) return null
    await first(tx)
    const next = head.seq + 1
    await tx.updateTable('revision').set({ body: null }).where('setting', '=', setting).where('record', '=', record).execute()
    for (const table of ['checkpoint', 'about', 'county_fact', 'parked'] as const) await tx.deleteFrom(table).where('setting', '=', setting).where('record', '=', record).execute()
    await tx.insertInto('erasure').values({ setting, seq: next, record, kind, why, decided_by: decidedBy, reviewed_by: reviewedBy, at }).execute()
    await tx.updateTable('setting_head').set({ seq: next }).where('setting', '=', setting).execute()
    return next
  })
  if (seq !== null) pokes.poke(setting, seq)
  return seq !== null
}

/** What stands of each child: held, and why. */
export async function heldAmong(tx: Tx, setting: string, children: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (children.length === 0) return new Map()
  const rows = await tx.selectFrom('hold').select(['child', 'act', 'why']).where('setting', '=', setting).where('child', 'in', children).orderBy('line').execute()
  const held = new Map<string, string>()
  for (const { child, act, why } of rows) {
    if (act === 'hold') held.set(child, why)
    else held.delete(child)
  }
  return held
}

/** Holds a child’s records back from erasure, or lets them go. Under the setting's lock, so that no erasure slips past it. */
export async function noteHold({ setting, child, act, why, decidedBy, at }: HoldEntry, { db, first }: Pick<Making, 'db' | 'first'>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lockHead(tx, setting)
    await first(tx)
    await tx.insertInto('hold').values({ setting, child, act, why, decided_by: decidedBy, at }).execute()
  })
}
