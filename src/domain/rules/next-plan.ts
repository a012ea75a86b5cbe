import { plan } from '../records/plan'
import { touched } from '../schema/definition'
import type { Changes } from '../schema/field'
import { addedRow } from '../schema/field'
import { withChanges } from './late-words'
import type { GoingAnswers, PlanAnswers } from './plan-state'

type Strategy = PlanAnswers['strategies'][number]
type Consequence = PlanAnswers['consequences'][number]
type Found = GoingAnswers['impacts'][number]

const harder = 'impact-harder'
/** Whose words these are, and so nobody else's to carry on: they are asked again. What colleagues and services told still stands. */
const ownVoices: readonly (string | null)[] = ['source-child', 'source-parents']
const mostCycles = 20

/**
 * What the next version of a plan begins with. Rows keep their ids, so that two tablets that begin it apart meet in one record
 * and a comparison goes row by row.
 *
 * What adults know and do goes on, with what came of it since. What somebody said, agreed to or signed was said of that version
 * alone: the child and the parents are asked afresh, and no kept word is put into anybody's mouth. Physical intervention is
 * never carried on (the audit of the version before may be offered beside an empty section). `today` is `YYYY-MM-DD`.
 */
export function nextPlan(before: PlanAnswers, { going, today }: { readonly going: GoingAnswers | null; readonly today: string }): PlanAnswers {
  const found = new Map((going?.impacts ?? []).map((one) => [one.id, one]))
  const isHarder = ({ id }: { readonly id: string }) => found.get(id)?.impact === harder
  const consequences = stillOn(before.consequences, today)
  return {
    ...before,
    from: null, cycle: Math.min(mostCycles, (before.cycle ?? 1) + 1), done: [],
    sources: before.sources.map((row) => ({ ...row, state: null, askedOn: null, words: ownVoices.includes(row.source) ? '' : row.words })),
    childState: null, childWays: [], childAskedOn: null, childWhyNot: '', childPicks: [], childView: null, childWords: '', childDrawing: null,
    // Who they are and how they are reached stays: it is known, and nobody's view.
    parents: before.parents.map((row) => ({ ...row, state: null, askedOn: null, whyNot: '', words: '' })),
    views: [],
    measures: before.measures.filter((row) => !isHarder(row)),
    // What came of a target stays with the version it was set in; whether it goes on is for those who set it.
    targets: before.targets.map((row) => ({ ...row, reviewOn: null, outcome: '' })),
    strategies: withHarder(before.strategies.map((row) => since(row, found.get(row.id))), before.measures.filter(isHarder), found),
    consequences,
    holdsPlanned: null, audit: null, holdKinds: [], holdWords: '', holdAdults: [], holdParents: null, holdParentsOn: null, holdStop: '', holdUntil: null,
    inUseFrom: null, signatures: [], reviewOn: null,
  }
}

/**
 * What a late edit of a version would have brought into the next one had it come in time: what adults know and do. A voice, a
 * signature, a yes to a hold was given to that version alone, and stays beside it.
 */
export const lateForNext = (before: PlanAnswers, late: Changes, given: Parameters<typeof nextPlan>[1]): Changes =>
  touched(plan, nextPlan(before, given), nextPlan(withChanges(plan, before, late), given))

/** With what was found since it was agreed. What made things harder is not in the plan until somebody changes it and says so. */
function since(row: Strategy, found: Found | undefined): Strategy {
  const impact = found?.impact ?? row.impact
  return {
    ...row, impact,
    impactWords: found?.words || row.impactWords,
    sources: [...new Set([...row.sources, ...(found?.sources ?? [])])],
    keep: impact === harder ? 'no' : row.keep,
  }
}

/** What adults did before, and made things harder, goes over to what has been tried: it is left out of the plan and not forgotten. */
function withHarder(strategies: readonly Strategy[], measures: PlanAnswers['measures'], found: ReadonlyMap<string, Found>): readonly Strategy[] {
  const known = new Set(strategies.map(({ id }) => id))
  return measures.filter(({ id }) => !known.has(id)).reduce<readonly Strategy[]>(
    (rows, { id, words, sources }) => [...rows, since(addedRow(plan.fields.strategies, rows, id, { words, sources }), found.get(id))],
    strategies,
  )
}

/** Whether a consequence is over: what came of it is written down, or the day by which the freedom is given back has passed. */
const isOver = ({ outcome, returnOn }: Pick<Consequence, 'outcome' | 'returnOn'>, today: string): boolean => outcome.trim() !== '' || (returnOn !== null && returnOn < today)

/** Without those that are over, and without what was only there to give such a freedom back. */
function stillOn(rows: readonly Consequence[], today: string): readonly Consequence[] {
  const partners = (row: Consequence) => rows.filter((other) => other.id !== row.id && (row.pair.includes(other.id) || other.pair.includes(row.id)))
  const goesWithNone = (row: Consequence) => {
    const given = row.type === 'educational' ? partners(row).filter(({ type }) => type === 'protective') : []
    return given.length > 0 && given.every((one) => isOver(one, today))
  }
  const kept = rows.filter((row) => !isOver(row, today) && !goesWithNone(row))
  const ids = new Set(kept.map(({ id }) => id))
  return kept.map((row) => ({ ...row, pair: row.pair.filter((id) => ids.has(id)) }))
}
