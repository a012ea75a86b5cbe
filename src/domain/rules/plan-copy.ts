import { parentLabels, parentSections } from '../pack/plan-faces'
import type { PlanKind, PlanSection } from '../pack/plans'
import { sectionsOf } from '../pack/plans'
import { plan } from '../records/plan'
import type { AnswersOf, Definition } from '../schema/definition'
import { blank } from '../schema/definition'
import type { Face } from '../schema/faces'
import { forAudience, linesOf } from '../schema/faces'
import type { Fields, Row, Say } from '../schema/field'
import type { OtherChild } from './bundle-names'
import { cleanedAnswers, cleaner } from './bundle-names'
import { dayIn } from './parent-copy'
import { fieldsIn } from './plan-tasks'
import type { PlanAnswers } from './plan-state'
import { isViewOf } from './plan-voices'

/** One question of a plan in words, or rows that each hold questions of their own. */
export interface PlanLine {
  readonly field: string
  readonly label: string
  readonly words: string
  readonly rows: readonly (readonly PlanLine[])[]
}
export interface PlanPart {
  readonly section: PlanSection
  readonly lines: readonly PlanLine[]
}

/** All that a reader may have of a plan, section by section, without blanks. Drawings are drawn by whoever shows it. */
export function planInWords(answers: PlanAnswers, { kind, say, face }: { readonly kind: PlanKind; readonly say: Say; readonly face: Face }): PlanPart[] {
  const lines = new Map(linesIn(plan, answers, { say, face }).map((line) => [line.field, line]))
  return sectionsOf[kind].flatMap((section) => {
    const held = fieldsIn[section].flatMap((name) => lines.get(name) ?? [])
    return held.length === 0 ? [] : [{ section, lines: held }]
  })
}

// The same answers, read by name.
const byName = (answers: unknown) => answers as Readonly<Record<string, unknown>>
/** The same of any form: a row is a little form of its own. */
export function linesIn<F extends Fields>(form: Definition<F>, answers: AnswersOf<Definition<F>>, given: { readonly say: Say; readonly face: Face }): PlanLine[] {
  return linesOf(form, answers, given.say, given.face).flatMap(({ field: name, label, words }): PlanLine[] => {
    const field = form.fields[name]
    if (field === undefined || field.shape === 'drawing') return []
    if (field.shape === 'day') return [{ field: name, label, words: dayIn('en', String(byName(answers)[name])), rows: [] }]
    if (field.shape !== 'rows') return [{ field: name, label, words, rows: [] }]
    const row: Definition = { ...form, kind: `${form.kind}.${name}`, fields: field.of }
    // What a field of rows holds is rows, whose cells are the fields of that little form.
    const rows = byName(answers)[name] as readonly (Row & AnswersOf<Definition>)[]
    return [{ field: name, label, words: '', rows: rows.map((one) => linesIn(row, one, given)).filter((one) => one.length > 0) }]
  })
}

interface Asked {
  readonly called: string
  readonly say: Say
  /** Every other child of the setting. */
  readonly others: readonly OtherChild[]
}
/**
 * The plan as a parent may have it: only what is marked for parents, and no other child’s name in any word. Made from the
 * answers each time, before anything is drawn from them, so that no face of it can say more. `reader` is the row of the parent
 * whose copy it is: what another parent said, thinks or signed is in no copy but their own, since parents may live apart, and
 * one may not be told of the other. Without a reader it is in none.
 */
export function forParent(all: PlanAnswers, { others, say, reader = null }: Pick<Asked, 'say' | 'others'> & { readonly reader?: string | null }): PlanAnswers {
  const theirs = Object.fromEntries(Object.entries(forAudience(plan, ofReader(all, reader), 'parent')).map(([name, answer]) => {
    const field = plan.fields[name as keyof typeof plan.fields] // A name of the form.
    return [name, field.shape === 'rows' ? (answer as readonly Row[]).map((row) => ofParent(row, field.of)) : answer]
  }))
  // The same names with the same shapes: what may not be had is blank.
  const answers: PlanAnswers = { ...blank(plan), ...theirs }
  const told: string[] = []
  cleanedAnswers(plan.fields, answers, (words) => {
    told.push(words)
    return words
  })
  const clean = cleaner(others, told, say.word('say.another-child', 'another child'))
  return cleanedAnswers(plan.fields, answers, (words) => clean(words, []))
}
function ofReader(answers: PlanAnswers, reader: string | null): PlanAnswers {
  const own = answers.parents.find(({ id }) => id === reader)
  const isOwn = (name: string) => own !== undefined && own.name.trim() !== '' && name.trim() === own.name.trim()
  return {
    ...answers,
    parents: own ? [own] : [],
    views: own ? answers.views.filter((one) => isViewOf(one, own)) : [],
    signatures: answers.signatures.filter(({ who, name }) => who !== 'signs-parent' || isOwn(name)),
    // Written by staff as the parents’ side of it, whichever parent’s.
    sources: answers.sources.filter(({ source }) => source !== 'source-parents' || own !== undefined),
  }
}
/** A row without the cells that are for staff alone. */
const ofParent = (row: Row, of: Fields): Row => {
  const form = { fields: of } as Definition // Only its fields are read.
  return { ...blank(form), ...forAudience(form, row as AnswersOf<Definition>, 'parent'), id: row.id, rank: row.rank } // every cell of the row
}

/** How a parent’s copy calls things: plainly, over the words of the form. */
export const sayForParent = ({ called, say }: Omit<Asked, 'others'>): Say => ({
  ...say,
  word: (key, usual) => {
    const plain = /^plan\.(.+)\.label$/.exec(key)?.[1]
    const usualHere = plain === undefined ? parentSections[key] : parentLabels[plain]
    return usualHere === undefined ? say.word(key, usual) : say.word(`for-parent.${key}`, usualHere).replaceAll('{name}', called)
  },
})
