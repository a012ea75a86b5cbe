import { sql } from 'kysely'
import { monthsOf } from '../../../src/server/county'
import type { Database } from '../../../src/server/database/within'

/** What a county counts, made by the database itself: three school years, half of it incidents. */

const settings = 2_500
const times = 9

export async function growFacts(db: Database, { from, to }: { from: number; to: number }): Promise<void> {
  const codes = JSON.stringify({
    place: 'hall', duration: '5-to-15', reason: ['injury-other'], antecedents: ['waiting', 'noise'], tried: ['fewer-words', 'gave-space'], helped: ['gave-space'], plan: 'yes', planFollowed: 'yes',
    interventions: Array.from({ length: 4 }, () => ({ kind: 'force', hold: 'guided', degree: 'firm', planned: 'planned' })), firstAid: 'given', hospital: 'no', staffAway: 'no', wentHomeEarly: 'no',
  })
  await sql`insert into county_fact (setting, record, kind, day, state, told, codes)
    select 'grown-' || (1 + f % ${settings}), 'grown-fact-' || f, case when f % 2 = 0 then 'incident' else 'de-escalation' end,
      to_char(date '2026-09-01' + (f::bigint * 7919 % 1095)::int, 'YYYY-MM-DD'),
      case when f % 2 = 1 then 'closed' when f % 10 = 0 then 'open' else 'signed' end,
      case when f % 2 = 1 then null when f % 20 = 0 then 'no' else 'yes' end, ${codes}::jsonb
    from generate_series(${from}::int, ${to - 1}::int) f`.execute(db)
  await sql`vacuum analyze county_fact`.execute(db)
}

/** Median ms of the county's question for one school year, and for all three. */
export async function countyAsks(db: Database): Promise<{ year: number; all: number }> {
  return { year: await median(() => monthsOf(db, { from: '2027-09', to: '2028-08' })), all: await median(() => monthsOf(db, { from: '2026-09', to: '2029-08' })) }
}

async function median(ask: () => Promise<unknown>): Promise<number> {
  const ms: number[] = []
  for (let time = 0; time < times; time += 1) {
    const began = performance.now()
    await ask()
    ms.push(performance.now() - began)
  }
  return ms.toSorted((a, b) => a - b)[Math.floor(times / 2)] ?? 0
}
