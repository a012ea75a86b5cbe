/** What three answers about a touch come to. `ask`: not plain either way, so it is recorded and talked over. */
export type CareOrRestrict = 'care' | 'guide' | 'intervention' | 'ask'

interface Touch {
  readonly careAim: string | null
  readonly careFree: string | null
  readonly careWish: string | null
}

/** Early Years: whether a touch was a physical intervention, in the words of the EYFS. Anything unsure or mixed never says that it was none. */
export function careOrRestrict({ careAim, careFree, careWish }: Touch): CareOrRestrict {
  if (careAim === 'stop' || careFree === 'no') return 'intervention'
  if (careFree !== 'yes') return 'ask'
  if (careAim === 'care') return careWish === 'yes' ? 'care' : 'ask'
  return careAim === 'guide' ? 'guide' : 'ask'
}
