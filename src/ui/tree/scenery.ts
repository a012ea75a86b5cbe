import { artWidth, crownHeight, treeArt, woodHeight } from './tree-art'

/** What stands behind the chips, from the back to the front. */
export type SceneryPart = 'behind' | 'wood' | 'before'
/** Px of the box each is drawn in, before it is stretched over its part of the tree. */
export const sceneryBox: Readonly<Record<SceneryPart, string>> = {
  behind: `0 0 ${artWidth} ${crownHeight}`, wood: `0 0 ${artWidth} ${woodHeight}`, before: `0 0 ${artWidth} ${crownHeight}`,
}

/** A path and what it shows, each over those before it. */
type Layer = readonly [shows: 'leaf-line' | 'shade' | 'tone' | 'light' | 'pale' | 'bark-line' | 'bark', d: string]
function layers(): Readonly<Record<SceneryPart, readonly Layer[]>> {
  const { behind, wood, before, leaves, palerLeaves } = treeArt()
  const clumps = (some: typeof behind): Layer[] => some.flatMap(({ line, shade, tone, light }): Layer[] => [['leaf-line', line], ['shade', shade], ['tone', tone], ['light', light]])
  return {
    behind: clumps(behind),
    wood: [...wood.lines.map((d): Layer => ['bark-line', d]), ...wood.fills.map((d): Layer => ['bark', d]), ['bark-line', wood.grain]],
    before: [...clumps(before), ['pale', palerLeaves], ['leaf-line', leaves]],
  }
}
function drawn(some: readonly Layer[]): DocumentFragment {
  const all = document.createDocumentFragment()
  for (const [shows, d] of some) {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
    path.setAttribute('class', shows)
    path.setAttribute('d', d)
    all.append(path)
  }
  return all
}

let made: Readonly<Record<SceneryPart, DocumentFragment>> | null = null
/** The same for every tree, so it is made once, and each tree gets a copy: one call for some thirty long paths. */
export function scenery(part: SceneryPart): Node {
  if (made === null) {
    const { behind, wood, before } = layers()
    made = { behind: drawn(behind), wood: drawn(wood), before: drawn(before) }
  }
  return made[part].cloneNode(true)
}
