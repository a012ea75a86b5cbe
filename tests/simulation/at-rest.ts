import type { Checkpoint } from '../../src/domain/history/read'
import { fold, view } from '../../src/domain/history/read'
import type { Revision } from '../../src/domain/history/revision'
import { checkRevision } from '../../src/domain/history/revision'
import { incident } from '../../src/domain/records/incident'
import { sha256 } from '../../src/server/crypto'
import type { Draft } from '../../src/storage/ledger'
import type { SimulatedEndpoint, StoredRow } from './endpoint'
import { formIn, tellTales } from './paper'
import { readPlainly } from './plain-reading'
import { peek } from './quick-disk'
import type { Tablet } from './tablet'
import type { Kept } from './truth'
import { hold, textOf } from './truth'

/** All that is known of a history when nothing is left to do. */
export interface Known {
  readonly endpoint: SimulatedEndpoint
  /** To the endpoint, by whatever lies before it. */
  readonly send: SimulatedEndpoint['fetch']
  readonly tablets: readonly Tablet[]
  readonly rows: readonly StoredRow[]
  readonly head: number
  readonly opened: ReadonlyMap<string, Revision>
  readonly kept: ReadonlyMap<string, Kept>
  readonly drafts: readonly Draft[]
  readonly erased: ReadonlySet<string>
  readonly frozen: ReadonlyMap<string, { readonly parts: string }>
  readonly restores: number
}

/** What must hold once everything is mended and every round has been run; answers with all that is read. */
export async function holdAtRest(known: Known): Promise<string> {
  const { endpoint, tablets, rows, opened, erased, frozen } = known
  const whole = [...opened.values()].filter(({ header }) => !erased.has(header.record))
  for (const row of rows) if (!erased.has(row.record)) hold((await checkRevision(row, sha256)).ok, 'every header and body verifies')
  const byRecord = new Map<string, Revision[]>()
  for (const one of whole) byRecord.set(one.header.record, [...(byRecord.get(one.header.record) ?? []), one])
  const cached = new Map((await endpoint.db.selectFrom('checkpoint').select(['record', 'reading']).execute()).map(({ record, reading }) => [record, JSON.parse(reading) as Checkpoint]))
  const readings = new Map<string, Checkpoint>()
  for (const [record, theirs] of byRecord) {
    const checkpoint = fold(null, theirs)?.checkpoint ?? null
    hold(checkpoint !== null, 'a record with revisions can be read')
    hold(same(cached.get(record) ?? null, checkpoint), 'the endpoint’s reading is the fold of its revisions')
    holdPlainly(checkpoint, theirs)
    readings.set(record, checkpoint)
    const then = frozen.get(record)
    hold(!then || then.parts === JSON.stringify(checkpoint.parts), 'what was signed reads the same for ever')
  }
  for (const tablet of tablets) await holdTablet(tablet, readings, known)
  await holdKept(known, whole)
  await holdErased(known)
  await holdNumbered(known)
  await holdRepeated(known)
  return [...readings.values()].map((one) => JSON.stringify(one)).join('\n')
}

function holdPlainly(whole: Checkpoint, theirs: readonly Revision[]): void {
  const plain = readPlainly(theirs)
  const standing = Object.fromEntries(Object.entries(whole.parts).map(([part, some]) => [part, some.map(([at, value]) => `${whole.sources[at]?.revision}=${JSON.stringify(value)}`).sort()]))
  const sorted = (some: readonly { readonly source: { readonly revision: string } }[]) => some.map(({ source }) => source.revision).sort()
  const asRead = { standing, freeze: whole.freeze?.revision ?? null, late: sorted(whole.late), addenda: sorted(whole.addenda), isWithdrawn: whole.withdrawn !== null, heads: whole.heads }
  hold(JSON.stringify(byPart(asRead)) === JSON.stringify(byPart(plain)), 'every edit is a value, a clash, late, or replaced by someone who saw it')
  const form = formIn('tomorrow', whole.kind)
  if (!form) return
  const { clashes, shown } = view(form, whole)
  for (const [part, some] of Object.entries(plain.standing)) {
    const values = new Set(some.map((one) => one.slice(one.indexOf('=') + 1)))
    const row = /^([^/]+\/[^/]+)\/./.exec(part)?.[1]
    const isGone = row !== undefined && plain.standing[row]?.every((one) => one.endsWith('=null')) === true
    if (values.size > 1 && !part.endsWith('/rank') && !isGone) hold(clashes.includes(part), 'a clash is visible until it is chosen')
    hold((shown[part] === undefined) === (values.size === 1 && values.has('null')), 'a removal never wins over a value')
    hold(shown[part] === undefined || values.has(JSON.stringify(shown[part])), 'what is shown is one of what stands')
  }
}

async function holdTablet({ disk, life }: Tablet, readings: ReadonlyMap<string, Checkpoint>, { head }: Known): Promise<void> {
  const [tab] = life.tabs
  hold(tab !== undefined, 'a tablet is open at rest')
  const { ledger } = tab
  const [outlook, cursor, needing, aside] = await Promise.all([ledger.outlook(), ledger.cursor(), ledger.needingHistory(), ledger.setAside()])
  hold(outlook.waiting === 0, 'every outbox drains once the network holds')
  hold(cursor.seq === head, 'each tablet has passed every row')
  hold(needing.length === 0, 'every history that was missing was fetched')
  hold(aside === 0, 'nothing the endpoint sent was set aside')
  const here = new Map((await ledger.checkpoints([...readings.keys()])).map((one) => [one.record, one]))
  for (const [record, reading] of readings) hold(same(here.get(record) ?? null, reading), 'all tablets read the same answers')
  holdSealed(disk)
}

/** Searches every byte of a disk for what only a person could have written. */
function holdSealed(disk: string): void {
  const lies = peek(disk)
  for (const table of lies.tables) {
    const said = textsIn(lies.rows(table))
    for (const word of tellTales) hold(!said.some((text) => text.includes(word)), `no word lies open on the disk of a tablet (${table})`)
  }
}
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  if (ArrayBuffer.isView(value)) return [Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('latin1')]
  if (value instanceof ArrayBuffer) return [Buffer.from(value).toString('latin1')]
  return [...Object.keys(value), ...Object.values(value).flatMap(textsIn)]
}

async function holdKept({ tablets, kept, drafts, erased }: Known, whole: readonly Revision[]): Promise<void> {
  const everywhere: Revision[] = [...whole]
  for (const { life: { tabs: [tab] } } of tablets) {
    if (!tab) continue
    const tray = await tab.ledger.tray()
    for (const { code } of tray) hold(code === 'not-allowed' || code === 'already-closed' || code === 'too-new', `nothing is refused without a reason (${code})`)
    const parked = new Set(tray.map(({ id }) => id))
    for (const record of new Set(tray.map((one) => one.record))) everywhere.push(...(await tab.ledger.revisions(record)).filter(({ id }) => parked.has(id)))
  }
  const hashes = new Set(everywhere.map(({ header }) => header.bodyHash))
  for (const [hash, { entry }] of kept) hold(erased.has(entry.record) || hashes.has(hash), 'every saved write is at the endpoint or in the tray')
  for (const draft of drafts) {
    const wanted = textOf(draft.changes)
    const found = everywhere.some(({ header, body }) => header.author === draft.adult && header.record === draft.record && body !== null && textOf(body.changes) === wanted)
    hold(erased.has(draft.record) || found, 'every draft that was kept became a revision of its author')
  }
}

/** Nothing of an erased record is anywhere but its headers. */
async function holdErased({ endpoint: { db }, tablets, erased }: Known): Promise<void> {
  if (erased.size === 0) return
  const bodies = await db.selectFrom('revision').select('record').where('body', 'is not', null).execute()
  hold(bodies.every(({ record }) => !erased.has(record)), 'no body of an erased record is at the endpoint')
  for (const table of ['checkpoint', 'about', 'county_fact', 'parked'] as const) {
    const left = await db.selectFrom(table).select('record').execute()
    hold(left.every(({ record }) => record === null || !erased.has(record)), `nothing that was worked out of an erased record is at the endpoint (${table})`)
  }
  for (const { disk, life: { tabs: [tab] } } of tablets) {
    const lies = peek(disk)
    for (const table of ['outbox', 'drafts', 'readings'] as const) {
      const left = lies.rows(table) as readonly { record: string }[]
      hold(left.every(({ record }) => !erased.has(record)), `nothing of an erased record is on a tablet (${table})`)
    }
    for (const record of erased) hold((await tab?.ledger.revisions(record))?.every(({ body }) => body === null) === true, 'no body of an erased record is on a tablet')
  }
}

/** The book of incidents: in the order of receipt, no number twice, none left out, and the same on every tablet. */
async function holdNumbered({ endpoint: { db }, tablets, rows, restores }: Known): Promise<void> {
  const book = await db.selectFrom('incident_number').select(['record', 'number']).orderBy('number').execute()
  const begun = [...new Set(rows.filter(({ kind }) => kind === incident.kind).map(({ record }) => record))]
  hold(book.length === begun.length && begun.every((record) => book.some((line) => line.record === record)), 'every incident has its number')
  hold(new Set(book.map(({ number }) => number)).size === book.length, 'no two incidents have one number')
  hold(restores > 0 || book.every(({ record, number }, index) => number === index + 1 && record === begun[index]), 'incidents are numbered in the order of receipt, without a gap')
  for (const { life: { tabs: [tab] } } of tablets) for (const { record, number } of book) {
    const here = await tab?.ledger.numberOf(record)
    hold(here === number || here === null, 'a tablet shows the number that the book has')
  }
}

/** Everything is sent once more, and nothing changes. */
async function holdRepeated({ endpoint, send, tablets, rows, erased }: Known): Promise<void> {
  const [tablet] = tablets
  if (!tablet || rows.length === 0) return
  const identity = await tablet.life.tabs[0]?.vault.identity()
  if (!identity) return
  const before = await endpoint.digest()
  const revisions = rows.flatMap(({ id, record, header, body, signature }) => (body === null || erased.has(record) ? [] : [{ id, header, body, signature }]))
  const answer = await send('/api/v1/push', {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${identity.postToken}` },
    body: JSON.stringify({ device: identity.device, epoch: null, revisions }),
  })
  // Of our own endpoint, in the shape of `protocol/messages.ts`.
  const { results } = (await answer.json()) as { results: { id: string; status: string; seq?: number }[] }
  const seqs = new Map(rows.map(({ id, seq }) => [id, seq]))
  hold(results.every(({ id, status, seq }) => status === 'duplicate' && seq === seqs.get(id)), 'what is sent again is answered as it was the first time')
  hold((await endpoint.digest()) === before, 'to send everything again changes nothing')
}

const byPart = <T extends { readonly standing: Readonly<Record<string, unknown>> }>(one: T) => ({ ...one, standing: Object.entries(one.standing).sort(([a], [b]) => (a < b ? -1 : 1)), heads: undefined })

/** Whichever way two checkpoints were come by. */
function same(one: Checkpoint | null, other: Checkpoint | null): boolean {
  const plain = (checkpoint: Checkpoint | null) =>
    checkpoint && JSON.stringify({ ...checkpoint, sources: undefined, parts: Object.entries(checkpoint.parts).sort(([a], [b]) => (a < b ? -1 : 1)).map(([part, some]) => [part, some.map(([at, value]) => [checkpoint.sources[at]?.revision, value])]) })
  return plain(one) === plain(other)
}
