/** A chip's place on the drawing, px from its upper left. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}
interface Standing {
  /** Where the two sides of the tree meet, px, and how wide the drawing is. */
  readonly axis: number
  readonly width: number
  /** Whether another chip stands between, so that the curve goes round by the side. */
  readonly blocked: boolean
}
const midX = ({ left, right }: Box): number => (left + right) / 2
const midY = ({ top, bottom }: Box): number => (top + bottom) / 2
const n = (value: number): string => String(Math.round(value))

/** The edge a curve leaves by: the outer one for chips far from the axis, for others the edge beside it. `out` points away from the chip. */
function edgeOf(box: Box, { axis, width }: Standing): { x: number; y: number; out: number } {
  const isLeft = midX(box) < axis
  const isOuter = Math.abs(midX(box) - axis) > width * 0.18
  const byLeft = isLeft === isOuter
  return { x: byLeft ? box.left : box.right, y: midY(box), out: byLeft ? -1 : 1 }
}

/** From a root up to a feeling. */
export function rootCurve(root: Box, feeling: Box, standing: Standing): string {
  const end = { x: midX(feeling), y: feeling.bottom }
  if (!standing.blocked) {
    const rise = Math.max(24, (root.top - end.y) / 2)
    return `M${n(midX(root))} ${n(root.top)}C${n(midX(root))} ${n(root.top - rise)} ${n(end.x)} ${n(end.y + rise)} ${n(end.x)} ${n(end.y)}`
  }
  const { x, y, out } = edgeOf(root, standing)
  return `M${n(x)} ${n(y)}C${n(x + out * 34)} ${n(y - 30)} ${n(x + out * 20)} ${n(end.y + 60)} ${n(end.x)} ${n(end.y)}`
}

/** From a feeling up to a fruit. */
export function fruitCurve(feeling: Box, fruit: Box, standing: Standing): string {
  if (!standing.blocked) {
    const rise = Math.max(24, (feeling.top - fruit.bottom) / 2)
    return `M${n(midX(feeling))} ${n(feeling.top)}C${n(midX(feeling))} ${n(feeling.top - rise)} ${n(midX(fruit))} ${n(fruit.bottom + rise)} ${n(midX(fruit))} ${n(fruit.bottom)}`
  }
  const { x, y, out } = edgeOf(fruit, standing)
  const isOuter = Math.abs(midX(fruit) - standing.axis) > standing.width * 0.18
  if (!isOuter) return `M${n(midX(feeling))} ${n(feeling.top)}C${n(midX(feeling))} ${n(feeling.top - 60)} ${n(x + out * 9)} ${n(fruit.bottom + 70)} ${n(x)} ${n(y)}`
  const from = out < 0 ? feeling.left : feeling.right
  return `M${n(from)} ${n(midY(feeling))}C${n(from + out * 70)} ${n(midY(feeling) - 10)} ${n(x + out * 34)} ${n(y + 120)} ${n(x)} ${n(y)}`
}
