import type { ComputedRef, ShallowRef } from 'vue'
import { computed } from 'vue'
import type { Checkpoint, Reading } from '../domain/history/read'
import type { child as childForm } from '../domain/records/child'
import { incident } from '../domain/records/incident'
import { tellingOf } from '../domain/records/telling'
import type { Reader } from '../domain/rules/child-export'
import { usePeople } from './people'
import { useSession } from './session'
import { useTablet } from './tablet'
import { wallAt } from './time'
import { useLive } from './use-live'

export interface Found {
  /** All about the child, with who was told of their incidents: that stands in a record about the incident, not about the child. */
  readonly records: readonly Checkpoint[]
  /** Of incidents, by id. */
  readonly numbers: ReadonlyMap<string, { readonly number: number | null; readonly former: number | null }>
}
export interface ChildPapers {
  /** Null until the disk has answered. */
  readonly found: ShallowRef<Found | null>
  readonly reading: ComputedRef<Reading<typeof childForm.fields> | null>
  /** Whose papers they are, and what this adult may read of them. */
  readonly reader: ComputedRef<Reader>
}

/** What a child's records come to on paper or in files, as the adult who is signed in may read them. */
export function useChildPapers(child: () => string): ChildPapers {
  const { ledger, zone } = useTablet()
  const session = useSession()
  const people = usePeople()
  const found = useLive<Found | null>(null, () => {
    const id = child()
    return session.open ? async () => withTellings(await ledger.timeline(id)) : null
  })
  async function withTellings(about: readonly Checkpoint[]): Promise<Found> {
    const incidents = about.flatMap(({ kind, record }) => (kind === incident.kind ? [record] : []))
    const tellings = await Promise.all(incidents.map((id) => ledger.checkpoint(tellingOf(id))))
    const numbers = await Promise.all(incidents.map(async (id) => [id, { number: await ledger.numberOf(id), former: await ledger.formerNumberOf(id) }] as const))
    return { records: [...about, ...tellings.flatMap((one) => one ?? [])], numbers: new Map(numbers) }
  }
  const reading = computed(() => people.readings.get(child()) ?? null)
  return {
    found, reading,
    reader: computed(() => ({
      child: child(),
      mayRead: (one) => people.mayDo('read', one),
      sensitive: reading.value !== null && people.mayDo('read-sensitive', reading.value.checkpoint),
      say: people.say,
      wallAt: (ms) => wallAt(ms, zone),
      parents: reading.value?.answers.parents ?? [],
      numberOf: (id) => found.value?.numbers.get(id)?.number ?? null,
      formerNumberOf: (id) => found.value?.numbers.get(id)?.former ?? null,
    })),
  }
}
