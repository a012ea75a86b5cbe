import { anchorWords, anxietyScale, mapSteps } from '../../domain/pack/anxiety'
import type { Change, MapItem } from '../../domain/rules/anxiety-map'
import { isWorthTalking, saidOf } from '../../domain/rules/anxiety-map'
import { rangeOf } from '../../domain/rules/carry'
import type { Scores } from '../../domain/schema/field'
import { signed } from '../../domain/schema/field'

type Word = (key: string, usual: string) => string
type NameOf = (who: string) => string

const small = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1)
const aloud = (score: number): string => (score > 0 ? `plus ${score}` : score < 0 ? `minus ${-score}` : '0')

/** "plus 5, raises anxiety most": a cell’s name; a reader adds the row before it and "11 of 11" after. */
export const stepName = (score: number, word: Word): string => [aloud(score), small(anchorWords(score, word))].filter(Boolean).join(', ')
/** "Hall, plus 5, raises anxiety most, 11 of 11": said where a step is made without a radio. */
export const placedName = (item: string, score: number, word: Word): string =>
  `${item}, ${stepName(score, word)}, ${score - anxietyScale.from + 1} of ${mapSteps.length}`

/** `+5`, or `+2 to +5`; never a mean. Empty while nobody has placed it. */
export function rangeWords(range: { readonly low: number; readonly high: number } | null): string {
  if (range === null) return ''
  return range.low === range.high ? signed(range.low) : `${signed(range.low)} to ${signed(range.high)}`
}
/** "Teacher +2, MSA +5. Worth talking about." */
export function saidWords(scores: Scores, { nameOf, talk }: { readonly nameOf: NameOf; readonly talk: number }): string {
  const said = saidOf(scores).map(({ who, score }) => `${nameOf(who)} ${signed(score)}`).join(', ')
  return isWorthTalking(scores, talk) ? `${said}. Worth talking about.` : said
}
export const viewsWords = (scores: Scores): string => `${Object.keys(scores).length} views`

/** What the column "Change" says. */
export function changeWords(change: Change, nameOf: NameOf): string {
  switch (change.kind) {
    case 'new': return 'New'
    case 'first': return 'Placed for the first time'
    case 'never': return ''
    case 'not-again': return 'Not scored again yet'
    case 'same': return 'No change'
    case 'others': return `Was ${rangeWords(change.from)}, now ${rangeWords(change.to)}, by different people`
    case 'moved': return change.moves.map(({ who, from, to }) => `${nameOf(who)}: ${signed(from)} to ${signed(to)}`).join('; ')
  }
}
/** "Tidy-up has moved from +5 to +4 since 3 September 2026." Null where nobody has moved it. */
export function movedWords(item: MapItem, change: Change, { since, nameOf }: { readonly since: string; readonly nameOf: NameOf }): string | null {
  if (change.kind !== 'moved') return null
  const [first, ...others] = change.moves
  return first && others.length === 0 ? `${item.words} has moved from ${signed(first.from)} to ${signed(first.to)} since ${since}.` : `${item.words} has moved since ${since}. ${changeWords(change, nameOf)}.`
}

/** "7 records mention “Hall”. Add it?" */
export const mentionWords = (words: string, count: number): string => `${count === 1 ? '1 record mentions' : `${count} records mention`} “${words}”. Add it?`
export const recordsWords = (count: number): string => (count === 1 ? '1 record' : `${count} records`)

/** The highest first, as in what is offered to be predicted; what is not placed is last. */
export const byHeight = (a: MapItem, b: MapItem): number => (rangeOf(b.scores)?.high ?? -99) - (rangeOf(a.scores)?.high ?? -99)
