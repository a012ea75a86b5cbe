import type { AnswersOf, Definition } from './definition'
import type { Audience, Field, Fields, Moment, Row, RowsField, Say, Shape } from './field'
import { wordsOf } from './field'
import { withoutNames } from './names'
import { shortLength } from './short-length'

/**
 * The faces of a form: its lines for print and reading, its row for a spreadsheet, and the answers each audience may have.
 * What a parent or the county receives follows from the definition, so no copy is ever made with a black pen.
 */

export interface Line {
  readonly field: string
  readonly label: string
  readonly words: string
}
export interface Face {
  /** Who the copy is for; left out: staff of the setting. */
  readonly audience?: Audience
  /** The child a parent's copy is about: any other child is then "another child". */
  readonly about?: string
  /** Names of other children: in a parent's copy, words that hold one say "another child" instead, however it is written. */
  readonly without?: readonly string[]
  /** The same of children who had no part in it: of these an everyday word without a capital stays a word. */
  readonly withoutUnlessWords?: readonly string[]
  /** Whether the reader may see restricted answers (`people.ts`). Left out: no. */
  readonly sensitive?: boolean
}

// Shapes a county fact may have: codes and numbers. No words, names, days or ids leave a setting this way, however marked.
const coded: readonly Shape[] = ['choice', 'choices', 'scale', 'duration']

function mayHave(field: Field, audience: Audience): boolean {
  const wanted = field.for ?? 'setting'
  if (audience === 'setting') return true
  if (audience === 'county') return field.shape === 'rows' ? Object.values(field.of).some((sub) => mayHave(sub, 'county')) : wanted === 'county' && coded.includes(field.shape)
  return wanted !== 'setting'
}
const isAsked = (field: Field, answers: Readonly<Record<string, unknown>>): boolean => field.asked === undefined || field.asked(answers)
// The same answers, read by name.
const byName = (answers: unknown) => answers as Readonly<Record<string, unknown>>

/** Only the answers this audience may have, of the questions that arose. Restricted ones are for the county to count, not for a parent's copy. */
export function forAudience<F extends Fields>(
  form: Definition<F>,
  answers: AnswersOf<Definition<F>>,
  audience: Audience,
): Partial<AnswersOf<Definition<F>>> {
  const given = byName(answers)
  return Object.fromEntries(
    Object.entries(form.fields).flatMap(([name, field]) =>
      isAsked(field, given) && mayHave(field, audience) && !(audience === 'parent' && field.restricted) ? [[name, answerFor(field, given[name], audience)]] : [],
    ),
    // A part of the same answers under the same names.
  ) as Partial<AnswersOf<Definition<F>>>
}

/** Of rows, a parent has none that are sensitive; the county has each row's codes and nothing that says which row, whose or when. */
function answerFor(field: Field, answer: unknown, audience: Audience): unknown {
  if (field.shape !== 'rows' || audience === 'setting') return answer
  if (audience === 'parent') return (answer as readonly Row[]).filter((row) => !field.sensitive?.(row))
  const codes = Object.entries(field.of).filter(([, sub]) => mayHave(sub, 'county'))
  return (answer as readonly Row[]).map((row) => Object.fromEntries(codes.map(([name]) => [name, row[name]])))
}

/** A form's answers as lines to read: in the form's order, without blanks and questions that did not arise. */
export function linesOf<F extends Fields>(form: Definition<F>, answers: AnswersOf<Definition<F>>, say: Say, face: Face = {}): Line[] {
  const { audience = 'setting', sensitive = false } = face
  const given = withLength(form, byName(forAudience(form, answers, audience)))
  const saying = sayFor(say, face)
  return Object.entries(form.fields).flatMap(([name, field]) => {
    if (!(name in given) || (field.restricted && !sensitive)) return []
    const words = spoken(field, given[name], { say: saying, face, key: `${form.kind}.${name}` })
    return words === '' ? [] : [{ field: name, label: say.word(`${form.kind}.${name}.label`, field.label), words }]
  })
}

/** Where nobody said how long it took, and its times alone would say that it took none: what they come to. */
export function withLength(form: Definition, given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (form.fields['duration']?.shape !== 'duration' || given['duration'] !== null) return given
  // Every form with a start has it in `when`, and its end, if it asks, in `ended`: a moment by the field's own shape.
  const at = (name: string) => (form.fields[name]?.shape === 'moment' ? ((given[name] ?? null) as Moment | null) : null)
  return { ...given, duration: shortLength(at('when'), at('ended')) }
}

function sayFor(say: Say, { audience = 'setting', about }: Face): Say {
  if (audience === 'setting') return say
  return { ...say, child: (id) => (id === about ? say.child(id) : say.word('say.another-child', 'another child')) }
}

interface Speaking {
  readonly say: Say
  readonly face: Face
  readonly key: string
}
function spoken(field: Field, answer: unknown, speaking: Speaking): string {
  if (field.shape !== 'rows') return inWords(field, answer, speaking)
  return (answer as readonly Row[])
    .filter((row) => isTheirs(field, row, speaking.face))
    .map((row) => rowWords(field, row, speaking))
    .filter(Boolean)
    .join('\n')
}
function inWords(field: Field, answer: unknown, { say, face: { audience = 'setting', without = [], withoutUnlessWords = [] } }: Speaking): string {
  const words = wordsOf(field, answer, say)
  return audience === 'setting' || field.shape !== 'text' ? words : withoutNames(words, { always: without, unlessWords: withoutUnlessWords }, say.word('say.another-child', 'another child'))
}
/** A sensitive row is for those who may read it; in a parent's copy, a row that is about another child is left out whole too. */
function isTheirs(field: RowsField, row: Row, { audience = 'setting', about, sensitive = false }: Face): boolean {
  if (field.sensitive?.(row) && (!sensitive || audience !== 'setting')) return false
  if (audience === 'setting' || about === undefined) return true
  return Object.entries(field.of).every(([name, sub]) => sub.shape !== 'person' || sub.of !== 'child' || row[name] === null || row[name] === about)
}
/** A row names each of its answers: "Yes, no" would say nothing. */
function rowWords(field: RowsField, row: Row, speaking: Speaking): string {
  const { say, face: { audience = 'setting', sensitive = false }, key } = speaking
  return Object.entries(field.of)
    .flatMap(([name, sub]) => {
      const isHeld = mayHave(sub, audience) && isAsked(sub, row) && !(sub.restricted && (!sensitive || audience === 'parent'))
      const words = isHeld ? inWords(sub, row[name], speaking) : ''
      if (words === '') return []
      const label = say.word(`${key}.${name}.label`, sub.label)
      return [label.endsWith('?') ? `${label} ${words}` : `${label}: ${words}`]
    })
    .join('; ')
}

// A cell that begins like this is run as a formula by a spreadsheet, also behind spaces, and in full-width signs.
const formula = /^[\s\u200B\uFEFF]*[=+\-@＝＋－＠]|^[\t\r\n]/u

/** One cell, always quoted. What a spreadsheet would run gets an apostrophe in front, and is then shown as text. */
export function csvCell(words: string): string {
  const safe = formula.test(words) ? `'${words}` : words
  return `"${safe.replaceAll('"', '""')}"`
}

const columns = (form: Definition, { audience = 'setting', sensitive = false }: Face) =>
  Object.entries(form.fields).filter(
    ([, field]) => mayHave(field, audience) && !(field.restricted && (!sensitive || audience === 'parent')),
  )

export const csvHeader = (form: Definition, say: Say, face: Face = {}): string =>
  columns(form, face)
    .map(([name, field]) => csvCell(say.word(`${form.kind}.${name}.label`, field.label)))
    .join(',')

/** One record as one row, a cell for every column of `csvHeader` with the same face. */
export function csvRow<F extends Fields>(form: Definition<F>, answers: AnswersOf<Definition<F>>, say: Say, face: Face = {}): string {
  const said = new Map(linesOf(form, answers, say, face).map((line) => [line.field, line.words]))
  return columns(form, face)
    .map(([name]) => csvCell(said.get(name) ?? ''))
    .join(',')
}

/** Begins with a byte order mark, without which a spreadsheet on Windows misreads every accent. */
export const csvFile = (header: string, rows: readonly string[]): string => `\uFEFF${[header, ...rows].join('\r\n')}\r\n`
