import { childrenOf } from '../history/about'
import type { Checkpoint, Outside, Source } from '../history/read'
import { view, wordsAdded } from '../history/read'
import { byText, trueTime } from '../history/revision'
import type { Pack } from '../pack/pack'
import { isDrawn } from '../people'
import { account } from '../records/account'
import { calmScript } from '../records/calm-script'
import { formOf } from '../records/catalogue'
import { adultDebrief } from '../records/debrief'
import { incident } from '../records/incident'
import { observation, ofOneChildAlone } from '../records/observation'
import { planReading } from '../records/plan'
import { telling } from '../records/telling'
import { worry } from '../records/worry'
import type { AnswersOf, Definition } from '../schema/definition'
import { blank, questionWords } from '../schema/definition'
import type { Line } from '../schema/faces'
import { csvCell, csvFile, csvHeader, csvRow, forAudience, linesOf } from '../schema/faces'
import type { Field, Fields, Moment, Row, RowsField, Say } from '../schema/field'
import { blankOf } from '../schema/field'
import { asProposed } from './afterwards'
import { paperIn, paperTimes } from './paper'
import { isTakenBack } from './told-by-mistake'

/**
 * A child's records in the order things happened, for print and to take away. The bundle is about one child: any other child
 * is "another child", and rows about them are left out. Free words stand as they were written.
 */

type Answers = AnswersOf<Definition>
/** Answers, read by name. */
type Answered = Readonly<Record<string, unknown>>

/** Whose bundle it is and who reads it. */
export interface Reader {
  readonly child: string
  readonly mayRead: (checkpoint: Checkpoint) => boolean
  /** Whether restricted answers may be read. */
  readonly sensitive: boolean
  readonly say: Say
  readonly wallAt: (ms: number) => string
  /** Of this child, as their record has them. */
  readonly parents: readonly { readonly id: string; readonly name: string; readonly relation: string }[]
  /** An incident's number in the setting's book; null until it was received. */
  readonly numberOf: (incident: string) => number | null
  /** The number that people were told before the office went back to an earlier copy, where that is another. */
  readonly formerNumberOf?: (incident: string) => number | null
}
export interface Later {
  /** Words added on purpose, a reviewer's question, or a late edit that is only proposed. */
  readonly what: 'added' | 'asked' | 'proposed'
  readonly author: string
  /** `YYYY-MM-DDTHH:mm`. */
  readonly wall: string
  readonly words: string
}
export interface ChronologyEntry {
  readonly record: string
  readonly form: Definition
  /** The highest version of the form that wrote any of it: above the form's own, there is more than this app can read. */
  readonly version: number
  /** When it happened, as its author said, else when it was first written, on paper or here: `YYYY-MM-DDTHH:mm`. */
  readonly wall: string
  /** When it was written on paper, and when that was typed in; null for one that was begun on a tablet. */
  readonly paper: { readonly written: Moment; readonly typed: string } | null
  /** The book's number of the incident it is, or belongs to. */
  readonly number: number | null
  /** The one it was told under before, where that is another: a number never changes in silence. */
  readonly former?: number
  /** An adult's id. */
  readonly author: string
  readonly state: 'open' | 'log' | 'closed' | 'signed' | 'withdrawn'
  /** As this child's; blank in a record that was withdrawn. */
  readonly answers: Answers
  readonly lines: readonly Line[]
  readonly later: readonly Later[]
  /** Two versions of some answer stand, of which the later is shown. */
  readonly isClashing: boolean
}

/**
 * Never in a bundle: a worry about safety, which only its author and the safeguarding lead may know of; what an adult says in
 * their own account or debrief. A calm script is nothing that happened.
 */
const keptOut: readonly string[] = [worry.kind, adultDebrief.kind, account.kind, calmScript.kind, planReading.kind]

/** Oldest first. Who was told of an incident stands only with an incident that may be read. */
export function chronologyOf(checkpoints: readonly Checkpoint[], reader: Reader): ChronologyEntry[] {
  const entries = checkpoints.flatMap((one) => entryOf(one, reader))
  const held = new Set(entries.map(({ record }) => record))
  return entries
    .filter(({ form, answers }) => form.kind !== telling.kind || held.has(incidentIn(form, answers) ?? ''))
    .sort((a, b) => byText(a.wall, b.wall) || byText(a.record, b.record))
}

function entryOf(checkpoint: Checkpoint, as: Reader): ChronologyEntry[] {
  const form = formOf(checkpoint.kind)
  if (!form || keptOut.includes(form.kind) || !as.mayRead(checkpoint)) return []
  // What is kept close on a drawn tool is on no staff print, whoever prints it.
  const reader = isDrawn(form.kind) ? { ...as, sensitive: false } : as
  if (form.kind === telling.kind) return tellingEntry(checkpoint, reader)
  const { answers: all, clashes } = view(form, checkpoint)
  const { first, withdrawn, freeze, record, version } = checkpoint
  const moment = Object.entries(form.fields).find(([, field]) => field.shape === 'moment')
  // A moment field answers with a moment or null.
  const when = moment ? (given(all)[moment[0]] as Moment | null) : null
  const children = childrenOf(form, checkpoint)
  const answers = withdrawn ? blank(form) : ofThisChild(alone(form, children), all, reader)
  const of = form.kind === incident.kind ? record : incidentIn(form, all)
  const onPaper = paperIn(checkpoint)
  const paper = onPaper && !withdrawn ? { written: onPaper.written, typed: reader.wallAt(trueTime(onPaper.typed)) } : null
  const said = when ?? onPaper?.written
  const begun = { record, form, version, paper, ...numbersOf(of, reader), author: first.author, wall: said?.wall.replace(' ', 'T').slice(0, 16) ?? reader.wallAt(trueTime(first)) }
  if (withdrawn) return [{ ...begun, state: 'withdrawn', answers, lines: [], later: [], isClashing: false }]
  return [{
    ...begun,
    state: freeze === null ? 'open' : freeze.act === 'sign' ? 'signed' : 'closed',
    answers,
    // An id of another record says nothing to a reader. Put in words when they are read: most who ask for hundreds of entries read few.
    get lines() {
      return linesOf(form, answers, apart(reader), { sensitive: reader.sensitive }).filter(({ field }) => form.fields[field]?.shape !== 'record')
    },
    later: laterIn(form, checkpoint, { ...reader, children }),
    isClashing: clashes.length > 0,
  }]
}

function numbersOf(of: string | null, { numberOf, formerNumberOf }: Reader): Pick<ChronologyEntry, 'number' | 'former'> {
  const former = of === null ? null : (formerNumberOf?.(of) ?? null)
  return { number: of === null ? null : numberOf(of), ...(former !== null && { former }) }
}
/** '' where it has none. */
export const numberWords = ({ number, former }: Pick<ChronologyEntry, 'number' | 'former'>): string =>
  number === null ? '' : former === undefined ? String(number) : `${number} (${former} before)`

/** The incident that a record belongs to. */
function incidentIn(form: Definition, answers: Answers): string | null {
  const field = Object.entries(form.fields).find(([, asked]) => asked.shape === 'record' && asked.kind === incident.kind)
  // A record field answers with an id or null.
  return field ? (given(answers)[field[0]] as string | null) : null
}
const isNumbered = (form: Definition): boolean => form.kind === incident.kind || Object.values(form.fields).some((field) => field.shape === 'record' && field.kind === incident.kind)

/**
 * Of the log of an incident, what this child's parents were told, and when. That somebody must not be told, and that the
 * council was told in their place, is no part of it whoever reads: a bundle may come into a parent's hands. So it also goes by
 * the first line of those, and not by whoever began the log.
 */
const toldAlone: Definition = { ...telling, fields: { incident: telling.fields.incident, told: telling.fields.told } }

function tellingEntry(checkpoint: Checkpoint, reader: Reader): ChronologyEntry[] {
  if (checkpoint.withdrawn) return []
  const { incident: of, told: all } = view(telling, checkpoint).answers
  const told = all.filter((line) => line.child === reader.child && !isTakenBack(line)).sort((a, b) => byText(a.at?.wall ?? '9', b.at?.wall ?? '9'))
  const first = told[0]
  if (!first) return []
  const { record, version } = checkpoint
  const called = (row: string) => {
    const parent = reader.parents.find(({ id }) => id === row)
    return [parent?.name, parent?.relation].filter(Boolean).join(', ')
  }
  const answers: Answers = { ...blank(toldAlone), incident: of, told: told.map((row) => ({ ...row, parent: called(row.parent) })) }
  return [{
    record, form: toldAlone, version, answers, state: 'log', paper: null, later: [], isClashing: false,
    ...numbersOf(of, reader),
    author: first.by ?? checkpoint.first.author,
    wall: first.at?.wall.replace(' ', 'T').slice(0, 16) ?? reader.wallAt(trueTime(checkpoint.first)),
    lines: linesOf(toldAlone, answers, apart(reader)).filter(({ field }) => field === 'told'),
  }]
}

// --- one child's

const anotherChild = 'another-child'
const given = (answers: unknown) => answers as Answered
const apart = ({ say }: Pick<Reader, 'say'>): Say => ({ ...say, child: (id) => (id === anotherChild ? say.word('say.another-child', 'another child') : say.child(id)) })

/** A form and what of it says of which child it was: an observation of several has numbers that may be any one's. */
interface Whose {
  readonly form: Definition
  readonly nobodys: readonly string[]
}
const alone = (form: Definition, children: readonly string[]): Whose => ({ form, nobodys: form.kind === observation.kind && new Set(children).size > 1 ? ofOneChildAlone : [] })

/** The answers this reader may have, as they are about this child: whatever is made of them can hold no others. */
function ofThisChild({ form, nobodys }: Whose, answers: Answers, reader: Reader): Answers {
  // Each field's answer keeps its shape.
  return Object.fromEntries(Object.entries(form.fields).map(([name, field]) => [name, nobodys.includes(name) ? blankOf(field) : theirs(field, given(answers)[name], reader)])) as Answers
}
function theirs(field: Field, answer: unknown, reader: Reader): unknown {
  const { child, sensitive } = reader
  if (field.restricted && !sensitive) return blankOf(field)
  // Each answer is of its field's shape.
  switch (field.shape) {
    case 'person': return field.of === 'child' && answer !== null && answer !== child ? anotherChild : answer
    case 'people': return field.of === 'child' ? (answer as readonly string[]).map((id) => (id === child ? id : anotherChild)) : answer
    case 'rows': return (answer as readonly Row[]).filter((row) => isTheirs(field, row, child) && (sensitive || !field.sensitive?.(row))).map((row) => ({ ...row, ...Object.fromEntries(Object.entries(field.of).map(([name, sub]) => [name, theirs(sub, row[name], reader)])) }))
    default: return answer
  }
}
const isTheirs = (field: RowsField, row: Row, child: string): boolean =>
  Object.entries(field.of).every(([name, sub]) => sub.shape !== 'person' || sub.of !== 'child' || row[name] === null || row[name] === child)

// --- what came later

function laterIn(form: Definition, { addenda, late }: Checkpoint, reader: Reader & { readonly children: readonly string[] }): Later[] {
  const by = ({ source }: { readonly source: Source }) => ({ author: source.author, wall: reader.wallAt(trueTime(source)) })
  return [
    ...addenda.map((one): Later => ({ what: one.changes[questionWords] === undefined ? 'added' : 'asked', ...by(one), words: wordsAdded(one) })),
    ...late.map((one): Later => ({ what: 'proposed', ...by(one), words: proposedWords(form, one, reader) })),
  ]
}

/** `children`: whom the record is about without the late edit, which may bring another. */
function proposedWords(form: Definition, { changes }: Outside, { children, ...reader }: Reader & { readonly children: readonly string[] }): string {
  const { form: always, answers, removed } = asProposed(form, changes, reader)
  const { children: brought } = given(answers)
  // A list of ids in every form that asks it.
  const added = Array.isArray(brought) ? (brought as readonly string[]) : []
  const lines = linesOf(always, ofThisChild(alone(always, [...children, ...added]), answers, reader), apart(reader), { sensitive: reader.sensitive })
  return [...lines.map(({ label, words }) => `${label} ${words}`), ...(removed.length > 0 ? [`Taken away: ${removed.join(', ')}`] : [])].join('\n')
}

// --- what is looked at

/** Days are `YYYY-MM-DD`, both included; no kind ticked is every kind. */
export interface ChronologyFilter {
  readonly from: string | null
  readonly to: string | null
  readonly kinds: readonly string[]
}
export const everything: ChronologyFilter = { from: null, to: null, kinds: [] }

export function within(entries: readonly ChronologyEntry[], { from, to, kinds }: ChronologyFilter): ChronologyEntry[] {
  return entries.filter(({ wall, form }) => (from === null || wall.slice(0, 10) >= from) && (to === null || wall.slice(0, 10) <= to) && (kinds.length === 0 || kinds.includes(form.kind)))
}

// --- to take away

export const stateWords: Readonly<Record<ChronologyEntry['state'], string>> = { open: 'Not finished yet', log: 'Added to as it goes on', closed: 'Closed', signed: 'Signed', withdrawn: 'Taken back' }
const laterLabels: Readonly<Record<Later['what'], string>> = { added: 'Added later', asked: 'Asked', proposed: 'Proposed addition' }
export const laterWords = ({ what, author, wall }: Later, say: Say): string => `${laterLabels[what]}, ${say.adult(author)}, ${wall.slice(8, 10)}/${wall.slice(5, 7)}/${wall.slice(0, 4)} ${wall.slice(11)}`

/** The records of one kind as a spreadsheet: a row a record, a column a question, and what came later in the last but one. */
export function csvOf(asked: Definition, entries: readonly ChronologyEntry[], reader: Pick<Reader, 'say' | 'sensitive'>): string {
  const { say, sensitive } = reader
  // A log is held in part, and its form says in which.
  const form = entries.find((entry) => entry.form.kind === asked.kind)?.form ?? asked
  const cells = (words: readonly string[]) => words.map(csvCell).join(',')
  return csvFile(
    [cells(['Date and time', 'Written by', 'On paper', 'State', ...(isNumbered(form) ? ['Number'] : [])]), csvHeader(form, say, { sensitive }), cells(['Added later', 'Record'])].join(','),
    entries
      .filter((entry) => entry.form.kind === form.kind)
      .map(({ wall, author, paper, state, answers, later, record, ...of }) =>
        [
          cells([wall.replace('T', ' '), say.adult(author), paper ? paperTimes(paper.written, paper.typed) : '', stateWords[state], ...(isNumbered(form) ? [numberWords(of)] : [])]),
          csvRow(form, answers, apart(reader), { sensitive }),
          cells([later.map((one) => `${laterWords(one, say)}: ${one.words}`).join('\n'), record]),
        ].join(','),
      ),
  )
}

/**
 * A child's records as data. Every time is a wall time, `YYYY-MM-DDTHH:mm`. `answers` are by field name, as the form of that
 * `kind` and `formVersion` has them: text, a code, a list of codes or ids, a number, a moment or duration, or rows; blank
 * answers are left out. Any child but this one is `another-child`; an adult is an id of `adults`.
 */
export interface ChildFile {
  readonly format: 'steps-toolkit.child-records'
  readonly version: 1
  readonly madeAt: string
  readonly setting: string
  readonly pack: Pick<Pack, 'name' | 'version' | 'validFrom'>
  readonly child: { readonly id: string; readonly name: string }
  readonly filter: ChronologyFilter
  readonly adults: Readonly<Record<string, string>>
  readonly records: readonly {
    readonly id: string
    readonly kind: string
    readonly title: string
    readonly formVersion: number
    /** Above `formVersion`, a newer app wrote answers that are not in this file. */
    readonly writtenVersion: number
    readonly when: string
    /** The book's number of the incident it is, or belongs to. */
    readonly number: number | null
    readonly former?: number
    readonly author: string
    /** Of one that was on paper first: `typed` is when it was typed in. Null for one that was begun on a tablet. */
    readonly paper: ChronologyEntry['paper']
    readonly state: ChronologyEntry['state']
    readonly answers: Answered
    readonly later: readonly Later[]
  }[]
}

type Head = Pick<ChildFile, 'madeAt' | 'setting' | 'pack' | 'filter'>
export function childFile(entries: readonly ChronologyEntry[], { child, say }: Pick<Reader, 'child' | 'say'>, { madeAt, setting, pack, filter }: Head): ChildFile {
  const { name, version, validFrom } = pack
  const records = entries.map(({ record, form, version: writtenVersion, wall, number, former, author, paper, state, answers, later }) => ({
    id: record, kind: form.kind, title: say.word(`${form.kind}.title`, form.title),
    // Answers of an older version were brought up to this one at reading.
    formVersion: form.version, writtenVersion,
    when: wall, number, ...(former !== undefined && { former }), author, paper, state, later,
    answers: notBlank(form.fields, given(forAudience(form, answers, 'setting'))),
  }))
  const ids = new Set(records.flatMap(({ kind, author, answers, later }) => [author, ...later.map((one) => one.author), ...adultsIn(formOf(kind)?.fields ?? {}, answers)]))
  return {
    format: 'steps-toolkit.child-records', version: 1, madeAt, setting, pack: { name, version, validFrom }, child: { id: child, name: say.child(child) }, filter,
    adults: Object.fromEntries([...ids].sort(byText).map((id) => [id, say.adult(id)])),
    records,
  }
}

function notBlank(fields: Fields, answers: Answered): Answered {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]) => {
      const answer = answers[name]
      if (answer === undefined || JSON.stringify(answer) === JSON.stringify(blankOf(field))) return []
      return [[name, field.shape === 'rows' ? (answer as readonly Row[]).map((row) => ({ id: row.id, ...notBlank(field.of, row) })) : answer]]
    }),
  )
}
function adultsIn(fields: Fields, answers: Answered): string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const answer = answers[name]
    if (answer === undefined) return []
    if (field.shape === 'rows') return (answer as readonly Answered[]).flatMap((row) => adultsIn(field.of, row))
    // One id, or several.
    return (field.shape === 'person' || field.shape === 'people') && field.of === 'adult' ? ([answer].flat() as string[]) : []
  })
}

/** Says when it was made and what is in it, and never whose it is: a file name is read over a shoulder. */
export const fileName = (madeAt: string, what: { readonly kind: string } | 'json'): string =>
  `${what === 'json' ? 'chronology' : `chronology-${what.kind}`}-${madeAt.replace('T', '-').replaceAll(':', '')}.${what === 'json' ? 'json' : 'csv'}`
