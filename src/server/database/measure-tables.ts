import type { Kysely } from 'kysely'
import { sql } from 'kysely'

const kinds = (given: string) => sql.raw(`'$.interventions[*].kind ? (${given})'`)

/** What was done to a child, as columns that follow from a fact's codes: the county's first question is whether it is done less. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table county_fact
    add column held boolean not null generated always as (jsonb_path_exists(codes, ${kinds('@ == "force" || @ == "physical"')})) stored,
    add column kept_in boolean not null generated always as (jsonb_path_exists(codes, ${kinds('@ == "seclusion"')})) stored,
    add column limited boolean not null generated always as (jsonb_path_exists(codes, ${kinds('@ == "restraint"')})) stored`.execute(db)
  // Read from the index alone, as before.
  await sql`drop index county_fact_by_day`.execute(db)
  await sql`create index county_fact_by_day on county_fact (day, kind) include (state, told, held, kept_in, limited)`.execute(db)
}
