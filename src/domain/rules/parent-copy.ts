import { parentWords } from '../pack/parent-copy'
import { incident } from '../records/incident'
import type { AnswersOf } from '../schema/definition'
import type { Line } from '../schema/faces'
import { linesOf } from '../schema/faces'
import type { Say } from '../schema/field'

type Answers = AnswersOf<typeof incident>

/** What may be said to the parents of a child who was hurt and not held: the rest tells of another's. */
const ofAnyChild: readonly string[] = ['children', 'when', 'ended', 'place', 'placeWords']

export interface ParentCopy {
  readonly title: string
  readonly opening: string
  readonly lines: readonly Line[]
  readonly talk: string
}

/**
 * What a parent receives of an incident: the fields marked for parents and nothing else, other children's rows left out and
 * their names taken from every word. Made from the answers each time, so it can hold nothing the record does not say.
 */
export function parentCopy(answers: Answers, { about, called, say, others }: { about: string; called: string; say: Say; others: readonly string[] }): ParentCopy {
  const word = (key: string, usual: string) => say.word(`for-parent.${key}`, parentWords[key] ?? say.word(key, usual))
  const fixed = (key: string) => word(key, '').replaceAll('{name}', called)
  const isHeld = answers.children.includes(about)
  const kind = (isHeld ? answers.interventions.find((row) => row.child === about || row.child === null)?.kind : null) ?? 'other'
  const theirs = { ...answers, children: [about] }
  return {
    title: fixed('parent.title'),
    opening: fixed(Object.hasOwn(parentWords, `parent.opening.${kind}`) ? `parent.opening.${kind}` : 'parent.opening.other'),
    lines: linesOf(incident, theirs, { ...say, word }, { audience: 'parent', about, without: others }).filter(({ field }) => isHeld || ofAnyChild.includes(field)),
    talk: fixed('parent.talk'),
  }
}
