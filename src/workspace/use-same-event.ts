import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { Checkpoint } from '../domain/history/read'
import { whoBegan } from '../domain/history/read'
import type { Event } from '../domain/rules/same-event'
import { maybeSameEvent, sharedChildren, timeOf } from '../domain/rules/same-event'
import type { Moment } from '../domain/schema/field'
import { incidentAnswers } from './incident-file'
import { otherIncidents } from './other-incidents'
import { usePeople } from './people'
import { useSession } from './session'
import { useTablet } from './tablet'
import { useLive } from './use-live'

/** Another record of what may be the same event: two tablets that were offline each began one. */
export interface SameEvent {
  readonly record: string
  readonly begunBy: readonly string[]
  /** Of both records. */
  readonly children: readonly string[]
  readonly when: Moment | null
  readonly isSigned: boolean
}

/** Those that this adult may read; by what is on the glass of their own. */
export function useSameEvent(id: string, event: () => Event): ComputedRef<readonly SameEvent[]> {
  const { ledger } = useTablet()
  const session = useSession()
  const people = usePeople()
  // As one text: the disk is asked again for other children, and not for every word.
  const children = computed(() => [...new Set([...event().children, ...event().childrenHurt])].join(' '))
  const isTimed = computed(() => timeOf(event()) !== null)
  const others = useLive<readonly Checkpoint[]>([], () => {
    const asked = children.value
    return session.open && asked !== '' && isTimed.value ? () => otherIncidents(ledger, id, asked.split(' ')) : null
  })
  return computed(() => others.value.filter((one) => people.mayDo('read', one) && maybeSameEvent(event(), incidentAnswers(one))).map((one) => {
    const answers = incidentAnswers(one)
    return { record: one.record, begunBy: whoBegan(one), children: sharedChildren(event(), answers), when: timeOf(answers), isSigned: one.freeze !== null }
  }))
}
