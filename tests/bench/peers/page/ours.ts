import { toBase64Url } from '../../../../src/domain/history/base64url'
import type { Checkpoint } from '../../../../src/domain/history/read'
import { view } from '../../../../src/domain/history/read'
import { makeRevision } from '../../../../src/domain/history/revision'
import { abc } from '../../../../src/domain/records/abc'
import { adult } from '../../../../src/domain/records/adult'
import { child } from '../../../../src/domain/records/child'
import type { Definition } from '../../../../src/domain/schema/definition'
import { pullReply } from '../../../../src/protocol/messages'
import type { Tables } from '../../../../src/storage/db'
import { openTables } from '../../../../src/storage/db'
import type { IncomingRow, Ledger } from '../../../../src/storage/ledger'
import { openLedger } from '../../../../src/storage/ledger'
import type { Vault } from '../../../../src/storage/vault'
import { openVault } from '../../../../src/storage/vault'
import type { Wire } from '../../../../src/sync/ask'
import { ask } from '../../../../src/sync/ask'
import { createCourier } from '../../../../src/sync/courier'
import { enrol, firstSignIn } from '../../../../src/sync/enrol'
import { setting, writtenChild, writtenOf } from '../ours-revisions'
import type { PlainRecord } from '../records.mjs'
import { author, childrenIn } from '../records.mjs'

/** This app's own storage and sync, as `app/tablet.ts` puts them together: sealed, signed, hashed, with outbox and history. */

export const name = 'ours'
const pin = '482915'
const pullPage = 500
const forms: readonly Definition[] = [adult, child, abc]
const wire: Wire = { fetch: (url, init) => fetch(url, init), now: Date.now, patienceMs: 60_000 }

interface Disk { readonly tables: Tables; readonly vault: Vault; readonly ledger: Ledger }
let disk: Disk
let rows: IncomingRow[] = []
let opened = ''

async function over(database: string): Promise<Disk> {
  const tables = openTables(database)
  const vault = await openVault(tables.strict)
  return { tables, vault, ledger: openLedger({ tables, vault, formOf: (kind) => forms.find((form) => form.kind === kind), now: Date.now }) }
}
function close(): void {
  disk.vault.lock()
  disk.tables.strict.close()
  disk.tables.relaxed.close()
  opened = ''
}

/** Signs in where somebody has a PIN; else this tablet is made by itself, without an endpoint. */
export async function open(database: string): Promise<void> {
  if (opened === database) return
  if (opened !== '') close()
  disk = await over(database)
  opened = database
  if (await disk.vault.identity()) {
    const unlocked = await disk.vault.unlock(author, pin)
    if (!unlocked.ok) throw new Error(unlocked.problem)
    return
  }
  const { escrow } = await disk.vault.prepareEnrolment()
  const identity = { setting: { id: setting, name: 'Bench Hall Primary', kind: 'school' as const, place: 'the school office' }, device: 'bench-tablet', tabletName: 'Oak Room', postToken: 'post' }
  await disk.vault.keepEnrolment(identity, 'read')
  await disk.vault.firstSignIn(author, escrow ?? '', pin)
  // As a tablet that has met its endpoint: what it writes is sealed to the endpoint's key as well.
  const { publicKey } = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
  await disk.ledger.keepFact('roster', { postKey: { id: 'bench', publicKey: toBase64Url(new Uint8Array(await crypto.subtle.exportKey('raw', publicKey))) } })
}
/** Takes this tablet into the setting over the wire, and signs its first adult in. */
export async function join(database: string): Promise<void> {
  if (opened !== '') close()
  disk = await over(database)
  opened = database
  const joined = await enrol(wire, disk.vault, { code: 'BENCH-2468', tabletName: 'Oak Room' })
  const signedIn = joined.ok && (await firstSignIn(wire, disk.vault, { adult: author, code: 'AMIRA-1357', pin }))
  if (signedIn === false || !signedIn.ok) throw new Error('not enrolled')
}

/** What another tablet would have sent: signed and hashed beforehand, as it is when it comes. */
export async function prepare(records: readonly PlainRecord[]): Promise<void> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify'])
  const children = Array.from({ length: childrenIn(records.length) }, (_, index) => writtenChild(index, (records[0]?.at ?? 0) - 1_000 + index))
  const made = await Promise.all([...children, ...records.map(writtenOf)].map((written) => makeRevision(
    { setting, device: 'bench-elsewhere', skewMs: 0, ...written },
    {
      sha256: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)),
      sign: async (bytes) => new Uint8Array(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, keys.privateKey, bytes)),
      salt: crypto.getRandomValues(new Uint8Array(16)),
    },
  )))
  rows = made.map(({ text, header }, index) => ({ ...text, seq: index + 1, receivedAt: header.at + 500 }))
}
export async function load(): Promise<void> {
  for (let start = 0; start < rows.length; start += pullPage) {
    const some = rows.slice(start, start + pullPage)
    const taken = await disk.ledger.receive({ epoch: 'bench', rows: some, next: start + some.length }, await disk.ledger.cursor())
    if (!taken) throw new Error('a page was not taken')
  }
}

const shown = (checkpoint: Checkpoint) => ({ id: checkpoint.record, at: checkpoint.first.at, ...view(abc, checkpoint).answers })
export const count = (): Promise<number> => disk.tables.strict.readings.where('[kind+at]').between(['abc', -Infinity], ['abc', Infinity]).count()
export async function read({ id }: PlainRecord) {
  const found = await disk.ledger.checkpoint(id)
  return found && shown(found)
}
export const latest = async (of: string, limit: number) => (await disk.ledger.timeline(of, limit)).map(shown)
export async function hold({ id }: PlainRecord): Promise<Checkpoint> {
  const found = await disk.ledger.checkpoint(id)
  if (!found) throw new Error('this tablet does not hold that record')
  return found
}
export async function edit({ record, kind, version, heads }: Checkpoint, after: string): Promise<void> {
  await disk.ledger.append({ record, kind, version, act: 'edit', after: heads, author, changes: { 'after/': after } })
}

async function round(begun: () => void = () => undefined): Promise<void> {
  const courier = createCourier({ ...disk, wire, build: 'bench', onProgress: ({ phase, done }) => (phase === 'first-sync' && done > 0 ? begun() : undefined) })
  const outcome = await courier.round(AbortSignal.timeout(300_000))
  if (outcome.kind !== 'done') throw new Error(`a round ended with ${outcome.kind}`)
}
/** `begun` is called when the first page is kept: children and adults, then the newest records. */
export const replicate = (begun: () => void): Promise<void> => round(begun)
export const catchUp = (): Promise<void> => round()
/** What Today and a child's page are made of. */
export const screen = async (of: string): Promise<boolean> => (await disk.ledger.ofKind(child.kind)).length > 0 && (await disk.ledger.timeline(of, 50)).length > 0

/** Every revision there is, its hashes checked, instead of how the records stand now. */
export async function replicateWhole(): Promise<void> {
  const token = await disk.vault.readToken()
  for (let more = true; more; ) {
    const cursor = await disk.ledger.cursor()
    const since = cursor.epoch === null ? '' : `epoch=${encodeURIComponent(cursor.epoch)}&after=${cursor.seq}&`
    const answer = await ask(wire, { method: 'GET', path: `/pull?${since}limit=${pullPage}`, token, reply: pullReply })
    if (!answer.ok) throw new Error(answer.problem)
    const page = answer.value
    if (!(await disk.ledger.receive({ epoch: page.epoch, rows: page.rows, next: page.next }, cursor))) throw new Error('a page was not taken')
    more = page.more
  }
}
