import type { Profile } from '../pack/incident'
import type { Person, Role } from '../people'
import type { incident } from '../records/incident'
import type { telling } from '../records/telling'
import type { AnswersOf } from '../schema/definition'

type Decision = Pick<AnswersOf<typeof telling>['mustNot'][number], 'reason' | 'decidedBy' | 'at'>

/** Senior, or in Early Years the safeguarding lead: no law there lets anyone else withhold it. */
const deciders: Readonly<Record<Profile, readonly Role[]>> = { school: ['senco', 'dsl', 'head'], 'early-years': ['dsl'] }

/** What a decision is held against. */
export interface DecidedIn {
  readonly profile: Profile
  readonly incident: Pick<AnswersOf<typeof incident>, 'adults'>
  /** By id. Left out: their roles are not looked at. An adult who is no longer listed had the right when they decided. */
  readonly roster?: ReadonlyMap<string, Pick<Person, 'roles'>> | undefined
}

/**
 * Whether it was decided as it must be that a parent is not told: with a reason and a time, by an adult with the right to
 * and not by the only one who was there (Education and Inspections Act 2006 s.93A(5)(a)). Whether the decision was taken
 * back since is another question.
 */
export const isDecided = ({ reason, decidedBy, at }: Decision, within: DecidedIn): boolean =>
  decidedBy !== null && at !== null && reason.trim() !== '' && mayDecide(decidedBy, within)

/** Whether this adult may take that decision, and so may end it. */
export function mayDecide(by: string, { profile, incident: { adults }, roster }: DecidedIn): boolean {
  const wasAlone = adults.length > 0 && adults.every(({ adult }) => adult === by)
  const roles = roster?.get(by)?.roles
  return !wasAlone && (roles === undefined || roles.some((role) => deciders[profile].includes(role)))
}
