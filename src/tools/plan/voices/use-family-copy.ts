import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { plan } from '../../../domain/records/plan'
import { forParent } from '../../../domain/rules/plan-copy'
import type { PlanAnswers } from '../../../domain/rules/plan-state'
import { namesOf } from '../../../domain/schema/names'
import { usePeople } from '../../../workspace/people'
import type { Tool } from '../../../workspace/use-tool'

/** The plan as the family may have it in their hands: no other child’s name in any word, and nothing kept for staff. */
export function useFamilyCopy(child: string, tool: Tool<typeof plan.fields>): { called: ComputedRef<string>; others: ComputedRef<readonly string[]>; answers: ComputedRef<PlanAnswers> } {
  const people = usePeople()
  /** Every other child of the setting. A name that this child bears too says nothing. */
  const others = computed(() => {
    const own = people.readings.get(child)
    const mine = own ? namesOf(own.answers) : []
    return [...people.readings].flatMap(([id, reading]) => (id === child ? [] : namesOf(reading.answers).filter((name) => !mine.includes(name))))
  })
  return { called: computed(() => people.childById.get(child)?.called ?? 'your child'), others, answers: computed(() => forParent(tool.answers.value, { others: others.value, say: people.say })) }
}
