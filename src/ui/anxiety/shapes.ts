/**
 * A shape for each kind of item, so that a lane can be told from its neighbour without its colour or its place: an SVG path
 * round (0, 0) that fits a circle of radius 1.
 */
const polygon = (sides: number, turn: number, radius = 1): string =>
  `M${Array.from({ length: sides }, (_, at) => {
    const angle = ((turn + (360 / sides) * at) * Math.PI) / 180
    return `${(Math.cos(angle) * radius).toFixed(3)} ${(Math.sin(angle) * radius).toFixed(3)}`
  }).join('L')}Z`

const shapes: Readonly<Record<string, string>> = {
  'map-time': 'M-0.95 0A0.95 0.95 0 1 1 0.95 0A0.95 0.95 0 1 1 -0.95 0Z',
  'map-place': 'M-0.82 -0.82H0.82V0.82H-0.82Z',
  'map-activity': 'M0 -0.95L0.98 0.8H-0.98Z',
  'map-adult': 'M0 -1.05L1.05 0L0 1.05L-1.05 0Z',
  'map-peers': polygon(6, 0),
  'map-sensory': 'M-0.36 -1H0.36V-0.36H1V0.36H0.36V1H-0.36V0.36H-1V-0.36H-0.36Z',
  'map-home': 'M0 -1L1 -0.12V0.9H-1V-0.12Z',
}
/** A category that a pack of its own has added, or that nobody has chosen. */
const other = 'M-1 -0.62H1L0 1Z'

export const shapeOf = (category: string | null): string => shapes[category ?? ''] ?? other
