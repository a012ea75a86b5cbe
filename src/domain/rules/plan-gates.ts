import { planSections, planSources, sectionsOf, voiceDueSchoolDays } from '../pack/plans'
import type { PlanKind } from '../pack/plans'
import type { GateCode } from '../pack/plan-words'
import { consequencePairs } from './consequence-pairs'
import { holdGates } from './hold-gates'
import { keptThoughHarder } from './kept-though-harder'
import { foldText } from './list-order'
import type { Gate, Gated } from './plan-gate'
import { look, stops } from './plan-gate'
import type { PlanAnswers } from './plan-state'
import { isHeard, isSigned, saidSomething } from './plan-voices'
import type { CountedDay, SchoolDays } from './school-days'
import { schoolDays } from './school-days'

export type { Gate, Gated } from './plan-gate'

/**
 * What is left before a plan can be agreed; `stops` first, in the order of the sections.
 *
 * The child’s voice and a parent’s are in it, or each chose not to and it is written down when and why. A parent who does not
 * agree does not stop it: staff answer for what staff do, and the disagreement stands beside the agreement for ever
 * (`disagreements`). The one part that needs their yes is physical intervention.
 */
export const beforeAgreeing = (given: Gated): readonly Gate[] => sorted([...beforeActing(given), ...voicesOf(given.answers, (row) => isHeard(row, given.answers.views)), ...(isSigned(given.answers, 'signs-coordinator') ? [] : [stops('agree', 'not-signed')])])

/**
 * What is left before adults act by a plan that is not agreed yet. A voice that was asked for, with a day and a way, is enough;
 * what could harm a child stops here too: a plan in use limits no freedom without giving it back, and holds nobody unagreed.
 */
export const beforeUse = (given: Gated): readonly Gate[] => sorted([...beforeActing(given), ...unheardOfHolds(given.answers), ...voicesOf(given.answers, (row) => isHeard(row, given.answers.views) || isWaiting(row, given.answers)).map((one) => (one.code === 'child-waiting' ? { ...one, weight: 'look' as const } : one))])

const place = ({ weight, section }: Gate): number => (weight === 'stops' ? 0 : planSections.length) + planSections.findIndex(({ code }) => code === section)
const sorted = (gates: readonly Gate[]): readonly Gate[] => [...gates].sort((a, b) => place(a) - place(b))

function beforeActing(given: Gated): Gate[] {
  const days = schoolDays(given.calendar)
  return [...sourcesIn(given), ...harmIn(given), ...holdGates(given, days), ...reviewOf(given, days)]
}

// --- voices

type ParentRow = PlanAnswers['parents'][number]
/** One parent is enough, by `isEnough`: another who does not answer, or must not be asked, cannot keep a child from a plan. */
function voicesOf(answers: PlanAnswers, isEnough: (row: ParentRow) => boolean): Gate[] {
  const weighed = answers.parents.some(isEnough) ? look : stops
  const child = childCode(answers)
  return [
    ...(child === null ? [] : [stops('child-voice', child)]),
    ...(answers.parents.length === 0 ? [stops('parent-voice', 'parents-none')] : []),
    ...answers.parents.flatMap((row) => {
      const code = parentCode(row, answers)
      return code === null ? [] : [weighed('parent-voice', code, { row: row.id, name: row.name.trim() })]
    }),
  ]
}

/** Asking is not enough for a hold: somebody ticked that parents agree, and none of them has said so yet. */
const unheardOfHolds = ({ holdsPlanned, holdParents, parents, views }: PlanAnswers): Gate[] =>
  holdsPlanned === 'yes' && holdParents === 'yes' && parents.length > 0 && !parents.some((row) => isHeard(row, views)) ? [stops('holds', 'hold-parents-unheard')] : []
const isWaiting = (row: ParentRow, answers: PlanAnswers): boolean => parentCode(row, answers) === 'parent-waiting'
function childCode({ childState, childAskedOn, childWhyNot, childWords, childPicks, childDrawing, childView }: PlanAnswers): GateCode | null {
  const isDated = childAskedOn !== null && childWhyNot.trim() !== ''
  switch (childState) {
    case 'gave-view':
      return childWords.trim() !== '' || childDrawing !== null || childView !== null || childPicks.some((code) => code !== 'not-now') ? null : 'child-no-words'
    case 'chose-not':
      return isDated ? null : 'child-no-reason'
    case 'asked-not-yet':
      return isDated ? 'child-waiting' : 'child-not-dated'
    default:
      return 'child-not-asked'
  }
}
function parentCode(row: ParentRow, { views }: PlanAnswers): GateCode | null {
  switch (row.state) {
    case 'gave-view':
      return saidSomething(row, views) ? null : 'parent-no-words'
    case 'chose-not':
      return isHeard(row, views) ? null : 'parent-no-reason'
    case 'asked-not-yet':
      return row.askedOn !== null && row.way !== null ? 'parent-waiting' : 'parent-not-dated'
    default:
      return 'parent-not-asked'
  }
}

export interface VoiceDue {
  readonly section: 'child-voice' | 'parent-voice'
  /** The parent’s row; null for the child. */
  readonly row: string | null
  /** The parent’s name as it is typed; empty for the child. */
  readonly name: string
  /** The last school day by which they are asked again. */
  readonly due: CountedDay
}
/** Who was asked, has not answered, and is asked again by when: ten school days after the last time. */
export function voiceDue({ childState, childAskedOn, parents }: PlanAnswers, days: Pick<SchoolDays, 'addSchoolDays'>): VoiceDue[] {
  const dueAfter = (day: string): CountedDay => days.addSchoolDays(day, voiceDueSchoolDays)
  return [
    ...(childState === 'asked-not-yet' && childAskedOn !== null ? [{ section: 'child-voice' as const, row: null, name: '', due: dueAfter(childAskedOn) }] : []),
    ...parents.flatMap(({ id, name, state, askedOn }) => (state === 'asked-not-yet' && askedOn !== null ? [{ section: 'parent-voice' as const, row: id, name: name.trim(), due: dueAfter(askedOn) }] : [])),
  ]
}

/** Early Years: each of the six sources gave something, or was asked. One that has not answered keeps nobody from a plan. */
function sourcesIn({ answers: { planKind, sources }, profile }: Gated): Gate[] {
  // A code of the form’s own list.
  if (profile !== 'early-years' || planKind === null || !sectionsOf[planKind as PlanKind].includes('sources')) return []
  const asked = new Set(sources.flatMap(({ source, state }) => (state === null || state === 'not-asked' ? [] : [source])))
  return planSources.every(({ code }) => asked.has(code)) ? [] : [look('sources', 'sources-open')]
}

// --- what could harm

function harmIn({ answers: { strategies, measures, consequences }, previous, going }: Gated): Gate[] {
  const found = new Map((going?.impacts ?? []).map(({ id, impact }) => [id, impact]))
  const wasHarder = (id: string): boolean => found.get(id) === 'impact-harder'
  const before = new Map((previous?.measures ?? []).map(({ id, words }) => [id, foldText(words)]))
  return [
    ...measures.filter(({ id, words }) => wasHarder(id) && before.get(id) === foldText(words)).map(({ id }) => stops('prevent', 'harder-kept', { row: id })),
    ...keptThoughHarder(strategies.map((row) => (wasHarder(row.id) ? { ...row, impact: 'impact-harder' } : row)), previous?.strategies ?? []).map(({ id }) => stops('strategies', 'harder-kept', { row: id })),
    ...consequencePairs(consequences).flatMap(({ protective, educational, gaps }) => gaps.map((gap) => stops('consequences', `consequence-${gap}`, { row: (protective ?? educational[0])?.id ?? '' }))),
  ]
}

// --- the day it is looked at again

function reviewOf({ answers: { reviewOn }, today }: Gated, days: SchoolDays): Gate[] {
  if (reviewOn === null) return [stops('review', 'no-review-date')]
  if (reviewOn < today) return [stops('review', 'review-past')]
  // Nudged and not moved: a family may well meet in the holidays.
  return days.isSchoolDay(reviewOn) ? [] : [look('review', 'review-in-holidays', { day: days.firstSchoolDayAfter(reviewOn).day })]
}
