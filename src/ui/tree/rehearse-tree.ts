import { h, render } from 'vue'
import type { DrawnZone } from '../../domain/pack/tree'
import { drawnZones, leadsTo } from '../../domain/pack/tree'
import type { Drawn } from './drawn'
import TreeDrawing from './TreeDrawing.vue'

const entry = (zone: DrawnZone, at: number): Drawn => {
  const above = leadsTo[zone]
  return { id: `${zone}-${at}`, rank: `a${at}`, zone, words: zone, kind: null, leads: above === null ? [] : [`${above}-${at}`], sources: [], reach: [] }
}

/** Draws a made-up tree that is never on the glass. The first tree of a window is then drawn as quickly as the second. */
export function rehearseTree(): void {
  const aside = document.createElement('div')
  render(h(TreeDrawing, { entries: drawnZones.flatMap((zone) => [entry(zone, 0), entry(zone, 1)]), shape: 'landscape', mayAdd: true }), aside)
  render(null, aside)
}
