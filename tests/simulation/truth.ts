import canonicalize from 'canonicalize'
import type { Checkpoint } from '../../src/domain/history/read'
import { fold, view } from '../../src/domain/history/read'
import type { Revision } from '../../src/domain/history/revision'
import { checkRevision, openRevision } from '../../src/domain/history/revision'
import type { Changes } from '../../src/domain/schema/field'
import { sha256 } from '../../src/server/crypto'
import type { Draft, Entry } from '../../src/storage/ledger'
import type { SimulatedEndpoint, StoredRow } from './endpoint'
import { formIn } from './paper'
import { readPlainly, seenBy } from './plain-reading'
import type { Tablet } from './tablet'

/** A promise that was not kept: which, and where. No history goes on after one. */
export class Broken extends Error {
  override readonly name = 'Broken'
}
export function hold(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new Broken(promise)
}

interface Kept { readonly tablet: number; readonly revision: Revision; readonly entry: Entry }

/** What was promised so far, watched from outside: by the disks and the database themselves. */
export interface Truth {
  /** The endpoint's rows, in order. */
  readonly rows: readonly StoredRow[]
  /** "Saved on this tablet" was said. */
  readonly saved: (kept: Kept) => void
  /** `before`: the draft whose words it took up. */
  readonly draftKept: (draft: Draft, before: Draft | null, tablet: number) => void
  /** Received rows of a revoked tablet go with its right to have them. */
  readonly mayForget: (tablet: number) => void
  readonly afterStep: (tablet: Tablet | null, asked: boolean) => Promise<string>
  readonly atRest: (tablets: readonly Tablet[]) => Promise<string>
}

export async function openTruth(endpoint: SimulatedEndpoint): Promise<Truth> {
  const rows: StoredRow[] = []
  /** By the hash of its salted body, which outlives being made again. */
  const kept = new Map<string, Kept>()
  const drafts = new Map<string, Draft>()
  const stored = new Map<string, StoredRow>()
  const cursors = new Map<number, number>()
  const forgetting = new Set<number>()
  const frozen = new Map<string, string>()
  /** At the endpoint, by id. */
  const opened = new Map<string, Revision>()
  /** As made on a tablet, by id. */
  const made = new Map<string, Revision>()

  async function look(): Promise<void> {
    const last = rows.at(-1)?.seq ?? 0
    const fresh = await endpoint.rows(last)
    for (const [index, row] of fresh.entries()) {
      hold(row.seq === last + index + 1, 'the endpoint numbers without a gap')
      const revision = openRevision(row)
      const hash = revision.header.bodyHash
      opened.set(row.id, revision)
      hold(!stored.has(hash), 'what was sent twice is stored once')
      stored.set(hash, row)
      rows.push(row)
      const promised = kept.get(hash)
      if (promised) holdAsKept(revision, promised)
      if ((revision.header.act === 'close' || revision.header.act === 'sign') && !frozen.has(row.record)) frozen.set(row.record, partsOf(row.record))
    }
    hold((await endpoint.head()) === (rows.at(-1)?.seq ?? 0), 'the endpoint’s number is that of its last row')
  }

  const partsOf = (record: string): string => JSON.stringify(fold(null, [...opened.values()].filter(({ header }) => header.record === record))?.checkpoint.parts)

  function holdAsKept(sent: Revision, { revision, entry }: Kept): void {
    hold(sent.header.author === entry.author, 'each revision keeps its author')
    hold(textOf(sent.body?.changes ?? {}) === textOf(entry.changes), 'what is stored is what its author kept')
    hold(sent.header.act === entry.act && sent.header.at === revision.header.at, 'a revision keeps its act and its time')
    const all = new Map([...opened, ...made])
    const saw = seenBy(all, entry.after)
    // One that was made again has another id and the same body.
    const hashes = new Set([...saw].flatMap((id) => all.get(id)?.header.bodyHash ?? []))
    hold(sent.header.after.every((id) => saw.has(id) || hashes.has(all.get(id)?.header.bodyHash ?? '')), 'no author is said to have seen what they had not')
  }

  async function lookAt({ index, life }: Tablet): Promise<string> {
    const tab = life.tabs[0]
    if (!tab) return ''
    const { strict } = tab.tables
    const [outbox, cursor] = await Promise.all([strict.outbox.toArray(), tab.ledger.cursor()])
    const waiting = new Set(outbox.map(({ id }) => id))
    // Made from a draft, or made again: nobody was handed these.
    for (const record of new Set(outbox.filter(({ id }) => !made.has(id)).map((one) => one.record))) for (const one of await tab.ledger.revisions(record)) made.set(one.id, one)
    for (const [hash, { tablet, revision }] of kept) {
      if (tablet !== index || stored.has(hash)) continue
      let { id } = revision
      for (;;) {
        const again = (await strict.facts.get(`made-again|${id}`))?.value
        if (typeof again !== 'string') break
        id = again
      }
      hold(waiting.has(id) && (await strict.revisions.get(id)) !== undefined, 'what was saved stays until the endpoint has it')
    }
    const before = cursors.get(index) ?? 0
    if (cursor.epoch === null) {
      hold(before === 0 || forgetting.has(index), 'a cursor is never lost')
      cursors.set(index, 0)
      return `no cursor, ${outbox.length} unsent`
    }
    hold(cursor.seq >= before || forgetting.has(index), 'a cursor never goes back')
    hold(cursor.seq <= rows.length, 'a cursor never goes ahead of the endpoint')
    const passed = rows.slice(Math.min(before, cursor.seq), cursor.seq)
    if (passed.length > 0) {
      const [here, readings] = await Promise.all([strict.revisions.bulkGet(passed.map(({ id }) => id)), strict.readings.bulkGet(passed.map(({ record }) => record))])
      hold(passed.every(({ seq }, at) => here[at] !== undefined || (readings[at]?.upTo ?? 0) >= seq), 'a cursor never passes a row that is not here')
    }
    cursors.set(index, cursor.seq)
    return `at ${cursor.seq}, ${outbox.map(({ id, code }) => `${id.slice(0, 6)}${code ?? ''}`).join(' ')}`
  }

  async function atRest(tablets: readonly Tablet[]): Promise<string> {
    await look()
    const revisions = [...opened.values()]
    for (const row of rows) hold((await checkRevision(row, sha256)).ok, 'every header and body verifies')
    const byRecord = new Map<string, Revision[]>()
    for (const one of revisions) byRecord.set(one.header.record, [...(byRecord.get(one.header.record) ?? []), one])
    const cached = new Map((await endpoint.db.selectFrom('checkpoint').select(['record', 'reading']).execute()).map(({ record, reading }) => [record, JSON.parse(reading) as Checkpoint]))
    const said: string[] = []
    for (const [record, theirs] of byRecord) {
      const whole = fold(null, theirs)?.checkpoint ?? null
      hold(whole !== null, 'a record with revisions can be read')
      hold(same(cached.get(record) ?? null, whole), 'the endpoint’s reading is the fold of its revisions')
      holdPlainly(whole, theirs)
      said.push(JSON.stringify(whole))
      hold(!frozen.has(record) || frozen.get(record) === JSON.stringify(whole.parts), 'what was signed reads the same for ever')
    }
    for (const tablet of tablets) await holdTablet(tablet, byRecord)
    await holdKept(tablets, revisions)
    return said.join('\n')
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

  async function holdTablet({ life }: Tablet, byRecord: ReadonlyMap<string, readonly Revision[]>): Promise<void> {
    const [tab] = life.tabs
    hold(tab !== undefined, 'a tablet is open at rest')
    const { ledger } = tab
    const [outlook, cursor, needing, aside] = await Promise.all([ledger.outlook(), ledger.cursor(), ledger.needingHistory(), ledger.setAside()])
    hold(outlook.waiting === 0, 'every outbox drains once the network holds')
    hold(cursor.seq === rows.length, 'each tablet has passed every row')
    hold(needing.length === 0, 'every history that was missing was fetched')
    hold(aside === 0, 'nothing the endpoint sent was set aside')
    const known = await ledger.checkpoints([...byRecord.keys()])
    const here = new Map(known.map((one) => [one.record, one]))
    for (const [record, theirs] of byRecord) hold(same(here.get(record) ?? null, fold(null, theirs)?.checkpoint ?? null), 'all tablets read the same answers')
  }

  async function holdKept(tablets: readonly Tablet[], revisions: readonly Revision[]): Promise<void> {
    const everywhere: Revision[] = [...revisions]
    for (const tablet of tablets) {
      const [tab] = tablet.life.tabs
      if (!tab) continue
      const tray = await tab.ledger.tray()
      for (const { code } of tray) hold(code === 'not-allowed' || code === 'already-closed' || code === 'too-new', `nothing is refused without a reason (${code})`)
      const parked = new Set(tray.map(({ id }) => id))
      for (const record of new Set(tray.map((one) => one.record))) everywhere.push(...(await tab.ledger.revisions(record)).filter(({ id }) => parked.has(id)))
    }
    const hashes = new Set(everywhere.map(({ header }) => header.bodyHash))
    for (const hash of kept.keys()) hold(hashes.has(hash), 'every saved write is at the endpoint or in the tray')
    for (const draft of drafts.values()) {
      const wanted = textOf(draft.changes)
      const found = everywhere.some(({ header, body }) => header.author === draft.adult && header.record === draft.record && body !== null && textOf(body.changes) === wanted)
      hold(found, 'every draft that was kept became a revision of its author')
    }
  }

  await look()
  return {
    rows,
    saved: (one) => {
      kept.set(one.revision.header.bodyHash, one)
      made.set(one.revision.id, one.revision)
    },
    draftKept: (draft, before, tablet) => {
      if (before) drafts.delete(nameOf(before, tablet))
      drafts.set(nameOf(draft, tablet), draft)
    },
    mayForget: (tablet) => void forgetting.add(tablet),
    async afterStep(tablet, asked) {
      if (asked) await look()
      return tablet ? lookAt(tablet) : ''
    },
    atRest,
  }
}

const nameOf = ({ record, adult, changes }: Draft, tablet: number): string => `${tablet}|${record}|${adult}|${textOf(changes)}`
const textOf = (changes: Changes): string => canonicalize(changes) ?? ''
const byPart = <T extends { readonly standing: Readonly<Record<string, unknown>> }>(one: T) => ({ ...one, standing: Object.entries(one.standing).sort(([a], [b]) => (a < b ? -1 : 1)), heads: undefined })

/** Whichever way two checkpoints were come by. */
function same(one: Checkpoint | null, other: Checkpoint | null): boolean {
  const plain = (checkpoint: Checkpoint | null) =>
    checkpoint && JSON.stringify({ ...checkpoint, sources: undefined, parts: Object.entries(checkpoint.parts).sort(([a], [b]) => (a < b ? -1 : 1)).map(([part, some]) => [part, some.map(([at, value]) => [checkpoint.sources[at]?.revision, value])]) })
  return plain(one) === plain(other)
}
