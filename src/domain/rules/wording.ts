import { nudges, sanctionWords } from '../pack/wording'

export interface Nudge {
  /** As it is written there. */
  readonly found: string
  /** Where it begins, in characters. */
  readonly at: number
  readonly instead: string
}

/** Words that may read as blame later, in the order they stand. */
export const nudgesIn = (words: string): Nudge[] =>
  nudges.flatMap(({ found, instead }) => [...words.matchAll(found)].map((hit): Nudge => ({ found: hit[0], at: hit.index, instead }))).sort((a, b) => a.at - b.at)

/** Whether words say that something was done as a punishment. */
export const soundsLikeSanction = (words: string): boolean => sanctionWords.test(words)
