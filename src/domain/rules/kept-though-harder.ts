import { foldText } from './list-order'
import type { PlanAnswers } from './plan-state'

type Strategy = PlanAnswers['strategies'][number]

/** Strategies that made things harder and would go on as they are. `before`: those of the version before, with the words in which they did. */
export function keptThoughHarder(strategies: readonly Strategy[], before: readonly Pick<Strategy, 'id' | 'words'>[]): Strategy[] {
  const was = new Map(before.map(({ id, words }) => [id, foldText(words)]))
  return strategies.filter(({ id, impact, keep, words }) => impact === 'impact-harder' && keep === 'yes' && (was.get(id) ?? foldText(words)) === foldText(words))
}
