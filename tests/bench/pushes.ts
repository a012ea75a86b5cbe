import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Revision } from '../../src/domain/history/revision'
import type { startEndpoint } from '../kill/endpoint.mjs'
import type { TestTablet } from '../support/enrolled-tablet'
import { enrolTestTablet } from '../support/enrolled-tablet'
import { startPostgres } from '../support/real-postgres'

/** Several tablets of one setting, each sending as fast as it is answered, to the built endpoint over HTTP. */

const tablets = 8
const lastsMs = 10_000
const batch = 200
const author = 'willowmere-amira'

export interface Pushed {
  /** One revision a push: ms from sending to receipt, and pushes a second of all tablets together. */
  readonly single: { readonly ms: readonly number[]; readonly perSecond: number }
  /** Full pushes of 200: revisions a second. */
  readonly batchedPerSecond: number
}

export async function pushesOn(on: 'pglite' | 'postgres', start: typeof startEndpoint): Promise<Pushed> {
  const place = await mkdtemp(join(tmpdir(), 'steps-pushes-'))
  // As it is really run: it waits for its disk.
  const stopPostgres = on === 'postgres' ? await startPostgres({ fsync: true }) : null
  const databaseUrl = process.env['TEST_DATABASE_URL']
  const endpoint = await start({ logLevel: 'warn', ...(on === 'postgres' && databaseUrl !== undefined ? { databaseUrl } : { dataDir: join(place, 'data') }) })
  try {
    const fetch: typeof globalThis.fetch = (input, init) => {
      if (typeof input !== 'string') throw new Error('tablets ask by path')
      return globalThis.fetch(new URL(input, endpoint.url), init)
    }
    const all = await Promise.all(Array.from({ length: tablets }, () => enrolTestTablet({ fetch, makeEnrolmentCode: () => Promise.resolve('WILLOW-2468') }, 'willowmere')))
    const single = await inTurn(all, 1, lastsMs)
    const batched = await inTurn(all.slice(0, 2), batch, lastsMs / 2)
    return {
      single: { ms: single.ms, perSecond: (single.ms.length * 1000) / single.lasted },
      batchedPerSecond: (batched.ms.length * batch * 1000) / batched.lasted,
    }
  } finally {
    await endpoint.stop()
    await stopPostgres?.()
    await rm(place, { recursive: true, force: true })
  }
}

async function inTurn(all: readonly TestTablet[], size: number, forMs: number): Promise<{ ms: number[]; lasted: number }> {
  const ms: number[] = []
  // Made beforehand: signing is the tablet's work, and not what is measured.
  const stock = await Promise.all(all.map((tablet) => makeMany(tablet, size === 1 ? 1500 : size * 12)))
  const began = performance.now()
  await Promise.all(all.map(async (tablet, index) => {
    const mine = stock[index] ?? []
    for (let at = 0; at + size <= mine.length && performance.now() - began < forMs; at += size) {
      const sentAt = performance.now()
      const { results } = await tablet.push(...mine.slice(at, at + size).map(({ text }) => text))
      if (results.some(({ status }) => status !== 'stored')) throw new Error('a push was not stored')
      ms.push(performance.now() - sentAt)
    }
  }))
  return { ms, lasted: performance.now() - began }
}

async function makeMany(tablet: TestTablet, count: number): Promise<Revision[]> {
  const made: Revision[] = []
  const words = 'Sat under the table and would not say why. '.repeat(40)
  for (let index = 0; index < count; index += 1) made.push(await tablet.make({ record: randomUUID(), kind: 'quick-record', author, changes: { 'words/': `${words}${index}`, 'place/': 'hall' } }))
  return made
}
