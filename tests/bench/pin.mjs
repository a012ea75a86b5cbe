import { ms } from './figures.mjs'
import { useFullTablet } from './full-tablet.mjs'

/** From the sixth digit to the children on Today, the first time in a new browser. */
export async function pinToToday() {
  return [{ what: 'PIN to Today, 6x slower processor, 10,000 records', figure: ms((await useFullTablet()).map(({ today }) => today)) }]
}
