import { forms } from '../../domain/records/catalogue'
import { child } from '../../domain/records/child'
import { worry } from '../../domain/records/worry'
import type { Definition } from '../../domain/schema/definition'
import type { Field, Fields, Option, Say } from '../../domain/schema/field'
import { blankOf, signed, wordsOf } from '../../domain/schema/field'

/** How an answer is written by hand: on a line or several, by ticking, on a scale, as a day or a time, or in rows of their own. */
export type ByHand =
  | { readonly way: 'line' }
  | { readonly way: 'lines'; readonly count: number }
  | { readonly way: 'tick'; readonly several: boolean; readonly options: readonly Option[] }
  | { readonly way: 'scale'; readonly steps: readonly { readonly step: string; readonly anchor: string }[] }
  | { readonly way: 'day' }
  | { readonly way: 'moment' }
  | { readonly way: 'rows'; readonly row: string; readonly count: number; readonly of: readonly Question[] }

/** One question of a form on paper. */
export interface Question {
  readonly name: string
  readonly label: string
  readonly hint: string
  /** Where it only arises after another answer: `If “Anyone hurt?” is “Yes”`. */
  readonly when: string
  readonly byHand: ByHand
}

/** So many rows are printed; more go on a second sheet. */
const rowCount = 4

const isSubject = (field: Field): boolean => 'subject' in field && field.subject === true
/** About a child, or part of an incident: the rest are lists the office keeps. */
const isAboutAChild = ({ kind, fields }: Definition): boolean => kind === child.kind || Object.values(fields).some((field) => isSubject(field) || field.shape === 'record')
/** Every form but one: a worry about safety goes to the safeguarding lead, in the setting's own way, and on no sheet of ours. */
export const printable = (): readonly Definition[] => forms.filter((form) => isAboutAChild(form) && form.kind !== worry.kind)

/** A form's questions as they stand on an empty sheet, from its definition alone. Whom it is about is asked at its head. */
export function questionsOf(form: Definition, word: Say['word']): readonly Question[] {
  const about = Object.entries(form.fields).find(([, field]) => isSubject(field))?.[0]
  return asked(form.fields, form.kind, word).filter(({ name }) => name !== about)
}

function asked(fields: Fields, key: string, word: Say['word']): Question[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const byHand = handOf(field, `${key}.${name}`, word)
    const when = byHand && arises(name, fields, { key, word })
    return byHand === null || when === null ? [] : [{ name, label: word(`${key}.${name}.label`, field.label), hint: field.hint === undefined ? '' : word(`${key}.${name}.hint`, field.hint), when, byHand }]
  })
}

function handOf(field: Field, key: string, word: Say['word']): ByHand | null {
  switch (field.shape) {
    case 'text': return field.long ? { way: 'lines', count: 4 } : { way: 'line' }
    case 'choice': return { way: 'tick', several: false, options: said(field.options, word) }
    case 'choices': return { way: 'tick', several: true, options: said(field.options, word) }
    case 'duration': return { way: 'tick', several: false, options: said(field.options, word) }
    case 'scale': return { way: 'scale', steps: stepsOf(field, field.anchors) }
    // Each who looks writes a name and a number.
    case 'scores': return { way: 'rows', row: word('blank.view', 'View'), count: 3, of: [{ name: 'who', label: word('blank.who', 'Who looked'), hint: '', when: '', byHand: { way: 'line' } }, { name: 'score', label: field.label, hint: '', when: '', byHand: { way: 'scale', steps: stepsOf(field) } }] }
    case 'drawing': return { way: 'lines', count: 6 }
    case 'day': return { way: 'day' }
    case 'moment': return { way: 'moment' }
    case 'person': return { way: 'line' }
    case 'people': return { way: 'line' }
    case 'rows': return { way: 'rows', row: field.row, count: rowCount, of: asked(field.of, key, word).map(shorter) }
    // What an id points to is chosen on the tablet.
    case 'record':
    case 'refs': return null
  }
}
/** Within a row there is less room. */
const shorter = (question: Question): Question => (question.byHand.way === 'lines' ? { ...question, byHand: { way: 'lines', count: 2 } } : question)
const said = (options: readonly Option[], word: Say['word']): Option[] => options.map((one) => ({ ...one, label: word(`code.${one.code}`, one.label) }))
const stepsOf = ({ from, to }: { readonly from: number; readonly to: number }, anchors: Readonly<Record<number, string>> = {}) =>
  Array.from({ length: to - from + 1 }, (_, index) => ({ step: from < 0 ? signed(from + index) : String(from + index), anchor: anchors[from + index] ?? '' }))

// --- when a question arises

interface Speaking {
  readonly key: string
  readonly word: Say['word']
}

/**
 * After which answer a question arises, in words; empty: always; null: never on paper, since only the tablet gives it (who took
 * on a sealed letter). Found by trying each answer of each other question on an otherwise empty form.
 */
function arises(name: string, fields: Fields, { key, word }: Speaking): string | null {
  const rule = fields[name]?.asked
  const blank = Object.fromEntries(Object.entries(fields).map(([one, field]) => [one, blankOf(field)]))
  if (!rule || rule(blank)) return ''
  const found = Object.entries(fields).filter(([other]) => other !== name).flatMap(([other, field]) => {
    const answers = triesOf(field).filter((answer) => rule({ ...blank, [other]: answer }))
    return answers.length === 0 ? [] : [saidOf(word(`${key}.${other}.label`, field.label), field, answers, word)]
  })
  if (found.length > 0) return `If ${found.join(', or ')}`
  const own = fields[name]
  return own && triesOf(own).some((answer) => rule({ ...blank, [name]: answer })) ? null : 'If it applies'
}

/** Answers to try: each code of a question with codes, and for the others some answer. */
function triesOf(field: Field): unknown[] {
  switch (field.shape) {
    case 'choice': return field.options.map(({ code }) => code)
    case 'choices': return field.options.map(({ code }) => [code])
    case 'text': return ['…']
    case 'person': return ['somebody']
    case 'people': return [['somebody']]
    case 'moment': return [{ wall: '2026-01-01T00:00', zone: 'Europe/London', precision: 'exact' }]
    default: return []
  }
}
function saidOf(label: string, field: Field, answers: readonly unknown[], word: Say['word']): string {
  const all = triesOf(field)
  if (!('options' in field) || answers.length === all.length) return `“${label}” is answered`
  const say: Say = { adult: String, child: String, word }
  return `“${label}” is ${answers.map((answer) => `“${wordsOf(field, answer, say)}”`).join(' or ')}`
}
