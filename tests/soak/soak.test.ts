import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { buildEndpoint } from '../kill/build-endpoint'
import { printSeed, seed } from '../support/seed'
import type { Fault, Soaked } from './under-load'
import { soak } from './under-load'
import { tableOf } from './table'

/** The short form of `npm run soak`: fewer tablets, and each bad day about once. */
const long = process.env['LONG'] === '1'

let built: Awaited<ReturnType<typeof buildEndpoint>>
let planted: typeof built
beforeAll(async () => {
  printSeed('soak')
  // Dexie says of each tablet that was killed that it opens its disk again.
  vi.spyOn(console, 'warn').mockImplementation(() => undefined)
  built = await buildEndpoint()
  planted = await buildEndpoint([
    {
      name: 'answers before it commits',
      enforce: 'pre',
      load: (id) => (id.endsWith('/src/server/database/within.ts') ? `export { within } from ${JSON.stringify(join(import.meta.dirname, 'planted-within.ts'))}` : null),
    },
  ])
}, 120_000)
afterAll(() => Promise.all([built.remove(), planted.remove()]))

const days = (on: 'pglite' | 'postgres', given: { main: string; minutes: number; faults?: readonly Fault[]; patienceMs?: number }): Promise<Soaked> =>
  soak({ on, seed, tablets: 10, say: () => undefined, ...given })

test.each(['postgres', 'pglite'] as const)('on %s nothing is lost and nothing is kept twice, whatever is killed, cut or filled under load', { timeout: 1_200_000 }, async (on) => {
  const soaked = await days(on, { main: built.main, minutes: long ? 5 : 0.1 })
  process.stdout.write(`soak on ${on}\n${tableOf(soaked)}\n`)
  expect(soaked.broken).toEqual([])
  // It was a bad day: something was cut off, and everybody was heard again.
  expect(soaked.tally.cut + soaked.tally.refusedForNow).toBeGreaterThan(0)
})

test('an endpoint that answers before it commits is found out', { timeout: 300_000 }, async () => {
  const { broken } = await days('postgres', { main: planted.main, minutes: 0.08, faults: ['killed on a receipt'], patienceMs: 12_000 })
  expect(broken.join('\n')).toMatch(/was receipted as number \d+ and is not there|was given number|is not what its receipt says|the endpoint says it never was there|was built on what was receipted/)
})
