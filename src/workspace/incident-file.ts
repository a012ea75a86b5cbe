import type { Checkpoint } from '../domain/history/read'
import { openQuestion, view } from '../domain/history/read'
import { account } from '../domain/records/account'
import { adultDebrief, childDebrief } from '../domain/records/debrief'
import { adultsIn, incident } from '../domain/records/incident'
import { telling, tellingOf } from '../domain/records/telling'
import type { AnswersOf } from '../domain/schema/definition'
import type { Ledger } from '../storage/ledger'

/** An incident with every record that belongs to it, as this tablet has them. */
export interface IncidentFile {
  readonly incident: Checkpoint
  readonly telling: Checkpoint | null
  readonly accounts: readonly Checkpoint[]
  readonly childDebriefs: readonly Checkpoint[]
  readonly adultDebriefs: readonly Checkpoint[]
}

const read = new WeakMap<Checkpoint, AnswersOf<typeof incident>>()
/** An incident's answers, read once for each state of it: a list of two hundred is worked through after every write. */
export function incidentAnswers(checkpoint: Checkpoint): AnswersOf<typeof incident> {
  const answers = read.get(checkpoint) ?? view(incident, checkpoint).answers
  read.set(checkpoint, answers)
  return answers
}

function fileOf(found: Checkpoint, belonging: readonly Checkpoint[]): IncidentFile {
  const ofKind = (kind: string) => belonging.filter((one) => one.kind === kind && !one.withdrawn)
  return {
    incident: found,
    telling: ofKind(telling.kind).find(({ record }) => record === tellingOf(found.record)) ?? null,
    accounts: ofKind(account.kind),
    childDebriefs: ofKind(childDebrief.kind),
    adultDebriefs: ofKind(adultDebrief.kind),
  }
}
const fileFor = async (ledger: Ledger, found: Checkpoint): Promise<IncidentFile> => fileOf(found, await ledger.timeline(found.record))

/** Null: no such incident here yet. */
export async function incidentFile(ledger: Ledger, id: string): Promise<IncidentFile | null> {
  const found = await ledger.checkpoint(id)
  return found && found.kind === incident.kind ? fileFor(ledger, found) : null
}

const dayMs = 24 * 3_600_000

/**
 * Those of which this adult may still owe something: begun since then (ms), never signed, or asked about and not
 * answered; the newest first.
 * Accounts are read only where the adult took part, for nobody owes one for another: they are most of what an incident has,
 * and each costs an opening.
 */
export async function recentFiles(ledger: Ledger, { since, adult }: { since: number; adult: string }): Promise<readonly IncidentFile[]> {
  const recent = (await ledger.ofKind(incident.kind)).filter((one) => !one.withdrawn && (one.freeze === null || one.first.at >= since || openQuestion(one) !== null))
  // One look each for all of them. A clock may have been wrong by less than the day before.
  const belonging = await Promise.all([telling, childDebrief, adultDebrief].map(({ kind }) => ledger.ofKind(kind, since - dayMs)))
  const byIncident = new Map<string, Checkpoint[]>()
  for (const one of belonging.flat()) {
    for (const [, of] of one.parts['incident/'] ?? []) if (typeof of === 'string') byIncident.set(of, [...(byIncident.get(of) ?? []), one])
  }
  const isWhole = (found: Checkpoint) => found.first.at < since || adultsIn(incidentAnswers(found)).includes(adult)
  return Promise.all(recent.map(async (found) => (isWhole(found) ? fileFor(ledger, found) : fileOf(found, byIncident.get(found.record) ?? []))))
}
