import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { Checkpoint } from '../../../domain/history/read'
import { view } from '../../../domain/history/read'
import { harms } from '../../../domain/pack/risk'
import { anxietyMap, maps } from '../../../domain/records/anxiety-map'
import { riskCalculator, riskCalculators } from '../../../domain/records/risk-calculator'
import type { Versions } from '../../../domain/records/versioned'
import { mapMoves, pairAround, riskMoves } from '../../../domain/rules/before-after'
import type { Counted } from '../../../domain/rules/run-chart'
import { countedIn, happeningsOf, sinceAndBefore } from '../../../domain/rules/run-chart'
import { signed } from '../../../domain/schema/field'
import { useTablet } from '../../../workspace/tablet'
import { useCalendar } from '../../../workspace/use-calendar'
import type { PlansOfChild } from '../../../workspace/use-plan'

/** One line of a comparison in words; `none` is said where there was no value. */
export interface Line {
  readonly id: string
  readonly words: string
  readonly then: string
  readonly now: string
}
/** `null`: there are not two of them to compare. */
export interface BeforeAfter {
  readonly counts: ComputedRef<{ readonly since: Counted; readonly before: Counted | null }>
  readonly map: ComputedRef<readonly Line[] | null>
  readonly risks: ComputedRef<readonly Line[] | null>
  readonly isSet: ComputedRef<boolean>
}
interface Given {
  readonly child: string
  readonly readable: PlansOfChild['readable']
  /** `YYYY-MM-DD`: from when adults acted by the plan. */
  readonly began: () => string
  readonly today: string
  readonly label: (key: string, usual: string) => string
}
const none = 'Not scored'

/** The time before a plan beside the time since, in the records this adult may read. */
export function useBeforeAfter({ child, readable, began, today, label }: Given): BeforeAfter {
  const { zone } = useTablet()
  const { days, isSet } = useCalendar()
  const among = computed(() => readable.value ?? [])
  const pair = (kind: string, versions: Versions) => {
    const theirs = among.value.flatMap((checkpoint: Checkpoint) => {
      const parts = checkpoint.kind === kind && !checkpoint.withdrawn ? versions.partsOf(checkpoint.record) : null
      return parts?.child === child ? [{ version: parts.version, checkpoint }] : []
    })
    return pairAround(theirs.sort((a, b) => a.version - b.version), { began: began(), zone })
  }
  const range = (given: { low: number; high: number } | null) => (given === null ? none : given.low === given.high ? signed(given.low) : `${signed(given.low)} to ${signed(given.high)}`)
  const score = (given: { score: number; seriousness: number; probability: number } | null) => (given === null ? none : `${given.score} = ${given.seriousness} × ${given.probability}`)
  const harm = (code: string | null) => (code === null ? '' : label(`code.${code}`, harms.find((one) => one.code === code)?.label ?? code))
  return {
    isSet,
    counts: computed(() => {
      const happenings = happeningsOf(child, among.value, zone)
      const spans = sinceAndBefore({ began: began(), today, earliest: happenings[0]?.day ?? null }, days.value)
      return { since: countedIn(happenings, spans.since, days.value), before: spans.before && countedIn(happenings, spans.before, days.value) }
    }),
    map: computed(() => {
      const found = pair(anxietyMap.kind, maps)
      return found && mapMoves({ then: view(anxietyMap, found.then.checkpoint).answers.items, now: view(anxietyMap, found.now.checkpoint).answers.items })
        .map(({ id, row, then, now }) => ({ id, words: row.words, then: range(then), now: range(now) }))
    }),
    risks: computed(() => {
      const found = pair(riskCalculator.kind, riskCalculators)
      return found && riskMoves({ then: view(riskCalculator, found.then.checkpoint).answers.rows, now: view(riskCalculator, found.now.checkpoint).answers.rows })
        .map(({ id, row, then, now }) => ({ id, words: [row.words, harm(row.harm)].filter(Boolean).join(': '), then: score(then), now: score(now) }))
    }),
  }
}
