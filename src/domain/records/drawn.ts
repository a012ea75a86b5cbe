import { maps } from './anxiety-map'
import { planIn, planOfGoing } from './plan'
import { predictions } from './predict-prevent'
import { riskCalculators } from './risk-calculator'
import { trees } from './roots-and-fruits'
import { profiles, supports } from './support'

/** By kind, the child whose record an id says it is: the forms whose ids follow from a child's. Null: the id is not one of theirs. */
const owners: Readonly<Record<string, (record: string) => string | null | undefined>> = {
  'roots-and-fruits': (record) => trees.partsOf(record)?.child,
  'anxiety-map': (record) => maps.partsOf(record)?.child,
  'predict-prevent': (record) => predictions.partsOf(record)?.child,
  'risk-calculator': (record) => riskCalculators.partsOf(record)?.child,
  plan: (record) => planIn(record)?.child,
  'plan-going': (record) => planIn(planOfGoing(record) ?? '')?.child,
  support: supports.childOf,
  'one-page-profile': profiles.childOf,
}
export const ownerOf = (kind: string, record: string): string | null => owners[kind]?.(record) ?? null
