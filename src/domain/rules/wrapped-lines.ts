/** How many lines words take on paper, guessed on the safe side: widths of signs in em, as the widest of our system fonts has them. */
const widths: readonly (readonly [RegExp, number])[] = [
  [/[\p{M}\u200B-\u200F\u202A-\u202E]/u, 0],
  [/[\u1100-\u11FF\u2E80-\uD7FF\uF900-\uFAFF\uFE30-\uFFEF\u{1F000}-\u{3FFFF}]/u, 1.05],
  [/[ijlI.,;:'’‘|!\s]/u, 0.3],
  [/[ftr()[\]\-/·]/u, 0.42],
  [/[mMW@%—…&]/u, 0.95],
  [/[\p{Lu}w]/u, 0.77],
  [/[bdghnopqu\p{N}]/u, 0.62],
]
const otherwise = 0.57
const widthOf = (sign: string): number => widths.find(([signs]) => signs.test(sign))?.[1] ?? otherwise

/** A column as wide as so many em, whose first line begins so many em further in. */
interface Column {
  readonly ems: number
  readonly from?: number
}
/** Where in the words each line begins. A word longer than the column is broken. */
function lineStarts(words: string, { ems, from = 0 }: Column): number[] {
  const starts = [0]
  let at = from
  const next = (index: number) => {
    starts.push(index)
    at = 0
  }
  for (const { 0: token, index } of words.matchAll(/\n|[^\S\n]+|\S+/gu)) {
    if (token === '\n') {
      next(index + 1)
      continue
    }
    const signs = [...token]
    const width = signs.reduce((sum, sign) => sum + widthOf(sign), 0)
    const isSpace = token.trim() === ''
    if (!isSpace && at > 0 && at + width > ems) next(index)
    if (isSpace || width <= ems) {
      at += width
      continue
    }
    let within = index
    for (const sign of signs) {
      if (at > 0 && at + widthOf(sign) > ems) next(within)
      at += widthOf(sign)
      within += sign.length
    }
  }
  return starts
}
export const linesNeeded = (words: string, ems: number): number => lineStarts(words, { ems }).length

/** Words with how many lines they take. */
export interface Wrapped {
  readonly words: string
  readonly lines: number
  /** The rest was left out; the words end with “…”. */
  readonly isCut: boolean
}
/** The words whole where they take no more than `most` lines, else as many whole words of them as do. */
export function wrapped(words: string, { most, ...column }: Column & { readonly most: number }): Wrapped {
  // No line holds more signs than this, so that a story of 200,000 characters is not measured to its end.
  const starts = lineStarts(words.slice(0, Math.ceil((column.ems / 0.3) * (most + 1)) + most), column)
  const end = starts[most]
  if (end === undefined) return { words, lines: starts.length, isCut: false }
  const kept = words.slice(0, end).trimEnd()
  // The sign that says so may need the room of the last word, or of two signs of a word without end.
  const shorter = [kept, kept.replace(/\s+\S{1,24}$/u, ''), [...kept].slice(0, -2).join('')].map((one) => `${one.replace(/[\s,;:.]+$/u, '')}…`)
  return { words: shorter.find((one) => lineStarts(one, column).length <= most) ?? '…', lines: most, isCut: true }
}
