import type { Option } from '../schema/field'

/** What could come to harm. One row for each: the harm is scored, never the child. */
export const harms: readonly Option[] = [
  { code: 'harm-self', label: 'The child could be hurt' },
  { code: 'harm-peer', label: 'Another child could be hurt' },
  { code: 'harm-staff', label: 'An adult could be hurt' },
  { code: 'harm-property', label: 'Something could be badly damaged' },
  { code: 'harm-disruption', label: 'Learning or play is lost' },
  { code: 'harm-offence', label: 'A law could be broken' },
  { code: 'harm-leaving', label: 'Leaving or getting lost' },
  { code: 'harm-other', label: 'Another harm' },
]
export const knownBy: readonly Option[] = [
  { code: 'evidenced', label: 'Seen', hint: 'There are records of it.' },
  { code: 'opinion', label: 'Our opinion', hint: 'We fear it. It has not been seen.' },
]

/**
 * How the two parts are scored, and from which score a plan is asked for. In use as remembered by those trained, and not
 * confirmed: so size, words and line are the county's to publish. Both parts are always shown, since a matrix gives one
 * number to unlike risks (Cox 2008, Risk Analysis 28: 497).
 */
export interface RiskScale {
  readonly size: 3 | 4 | 5
  /** A row at or above this needs a place in a plan. */
  readonly line: number
}
export const usualRiskScale: RiskScale = { size: 4, line: 6 }
const step = (part: 'seriousness' | 'probability', labels: readonly string[]): readonly Option[] =>
  labels.map((label, index) => ({ code: `${part}-${index + 1}`, label }))
/** Words for 1 to 5; a scale of three or four leaves the last out, and a county that has its own publishes them. */
export const seriousnessSteps = step('seriousness', [
  'Upset or disruption', 'First aid, distress or minor damage', 'Hospital, great distress or major damage', 'Life-changing or loss of life', 'Several lives',
])
export const probabilitySteps = step('probability', [
  'Not for over a year, nothing sets it off now', 'In the last year, unlikely now', 'More likely than not', 'Persistent', 'Certain',
])
