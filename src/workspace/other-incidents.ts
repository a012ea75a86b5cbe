import type { Checkpoint } from '../domain/history/read'
import { incident } from '../domain/records/incident'
import type { Ledger } from '../storage/ledger'

/** Every other incident of these children that nobody took back, each once. */
export async function otherIncidents(ledger: Ledger, id: string, children: readonly string[]): Promise<readonly Checkpoint[]> {
  const found = (await Promise.all(children.map((child) => ledger.timeline(child)))).flat()
  return [...new Map(found.filter((one) => one.kind === incident.kind && one.record !== id && !one.withdrawn).map((one) => [one.record, one])).values()]
}
