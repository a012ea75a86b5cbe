import { seeded } from './seeded'

/** Scenery drawn by seeded code: the same seed is the same tree. Worked out once, never at a render. */

export interface Blob { readonly x: number; readonly y: number; readonly r: number; readonly tone: 1 | 2 | 3 | 4 }
export interface Tree { readonly canopy: readonly Blob[]; readonly specks: readonly Blob[]; readonly trunk: string; readonly strands: string }

const short = (number: number): number => Math.round(number * 10) / 10

/** A tree in a box 128 wide and 108 high, its foot at (64, 108). Both sides are equally leafy. */
export function drawTree(seed: number): Tree {
  const next = seeded(seed)
  const canopy: Blob[] = []
  // Clusters on an outer and an inner ring of a flattened dome, lit from the upper left.
  for (const ring of [{ count: 17, reach: 0.86, size: 11 }, { count: 11, reach: 0.52, size: 12 }, { count: 5, reach: 0.2, size: 13 }]) {
    for (let place = 0; place < ring.count; place += 1) {
      const angle = (place / ring.count) * Math.PI * 2 + next() * 0.25
      const x = 64 + Math.cos(angle) * 58 * ring.reach
      const y = 40 + Math.sin(angle) * 35 * ring.reach
      const light = (x - 64) / 58 + (y - 40) / 28 + (next() - 0.5) * 0.5
      canopy.push({ x: short(x), y: short(y), r: short(ring.size + next() * 3), tone: light < -0.55 ? 1 : light < 0.25 ? 2 : light < 0.9 ? 3 : 4 })
    }
  }
  const specks = Array.from({ length: 34 }, (): Blob => {
    const angle = next() * Math.PI * 2
    const reach = Math.sqrt(next()) * 0.92
    return { x: short(64 + Math.cos(angle) * 56 * reach), y: short(39 + Math.sin(angle) * 33 * reach), r: short(0.6 + next() * 0.7), tone: 4 }
  })
  const strands = [-5, -2, 1, 4].map((at) => `M${64 + at} 106q${short(next() * 2 - 1)}-18 ${short(at * 0.4)}-34`).join('')
  const trunk = 'M50 109c5-7 5-17 5-27-1-8-8-13-17-19 7 2 13 5 17 9-1-5-3-9-6-13 6 3 9 7 11 12 1-6 2-11 5-16 1 6 1 11 2 16 3-5 7-9 13-11-4 4-6 8-7 13 5-4 11-7 18-8-9 6-17 11-18 18 0 10 0 19 5 26z'
  return { canopy, specks, trunk, strands }
}
