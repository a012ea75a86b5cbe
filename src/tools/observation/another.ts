import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import { observation } from '../../domain/records/observation'
import type { AnswersOf } from '../../domain/schema/definition'

type Answers = AnswersOf<typeof observation>
export type Kept = Pick<Answers, 'children' | 'place' | 'dayPart'>

/** At a hard time of day several short looks follow one another: who and where stay, as ids and codes in the address. */
export const keptFor = ({ children, place, dayPart }: Kept): LocationQueryRaw => ({ again: '1', who: [...children], ...(place !== null && { place }), ...(dayPart !== null && { dayPart }) })

/** What the one before left; null where there was none. Of an address that somebody typed, only what this form could hold. */
export function keptFrom(query: LocationQuery, isKnown: (child: string) => boolean): Kept | null {
  if (query['again'] === undefined) return null
  const given = (name: string) => [query[name] ?? []].flat().filter((one) => one !== null)
  const code = (name: 'place' | 'dayPart') => observation.fields[name].options.find((option) => given(name).includes(option.code))?.code ?? null
  return { children: given('who').filter(isKnown), place: code('place'), dayPart: code('dayPart') }
}
