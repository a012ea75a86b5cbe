import type { RiskScale } from '../../domain/pack/risk'
import { harms } from '../../domain/pack/risk'
import type { riskCalculator } from '../../domain/records/risk-calculator'
import { inPlan, riskScore } from '../../domain/rules/risk'
import type { AnswersOf } from '../../domain/schema/definition'

export type Harm = AnswersOf<typeof riskCalculator>['rows'][number]
export type Word = (key: string, usual: string) => string

export const harmWords = (code: string | null, word: Word): string =>
  code === null ? '' : word(`code.${code}`, harms.find((one) => one.code === code)?.label ?? code)
/** `Throws chairs: another child could be hurt`. The harm is named, never the child. */
export function harmTitle({ words, harm }: Pick<Harm, 'words' | 'harm'>, word: Word): string {
  const said = harmWords(harm, word)
  if (words.trim() === '') return said || 'A harm'
  return said === '' ? words : `${words}: ${said.charAt(0).toLowerCase()}${said.slice(1)}`
}
/** What the score asks of a plan. Whether the harm stands in one is the plan’s to say. */
export function planWords(row: Harm, scale: RiskScale): string {
  const place = inPlan(row, scale)
  if (place === 'by-score') return `A score of ${riskScore(row)?.score ?? ''} needs a place in the plan (from ${scale.line}).`
  return place === 'under' ? `Under ${scale.line}. It stays here, and can be in the plan all the same.` : ''
}
