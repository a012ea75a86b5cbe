import type { RiskScale } from '../pack/risk'
import { usualRiskScale } from '../pack/risk'

export interface RiskParts {
  readonly seriousness: number | null
  readonly probability: number | null
}
/** Both parts and what they come to: one is never shown without the other. Null until both are given. */
export function riskScore({ seriousness, probability }: RiskParts): { readonly seriousness: number; readonly probability: number; readonly score: number } | null {
  return seriousness === null || probability === null ? null : { seriousness, probability, score: seriousness * probability }
}

export type InPlan =
  | 'not-scored'
  | 'by-score' // at or over the line
  | 'by-words' // under the line, and adults said why it belongs in the plan
  | 'under'
/** Whether a harm belongs in a plan. A grave harm that is unlikely falls under the line, so adults may include any row. */
export function inPlan(row: RiskParts & { readonly include: string }, { line }: RiskScale = usualRiskScale): InPlan {
  if (row.include.trim() !== '') {
    const scored = riskScore(row)
    return scored !== null && scored.score >= line ? 'by-score' : 'by-words'
  }
  const scored = riskScore(row)
  return scored === null ? 'not-scored' : scored.score >= line ? 'by-score' : 'under'
}
