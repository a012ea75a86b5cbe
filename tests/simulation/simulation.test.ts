import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { seed } from '../support/seed'
import { openEndpoint } from './endpoint'
import type { Beside } from './history'
import { play } from './history'
import { planted } from './planted'
import type { History } from './steps'
import { historyOf } from './steps'
import { openStock } from './tablet'

/**
 * Histories of several tablets and an endpoint from a seed: `node tests/simulation/simulate.mjs` plays them by the hundred
 * thousand, and those that once failed stay here.
 */
const long = process.env['LONG'] === '1'
const directory = join(import.meta.dirname, 'regressions')
// Written by the simulation itself, as it prints a history that failed.
const regressions = readdirSync(directory).map((file) => ({ file, history: (JSON.parse(readFileSync(join(directory, file), 'utf8')) as { history: History }).history }))

let beside: Beside
beforeAll(async () => {
  // Dexie says of each connection that was cut that it opens it again.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  beside = { endpoint: await openEndpoint(), stock: openStock(), hurry: { later: false } }
})
afterAll(async () => {
  await beside.endpoint.startOver()
  await beside.endpoint.close()
})

test.each(regressions)('a history that once broke a promise: $file', async ({ history }) => {
  expect(await play(history, beside)).toMatchObject({ broken: null })
})

test('whatever happens in a history, nothing that was saved is lost and everyone ends up reading the same', async () => {
  process.stdout.write(`simulation: seeds from ${seed}\n`)
  const few = Array.from({ length: long ? 2_000 : 80 }, (_, index) => historyOf(seed + index)).filter(({ tablets }) => long || tablets < 5).slice(0, long ? 2_000 : 32)
  for (const history of few) {
    const { broken, where } = await play(history, beside)
    expect({ seed: history.seed, broken, where }).toEqual({ seed: history.seed, broken: null, where: 'at rest' })
  }
}, 1_800_000)

test('the same seed decides the same, to the last row', async () => {
  const history = historyOf(11)
  expect(await play(history, beside)).toEqual(await play(history, beside))
})

test.each(planted)('a planted fault is stumbled over: $fault', async ({ around, seed, within }) => {
  // In the long form from the first seed on; else from the last one of which it was known, since a change of the product or of
  // what histories are made of moves it.
  const from = long ? 1 : seed
  let caught: string | null = null
  let at = from
  for (; caught === null && at < from + within; at += 1) caught = (await play(historyOf(at), { ...beside, around })).broken
  if (caught !== null && at - 1 !== from) process.stdout.write(`simulation: caught at seed ${at - 1}\n`)
  expect(caught).not.toBeNull()
  expect(caught).not.toMatch(/^it threw/)
}, 1_800_000)
