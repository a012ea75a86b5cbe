import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import { legalRules } from '../../domain/pack/legal'
import type { Finding } from '../../domain/rules/before-signing'
import { beforeSigning } from '../../domain/rules/before-signing'
import { namesOf } from '../../domain/schema/names'
import { usePeople } from '../../workspace/people'
import { useTablet } from '../../workspace/tablet'
import type { OpenIncident } from './use-incident'

/** What is left, or worth another look, before this incident is signed. */
export function useFindings({ answers, profile }: OpenIncident): ComputedRef<readonly Finding[]> {
  const { now, zone } = useTablet()
  const people = usePeople()
  return computed(() => beforeSigning(answers.value, {
    profile: profile.value, rules: legalRules, now: now(), zone,
    otherChildren: [...people.readings].flatMap(([id, reading]) => (answers.value.children.includes(id) ? [] : [namesOf(reading.answers)])).flat(),
  }))
}
