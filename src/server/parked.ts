import type { Receipt } from '../protocol/messages'
import type { Tx } from './database/within'
import type { Judged } from './judge'

const looksLikeAnId = /^1[A-Za-z0-9_-]{43}$/

/**
 * Notes what was refused, so that the office can be told which tablet holds something that did not arrive. The revision
 * itself stays on that tablet; here are its id, its record, its author and the reason, and none of its words. What
 * arrives after all is taken off the list.
 */
export async function park(
  tx: Tx,
  { setting, device, now, judged, results }: { setting: string; device: string; now: number; judged: readonly Judged[]; results: readonly Receipt[] },
): Promise<void> {
  const rows = new Map(
    judged.flatMap(({ id, revision }, index) => {
      const code = results[index]?.code
      if (code === undefined || !looksLikeAnId.test(id)) return []
      const { record = null, kind = null, author = null } = revision?.header ?? {}
      return [[id, { setting, id, code, device, record, kind, author, at: now }] as const]
    }),
  )
  const stored = results.flatMap(({ id, status }) => (status === 'stored' ? [id] : []))
  if (stored.length > 0) await tx.deleteFrom('parked').where('setting', '=', setting).where('id', 'in', stored).execute()
  if (rows.size === 0) return
  await tx
    .insertInto('parked')
    .values([...rows.values()])
    .onConflict((clash) => clash.columns(['setting', 'id']).doUpdateSet((row) => ({ code: row.ref('excluded.code'), device: row.ref('excluded.device'), at: row.ref('excluded.at') })))
    .execute()
}

/** Those of these records of which something is noted as refused. */
export async function refusedAmong(tx: Tx, setting: string, records: readonly string[]): Promise<Set<string>> {
  if (records.length === 0) return new Set()
  const rows = await tx.selectFrom('parked').select('record').distinct().where('setting', '=', setting).where('record', 'in', records).execute()
  return new Set(rows.flatMap(({ record }) => record ?? []))
}
