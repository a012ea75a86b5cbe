import type { Checkpoint } from '../history/read'
import { whoBegan, wordsAdded } from '../history/read'
import type { Person } from '../people'
import type { Option } from '../schema/field'

/** What a safeguarding lead did once they had read a worry. Several may be true. */
export const leadDid: readonly Option[] = [
  { code: 'recorded-elsewhere', label: 'Recorded in our safeguarding system' },
  { code: 'spoke-with-adult', label: 'Spoke with the adult' },
  { code: 'no-further-step', label: 'No further step' },
]

const opening = 'I have read this.'

/** The dated words a lead adds: that they read it, each thing they did, and their own words if there are any. */
export function readingWords(did: readonly string[], words: string): string {
  const done = leadDid.filter(({ code }) => did.includes(code)).map(({ label }) => `${label}.`)
  return [[opening, ...done].join(' '), words.trim()].filter((line) => line !== '').join('\n')
}

/**
 * Whether a worry waits for nobody: the last words added to it are a lead's. Only its author and the leads may add words, so
 * those of anybody else are a lead's; a lead who wrote it themselves says that they have read it, and no other author can.
 * What its author adds afterwards makes it wait again.
 *
 * `adults`: by id, as the roster has them now.
 */
export function isAnswered(worry: Checkpoint, adults: ReadonlyMap<string, Pick<Person, 'roles'>>): boolean {
  const last = worry.addenda.at(-1)
  if (last === undefined) return false
  const { author } = last.source
  if (!whoBegan(worry).includes(author)) return true
  return adults.get(author)?.roles.includes('dsl') === true && wordsAdded(last).startsWith(opening)
}
