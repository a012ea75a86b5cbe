import type { PlanAnswers } from './plan-state'

export type Consequence = PlanAnswers['consequences'][number]
/** `no-teaching`: it protects and nothing teaches beside it. `no-return`: nobody has said when and how the freedom is given back. `no-kind`: nobody has said which of the two it is. */
export type ConsequenceGap = 'no-teaching' | 'no-return' | 'no-kind'
export interface ConsequencePair {
  /** Null where something is taught and no freedom is limited. */
  readonly protective: Consequence | null
  readonly educational: readonly Consequence[]
  readonly gaps: readonly ConsequenceGap[]
}

const isPair = (a: Consequence, b: Consequence): boolean => a.pair.includes(b.id) || b.pair.includes(a.id)

/** What protects with what teaches beside it, in their order; what is left over stands alone. A row without a kind stands alone, and is asked about. */
export function consequencePairs(rows: readonly Consequence[]): ConsequencePair[] {
  const protective = rows.filter(({ type }) => type === 'protective')
  const alone = rows.filter((row) => row.type !== 'protective' && !protective.some((one) => isPair(one, row)))
  const pairs = [
    ...protective.map((one) => ({ first: one, pair: { protective: one, educational: rows.filter((row) => row.type === 'educational' && isPair(one, row)), gaps: [] as ConsequenceGap[] } })),
    ...alone.map((one) => ({ first: one, pair: { protective: null, educational: [one], gaps: [] as ConsequenceGap[] } })),
  ]
  return pairs.sort((a, b) => rows.indexOf(a.first) - rows.indexOf(b.first)).map(({ pair }) => ({ ...pair, gaps: gapsOf(pair) }))
}
function gapsOf({ protective, educational }: Pick<ConsequencePair, 'protective' | 'educational'>): ConsequenceGap[] {
  if (protective === null) return educational.some(({ type, words }) => type === null && words.trim() !== '') ? ['no-kind'] : []
  return [
    ...(educational.some(({ words }) => words.trim() !== '') ? [] : ['no-teaching' as const]),
    ...(protective.returns.trim() === '' && protective.returnOn === null ? ['no-return' as const] : []),
  ]
}
