import type { ComputedRef, ShallowRef } from 'vue'
import { computed, nextTick, onScopeDispose, shallowRef } from 'vue'
import type { Router } from 'vue-router'
import type { Scenario, Step } from '../../domain/pack/scenarios/scenario'
import { openLine } from './line'
import type { Practice } from './open-practice'

export interface Stage {
  readonly steps: readonly Step[]
  /** From 0; -1 before it begins. */
  readonly at: Readonly<ShallowRef<number>>
  readonly step: ComputedRef<Step | null>
  /** Changes whenever the page must be drawn anew although its address is the same. */
  readonly turn: Readonly<ShallowRef<number>>
  readonly weeksOn: Readonly<ShallowRef<number>>
  readonly go: (by: 1 | -1) => Promise<void>
  readonly goOn: (weeks: number) => void
}

/**
 * The steps of a scenario, one press at a time. What a step adds is written once, the first time it is reached. Going back
 * draws everything as it was up to that step; going on again brings back what came then, the room's own words too.
 */
export function useStage(scenario: Scenario, practice: Practice, { router, full, shown }: { readonly router: Router; readonly full: boolean; readonly shown: () => void }): Stage {
  const steps = scenario.steps.filter(({ signedInOnly }) => full || signedInOnly !== true)
  const at = shallowRef(-1)
  const turn = shallowRef(0)
  const weeksOn = shallowRef(0)
  const weeksUpTo = (to: number): number => steps.slice(0, to + 1).reduce((sum, { weeksLater = 0 }) => sum + weeksLater, 0)
  let reached = -1
  let going: Promise<void> = Promise.resolve()

  const line = openLine(scenario.id, (said) => {
    if (said.say === 'go') void go(said.by)
    if (said.say === 'where') tellPlace()
  })
  onScopeDispose(line.end)
  const tellPlace = () => { line.tell({ scenario: scenario.id, say: 'at', step: at.value, of: steps.length }) }

  async function show(to: number): Promise<void> {
    const step = steps[to]
    if (!step) return
    const weeks = weeksUpTo(to) - weeksUpTo(at.value)
    if (weeks !== 0) goOn(weeks)
    await practice.show(to)
    if (to > reached) {
      await practice.write(step.writes ?? [])
      reached = to
    }
    at.value = to
    await router.push({ name: step.page.name, params: { ...step.page.params }, query: { ...step.page.query } })
    tellPlace()
    await nextTick()
    shown()
  }
  // One after another: a clicker that is pressed twice at once shows two steps, in order.
  function go(by: 1 | -1): Promise<void> {
    going = going.then(() => show(Math.min(steps.length - 1, Math.max(0, at.value + by))))
    return going
  }
  function goOn(weeks: number): void {
    practice.goOn(weeks)
    weeksOn.value += weeks
    turn.value += 1
  }

  return { steps, at, step: computed(() => steps[at.value] ?? null), turn, weeksOn, go, goOn }
}
