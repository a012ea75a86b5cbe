import { parentLanguages, parentWords } from '../pack/parent-copy'
import { incident } from '../records/incident'
import type { AnswersOf } from '../schema/definition'
import type { Line } from '../schema/faces'
import { linesOf } from '../schema/faces'
import type { Say } from '../schema/field'

type Answers = AnswersOf<typeof incident>

/** What may be said to the parents of a child who was hurt and not held: the rest tells of another's. */
const ofAnyChild: readonly string[] = ['children', 'when', 'ended', 'place', 'placeWords']

/** Names and times need no translation. */
const saysItself: readonly string[] = ['children', 'when', 'ended']

const languageOf = (language: string) => parentLanguages.find(({ names }) => names.includes(language.trim().toLowerCase()))

export interface ParentCopy {
  readonly title: string
  readonly opening: string
  readonly lines: readonly Line[]
  readonly talk: string
  readonly reply: string
  readonly support: string
  /** Of the fixed words, where it is not English; what people wrote stays in English and says so. */
  readonly language: string | null
}

/**
 * What a parent receives of an incident: the fields marked for parents and nothing else, other children's rows left out and
 * their names taken from every word. Made from the answers each time, so it can hold nothing the record does not say.
 */
export function parentCopy(answers: Answers, { about, called, say, others, language = '' }: { about: string; called: string; say: Say; others: readonly string[]; language?: string }): ParentCopy {
  const theirs = languageOf(language)
  const word = (key: string, usual: string) => theirs?.words[key] ?? say.word(`for-parent.${key}`, parentWords[key] ?? say.word(key, usual))
  const fixed = (key: string) => word(key, '').replaceAll('{name}', called)
  const isHeld = answers.children.includes(about)
  const kind = (isHeld ? answers.interventions.find((row) => row.child === about || row.child === null)?.kind : null) ?? 'other'
  const own = { ...answers, children: [about] }
  return {
    title: fixed('parent.title'),
    opening: fixed(Object.hasOwn(parentWords, `parent.opening.${kind}`) ? `parent.opening.${kind}` : 'parent.opening.other'),
    lines: linesOf(incident, own, { ...say, word }, { audience: 'parent', about, without: others }).filter(({ field }) => isHeld || ofAnyChild.includes(field))
      .map((line) => (theirs && !saysItself.includes(line.field) ? { ...line, words: `${line.words} (${fixed('parent.not-translated')})` } : line)),
    talk: fixed('parent.talk'),
    reply: fixed('parent.reply'),
    support: fixed('parent.support'),
    language: theirs?.code ?? null,
  }
}
