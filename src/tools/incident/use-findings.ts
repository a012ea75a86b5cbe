import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import { trueTime } from '../../domain/history/revision'
import { legalRules } from '../../domain/pack/legal'
import type { Finding } from '../../domain/rules/before-signing'
import { beforeSigning } from '../../domain/rules/before-signing'
import { namesOf } from '../../domain/schema/names'
import { usePeople } from '../../workspace/people'
import { useTablet } from '../../workspace/tablet'
import type { OpenIncident } from './use-incident'

/** What is left, or worth another look, before this incident is signed. */
export function useFindings({ answers, paper, profile, record }: OpenIncident): ComputedRef<readonly Finding[]> {
  const { now, zone } = useTablet()
  const people = usePeople()
  return computed(() => beforeSigning(answers.value, {
    profile: profile.value, rules: legalRules, now: now(), zone,
    otherChildren: [...people.readings].flatMap(([id, reading]) => (answers.value.children.includes(id) ? [] : namesOf(reading.answers))),
    ownNames: answers.value.children.flatMap((id) => {
      const known = people.readings.get(id)
      return known ? namesOf(known.answers) : []
    }),
    savedAt: record.reading.value ? trueTime(record.reading.value.checkpoint.first) : null,
    paper: paper.value.written,
  }))
}
