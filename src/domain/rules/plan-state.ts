import type { Checkpoint } from '../history/read'
import { view } from '../history/read'
import { byText, trueTime } from '../history/revision'
import type { PlanKind } from '../pack/plans'
import { child as childForm } from '../records/child'
import { incident } from '../records/incident'
import { goingOf, plan, planGoing, planIn } from '../records/plan'
import type { AnswersOf } from '../schema/definition'
import { addedRow } from '../schema/field'
import { auditsOf, lastDecided } from './audits'
import { instantOf, localDay } from './instants'
import { foldText } from './list-order'

export type PlanAnswers = AnswersOf<typeof plan>
export type GoingAnswers = AnswersOf<typeof planGoing>

/** `in-use`: adults act by it, and a voice is still to be heard; never said to be agreed. */
export type PlanState = 'draft' | 'in-use' | 'agreed' | 'superseded' | 'ended'
export type Stale = 'incident' | 'harder' | 'review-due' | 'holds-over' | 'holds-not-needed'

/** One version of a plan with how it goes, as one adult may read them. */
export interface PlanVersion {
  readonly record: string
  readonly kind: PlanKind
  readonly version: number
  readonly checkpoint: Checkpoint
  readonly answers: PlanAnswers
  readonly going: GoingAnswers | null
  readonly state: PlanState
  /** Why it is to be looked at again before its day, or since; empty while nothing asks for it. */
  readonly stale: readonly Stale[]
}

interface Seen {
  /** All the child's records that this adult may read. */
  readonly among: readonly Checkpoint[]
  /** `YYYY-MM-DD`. */
  readonly today: string
  readonly zone: string
  /** The child has gone to another setting: what was in force here has ended, and can still be read. Left out: they have not. */
  readonly hasLeft?: boolean
}

/** The child's plans, kinds apart, each kind's versions the oldest first. */
export function plansAmong(child: string, { among, today, zone, hasLeft = false }: Seen): PlanVersion[] {
  const goings = new Map(among.filter((one) => one.kind === planGoing.kind && !one.withdrawn).map((one) => [one.record, one]))
  const versions = among
    .flatMap((checkpoint): Version[] => {
      const id = checkpoint.kind === plan.kind && !checkpoint.withdrawn ? planIn(checkpoint.record) : null
      if (id?.child !== child) return []
      const going = goings.get(goingOf(checkpoint.record))
      return [{ record: checkpoint.record, kind: id.kind, version: id.version, checkpoint, answers: view(plan, checkpoint).answers, found: going ?? null, going: going ? view(planGoing, going).answers : null }]
    })
    .sort((a, b) => byText(a.kind, b.kind) || a.version - b.version)
  // Dear where there are many: only where a plan is in force.
  const incidents = versions.some(isInForce) ? incidentsOf(child, among) : []
  const audit = versions.some(isInForce) ? lastDecided(auditsOf(child, among)) : null
  const since = { incidents, isHoldNeeded: audit === null || audit.stillNeeded === 'yes', today, zone }
  return versions.map(({ found, ...one }): PlanVersion => {
    const isReplaced = versions.some((other) => other.kind === one.kind && other.version > one.version && isInForce(other))
    const own = stateOf(one)
    const state = isReplaced ? 'superseded' : hasLeft && own !== 'draft' ? 'ended' : own
    return { ...one, state, stale: state === 'in-use' || state === 'agreed' ? staleBecause({ ...one, found }, since) : [] }
  })
}
interface Version extends Omit<PlanVersion, 'state' | 'stale'> {
  /** The record of how it goes. */
  readonly found: Checkpoint | null
}

const isInForce = ({ checkpoint, answers }: Pick<PlanVersion, 'checkpoint' | 'answers'>): boolean => checkpoint.freeze !== null || answers.inUseFrom !== null
function stateOf({ checkpoint, answers, going }: Pick<PlanVersion, 'checkpoint' | 'answers' | 'going'>): PlanState {
  // A review that is under way ends nothing: it says so once it is done.
  if (going?.goOn === 'go-end' && going.reviewed !== null) return 'ended'
  return checkpoint.freeze !== null ? 'agreed' : answers.inUseFrom === null ? 'draft' : 'in-use'
}

/** When the child was held, kept in or limited; ms. A record in which nothing of it stands yet is none. */
const incidentsOf = (child: string, among: readonly Checkpoint[]): number[] =>
  among
    .filter((one) => one.kind === incident.kind && !one.withdrawn)
    .flatMap((one) => {
      const { children, when, interventions, stamps } = view(incident, one).answers
      if (!children.includes(child) || (interventions.every(({ kind }) => kind === null) && stamps.length === 0)) return []
      const at = when === null ? Number.NaN : instantOf(when)
      return [Number.isNaN(at) ? trueTime(one.first) : at]
    })

/** When these parts were last given, ms; 0 where they never were. */
const givenAt = ({ parts, sources }: Checkpoint, wanted: (part: string) => boolean): number =>
  Math.max(0, ...Object.entries(parts).flatMap(([part, standing]) => (wanted(part) ? standing.map(([index]) => (sources[index] ? trueTime(sources[index]) : 0)) : [])))

/** When it was last looked at as a whole: the day, and on that day from which moment on something is new. */
function lookedAt({ checkpoint, answers, going, found }: Version, zone: string): Looked {
  const looks: Looked[] = []
  if (going && found && going.reviewed !== null) {
    const at = givenAt(found, (part) => ['reviewed/', 'goOn/', 'nextOn/'].includes(part))
    // The day by a clock that ran ahead is not yet.
    looks.push({ day: earlier(going.reviewed, localDay(at, zone)), at })
  }
  // To agree to a plan that was in use, or reviewed in use, is to look at it anew.
  if (checkpoint.freeze) looks.push({ day: localDay(trueTime(checkpoint.freeze), zone), at: trueTime(checkpoint.freeze) })
  const last = looks.reduce<Looked | null>((one, other) => (one === null || isAfter(other, one) ? other : one), null)
  if (last) return last
  const at = givenAt(checkpoint, (part) => part === 'inUseFrom/')
  return { day: earlier(answers.inUseFrom ?? localDay(at, zone), localDay(at, zone)), at }
}
interface Looked {
  readonly day: string
  /** ms */
  readonly at: number
}
const earlier = (a: string, b: string): string => (a < b ? a : b)
const isAfter = (one: Looked, other: Looked): boolean => one.day > other.day || (one.day === other.day && one.at > other.at)

interface Since {
  /** When the child was held, ms. */
  readonly incidents: readonly number[]
  /** False where the last audit that somebody decided does not say so. */
  readonly isHoldNeeded: boolean
  /** `YYYY-MM-DD`. */
  readonly today: string
  readonly zone: string
}
function staleBecause(one: Version, { incidents, isHoldNeeded, today, zone }: Since): Stale[] {
  const { answers, going, found } = one
  const looked = lookedAt(one, zone)
  const isSince = (day: string, at: number) => isAfter({ day, at }, looked)
  // The day is what somebody said; on the day of a review the moment it was said tells which came first.
  const saidAt = (id: string) => (found ? givenAt(found, (part) => part === `impacts/${id}/impact`) : 0)
  const isHarder = going?.impacts.some(({ id, impact, on }) => impact === 'impact-harder' && (going.reviewed === null || isSince(on ?? localDay(saidAt(id), zone), saidAt(id)))) ?? false
  const due = reviewDay(one)
  return [
    ...(incidents.some((at) => isSince(localDay(at, zone), at)) ? ['incident' as const] : []),
    ...(isHarder ? ['harder' as const] : []),
    ...(due !== null && due < today ? ['review-due' as const] : []),
    ...(answers.holdsPlanned === 'yes' && answers.holdUntil !== null && answers.holdUntil < today ? ['holds-over' as const] : []),
    ...(answers.holdsPlanned === 'yes' && !isHoldNeeded ? ['holds-not-needed' as const] : []),
  ]
}

/** The day by which it is looked at again: the last review's, else the plan's own. */
export const reviewDay = ({ answers, going }: Pick<PlanVersion, 'answers' | 'going'>): string | null => (going?.reviewed == null ? null : going.nextOn) ?? answers.reviewOn

/** The version adults act by now, of each kind; drafts and what was replaced are not. */
export const inForceNow = (versions: readonly PlanVersion[]): PlanVersion[] => versions.filter(({ state }) => state === 'in-use' || state === 'agreed')

/** From when adults acted by it, `YYYY-MM-DD`; null for a draft. */
export function inForceFrom({ checkpoint, answers }: Pick<PlanVersion, 'checkpoint' | 'answers'>, zone: string): string | null {
  const agreed = checkpoint.freeze && localDay(trueTime(checkpoint.freeze), zone)
  return answers.inUseFrom !== null && (agreed === null || answers.inUseFrom < agreed) ? answers.inUseFrom : agreed
}

/** Why a plan is to be looked at again, short enough for a line among others. */
export const staleNotes: Readonly<Record<Stale, string>> = {
  incident: 'There has been an incident since',
  harder: 'Something made things harder',
  'review-due': 'Its review day has passed',
  'holds-over': 'Its time for physical intervention is over',
  'holds-not-needed': 'The audit of need no longer says that a hold is needed',
}

/**
 * Whether a child is here no longer, by the rolls in their own record: this setting stands among them, and every such line has
 * ended. Where nobody wrote this setting's roll down, the child is taken to be here.
 */
export function hasLeft({ rolls }: Pick<AnswersOf<typeof childForm>, 'rolls'>, { setting, today }: { readonly setting: string; readonly today: string }): boolean {
  const here = rolls.filter((roll) => foldText(roll.setting) === foldText(setting))
  return here.length > 0 && here.every(({ kind, to }) => kind === 'previous' || (to !== null && to < today))
}

/** The same rolls with this setting's ended: its lines that go on get their last day, and where there is none one is added. */
export function endedRolls(rolls: Rolls, { setting, lastDay, newId }: { readonly setting: string; readonly lastDay: string; readonly newId: () => string }): Rolls {
  const goesOn = (roll: Rolls[number]): boolean => foldText(roll.setting) === foldText(setting) && roll.kind !== 'previous' && (roll.to === null || roll.to >= lastDay)
  return rolls.some(goesOn) ? rolls.map((roll) => (goesOn(roll) ? { ...roll, to: lastDay } : roll)) : [...rolls, addedRow(childForm.fields.rolls, rolls, newId(), { setting, to: lastDay })]
}
type Rolls = AnswersOf<typeof childForm>['rolls']
