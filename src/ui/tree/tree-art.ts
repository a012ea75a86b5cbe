import { seeded } from '../seeded'

/**
 * The tree itself, as a few long paths: the same seed is the same tree. Drawn once, at its first use, never at a render.
 *
 * The crown stands in a box 888 by 300, the wood (limbs, trunk, roots) in one 888 by 600 whose ground is at 400; each box is
 * stretched over its part of the drawing, so that the tree grows with the words that hang in it.
 */
export interface Clump {
  readonly line: string
  readonly shade: string
  readonly tone: string
  readonly light: string
}
export interface TreeArt {
  readonly behind: readonly Clump[]
  /** Lines below, fills above them. Boughs and their mirrored twins turn opposite ways, so they are paths of their own. */
  readonly wood: { readonly lines: readonly string[]; readonly fills: readonly string[]; readonly grain: string }
  readonly before: readonly Clump[]
  readonly leaves: string
  readonly palerLeaves: string
}
export const artWidth = 888
export const crownHeight = 300
export const woodHeight = 600

type Next = () => number
type Point = readonly [number, number]
interface Ball { readonly x: number; readonly y: number; readonly r: number }
const n = (value: number): string => String(Math.round(value * 10) / 10)

/** A tuft of leaves: a ball with a scalloped edge, `lobes` of them, turned by `turn`. In whole px, and in curves, not arcs: drawn sooner. */
function tuft({ x, y, r }: Ball, lobes: number, turn: number): string {
  const at = (index: number): Point => {
    const angle = turn + (index / lobes) * Math.PI * 2
    const reach = r * (0.93 + 0.09 * Math.sin(index * 2.4 + turn * 5))
    return [Math.round(x + Math.cos(angle) * reach), Math.round(y + Math.sin(angle) * reach)]
  }
  const bulge = Math.round(r * Math.sin(Math.PI / lobes) * 1.16)
  let [fromX, fromY] = at(0)
  let path = `M${fromX} ${fromY}`
  for (let index = 1; index <= lobes; index += 1) {
    const [toX, toY] = at(index % lobes)
    path += lobe(toX - fromX, toY - fromY, bulge)
    ;[fromX, fromY] = [toX, toY]
  }
  return `${path}z`
}
/** The smaller arc of a circle of this radius from here to there, clockwise, as one curve. */
function lobe(alongX: number, alongY: number, radius: number): string {
  const half = Math.asin(Math.min(1, Math.hypot(alongX, alongY) / (2 * radius)))
  // Where its two handles stand, in parts of the chord: along it, and out from it.
  const reach = (2 / 3) * Math.tan(half / 2) / Math.sin(half)
  const [along, out] = [reach * Math.cos(half), reach * Math.sin(half)]
  const handle = (part: number): string => `${Math.round(alongX * part + alongY * out)} ${Math.round(alongY * part - alongX * out)}`
  return `c${handle(along)} ${handle(1 - along)} ${alongX} ${alongY}`
}
/** Lit from the upper left: each tuft has a shade, a smaller tone on it, and on most a light on that. */
function clump(next: Next, balls: readonly Ball[], lit: number): Clump {
  const turned = balls.map((ball) => ({ ball, turn: next() * Math.PI, isLit: next() < lit, shift: 0.8 + next() * 0.5 }))
  const over = (size: number, along: number, lobes: number) =>
    turned.map(({ ball: { x, y, r }, turn, shift }) => tuft({ x: x - r * along * shift, y: y - r * along, r: r * size }, lobes, turn)).join('')
  return {
    line: turned.map(({ ball, turn }) => tuft({ ...ball, r: ball.r + 1.8 }, 8, turn)).join(''),
    shade: over(1, 0, 8), tone: over(0.8, 0.13, 7),
    light: turned.filter(({ isLit }) => isLit).map(({ ball: { x, y, r }, turn, shift }) => tuft({ x: x - r * 0.3 * shift, y: y - r * 0.32, r: r * 0.42 }, 6, turn)).join(''),
  }
}

/** The lower edge of the crown: it hangs low on both sides and opens over the trunk. */
const hem = (x: number): number => 262 - 62 * Math.max(0, 1 - Math.abs(x - 444) / 190) - 34 * Math.max(0, (Math.abs(x - 444) - 330) / 114) ** 2
const brow = (x: number): number => 44 + 52 * (Math.abs(x - 444) / 444) ** 2.6

function crown(next: Next): { behind: Clump[]; before: Clump[] } {
  const rim: Ball[] = []
  const low: Ball[] = []
  for (let x = 62; x <= 826; x += 54) {
    rim.push({ x: x + (next() - 0.5) * 16, y: brow(x) + (next() - 0.5) * 12, r: 37 + next() * 11 })
    low.push({ x: x + (next() - 0.5) * 18, y: hem(x) - 12 + (next() - 0.5) * 14, r: 32 + next() * 11 })
  }
  const sides: Ball[] = [[54, 138], [42, 182], [834, 138], [846, 182], [70, 218], [818, 218]].map(([x = 0, y = 0]) => ({ x: x + next() * 6, y: y + next() * 8, r: 38 + next() * 8 }))
  const middle: Ball[] = []
  for (const y of [104, 156, 206]) {
    for (let x = 96 + (y === 156 ? 28 : 0); x <= 800; x += 66) {
      if (y < hem(x) - 22) middle.push({ x: x + (next() - 0.5) * 24, y: y + (next() - 0.5) * 18, r: 34 + next() * 12 })
    }
  }
  const front = middle.filter(() => next() > 0.66).map((ball) => ({ x: ball.x + (next() - 0.5) * 30, y: ball.y + 14, r: ball.r * 0.66 }))
  return { behind: [clump(next, low, 0.1), clump(next, [...rim, ...sides], 0.75), clump(next, middle, 0.5)], before: [clump(next, front, 0.5)] }
}

function leaf(x: number, y: number, length: number, turn: number): string {
  const along: Point = [Math.cos(turn) * length, Math.sin(turn) * length]
  const across: Point = [-Math.sin(turn) * length * 0.36, Math.cos(turn) * length * 0.36]
  const bow = (side: 1 | -1): string => `${n(along[0] / 2 + side * across[0])} ${n(along[1] / 2 + side * across[1])}`
  return `M${n(x)} ${n(y)}q${bow(1)} ${n(along[0])} ${n(along[1])}q${n(-along[0] / 2 - across[0])} ${n(-along[1] / 2 - across[1])} ${n(-along[0])} ${n(-along[1])}z`
}
function scatter(next: Next, many: number): string {
  let leaves = ''
  for (let count = 0; count < many; count += 1) {
    const x = 50 + next() * 788
    const y = brow(x) + next() * (hem(x) + 14 - brow(x))
    leaves += leaf(x, y, 8 + next() * 7, next() * Math.PI * 2)
  }
  return leaves
}

interface Bough { readonly points: readonly [Point, Point, Point, Point]; readonly thick: number; readonly thin: number }
/** Where a bough goes: the middle at each step, across it, and half of how thick it is there. */
interface Spine { readonly steps: readonly { readonly x: number; readonly y: number; readonly sin: number; readonly cos: number; readonly half: number }[]; readonly end: number }
function spine({ points: [from, a, b, to], thick, thin }: Bough): Spine {
  const on = (axis: 0 | 1, at: number) => {
    const rest = 1 - at
    return from[axis] * rest * rest * rest + a[axis] * 3 * rest * rest * at + b[axis] * 3 * rest * at * at + to[axis] * at * at * at
  }
  const last = 9
  const steps = Array.from({ length: last + 1 }, (_, step) => {
    const at = step / last
    const [before, after] = [Math.max(0, at - 0.02), Math.min(1, at + 0.02)]
    const turn = Math.atan2(on(1, after) - on(1, before), on(0, after) - on(0, before))
    return { x: on(0, at), y: on(1, at), sin: Math.sin(turn), cos: Math.cos(turn), half: (thick + (thin - thick) * at ** 0.8) / 2 }
  })
  return { steps, end: thin / 2 }
}
const mirrored = ({ steps, end }: Spine): Spine => ({ end, steps: steps.map(({ x, cos, ...rest }) => ({ ...rest, x: artWidth - x, cos: -cos })) })
/** A bough that thins along its curve, as an outline; `more` px wider all round for the line about it. */
function outline({ steps, end }: Spine, more: number): string {
  let left = ''
  let right = ''
  for (const { x, y, sin, cos, half } of steps) {
    const wide = half + more
    left += `${left === '' ? 'M' : 'L'}${n(x - sin * wide)} ${n(y + cos * wide)}`
    right = `${n(x + sin * wide)} ${n(y - cos * wide)}${right === '' ? '' : 'L'}${right}`
  }
  const round = n(end + more)
  return `${left}A${round} ${round} 0 0 0 ${right}z`
}

/** The trunk leans neither way; its edges stand upright where limbs leave it and where roots begin. */
const trunk = (more: number): string => `M${350 - more} 150C${372 - more} 200 ${368 - more} 300 ${352 - more} 352C${340 - more} 392 ${300 - more} 414 ${258 - more} 424L${630 + more} 424C${588 + more} 414 ${548 + more} 392 ${536 + more} 352C${520 + more} 300 ${516 + more} 200 ${538 + more} 150Z`
/** Limbs on the left, then roots; the right side mirrors them. */
const boughs: readonly Bough[] = [
  { points: [[404, 190], [372, 128], [300, 110], [196, 74]], thick: 74, thin: 9 },
  { points: [[310, 118], [262, 122], [190, 122], [112, 142]], thick: 22, thin: 6 },
  { points: [[430, 190], [420, 128], [386, 70], [332, 26]], thick: 66, thin: 9 },
  { points: [[384, 92], [392, 62], [404, 42], [424, 18]], thick: 24, thin: 6 },
  { points: [[392, 340], [352, 420], [200, 408], [52, 440]], thick: 70, thin: 4 },
  { points: [[366, 372], [330, 436], [236, 470], [132, 540]], thick: 58, thin: 5 },
  { points: [[396, 384], [378, 452], [318, 520], [262, 596]], thick: 56, thin: 6 },
  { points: [[430, 392], [428, 462], [396, 530], [384, 598]], thick: 50, thin: 5 },
  { points: [[214, 414], [172, 424], [120, 474], [78, 486]], thick: 20, thin: 3 },
  { points: [[246, 478], [214, 512], [172, 528], [162, 580]], thick: 18, thin: 3 },
  { points: [[330, 500], [346, 530], [336, 560], [326, 594]], thick: 17, thin: 3 },
  { points: [[124, 430], [92, 440], [60, 462], [22, 468]], thick: 10, thin: 2 },
  { points: [[300, 546], [262, 552], [226, 568], [214, 596]], thick: 13, thin: 3 },
  { points: [[412, 520], [424, 548], [424, 572], [436, 596]], thick: 13, thin: 3 },
]
const grain: readonly Bough[] = [
  { points: [[392, 210], [404, 270], [396, 330], [372, 392]], thick: 2.2, thin: 1 },
  { points: [[420, 220], [428, 280], [422, 340], [412, 404]], thick: 2.2, thin: 1 },
  { points: [[372, 300], [370, 340], [340, 384], [308, 408]], thick: 2, thin: 1 },
]

function draw(seed: number): TreeArt {
  const next = seeded(seed)
  const [one, veins] = [boughs.map(spine), grain.map(spine)]
  const twin = one.map(mirrored)
  const outlines = (some: readonly Spine[], more: number) => some.map((each) => outline(each, more)).join('')
  const layers = (more: number) => [outlines(one, more), outlines(twin, more), trunk(more)]
  return {
    ...crown(next),
    wood: { lines: layers(1.6), fills: layers(0), grain: outlines([...veins, ...veins.map(mirrored)], 0) },
    leaves: scatter(next, 100), palerLeaves: scatter(next, 70),
  }
}

let drawn: TreeArt | null = null
export function treeArt(): TreeArt {
  drawn ??= draw(20261127)
  return drawn
}
