import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import type { Door } from './door'
import { aPush } from './neighbours'
import type { Description } from './requests'
import { described, elsewhere } from './requests'
import type { Case } from './visits'
import { visit } from './visits'

export interface Found {
  readonly seed: number
  readonly broken: string
  /** As small as it could be made. */
  readonly smallest: Case
}
export interface Fuzzed {
  readonly cases: number
  readonly seconds: number
  readonly found: readonly Found[]
  /** Of the heap, after everything that could be let go of was: at the first third, and at the end. */
  readonly heapMb: { readonly before: number; readonly after: number }
}

const base = '/api/v1'
/** Cases to a run of fast-check: each run has a seed of its own. */
const run = 40
const mostFound = 12

/** Cases from a seed until the time is up, or so many; each run that finds something is shrunk and goes on with the next. */
export async function fuzz(door: Door, { seed, forMs, most = Infinity, say = () => undefined }: { seed: number; forMs: number; most?: number; say?: (line: string) => void }): Promise<Fuzzed> {
  // As a stranger reads it.
  const description = JSON.parse((await door.knock({ method: 'GET', path: `${base}/openapi.json`, headers: [], body: null })).text) as Description
  const cases: fc.Arbitrary<Case> = fc.oneof(
    { weight: 5, arbitrary: described(description, base).map((asked) => ({ asked })) },
    { weight: 2, arbitrary: elsewhere(base).map((asked) => ({ asked })) },
    { weight: 3, arbitrary: aPush.map((rows) => ({ rows })) },
  )
  const found: Found[] = []
  const known = new Set<string>()
  const began = Date.now()
  let [count, before, told] = [0, Number.NaN, began]
  for (let at = seed; Date.now() - began < forMs && count < most && found.length < mostFound; at += 1) {
    const details = await fc.check(
      fc.asyncProperty(cases, async (one) => {
        count += 1
        const broken = await visit(door, one)
        // Found before: it is said once, and looked past.
        if (broken !== null && !known.has(broken)) throw new Error(broken)
      }),
      { seed: at, numRuns: run, endOnFailure: false, interruptAfterTimeLimit: 12_000 },
    )
    const [smallest] = details.counterexample ?? []
    const broken = details.errorInstance instanceof Error ? details.errorInstance.message : null
    if (smallest && broken !== null) {
      known.add(broken)
      found.push({ seed: at, broken, smallest })
      say(`seed ${at}: ${broken}\n${JSON.stringify({ broken, ...smallest })}`)
    }
    if (Number.isNaN(before) && (Date.now() - began > forMs / 3 || count > most / 3)) before = heapMb()
    if (Date.now() - told > 30_000) {
      told = Date.now()
      say(`${Math.round((told - began) / 1000)} s: ${count} cases, ${found.length} found, heap ${heapMb().toFixed(1)} MB`)
    }
  }
  return { cases: count, seconds: Math.round((Date.now() - began) / 1000), found, heapMb: { before, after: heapMb() } }
}

function heapMb(): number {
  setFlagsFromString('--expose-gc')
  // Given by that flag.
  const collect = runInNewContext('gc') as () => void
  collect()
  collect()
  return process.memoryUsage().heapUsed / 1_048_576
}
