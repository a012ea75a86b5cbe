import { openEndpoint } from './endpoint'
import { play } from './history'
import { shrink } from './shrink'
import type { History } from './steps'
import { historyOf } from './steps'
import { openStock } from './tablet'

/** What one process of a simulation tells the one that started it. */
export type Line =
  | { readonly is: 'figures'; readonly histories: number; readonly steps: number; readonly cpuMs: number }
  | { readonly is: 'broken'; readonly broken: string; readonly where: string; readonly trace: string; readonly history: History }

const figuresEveryMs = 5_000

/** Plays seeds `from`, `from + stride`, ... for so many ms, shrinking what fails. Ends early after so many histories. */
export async function simulate({ from, stride, forMs, most }: { from: number; stride: number; forMs: number; most: number }, tell: (line: Line) => void): Promise<void> {
  // Dexie says of each connection that was cut that it opens it again.
  // eslint-disable-next-line no-console -- a program of its own, and Dexie's own voice
  console.warn = () => undefined
  const endpoint = await openEndpoint()
  const beside = { endpoint, stock: openStock() }
  const began = performance.now()
  let told = began
  let [histories, steps] = [0, 0]
  const figures = () => tell({ is: 'figures', histories, steps, cpuMs: process.cpuUsage().user / 1_000 })
  for (let seed = from; histories < most && performance.now() - began < forMs; seed += stride) {
    const history = historyOf(seed)
    const end = await play(history, beside)
    histories += 1
    steps += end.steps
    const { broken } = end
    if (broken !== null) {
      const smallest = await shrink(history, async (smaller) => kindOf((await play(smaller, beside)).broken) === kindOf(broken))
      const { trace, where } = await play(smallest, beside)
      tell({ is: 'broken', broken, where, trace, history: smallest })
    }
    if (performance.now() - told >= figuresEveryMs) {
      told = performance.now()
      figures()
    }
  }
  figures()
  await endpoint.close()
}

/** Of an error the first line: its places shift as steps are left out. */
const kindOf = (broken: string | null): string | undefined => broken?.split('\n')[0]
