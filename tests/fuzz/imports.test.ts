import type { Table } from 'dexie'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as v from 'valibot'
import { openLine } from '../../src/app/practice/line'
import { placeOf } from '../../src/app/practice/place'
import { builtInPack, packOver } from '../../src/domain/pack/pack'
import { scenarios } from '../../src/domain/pack/scenarios/list'
import { quickRecord } from '../../src/domain/records/quick-record'
import * as messages from '../../src/protocol/messages'
import { readReply } from '../../src/protocol/reply'
import { checkWordsFile } from '../../src/server/words-file'
import type { TestEndpoint } from '../../src/server/test-endpoint'
import { testEndpoint } from '../../src/server/test-endpoint'
import { createCourier } from '../../src/sync/courier'
import { createLockedSend } from '../../src/sync/locked-send'
import { runs, seed } from '../support/seed'
import type { TestTablet } from '../support/tablet'
import { newTablet, openTestTablet, testPin } from '../support/tablet'
import { spoiled, spoiling } from './spoiled'
import type { JsonSchema } from './tree'
import { anyTree, fromSchema, textOf } from './tree'

/** Everything that comes in from elsewhere: answers, rows on the tablet's own disk, and the words file of the office. */
let endpoint: TestEndpoint
let setting: string
beforeAll(async () => {
  endpoint = await testEndpoint()
  setting = await endpoint.addSetting()
  await endpoint.addAdults(setting, { id: 'amira', name: 'Amira Ash', roles: ['practitioner'] })
}, 120_000)
afterAll(() => endpoint.close())

test('whatever comes in an answer’s place, nothing that was written here is lost, and an honest answer mends it', { timeout: 600_000 }, async () => {
  const tablet = await newTablet(endpoint, setting, 'amira')
  const other = await newTablet(endpoint, setting, 'amira')
  const written = new Map<string, string>()
  await fc.assert(
    fc.asyncProperty(fc.array(spoiling, { minLength: 1, maxLength: 3 }), async (given) => {
      const [mine, theirs] = [crypto.randomUUID(), crypto.randomUUID()]
      const words = `The newt is out, time ${written.size}.`
      await tablet.write(quickRecord, mine, { words })
      written.set(mine, words)
      await other.write(quickRecord, theirs, { words: 'The newt is in.' }, 'close')
      await other.sync()
      let count = -1
      const fetch: typeof endpoint.fetch = async (url, init) => {
        const answer = await endpoint.fetch(url, init)
        count += 1
        const how = given.find((one) => one.answer === count)
        return how ? spoiled(answer, how) : answer
      }
      const courier = createCourier({ ledger: tablet.ledger, vault: tablet.vault, wire: { ...tablet.wire, fetch }, build: 'test' })
      await courier.round(AbortSignal.timeout(5_000))
      expect((await tablet.read(quickRecord, mine)).answers.words).toBe(words)
      expect(await tablet.sync()).toEqual({ kind: 'done' })
      expect(await tablet.ledger.outlook()).toMatchObject({ waiting: 0, parked: 0 })
      expect(await tablet.ledger.standing(mine)).toMatchObject({ kind: 'received' })
      expect((await tablet.read(quickRecord, theirs)).answers.words).toBe('The newt is in.')
    }),
    { seed, numRuns: runs(40) },
  )
  for (const [record, words] of written) expect((await tablet.read(quickRecord, record)).answers.words).toBe(words)
  tablet.close()
  other.close()
})

test('an answer is ours, or a refusal of ours, or neither: no text throws', () => {
  const replies = Object.values<unknown>(messages).filter((one): one is v.GenericSchema => typeof one === 'object' && one !== null && 'kind' in one && one.kind === 'schema')
  expect(replies.length).toBeGreaterThan(15)
  fc.assert(
    fc.property(fc.constantFrom(...replies), anyTree.map(textOf), fc.boolean(), (schema, text, success) => {
      expect(['reply', 'refusal', 'not-ours']).toContain(readReply(schema, text, success).kind)
    }),
    { seed, numRuns: runs(1_000) },
  )
})

test('what another page of the browser says on the line of a demo is heard only where it is meant', async () => {
  const heard: unknown[] = []
  const line = openLine('pip', (said) => heard.push(said))
  const other = new BroadcastChannel('steps-practice')
  for (const said of [null, undefined, 0, 'pip', [], {}, { scenario: 'dot', say: 'where' }, { scenario: 'pip', say: 'where' }]) other.postMessage(said)
  await vi.waitFor(() => expect(heard).toEqual([{ scenario: 'pip', say: 'where' }]))
  other.close()
  line.end()
})

test.each(['/practice', '/practice/', '/practice/%00', '/practice/__proto__/notes', '/practice//notes', `/practice/${'x'.repeat(5_000)}`, '/practice/../today', '/practice/pip/notes/notes'])('an address of practice names a scenario or none: %s', (path) => {
  const { scenario, notes } = placeOf(path)
  expect([scenario === null || typeof scenario === 'string', typeof notes]).toEqual([true, 'boolean'])
  expect(scenarios.some(({ id }) => id === scenario)).toBe(path.startsWith('/practice/pip/'))
})

describe('a row on the disk that somebody, or a fault, has changed', () => {
  /** In place of what stands there. */
  const spoilers: readonly ((value: unknown) => unknown)[] = [
    () => undefined, () => null, () => 'x', () => -1, () => Number.NaN, () => ({}), () => [], () => new ArrayBuffer(0),
    (value) => (value instanceof ArrayBuffer ? Uint8Array.from(new Uint8Array(value), (byte, index) => (index === 3 ? byte ^ 1 : byte)).buffer : value),
    (value) => (value instanceof Uint8Array ? Uint8Array.from(value, (byte) => byte ^ 1) : value),
  ]
  /** What a tablet does when it starts and somebody signs in. */
  async function lookRound(tablet: TestTablet): Promise<unknown[]> {
    const { ledger } = tablet
    return Promise.all([ledger.outlook(), ledger.tray(), ledger.batch({ items: 200, bytes: 1_000_000 }), ledger.drafts('amira'), ledger.letters(), ledger.timers(), ledger.ofKind('quick-record'), ledger.timeline('moss'), ledger.openBy('amira')])
  }
  async function open(tablet: TestTablet, name: string): Promise<TestTablet> {
    tablet.close()
    return openTestTablet({ name, net: tablet.net, adult: 'amira' })
  }

  /** Each column of this row but its key, with everything that may stand in its place. */
  function casesOf(table: Table, row: Record<string, unknown>): { which: string; how: number; put: unknown }[] {
    const own = [table.schema.primKey.keyPath].flat()
    return Object.keys(row).filter((one) => !own.includes(one)).flatMap((which) => spoilers.map((spoil, how) => ({ which, how, put: spoil(row[which]) })))
  }
  const wordsOf = (tablet: TestTablet, record: string): Promise<unknown> => tablet.read(quickRecord, record).then(({ answers }) => answers.words, String)

  test('takes no other record with it, and nothing is deleted for its sake', { timeout: 600_000 }, async () => {
    let tablet = await newTablet(endpoint, setting, 'amira')
    const name = tablet.tables.strict.name
    const kept = new Map<string, string>()
    for (const index of [1, 2, 3, 4]) {
      const record = crypto.randomUUID()
      kept.set(record, `The newt is out, time ${index}.`)
      await tablet.write(quickRecord, record, { words: kept.get(record) ?? '' })
      if (index === 2) await tablet.sync()
    }
    await tablet.ledger.keepDraft({ record: crypto.randomUUID(), adult: 'amira', kind: 'quick-record', after: [], changes: { 'words/': 'Half a word.' }, startedAt: Date.now() })
    let tried = 0
    // Without its keys and its name a tablet is another one; all other rows are tried.
    for (const { name: table } of tablet.tables.strict.tables.filter((one) => !['facts', 'wraps'].includes(one.name))) {
      const rows = (await tablet.tables.strict.table(table).toArray()) as Record<string, unknown>[]
      // Of many that are alike, the first and the last.
      for (const row of new Set([rows[0], rows.at(-1)])) for (const { which, how, put } of row ? casesOf(tablet.tables.strict.table(table), row) : []) {
        await tablet.tables.strict.table(table).put({ ...row, [which]: put })
        tablet = await open(tablet, name)
        expect(await tablet.vault.unlock('amira', testPin)).toMatchObject({ ok: true })
        const found = await lookRound(tablet).then(() => 'looked at', String)
        const others = await Promise.all([...kept.keys()].filter((record) => record !== row?.['record']).map((record) => wordsOf(tablet, record)))
        const expected = [...kept].filter(([record]) => record !== row?.['record']).map(([, words]) => words)
        const isThere = (await tablet.tables.strict.table(table).count()) >= rows.length
        await tablet.tables.strict.table(table).put(row)
        const after = await Promise.all([...kept.keys()].map((record) => wordsOf(tablet, record)))
        expect({ table, which, how, found, others, isThere, after }).toEqual({ table, which, how, found: 'looked at', others: expected, isThere: true, after: [...kept.values()] })
        tried += 1
      }
    }
    expect(tried).toBeGreaterThan(200)
    tablet.close()
  })

  test('holds up nothing that is written on top of it: all of it is received, and reads as it was written', { timeout: 600_000 }, async () => {
    let tablet = await newTablet(endpoint, setting, 'amira')
    await tablet.sync()
    const cases = new Map<string, { table: string; which: string; how: number }>()
    for (const table of ['readings', 'revisions', 'outbox', 'posts'] as const) {
      const rowOf = async (record: string): Promise<Record<string, unknown>> => {
        const { id } = await tablet.write(quickRecord, record, { words: 'The newt is out.' })
        return (await tablet.tables.strict.table(table).get(table === 'readings' ? record : id)) as Record<string, unknown>
      }
      for (const { which, how } of casesOf(tablet.tables.strict.table(table), await rowOf(crypto.randomUUID()))) {
        const record = crypto.randomUUID()
        const row = await rowOf(record)
        await tablet.tables.strict.table(table).put({ ...row, [which]: spoilers[how]?.(row[which]) })
        cases.set(record, { table, which, how })
      }
    }
    expect(cases.size).toBeGreaterThan(150)
    tablet = await open(tablet, tablet.tables.strict.name)
    expect(await tablet.vault.unlock('amira', testPin)).toMatchObject({ ok: true })
    const { ledger, vault, wire } = tablet
    for (const record of cases.keys()) await tablet.write(quickRecord, record, { words: 'The newt is in.' })
    await tablet.sync()
    // As every tablet does many times a day: what could not be opened goes as it was sealed for the endpoint.
    await ledger.sealWaiting()
    vault.lock()
    ledger.forget()
    await createLockedSend({ ledger, vault, wire }).round(AbortSignal.timeout(60_000))
    expect(await vault.unlock('amira', testPin)).toMatchObject({ ok: true })
    // What came to be parked waits for a person, who offers it again.
    for (const { id, code } of await ledger.tray()) if (code !== null && code !== 'not-whole') await ledger.unpark({ id })
    await tablet.sync()
    await tablet.sync()
    const stands = await Promise.all([...cases].map(async ([record, one]) => ({ ...one, words: await wordsOf(tablet, record), kind: (await ledger.standing(record)).kind })))
    expect(stands.filter(({ words, kind }) => words !== 'The newt is in.' || kind !== 'received')).toEqual([])
    expect(await ledger.tray()).toEqual([])
    tablet.close()
  })
})

describe('the words file of the office', () => {
  const schema: JsonSchema = {
    type: 'object', required: ['for', 'name', 'version', 'validFrom', 'words'],
    properties: {
      for: { enum: ['school', 'early-years', 'all'] }, name: { type: 'string' }, version: { type: 'string', pattern: '^20\\d\\d\\.[1-9]\\d{0,2}$' }, validFrom: { enum: ['2026-09-01', '2026-02-31'] },
      words: { type: 'object', properties: { 'code.hall': { type: 'string' }, 'map.categories': { type: 'string' }, '__proto__.x': { type: 'string' }, 'constructor.x': { type: 'string' } } },
      scales: { type: 'object', properties: { anxiety: { type: 'object', properties: { predict: { type: 'integer' }, rely: { type: 'integer' }, talk: { type: 'integer' } } }, risk: { type: 'object', properties: { size: { enum: [3, 4, 5, 6] }, line: { type: 'integer' } } }, faces: { enum: [3, 5, 4] } } },
    },
  }
  test('is published whole or named faults are told, and what is published is what every tablet takes', () => {
    fc.assert(
      fc.property(fc.oneof({ weight: 6, arbitrary: fromSchema(schema, {}).map(textOf) }, { weight: 1, arbitrary: anyTree.map(textOf) }), (text) => {
        const checked = checkWordsFile(text)
        if (!checked.ok) {
          expect(checked.problems.length).toBeGreaterThan(0)
          return
        }
        const { for: _, ...pack } = checked.file
        const sent: unknown = JSON.parse(JSON.stringify(packOver(builtInPack.school, v.parse(messages.packSchema, pack))))
        expect(v.is(messages.packSchema, sent)).toBe(true)
      }),
      { seed, numRuns: runs(2_000) },
    )
  })
})
