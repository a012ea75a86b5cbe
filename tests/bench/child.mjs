import { ms } from './figures.mjs'
import { useFullTablet } from './full-tablet.mjs'

/** From the tap to the first lines of the timeline, never opened before in this browser. */
export async function openChild() {
  return [{ what: 'Opening a child with 200 of 10,000 records, 6x slower processor', figure: ms((await useFullTablet()).map(({ child }) => child)) }]
}
