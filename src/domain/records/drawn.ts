import { maps } from './anxiety-map'
import { predictions } from './predict-prevent'
import { riskCalculators } from './risk-calculator'
import { trees } from './roots-and-fruits'
import type { Versions } from './versioned'

/** The drawn tools that go by versions, by kind. */
export const drawnVersions: Readonly<Record<string, Versions>> = {
  'roots-and-fruits': trees,
  'anxiety-map': maps,
  'predict-prevent': predictions,
  'risk-calculator': riskCalculators,
}
