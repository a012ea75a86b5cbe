import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import { incident } from '../../domain/records/incident'
import { usePeople } from '../../workspace/people'
import { useSession } from '../../workspace/session'
import { useTablet } from '../../workspace/tablet'
import type { OpenIncident } from './use-incident'

/** The author's signature, and a senior's after it. Each is a revision without a word of its own: it says yes to what stood there. */
export function useSigning({ id, record, isSigned }: OpenIncident): { maySign: ComputedRef<boolean>; mayCountersign: ComputedRef<boolean>; sign: () => Promise<void>; countersign: () => Promise<void> } {
  const { ledger, pace } = useTablet()
  const session = useSession()
  const people = usePeople()
  const found = () => record.reading.value?.checkpoint ?? null
  let saying: Promise<void> | null = null
  /** Pressed twice is still once. */
  const once = (act: 'sign' | 'countersign'): Promise<void> => (saying ??= say(act).finally(() => { saying = null }))
  async function say(act: 'sign' | 'countersign'): Promise<void> {
    // What is on the glass is part of what is signed.
    if (act === 'sign') await record.finish('edit')
    const checkpoint = await ledger.checkpoint(id)
    if (!checkpoint || session.adult === null) return
    await ledger.append({ record: id, kind: incident.kind, version: incident.version, act, after: checkpoint.heads, author: session.adult, changes: {} })
    pace.wake()
  }
  return {
    // A record that nobody has kept yet is its writer's.
    maySign: computed(() => !isSigned.value && (found() === null ? record.startedAt.value !== null : people.mayDo('sign', found() ?? { kind: incident.kind, keeping: 'joint' }))),
    mayCountersign: computed(() => {
      const checkpoint = found()
      return checkpoint !== null && isSigned.value && people.mayDo('countersign', checkpoint)
    }),
    sign: () => once('sign'),
    countersign: () => once('countersign'),
  }
}
