import { sql } from 'kysely'
import { incident } from '../domain/records/incident'
import type { Database } from './database/within'
import { isDay } from './day'
import type { Errand } from './errand'
import { Unclear } from './errand'

/** What the county counts of one kind of record in one month, over all settings that are counted. */
export interface Month {
  /** `YYYY-MM`, by the day on which it happened. */
  readonly month: string
  readonly kind: string
  readonly count: number
  /** Signed, or closed by its author; the rest are still being written. */
  readonly finished: number
  /** Incidents in which a child was held, was kept in a room, had movement limited without force. One may be in all three. */
  readonly held: number
  readonly keptIn: number
  readonly limited: number
  /** Incidents whose parents were told by the end of the day, those where one was told later, and those where one has not been told. */
  readonly told: number
  readonly notTold: number
  readonly notYet: number
}

/** The months from `from` to `to` (`YYYY-MM`, both in). It reads facts, and no record: nothing here says who, or where. */
export async function monthsOf(db: Database, { from, to }: { from: string; to: string }): Promise<Month[]> {
  const those = (condition: string) => sql<number>`count(*) filter (where ${sql.raw(condition)})`
  // Day by day first, in the order of `county_fact_by_day`: millions of facts are then read once, from that index alone.
  const days = db
    .selectFrom('county_fact')
    .select(['day', 'kind', sql<number>`count(*)`.as('count'), those(`state <> 'open'`).as('finished'), those('held').as('held'), those('kept_in').as('keptIn'), those('limited').as('limited'), those(`told = 'yes'`).as('told'), those(`told = 'no'`).as('notTold'), those(`told = 'not-yet'`).as('notYet')])
    .where('day', '>=', from)
    // After every day of that month, by letters.
    .where('day', '<', `${to}~`)
    .groupBy(['day', 'kind'])
  const month = sql<string>`left(day, 7)`
  const sum = (name: Exclude<keyof Month, 'month' | 'kind'>) => sql<number>`sum(${sql.ref(name)})::bigint`.as(name)
  return db
    .selectFrom(days.as('days'))
    .select([month.as('month'), 'kind', sum('count'), sum('finished'), sum('held'), sum('keptIn'), sum('limited'), sum('told'), sum('notTold'), sum('notYet')])
    .groupBy([month, 'kind'])
    .orderBy(month)
    .orderBy('kind')
    .execute()
}

/** `la county <from> <to>` */
export async function sayMonths({ running: { db }, words: [from = '', to = from], say }: Errand): Promise<void> {
  if (![from, to].every((month) => isDay(`${month}-01`))) throw new Unclear('Which months? Each as YYYY-MM: the first and the last.')
  if (to < from) throw new Unclear(`${to} is before ${from}. The first month comes first.`)
  const months = await monthsOf(db, { from, to })
  for (const { month, kind, count, finished, held, keptIn, limited, told, notTold, notYet } of months) {
    const measures = kind === incident.kind ? `, held ${held}, kept in ${keptIn}, movement limited ${limited}` : ''
    const parents = told + notTold + notYet > 0 ? `, parents told on the day ${told}, not on the day ${notTold}, not told yet ${notYet}` : ''
    say(`${month}  ${kind}  ${count}, finished ${finished}${measures}${parents}`)
  }
  if (months.length === 0) say('Nothing was counted in these months.')
}
