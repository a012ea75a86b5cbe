import { median, ms } from './figures.mjs'
import { useFullTablet } from './full-tablet.mjs'

const limitMs = 2_500

/** A new browser, the server gone, a processor six times slower: until a name can be tapped. */
export async function coldStart() {
  const figures = (await useFullTablet()).map(({ lock }) => lock)
  return [{ what: 'Cold offline start to a usable lock, 6x slower processor, 10,000 records', figure: ms(figures), limit: `${limitMs} ms`, isOver: median(figures) > limitMs }]
}
