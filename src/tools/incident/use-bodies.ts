import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { Whose } from '../../ui/body/body-marks'
import { useWho } from '../../workspace/use-who'
import { useIncident } from './use-incident'

/** On whom marks may have been seen: the children who were held or hurt, and each adult who was there. */
export function useBodies(): ComputedRef<readonly Whose[]> {
  const { answers, adults, profile } = useIncident()
  const { chipLabel } = useWho(() => answers.value.children)
  const small = computed(() => (profile.value === 'early-years' ? ('infant' as const) : ('child' as const)))
  return computed(() => {
    const children = [...answers.value.children, ...answers.value.childrenHurt].map((id) => ({ key: `child-${id}`, label: chipLabel(id), body: small.value, child: id }))
    const grown = answers.value.adults.flatMap(({ adult }) => (adult === null ? [] : [{ key: `adult-${adult}`, label: adults.value.find(({ id }) => id === adult)?.label ?? 'Adult', body: 'adult' as const, adult }]))
    return [...(children.length > 0 ? children : [{ key: 'child', label: 'Child', body: small.value }]), ...grown]
  })
}
