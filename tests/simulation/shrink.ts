import type { History, Step } from './steps'

/** The shortest history that still fails: pieces are left out, halves first and then one step at a time, and what troubles a step. */
export async function shrink(history: History, fails: (smaller: History) => Promise<boolean>): Promise<History> {
  let smallest = history
  const attempt = async (steps: readonly Step[]): Promise<boolean> => {
    const smaller = { ...smallest, steps }
    if (!(await fails(smaller))) return false
    smallest = smaller
    return true
  }
  for (let size = Math.ceil(smallest.steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = smallest.steps.length - size; at >= 0; at -= size) await attempt(smallest.steps.filter((_, index) => index < at || index >= at + size))
    // What stood at the head and is shorter than a piece.
    if (size === 1) for (let at = smallest.steps.length - 1; at >= 0; at -= 1) await attempt(smallest.steps.filter((_, index) => index !== at))
  }
  for (const [at, step] of smallest.steps.entries()) {
    for (const trouble of ['disk', 'hold', 'line', 'dies', 'tab'] as const) {
      if (!(trouble in step)) continue
      const plainer = Object.fromEntries(Object.entries(smallest.steps[at] ?? step).filter(([name]) => name !== trouble)) as unknown as Step
      await attempt(smallest.steps.with(at, plainer))
    }
  }
  return smallest
}
