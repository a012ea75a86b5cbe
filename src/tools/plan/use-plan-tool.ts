import { computed } from 'vue'
import { plan } from '../../domain/records/plan'
import type { PlanPage } from '../../workspace/use-plan'
import type { Tool } from '../../workspace/use-tool'
import { useTool } from '../../workspace/use-tool'

/** A version of a plan on the glass. What was agreed, replaced or ended is read and not written on, whoever asks. */
export function usePlanTool(child: string, record: string, { version }: PlanPage): Tool<typeof plan.fields> {
  const tool = useTool(plan, child, record)
  const isOpen = computed(() => version.value === null || version.value.state === 'draft' || version.value.state === 'in-use')
  const mayWrite = computed(() => tool.mayWrite.value && isOpen.value)
  return {
    ...tool, mayWrite,
    frame: computed(() => ({ ...tool.frame.value, mayWrite: mayWrite.value })),
    edit(field, answer, options) {
      if (mayWrite.value) tool.edit(field, answer, options)
    },
  }
}
