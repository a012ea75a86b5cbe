import type { incident } from '../records/incident'
import type { AnswersOf } from '../schema/definition'

/** What three answers about a touch come to. `ask`: not plain either way, so it is recorded and talked over. */
export type CareOrRestrict = 'care' | 'guide' | 'intervention' | 'ask'
type Touch = Pick<AnswersOf<typeof incident>, 'careAim' | 'careFree' | 'careWish'>

/**
 * Early Years: whether a touch was a physical intervention, in the words of the EYFS. It reads as none only where a child
 * was free to go and wanted it; whatever is unsure, mixed or not answered is asked about. Care that a child did not want (a
 * nappy, a medicine) is no plain matter either way.
 */
export function careOrRestrict({ careAim, careFree, careWish }: Touch): CareOrRestrict {
  if (careAim === 'stop') return 'intervention'
  if (careFree === 'no' && careWish === 'no') return careAim === 'care' ? 'ask' : 'intervention'
  if (careFree !== 'yes' || careWish !== 'yes') return 'ask'
  return careAim === 'care' || careAim === 'guide' ? careAim : 'ask'
}
