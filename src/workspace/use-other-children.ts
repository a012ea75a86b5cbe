import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import type { OtherChild } from '../domain/rules/bundle-names'
import { othersThan } from '../domain/rules/bundle-names'
import { usePeople } from './people'

/** Every other child of the setting, also those who were taken out of its lists, by all the ways in which they were ever written. */
export function useOtherChildren(child: () => string): ComputedRef<readonly OtherChild[]> {
  const people = usePeople()
  return computed(() => othersThan(people.childRecords, child()))
}
