import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import { plan } from '../../../domain/records/plan'
import { usePeople } from '../../../workspace/people'
import { useSession } from '../../../workspace/session'
import { useTablet } from '../../../workspace/tablet'
import type { SectionProps } from '../section-props'

/** `look-again`: words came in that had not been on the glass, and they are read before anyone says yes to them. */
export type Agreed = 'agreed' | 'look-again'

/** Agreeing is a signature of the signed-in adult, without a word of its own: it says yes to what stood there. */
export function useAgreeing({ tool: { record } }: Pick<SectionProps, 'tool'>): {
  mayAgree: ComputedRef<boolean>
  /** The plan as it stands is what the adult has read: whatever comes in from here on is read before it is agreed. */
  look: () => void
  agree: () => Promise<Agreed>
} {
  const { ledger, pace } = useTablet()
  const session = useSession()
  const people = usePeople()
  const found = () => record.reading.value?.checkpoint ?? null
  let agreeing: Promise<Agreed> | null = null
  let seen = 0
  async function sign(): Promise<Agreed> {
    const hasDraft = record.startedAt.value !== null
    // What is on the glass is part of what is agreed.
    await record.finish('edit')
    const now = found()
    if (!now || session.adult === null) return 'look-again'
    const mine = hasDraft && now.latest.author === session.adult ? 1 : 0
    if (now.count > seen + mine || (record.reading.value?.clashes.length ?? 0) > 0) return 'look-again'
    await ledger.append({ record: record.id, kind: plan.kind, version: plan.version, act: 'sign', after: now.heads, author: session.adult, changes: {} })
    pace.wake()
    return 'agreed'
  }
  return {
    mayAgree: computed(() => {
      const checkpoint = found()
      return checkpoint !== null && checkpoint.freeze === null && people.mayDo('sign', checkpoint)
    }),
    look: () => { seen = found()?.count ?? 0 },
    // Pressed twice is still once.
    agree: () => (agreeing ??= sign().finally(() => { agreeing = null })),
  }
}
