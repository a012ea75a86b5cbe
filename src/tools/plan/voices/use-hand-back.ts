import { watch } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'
import type { plan } from '../../../domain/records/plan'
import { useDisk } from '../../../workspace/disk'
import { useSession } from '../../../workspace/session'
import type { Tool } from '../../../workspace/use-tool'

/**
 * The end of handing a tablet over: what was said is kept, and it comes back locked, so that whoever takes it signs in. The
 * browser’s own way back ends it the same way, and so does a plan that is not to be written on any more (`isOpen`): a family
 * neither writes words that go nowhere nor comes to the adults’ side of it.
 */
export function useHandBack(tool: Tool<typeof plan.fields>, { isHanded, isOpen }: { readonly isHanded: () => boolean; readonly isOpen: () => boolean }): () => Promise<void> {
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
  watch(() => isHanded() && !isOpen(), (isOver) => { if (isOver) void handBack().catch(disk.report) })
  return handBack
}
