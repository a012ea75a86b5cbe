import type { Tables } from '../database/tables'
import type { Database } from '../database/within'
import type { DemoSetting } from './county'

/** All that a setting of the made-up county has before its first tablet comes, what others point at last. */
const written = [
  'revision', 'checkpoint', 'about', 'incident_number', 'county_fact', 'person', 'device', 'post_key', 'parked', 'enrolment_code', 'one_time_code', 'setting_head',
] as const satisfies readonly (keyof Tables)[]

/**
 * How far an earlier start got with a setting. `half`: it was stopped while it wrote, and nobody has used it since.
 * `theirs`: not ours to touch, whatever its id is.
 */
export async function stateOf(db: Database, { id, name, adults }: DemoSetting): Promise<'none' | 'half' | 'whole' | 'theirs'> {
  const here = await db.selectFrom('setting').select(['name', 'counts']).where('id', '=', id).executeTakeFirst()
  if (!here) return 'none'
  if (here.name !== name || here.counts) return 'theirs'
  const last = await db.selectFrom('one_time_code').select('adult').where('setting', '=', id).where('adult', '=', adults.at(-1)?.id ?? '').executeTakeFirst()
  const tablet = await db.selectFrom('device').select('id').where('setting', '=', id).where('desk', '=', false).limit(1).executeTakeFirst()
  return last || tablet ? 'whole' : 'half'
}

/** Takes a setting away that was half written, so that it can be begun again. */
export async function takeAway(db: Database, setting: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    for (const table of written) await tx.deleteFrom(table).where('setting', '=', setting).execute()
    await tx.deleteFrom('setting').where('id', '=', setting).execute()
  })
}
