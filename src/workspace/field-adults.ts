import { worksOn } from '../domain/people'
import { usePeople } from './people'
import { usesTablets } from './roster'
import { useTablet } from './tablet'
import { dayAt } from './time'

export interface FieldAdults {
  /** Those who work here today and use tablets, by name. */
  readonly adults: readonly { readonly id: string; readonly label: string }[]
  /** Also of one who is offered no more, and was chosen while they worked here; null where nobody knows them. */
  readonly adultNamed: (id: string) => string | null
}

/** Whom a question about adults offers, as it stands when it is asked. */
export function useFieldAdults(): () => FieldAdults {
  const { now, zone } = useTablet()
  const people = usePeople()
  return () => ({
    adults: [...people.adults.values()]
      .filter((person) => worksOn(person, dayAt(now(), zone)) && usesTablets(person))
      .map(({ id, name, shortName }) => ({ id, label: name || shortName }))
      .sort((a, b) => a.label.localeCompare(b.label, 'en-GB')),
    adultNamed: (id) => people.adults.get(id)?.name ?? null,
  })
}
