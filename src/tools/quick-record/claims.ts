import { incident } from '../../domain/records/incident'
import { answersFrom, touched } from '../../domain/schema/definition'
import type { Changes, Parts } from '../../domain/schema/field'
import { addedRow } from '../../domain/schema/field'

interface Sealed {
  readonly kind: string
  readonly changes: Changes
}
export const partsOf = (changes: Changes): Parts => Object.fromEntries(Object.entries(changes).flatMap(([part, value]) => (value === null ? [] : [[part, value]])))

/** Whoever timed it was nobody in particular until now: what they say here stands in place of what they ticked. */
export function claimedBy(adult: string, { kind, changes }: Sealed, { as, newId }: { readonly as: string; readonly newId: () => string }): Changes {
  if (kind !== incident.kind) return { 'claimed/': as }
  const before = answersFrom(incident, partsOf(changes))
  const mine = before.adults.find((row) => row.adult === null) ?? addedRow(incident.fields.adults, before.adults, newId(), { adult })
  return touched(incident, before, { ...before, adults: [{ ...mine, adult, part: [as] }] })
}

/** Stands above the words for good: they are not the words of the adult whose record this becomes. */
const unknown = (name: string): string => `Who wrote this down is not known. It was written on this tablet before anyone signed in, and opened by ${name} because nobody said it was theirs.`
export const withUnknown = (name: string, words: unknown): string => [unknown(name), words].filter((one) => typeof one === 'string' && one !== '').join('\n\n')

/** What a senior adds who opens a letter that nobody says is theirs: who wrote it is said to be unknown, and nobody is put in their place. */
export function openedBy(name: string, { kind, changes }: Sealed, newId: () => string): Changes {
  const words = { 'words/': withUnknown(name, changes['words/']) }
  if (kind !== incident.kind) return words
  const before = answersFrom(incident, partsOf(changes))
  const somebody = before.adults.find((row) => row.adult === null) ?? addedRow(incident.fields.adults, before.adults, newId(), { part: ['timed'] })
  return { ...touched(incident, before, { ...before, adults: [{ ...somebody, name: 'Not known' }] }), ...words }
}
