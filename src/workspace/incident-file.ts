import type { Checkpoint } from '../domain/history/read'
import { account } from '../domain/records/account'
import { adultDebrief, childDebrief } from '../domain/records/debrief'
import { incident } from '../domain/records/incident'
import { tellingOf } from '../domain/records/telling'
import type { Ledger } from '../storage/ledger'

/** An incident with every record that belongs to it, as this tablet has them. */
export interface IncidentFile {
  readonly incident: Checkpoint
  readonly telling: Checkpoint | null
  readonly accounts: readonly Checkpoint[]
  readonly childDebriefs: readonly Checkpoint[]
  readonly adultDebriefs: readonly Checkpoint[]
}

async function fileFor(ledger: Ledger, found: Checkpoint): Promise<IncidentFile> {
  const belonging = (await ledger.timeline(found.record)).filter(({ withdrawn }) => !withdrawn)
  const ofKind = (kind: string) => belonging.filter((one) => one.kind === kind)
  return {
    incident: found,
    telling: belonging.find(({ record }) => record === tellingOf(found.record)) ?? null,
    accounts: ofKind(account.kind),
    childDebriefs: ofKind(childDebrief.kind),
    adultDebriefs: ofKind(adultDebrief.kind),
  }
}

/** Null: no such incident here yet. */
export async function incidentFile(ledger: Ledger, id: string): Promise<IncidentFile | null> {
  const found = await ledger.checkpoint(id)
  return found && found.kind === incident.kind ? fileFor(ledger, found) : null
}

/** Those of which somebody may still owe something: begun since then (ms), the newest first. */
export async function recentFiles(ledger: Ledger, since: number): Promise<readonly IncidentFile[]> {
  const recent = (await ledger.ofKind(incident.kind)).filter(({ first, freeze, withdrawn }) => !withdrawn && (freeze === null || first.at >= since))
  return Promise.all(recent.map((one) => fileFor(ledger, one)))
}
