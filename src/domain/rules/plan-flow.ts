import { bandOfStep, bands, flowSteps } from '../pack/plans'
import type { Say } from '../schema/field'
import type { PlanAnswers } from './plan-state'

/** One step of a plan’s flow, in the order of its list. */
export type FlowRow = PlanAnswers['flow'][number]

interface Band {
  readonly code: string
  readonly rows: readonly FlowRow[]
}
const bandOf = ({ step }: FlowRow): string | null => (step === null ? null : (bandOfStep[step] ?? null))

/** The list cut where its band changes, in its own order; a step of no kind yet stays with the one before it. */
export function runsOf(rows: readonly FlowRow[]): Band[] {
  const runs: { code: string; rows: FlowRow[] }[] = []
  for (const row of rows) {
    const code = bandOf(row) ?? runs.at(-1)?.code ?? 'band-settled'
    const last = runs.at(-1)
    if (last?.code === code) last.rows.push(row)
    else runs.push({ code, rows: [row] })
  }
  return runs
}

/** Every band once, settled to recovery, with its steps in the order of the list; a band nobody has written in is empty. */
export function bandsOf(rows: readonly FlowRow[]): Band[] {
  const runs = runsOf(rows)
  return bands.map(({ code }) => ({ code, rows: runs.filter((run) => run.code === code).flatMap((run) => run.rows) }))
}

const wordOf = (options: readonly { code: string; label: string }[], code: string, say: Say) => say.word(`code.${code}`, options.find((one) => one.code === code)?.label ?? code)
export const bandWords = (code: string, say: Say): string => wordOf(bands, code, say)
export const stepWords = (step: string | null, say: Say): string => (step === null ? 'A step' : wordOf(flowSteps, step, say))

/** What each step is called in a sentence, by its id: `Early signs`, and where there are more of a kind `Early signs 2`. */
export function stepNames(rows: readonly FlowRow[], say: Say): ReadonlyMap<string, string> {
  const count = new Map<string, number>()
  return new Map(rows.map((row) => {
    const words = stepWords(row.step, say)
    const nth = (count.get(words) ?? 0) + 1
    count.set(words, nth)
    return [row.id, nth === 1 ? words : `${words} ${nth}`]
  }))
}

const order: ReadonlyMap<string | null, number> = new Map(flowSteps.map(({ code }, index) => [code, index]))
/** Where a step of this kind comes to stand among the others: after the last that is no further on. */
export const placeFor = (step: string | null, rows: readonly FlowRow[]): number =>
  rows.findLastIndex((row) => (order.get(row.step) ?? 0) <= (order.get(step) ?? order.size)) + 1
