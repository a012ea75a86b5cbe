import { sides } from '../../domain/pack/body'

/**
 * Where the body map's regions lie and what its three figures look like, in units of a box of 240 by 520.
 *
 * All figures share one set of hit boxes, so that a finger learns them once; only the art differs. At 240 CSS px wide a
 * unit is a pixel, and no box is under 52 by 48.
 */
export type Side = keyof typeof sides
export type Body = 'child' | 'infant' | 'adult'
export const canvas = { width: 240, height: 520 }

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}
export type Point = readonly [x: number, y: number]
const box = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height })
/** The box across the middle line. */
const across = (one: Box): Box => box(canvas.width - one.x - one.width, one.y, one.width, one.height)

const head = box(88, 12, 64, 64)
const neck = box(92, 78, 56, 48)
const chest = box(84, 128, 72, 56)
const waist = box(84, 186, 72, 54)
const hips = box(84, 242, 72, 52)
/** Of the limb on the left of the glass. */
const limbs = {
  'upper-arm': box(30, 112, 52, 64),
  forearm: box(22, 178, 52, 58),
  hand: box(14, 238, 52, 56),
  thigh: box(64, 296, 54, 70),
  'lower-leg': box(66, 368, 52, 72),
  foot: box(60, 442, 56, 56),
}

/** A child who faces you has their right hand on the left of the glass; from the back it is the other way about. */
const leftOfGlass: Readonly<Record<Side, 'l' | 'r'>> = { front: 'r', back: 'l' }
const limbBoxes = (side: Side) =>
  Object.entries(limbs).flatMap(([limb, here]) => {
    const near = leftOfGlass[side]
    const named = (hand: 'l' | 'r') => `${side.charAt(0)}-${limb}-${hand}`
    return [[named(near), here], [named(near === 'l' ? 'r' : 'l'), across(here)]] as const
  })

/** The hit box of every region of the pack, by its code. */
export const hitBoxes: ReadonlyMap<string, Box> = new Map<string, Box>([
  ['f-face', head], ['f-neck', neck], ['f-chest', chest], ['f-tummy', waist], ['f-hips', hips], ...limbBoxes('front'),
  ['b-head', head], ['b-neck', neck], ['b-upper-back', chest], ['b-lower-back', waist], ['b-bottom', hips], ...limbBoxes('back'),
])

/** Where one region ends and the next begins: the foot of each box but the last of a limb, and where an arm meets the body. */
const base = ({ x, y, width, height }: Box): string => `M${x} ${y + height + 1}h${width}`
const armpit = ({ x, y, height }: Box, by: number): string => `M${x + by} ${y}v${height}`
export const seams: string = [
  base(head), base(neck), base(chest), base(waist), base(hips),
  ...Object.entries(limbs).flatMap(([limb, one]) => (limb === 'hand' || limb === 'foot' ? [] : [base(one), base(across(one))])),
  armpit(limbs['upper-arm'], 53), armpit(across(limbs['upper-arm']), -1),
].join('')

/** The regions as they are listed beside the figures. */
const inGroup = (label: string, ...parts: readonly string[]) => ({
  label,
  regions: [...sides.front, ...sides.back].map(({ code }) => code).filter((code) => parts.some((part) => code.startsWith(part, 2))),
})
export const groups: readonly { readonly label: string; readonly regions: readonly string[] }[] = [
  inGroup('Head and neck', 'face', 'head', 'neck'),
  inGroup('Arms', 'upper-arm', 'forearm', 'hand'),
  inGroup('Body', 'chest', 'tummy', 'hips', 'upper-back', 'lower-back', 'bottom'),
  inGroup('Legs', 'thigh', 'lower-leg', 'foot'),
]

/** Where a number stands on a region: in the middle of its box, but for the upper arms, whose boxes reach out past the body. */
export function spotOf(code: string): Point {
  const { x, y, width, height } = hitBoxes.get(code) ?? head
  const middle = x + width / 2
  return [code.includes('upper-arm') ? middle + 14 * Math.sign(canvas.width / 2 - middle) : middle, y + height / 2]
}

const ways: Readonly<Record<string, readonly [x: number, y: number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }
/** The region an arrow key leads to on the same side of the body, or null at its edge. */
export function regionTowards(code: string, key: string): string | null {
  const way = ways[key]
  if (way === undefined) return null
  const [x, y] = spotOf(code)
  let nearest: string | null = null
  let shortest = Infinity
  for (const other of hitBoxes.keys()) {
    const [dx, dy] = [spotOf(other)[0] - x, spotOf(other)[1] - y]
    const ahead = dx * way[0] + dy * way[1]
    const aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0])
    // More ahead than aside: an arm is beside the chest and not above it.
    if (!other.startsWith(code.slice(0, 2)) || ahead < aside || ahead <= 0 || ahead + 2 * aside >= shortest) continue
    nearest = other
    shortest = ahead + 2 * aside
  }
  return nearest
}

/**
 * The left half of each figure as the glass shows it, from the crown down the arm and the leg to the fork. A curve is led
 * through the points and its mirror image; no face, no hair, no clothes.
 */
const halves: Readonly<Record<Body, readonly Point[]>> = {
  child: [
    [120, 12], [108, 14], [97, 22], [91, 34], [90, 47], [93, 60], [101, 71], [109, 78], [110, 88], [109, 98], [103, 105], [90, 110], [77, 117], [68, 131],
    [61, 153], [54, 178], [47, 204], [39, 232], [32, 249], [29, 265], [31, 280], [38, 286], [45, 281], [49, 273], [55, 271], [56, 261], [54, 246], [57, 234], [65, 212],
    [73, 190], [80, 166], [85, 146], [88, 158], [89, 182], [88, 206], [85, 230], [81, 254], [79, 282], [79, 312], [80, 340], [81, 364], [79, 390], [81, 416], [84, 441], [82, 458],
    [74, 474], [69, 486], [74, 495], [88, 497], [99, 492], [103, 478], [104, 458], [105, 441], [109, 416], [112, 390], [113, 364], [115, 338], [117, 314], [120, 303],
  ],
  infant: [
    [120, 11], [105, 13], [93, 22], [87, 35], [86, 49], [90, 63], [99, 74], [108, 81], [109, 89], [107, 97], [101, 103], [88, 108], [74, 115], [64, 130],
    [57, 153], [51, 177], [45, 203], [39, 228], [33, 243], [30, 258], [32, 272], [39, 278], [46, 274], [50, 267], [56, 264], [57, 254], [56, 241], [60, 229], [69, 210],
    [77, 190], [82, 168], [85, 148], [86, 160], [82, 182], [77, 206], [74, 230], [73, 254], [73, 282], [73, 312], [75, 340], [76, 364], [74, 390], [76, 416], [81, 440], [79, 456],
    [71, 471], [66, 483], [71, 493], [86, 496], [100, 491], [105, 478], [107, 458], [108, 440], [113, 416], [115, 390], [115, 364], [117, 340], [118, 322], [120, 313],
  ],
  adult: [
    [120, 12], [110, 14], [101, 21], [96, 32], [95, 44], [98, 56], [104, 66], [110, 73], [110, 84], [109, 95], [102, 103], [86, 109], [71, 115], [61, 129],
    [55, 153], [50, 178], [43, 205], [36, 234], [29, 251], [26, 268], [28, 284], [35, 291], [42, 287], [46, 279], [53, 277], [54, 266], [52, 248], [54, 236], [62, 214],
    [71, 192], [78, 168], [83, 146], [86, 158], [90, 182], [91, 206], [89, 230], [84, 254], [80, 282], [79, 312], [81, 340], [83, 364], [80, 390], [83, 418], [87, 445], [84, 462],
    [76, 478], [70, 489], [75, 498], [89, 500], [100, 495], [104, 481], [105, 462], [105, 445], [109, 418], [112, 390], [112, 364], [115, 334], [117, 308], [120, 296],
  ],
}
const whole = (half: readonly Point[]): readonly Point[] => [...half, ...half.slice(1, -1).reverse().map(([x, y]): Point => [canvas.width - x, y])]
export const figures: Readonly<Record<Body, readonly Point[]>> = { child: whole(halves.child), infant: whole(halves.infant), adult: whole(halves.adult) }

const round = (number: number): number => Math.round(number * 10) / 10
/** An SVG path through all the points and back to the first, with no corner in it (Catmull-Rom, a sixth of each chord). */
export function smooth(points: readonly Point[]): string {
  const at = (index: number): Point => points[(index + points.length) % points.length] ?? [0, 0]
  const leg = (_from: Point, index: number): string => {
    const [before, from, to, after] = [at(index - 1), at(index), at(index + 1), at(index + 2)]
    const bend = (start: Point, one: Point, other: Point) => `${round(start[0] + (other[0] - one[0]) / 6)} ${round(start[1] + (other[1] - one[1]) / 6)}`
    return `C${bend(from, before, to)} ${bend(to, after, from)} ${to.join(' ')}`
  }
  return `M${at(0).join(' ')}${points.map(leg).join('')}Z`
}
export const outlines: Readonly<Record<Body, string>> = { child: smooth(figures.child), infant: smooth(figures.infant), adult: smooth(figures.adult) }
