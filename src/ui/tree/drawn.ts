import type { Zone } from '../../domain/pack/tree'
import type { TreeEntry } from '../../domain/rules/tree'
import { kindOf } from '../../domain/rules/tree'

/** What a drawing needs of an entry: a record's row is one, and so is a row of a made-up scenario. */
export type Drawn = TreeEntry
/** What a review found, in a word on the chip. */
export type Mark = 'new' | 'changed'
export const markWords: Readonly<Record<Mark, string>> = { new: 'New', changed: 'Changed' }

/** A word of the pack, over the usual one. */
export type Word = (key: string, usual: string) => string

export type FruitMark = 'difficult' | 'dangerous' | 'valued' | 'unsaid'
/** Which letter or leaf a fruit bears; null for what is no fruit. */
export function fruitMark(entry: Pick<Drawn, 'zone' | 'kind'>): FruitMark | null {
  if (entry.zone === 'fruit-more') return 'valued'
  if (entry.zone !== 'fruit-now') return null
  const kind = kindOf(entry)
  return kind === 'difficult' || kind === 'dangerous' ? kind : 'unsaid'
}
/** In the words of the legend, which are said with the chip. */
export const fruitWords: Readonly<Record<FruitMark, string>> = { difficult: 'no harm', dangerous: 'harm we saw', valued: 'valued', unsaid: 'kind not said yet' }

export const isFruit = (zone: Zone): boolean => zone.startsWith('fruit')
export const isFeeling = (zone: Zone): boolean => zone.startsWith('feeling')
export const sideOf = (zone: Zone): 'now' | 'more' => (zone.endsWith('now') ? 'now' : 'more')
