import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { plan } from '../../../domain/records/plan'
import { forParent } from '../../../domain/rules/plan-copy'
import type { PlanAnswers } from '../../../domain/rules/plan-state'
import { usePeople } from '../../../workspace/people'
import { useOtherChildren } from '../../../workspace/use-other-children'
import type { Tool } from '../../../workspace/use-tool'

/** The plan as the family may have it in their hands: no other child’s name in any word, and nothing kept for staff. */
export function useFamilyCopy(child: string, tool: Tool<typeof plan.fields>): { called: ComputedRef<string>; answers: ComputedRef<PlanAnswers> } {
  const people = usePeople()
  const others = useOtherChildren(() => child)
  return { called: computed(() => people.childById.get(child)?.called ?? 'your child'), answers: computed(() => forParent(tool.answers.value, { others: others.value, say: people.say })) }
}
