import { incident } from '../../../domain/records/incident'
import type { AnswersOf } from '../../../domain/schema/definition'
import { addedRow } from '../../../domain/schema/field'

type Adults = AnswersOf<typeof incident>['adults']

/** Their part in the incident who hold nobody, and keep the time. */
const part = 'timed'

/** Whether this adult watches and keeps the time; null is whoever times a hold before anyone has signed in. */
export const isWatching = (adults: Adults, adult: string | null): boolean => adults.some((row) => row.adult === adult && row.part.includes(part))

/** The same adults, once this one has said whether they do. What else was said of them stays. */
export function withWatching(adults: Adults, { adult, watches, newId }: { adult: string | null; watches: boolean; newId: () => string }): Adults {
  const known = adults.find((row) => row.adult === adult)
  const mine = known ?? addedRow(incident.fields.adults, adults, newId(), { adult })
  const now = { ...mine, part: [...mine.part.filter((one) => one !== part), ...(watches ? [part] : [])] }
  // Nobody in particular, who did nothing in particular, is nobody.
  if (adult === null && now.part.length === 0) return adults.filter((row) => row !== known)
  return known ? adults.map((row) => (row === known ? now : row)) : [...adults, now]
}
