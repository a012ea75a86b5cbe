import type { Profile } from '../pack/incident'
import type { GateCode } from '../pack/plan-words'
import type { PlanSection } from '../pack/plans'
import type { termCalendar } from '../records/term-calendar'
import type { AnswersOf } from '../schema/definition'
import type { Audit } from './audits'
import type { GoingAnswers, PlanAnswers } from './plan-state'
import type { Training } from './training-state'

/** Something a plan still needs, and the section where it is put right. */
export interface Gate {
  readonly code: GateCode
  readonly section: PlanSection
  /** The key of its words in a pack; the usual ones are in `pack/plan-words.ts`. */
  readonly words: `plan.gate.${GateCode}`
  /** `stops`: not before it is put right. `look`: said, and nobody is kept from going on. */
  readonly weight: 'stops' | 'look'
  /** The row it is about, where the section has rows. */
  readonly row?: string
  /** Who, for `{name}`: as it was typed, or an adult by id. */
  readonly name?: string
  readonly adult?: string
  /** For `{day}`: `YYYY-MM-DD`. */
  readonly day?: string
}
type Told = Pick<Gate, 'row' | 'name' | 'adult' | 'day'>
export const stops = (section: PlanSection, code: GateCode, told: Told = {}): Gate => ({ code, section, words: `plan.gate.${code}`, weight: 'stops', ...told })
export const look = (section: PlanSection, code: GateCode, told: Told = {}): Gate => ({ ...stops(section, code, told), weight: 'look' })

export type { Training } from './training-state'

/** What the gates look at besides the plan itself. */
export interface Gated {
  readonly answers: PlanAnswers
  /** The version of the same kind before this one. */
  readonly previous?: PlanAnswers | null
  /** How the version before went. */
  readonly going?: GoingAnswers | null
  /** Every training record of the setting. */
  readonly training: readonly Training[]
  /** The audit of need that the plan names. */
  readonly audit: Audit | null
  /** `YYYY-MM-DD`. */
  readonly today: string
  readonly calendar: Pick<AnswersOf<typeof termCalendar>, 'terms' | 'closed'> | null
  readonly profile: Profile
}
