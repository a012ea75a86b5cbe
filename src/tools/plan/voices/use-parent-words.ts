import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { PlanSection } from '../../../domain/pack/plans'
import { plan } from '../../../domain/records/plan'
import type { ParentRow } from '../../../domain/rules/plan-voices'
import { isViewOf } from '../../../domain/rules/plan-voices'
import type { PlanAnswers } from '../../../domain/rules/plan-state'
import { addedRow } from '../../../domain/schema/field'
import { useTablet } from '../../../workspace/tablet'
import { dayAt } from '../../../workspace/time'
import type { Tool } from '../../../workspace/use-tool'
import { useParents } from './use-parents'

type View = PlanAnswers['views'][number]
export interface ParentWords {
  readonly viewOf: (section: PlanSection) => View | null
  readonly say: (section: PlanSection, given: Pick<View, 'view'> | Pick<View, 'words'>, soon?: boolean) => void
  /** What they wrote of the plan as a whole. */
  readonly words: ComputedRef<string>
  readonly write: (words: string) => void
  /** They have done: with a name, they signed that they read it. */
  readonly end: (name: string, ticks: readonly string[]) => void
  readonly saidAnything: ComputedRef<boolean>
}

/** What one parent says while the plan is in their hands, kept as they say it: a view of a part takes the place of their own earlier one. */
export function useParentWords(child: string, tool: Tool<typeof plan.fields>, parent: () => ParentRow): ParentWords {
  const { newId, now, zone } = useTablet()
  const parents = useParents(child, tool)
  const today = () => dayAt(now(), zone)
  const row = computed(() => parents.all.value.find(({ id }) => id === parent().id) ?? parent())
  const views = computed(() => tool.answers.value.views)
  const isTheirs = (one: View) => isViewOf(one, parent())
  const viewOf = (section: PlanSection) => views.value.find((one) => isTheirs(one) && one.section === section) ?? null
  const saidAnything = computed(() => row.value.words.trim() !== '' || views.value.some((one) => isTheirs(one) && (one.view !== null || one.words.trim() !== '')))
  return {
    viewOf, saidAnything,
    say(section, given, soon = false) {
      const known = viewOf(section)
      const next = known ? views.value.map((one) => (one.id === known.id ? { ...one, ...given, on: today() } : one)) : [...views.value, addedRow(plan.fields.views, views.value, newId(), { who: parent().name, parent: [parent().id], section, on: today(), ...given })]
      tool.edit('views', next, { soon })
    },
    words: computed(() => row.value.words),
    write: (words) => parents.change(row.value, { words }, true),
    end(name, ticks) {
      // Looked at and given back without a word is no answer, and nobody’s silence is written down as one.
      if (saidAnything.value) parents.change(row.value, { state: 'gave-view', askedOn: row.value.askedOn ?? today(), way: row.value.way ?? 'ask-in-person' })
      if (name.trim() === '') return
      const signatures = tool.answers.value.signatures
      const known = signatures.find((one) => one.who === 'signs-parent' && one.name.trim() === name.trim())
      const signed = { name: name.trim(), ticks, how: 'signed-here', on: today() }
      tool.edit('signatures', known ? signatures.map((one) => (one.id === known.id ? { ...one, ...signed } : one)) : [...signatures, addedRow(plan.fields.signatures, signatures, newId(), { who: 'signs-parent', ...signed })])
    },
  }
}
