import type { Database } from './database/within'
import { eraseRecord, noteHold } from './erasure'
import type { ErasureLedger, LedgerEntry } from './erasure-ledger'
import type { Pokes } from './pokes'

export interface ErasedAgain {
  /** Records that a restored backup had brought back. */
  readonly records: number
  readonly unreadable: number
}

const key = (entry: LedgerEntry): string =>
  entry.act === 'erase' ? `${entry.setting}|${entry.record}` : `${entry.setting}|${entry.child}|${entry.act}|${entry.at}`

/**
 * Brings database and file to the same list, before anybody is served: what only the file knows is erased (or held) again,
 * because the database was restored from an older copy; what only the database knows is written to the file.
 */
export async function eraseAgain(ledger: ErasureLedger, { db, pokes }: { db: Database; pokes: Pokes }): Promise<ErasedAgain> {
  const { entries, unreadable } = await ledger.read()
  const known = await noted(db)
  const settings = new Set((await db.selectFrom('setting').select('id').execute()).map(({ id }) => id))
  let records = 0
  for (const entry of entries) {
    if (known.has(key(entry)) || !settings.has(entry.setting)) continue
    known.set(key(entry), entry)
    const first = () => Promise.resolve()
    if (entry.act !== 'erase') await noteHold(entry, { db, first })
    else if (await eraseRecord(entry, { db, pokes, first })) records += 1
  }
  const written = new Set(entries.map(key))
  for (const [name, entry] of known) if (!written.has(name)) await ledger.add(entry)
  return { records, unreadable }
}

/** What the database knows, as the file says it. Reasons were checked when they were written. */
async function noted(db: Database): Promise<Map<string, LedgerEntry>> {
  const [erasures, holds] = await Promise.all([
    db.selectFrom('erasure').selectAll().orderBy('at').execute(),
    db.selectFrom('hold').selectAll().orderBy('line').execute(),
  ])
  const all = [
    ...erasures.map(({ setting, record, kind, why, decided_by, reviewed_by, at }) => ({ act: 'erase', setting, record, kind, why, decidedBy: decided_by, reviewedBy: reviewed_by, at }) as LedgerEntry),
    ...holds.map(({ setting, child, act, why, decided_by, at }) => ({ act, setting, child, why, decidedBy: decided_by, at }) as LedgerEntry),
  ]
  return new Map(all.map((entry) => [key(entry), entry]))
}
