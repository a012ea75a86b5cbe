import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Tx } from './database/within'
import { within } from './database/within'
import { snapshot } from './reading'
import type { TestEndpoint } from './test-endpoint'
import { testEndpoint } from './test-endpoint'

const records = 5_000
const limit = 100

let endpoint: TestEndpoint
let setting: string
beforeAll(async () => {
  endpoint = await testEndpoint({ on: 'postgres' })
  setting = await endpoint.addSetting()
  await sql`insert into checkpoint (setting, record, kind, rank, first_seq, up_to, frozen, reading)
    select ${setting}, 'record-' || r, case when r <= 30 then 'child' else 'quick-record' end, case when r <= 30 then 0 else 1 end, r, r, false, repeat('words ', 300) from generate_series(1, ${records}::int) r`.execute(endpoint.db)
  await endpoint.db.updateTable('setting_head').set({ seq: records }).where('setting', '=', setting).execute()
  await sql`vacuum analyze checkpoint`.execute(endpoint.db)
})
afterAll(() => endpoint.close())

/** One page of a first sync, and how many rows the database took up to make it. */
const pageAfter = (after: string | null) =>
  within(endpoint.db, setting, async (tx) => {
    const before = await takenUp(tx)
    const found = await snapshot(tx, { setting, epoch: null, after, limit, now: 1 })
    if (!found?.ok) throw new Error('no page')
    return { page: found.page, taken: (await takenUp(tx)) - before }
  })
async function takenUp(tx: Tx): Promise<number> {
  const { rows } = await sql<{ taken: number }>`select (coalesce(idx_tup_fetch, 0) + coalesce(seq_tup_read, 0))::float8 as taken from pg_stat_xact_user_tables where relname = 'checkpoint'`.execute(tx)
  return rows[0]?.taken ?? 0
}

test('a first sync gives every record once, and its last page costs no more than its first', async () => {
  const seen: string[] = []
  const taken: number[] = []
  for (let after: string | null = null, more = true; more; ) {
    const one: Awaited<ReturnType<typeof pageAfter>> = await pageAfter(after)
    seen.push(...one.page.records.map(({ record }) => record))
    taken.push(one.taken)
    after = one.page.next
    more = after !== null
  }
  const inOrder = [...Array.from({ length: 30 }, (_, at) => 30 - at), ...Array.from({ length: records - 30 }, (_, at) => records - at)]
  expect(seen).toEqual(inOrder.map((r) => `record-${r}`))
  expect(taken).toHaveLength(records / limit)
  // A page, one row more, and the look whether there is another.
  expect(Math.max(...taken)).toBeLessThanOrEqual(limit + 2)
})
