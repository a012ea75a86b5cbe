import { sql } from 'kysely'
import { fold } from '../../../src/domain/history/read'
import type { Revision } from '../../../src/domain/history/revision'
import type { Database } from '../../../src/server/database/within'
import { newHand } from '../../support/make-revisions'
import { wordsOf } from '../page/county'

/** A county of many settings, made by the database itself from a few real revisions: hours of pushing in minutes. */

export const author = 'grown-amira'
export const perSetting = 800
const adultsEach = 20
const samples = 8
/** Settings written by one statement. */
const together = 50

export const nameOf = (place: number): string => `grown-${place}`

/** Texts of a record that was written and then closed, with words in place of what differs from one to the next. */
interface Sample { readonly edit: Revision['text']; readonly close: Revision['text']; readonly reading: string }
const holder = { setting: 'SETTING-HERE', record: 'RECORD-HERE', device: 'DEVICE-HERE', child: 'CHILD-HERE' }

async function makeSamples(): Promise<Sample[]> {
  const hand = await newHand()
  return Promise.all(Array.from({ length: samples }, async (_, index): Promise<Sample> => {
    const common = { setting: holder.setting, device: holder.device, record: holder.record, kind: 'quick-record', author }
    const edit = await hand.make({ ...common, act: 'edit', changes: { [`children/${holder.child}`]: true, 'words/': wordsOf(index), 'place/': 'hall', 'hurt/': 'no', 'held/': 'no' } })
    const close = await hand.make({ ...common, act: 'close', after: [edit.id], changes: { 'saw/cried': true } })
    const folded = fold(null, [edit, close])
    if (!folded) throw new Error('a record that cannot be read')
    return { edit: edit.text, close: close.text, reading: JSON.stringify(folded.checkpoint) }
  }))
}

/** Puts the samples where the database finds them, for the life of this connection's database. */
async function layOut(db: Database): Promise<void> {
  const made = await makeSamples()
  await sql`create table if not exists grown_sample (place integer primary key, edit_header text, edit_body text, close_header text, close_body text, signature text, reading text)`.execute(db)
  for (const [place, { edit, close, reading }] of made.entries()) {
    await sql`insert into grown_sample values (${place}, ${edit.header}, ${edit.body}, ${close.header}, ${close.body}, ${edit.signature}, ${reading}) on conflict do nothing`.execute(db)
  }
}

/** Settings `from` to `to`, each with so many revisions: two a record, and every record about one of 60 children. */
export async function grow(db: Database, { from, to, revisions = perSetting, progress }: { from: number; to: number; revisions?: number; progress: (done: number) => void }): Promise<void> {
  await layOut(db)
  for (let first = from; first <= to; first += together) {
    const last = Math.min(to, first + together - 1)
    await settings(db, { first, last, revisions })
    await records(db, { first, last, revisions })
    progress(last)
  }
}

async function settings(db: Database, { first, last, revisions }: { first: number; last: number; revisions: number }): Promise<void> {
  await sql`insert into setting (id, name, kind, place) select 'grown-' || s, 'Grown School ' || s, 'school', 'the school office' from generate_series(${first}::int, ${last}::int) s`.execute(db)
  await sql`insert into setting_head (setting, epoch, seq, durable_seq) select 'grown-' || s, md5(s::text), ${revisions}, ${revisions} from generate_series(${first}::int, ${last}::int) s`.execute(db)
  await sql`insert into person (setting, id, name, short_name, roles, until, rooms)
    select 'grown-' || s, case a when 1 then ${author} else 'grown-adult-' || a end, 'Amira Lanternhall', 'Amira', '["senco","practitioner"]', null, '[]'
    from generate_series(${first}::int, ${last}::int) s, generate_series(1, ${adultsEach}::int) a`.execute(db)
}

async function records(db: Database, { first, last, revisions }: { first: number; last: number; revisions: number }): Promise<void> {
  const each = sql`
    select 'grown-' || s as setting, r, 'grown-record-' || s || '-' || r as record, 'grown-child-' || (r % 60) as child, t.*
    from generate_series(${first}::int, ${last}::int) s, generate_series(1, ${Math.floor(revisions / 2)}::int) r, grown_sample t where t.place = r % ${samples}`
  const said = (text: string) => sql`replace(replace(replace(${sql.ref(text)}, ${holder.setting}, setting), ${holder.record}, record), ${holder.child}, child)`
  const idOf = (act: string) => sql`'1' || translate(rtrim(encode(sha256((${act} || record)::bytea), 'base64'), '='), '+/', '-_')`
  const half = (act: 'edit' | 'close', seq: ReturnType<typeof sql>) => sql`
    select setting, ${seq}, record, ${idOf(act)}, 'quick-record', ${author}, 'grown-tablet', 1790000000000, ${said(`${act}_header`)}, ${said(`${act}_body`)}, signature from each_record`
  await sql`with each_record as (${each})
    insert into revision (setting, seq, record, id, kind, author, device, received_at, header, body, signature)
    ${half('edit', sql`2 * r - 1`)} union all ${half('close', sql`2 * r`)}`.execute(db)
  await sql`with each_record as (${each})
    insert into checkpoint (setting, record, kind, rank, first_seq, up_to, frozen, reading)
    select setting, record, 'quick-record', 1, 2 * r - 1, 2 * r, true, ${said('reading')} from each_record`.execute(db)
  await sql`with each_record as (${each}) insert into about (setting, record, child) select setting, record, child from each_record`.execute(db)
}

/** As autovacuum would have by the time a county is that large. */
export async function settle(db: Database): Promise<void> {
  await sql`vacuum analyze`.execute(db)
}
