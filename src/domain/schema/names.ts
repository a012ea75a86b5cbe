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

/** Whole words only, whatever the capitals: "Ash" is not in "splash", and is in "Ash’s". Longer names are sought first. */
const finder = (names: readonly string[]): RegExp | null => {
  const sought = [...new Set(names.map((name) => name.normalize('NFC').trim().replaceAll(/\s+/g, ' ')).filter((name) => name.length > 1))].sort((a, b) => b.length - a.length)
  return sought.length === 0 ? null : new RegExp(`(?<![\\p{L}\\p{N}\\p{M}])(?:${sought.map((name) => [...name].map(written).join('')).join('|')})(?![\\p{L}\\p{N}\\p{M}])`, 'giu')
}

/** The names that stand in these words, as they are written there. */
export function namesIn(words: string, names: readonly string[]): string[] {
  const found = finder(names)
  return found ? [...new Set([...words.matchAll(found)].map(([name]) => name))] : []
}

/** The same words with `instead` where a name stood. */
export function withoutNames(words: string, names: readonly string[], instead: string): string {
  const found = finder(names)
  return found ? words.replaceAll(found, instead) : words
}

/** How a child may be written: the full name, the name they answer to, and each name on its own. */
export const namesOf = ({ name, knownAs }: { readonly name: string; readonly knownAs: string }): string[] => [name, knownAs, ...name.split(/\s+/)].filter((one) => one.length > 1)
