import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import { incident } from '../../domain/records/incident'
import { usePeople } from '../../workspace/people'
import { useSession } from '../../workspace/session'
import { useTablet } from '../../workspace/tablet'
import type { OpenIncident } from './use-incident'

/** `look-again`: words came in that had not been on the glass, and they are read before anyone says yes to them. */
export type Said = 'said' | 'look-again'

/** The author's signature, and a senior's after it. Each is a revision without a word of its own: it says yes to what stood there. */
export function useSigning({ id, record, isSigned }: OpenIncident): { maySign: ComputedRef<boolean>; mayCountersign: ComputedRef<boolean>; sign: () => Promise<Said>; countersign: () => Promise<Said> } {
  const { ledger, pace } = useTablet()
  const session = useSession()
  const people = usePeople()
  const found = () => record.reading.value?.checkpoint ?? null
  let saying: Promise<Said> | null = null
  /** Pressed twice is still once. */
  const once = (act: 'sign' | 'countersign'): Promise<Said> => (saying ??= say(act).finally(() => { saying = null }))
  async function say(act: 'sign' | 'countersign'): Promise<Said> {
    const seen = found()?.count ?? 0
    const hasDraft = record.startedAt.value !== null
    // What is on the glass is part of what is signed.
    if (act === 'sign') await record.finish('edit')
    const now = found()
    if (!now || session.adult === null) return 'look-again'
    const mine = hasDraft && now.latest.author === session.adult ? 1 : 0
    if (now.count > seen + mine || (record.reading.value?.clashes.length ?? 0) > 0) return 'look-again'
    await ledger.append({ record: id, kind: incident.kind, version: incident.version, act, after: now.heads, author: session.adult, changes: {} })
    pace.wake()
    return 'said'
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
