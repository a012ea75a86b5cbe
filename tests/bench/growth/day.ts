import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '../../../src/server/database/within'
import { makeEnrolmentCode } from '../../../src/server/office'
import type { EndpointProcess } from '../../kill/endpoint.mjs'
import type { TestTablet } from '../../support/enrolled-tablet'
import { enrolTestTablet } from '../../support/enrolled-tablet'
import { author, nameOf } from './county'
import { processorMs } from './processor'

/** What tablets ask of the endpoint all day, timed one question at a time from a few tablets at once. */

/** As many tablets ask at the same moment: enough to meet each other, too few to wait in line for two processors. */
const tabletsAtOnce = 4
const warmUp = 100
const pushes = 1_000
const asks = 400
const firstPages = 40

export interface Answer { readonly p50: number; readonly p99: number }
/** Ms; processor time in ms per 1,000 pushes, of the endpoint and of PostgreSQL. */
export interface Day {
  readonly push: Answer
  readonly pullNothing: Answer
  readonly pullHundred: Answer
  readonly firstPage: Answer
  readonly history: Answer
  readonly pushCpu: { readonly endpoint: number | null; readonly postgres: number | null }
  readonly perSecond: number
}
export interface Asked {
  readonly db: Database
  readonly endpoint: EndpointProcess & { readonly pid: number }
  readonly postgres: number
}

/** `places`: the settings that the tablets are of. */
export async function aDay({ db, endpoint, postgres }: Asked, places: readonly number[]): Promise<Day> {
  const tablets = await Promise.all(Array.from({ length: tabletsAtOnce }, (_, index) => enrol(db, endpoint, places[index % places.length] ?? 1)))
  await pushMany(tablets, warmUp)
  const stock = await Promise.all(tablets.map((tablet) => makeMany(tablet, pushes / tabletsAtOnce)))
  const before = { endpoint: processorMs(endpoint.pid), postgres: processorMs(postgres), at: performance.now() }
  const push = await inTurn(tablets, pushes / tabletsAtOnce, async (tablet, index, turn) => {
    const { results } = await tablet.push(stock[index]?.[turn])
    if (results[0]?.status !== 'stored') throw new Error('a push was not stored')
  })
  const after = { endpoint: processorMs(endpoint.pid), postgres: processorMs(postgres), at: performance.now() }
  const spent = (of: 'endpoint' | 'postgres') => (before[of] === null || after[of] === null ? null : ((after[of] - before[of]) * 1_000) / pushes)

  const heads = await Promise.all(tablets.map((tablet) => tablet.pull({ after: 0, limit: 1 })))
  const from = (index: number, back: number) => ({ epoch: heads[index]?.epoch ?? '', after: Math.max(0, (heads[index]?.headSeq ?? 0) - back) })
  return {
    push,
    pullNothing: await inTurn(tablets, asks / tabletsAtOnce, async (tablet, index) => read(await tablet.get('/pull', from(index, 0)))),
    pullHundred: await inTurn(tablets, asks / tabletsAtOnce, async (tablet, index) => read(await tablet.get('/pull', from(index, 100)))),
    firstPage: await inTurn(tablets, firstPages / tabletsAtOnce, async (tablet) => read(await tablet.get('/snapshot'))),
    history: await inTurn(tablets, asks / tabletsAtOnce, async (tablet, index, turn) => {
      const place = places[index % places.length] ?? 1
      return read(await tablet.get('/history', { record: `grown-record-${place}-${1 + turn}` }))
    }),
    pushCpu: { endpoint: spent('endpoint'), postgres: spent('postgres') },
    perSecond: (pushes * 1_000) / (after.at - before.at),
  }
}

/** A new tablet takes in a whole setting, page by page: all of it, and the slowest of its last ten pages beside its first ten. */
export async function firstSync({ db, endpoint }: Asked, place: number): Promise<{ seconds: number; records: number; first: number; last: number }> {
  const tablet = await enrol(db, endpoint, place)
  const pages: number[] = []
  let records = 0
  const began = performance.now()
  for (let after: string | undefined; ;) {
    const askedAt = performance.now()
    const page = await tablet.snapshot(after === undefined ? {} : { after })
    pages.push(performance.now() - askedAt)
    records += page.records.length
    if (page.next === null) break
    after = page.next
  }
  const middle = (some: readonly number[]) => some.toSorted((a, b) => a - b)[Math.floor(some.length / 2)] ?? 0
  return { seconds: (performance.now() - began) / 1_000, records, first: middle(pages.slice(0, 10)), last: middle(pages.slice(-11, -1)) }
}

export async function sizeOf(db: Database): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`select pg_database_size(current_database())::float8 as bytes`.execute(db)
  return rows[0]?.bytes ?? 0
}

export async function enrol(db: Database, { url }: { url: string }, place: number): Promise<TestTablet> {
  const fetch: typeof globalThis.fetch = (input, init) => {
    if (typeof input !== 'string') throw new Error('tablets ask by path')
    return globalThis.fetch(new URL(input, url), init)
  }
  return enrolTestTablet({ fetch, makeEnrolmentCode: (setting) => makeEnrolmentCode(db, setting, { expiresAt: null }) }, nameOf(place))
}

const words = 'Sat under the table and would not say why. '.repeat(40)
const makeMany = (tablet: TestTablet, count: number) =>
  Promise.all(Array.from({ length: count }, async (_, index) => (await tablet.make({ record: randomUUID(), kind: 'quick-record', act: 'close', author, changes: { 'words/': `${words}${index}`, 'place/': 'hall' } })).text))
async function pushMany(tablets: readonly TestTablet[], count: number): Promise<void> {
  for (const tablet of tablets) for (const text of await makeMany(tablet, count / tablets.length)) await tablet.push(text)
}

async function read(reply: Response): Promise<void> {
  if (!reply.ok) throw new Error(`the endpoint answered ${reply.status}`)
  await reply.arrayBuffer()
}

async function inTurn(tablets: readonly TestTablet[], turns: number, ask: (tablet: TestTablet, index: number, turn: number) => Promise<void>): Promise<Answer> {
  const ms: number[] = []
  await Promise.all(tablets.map(async (tablet, index) => {
    for (let turn = 0; turn < turns; turn += 1) {
      const began = performance.now()
      await ask(tablet, index, turn)
      ms.push(performance.now() - began)
    }
  }))
  const sorted = ms.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
  return { p50: at(0.5), p99: at(0.99) }
}
