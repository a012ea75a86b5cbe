import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { Duty } from '../../domain/rules/duties'
import { useSession } from '../../workspace/session'
import { useTablet } from '../../workspace/tablet'
import { dayAt } from '../../workspace/time'
import type { IncidentFile } from '../../workspace/incident-file'
import { incidentFile } from '../../workspace/incident-file'
import { useIncidentDuties } from '../../workspace/use-duties'
import { useLive } from '../../workspace/use-live'

/** What this incident owes and to whom, kept right as records arrive. */
export function useDuties(id: string): { file: ComputedRef<IncidentFile | null>; duties: ComputedRef<readonly Duty[]>; dueDay: ComputedRef<string | null>; today: string } {
  const { ledger, now, zone } = useTablet()
  const session = useSession()
  const file = useLive<IncidentFile | null>(null, () => (session.open ? () => incidentFile(ledger, id) : null))
  const { dutiesIn } = useIncidentDuties()
  const duties = computed(() => (file.value ? dutiesIn(file.value) : []))
  return {
    file: computed(() => file.value), duties,
    dueDay: computed(() => duties.value.find(({ code }) => code === 'write-record')?.due ?? null),
    today: dayAt(now(), zone),
  }
}
