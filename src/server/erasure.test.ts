import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { TestTablet } from '../../tests/support/enrolled-tablet'
import { enrolTestTablet } from '../../tests/support/enrolled-tablet'
import { checkRevision } from '../domain/history/revision'
import { sha256 } from './crypto'
import { within } from './database/within'
import { eraseAgain } from './erase-again'
import { eraseRecord, heldAmong, noteHold } from './erasure'
import type { Erasure, ErasureLedger } from './erasure-ledger'
import { openErasureLedger } from './erasure-ledger'
import type { TestEndpoint } from './test-endpoint'
import { testEndpoint } from './test-endpoint'

const newFile = () => join(mkdtempSync(join(tmpdir(), 'steps-erased-')), 'erased')

describe.each(['pglite', 'postgres'] as const)('an erased record on %s', (on) => {
  let endpoint: TestEndpoint
  let setting: string
  let hall: TestTablet
  let secret: string
  beforeAll(async () => {
    endpoint = await testEndpoint({ on })
  })
  afterAll(() => endpoint.close())
  beforeEach(async () => {
    setting = await endpoint.addSetting()
    secret = `Kettlewhistle-${randomUUID()}`
    await endpoint.addAdults(setting, { id: 'amira', name: 'Amira Lanternhall', roles: ['practitioner'] }, { id: 'hetty', name: 'Hetty Overbrook', roles: ['head'] })
    hall = await enrolTestTablet(endpoint, setting)
  })

  const entry = (given: Partial<Erasure> = {}): Erasure => ({ act: 'erase', setting, record: 'note-1', kind: 'abc', why: 'request', decidedBy: 'hetty', reviewedBy: 'dov', at: 1_000, ...given })
  const erase = (given: Partial<Erasure> = {}, ledger?: ErasureLedger) =>
    eraseRecord(entry(given), { db: endpoint.db, pokes: endpoint.pokes, first: async () => void (await ledger?.add(entry(given))) })
  const note = (given: Parameters<TestTablet['make']>[0] | object = {}) =>
    hall.make({ record: 'note-1', kind: 'abc', author: 'amira', changes: { 'before/': secret, 'child/': 'moss' }, ...given })
  const statuses = async (tablet: TestTablet, ...texts: unknown[]) => (await tablet.push(...texts)).results.map(({ status, code }) => code ?? status)
  /** All that the database says of the setting, as text. */
  const dump = async () => {
    const tables = await sql<{ name: string }>`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(endpoint.db)
    const texts = await Promise.all(tables.rows.map(async ({ name }) => JSON.stringify((await sql`select * from ${sql.table(name)}`.execute(endpoint.db)).rows)))
    return texts.join('\n')
  }

  test('is no row for a first sync to stand on: the last revision before it is', async () => {
    const kept = await hall.make({ record: 'note-2', kind: 'abc', author: 'amira', changes: { 'before/': 'The bell', 'child/': 'moss' } })
    await hall.push((await note()).text, kept.text)
    await erase()
    const page = await hall.snapshot({})
    expect(page.stand).toMatchObject({ seq: page.asOf - 1, id: kept.id })
  })

  test('has lost body and salt of every revision, and the chain of its headers verifies', async () => {
    const first = await note()
    const second = await note({ after: [first.id], changes: { 'before/': `${secret} again` } })
    await statuses(hall, first.text, second.text)
    expect(await dump()).toContain(secret)
    expect(await erase()).toBe(true)
    expect(await dump()).not.toContain(secret)
    for (const salt of [first, second].map(({ body }) => body?.salt ?? '')) expect(await dump()).not.toContain(salt)
    const rows = (await hall.pulled({ after: 0 })).rows
    const { rows: revisions } = await hall.pull({ after: 0 })
    const theirs = revisions.filter(({ header }) => header.includes('note-1'))
    expect(theirs.map(({ id, body }) => [id, body])).toEqual([[first.id, null], [second.id, null]])
    for (const row of theirs) expect(await checkRevision(row, sha256)).toMatchObject({ ok: true })
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1))
    expect(rows.at(-1)).toEqual({ seq: rows.length, erase: { record: 'note-1', at: 1_000 } })
  })

  test('is counted, listed and sent no more: neither checkpoint, children, facts nor notes of what was refused', async () => {
    const one = await hall.make({ record: 'incident-9', kind: 'incident', author: 'amira', changes: { 'words/': secret, 'children/moss': true } })
    const strange = await hall.make({ record: 'incident-9', kind: 'incident', author: 'nobody', changes: { 'words/': secret } })
    expect(await statuses(hall, one.text, strange.text)).toEqual(['stored', 'not-allowed'])
    const left = async () =>
      Promise.all((['checkpoint', 'about', 'county_fact', 'parked', 'incident_number'] as const).map(async (table) => [table, (await endpoint.db.selectFrom(table).selectAll().where('setting', '=', setting).where('record', '=', 'incident-9').execute()).length]))
    expect(await left()).toEqual([['checkpoint', 1], ['about', 1], ['county_fact', 1], ['parked', 1], ['incident_number', 1]])
    await erase({ record: 'incident-9', kind: 'incident' })
    // The book has no gap: a number once given stays.
    expect(await left()).toEqual([['checkpoint', 0], ['about', 0], ['county_fact', 0], ['parked', 0], ['incident_number', 1]])
    const again = await hall.make({ record: 'incident-10', kind: 'incident', author: 'amira', changes: { 'words/': 'Another' } })
    expect((await hall.push(again.text)).results).toMatchObject([{ status: 'stored', number: 2 }])
  })

  test('takes nothing in any more: what is sent again, later or on top is answered “erased” and not stored; its neighbour is', async () => {
    const first = await note()
    await statuses(hall, first.text)
    await erase()
    const later = await note({ after: [first.id], changes: { 'before/': `${secret} later` } })
    const apart = await note({ after: [], changes: { 'before/': `${secret} apart` } })
    const orphan = await note({ after: [later.id], changes: { 'before/': `${secret} on top` } })
    const other = await note({ record: 'note-2', changes: { 'before/': 'Rain' } })
    expect(await statuses(hall, first.text, later.text, apart.text, orphan.text, { ...first.text, body: null }, other.text)).toEqual(['erased', 'erased', 'erased', 'erased', 'erased', 'stored'])
    expect(await dump()).not.toContain(secret)
  })

  test('is erased once: a second time changes nothing, and its row is neither changed nor taken away by anybody', async () => {
    await statuses(hall, (await note()).text)
    expect([await erase(), await erase({ at: 2_000 })]).toEqual([true, false])
    await expect(endpoint.db.updateTable('erasure').set({ at: 5 } as never).where('setting', '=', setting).execute()).rejects.toThrow('only added to')
    await expect(endpoint.db.deleteFrom('erasure').where('setting', '=', setting).execute()).rejects.toThrow('only added to')
    await expect(within(endpoint.db, setting, (tx) => tx.insertInto('erasure').values({ setting, seq: 99, record: 'x', kind: 'abc', why: 'mistake', decided_by: 'a', reviewed_by: 'b', at: 1 }).execute())).rejects.toThrow('permission denied')
    await expect(within(endpoint.db, setting, (tx) => tx.updateTable('revision').set({ body: null }).execute())).rejects.toThrow('permission denied')
  })

  test('a first sync gives the rest, and then a mark for each that is gone, page by page', async () => {
    await statuses(hall, (await note()).text, (await note({ record: 'note-2' })).text, (await note({ record: 'note-3' })).text)
    await erase()
    await erase({ record: 'note-3', at: 2_000 })
    const records: { record: string; checkpoint: string }[] = []
    let next: string | null = null
    do {
      const page = await hall.snapshot({ limit: 1, ...(next !== null && { after: next }) })
      records.push(...page.records)
      next = page.next
    } while (next !== null)
    expect(records.map(({ record }) => record)).toEqual([expect.any(String), expect.any(String), 'note-2', 'note-1', 'note-3'])
    expect(records.slice(-2).map(({ checkpoint }) => JSON.parse(checkpoint) as unknown)).toEqual([{ v: 1, record: 'note-1', erasedAt: 1_000 }, { v: 1, record: 'note-3', erasedAt: 2_000 }])
  })

  test('a page that is full before the erasure’s turn leaves it for the next one, without a gap', async () => {
    const long = Object.fromEntries(['before', 'activity', 'adultsWords'].map((field) => [`${field}/`, 'x'.repeat(175_000)]))
    await statuses(hall, (await note({ record: 'note-2', changes: long })).text)
    await erase({ record: 'note-2', at: 7 })
    await statuses(hall, (await note({ record: 'note-3', changes: long })).text, (await note({ record: 'note-4', changes: long })).text)
    await erase({ record: 'note-9' })
    const seen: number[] = []
    for (let after = 0, more = true; more; ) {
      const page = await hall.pulled({ after })
      expect(page.rows[0]?.seq).toBe(after + 1)
      seen.push(...page.rows.map(({ seq }) => seq))
      after = page.next
      more = page.more
    }
    expect(seen).toEqual(seen.map((_, index) => index + 1))
    expect(seen.length).toBe(7)
  })

  test('a push that is under way while it is erased leaves no word behind', async () => {
    const first = await note()
    await statuses(hall, first.text)
    const edits = await Promise.all(Array.from({ length: 12 }, (_, index) => note({ after: [first.id], changes: { 'before/': `${secret} ${index}` } })))
    const [, ...answers] = await Promise.all([erase(), ...edits.map(({ text }) => statuses(hall, text))])
    expect(answers.flat().every((status) => status === 'stored' || status === 'erased')).toBe(true)
    expect(await dump()).not.toContain(secret)
    const { rows } = await hall.pulled({ after: 0 })
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1))
  })

  test('is erased again in a database that was restored without the erasure, and what only the database knows is written down', async () => {
    const ledger = openErasureLedger(newFile())
    const before = await note()
    await statuses(hall, before.text)
    // Decided and written down; then this copy is put back, which knows nothing of it.
    await ledger.add(entry())
    await ledger.add(entry({ setting: 'no-such-setting' }))
    await ledger.add({ act: 'hold', setting, child: 'moss', why: 'inquiry', decidedBy: 'hetty', at: 3 })
    await erase({ record: 'note-7', at: 9 })
    expect(await eraseAgain(ledger, endpoint)).toEqual({ records: 1, tablets: 0, unreadable: 0 })
    expect(await dump()).not.toContain(secret)
    expect(await statuses(hall, before.text)).toEqual(['erased'])
    expect(await within(endpoint.db, setting, (tx) => heldAmong(tx, setting, ['moss', 'pip']))).toEqual(new Map([['moss', 'inquiry']]))
    expect((await ledger.read()).entries.filter((one) => one.setting === setting && one.act === 'erase')).toEqual([entry(), entry({ record: 'note-7', at: 9 })])
    expect(await eraseAgain(ledger, endpoint)).toEqual({ records: 0, tablets: 0, unreadable: 0 })
  })

  test('a child is held until it is let go, and the last word stands', async () => {
    const hold = (act: 'hold' | 'unhold', at: number) => noteHold({ act, setting, child: 'moss', why: 'legal', decidedBy: 'hetty', at }, { db: endpoint.db, first: () => Promise.resolve() })
    const held = () => within(endpoint.db, setting, async (tx) => [...(await heldAmong(tx, setting, ['moss'])).keys()])
    await hold('hold', 5)
    expect(await held()).toEqual(['moss'])
    // In the order of saying, whatever the clock says.
    await hold('unhold', 4)
    expect(await held()).toEqual([])
  })

  test('nothing is erased where the file apart cannot be written', async () => {
    await statuses(hall, (await note()).text)
    const blocked = newFile()
    writeFileSync(blocked, 'a file, and no folder')
    await expect(erase({}, openErasureLedger(join(blocked, 'erased')))).rejects.toThrow()
    expect(await dump()).toContain(secret)
  })
})

test('a line cut short by a crash is counted, and swallows none that comes after it', async () => {
  const file = newFile()
  const ledger = openErasureLedger(file)
  const one: Erasure = { act: 'erase', setting: 'weir', record: 'note-1', kind: 'abc', why: 'mistake', decidedBy: 'hetty', reviewedBy: 'dov', at: 1 }
  await ledger.add(one)
  writeFileSync(file, `${readFileSync(file, 'utf8')}{"act":"erase","setting":"we`)
  await ledger.add({ ...one, record: 'note-2' })
  expect(await ledger.read()).toEqual({ entries: [one, { ...one, record: 'note-2' }], unreadable: 1 })
  expect(await openErasureLedger(newFile()).read()).toEqual({ entries: [], unreadable: 0 })
})
