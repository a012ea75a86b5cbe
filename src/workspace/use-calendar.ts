import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { Checkpoint } from '../domain/history/read'
import { view } from '../domain/history/read'
import { termCalendar, termCalendarId } from '../domain/records/term-calendar'
import type { SchoolDays } from '../domain/rules/school-days'
import { schoolDays } from '../domain/rules/school-days'
import { useSession } from './session'
import { useTablet } from './tablet'
import { useLive } from './use-live'

/** School days by this setting's own term dates. `isSet`: it has some; else weekdays less bank holidays stand in for them. */
export function useCalendar(): { readonly days: ComputedRef<SchoolDays>; readonly isSet: ComputedRef<boolean> } {
  const { ledger } = useTablet()
  const session = useSession()
  const found = useLive<Checkpoint | null>(null, () => (session.open ? () => ledger.checkpoint(termCalendarId) : null))
  const calendar = computed(() => found.value && view(termCalendar, found.value).answers)
  return { days: computed(() => schoolDays(calendar.value)), isSet: computed(() => (calendar.value?.terms.length ?? 0) > 0) }
}
