import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { monthsOf } from './county'
import { runLa } from './la'
import type { TestEndpoint } from './test-endpoint'
import { testEndpoint } from './test-endpoint'

describe.each(['pglite', 'postgres'] as const)('what the county counts on %s', (on) => {
  let endpoint: TestEndpoint
  beforeAll(async () => {
    endpoint = await testEndpoint({ on })
    const facts = [
      ['willow', 'incident', '2026-09-30', 'signed', 'yes', 'force', 'seclusion'],
      ['willow', 'incident', '2026-09-01', 'signed', 'no', 'physical', 'force'],
      ['weir', 'incident', '2026-09-30', 'open', 'not-yet'],
      ['weir', 'de-escalation', '2026-09-14', 'closed', null],
      ['weir', 'incident', '2026-10-01', 'signed', null, 'not-held', 'restraint'],
      ['weir', 'incident', '2026-11-01', 'signed', 'yes'],
      ['weir', 'incident', '2026-08-31', 'signed', 'yes'],
      ['weir', 'incident', null, 'open', 'not-yet'],
    ] as const
    await endpoint.db.insertInto('county_fact').values(facts.map(([setting, kind, day, state, told, ...done], at) => ({ setting, record: `record-${at}`, kind, day, state, told, codes: JSON.stringify(done.length > 0 ? { interventions: [{ kind: null }, ...done.map((one) => ({ kind: one }))] } : {}) }))).execute()
  })
  afterAll(() => endpoint.close())

  test('is by month and kind over all settings, from the first day of the first month to the last of the last', async () => {
    expect(await monthsOf(endpoint.db, { from: '2026-09', to: '2026-10' })).toEqual([
      { month: '2026-09', kind: 'de-escalation', count: 1, finished: 1, held: 0, keptIn: 0, limited: 0, told: 0, notTold: 0, notYet: 0 },
      { month: '2026-09', kind: 'incident', count: 3, finished: 2, held: 2, keptIn: 1, limited: 0, told: 1, notTold: 1, notYet: 1 },
      { month: '2026-10', kind: 'incident', count: 1, finished: 1, held: 0, keptIn: 0, limited: 1, told: 0, notTold: 0, notYet: 0 },
    ])
    expect(await monthsOf(endpoint.db, { from: '2027-01', to: '2027-12' })).toEqual([])
  })
})

test('the office asks for it by months, and is told how to ask', async () => {
  const endpoint = await testEndpoint({ on: 'postgres' })
  await endpoint.db.insertInto('county_fact').values({ setting: 'willow', record: 'one', kind: 'incident', day: '2026-09-30', state: 'signed', told: 'yes', codes: '{}' }).execute()
  const config = { port: 0, dataDir: '', databaseUrl: endpoint.url ?? '', seedDemo: false, logLevel: 'silent', killWorker: false, metricsToken: null, proxies: [], erasureLedger: null }
  const ask = async (...words: string[]) => {
    const said: string[] = []
    const code = await runLa(['county', ...words], config, { say: (line) => void said.push(line) })
    return { code, said: said.join('\n') }
  }
  expect(await ask('2026-09', '2026-10')).toEqual({ code: 0, said: '2026-09  incident  1, finished 1, held 0, kept in 0, movement limited 0, parents told on the day 1, not on the day 0, not told yet 0' })
  // Of a month that is long over, too: whoever was never told is in the answer.
  await endpoint.db.insertInto('county_fact').values({ setting: 'willow', record: 'two', kind: 'incident', day: '2026-08-30', state: 'signed', told: 'not-yet', codes: '{}' }).execute()
  expect(await ask('2026-08')).toEqual({ code: 0, said: '2026-08  incident  1, finished 1, held 0, kept in 0, movement limited 0, parents told on the day 0, not on the day 0, not told yet 1' })
  expect(await ask('2026-11', '2026-12')).toEqual({ code: 0, said: 'Nothing was counted in these months.' })
  expect((await ask('September')).code).toBe(1)
  expect(await ask('2026-09', '2026-13')).toEqual({ code: 1, said: expect.stringContaining('Which months?') as string })
  expect(await ask('2027-08', '2026-09')).toEqual({ code: 1, said: expect.stringContaining('2026-09 is before 2027-08') as string })
  await endpoint.close()
})

test('a span of days is read from its index, and from no fact outside it', async () => {
  const endpoint = await testEndpoint({ on: 'postgres' })
  await sql`insert into county_fact (setting, record, kind, day, state, told, codes) select 's' || f % 20, 'r' || f, 'incident', to_char(date '2020-09-01' + f % 2000, 'YYYY-MM-DD'), 'signed', 'yes', jsonb_build_object('place', repeat('hall ', 60)) from generate_series(1, 20000) f`.execute(endpoint.db)
  await sql`vacuum analyze county_fact`.execute(endpoint.db)
  const question = endpoint.db.selectFrom('county_fact').select(['day', 'kind', sql`count(*) filter (where state <> 'open' and told = 'yes' and held and not kept_in and not limited)`.as('count')]).where('day', '>=', '2021-09').where('day', '<', '2022-08~').groupBy(['day', 'kind']).compile()
  const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${sql.raw(question.sql.replace('$1', `'2021-09'`).replace('$2', `'2022-08~'`))}`.execute(endpoint.db)
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Index Only Scan using county_fact_by_day/)
  await endpoint.close()
})
