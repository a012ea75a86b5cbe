import type { Database } from './database/within'
import { keepDeskKey } from './desk'
import { eraseRecord, noteHold } from './erasure'
import type { ErasureLedger, LedgerEntry } from './erasure-ledger'
import { revokeAgain } from './office'
import type { Pokes } from './pokes'

export interface ErasedAgain {
  /** Records that a restored backup had brought back. */
  readonly records: number
  /** Tablets that it had trusted again. */
  readonly tablets: number
  readonly unreadable: number
}

/** For the terminal. */
export const doneAgain = ({ records, tablets }: Pick<ErasedAgain, 'records' | 'tablets'>): string =>
  `Erased again: ${records} ${records === 1 ? 'record' : 'records'}. Revoked again: ${tablets} ${tablets === 1 ? 'tablet' : 'tablets'}.${tablets > 0 ? ' One that had been taken in again since needs a new enrolment code; “tablets” lists them.' : ''}`

function key(entry: LedgerEntry): string {
  switch (entry.act) {
    case 'erase': return `${entry.setting}|${entry.record}`
    case 'hold':
    case 'unhold': return `${entry.setting}|${entry.child}|${entry.act}|${entry.at}`
    case 'revoke': return `${entry.setting}|${entry.device}|revoke|${entry.at}`
    case 'desk': return `${entry.setting}|${entry.device}|desk`
  }
}

/**
 * Brings database and file to the same list, before anybody is served: what only the file knows is erased (held, taken back,
 * known) again, because the database was restored from an older copy; what only the database knows is written to the file.
 */
export async function eraseAgain(ledger: ErasureLedger, { db, pokes }: { db: Database; pokes: Pokes }): Promise<ErasedAgain> {
  const { entries, unreadable } = await ledger.read()
  const known = await noted(db)
  const settings = new Set((await db.selectFrom('setting').select('id').execute()).map(({ id }) => id))
  let [records, tablets] = [0, 0]
  for (const entry of entries) {
    if (known.has(key(entry)) || !settings.has(entry.setting)) continue
    known.set(key(entry), entry)
    const first = () => Promise.resolve()
    switch (entry.act) {
      case 'erase':
        if (await eraseRecord(entry, { db, pokes, first })) records += 1
        break
      case 'hold':
      case 'unhold':
        await noteHold(entry, { db, first })
        break
      case 'revoke':
        if (await revokeAgain(db, entry)) tablets += 1
        break
      case 'desk':
        await keepDeskKey(db, entry)
        break
    }
  }
  const written = new Set(entries.map(key))
  for (const [name, entry] of known) if (!written.has(name)) await ledger.add(entry)
  return { records, tablets, unreadable }
}

/** What the database knows, as the file says it. Reasons were checked when they were written. */
async function noted(db: Database): Promise<Map<string, LedgerEntry>> {
  const [erasures, holds, devices] = await Promise.all([
    db.selectFrom('erasure').selectAll().orderBy('at').execute(),
    db.selectFrom('hold').selectAll().orderBy('line').execute(),
    db.selectFrom('device').select(['setting', 'id', 'desk', 'public_key', 'enrolled_at', 'revoked_at']).where((row) => row.or([row('desk', '=', true), row('revoked_at', 'is not', null)])).orderBy('enrolled_at').execute(),
  ])
  const all = [
    ...erasures.map(({ setting, record, kind, why, decided_by, reviewed_by, at }) => ({ act: 'erase', setting, record, kind, why, decidedBy: decided_by, reviewedBy: reviewed_by, at }) as LedgerEntry),
    ...holds.map(({ setting, child, act, why, decided_by, at }) => ({ act, setting, child, why, decidedBy: decided_by, at }) as LedgerEntry),
    ...devices.flatMap(({ setting, id, desk, public_key, enrolled_at, revoked_at }): LedgerEntry[] => {
      if (desk) return [{ act: 'desk', setting, device: id, publicKey: public_key, at: enrolled_at }]
      return revoked_at === null ? [] : [{ act: 'revoke', setting, device: id, at: revoked_at }]
    }),
  ]
  return new Map(all.map((entry) => [key(entry), entry]))
}
