import type { Translation } from '../pack/parent-copy'
import { parentWords, supportLines } from '../pack/parent-copy'
import { incident } from '../records/incident'
import type { AnswersOf, Definition } from '../schema/definition'
import { linesOf, withLength } from '../schema/faces'
import type { Duration, Field, Moment, Option, Say } from '../schema/field'
import { lengthOf } from '../schema/field'

type Answers = AnswersOf<typeof incident>

/** What may be said to the parents of a child who was hurt and not held: when and where, and the marks seen on their own child. The rest tells of another's. */
const ofAnyChild: readonly string[] = ['children', 'when', 'ended', 'place', 'placeWords', 'marks']

/** Words and the language they are in, so that a voice reads them as they are spoken; null for a name, which has none. */
export interface Said {
  readonly words: string
  readonly lang: string | null
}
/** One question: what was said, or rows that each hold questions of their own. */
export interface CopyLine {
  readonly field: string
  readonly label: Said
  readonly says: readonly Said[]
  readonly rows: readonly (readonly CopyLine[])[]
}
export interface ParentCopy {
  /** Of the copy: words in any other are not translated. `en`, or the code of the parent's language. */
  readonly lang: string
  readonly dir: 'ltr' | 'rtl'
  readonly title: Said
  readonly opening: Said
  readonly lines: readonly CopyLine[]
  /** Of a record that was on paper first: when it was written, and when that was typed in. */
  readonly paper: Said | null
  readonly talk: Said
  readonly reply: Said
  readonly yourName: Said
  readonly giveBack: Said
  readonly support: Said
  readonly help: readonly Said[]
  readonly notTranslated: Said
  /** What marks the sheet as private. */
  readonly personal: Said
}

const localeOf = (lang: string) => (lang === 'en' ? 'en-GB' : lang)
/** `YYYY-MM-DD…` as that language says a day. A wall time is read as it stands, in no zone. */
export const dayIn = (lang: string, wall: string): string => new Intl.DateTimeFormat(localeOf(lang), { timeZone: 'UTC', dateStyle: 'long' }).format(new Date(`${wall.slice(0, 10)}T00:00Z`))
const momentIn = (lang: string, wall: string) => new Intl.DateTimeFormat(localeOf(lang), { timeZone: 'UTC', dateStyle: 'full', timeStyle: 'short', hourCycle: 'h23' }).format(new Date(`${wall.slice(0, 16)}Z`))
function lengthIn(lang: string, minutes: number): string {
  const { number, unit } = lengthOf(minutes)
  return new Intl.NumberFormat(localeOf(lang), { style: 'unit', unit, unitDisplay: 'long' }).format(number)
}

interface Asked {
  readonly about: string
  readonly called: string
  readonly say: Say
  /** Every other child of the setting, and how they are written: to be taken from every word. */
  readonly others: readonly { readonly id: string; readonly names: readonly string[] }[]
  /** When it was written on paper, and the wall time at which that was typed in. */
  readonly paper?: { readonly written: Moment; readonly typed: string } | null
  /** The parent's language; null for English. */
  readonly translation?: Translation | null
}

/**
 * What a parent receives of an incident: the fields marked for parents and nothing else, other children's rows left out and
 * their names taken from every word. Made from the answers each time, so it can hold nothing the record does not say.
 *
 * In the parent's language where the pack has it: fixed words, choices, days and times. A phrase without a translation, and
 * whatever people wrote, stays in English, is never left out, and says which language it is in.
 */
export function parentCopy(answers: Answers, { about, called, say, others, paper = null, translation = null }: Asked): ParentCopy {
  const lang = translation?.code ?? 'en'
  const isHeld = answers.children.includes(about)
  const inIt = new Set([...answers.children, ...answers.childrenHurt, ...answers.childrenNear])
  const namesOf = (some: Asked['others']) => some.flatMap(({ names }) => names)
  const taken = { without: namesOf(others.filter(({ id }) => inIt.has(id))), withoutUnlessWords: namesOf(others.filter(({ id }) => !inIt.has(id))) }
  const interventions = answers.interventions.filter((row) => row.child === about || row.child === null)
  // A mark on an adult is not theirs to read, nor one of a child nobody named where several were in it.
  const marks = answers.marks.filter(({ body, child }) => body !== 'adult' && (child === about || (child === null && inIt.size === 1 && isHeld)))
  const kind = (isHeld ? interventions[0]?.kind : null) ?? 'other'
  const phrase = phrasesIn(translation, say)
  const fixed = (key: string): Said => {
    const { words, lang } = phrase(key, key)
    return { words: words.replaceAll('{name}', called), lang }
  }

  function linesFor(form: Definition, answered: AnswersOf<Definition>): CopyLine[] {
    const given = withLength(form, answered)
    return linesOf(form, answered, say, { audience: 'parent', about, ...taken }).flatMap(({ field: name, words }): CopyLine[] => {
      const field = form.fields[name]
      if (field === undefined) return []
      const key = `${form.kind}.${name}`
      const line = { field: name, label: phrase(`${key}.label`, field.label), says: [], rows: [] }
      if (field.shape !== 'rows') return [{ ...line, says: saidOf(field, given[name], words) }]
      // A row is a little form of its own; linesOf reads it by the same rules.
      const row = { ...form, kind: key, fields: field.of }
      return [{ ...line, rows: (given[name] as readonly AnswersOf<Definition>[]).map((one) => linesFor(row, one)).filter((one) => one.length > 0) }]
    })
  }
  function measured(inLanguage: (lang: string) => string, precision: Moment['precision']): Said[] {
    if (precision === 'exact') return [{ words: inLanguage(lang), lang }]
    const around = phrase('parent.about', '{when}')
    return [{ words: around.words.replaceAll('{when}', inLanguage(around.lang)), lang: around.lang }]
  }
  // What an answer may be follows from its field's shape; `words` are its English, other children's names already taken out.
  function saidOf(field: Field, answer: unknown, words: string): Said[] {
    const choice = (options: readonly Option[], code: string) => phrase(`code.${code}`, options.find((option) => option.code === code)?.label ?? code)
    switch (field.shape) {
      case 'choice':
        return [choice(field.options, answer as string)]
      case 'choices':
        return (answer as readonly string[]).map((code) => choice(field.options, code))
      case 'moment': {
        const { wall, precision } = answer as Moment
        return measured((where) => momentIn(where, wall), precision)
      }
      case 'duration': {
        const { minutes, precision, band = '' } = answer as Duration
        return minutes === null ? [choice(field.options, band)] : measured((where) => lengthIn(where, minutes), precision)
      }
      case 'text':
        return [{ words, lang: 'en' }]
      default:
        return [{ words, lang: null }]
    }
  }

  function onPaper({ written, typed }: NonNullable<Asked['paper']>): Said {
    const { words, lang: own } = phrase('parent.paper', '{when} {typed}')
    const [when] = measured((where) => momentIn(where, written.wall), written.precision)
    return { words: words.replace('{when}', when?.words ?? '').replace('{typed}', momentIn(own, typed)), lang: own }
  }

  return {
    lang,
    dir: translation?.dir ?? 'ltr',
    title: fixed('parent.title'),
    opening: fixed(Object.hasOwn(parentWords, `parent.opening.${kind}`) ? `parent.opening.${kind}` : 'parent.opening.other'),
    lines: linesFor(incident, { ...answers, children: [about], interventions, marks }).filter(({ field }) => isHeld || ofAnyChild.includes(field)),
    paper: paper && onPaper(paper),
    talk: fixed('parent.talk'),
    reply: fixed('parent.reply'),
    yourName: fixed('parent.your-name'),
    giveBack: fixed('parent.give-back'),
    support: fixed('parent.support'),
    help: supportLines.map(fixed),
    notTranslated: fixed('parent.not-translated'),
    personal: fixed('parent.personal'),
  }
}

/**
 * A phrase by its key, in the parent's language or in English. A setting's pack comes first in both: its own translation
 * stands under `for-parent.<language>.<key>`, and where it calls a thing by another English name, ours no longer translates it.
 */
function phrasesIn(translation: Translation | null, say: Say) {
  return (key: string, usual: string): { words: string; lang: string } => {
    const plain = parentWords[key] ?? usual
    const english = say.word(`for-parent.${key}`, parentWords[key] ?? say.word(key, usual))
    const ours = translation?.words[english === plain ? key : `${key}/${english}`] ?? ''
    const theirs = translation ? say.word(`for-parent.${translation.code}.${key}`, ours) : ''
    return translation && theirs !== '' ? { words: theirs, lang: translation.code } : { words: english, lang: 'en' }
  }
}
