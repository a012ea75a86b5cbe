import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import type { Checkpoint, Reading } from '../../src/domain/history/read'
import { view } from '../../src/domain/history/read'
import type { Act, Revision } from '../../src/domain/history/revision'
import { formOf } from '../../src/domain/records/catalogue'
import type { AnswersOf, Definition } from '../../src/domain/schema/definition'
import { blank, touched } from '../../src/domain/schema/definition'
import type { Fields } from '../../src/domain/schema/field'
import type { Tables } from '../../src/storage/db'
import { openTables } from '../../src/storage/db'
import type { Ledger } from '../../src/storage/ledger'
import { openLedger } from '../../src/storage/ledger'
import { argon2 } from '../../src/storage/stretch-argon2'
import type { Vault } from '../../src/storage/vault'
import { openVault } from '../../src/storage/vault'
import type { Fetch, Wire } from '../../src/sync/ask'
import type { Outcome } from '../../src/sync/courier'
import { createCourier } from '../../src/sync/courier'
import { enrol, firstSignIn } from '../../src/sync/enrol'

export const testPin = '482915'
/** Argon2id at its smallest: the tests try the vault, not their own patience. */
const quick = { memoryKiB: 64, passes: 1 }

/** The network between a tablet and the endpoint, which a test may cut, break or put a web filter into. */
export interface Network {
  state: 'there' | 'gone' | 'filter'
  /** The next so many answers are lost on their way back: the endpoint acted, the tablet never hears of it. */
  loseAnswers: number
  readonly fetch: Fetch
}
export function network(endpoint: typeof globalThis.fetch): Network {
  const net: Network = {
    state: 'there',
    loseAnswers: 0,
    fetch: async (url, init) => {
      if (net.state === 'gone') throw new TypeError('no network')
      if (net.state === 'filter') return new Response('<!doctype html><title>Blocked</title>', { status: 200, headers: { 'content-type': 'text/html' } })
      const answer = await endpoint(url, init)
      if (net.loseAnswers > 0) {
        net.loseAnswers -= 1
        throw new TypeError('the answer was lost')
      }
      return answer
    },
  }
  return net
}

/** A whole tablet but for its glass: real tables, real keys, the real courier. */
export interface TestTablet {
  readonly net: Network
  readonly vault: Vault
  readonly ledger: Ledger
  readonly tables: Tables
  readonly wire: Wire
  readonly adult: string
  clock: { offsetMs: number }
  goOffline(): void
  goOnline(): void
  sync(): Promise<Outcome>
  write<F extends Fields>(form: Definition<F>, record: string, answers: Partial<AnswersOf<Definition<F>>>, act?: Extract<Act, 'edit' | 'close'>): Promise<Revision>
  read<F extends Fields>(form: Definition<F>, record: string): Promise<Reading<F>>
  checkpoint(record: string): Promise<Checkpoint | null>
  /** The same disk after the app was killed: nothing in memory is left, and the adult signs in again. */
  killed(): Promise<TestTablet>
  close(): void
}

export async function openTestTablet(given: { name?: string; net: Network; adult: string }): Promise<TestTablet> {
  const name = given.name ?? `tablet-${randomUUID()}`
  const { net, adult } = given
  const clock = { offsetMs: 0 }
  const now = () => Date.now() + clock.offsetMs
  const tables = openTables(name)
  const vault = await openVault(tables.strict, { stretch: argon2, cost: quick, now })
  const ledger = openLedger({ tables, vault, formOf, now })
  const wire: Wire = { fetch: (url, init) => net.fetch(url, init), now, patienceMs: 20_000 }
  const courier = createCourier({ ledger, vault, wire, build: 'test' })
  const close = () => {
    vault.lock()
    tables.strict.close()
    tables.relaxed.close()
  }
  return {
    net, vault, ledger, tables, wire, adult, clock, close,
    goOffline: () => { net.state = 'gone' },
    goOnline: () => { net.state = 'there' },
    sync: () => courier.round(AbortSignal.timeout(60_000)),
    async write(form, record, answers, act = 'edit') {
      const before = await ledger.checkpoint(record)
      const was = before ? view(form, before).answers : blank(form)
      return ledger.append({ record, kind: form.kind, version: form.version, act, after: before?.heads ?? [], author: adult, changes: touched(form, was, { ...was, ...answers }) })
    },
    async read(form, record) {
      const found = await ledger.checkpoint(record)
      if (!found) throw new Error('this tablet does not hold that record')
      return view(form, found)
    },
    checkpoint: (record) => ledger.checkpoint(record),
    async killed() {
      close()
      const again = await openTestTablet({ name, net, adult })
      again.clock.offsetMs = clock.offsetMs
      const unlocked = await again.vault.unlock(adult, testPin)
      if (!unlocked.ok) throw new Error(`could not sign in again: ${unlocked.problem}`)
      return again
    },
  }
}

/** Enrols a new tablet by code and signs its first adult in. */
export async function newTablet(
  endpoint: { fetch: typeof globalThis.fetch; makeEnrolmentCode: (setting: string) => Promise<string>; makeOneTimeCode: (setting: string, adult: string) => Promise<string> },
  setting: string,
  adult: string,
): Promise<TestTablet> {
  const tablet = await openTestTablet({ net: network(endpoint.fetch), adult })
  const joined = await enrol(tablet.wire, tablet.vault, { code: await endpoint.makeEnrolmentCode(setting), tabletName: 'Puddle tablet' })
  if (!joined.ok) throw new Error(`not enrolled: ${joined.problem}`)
  const signedIn = await firstSignIn(tablet.wire, tablet.vault, { adult, code: await endpoint.makeOneTimeCode(setting, adult), pin: testPin })
  if (!signedIn.ok) throw new Error(`not signed in: ${signedIn.problem}`)
  return tablet
}
