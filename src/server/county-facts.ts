import type { Checkpoint } from '../domain/history/read'
import { view } from '../domain/history/read'
import type { Profile } from '../domain/pack/incident'
import { formOf } from '../domain/records/catalogue'
import { child } from '../domain/records/child'
import { incident } from '../domain/records/incident'
import { telling, tellingOf } from '../domain/records/telling'
import type { CountyFact } from '../domain/rules/county-facts'
import { countyFact, toldSameDay } from '../domain/rules/county-facts'
import type { Tx } from './database/within'
import { loadPeople } from './people'

/**
 * Keeps what a county may count of the records that a push changed, in the push's own transaction: a receipt and its fact
 * are both there or neither is. A withdrawn record is counted no more, and a setting for practice never.
 */
export async function writeCountyFacts(tx: Tx, setting: string, changed: readonly Checkpoint[]): Promise<void> {
  const gone = changed.flatMap(({ record, withdrawn }) => (withdrawn ? [record] : []))
  if (gone.length > 0) await tx.deleteFrom('county_fact').where('setting', '=', setting).where('record', 'in', gone).execute()
  const { counts, kind: profile } = await tx.selectFrom('setting').select(['counts', 'kind']).where('id', '=', setting).executeTakeFirstOrThrow()
  if (!counts) return
  const others = changed.filter(({ kind }) => kind !== incident.kind).map((checkpoint) => ({ record: checkpoint.record, fact: factOf(checkpoint) }))
  const facts = [...others, ...(await ofIncidents(tx, { setting, profile }, changed))]
  const rows = facts.flatMap(({ record, fact }) => (fact ? [{ ...fact, setting, record, codes: JSON.stringify(fact.codes) }] : []))
  if (rows.length === 0) return
  await tx
    .insertInto('county_fact')
    .values(rows)
    .onConflict((clash) =>
      clash.columns(['setting', 'record']).doUpdateSet((now) => ({
        day: now.ref('excluded.day'), state: now.ref('excluded.state'), told: now.ref('excluded.told'), codes: now.ref('excluded.codes'),
      })),
    )
    .execute()
}

function factOf(checkpoint: Checkpoint): CountyFact | null {
  const form = formOf(checkpoint.kind)
  return form ? countyFact(form, checkpoint) : null
}

/**
 * Whether parents were told stands in a record of its own, who they are in each child's, and who may decide that one is not
 * told on the roster: all are read for an incident's fact.
 */
async function ofIncidents(tx: Tx, { setting, profile }: { setting: string; profile: Profile }, changed: readonly Checkpoint[]): Promise<{ record: string; fact: CountyFact | null }[]> {
  const known = new Map(changed.map((checkpoint) => [checkpoint.record, checkpoint]))
  const wanted = [...new Set(changed.flatMap(({ kind, record }) => (kind === incident.kind ? [record] : kind === telling.kind ? [incidentToldOf(record)] : [])))]
  await load(tx, setting, known, [...wanted, ...wanted.map(tellingOf)])
  const incidents = wanted.flatMap((record) => ofKind(known, record, incident.kind)).map((checkpoint) => ({ checkpoint, answers: view(incident, checkpoint).answers }))
  await load(tx, setting, known, incidents.flatMap(({ answers }) => answers.children))
  const tellings = new Map(wanted.flatMap((record) => ofKind(known, tellingOf(record), telling.kind).map((one) => [record, view(telling, one).answers] as const)))
  const roster = await loadPeople(tx, setting, [...tellings.values()].flatMap(({ mustNot }) => mustNot.flatMap(({ decidedBy }) => decidedBy ?? [])))
  return incidents.map(({ checkpoint, answers }) => {
    const children = new Map(answers.children.flatMap((id) => ofKind(known, id, child.kind).map((one) => [id, view(child, one).answers] as const)))
    const told = toldSameDay(answers, tellings.get(checkpoint.record) ?? null, { children, roster, profile })
    return { record: checkpoint.record, fact: countyFact(incident, checkpoint, told) }
  })
}

const incidentToldOf = (telling: string): string => telling.slice(tellingOf('').length)

/** None when it is not here, of another kind, or withdrawn. An id is a tablet's to choose. */
function ofKind(known: ReadonlyMap<string, Checkpoint>, record: string, kind: string): Checkpoint[] {
  const found = known.get(record)
  return found?.kind === kind && !found.withdrawn ? [found] : []
}

async function load(tx: Tx, setting: string, known: Map<string, Checkpoint>, records: readonly string[]): Promise<void> {
  const missing = [...new Set(records)].filter((record) => !known.has(record))
  if (missing.length === 0) return
  const rows = await tx.selectFrom('checkpoint').select(['record', 'reading']).where('setting', '=', setting).where('record', 'in', missing).execute()
  // Written by `JSON.stringify` of a checkpoint, in the ledger.
  for (const { record, reading } of rows) known.set(record, JSON.parse(reading) as Checkpoint)
}
