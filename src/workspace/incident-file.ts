import type { Checkpoint } from '../domain/history/read'
import { view } from '../domain/history/read'
import { account } from '../domain/records/account'
import { adultDebrief, childDebrief } from '../domain/records/debrief'
import { incident } from '../domain/records/incident'
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

/** Of all that belongs to it, what an incident’s file holds. */
export function fileOf(found: Checkpoint, belonging: readonly Checkpoint[]): IncidentFile {
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
