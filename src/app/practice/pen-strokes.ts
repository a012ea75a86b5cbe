export interface Point {
  readonly x: number
  readonly y: number
}

/** A stroke as the hand drew it, rounded off between its points; a tap is a dot. In px of the stage. */
export function strokeOf(points: readonly Point[]): string {
  const [first, ...rest] = points
  if (!first) return ''
  const last = rest.at(-1) ?? first
  const middles = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1] ?? point
    return `Q${point.x} ${point.y} ${(point.x + next.x) / 2} ${(point.y + next.y) / 2}`
  })
  return `M${first.x} ${first.y}${middles.join('')}L${last.x} ${last.y}`
}
