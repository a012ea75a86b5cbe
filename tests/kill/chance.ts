import { createHash } from 'node:crypto'

/** Chance that can be had again: the same seed gives the same moments. */
export interface Chance {
  /** From 0 up to 1. */
  readonly next: () => number
  /** A whole number, both ends included. */
  readonly between: (least: number, most: number) => number
}

export function chanceFrom(seed: number): Chance {
  let drawn = 0
  const next = () => createHash('sha256').update(`${seed}:${(drawn += 1)}`).digest().readUInt32BE() / 2 ** 32
  return { next, between: (least, most) => least + Math.floor(next() * (most - least + 1)) }
}
