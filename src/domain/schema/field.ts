import { generateKeyBetween } from 'fractional-indexing'
import * as v from 'valibot'

/**
 * Field shapes: what one question on a form may hold.
 *
 * A shape is a closed word (`text`, `rows`, ...). It decides how an answer is cut into parts, and a part is the grain at
 * which two people's edits merge: a `text` is one part, so two edits to it clash; a `rows` has parts for every row, so
 * both people's rows survive. Part names live in stored data for ever and are never renamed.
 */

/** Who may receive an answer: staff of the setting (the default), also the parent, or also the county as a coded fact. */
export type Audience = 'setting' | 'parent' | 'county'

/**
 * A wall-clock time as a person gave it; never turned into an instant in storage. `band` says how wide "about" is. A time
 * that the tablet stamped by itself has `ms` too, its clock then (since 1970): seconds, and which of two one-o'clocks.
 */
export interface Moment {
  readonly wall: string
  readonly zone: string
  readonly precision: 'exact' | 'about' | 'band'
  readonly band?: string
  readonly ms?: number
}

/** How long something lasted, in minutes, or a band's code where a number would claim too much. */
export interface Duration {
  readonly minutes: number | null
  readonly precision: 'exact' | 'about' | 'band'
  readonly band?: string
}

/** The value of one part. */
export type Value = string | number | boolean | Moment | Duration
/** Parts of one answer, by the name after the field's slash; `''` where the shape has a single part. */
export type Parts = Readonly<Record<string, Value>>
/** What an edit did: `field/part` to its new value, or null where the part was taken away. Absent means untouched. */
export type Changes = Readonly<Record<string, Value | null>>

export interface Option {
  readonly code: string
  readonly label: string
  readonly hint?: string
  /** Of several answers, the one that says there is none of the others. */
  readonly none?: true
}

interface Common {
  readonly label: string
  readonly hint?: string
  readonly for?: Audience
  /** Shown only to adults who may read sensitive answers (`people.ts`). */
  readonly restricted?: boolean
  /** Whether the question arises, given the other answers. Left out: always. */
  readonly asked?: (answers: Readonly<Record<string, unknown>>) => boolean
}
export interface TextField extends Common { readonly shape: 'text'; readonly long?: boolean }
export interface ChoiceField extends Common { readonly shape: 'choice'; readonly options: readonly Option[] }
export interface ChoicesField extends Common { readonly shape: 'choices'; readonly options: readonly Option[] }
export interface ScaleField extends Common { readonly shape: 'scale'; readonly from: number; readonly to: number; readonly anchors?: Readonly<Record<number, string>> }
/** One number from each of several people who look at the same thing: one part each, so that two people's views both stand. */
export interface ScoresField extends Common { readonly shape: 'scores'; readonly from: number; readonly to: number; /** Those who are no adult of the setting. */ readonly raters: readonly Option[] }
/** Strokes of a finger or a pen on a sheet of 1000 by 750: one part. */
export interface DrawingField extends Common { readonly shape: 'drawing' }
export interface DayField extends Common { readonly shape: 'day' }
export interface MomentField extends Common { readonly shape: 'moment' }
export interface DurationField extends Common { readonly shape: 'duration'; readonly options: readonly Option[] }
/** One adult or child, by id. `subject` marks the child the record is about. */
export interface PersonField extends Common { readonly shape: 'person'; readonly of: 'adult' | 'child'; readonly subject?: boolean }
export interface PeopleField extends Common { readonly shape: 'people'; readonly of: 'adult' | 'child'; readonly subject?: boolean }
/** Another record this one came from, by id. */
export interface RecordField extends Common { readonly shape: 'record'; readonly kind: string }
/** What this came from or leads to, by id: other records of the child, or other rows of the same record. */
export interface RefsField extends Common { readonly shape: 'refs'; readonly to: 'records' | 'rows' }
export interface RowsField<F extends RowFields = RowFields> extends Common {
  readonly shape: 'rows'
  readonly row: string
  readonly of: F
  /** Rows that only those who may read sensitive answers are shown (`people.ts`), and no parent's copy holds. Left out: none. */
  readonly sensitive?: (row: Readonly<Record<string, unknown>>) => boolean
}

/** What may stand inside a row: shapes of one part, choices and people. */
export type RowField = TextField | ChoiceField | ChoicesField | ScaleField | DayField | MomentField | DurationField | PersonField | PeopleField | RefsField | ScoresField | DrawingField
export type RowFields = Readonly<Record<string, RowField>>
export type Field = TextField | ChoiceField | ChoicesField | ScaleField | DayField | MomentField | DurationField | PersonField | PeopleField | RefsField | ScoresField | DrawingField | RecordField | RowsField
export type Shape = Field['shape']
export type Fields = Readonly<Record<string, Field>>

/** By who looked: an adult's id, or a word for someone who is no adult of the setting (`raters` in a form). */
export type Scores = Readonly<Record<string, number>>

/** A row keeps its id and its rank (a fractional index: two rows added at one place both stay, in one order). */
export type Row<F extends RowFields = RowFields> = { readonly id: string; readonly rank: string } & { readonly [K in keyof F]: AnswerOf<F[K]> }

export type AnswerOf<F> = F extends { shape: 'text' } ? string
  : F extends { shape: 'choices' | 'people' | 'refs' } ? readonly string[]
  : F extends { shape: 'scale' } ? number | null
  : F extends { shape: 'scores' } ? Scores
  : F extends { shape: 'moment' } ? Moment | null
  : F extends { shape: 'duration' } ? Duration | null
  : F extends { shape: 'rows'; of: infer R extends RowFields } ? readonly Row<R>[]
  : string | null

/** How an adult's or a child's name, and a word of the pack, are said: handed in, so that a face never looks anything up. */
export interface Say {
  readonly adult: (id: string) => string
  readonly child: (id: string) => string
  readonly word: (key: string, usual: string) => string
}

interface ShapeRules<F extends Field, A> {
  readonly blank: A
  /** The parts an answer is kept as; a blank answer has none. */
  readonly parts: (field: F, answer: A) => Parts
  /** The answer that parts come to. Unknown parts are ignored here and stay in the record. */
  readonly answer: (field: F, parts: Parts) => A
  /** What the part of that name may hold; null where the shape has no such part. */
  readonly accepts: (field: F, part: string) => v.GenericSchema | null
  readonly words: (field: F, answer: A, say: Say) => string
}

/** 200,000 characters are kept, sent and read back; more than this is refused at the doors, in words. */
export const longestText = 250_000
const textSchema = v.pipe(v.string(), v.maxLength(longestText))
const codeSchema = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9.-]{0,63}$/, 'a code'))
const idSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'an id'))
/** `10,20 14,26;300,40 310,44`: points of a stroke by spaces, strokes by semicolons. */
const drawingSchema = v.pipe(v.string(), v.maxLength(120_000), v.regex(/^\d{1,4},\d{1,4}(?:[ ;]\d{1,4},\d{1,4})*$/, 'strokes'))
const daySchema = v.pipe(v.string(), v.isoDate())
const momentSchema = v.looseObject({
  wall: v.pipe(v.string(), v.isoDateTime()),
  zone: v.pipe(v.string(), v.maxLength(64)),
  precision: v.picklist(['exact', 'about', 'band']),
  band: v.optional(codeSchema),
  // Years of four figures, with some to spare for zones: any other instant is on no calendar, and a page that shows it stops.
  ms: v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(Date.parse('0010-01-01T00:00Z')), v.maxValue(Date.parse('9990-01-01T00:00Z')))),
})
const durationSchema = v.looseObject({
  minutes: v.nullable(v.pipe(v.number(), v.minValue(0), v.maxValue(60 * 24 * 7))),
  precision: v.picklist(['exact', 'about', 'band']),
  band: v.optional(codeSchema),
})

/** A fractional index that the next row can be put after; anything else would stop the list from growing. */
const rankSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(256), v.check(isRank, 'a rank'))
function isRank(text: string): boolean {
  try {
    return generateKeyBetween(text, null) > text
  } catch {
    // The library says no by throwing.
    return false
  }
}

const optionWords = (field: ChoiceField | ChoicesField | DurationField, code: string, say: Say): string =>
  say.word(`code.${code}`, field.options.find((option) => option.code === code)?.label ?? code)

/** A shape whose whole answer is one part. */
function single<F extends Field, A extends Value | null>(rules: {
  schema: (field: F) => v.GenericSchema
  words: (field: F, answer: NonNullable<A>, say: Say) => string
}): ShapeRules<F, A | null> {
  return {
    blank: null,
    parts: (_field, answer): Parts => (answer === null ? {} : { '': answer }),
    // The door checked the part against this field's own schema before it was kept.
    answer: (_field, parts) => (parts[''] ?? null) as A | null,
    accepts: (field, part) => (part === '' ? rules.schema(field) : null),
    words: (field, answer, say) => (answer === null ? '' : rules.words(field, answer, say)),
  }
}

/** A shape whose answer is a set of codes or ids: one part each, so that two people's ticks both stay. */
function many<F extends Field>(rules: { schema: v.GenericSchema<string>; order: (field: F) => readonly string[]; words: (field: F, one: string, say: Say) => string }): ShapeRules<F, readonly string[]> {
  return {
    blank: [],
    parts: (_field, answer) => Object.fromEntries(answer.map((one) => [one, true])),
    answer: (field, parts) => {
      const place = new Map(rules.order(field).map((code, index) => [code, index]))
      const at = (code: string) => place.get(code) ?? place.size
      return Object.keys(parts).filter((code) => parts[code] === true).sort((a, b) => at(a) - at(b) || (a < b ? -1 : 1))
    },
    accepts: (_field, part) => (v.is(rules.schema, part) ? v.literal(true) : null),
    words: (field, answer, say) => answer.map((one) => rules.words(field, one, say)).filter(Boolean).join(', '),
  }
}

const text: ShapeRules<TextField, string> = {
  blank: '',
  parts: (_field, answer): Parts => (answer === '' ? {} : { '': answer }),
  answer: (_field, parts) => (typeof parts[''] === 'string' ? parts[''] : ''),
  accepts: (_field, part) => (part === '' ? textSchema : null),
  words: (_field, answer) => answer,
}

/** `+4`, `0`, `−4`: a minus sign as wide as the plus, never a hyphen. */
export const signed = (score: number): string => (score > 0 ? `+${score}` : score < 0 ? `−${-score}` : '0')

const scores: ShapeRules<ScoresField, Scores> = {
  blank: {},
  parts: (_field, answer) => answer,
  answer: (_field, parts) => Object.fromEntries(Object.entries(parts).filter((part): part is [string, number] => part[0] !== '' && typeof part[1] === 'number')),
  accepts: (field, part) => (v.is(idSchema, part) ? v.pipe(v.number(), v.integer(), v.minValue(field.from), v.maxValue(field.to)) : null),
  words: (field, answer, say) => Object.entries(answer).map(([who, score]) => {
    const rater = field.raters.find(({ code }) => code === who)
    return `${rater ? say.word(`rater.${who}`, rater.label) : say.adult(who)} ${signed(score)}`
  }).join(', '),
}

const rows: ShapeRules<RowsField, readonly Row[]> = {
  blank: [],
  parts: (field, answer) => {
    const parts: Record<string, Value> = {}
    for (const row of answer) {
      parts[row.id] = true
      parts[`${row.id}/rank`] = row.rank
      for (const [name, sub] of Object.entries(field.of)) {
        for (const [part, value] of Object.entries(partsOf(sub, row[name]))) parts[joined(`${row.id}/${name}`, part)] = value
      }
    }
    return parts
  },
  answer: (field, parts) => {
    const ids: string[] = []
    // By `row/name`, told apart in one pass: an incident's rows have hundreds of parts, and Today reads hundreds of incidents.
    const within = new Map<string, Record<string, Value>>()
    for (const [key, value] of Object.entries(parts)) {
      const [id = '', name, ...rest] = key.split('/')
      if (name === undefined) {
        if (value === true) ids.push(id)
        continue
      }
      const own = within.get(`${id}/${name}`) ?? {}
      own[rest.join('/')] = value
      within.set(`${id}/${name}`, own)
    }
    const rows = ids.map((id): Row => {
      const rank = within.get(`${id}/rank`)?.['']
      const row: Record<string, unknown> = { id, rank: typeof rank === 'string' ? rank : '' }
      for (const [name, sub] of Object.entries(field.of)) row[name] = answerOf(sub, within.get(`${id}/${name}`) ?? {})
      return row as Row
    })
    return rows.sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.id < b.id ? -1 : 1))
  },
  accepts: (field, part) => {
    const [id = '', name, ...rest] = part.split('/')
    // One part has one name: a slash at the end would be a second.
    if (!v.is(idSchema, id) || part.endsWith('/')) return null
    if (name === undefined) return v.literal(true)
    if (name === 'rank') return rest.length === 0 ? rankSchema : null
    const sub = Object.hasOwn(field.of, name) ? field.of[name] : undefined
    return sub ? acceptsPart(sub, rest.join('/')) : null
  },
  words: (field, answer, say) =>
    answer.map((row) => Object.entries(field.of).map(([name, sub]) => wordsOf(sub, row[name], say)).filter(Boolean).join(', ')).join('; '),
}

/** In minutes as it was said; in seconds where it was less than one. */
export const lengthOf = (minutes: number): { readonly number: number; readonly unit: 'minute' | 'second' } =>
  minutes > 0 && minutes < 1 ? { number: Math.round(minutes * 60), unit: 'second' } : { number: minutes, unit: 'minute' }

const clock = (wall: string) => `${wall.slice(8, 10)}/${wall.slice(5, 7)}/${wall.slice(0, 4)} ${wall.slice(11, 16)}`

const shapes: { readonly [S in Shape]: ShapeRules<Extract<Field, { shape: S }>, AnswerOf<Extract<Field, { shape: S }>>> } = {
  text,
  choice: single<ChoiceField, string>({ schema: () => codeSchema, words: optionWords }),
  choices: many<ChoicesField>({ schema: codeSchema, order: (field) => field.options.map((option) => option.code), words: optionWords }),
  scale: single<ScaleField, number>({
    schema: (field) => v.pipe(v.number(), v.integer(), v.minValue(field.from), v.maxValue(field.to)),
    words: (field, answer) => [String(answer), field.anchors?.[answer]].filter(Boolean).join(': '),
  }),
  drawing: single<DrawingField, string>({ schema: () => drawingSchema, words: (_field, _answer, say) => say.word('say.drawing', 'A drawing') }),
  day: single<DayField, string>({ schema: () => daySchema, words: (_field, answer) => clock(`${answer}T`).trim() }),
  moment: single<MomentField, Moment>({
    schema: () => momentSchema,
    words: (_field, answer) => (answer.precision === 'exact' ? clock(answer.wall) : `about ${clock(answer.wall)}`),
  }),
  duration: single<DurationField, Duration>({
    schema: () => durationSchema,
    words: (field, answer, say) => {
      if (answer.minutes === null) return answer.band === undefined ? '' : optionWords(field, answer.band, say)
      const { number, unit } = lengthOf(answer.minutes)
      return `${answer.precision === 'exact' ? '' : 'about '}${number} ${number === 1 ? unit : `${unit}s`}`
    },
  }),
  person: single<PersonField, string>({ schema: () => idSchema, words: (field, answer, say) => say[field.of](answer) }),
  people: many<PeopleField>({ schema: idSchema, order: () => [], words: (field, one, say) => say[field.of](one) }),
  scores,
  // An id says nothing to a reader: what it points to is drawn by the page that can open it.
  refs: many<RefsField>({ schema: idSchema, order: () => [], words: () => '' }),
  record: single<RecordField, string>({ schema: () => idSchema, words: (_field, answer) => answer }),
  rows,
}

// The table above pairs each shape with its own rules; TypeScript cannot see that `shapes[field.shape]` is that pair.
const rulesOf = (field: Field): ShapeRules<Field, unknown> => shapes[field.shape] as unknown as ShapeRules<Field, unknown>
const joined = (name: string, part: string): string => (part === '' ? name : `${name}/${part}`)

export const blankOf = (field: Field): unknown => rulesOf(field).blank
export const partsOf = (field: Field, answer: unknown): Parts => rulesOf(field).parts(field, answer)
export const answerOf = (field: Field, parts: Parts): unknown => rulesOf(field).answer(field, parts)
export const wordsOf = (field: Field, answer: unknown, say: Say): string => rulesOf(field).words(field, answer, say)
/** What the part of that name may hold; null where the field has no such part. */
export const acceptsPart = (field: Field, part: string): v.GenericSchema | null => rulesOf(field).accepts(field, part)

/** Parts of the rows that are not the very same object before and after: a tap on one of sixty rows looks at one. */
function partsApart(field: RowsField, before: unknown, after: unknown): [Parts, Parts] {
  // A rows field's answer is its rows.
  const [was, is] = [before as readonly Row[], after as readonly Row[]]
  const [stood, stands] = [new Set(was), new Set(is)]
  return [partsOf(field, was.filter((row) => !stands.has(row))), partsOf(field, is.filter((row) => !stood.has(row)))]
}
/**
 * What changed between two answers to one field, by part name.
 *
 * A row that was edited names itself again (`rowId: true`), so that one adult's edit and another's removal meet as a clash
 * and are asked about, and neither is lost. A removed row is one null; its words stay in the record's history.
 */
export function changesBetween(field: Field, before: unknown, after: unknown): Changes {
  const [old, now] = field.shape === 'rows' ? partsApart(field, before, after) : [partsOf(field, before), partsOf(field, after)]
  const changes: Record<string, Value | null> = {}
  const gone = field.shape === 'rows' ? Object.keys(old).filter((part) => !part.includes('/') && !(part in now)) : []
  const ofGoneRow = (part: string) => gone.some((id) => part.startsWith(`${id}/`))
  for (const [part, value] of Object.entries(now)) {
    if (same(old[part], value)) continue
    changes[part] = value
    const [id = ''] = part.split('/')
    if (field.shape === 'rows' && part !== `${id}/rank`) changes[id] = true
  }
  for (const part of Object.keys(old)) {
    if (part in now || ofGoneRow(part)) continue
    changes[part] = null
    const [id = ''] = part.split('/')
    if (field.shape === 'rows' && id !== part) changes[id] = true
  }
  return changes
}

function same(a: Value | undefined, b: Value): boolean {
  if (typeof a !== 'object' || typeof b !== 'object') return a === b
  const left = Object.entries(a)
  const other = new Map(Object.entries(b))
  return left.length === other.size && left.every(([key, value]) => other.get(key) === value)
}

/** A new row at the end of the list. `id` is a uuid handed in by the caller. */
export function addedRow<F extends RowFields>(field: RowsField<F>, rows: readonly Row<F>[], id: string, answers: Partial<Row<F>> = {}): Row<F> {
  const blanks = Object.fromEntries(Object.entries(field.of).map(([name, sub]) => [name, blankOf(sub)]))
  // Every name of the row's fields is given above or in `answers`.
  return { ...blanks, ...answers, id, rank: generateKeyBetween(rows.at(-1)?.rank || null, null) } as Row<F>
}

// What a definition is written with: the shape's word, and what it needs.
type Given<F> = Omit<F, 'shape'>
export const aText = (given: Given<TextField>): TextField => ({ ...given, shape: 'text' })
export const aChoice = (given: Given<ChoiceField>): ChoiceField => ({ ...given, shape: 'choice' })
export const someChoices = (given: Given<ChoicesField>): ChoicesField => ({ ...given, shape: 'choices' })
export const aScale = (given: Given<ScaleField>): ScaleField => ({ ...given, shape: 'scale' })
export const someScores = (given: Given<ScoresField>): ScoresField => ({ ...given, shape: 'scores' })
export const aDrawing = (given: Given<DrawingField>): DrawingField => ({ ...given, shape: 'drawing' })
export const aDay = (given: Given<DayField>): DayField => ({ ...given, shape: 'day' })
export const aMoment = (given: Given<MomentField>): MomentField => ({ ...given, shape: 'moment' })
export const aDuration = (given: Given<DurationField>): DurationField => ({ ...given, shape: 'duration' })
export const aPerson = (given: Given<PersonField>): PersonField => ({ ...given, shape: 'person' })
export const somePeople = (given: Given<PeopleField>): PeopleField => ({ ...given, shape: 'people' })
export const someRefs = (given: Given<RefsField>): RefsField => ({ ...given, shape: 'refs' })
export const aRecord = (given: Given<RecordField>): RecordField => ({ ...given, shape: 'record' })
export const someRows = <F extends RowFields>(given: Given<RowsField<F>>): RowsField<F> => ({ ...given, shape: 'rows' })
