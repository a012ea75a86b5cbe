import { parseArgs } from 'node:util'
import { buildEndpoint } from '../kill/build-endpoint'
import type { Fault } from './under-load'
import { faultsOn, soak } from './under-load'
import { tableOf } from './table'

/** What `soak.mjs` runs: a soak of each store that was asked for, a table of each, and whether all promises were kept. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { minutes: { type: 'string', default: '10' }, tablets: { type: 'string', default: '50' }, store: { type: 'string', default: 'both' }, seed: { type: 'string' }, faults: { type: 'string' } },
  })
  const stores = (['postgres', 'pglite'] as const).filter((on) => values.store === on || values.store === 'both')
  if (stores.length === 0) throw new Error('--store is postgres, pglite or both')
  const [minutes, tablets, seed] = [Number(values.minutes), Number(values.tablets), Number(values.seed ?? Date.now() % 1_000_000_000)]
  // Dexie says of each tablet that was killed that it opens its disk again.
  // eslint-disable-next-line no-console -- a program of its own, and Dexie's own voice
  console.warn = () => undefined
  // As they are called in the table, by commas.
  const faults = values.faults?.split(',').filter((one): one is Fault => (faultsOn.postgres as readonly string[]).includes(one))
  const say = (line: string) => void process.stdout.write(`${line}\n`)
  const built = await buildEndpoint()
  let broken = 0
  try {
    for (const on of stores) {
      say(`\nsoak on ${on}: ${minutes} min, ${tablets} tablets, seed ${seed}`)
      const began = Date.now()
      const soaked = await soak({ on, main: built.main, seed, minutes, tablets, ...(faults && { faults }), say: (line) => say(`${String(Math.round((Date.now() - began) / 1000)).padStart(4)} s  ${line}`) })
      say(tableOf(soaked))
      broken += soaked.broken.length
    }
  } finally {
    await built.remove()
  }
  return broken === 0 ? 0 : 1
}
