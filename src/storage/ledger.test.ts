// @vitest-environment node
import { afterEach, expect, test } from 'vitest'
import type { FailingDisk } from '../../tests/support/failing-disk'
import { failingDisk } from '../../tests/support/failing-disk'
import type { TabletDisk } from '../../tests/support/tablet-disk'
import { closeDisks, elsewhere, entry, tabletDisk } from '../../tests/support/tablet-disk'
import { Locked, StorageTrouble } from './trouble'
import type { Sealed } from './db'
import type { Vault } from './vault'

let disk: FailingDisk | null = null
afterEach(() => {
  disk?.restore()
  disk = null
  closeDisks()
})
const epoch = 'epoch-1'
const start = { epoch: null, seq: 0 }
const full = () => new DOMException('no room', 'QuotaExceededError')
/** Every row of every table, to be compared whole. */
const everything = async ({ tables: { strict } }: TabletDisk) =>
  Object.fromEntries(await Promise.all(strict.tables.map(async (table) => [table.name, await table.toCollection().toArray()] as const)))

test('while the tablet is locked, what is waiting is known and nothing is opened', async () => {
  const { ledger, vault } = await tabletDisk()
  await ledger.append(entry({ changes: { 'name/': 'Juniper' } }))
  await ledger.keepDraft({ record: 'abc-1', adult: 'sorrel', kind: 'abc', after: [], changes: { 'before/': 'Queue' }, startedAt: 4 })
  await ledger.keepFact('roster', ['Moss Kettle'])
  expect(await ledger.checkpoint('juniper')).not.toBeNull()
  vault.lock()
  expect(await ledger.drafts('sorrel')).toMatchObject([{ record: 'abc-1', adult: 'sorrel', kind: 'abc', startedAt: 4 }])
  expect(await ledger.outlook()).toMatchObject({ waiting: 1, harm: false })
  expect(await ledger.tray()).toHaveLength(1)
  const locked = [
    () => ledger.checkpoint('juniper'), () => ledger.ofKind('child'), () => ledger.draft('abc-1', 'sorrel'), () => ledger.fact('roster'),
    () => ledger.append(entry({ changes: {} })), () => ledger.batch({ items: 1, bytes: 1 }), () => ledger.receive({ epoch, rows: [], next: 0 }, start),
  ]
  for (const ask of locked) await expect(ask()).rejects.toBeInstanceOf(Locked)
})

test('a draft is one row that is replaced, and an empty one is gone', async () => {
  const { ledger, clock } = await tabletDisk()
  const draft = { record: 'abc-1', adult: 'moss', kind: 'abc', after: [], startedAt: 4 }
  await ledger.keepDraft({ ...draft, changes: { 'before/': 'Q' } })
  clock.at += 500
  await ledger.keepDraft({ ...draft, changes: { 'before/': 'Queue', 'place/': null } })
  expect(await ledger.draft('abc-1', 'moss')).toEqual({ ...draft, changes: { 'before/': 'Queue', 'place/': null } })
  expect(await ledger.drafts()).toEqual([{ record: 'abc-1', adult: 'moss', kind: 'abc', startedAt: 4, keptAt: clock.at }])
  await ledger.keepDraft({ ...draft, changes: {} })
  expect(await ledger.drafts()).toEqual([])
})

test('facts of this tablet are sealed; the clock’s skew is not', async () => {
  const made = await tabletDisk()
  const { ledger } = made
  expect(await ledger.skew()).toBeNull()
  expect(await ledger.fact('pack')).toBeNull()
  await ledger.keepContact({ skewMs: -40, at: 12 })
  await ledger.keepFact('pack', { name: 'Hertfordshire Steps' })
  expect([await ledger.skew(), await ledger.lastContactAt()]).toEqual([-40, 12])
  expect(await ledger.fact('pack')).toEqual({ name: 'Hertfordshire Steps' })
})

test('nothing that anyone wrote lies open in the tables', async () => {
  const made = await tabletDisk()
  const { ledger } = made
  const other = await elsewhere()
  const refused = await ledger.append(entry({ changes: { 'name/': 'Zebrafinch-one' } }))
  await ledger.append(entry({ record: 'qr-1', kind: 'quick-record', changes: { 'words/': 'Zebrafinch-two', 'hurt/': 'yes' } }))
  await ledger.keepDraft({ record: 'abc-1', adult: 'moss', kind: 'abc', after: [], changes: { 'before/': 'Zebrafinch-three' }, startedAt: 1 })
  await ledger.keepFact('roster', 'Zebrafinch-four')
  const theirs = await other.write({ record: 'pip', changes: { 'name/': 'Zebrafinch-five' } })
  await ledger.receive({ epoch, rows: other.rows(theirs, { text: { ...theirs.text, id: 'Zebra' } }), next: 2 }, start)
  await ledger.delivered([{ id: refused.id, status: 'refused', code: 'not-allowed' }])
  const bytes = (value: unknown): string =>
    value instanceof ArrayBuffer || ArrayBuffer.isView(value)
      ? Buffer.from(value instanceof ArrayBuffer ? value : value.buffer).toString('latin1')
      : value !== null && typeof value === 'object' ? Object.values(value).map(bytes).join(' ') : String(value)
  const disk = bytes(await everything(made))
  expect(disk).not.toContain('Zebrafinch')
  expect(disk).toContain('quick-record')
})

test('a row that was changed on disk is set aside and counted, and the others are read', async () => {
  const made = await tabletDisk()
  const { ledger, tables: { strict } } = made
  for (const record of ['juniper', 'pip', 'rowan']) await ledger.append(entry({ record, changes: { 'name/': record } }))
  await ledger.keepDraft({ record: 'abc-1', adult: 'moss', kind: 'abc', after: [], changes: { 'before/': 'Queue' }, startedAt: 1 })
  const rowan = await strict.readings.get('rowan')
  await strict.readings.update('pip', { iv: rowan!.iv, sealed: rowan!.sealed })
  await strict.drafts.update(['abc-1', 'moss'], { sealed: new ArrayBuffer(8) })

  const { ledger: later, unlock } = await made.reload()
  await unlock()
  expect((await later.ofKind('child')).map(({ record }) => record).sort()).toEqual(['juniper', 'rowan'])
  expect(await later.draft('abc-1', 'moss')).toBeNull()
  expect(await later.setAside()).toBe(2)
  // Its revision is whole: the next save reads the record anew.
  const [began] = await later.revisions('pip')
  await later.append(entry({ record: 'pip', after: [began!.id], changes: { 'room/': 'Otters' } }))
  expect((await later.checkpoint('pip'))?.count).toBe(2)
})

test('a reading is opened once, and opened again when it changed or the tablet was locked', async () => {
  let opened = 0
  const made = await tabletDisk({
    around: (vault) => watched(vault, (name, about) => {
      if (name === 'unseal' && about.startsWith('readings|')) opened += 1
    }),
  })
  const other = await elsewhere()
  const children = await Promise.all(Array.from({ length: 20 }, (_, n) => other.write({ record: `child-${n}`, changes: { 'name/': `Pip ${n}` } })))
  await made.ledger.receive({ epoch, rows: other.rows(...children), next: 20 }, start)
  expect(await made.ledger.ofKind('child')).toHaveLength(20)
  expect(opened).toBe(0)
  const edit = await other.write({ record: 'child-3', after: [children[3]!.id], changes: { 'room/': 'Otters' } })
  const second = await made.reload()
  await second.unlock()
  await second.ledger.receive({ epoch, rows: other.rows(edit), next: 21 }, { epoch, seq: 20 })
  opened = 0
  expect(await made.ledger.ofKind('child')).toHaveLength(20)
  expect(opened).toBe(1)
  made.vault.lock()
  await expect(made.ledger.ofKind('child')).rejects.toBeInstanceOf(Locked)
  await made.unlock()
  await made.ledger.ofKind('child')
  expect(opened).toBe(21)
})

test('a query runs again after each change it depends on, also what it asked after opening a sealed row', async () => {
  const { ledger, vault, unlock } = await tabletDisk()
  const began = await ledger.append(entry({ changes: { 'name/': 'Juniper' } }))
  vault.lock()
  await unlock()
  const seen: string[] = []
  const errors: unknown[] = []
  const stop = ledger.watch(
    async () => {
      const checkpoint = await ledger.checkpoint('juniper')
      const draft = await ledger.draft('juniper', 'sorrel')
      return `${checkpoint?.count} ${draft ? JSON.stringify(draft.changes['room/']) : '-'} ${(await ledger.tray()).length}`
    },
    (value) => seen.push(value),
    (error) => errors.push(error),
  )
  const settled = async (value: string) => expect.poll(() => seen.at(-1)).toBe(value)
  await settled('1 - 1')
  await ledger.keepDraft({ record: 'juniper', adult: 'sorrel', kind: 'child', after: [began.id], changes: { 'room/': 'Otters' }, startedAt: 1 })
  await settled('1 "Otters" 1')
  await ledger.append(entry({ after: [began.id], changes: { 'room/': 'Badgers' } }))
  await settled('2 "Otters" 2')
  await ledger.delivered([{ id: began.id, status: 'stored', seq: 1 }])
  await settled('2 "Otters" 1')
  vault.lock()
  await ledger.delivered([{ id: 'nothing', status: 'stored', seq: 1 }])
  expect(errors).toEqual([])
  stop()
})

test('a query that failed is told of, and runs again with the next change', async () => {
  const { ledger, vault, unlock } = await tabletDisk()
  await ledger.append(entry({ changes: { 'name/': 'Juniper' } }))
  const seen: number[] = []
  const errors: unknown[] = []
  const stop = ledger.watch(
    async () => {
      const waiting = (await ledger.tray()).length
      await ledger.checkpoint('juniper')
      return waiting
    },
    (value) => seen.push(value),
    (error) => errors.push(error),
  )
  await expect.poll(() => seen).toEqual([1])
  const [item] = await ledger.tray()
  vault.lock()
  await ledger.delivered([{ id: item!.id, status: 'stored', seq: 1 }])
  await expect.poll(() => errors).toEqual([expect.any(Locked)])
  await unlock()
  await ledger.append(entry({ record: 'pip', changes: { 'name/': 'Pip' } }))
  await expect.poll(() => seen).toEqual([1, 1])
  stop()
})

test('a full disk is said, and nothing is half written: drafts, revisions, receipts, pages, first sync', async () => {
  const other = await elsewhere()
  const theirs = await other.write({ record: 'pip', changes: { 'name/': 'Pip', 'parents/p1': true } })
  const rows = other.rows(theirs, { text: { ...theirs.text, id: 'broken' } })
  const made = await tabletDisk()
  const { ledger } = made
  const began = await ledger.append(entry({ changes: { 'name/': 'Juniper' } }))
  const next = await ledger.append(entry({ after: [began.id], changes: { 'room/': 'Otters' } }))
  const draft = { record: 'juniper', adult: 'moss', kind: 'child', after: [next.id], startedAt: 1 }
  await ledger.keepDraft({ ...draft, changes: { 'knownAs/': 'Ju' } })
  const before = await everything(made)
  const acts: (() => Promise<unknown>)[] = [
    () => ledger.keepDraft({ ...draft, changes: { 'knownAs/': 'Juni' } }),
    () => ledger.append(entry({ after: [next.id], changes: { 'knownAs/': 'Juni' } })),
    () => ledger.draftsToRevisions(),
    () => ledger.delivered([{ id: began.id, status: 'refused', code: 'not-allowed' }]),
    () => ledger.delivered([{ id: began.id, status: 'stored', seq: 1 }]),
    () => ledger.receive({ epoch, rows, next: 2 }, start),
    () => ledger.keepHistory('pip', rows),
    () => ledger.keepSnapshot({ epoch, asOf: 1, records: [{ record: 'x', kind: 'child', upTo: 1, checkpoint: '' }], next: 'more' }),
    () => ledger.dropReceived(),
  ]
  disk = failingDisk(full)
  for (const act of acts) {
    let failures = 0
    for (let due = 1; ; due++) {
      disk.calls = 0
      disk.due = due
      const outcome = await act().then(() => null, (error: unknown) => error)
      const reached = disk.calls >= due
      disk.due = null
      if (!reached) break
      failures += 1
      expect(outcome).toBeInstanceOf(StorageTrouble)
      expect(outcome).toMatchObject({ state: 'full' })
      expect(await everything(made)).toEqual(before)
    }
    expect(failures).toBeGreaterThan(0)
    // Done at last: back to where it was, for the next.
    await restore(made, before)
  }
})

test('a crash anywhere while a page is taken in leaves the cursor behind the rows, and taking it again makes it whole', async () => {
  let steps = 0
  let due = Infinity
  const made = await tabletDisk({
    around: (vault) => watched(vault, () => {
      steps += 1
      if (steps === due) throw new Error('crash')
    }),
  })
  const other = await elsewhere()
  const juniper = await other.write({ changes: { 'name/': 'Juniper' } })
  const pip = await other.write({ record: 'pip', changes: { 'name/': 'Pip' } })
  const mine = await made.ledger.append(entry({ record: 'rowan', changes: { 'name/': 'Rowan' } }))
  const page = { epoch, rows: other.rows(juniper, pip, mine, await other.write({ after: [juniper.id], changes: { 'room/': 'Otters' } })), next: 4 }
  const before = await everything(made)
  let crashes = 0
  const stopped: FailingDisk = (disk = failingDisk(() => new Error('crash')))
  for (const [kind, set] of [['vault', (n: number) => { due = n }], ['disk', (n: number) => { stopped.due = n }]] as const) {
    for (let step = 1; ; step++) {
      steps = 0
      stopped.calls = 0
      set(step)
      const outcome = await made.ledger.receive(page, start).catch((error: unknown) => error)
      set(Infinity)
      // What ran beside the step that crashed comes to its end.
      await new Promise((resolve) => setTimeout(resolve, 5))
      if (outcome === true) break
      crashes += 1
      expect([kind, step, outcome]).toEqual([kind, step, expect.objectContaining({ message: 'crash' })])
      expect(await everything(made)).toEqual(before)
    }
    expect(await made.ledger.cursor()).toEqual({ epoch, seq: 4 })
    expect(new Map((await made.ledger.ofKind('child')).map(({ record, count }) => [record, count]))).toEqual(new Map([['juniper', 2], ['pip', 1], ['rowan', 1]]))
    expect(await made.ledger.tray()).toEqual([])
    await restore(made, before)
  }
  expect(crashes).toBeGreaterThan(20)
})

async function restore({ tables: { strict } }: TabletDisk, rows: Record<string, unknown[]>): Promise<void> {
  for (const table of strict.tables) {
    await table.clear()
    await table.bulkPut(rows[table.name] ?? [])
  }
}

/** A vault that tells of every sealing, opening, hash and signature before it is done. */
function watched(vault: Vault, tell: (name: string, about: string) => void): Vault {
  const told = <A extends unknown[], T>(name: string, ask: (...given: A) => Promise<T>) => async (...given: A): Promise<T> => {
    tell(name, String(given[0]))
    return ask(...given)
  }
  return {
    ...vault,
    get open() {
      return vault.open
    },
    seal: told('seal', (about: string, given: string) => vault.seal(about, given)),
    unseal: told('unseal', (about: string, given: Sealed) => vault.unseal(about, given)),
    sealOpenly: told('sealOpenly', (about: string, given: string) => vault.sealOpenly(about, given)),
    unsealOpenly: told('unsealOpenly', (about: string, given: Sealed) => vault.unsealOpenly(about, given)),
    sha256: told('sha256', vault.sha256),
    sign: told('sign', vault.sign),
  }
}
