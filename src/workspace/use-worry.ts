import type { ComputedRef, ShallowRef } from 'vue'
import { computed, shallowRef } from 'vue'
import { worksOn } from '../domain/people'
import { worry } from '../domain/records/worry'
import { blank, touched } from '../domain/schema/definition'
import { useDisk } from './disk'
import { usePeople } from './people'
import { useSession } from './session'
import { useTablet } from './tablet'
import { dayAt, momentAt } from './time'

export interface Worry {
  readonly state: ShallowRef<'none' | 'told' | 'not-kept'>
  /** The safeguarding leads by their first names; empty where this tablet knows none. */
  readonly leads: ComputedRef<string>
  /** Kept and on its way to the safeguarding lead, as a record that nobody else may open. */
  readonly tell: (words: string) => Promise<void>
}

/** Says to the safeguarding lead that an adult is worried about a child, from within whatever is being written. */
export function useWorry(from: string, children: () => readonly string[]): Worry {
  const { ledger, newId, now, pace, zone } = useTablet()
  const session = useSession()
  const people = usePeople()
  const disk = useDisk()
  const state = shallowRef<'none' | 'told' | 'not-kept'>('none')
  return {
    state,
    leads: computed(() => {
      const today = dayAt(now(), zone)
      return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format([...people.adults.values()].flatMap((one) => (one.roles.includes('dsl') && worksOn(one, today) ? [one.shortName] : [])))
    }),
    async tell(words) {
      if (session.adult === null) return
      const changes = touched(worry, blank(worry), { children: children(), from, when: momentAt(now(), zone), words })
      try {
        await ledger.append({ record: newId(), kind: worry.kind, version: worry.version, act: 'close', after: [], author: session.adult, changes })
        state.value = 'told'
        pace.wake()
      } catch (error) {
        state.value = 'not-kept'
        disk.report(error)
      }
    },
  }
}
