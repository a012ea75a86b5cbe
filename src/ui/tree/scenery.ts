import { artWidth, crownHeight, treeArt, woodHeight } from './tree-art'

type SceneryPart = 'behind' | 'wood' | 'before'
const crown = { place: 'crown', box: `0 0 ${artWidth} ${crownHeight}` } as const
/** What stands behind the chips, from the back to the front: where on the tree, and the box (px) it is drawn in before it is stretched over that. */
export const sceneryParts = [{ part: 'behind', ...crown }, { part: 'wood', place: 'trunk', box: `0 0 ${artWidth} ${woodHeight}` }, { part: 'before', ...crown }] as const

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

let made: readonly DocumentFragment[] | null = null
/** One for each part. The same for every tree, so they are made once, and each tree gets copies: one call for some thirty long paths. */
export function scenery(): Node[] {
  if (made === null) {
    const all = layers()
    made = sceneryParts.map(({ part }) => drawn(all[part]))
  }
  return made.map((part) => part.cloneNode(true))
}
