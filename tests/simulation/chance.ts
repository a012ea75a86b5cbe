/** All that chance decides in a history, from one seed: the same seed decides the same on every machine. */
export interface Chance {
  /** 0, 1, ... up to and without `limit`. */
  readonly below: (limit: number) => number
  readonly pick: <T>(from: readonly [T, ...T[]]) => T
  readonly oneIn: (of: number) => boolean
  readonly bytes: (length: number) => Uint8Array<ArrayBuffer>
}

/** sfc32 (Chris Doty-Humphrey's PractRand, public domain): 128 bits of state, the seed in one word, twelve draws thrown away. */
export function chanceOf(seed: number): Chance {
  let [a, b, c, count] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1]
  const draw = (): number => {
    const drawn = (((a + b) | 0) + count) | 0
    count = (count + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + drawn) | 0
    return drawn >>> 0
  }
  for (let thrown = 0; thrown < 12; thrown += 1) draw()
  const below = (limit: number): number => Math.floor((draw() / 0x1_0000_0000) * limit)
  return {
    below,
    pick: (from) => from[below(from.length)] ?? from[0],
    oneIn: (of) => below(of) === 0,
    bytes: (length) => Uint8Array.from({ length }, () => below(256)),
  }
}
