import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import { goingOf, planGoing } from '../../../domain/records/plan'
import { nextPlan } from '../../../domain/rules/next-plan'
import { firstReview } from '../../../domain/rules/plan-start'
import type { GoingAnswers, PlanVersion } from '../../../domain/rules/plan-state'
import { inForceNow } from '../../../domain/rules/plan-state'
import { addedRow } from '../../../domain/schema/field'
import { useSession } from '../../../workspace/session'
import { useTablet } from '../../../workspace/tablet'
import { dayAt } from '../../../workspace/time'
import { useCalendar } from '../../../workspace/use-calendar'
import type { PlanPage } from '../../../workspace/use-plan'
import type { Tool } from '../../../workspace/use-tool'
import { useTool } from '../../../workspace/use-tool'

export type Impact = GoingAnswers['impacts'][number]
/** Something that the plan says adults do, and what came of it since. */
export interface Tried {
  readonly id: string
  readonly words: string
  readonly sources: readonly string[]
  readonly found: Impact
}
export interface TriedGroup {
  readonly label: string
  readonly tried: readonly Tried[]
}

export type Decision = Pick<GoingAnswers, 'goOn' | 'nextOn'>

export interface Review {
  readonly tool: Tool<typeof planGoing.fields>
  readonly today: string
  readonly groups: ComputedRef<readonly TriedGroup[]>
  readonly change: (id: string, given: Partial<Impact>, soon: boolean) => void
  readonly edit: <K extends keyof GoingAnswers>(field: K, answer: GoingAnswers[K], options?: { soon: boolean }) => void
  /** What stands in the plan and made things harder. */
  readonly harder: ComputedRef<readonly Tried[]>
  /** The version after this one, as far as somebody has begun it. */
  readonly next: ComputedRef<PlanVersion | null>
  readonly isOpen: ComputedRef<boolean>
  /** The review is done: what was decided stands from today, and not before. Throws where it could not be kept. */
  readonly decide: (decision: Decision) => Promise<void>
  /** Until the next version is agreed, adults act by this one: it comes up again on this day. */
  readonly meanwhile: ComputedRef<string>
}

/** School days until a plan that is being written anew comes up again. */
const meanwhileSchoolDays = 10

/** The review of one version: what was found stands in a record of its own, since an agreed plan is not written on. */
export function useReview(child: string, { plan, version }: { readonly plan: PlanPage; readonly version: () => PlanVersion }): Review {
  const { now, zone } = useTablet()
  const { record } = version()
  const tool = useTool(planGoing, child, goingOf(record))
  const { days } = useCalendar()
  const today = dayAt(now(), zone)
  const profile = useSession().identity?.setting.kind === 'early-years' ? 'early-years' as const : 'school' as const
  const { impacts } = planGoing.fields

  const triedIn = (rows: readonly { readonly id: string; readonly words: string; readonly sources?: readonly string[] }[]): Tried[] =>
    rows.filter(({ words }) => words.trim() !== '').map(({ id, words, sources = [] }) => ({ id, words, sources, found: tool.answers.value.impacts.find((one) => one.id === id) ?? addedRow(impacts, [], id) }))
  const groups = computed((): TriedGroup[] => {
    const { measures, strategies, targets } = version().answers
    return [
      { label: 'What we do before', tried: triedIn(measures) },
      { label: 'What has been tried, and is in this plan', tried: triedIn(strategies.filter(({ keep }) => keep !== 'no')) },
      { label: 'Targets', tried: triedIn(targets) },
    ].filter(({ tried }) => tried.length > 0)
  })
  const next = computed(() => plan.plans.value.findLast((one) => one.kind === version().kind && one.version > version().version) ?? null)
  const meanwhile = computed(() => days.value.addSchoolDays(today, meanwhileSchoolDays).day)

  const edit: Review['edit'] = (field, answer, options) => {
    // With the first word the record says which version it is of.
    if (tool.answers.value.plan === null && tool.mayWrite.value) tool.record.edit('plan', record)
    tool.edit(field, answer, options)
  }
  return {
    tool, today, groups, next, edit, meanwhile,
    change(id, given, soon) {
      const rows = tool.answers.value.impacts
      const row = { ...(rows.find((one) => one.id === id) ?? addedRow(impacts, rows, id)), ...given, on: today }
      edit('impacts', rows.some((one) => one.id === id) ? rows.map((one) => (one.id === id ? row : one)) : [...rows, row], { soon })
    },
    harder: computed(() => groups.value.flatMap(({ tried }) => tried.filter(({ found }) => found.impact === 'impact-harder'))),
    isOpen: computed(() => tool.mayWrite.value && (inForceNow([version()]).length > 0 || version().state === 'ended')),
    async decide({ goOn, nextOn }) {
      // A second review on one day is a new one, also where it comes to the same.
      if (tool.answers.value.reviewed === today) {
        edit('reviewed', null)
        await tool.record.finish('edit')
      }
      edit('goOn', goOn)
      edit('nextOn', goOn === 'go-on' ? nextOn : goOn === 'go-new' ? meanwhile.value : null)
      edit('reviewed', today)
      await tool.record.finish('edit')
      if (goOn === 'go-new' && next.value === null) await plan.page.startNext({ ...nextPlan(version().answers, { going: tool.answers.value, today }), from: today, reviewOn: firstReview(today, profile, days.value) })
    },
  }
}
