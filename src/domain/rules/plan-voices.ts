import type { PlanSection } from '../pack/plans'
import type { PlanAnswers } from './plan-state'

export type ParentRow = PlanAnswers['parents'][number]
export type Signature = PlanAnswers['signatures'][number]

type Views = PlanAnswers['views']
/** Whose view it is: by the parent’s row, since two may bear one name and a name is put right; by name where it says no row. */
export const isViewOf = ({ parent, who }: Pick<Views[number], 'parent' | 'who'>, { id, name }: Pick<ParentRow, 'id' | 'name'>): boolean =>
  parent.length > 0 ? parent.includes(id) : name.trim() !== '' && who.trim() === name.trim()
/** What they think of a part, said on the plan itself, is their voice as much as words of their own. */
const hasView = (row: Pick<ParentRow, 'id' | 'name'>, views: Views): boolean => views.some((one) => one.view !== null && isViewOf(one, row))
/** Whether a parent who gave their view is heard in it. */
export const saidSomething = (row: Pick<ParentRow, 'id' | 'name' | 'words'>, views: Views): boolean => row.words.trim() !== '' || hasView(row, views)
/** A parent whose voice is in the plan: what they say, or that they chose not to, with when and why. */
export const isHeard = (row: ParentRow, views: Views): boolean =>
  row.state === 'gave-view' ? saidSomething(row, views) : row.state === 'chose-not' && row.askedOn !== null && row.whyNot.trim() !== ''

/** A typed name and what they say they did, or a name on paper in the file. What is drawn is never needed. */
export const isWhole = ({ name, ticks, how }: Pick<Signature, 'name' | 'ticks' | 'how'>): boolean =>
  name.trim() !== '' && (how === 'signed-paper' || ticks.includes('tick-read'))
export const isSigned = ({ signatures }: PlanAnswers, who: string): boolean => signatures.some((row) => row.who === who && isWhole(row))

/** Who does not agree, with which parts, in their own words. An agreed plan says so beside its state for as long as it is kept. */
export interface Disagreement {
  readonly name: string
  /** Empty where they wrote it beside their signature, about the plan as a whole. */
  readonly sections: readonly PlanSection[]
  readonly words: readonly string[]
}
export function disagreements({ views, signatures }: PlanAnswers): Disagreement[] {
  const byName = new Map<string, { sections: PlanSection[]; words: string[] }>()
  const of = (name: string) => {
    const known = byName.get(name.trim()) ?? { sections: [], words: [] }
    byName.set(name.trim(), known)
    return known
  }
  for (const { who, section, view, words } of views) {
    if (view !== 'view-disagree') continue
    const one = of(who)
    // Codes of the form’s own list.
    if (section !== null) one.sections.push(section as PlanSection)
    if (words.trim() !== '') one.words.push(words.trim())
  }
  for (const { name, words } of signatures) if (words.trim() !== '') of(name).words.push(words.trim())
  return [...byName].map(([name, { sections, words }]) => ({ name, sections, words }))
}
