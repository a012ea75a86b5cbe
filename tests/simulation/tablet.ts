import { createHash } from 'node:crypto'
import type { TabletDb, Tables } from '../../src/storage/db'
import { openTables } from '../../src/storage/db'
import type { Ledger } from '../../src/storage/ledger'
import { openLedger } from '../../src/storage/ledger'
import type { Identity, Vault } from '../../src/storage/vault'
import { openVault } from '../../src/storage/vault'
import type { Courier } from '../../src/sync/courier'
import { createCourier } from '../../src/sync/courier'
import { createLockedSend } from '../../src/sync/locked-send'
import type { SimulatedEndpoint, Tokens } from './endpoint'
import type { Gate } from './gate'
import { openGate } from './gate'
import type { Late, Line } from './line'
import { openLine } from './line'
import type { Build } from './paper'
import { formIn, formsOf, setting } from './paper'
import type { Around } from './planted'
import type { Image } from './quick-disk'
import { imageOf, putDisk, quickTables } from './quick-disk'

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
  /** Nothing is hurried: each answer of disk and crypto comes in a task of its own, as in a browser. */
  readonly wholeWay: boolean
}

export const deviceOf = (index: number): string => `tablet-${index}`
export const identityOf = (device: string, tokens: Tokens): Identity => ({
  setting: { id: setting, name: 'Meadow School', kind: 'school', place: 'the school office' }, device, tabletName: device, postToken: tokens.post,
})
export function tokensOf(device: string, times = 0): Tokens {
  const secret = (use: string) => createHash('sha256').update(`${device}|${use}|${times}`).digest('base64url')
  return { post: `${setting}.${device}.${secret('post')}`, read: `${setting}.${device}.${secret('read')}` }
}

export async function openTab(tablet: Pick<Tablet, 'index' | 'disk' | 'clock' | 'build'>, { gate, line }: Pick<Life, 'gate' | 'line'>, { endpoint, newSalt, around, wholeWay }: Surroundings): Promise<Tab> {
  const now = () => endpoint.clock.at + tablet.clock.offsetMs
  const tables = wholeWay ? both(openTables(tablet.disk), gate.around) : both(quickTables(tablet.disk), gate.around)
  around.disk?.(tables)
  const vault = gate.aroundVault(await openVault(tables.strict, { stretch, cost: { memoryKiB: 64, passes: 1 }, now }))
  const real = openLedger({ tables, vault, formOf: (kind) => formIn(tablet.build, kind), now, newSalt })
  const ledger = around.ledger?.(real, { tables, device: deviceOf(tablet.index), knows: (kind) => formIn(tablet.build, kind) !== undefined }) ?? real
  const courier = createCourier({ ledger, vault, wire: { fetch: line.fetch, now, patienceMs: 2_000_000_000 }, build: tablet.build })
  return { tables, vault, ledger, courier }
}

function both({ strict, relaxed }: Tables, around: (db: TabletDb) => TabletDb): Tables {
  const one = around(strict)
  return { strict: one, relaxed: relaxed === strict ? one : around(relaxed) }
}

/** Sends while nobody is signed in. */
export const createLocked = ({ ledger, vault }: Tab, { line }: Pick<Life, 'line'>): Courier => createLockedSend({ ledger, vault, wire: { fetch: line.fetch, now: () => 0, patienceMs: 2_000_000_000 } })

export async function signIn({ vault, ledger }: Tab, build: Build): Promise<void> {
  const unlocked = await vault.unlock(keeper, pin)
  if (!unlocked.ok) throw new Error(`could not sign in: ${unlocked.problem}`)
  await ledger.afterUpdate(formsOf(build))
}

/** The browser starts: nothing is left but the disk. */
export function start(tablet: Omit<Tablet, 'life'> & { life?: Life }, surroundings: Surroundings): Life {
  const gate = openGate(surroundings.wholeWay)
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

export interface Stock {
  /** A tablet of this index, with nothing but its keys (`fresh`) or after it met the endpoint once. */
  readonly take: (index: number, how: 'fresh' | 'met', surroundings: Surroundings) => Promise<Tablet>
}

/** Enrolment, keys and the first meeting cost more than a history, so they are done once, and their disks are copied. */
export function openStock(): Stock {
  const kept = new Map<number, Promise<Record<'fresh' | 'met', Image>>>()
  const blank = (index: number): Omit<Tablet, 'life'> => ({ index, device: deviceOf(index), disk: `tablet-${index}`, clock: { offsetMs: 0 }, build: 'today' })

  async function make(index: number, { endpoint }: Surroundings): Promise<Record<'fresh' | 'met', Image>> {
    const plain: Surroundings = { endpoint, late: [], newSalt: () => new Uint8Array(16), around: {}, wholeWay: true }
    const tablet = { ...blank(index), disk: `template-${index}` }
    const life = start(tablet, plain)
    const tab = await openTab(tablet, life, plain)
    const { publicKey, escrow } = await tab.vault.prepareEnrolment()
    const tokens = tokensOf(tablet.device)
    await endpoint.takeIn({ device: tablet.device, publicKey, tokens })
    await tab.vault.keepEnrolment(identityOf(tablet.device, tokens), tokens.read)
    await tab.vault.firstSignIn(keeper, escrow ?? '', pin)
    const fresh = imageOf(tablet.disk)
    await tab.ledger.afterUpdate(formsOf('today'))
    const outcome = await tab.courier.round(new AbortController().signal)
    if (outcome.kind !== 'done') throw new Error(`a new tablet could not meet the endpoint: ${outcome.kind}`)
    const met = imageOf(tablet.disk)
    closeLife({ ...life, tabs: [tab] })
    return { fresh, met }
  }

  return {
    async take(index, how, surroundings) {
      const known = kept.get(index) ?? make(index, surroundings)
      kept.set(index, known)
      const tablet = blank(index)
      putDisk(tablet.disk, (await known)[how])
      const life = start(tablet, surroundings)
      const tab = await openTab(tablet, life, surroundings)
      life.tabs.push(tab)
      await signIn(tab, tablet.build)
      return { ...tablet, life }
    },
  }
}
