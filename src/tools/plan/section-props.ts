import type { plan } from '../../domain/records/plan'
import type { Tool } from '../../workspace/use-tool'
import type { PlanPage } from '../../workspace/use-plan'

/** What every section of a plan is handed: the open version, and what stands round it. */
export interface SectionProps {
  readonly child: string
  readonly tool: Tool<typeof plan.fields>
  readonly plan: PlanPage
}
