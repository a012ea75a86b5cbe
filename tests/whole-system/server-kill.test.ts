import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Revision } from '../../src/domain/history/revision'
import type { PullRow } from '../../src/protocol/messages'
import { newDatabase } from '../../src/server/test-endpoint'
import { buildEndpoint } from '../kill/build-endpoint'
import type { Chance } from '../kill/chance'
import { chanceFrom } from '../kill/chance'
import type { EndpointProcess } from '../kill/endpoint.mjs'
import { startEndpoint } from '../kill/endpoint.mjs'
import type { TestTablet } from '../support/enrolled-tablet'
import { enrolTestTablet } from '../support/enrolled-tablet'
import { printSeed, seed } from '../support/seed'

const kills = process.env['LONG'] ? 20 : 4
const setting = 'willowmere'
const author = 'willowmere-amira'
const code = 'WILLOW-2468'

let built: Awaited<ReturnType<typeof buildEndpoint>>
beforeAll(async () => {
  printSeed('server kills')
  built = await buildEndpoint()
}, 120_000)
afterAll(() => built.remove())

describe.each(['pglite', 'postgres'] as const)('an endpoint on %s', (on) => {
  test(`killed ${kills} times under load, it loses nothing that it gave a receipt for and keeps nothing twice`, { timeout: 120_000 + kills * 60_000 }, async () => {
    const { house, remove } = await openHouse(on)
    const chance = chanceFrom(seed)
    const senders = await Promise.all([1, 2, 3].map(() => openSender(house, chance)))
    let isOpen = true
    const sending = senders.map((sender) => sender.sendWhile(() => isOpen))
    for (let kill = 0; kill < kills; kill += 1) {
      await pause(chance.between(150, 1200))
      await house.killAndStartAgain()
    }
    await pause(300)
    isOpen = false
    await Promise.all(sending)
    for (const sender of senders) await sender.sendAll()
    await expectWhole(senders)
    expect(senders.map(({ receipts }) => receipts.size).reduce((sum, size) => sum + size)).toBeGreaterThan(kills)
    process.stdout.write(`server kills on ${on}: ${kills}, ${senders.map((sender) => sender.told()).join('; ')}\n`)
    await remove()
  })

  test('killed after it stored a revision and before its receipt arrived, it says so when the revision comes again', async () => {
    const { house, remove } = await openHouse(on)
    const sender = await openSender(house, chanceFrom(seed))
    const [first] = await sender.make(1)
    if (!first) throw new Error('nothing to send')
    // The answer has left the database behind it and never reaches the tablet.
    house.swallowNextAnswer()
    await expect(sender.tablet.push(first.text)).rejects.toThrow('the answer was lost')
    await house.killAndStartAgain()

    const again = await sender.tablet.push(first.text)
    const { rows } = await sender.tablet.pull({ after: 0 })
    const stored = rows.filter(({ id }) => id === first.id)
    expect(again.results).toEqual([expect.objectContaining({ id: first.id, status: 'duplicate', seq: stored[0]?.seq })])
    expect(stored).toHaveLength(1)
    await remove()
  })
})

/** Where the endpoint lives: the same address for its tablets, whichever process is running behind it. */
interface House {
  readonly fetch: typeof globalThis.fetch
  readonly killAndStartAgain: () => Promise<void>
  readonly swallowNextAnswer: () => void
}

async function openHouse(on: 'pglite' | 'postgres'): Promise<{ house: House; remove: () => Promise<void> }> {
  const place = await mkdtemp(join(tmpdir(), 'steps-server-kill-'))
  const where = { main: built.main, logLevel: 'warn', ...(on === 'pglite' ? { dataDir: join(place, 'data') } : { databaseUrl: await newDatabase() }) }
  let running: EndpointProcess = await startEndpoint(where)
  let swallow = false
  const house: House = {
    fetch: async (input, init) => {
      if (typeof input !== 'string') throw new Error('tablets ask by path')
      const answer = await globalThis.fetch(new URL(input, running.url), init)
      if (!swallow) return answer
      swallow = false
      throw new TypeError('the answer was lost')
    },
    killAndStartAgain: async () => {
      await running.kill()
      running = await startEndpoint(where)
    },
    swallowNextAnswer: () => { swallow = true },
  }
  return {
    house,
    remove: async () => {
      await running.kill()
      await rm(place, { recursive: true, force: true })
    },
  }
}

/** A tablet that never stops writing, and sends what has no receipt until it has one. */
interface Sender {
  readonly tablet: TestTablet
  readonly made: readonly Revision[]
  /** What the endpoint promised: the number it gave each id. */
  readonly receipts: ReadonlyMap<string, number>
  readonly make: (count: number) => Promise<readonly Revision[]>
  readonly sendWhile: (goesOn: () => boolean) => Promise<void>
  readonly sendAll: () => Promise<void>
  readonly told: () => string
}

async function openSender({ fetch }: House, chance: Chance): Promise<Sender> {
  const tablet = await enrolTestTablet({ fetch, makeEnrolmentCode: () => Promise.resolve(code) }, setting)
  const made: Revision[] = []
  const receipts = new Map<string, number>()
  let duplicates = 0
  let cut = 0

  /** Mostly a new record; sometimes one more edit to the last, so that there are parents to go missing. */
  async function make(count: number): Promise<readonly Revision[]> {
    for (let left = count; left > 0; left -= 1) {
      const last = made.at(-1)
      const goesOn = last !== undefined && chance.next() < 0.4
      const record = goesOn ? last.header.record : randomUUID()
      made.push(await tablet.make({ record, kind: 'quick-record', author, after: goesOn ? [last.id] : [], changes: { 'words/': `Sat by the door, time ${made.length}.` } }))
    }
    return made.slice(-count)
  }
  async function send(): Promise<void> {
    const unsent = made.filter(({ id }) => !receipts.has(id)).slice(0, 20)
    if (unsent.length === 0) return
    const { results } = await tablet.push(...unsent.map(({ text }) => text))
    for (const { id, status, seq } of results) {
      if (status !== 'stored' && status !== 'duplicate') throw new Error(`a good revision was answered ${status}`)
      if (status === 'duplicate') duplicates += 1
      if (seq === undefined) throw new Error('a receipt without its number')
      receipts.set(id, seq)
    }
  }
  /** A dead endpoint is a cut line, a reset, or an answer that stops in the middle. Anything else is a fault. */
  async function trySend(): Promise<void> {
    try {
      await send()
    } catch (error) {
      if (!isCutLine(error)) throw error
      cut += 1
      await pause(50)
    }
  }
  return {
    tablet, made, receipts, make,
    async sendWhile(goesOn) {
      while (goesOn()) {
        // Nobody writes hundreds of records in a few seconds without an answer.
        if (made.length - receipts.size < 40) await make(chance.between(1, 4))
        await trySend()
      }
    },
    async sendAll() {
      while (made.some(({ id }) => !receipts.has(id))) await send()
    },
    told: () => `${made.length} made, ${cut} requests cut, ${duplicates} had been stored without a receipt`,
  }
}

const isCutLine = (error: unknown): boolean => error instanceof TypeError || (error instanceof SyntaxError && /JSON/.test(error.message))

async function expectWhole(senders: readonly Sender[]): Promise<void> {
  const rows = await everyRow(senders)
  expect(rows.map(({ seq }) => seq), 'numbers have no gap').toEqual(rows.map((_, index) => index + 1))
  expect(new Set(rows.map(({ id }) => id)).size, 'nothing is kept twice').toBe(rows.length)
  const held = new Map(rows.map(({ id, seq }) => [id, seq]))
  const ours = senders.flatMap(({ receipts }) => [...receipts])
  expect(ours.map(([id]) => [id, held.get(id)]), 'each receipt’s number holds that revision').toEqual(ours)
  const texts = new Map(rows.map(({ id, header, body }) => [id, { header, body }]))
  for (const { id, text } of senders.flatMap(({ made }) => made)) expect(texts.get(id)).toEqual({ header: text.header, body: text.body })
}

async function everyRow([sender]: readonly Sender[]): Promise<readonly PullRow[]> {
  if (!sender) throw new Error('no tablet to read with')
  const rows: PullRow[] = []
  for (;;) {
    const page = await sender.tablet.pull({ after: rows.length })
    rows.push(...page.rows)
    if (!page.more) return rows
  }
}
