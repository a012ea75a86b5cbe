import { byText } from '../history/revision'
import type { Named } from './list-order'

// A letter with its accents is one, however many code points it was typed as.
// Made at its first use: it costs a slow tablet tens of milliseconds, and the lock screen has no need of it.
let graphemes: Intl.Segmenter | undefined
function lettersOf(word: string): string[] {
  graphemes ??= new Intl.Segmenter('en-GB', { granularity: 'grapheme' })
  return [...graphemes.segment(word)].map(({ segment }) => segment).filter((segment) => /[\p{L}\p{N}]/u.test(segment))
}

/** The first and last names a child is told by: the name they answer to, and the last of the full name. */
function namesOf({ name, called }: Pick<Named, 'name' | 'called'>): { first: string[]; last: string[] } {
  const words = (text: string) =>
    text
      .split(/\s+/)
      .map(lettersOf)
      .filter((letters) => letters.length > 0)
  const full = words(name)
  const answersTo = words(called)
  const first = answersTo[0] ?? full[0] ?? []
  const last = full.length > 1 ? full.at(-1) : answersTo.length > 1 ? answersTo.at(-1) : []
  return { first, last: last ?? [] }
}

const written = (letters: readonly string[], many: number): string =>
  letters.length === 0 ? '' : `${(letters[0] ?? '').toLocaleUpperCase('en-GB')}${letters.slice(1, many).join('')}.`

/** "M.K.": what stands on a tile that anyone may glance at. Empty when there is no name yet. */
export const initialsOf = ({ name, knownAs }: { readonly name: string; readonly knownAs: string }): string =>
  plainInitials(namesOf({ name, called: knownAs || name }))
const plainInitials = ({ first, last }: ReturnType<typeof namesOf>): string => written(first, 1) + written(last, 1)

/**
 * Initials for a whole list, by id, no two alike: as few further letters of the first name, then of the last, as tell
 * those apart who share theirs, and a number where the names are the same.
 */
export function initialsApart(children: readonly Named[]): ReadonlyMap<string, string> {
  const told = new Map<string, string>()
  const sharing = new Map<string, Named[]>()
  for (const child of children) {
    const key = plainInitials(namesOf(child))
    sharing.set(key, [...(sharing.get(key) ?? []), child])
  }
  for (const [shared, group] of sharing) {
    const alike = group.toSorted((a, b) => byText(a.id, b.id))
    const apart = tellApart(alike.map(namesOf)) ?? alike.map((_, index) => (index === 0 ? shared : `${shared} ${index + 1}`.trim()))
    alike.forEach(({ id }, index) => told.set(id, apart[index] ?? shared))
  }
  return told
}

function tellApart(names: readonly ReturnType<typeof namesOf>[]): string[] | null {
  for (const [ofFirst, ofLast] of [
    [1, 1],
    [2, 1],
    [3, 1],
    [4, 1],
    [1, 2],
    [1, 3],
    [1, 4],
    [4, 4],
  ] as const) {
    const tried = names.map(({ first, last }) => written(first, ofFirst) + written(last, ofLast))
    if (new Set(tried).size === names.length && tried.every((one) => one !== '')) return tried
  }
  return null
}
