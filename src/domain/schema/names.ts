// A keyboard writes the same name in several ways: an accent or none, two kinds of apostrophe, hyphens that break or not.
const apostrophes = "['\u2018\u2019\u02BC`]"
const hyphens = '[-\u2010\u2011\u2013]'
function written(sign: string): string {
  if (/^['\u2018\u2019\u02BC`]$/.test(sign)) return apostrophes
  if (/^[-\u2010\u2011\u2013]$/.test(sign)) return hyphens
  if (/^\s$/.test(sign)) return '\\s+'
  const plain = sign.normalize('NFD').charAt(0)
  return plain === sign ? sign.replace(/[.*+?^${}()|[\]\\/]/, '\\$&') : `(?:${sign}|${plain}\\p{M}*)`
}

/** By the very list of names: the same is sought in every record of a long file. */
const finders = new WeakMap<readonly string[], RegExp | null>()

/** Whole words only, whatever the capitals: "Ash" is not in "splash", and is in "Ash’s". Longer names are sought first. */
const finder = (names: readonly string[]): RegExp | null => {
  const known = finders.get(names)
  if (known !== undefined) return known
  const sought = [...new Set(names.map((name) => name.normalize('NFC').trim().replaceAll(/\s+/g, ' ')).filter((name) => name.length > 1))].sort((a, b) => b.length - a.length)
  const found = sought.length === 0 ? null : new RegExp(`(?<![\\p{L}\\p{N}\\p{M}])(?:${sought.map((name) => [...name].map(written).join('')).join('|')})(?![\\p{L}\\p{N}\\p{M}])`, 'giu')
  finders.set(names, found)
  return found
}

/** Names that are everyday words as well, without their capital: what a child may do, who will come, a hand on a rose. */
const alsoWords: ReadonlySet<string> = new Set([
  'amber', 'april', 'art', 'autumn', 'basil', 'bill', 'blue', 'brook', 'chase', 'cherry', 'clay', 'daisy', 'dawn', 'drew', 'eve', 'faith', 'forest',
  'fox', 'frank', 'grace', 'grant', 'guy', 'heather', 'holly', 'honey', 'hope', 'hunter', 'ivy', 'jack', 'jasmine', 'joy', 'june', 'lily', 'mark', 'may',
  'mercy', 'miles', 'nick', 'olive', 'pat', 'patience', 'penny', 'poppy', 'rain', 'ray', 'rich', 'river', 'rob', 'robin', 'rose', 'ruby', 'sandy', 'skip',
  'sky', 'star', 'storm', 'sue', 'summer', 'sunny', 'wade', 'will', 'willow', 'winter',
])
const isAlsoWord = (found: string): boolean => alsoWords.has(found.toLowerCase())
const startsSmall = (found: string): boolean => found.charAt(0) !== found.charAt(0).toUpperCase()

/**
 * Which of the names found there are meant. Capitals tell "May" from "may" only where their writer uses them: not in words
 * without any, nor where another name stands without its own. In doubt it is a name.
 */
function meant(words: string, found: readonly string[]): (one: string) => boolean {
  const capitalsTell = words !== words.toLowerCase() && found.every((one) => isAlsoWord(one) || !startsSmall(one))
  return (one) => !(capitalsTell && isAlsoWord(one) && startsSmall(one))
}

/** Whatever of these words may be a name, as it is written there: a reader judges. */
export function namesIn(words: string, names: readonly string[]): string[] {
  const sought = finder(names)
  return sought ? [...new Set([...words.matchAll(sought)].map(([name]) => name))] : []
}

/** Names to be taken from words. */
export interface Taken {
  /** Of whoever the words are likely to tell of: taken however they are written. */
  readonly always: readonly string[]
  /** Of anybody else: what is an everyday word as well, and stands without its capital, stays. */
  readonly unlessWords: readonly string[]
}

/** By the very two lists, as a finder is by its own. */
const together = new WeakMap<readonly string[], WeakMap<readonly string[], readonly string[]>>()
function allOf({ always, unlessWords }: Taken): readonly string[] {
  const known = together.get(always) ?? new WeakMap<readonly string[], readonly string[]>()
  const all = known.get(unlessWords) ?? [...always, ...unlessWords]
  together.set(always, known.set(unlessWords, all))
  return all
}

/** The same words with `instead` where a name stood. */
export function withoutNames(words: string, taken: Taken, instead: string): string {
  const { always } = taken
  const sought = finder(allOf(taken))
  if (!sought) return words
  const isMeant = meant(words, [...words.matchAll(sought)].map(([name]) => name))
  const sure = finder(always)
  const isSure = (one: string) => sure !== null && one.replace(sure, '') === ''
  return words.replaceAll(sought, (one) => (isSure(one) || isMeant(one) ? instead : one))
}

/** How a child may be written: the full name, the name they answer to, and each name on its own. */
export const namesOf = ({ name, knownAs }: { readonly name: string; readonly knownAs: string }): string[] => [name, knownAs, ...name.split(/\s+/)].filter((one) => one.length > 1)
