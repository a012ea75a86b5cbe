import { onBeforeRouteLeave } from 'vue-router'
import type { plan } from '../../../domain/records/plan'
import { useDisk } from '../../../workspace/disk'
import { useSession } from '../../../workspace/session'
import type { Tool } from '../../../workspace/use-tool'

/**
 * The end of handing a tablet over: what was said is kept, and it comes back locked, so that whoever takes it signs in. The
 * browser’s own way back ends it the same way.
 */
export function useHandBack(tool: Tool<typeof plan.fields>, isHanded: () => boolean): () => Promise<void> {
  const session = useSession()
  const disk = useDisk()
  async function handBack(): Promise<void> {
    try {
      await tool.record.finish('edit')
    } catch (error) {
      disk.report(error)
    }
    await session.lock()
  }
  onBeforeRouteLeave(async () => {
    if (isHanded() && session.open) await handBack()
  })
  return handBack
}
