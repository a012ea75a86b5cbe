const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Whole words only, whatever the capitals: "Ash" is not in "splash", and is in "Ash’s". Longer names are sought first. */
const finder = (names: readonly string[]): RegExp | null => {
  const sought = [...new Set(names.map((name) => name.trim()).filter((name) => name.length > 1))].sort((a, b) => b.length - a.length)
  return sought.length === 0 ? null : new RegExp(`(?<![\\p{L}\\p{N}])(?:${sought.map((name) => escaped(name).replaceAll(/\s+/g, '\\s+')).join('|')})(?![\\p{L}\\p{N}])`, 'giu')
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
