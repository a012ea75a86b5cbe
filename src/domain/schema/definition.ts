import * as v from 'valibot'
import type { AnswerOf, Changes, Field, Fields, MomentField, Parts, Value } from './field'
import { acceptsPart, aMoment, answerOf, blankOf, changesBetween } from './field'

/**
 * A form: its questions, who keeps it, and its version.
 *
 * `own` records (a quick record, an ABC, an observation) take revisions from their author alone; others add an account of
 * their own. `joint` records (a child, an adult) are edited by several and may clash. A definition holds data, words and
 * rules, never layout.
 */
export interface Definition<F extends Fields = Fields> {
  /** Also the folder name on the wire and on disk: never renamed. */
  readonly kind: string
  readonly version: number
  readonly keeping: 'joint' | 'own'
  readonly title: string
  readonly fields: F
  /** Where the record's id follows from its child's: whether these changes to that record keep to it. Checked at the endpoint's door. */
  readonly fits?: (record: string, changes: Changes) => boolean
  /** From version n to n + 1, part by part, at reading; stored text is never rewritten. */
  readonly upgrade?: Readonly<Record<number, (part: string, value: Value | null) => Changes>>
}
export type AnswersOf<D> = D extends { fields: infer F } ? { readonly [K in keyof F]: AnswerOf<F[K]> } : never

export function defineRecord<const F extends Fields>(form: Definition<F>): Definition<F> {
  return form
}

export function blank<F extends Fields>(form: Definition<F>): AnswersOf<Definition<F>> {
  // Each field's own shape gives its blank.
  return Object.fromEntries(Object.entries(form.fields).map(([name, field]) => [name, blankOf(field)])) as AnswersOf<Definition<F>>
}

/** Answers from a record's parts (`field/part`). Parts of fields this version does not know are left alone. */
export function answersFrom<F extends Fields>(form: Definition<F>, parts: Parts): AnswersOf<Definition<F>> {
  const byField = new Map<string, Record<string, Value>>()
  for (const [key, value] of Object.entries(parts)) {
    const { field, part } = partName(key)
    const own = byField.get(field) ?? {}
    own[part] = value
    byField.set(field, own)
  }
  return Object.fromEntries(
    Object.entries(form.fields).map(([name, field]) => [name, answerOf(field, byField.get(name) ?? {})]),
  ) as AnswersOf<Definition<F>>
}

/** What was touched between two sets of answers, as `field/part`. */
export function touched<F extends Fields>(form: Definition<F>, before: AnswersOf<Definition<F>>, after: AnswersOf<Definition<F>>): Changes {
  const changes: Record<string, Value | null> = {}
  for (const [name, field] of Object.entries(form.fields)) {
    const key = name as keyof F
    if (before[key] === after[key]) continue
    for (const [part, value] of Object.entries(changesBetween(field, before[key], after[key]))) changes[`${name}/${part}`] = value
  }
  return changes
}

/** `before/` is field `before` with its single part; `roots/r1/text` is part `r1/text` of field `roots`. */
export function partName(key: string): { field: string; part: string } {
  const slash = key.indexOf('/')
  return slash < 0 ? { field: key, part: '' } : { field: key.slice(0, slash), part: key.slice(slash + 1) }
}

/** Words added to a record after it was closed are kept under this part, whatever the form. */
export const addendumWords = 'addendum/'
/** A reviewer's question about a signed record, kept as an addendum of its own: asking never edits. */
export const questionWords = 'question/'
const addendumField: Field = { shape: 'text', label: 'Added later', long: true }
/** When a paper copy was written that was typed in here, whatever the form: the record itself says when it was typed. */
export const paperPart = 'paper/'
export const paperField = aMoment({ label: 'Written on paper at' })
/** What any form may hold besides its own questions. No form has a field of these names. */
const reserved: ReadonlyMap<string, Field> = new Map<string, Field>([['addendum', addendumField], ['question', addendumField], ['paper', paperField]])

/** The same form with the question of its paper copy, which comes last. */
export const withPaper = <F extends Fields>(form: Definition<F>): Definition<F & { readonly paper: MomentField }> => ({ ...form, fields: { ...form.fields, paper: paperField } })

/**
 * Whether changes have the shape this form gives them: the guard at disk, wire and import, never a bar to keeping a draft.
 * Names the parts that do not fit; never their values.
 */
export function misfits(form: Definition, changes: Changes): string[] {
  return Object.entries(changes).flatMap(([key, value]) => {
    const { field, part } = partName(key)
    // A part may be called anything at all: `constructor/` is no field of any form.
    const asked = reserved.get(field) ?? (Object.hasOwn(form.fields, field) ? form.fields[field] : undefined)
    const schema = asked && key.includes('/') ? acceptsPart(asked, part) : null
    return schema && (value === null || v.is(schema, value)) ? [] : [key]
  })
}
