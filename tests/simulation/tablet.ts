import 'fake-indexeddb/auto'
import { createHash } from 'node:crypto'
import Dexie from 'dexie'
import { IDBFactory } from 'fake-indexeddb'
import type { Tables } from '../../src/storage/db'
import { openTables } from '../../src/storage/db'
import type { Ledger } from '../../src/storage/ledger'
import { openLedger } from '../../src/storage/ledger'
import type { Identity, Vault } from '../../src/storage/vault'
import { openVault } from '../../src/storage/vault'
import type { Courier } from '../../src/sync/courier'
import { createCourier } from '../../src/sync/courier'
import type { SimulatedEndpoint, Tokens } from './endpoint'
import type { Gate } from './gate'
import { openGate } from './gate'
import type { Late, Line } from './line'
import { openLine } from './line'
import type { Build } from './paper'
import { formIn, formsOf, setting } from './paper'
import type { Around } from './planted'

const pin = '482915'
const keeper = 'hetty'
/** No history waits for a PIN to be stretched: it is not what is tried here. */
const stretch = (given: string, { salt }: { salt: Uint8Array }) => Promise.resolve(new Uint8Array(createHash('sha256').update(given).update(salt).digest()))

/** One page of the app over a tablet's disk. */
export interface Tab { readonly tables: Tables; readonly vault: Vault; readonly ledger: Ledger; readonly courier: Courier }
/** A tablet from one start of its browser to the next. */
export interface Life {
  readonly gate: Gate
  readonly line: Line
  /** The first is always open, a second one once it was asked for. */
  readonly tabs: Tab[]
}
/** What outlives a start: who it is, its clock, its app and its disk. */
export interface Tablet {
  readonly index: number
  readonly device: string
  readonly disk: string
  clock: { offsetMs: number }
  build: Build
  life: Life
}
export interface Surroundings {
  readonly endpoint: SimulatedEndpoint
  readonly late: Late
  readonly newSalt: () => Uint8Array<ArrayBuffer>
  readonly around: Around
}

export const deviceOf = (index: number): string => `tablet-${index}`
export const identityOf = (device: string, tokens: Tokens): Identity => ({
  setting: { id: setting, name: 'Meadow School', kind: 'school', place: 'the school office' }, device, tabletName: device, postToken: tokens.post,
})
export function tokensOf(device: string, times = 0): Tokens {
  const secret = (use: string) => createHash('sha256').update(`${device}|${use}|${times}`).digest('base64url')
  return { post: `${setting}.${device}.${secret('post')}`, read: `${setting}.${device}.${secret('read')}` }
}

export async function openTab(tablet: Pick<Tablet, 'index' | 'disk' | 'clock' | 'build'>, { gate, line }: Pick<Life, 'gate' | 'line'>, { endpoint, newSalt, around }: Surroundings): Promise<Tab> {
  const now = () => endpoint.clock.at + tablet.clock.offsetMs
  const bare = openTables(tablet.disk)
  const tables: Tables = { strict: gate.around(bare.strict), relaxed: gate.around(bare.relaxed) }
  around.disk?.(tables)
  const vault = gate.aroundVault(await openVault(tables.strict, { stretch, cost: { memoryKiB: 64, passes: 1 }, now }))
  const real = openLedger({ tables, vault, formOf: (kind) => formIn(tablet.build, kind), now, newSalt })
  const ledger = around.ledger?.(real, { tables, knows: (kind) => formIn(tablet.build, kind) !== undefined }) ?? real
  const courier = createCourier({ ledger, vault, wire: { fetch: line.fetch, now, patienceMs: 2_000_000_000 }, build: tablet.build })
  return { tables, vault, ledger, courier }
}

export async function signIn({ vault, ledger }: Tab, build: Build): Promise<void> {
  const unlocked = await vault.unlock(keeper, pin)
  if (!unlocked.ok) throw new Error(`could not sign in: ${unlocked.problem}`)
  await ledger.afterUpdate(formsOf(build))
}

/** The browser starts: nothing is left but the disk. */
export function start(tablet: Omit<Tablet, 'life'> & { life?: Life }, surroundings: Surroundings): Life {
  const gate = openGate()
  const line = openLine({ clock: surroundings.endpoint.clock, fetch: surroundings.around.fetch?.(surroundings.endpoint) ?? surroundings.endpoint.fetch }, gate, surroundings.late)
  line.parted = tablet.life?.line.parted ?? false
  return { gate, line, tabs: [] }
}
export function closeLife({ tabs }: Life): void {
  for (const { tables } of tabs) {
    tables.strict.close()
    tables.relaxed.close()
  }
}

// --- tablets as every history finds them

type Rows = ReadonlyMap<string, readonly unknown[]>
export interface Stock {
  /** A tablet of this index, with nothing but its keys (`fresh`) or after it met the endpoint once. */
  readonly take: (index: number, how: 'fresh' | 'met', surroundings: Surroundings) => Promise<Tablet>
}

/** Enrolment, keys and the first meeting cost more than a history, so they are done once, and their rows are copied. */
export function openStock(): Stock {
  const kept = new Map<number, Promise<Record<'fresh' | 'met', Rows>>>()
  const blank = (index: number): Omit<Tablet, 'life'> => ({ index, device: deviceOf(index), disk: `tablet-${index}`, clock: { offsetMs: 0 }, build: 'today' })

  async function make(index: number, { endpoint }: Surroundings): Promise<Record<'fresh' | 'met', Rows>> {
    const plain: Surroundings = { endpoint, late: [], newSalt: () => new Uint8Array(16), around: {} }
    const tablet = { ...blank(index), disk: `template-${index}` }
    const life = start(tablet, plain)
    const tab = await openTab(tablet, life, plain)
    const { publicKey, escrow } = await tab.vault.prepareEnrolment()
    const tokens = tokensOf(tablet.device)
    await endpoint.takeIn({ device: tablet.device, publicKey, tokens })
    await tab.vault.keepEnrolment(identityOf(tablet.device, tokens), tokens.read)
    await tab.vault.firstSignIn(keeper, escrow ?? '', pin)
    const fresh = await rowsOf(tab.tables)
    await tab.ledger.afterUpdate(formsOf('today'))
    const outcome = await tab.courier.round(new AbortController().signal)
    if (outcome.kind !== 'done') throw new Error(`a new tablet could not meet the endpoint: ${outcome.kind}`)
    const met = await rowsOf(tab.tables)
    closeLife({ ...life, tabs: [tab] })
    return { fresh, met }
  }

  return {
    async take(index, how, surroundings) {
      const known = kept.get(index) ?? make(index, surroundings)
      kept.set(index, known)
      const rows = (await known)[how]
      const tablet = blank(index)
      const life = start(tablet, surroundings)
      const tab = await openTab(tablet, life, surroundings)
      await tab.tables.strict.transaction('rw', tab.tables.strict.tables, () => Promise.all([...rows].map(([name, some]) => tab.tables.strict.table(name).bulkPut([...some]))))
      life.tabs.push(tab)
      await signIn(tab, tablet.build)
      return { ...tablet, life }
    },
  }
}

async function rowsOf({ strict }: Tables): Promise<Rows> {
  const all = new Map<string, readonly unknown[]>()
  for (const table of strict.tables) {
    const rows: unknown[] = await table.toArray()
    if (rows.length > 0) all.set(table.name, rows)
  }
  return all
}

/** A shelf of empty disks: those of the history before are thrown away whole. */
export function emptyDisks(): void {
  Dexie.dependencies.indexedDB = new IDBFactory()
}
