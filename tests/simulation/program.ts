import { openEndpoint } from './endpoint'
import type { Beside } from './history'
import { play } from './history'
import { quickenAnswers } from './quick-answers'
import { quickenCrypto } from './quick-crypto'
import { quickenCopies, quickenSchemas, quickenSignals } from './quick-disk'
import { planted } from './planted'
import { shrink } from './shrink'
import type { History } from './steps'
import { historyOf } from './steps'
import { openStock } from './tablet'

/** What one process of a simulation tells the one that started it. */
export type Line =
  | { readonly is: 'figures'; readonly histories: number; readonly steps: number; readonly cpuMs: number; /** The next seed that this process would play. */ readonly next: number; /** What happened how often, by its name. */ readonly happened: Readonly<Record<string, number>> }
  | { readonly is: 'planted'; readonly fault: string; readonly seed: number | null; readonly cpuMs: number; readonly broken: string | null }
  | { readonly is: 'broken'; readonly broken: string; readonly where: string; readonly trace: string; readonly history: History }

const figuresEveryMs = 5_000

export interface Asked {
  readonly from: number
  readonly stride: number
  readonly forMs: number
  readonly most: number
  /** Each planted fault is looked for instead, from `from` on and within so many seeds as it says. */
  readonly planted: boolean
}

const cpuMs = (): number => process.cpuUsage().user / 1_000 + process.cpuUsage().system / 1_000

/** Plays seeds `from`, `from + stride`, ... for so many ms, shrinking what fails. Ends early after so many histories, or when it is told to stop. */
export async function simulate({ from, stride, forMs, most, planted: isPlanted }: Asked, tell: (line: Line) => void, mayStop: { now: boolean } = { now: false }): Promise<void> {
  // Dexie says of each connection that was cut that it opens it again.
  // eslint-disable-next-line no-console -- a program of its own, and Dexie's own voice
  console.warn = () => undefined
  const hurry = quickenCrypto()
  quickenCopies()
  quickenSignals()
  quickenSchemas()
  quickenAnswers()
  const beside: Beside = { endpoint: await openEndpoint(), stock: openStock(), hurry }
  if (isPlanted) await lookForPlanted(beside, { from, stride }, tell)
  else await playOn(beside, { from, stride, forMs, most, mayStop }, tell)
  await beside.endpoint.close()
}

async function playOn(beside: Beside, { from, stride, forMs, most, mayStop }: Pick<Asked, 'from' | 'stride' | 'forMs' | 'most'> & { mayStop: { now: boolean } }, tell: (line: Line) => void): Promise<void> {
  const began = performance.now()
  const cpuBefore = cpuMs()
  let told = began
  let [histories, steps, seed] = [0, 0, from]
  const happened: Record<string, number> = {}
  const figures = () => tell({ is: 'figures', histories, steps, cpuMs: cpuMs() - cpuBefore, next: seed, happened })
  for (; histories < most && performance.now() - began < forMs && !mayStop.now; seed += stride) {
    const history = historyOf(seed)
    const end = await play(history, beside)
    histories += 1
    steps += end.steps
    for (const [what, times] of end.happened) happened[what] = (happened[what] ?? 0) + times
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
}

async function lookForPlanted(beside: Beside, { from, stride }: Pick<Asked, 'from' | 'stride'>, tell: (line: Line) => void): Promise<void> {
  for (const [index, { fault, within, around }] of planted.entries()) {
    if (index % stride !== (from - 1) % stride) continue
    const cpuBefore = cpuMs()
    let [seed, broken] = [0, null as string | null]
    while (broken === null && seed < within) broken = (await play(historyOf((seed += 1)), { ...beside, around })).broken
    tell({ is: 'planted', fault, seed: broken === null ? null : seed, cpuMs: cpuMs() - cpuBefore, broken: kindOf(broken) ?? null })
  }
}

/** Of an error the first line: its places shift as steps are left out. */
const kindOf = (broken: string | null): string | undefined => broken?.split('\n')[0]
