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
    // Without its keys and its name a tablet is another one; all other rows are tried.
    const tables = tablet.tables.strict.tables.map((table) => table.name).filter((table) => !['facts', 'wraps'].includes(table))
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...tables), fc.nat(20), fc.nat(20), fc.nat(spoilers.length - 1), async (table, place, column, how) => {
        const rows = (await tablet.tables.strict.table(table).toArray()) as Record<string, unknown>[]
        const row = rows[place % Math.max(1, rows.length)]
        if (!row) return
        const keys = tablet.tables.strict.table(table).schema.primKey
        const own = Array.isArray(keys.keyPath) ? keys.keyPath : [keys.keyPath]
        const columns = Object.keys(row).filter((one) => !own.includes(one))
        const which = columns[column % Math.max(1, columns.length)]
        if (which === undefined) return
        const put = spoilers[how]?.(row[which])
        await tablet.tables.strict.table(table).put({ ...row, [which]: put })
        try {
          await goesOn(row, { table, rows: rows.length })
        } finally {
          await tablet.tables.strict.table(table).put(row)
        }
        for (const [record, words] of kept) expect({ table, which, how, record: await tablet.read(quickRecord, record).then(({ answers }) => answers.words, String) }).toEqual({ table, which, how, record: words })
      }),
      { seed, numRuns: runs(60), endOnFailure: true },
    )
    tablet.close()

    async function goesOn(row: Record<string, unknown>, { table, rows }: { table: string; rows: number }): Promise<void> {
        tablet = await open(tablet, name)
        const unlocked = await tablet.vault.unlock('amira', testPin)
        expect(unlocked).toMatchObject({ ok: true })
        await lookRound(tablet)
        const of = typeof row['record'] === 'string' ? row['record'] : ''
        for (const [record, words] of kept) if (record !== of) expect((await tablet.read(quickRecord, record)).answers.words).toBe(words)
        expect(await tablet.tables.strict.table(table).count()).toBeGreaterThanOrEqual(rows)
    }
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
