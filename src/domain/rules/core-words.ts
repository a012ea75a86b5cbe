import { polePrompts } from '../pack/anxiety'
import { calmSteps, usualCalm } from '../pack/calm'
import { glossary } from '../pack/glossary'
import { probabilitySteps, seriousnessSteps } from '../pack/risk'
import { forms } from '../records/catalogue'
import type { Field } from '../schema/field'

/** A word that a pack may say differently: what it is usually, and where it stands. */
export interface CoreWord {
  readonly key: string
  readonly usual: string
  readonly where: string
}

const treeWords: readonly (readonly [key: string, usual: string])[] = [
  ['tree.head.now', 'What we see now'], ['tree.head.more', 'What we want to see more'], ['tree.row.feelings', 'Feelings'], ['tree.row.roots', 'Experiences'],
]

let made: readonly CoreWord[] | null = null
/** Titles, questions, answers, steps of the calm script and words of the drawn tools; one entry a key. */
export function coreWords(): readonly CoreWord[] {
  if (made) return made
  const words = new Map<string, CoreWord>()
  // An answer that stands in several forms is one word, named after the first.
  const add = (key: string, usual: string, where: string) => void (words.has(key) || words.set(key, { key, usual, where }))
  const addField = (key: string, field: Field, where: string) => {
    add(`${key}.label`, field.label, where)
    if ('options' in field) for (const { code, label } of field.options) add(`code.${code}`, label, `${where}: ${field.label}`)
    if (field.shape === 'rows') for (const [name, sub] of Object.entries(field.of)) addField(`${key}.${name}`, sub, where)
  }
  for (const form of forms) add(`${form.kind}.title`, form.title, 'Name of a form')
  for (const form of forms) for (const [name, field] of Object.entries(form.fields)) addField(`${form.kind}.${name}`, field, form.title)
  for (const step of calmSteps) {
    add(`calm.${step}.say`, usualCalm[step].say, 'Calm script: we say')
    add(`calm.${step}.do`, usualCalm[step].act, 'Calm script: we do')
  }
  for (const [key, usual] of treeWords) add(key, usual, 'Roots and Fruits')
  for (const { key, usual } of Object.values(polePrompts)) add(key, usual, 'Anxiety map')
  for (const { code, label } of [...seriousnessSteps, ...probabilitySteps]) add(`code.${code}`, label, 'Risk calculator')
  for (const { code, term, means } of glossary) {
    add(`glossary.${code}.term`, term, 'Help: what the words mean')
    add(`glossary.${code}`, means, `Help: ${term}`)
  }
  made = [...words.values()]
  return made
}
