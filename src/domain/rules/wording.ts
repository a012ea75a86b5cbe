import type { Wording } from '../pack/wording'
import { sanctionWordings, toldIn, wordings } from '../pack/wording'

/** A suggestion and no more: what an adult keeps is kept. */
export interface Nudge {
  /** As it is written there. */
  readonly found: string
  /** Where it begins, in characters. */
  readonly at: number
  readonly instead: string
}

/** A nudge, and where it stands in a record. */
export interface PlacedNudge extends Nudge {
  readonly field: string
  /** All that is written there. */
  readonly words: string
}

const escaped = (phrase: string): string => phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ /g, '[\\s-]+')

/** Whole words only, in the order they stand; of two that overlap, the longer. */
function finder(list: readonly Wording[]): (words: string) => Nudge[] {
  const phrases = list.flatMap(({ says, instead }) => says.map((phrase) => ({ phrase, instead }))).sort((a, b) => b.phrase.length - a.phrase.length)
  const any = new RegExp(`(?<![\\p{L}\\p{N}])(?:${phrases.map(({ phrase }) => `(${escaped(phrase)})`).join('|')})(?![\\p{L}\\p{N}])`, 'giu')
  return (words) => [...words.matchAll(any)].map((hit): Nudge => ({
    found: hit[0],
    at: hit.index,
    instead: phrases[hit.slice(1).findIndex((group: string | undefined) => group !== undefined)]?.instead ?? '',
  }))
}

/** Opinions and labels, each with what was seen in its place. */
export const nudgesIn = finder(wordings)
/** Words that make a penalty of what was done. */
export const sanctionsIn = finder(sanctionWordings)

/** Those in everything an adult tells in a record of this kind, field by field. */
export const nudgesAmong = (kind: string, answers: Readonly<Record<string, unknown>>): PlacedNudge[] =>
  (toldIn[kind] ?? []).flatMap((field) => {
    const words = answers[field]
    return typeof words === 'string' ? nudgesIn(words).map((nudge) => ({ ...nudge, field, words })) : []
  })
