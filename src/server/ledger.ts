import type { Checkpoint } from '../domain/history/read'
import { view, whoBegan } from '../domain/history/read'
import { childrenOf } from '../domain/history/about'
import type { Revision } from '../domain/history/revision'
import type { Person } from '../domain/people'
import { isDrawn } from '../domain/people'
import { account } from '../domain/records/account'
import { calmScript, childOfScript } from '../domain/records/calm-script'
import { formOf } from '../domain/records/catalogue'
import { child as childForm } from '../domain/records/child'
import { ownerOf } from '../domain/records/drawn'
import { adultsIn, incident } from '../domain/records/incident'
import { isMine } from '../domain/rules/mine'
import type { Receipt, Refusal } from '../protocol/messages'
import type { Book } from './book'
import { openBook } from './book'
import { writeCountyFacts } from './county-facts'
import type { Database, Tx } from './database/within'
import { within } from './database/within'
import type { Judged } from './judge'
import { erasedAmong } from './erasure'
import { judge } from './judge'
import { park, refusedAmong } from './parked'
import type { Pokes } from './pokes'
import { loadPeople, savePeople } from './people'
import type { RecordState, RecordStates } from './record-state'
import { accept, begun, checkpointOf, closesAgain, hasSeenFreeze, loadStates, personOf } from './record-state'
import type { Circumstances } from './rights'
import { laDesk, mayMake } from './rights'

/** What came of a push: a receipt for each item, in the order they were sent. */
export interface Pushed {
  readonly epoch: string
  /** The setting's highest number afterwards. */
  readonly seq: number
  readonly results: readonly Receipt[]
}

/** The only door by which a revision enters the database. */
export interface Ledger {
  readonly push: (from: { setting: string; device: string }, items: readonly unknown[]) => Promise<Pushed>
}

export function openLedger({ db, pokes, now }: { db: Database; pokes: Pokes; now: () => number }): Ledger {
  const push = async ({ setting, device }: { setting: string; device: string }, items: readonly unknown[]): Promise<Pushed> => {
    // Hashing and verifying take most of the time, so they are done before the setting is locked.
    const judged = await judge(items, { setting, keysOf: (devices) => within(db, setting, (tx) => publicKeys(tx, setting, devices)) })
    const { stored, ...pushed } = await within(db, setting, (tx) => store(tx, { setting, device, judged, now: now() }))
    if (stored > 0) pokes.poke(setting, pushed.seq)
    return pushed
  }
  return { push }
}

async function publicKeys(tx: Tx, setting: string, devices: readonly string[]): Promise<Map<string, string>> {
  if (devices.length === 0) return new Map()
  const rows = await tx.selectFrom('device').select(['id', 'public_key']).where('setting', '=', setting).where('id', 'in', devices).execute()
  return new Map(rows.map((row) => [row.id, row.public_key]))
}

interface Place {
  readonly seq: number
  readonly record: string
  readonly receivedAt: number
}

/** All that is known under the lock, growing as one revision after another is taken. */
interface Desk {
  readonly tx: Tx
  readonly setting: string
  readonly device: string
  readonly now: number
  readonly places: Map<string, Place>
  /** Records of which something is noted as refused. */
  readonly refused: ReadonlySet<string>
  readonly states: RecordStates
  readonly people: Map<string, Person>
  /** Adults whose line in `people` is older than what this push has added. */
  readonly changed: Set<string>
  readonly desks: ReadonlySet<string>
  readonly book: Book
  readonly erased: ReadonlyMap<string, number>
  readonly taken: { readonly seq: number; readonly revision: Revision }[]
  seq: number
}

async function store(tx: Tx, { setting, device, judged, now }: { setting: string; device: string; judged: readonly Judged[]; now: number }): Promise<Pushed & { stored: number }> {
  // Two pushes at once could commit out of number order, and a tablet that pulled in between would never see the lower
  // number. So: one at a time in a setting.
  const head = await tx.selectFrom('setting_head').select(['epoch', 'seq']).where('setting', '=', setting).forUpdate().executeTakeFirstOrThrow()
  const whole = judged.flatMap(({ revision }) => (revision ? [revision] : []))
  const records = [...new Set(whole.map(({ header }) => header.record))]
  const desk: Desk = {
    tx,
    setting,
    device,
    now,
    places: await placesOf(tx, setting, [...new Set(whole.flatMap(({ id, header }) => [id, ...header.after]))]),
    refused: await refusedAmong(tx, setting, records),
    states: await loadStates(tx, setting, records),
    people: await loadPeople(tx, setting, [...new Set(whole.map(({ header }) => header.author))]),
    changed: new Set(),
    desks: await desksAmong(tx, setting, [...new Set(whole.map(({ header }) => header.device))]),
    book: await openBook(tx, setting, {
      incidents: whole.filter(({ header }) => header.kind === incident.kind).map(({ header }) => header.record),
      told: judged.flatMap(({ told }) => told ?? []),
    }),
    erased: await erasedAmong(tx, setting, records),
    taken: [],
    seq: head.seq,
  }

  const receipts = new Map<Judged, Receipt>()
  for (const one of parentsFirst(judged)) receipts.set(one, await receive(desk, one))
  if (desk.taken.length > 0) await write(desk)
  const results = judged.map((one) => receipts.get(one) ?? { id: one.id, status: 'refused' as const, code: 'trouble' as const })
  await park(tx, { setting, device, now, judged, results })
  return { epoch: head.epoch, seq: desk.seq, results, stored: desk.taken.length }
}

async function placesOf(tx: Tx, setting: string, ids: readonly string[]): Promise<Map<string, Place>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.selectFrom('revision').select(['id', 'seq', 'record', 'received_at']).where('setting', '=', setting).where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [row.id, { seq: row.seq, record: row.record, receivedAt: row.received_at }]))
}

async function desksAmong(tx: Tx, setting: string, devices: readonly string[]): Promise<Set<string>> {
  if (devices.length === 0) return new Set()
  const rows = await tx.selectFrom('device').select('id').where('setting', '=', setting).where('desk', '=', true).where('id', 'in', devices).execute()
  return new Set(rows.map(({ id }) => id))
}

/** The order sent, but for a parent that was sent after its child. Ids are hashes, so no chain closes on itself. */
function parentsFirst(judged: readonly Judged[]): Judged[] {
  const byId = new Map(judged.flatMap((one) => (one.revision ? [[one.revision.id, one] as const] : [])))
  const ordered = new Set<Judged>()
  for (const one of judged) {
    const path = [one]
    for (let last = path.at(-1); last; last = path.at(-1)) {
      const parent = last.revision?.header.after.map((id) => byId.get(id)).find((found) => found && !ordered.has(found) && found !== last)
      if (parent) path.push(parent)
      else {
        ordered.add(last)
        path.pop()
      }
    }
  }
  return [...ordered]
}

async function receive(desk: Desk, { id, revision, problem, told }: Judged): Promise<Receipt> {
  const refused = (code: Refusal): Receipt => ({ id, status: 'refused', code })
  if (!revision) return refused(problem ?? 'not-valid')
  const known = desk.places.get(revision.id)
  // Nothing of it is stored, not even that somebody wrote: the tablet lets go of it too.
  if (desk.erased.has(revision.header.record)) return { id, status: 'erased', ...(known && { seq: known.seq, receivedAt: known.receivedAt }) }
  // A repeat answers as it did the first time, even when the author's right has lapsed since.
  if (known) return { id, status: 'duplicate', seq: known.seq, receivedAt: known.receivedAt, ...desk.book.numberOf(known.record) }
  if (problem) return refused(problem)
  const { header } = revision
  const parents = header.after.map((parent) => desk.places.get(parent))
  if (parents.includes(undefined)) return { id, status: 'missing-parent', ...(desk.refused.has(header.record) && { parentRefused: true }) }
  const state = desk.states.get(header.record)
  if (parents.some((parent) => parent?.record !== header.record) || (state && state.kind !== header.kind)) return refused('not-valid')
  if (!(await isAllowed(desk, revision, state))) return refused('not-allowed')
  if (state && (await closesAgain(desk.tx, desk.setting, state, revision))) return refused('already-closed')
  take(desk, revision, { known: state, told })
  return { id, status: 'stored', seq: desk.seq, receivedAt: desk.now, ...desk.book.numberOf(header.record) }
}

async function isAllowed(desk: Desk, revision: Revision, state: RecordState | undefined): Promise<boolean> {
  const { header, body } = revision
  const form = formOf(header.kind)
  const person = header.author === laDesk.id && desk.desks.has(header.device) ? laDesk : await personNow(desk, header.author)
  if (!form || !person) return false
  const record = state ? { author: state.author, closed: await isClosedTo(desk, revision, state) } : null
  const mine = await isTheirs(desk, revision, { person, state })
  return mayMake(person, { header, changes: body?.changes ?? {}, form, record, mine, ...(await asItReads(desk, header, state)) }, desk.now)
}

/** Nobody countersigns what they have not seen signed. */
async function isClosedTo(desk: Desk, revision: Revision, state: RecordState): Promise<boolean> {
  return revision.header.act === 'countersign' ? hasSeenFreeze(desk.tx, desk.setting, state, revision) : state.freeze !== null
}

/** What the record itself says of its author’s right. It is read only to sign, countersign and add: no other right turns on it. */
async function asItReads(desk: Desk, { kind, act, author }: Revision['header'], state: RecordState | undefined): Promise<Pick<Circumstances, 'involved' | 'begunBy' | 'begunByUntil' | 'signedBy' | 'takenFor'>> {
  const nothing = { involved: false, begunBy: [], begunByUntil: null, signedBy: null, takenFor: null }
  if (!state || (kind !== incident.kind && kind !== account.kind) || (act !== 'sign' && act !== 'countersign' && act !== 'addendum')) return nothing
  const checkpoint = await checkpointOf(desk.tx, desk.setting, state)
  if (kind === account.kind) return { ...nothing, takenFor: view(account, checkpoint).answers.takenFor }
  const begunBy = whoBegan(checkpoint)
  return {
    ...nothing, begunBy, involved: adultsIn(view(incident, checkpoint).answers).includes(author), signedBy: checkpoint.freeze?.author ?? null,
    begunByUntil: act === 'sign' && !begunBy.includes(author) ? await lastDayOf(desk, begunBy) : null,
  }
}

/** Null while one of them works here with no last day, or is nobody the setting knows. */
async function lastDayOf(desk: Desk, ids: readonly string[]): Promise<string | null> {
  for (const [id, person] of await loadPeople(desk.tx, desk.setting, ids.filter((id) => !desk.people.has(id)))) desk.people.set(id, person)
  let last = ''
  for (const id of ids) {
    const until = (await personNow(desk, id))?.until ?? null
    if (until === null) return null
    if (until > last) last = until
  }
  return last
}

/** Whether the child is the author's own, as the setting has it now. Asked only where a right to write turns on it. */
async function isTheirs(desk: Desk, revision: Revision, { person, state }: { person: Person; state: RecordState | undefined }): Promise<boolean> {
  const child = await childWritten(desk, revision, state)
  if (child === null) return false
  const theirs = desk.states.get(child) ?? (await loadStates(desk.tx, desk.setting, [child])).get(child)
  return theirs?.kind === childForm.kind && isMine(person, view(childForm, await checkpointOf(desk.tx, desk.setting, theirs)).answers)
}
/** The child on whom a right to write turns: said by the record's id, else by the record, else by what begins it. */
async function childWritten(desk: Desk, { header: { kind, record }, body }: Revision, state: RecordState | undefined): Promise<string | null> {
  if (kind === calmScript.kind) return childOfScript(record)
  if (!isDrawn(kind)) return null
  const byId = ownerOf(kind, record)
  if (byId !== null) return byId
  const form = formOf(kind)
  const kept = state && form ? (childrenOf(form, await checkpointOf(desk.tx, desk.setting, state))[0] ?? null) : null
  const said = body?.changes['child/']
  return kept ?? (typeof said === 'string' ? said : null)
}

/** An adult who was added on this tablet may have written what comes next in the same push. Read only when they did: each reading costs a whole fold. */
async function personNow(desk: Desk, id: string): Promise<Person | undefined> {
  const state = desk.changed.has(id) ? desk.states.get(id) : undefined
  if (state) desk.people.set(id, personOf(await checkpointOf(desk.tx, desk.setting, state)))
  desk.changed.delete(id)
  return desk.people.get(id)
}

function take(desk: Desk, revision: Revision, { known, told }: { known: RecordState | undefined; told: number | null }): void {
  desk.seq += 1
  const { header, id } = revision
  const state = known ?? begun(revision, desk.seq)
  if (!known && header.kind === incident.kind) desk.book.enter(header.record, told)
  accept(state, revision)
  desk.states.set(header.record, state)
  desk.taken.push({ seq: desk.seq, revision })
  desk.places.set(id, { seq: desk.seq, record: header.record, receivedAt: desk.now })
  if (header.kind === 'adult') desk.changed.add(header.record)
}

async function write(desk: Desk): Promise<void> {
  const { tx, setting, taken, now } = desk
  const changed = new Map<string, { state: RecordState; checkpoint: Checkpoint }>()
  for (const [record, state] of desk.states) {
    // Before the insert: a full fold reads what is stored, and adds what this push adds.
    if (state.added.length > 0) changed.set(record, { state, checkpoint: await checkpointOf(tx, setting, state) })
  }
  await tx
    .insertInto('revision')
    .values(
      taken.map(({ seq, revision: { id, header, text } }) => ({
        setting, seq, id, record: header.record, kind: header.kind, author: header.author, device: header.device, received_at: now,
        header: text.header, body: text.body, signature: text.signature,
      })),
    )
    .execute()
  await writeCheckpoints(desk, changed)
  const checkpoints = [...changed.values()].map(({ checkpoint }) => checkpoint)
  await writeAbout(tx, setting, checkpoints)
  await savePeople(tx, setting, checkpoints.flatMap((checkpoint) => (checkpoint.kind === 'adult' ? [personOf(checkpoint)] : [])))
  await desk.book.write()
  await writeCountyFacts(tx, setting, checkpoints)
  await tx.updateTable('setting_head').set({ seq: desk.seq }).where('setting', '=', setting).execute()
}

const namedByOthers = new Set(['adult', 'child'])

async function writeCheckpoints({ tx, setting, seq }: Desk, changed: ReadonlyMap<string, { state: RecordState; checkpoint: Checkpoint }>): Promise<void> {
  const rows = [...changed].map(([record, { state, checkpoint }]) => ({
    setting, record, kind: checkpoint.kind, rank: namedByOthers.has(checkpoint.kind) ? 0 : 1, first_seq: state.firstSeq,
    up_to: seq, frozen: checkpoint.freeze !== null, reading: JSON.stringify(checkpoint),
  }))
  await tx
    .insertInto('checkpoint')
    .values(rows)
    .onConflict((clash) =>
      clash.columns(['setting', 'record']).doUpdateSet((now) => ({ up_to: now.ref('excluded.up_to'), frozen: now.ref('excluded.frozen'), reading: now.ref('excluded.reading') })),
    )
    .execute()
}

async function writeAbout(tx: Tx, setting: string, checkpoints: readonly Checkpoint[]): Promise<void> {
  await tx.deleteFrom('about').where('setting', '=', setting).where('record', 'in', checkpoints.map(({ record }) => record)).execute()
  const rows = checkpoints.flatMap((checkpoint) => {
    const form = formOf(checkpoint.kind)
    return form ? childrenOf(form, checkpoint).map((child) => ({ setting, record: checkpoint.record, child })) : []
  })
  if (rows.length > 0) await tx.insertInto('about').values(rows).execute()
}
