import 'fake-indexeddb/auto'
import { formOf } from '../../src/domain/records/catalogue'
import type { NewRevision, Revision } from '../../src/domain/history/revision'
import type { Changes } from '../../src/domain/schema/field'
import type { Tables } from '../../src/storage/db'
import { openTables } from '../../src/storage/db'
import type { Entry, IncomingRow, Ledger } from '../../src/storage/ledger'
import { openLedger } from '../../src/storage/ledger'
import { argon2 } from '../../src/storage/stretch-argon2'
import type { Identity, Vault } from '../../src/storage/vault'
import { openVault } from '../../src/storage/vault'
import type { Hand } from './make-revisions'
import { newHand } from './make-revisions'

export const setting = 'willow-hall'
const pin = '271828'
const signedIn = 'moss'

/** A tablet without glass or network: real tables (in memory), the real vault with a cheap PIN, the real ledger. */
export interface TabletDisk {
  readonly tables: Tables
  readonly vault: Vault
  readonly ledger: Ledger
  /** By this tablet's clock; moves only when a test moves it. */
  readonly clock: { at: number }
  readonly unlock: () => Promise<void>
  /** What a reload finds: the same rows, a new vault, locked. */
  readonly reload: () => Promise<TabletDisk>
}

let count = 0
const opened: Tables[] = []
export function closeDisks(): void {
  for (const { strict, relaxed } of opened.splice(0)) {
    strict.close()
    relaxed.close()
  }
}

interface Given {
  readonly name?: string
  readonly device?: string
  readonly clock?: { at: number }
  /** Puts something between ledger and vault. */
  readonly around?: (vault: Vault) => Vault
  readonly formOf?: typeof formOf
}

export async function tabletDisk(given: Given = {}): Promise<TabletDisk> {
  const disk = await over(given)
  const { escrow } = await disk.vault.prepareEnrolment()
  const identity: Identity = {
    setting: { id: setting, name: 'Willow Hall Primary', kind: 'school', place: 'the school office' },
    device: given.device ?? 'hall-1', tabletName: 'Hedgehog room', postToken: 'post',
  }
  await disk.vault.keepEnrolment(identity, 'read')
  await disk.vault.firstSignIn(signedIn, escrow ?? '', pin)
  return disk
}

async function over(given: Given): Promise<TabletDisk> {
  const name = given.name ?? `tablet-disk-${(count += 1)}`
  const clock = given.clock ?? { at: Date.parse('2026-11-24T09:00:00Z') }
  const tables = openTables(name)
  opened.push(tables)
  const vault = await openVault(tables.strict, { stretch: argon2, cost: { memoryKiB: 64, passes: 1 } })
  const ledger = openLedger({ tables, vault: given.around?.(vault) ?? vault, formOf: given.formOf ?? formOf, now: () => clock.at })
  const unlock = async () => {
    const answer = await vault.unlock(signedIn, pin)
    if (!answer.ok) throw new Error(answer.problem)
  }
  return { tables, vault, ledger, clock, unlock, reload: () => over({ ...given, name, clock }) }
}

/** An edit to Juniper Brightwater's joint record by Moss Kettle, unless said otherwise. */
export const entry = (given: Partial<Entry> & { changes: Changes }): Entry => ({
  record: 'juniper', kind: 'child', version: 1, act: 'edit', after: [], author: 'moss', ...given,
})

/** The rest of the setting: other tablets' revisions, numbered as the endpoint numbers them. */
export interface Elsewhere {
  readonly write: (given: Partial<NewRevision> & { changes: Changes }) => Promise<Revision>
  /** The next numbers, in this order. */
  readonly rows: (...revisions: readonly Pick<Revision, 'text'>[]) => IncomingRow[]
  readonly seq: () => number
}
export async function elsewhere(from = 0): Promise<Elsewhere> {
  const hand: Hand = await newHand()
  let seq = from
  let at = Date.parse('2026-11-24T08:00:00Z')
  return {
    write: (given) => hand.make({ setting, record: 'juniper', kind: 'child', author: 'sorrel', device: 'nest-1', at: (at += 1_000), ...given }),
    rows: (...revisions) => revisions.map(({ text }) => ({ ...text, seq: (seq += 1), receivedAt: Date.parse('2026-11-24T09:30:00Z') + seq })),
    seq: () => seq,
  }
}
