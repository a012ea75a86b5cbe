import type { Checkpoint } from '../history/read'
import { namesOf, withoutNames } from '../schema/names'
import type { Field, Fields, Row } from '../schema/field'

/** Another child of the setting, and every way in which they are written. */
export interface OtherChild {
  readonly id: string
  readonly names: readonly string[]
}
export type Clean = (words: string, about: readonly string[]) => string

/** Compared without accents, capitals and signs: whatever `withoutNames` finds, this finds too. */
const plain = (words: string): string =>
  words.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/['\u2018\u2019\u02BC`]/g, "'").replace(/[-\u2010\u2011\u2013]/g, '-').replace(/\s+/g, ' ')

// Where words are not set apart by spaces, or carry what belongs to them, a name ends within a word.
const runsOn = /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]/u
const escaped = (words: string): string => words.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')
function runOnFinder(names: readonly string[]): RegExp | null {
  const sought = [...new Set(names.filter((name) => runsOn.test(name)).flatMap((name) => [name.normalize('NFC'), name.normalize('NFD')]))].sort((a, b) => b.length - a.length)
  return sought.length === 0 ? null : new RegExp(sought.map(escaped).join('|'), 'giu')
}

/**
 * Takes other children's names from words. Of those whom the record is about (`about`) every way of writing goes; of anybody
 * else an everyday word without its capital stays a word. Only names that stand somewhere in `told` are sought at all.
 */
export function cleaner(others: readonly OtherChild[], told: Iterable<string>, instead: string): Clean {
  // Codes and ids stand in every record, and most words of a short note in the next one.
  const hay = [...new Set(told)].map(plain).join('\n')
  const present = others.map(({ id, names }) => ({ id, names: names.filter((name) => hay.includes(plain(name).trim())) })).filter(({ names }) => names.length > 0)
  const runOn = runOnFinder(present.flatMap(({ names }) => names))
  const takenBy = new Map<string, { readonly always: readonly string[]; readonly unlessWords: readonly string[] }>()
  const takenFor = (about: readonly string[]) => {
    const key = about.join()
    const found = takenBy.get(key) ?? {
      always: present.filter(({ id }) => about.includes(id)).flatMap(({ names }) => names),
      unlessWords: present.filter(({ id }) => !about.includes(id)).flatMap(({ names }) => names),
    }
    takenBy.set(key, found)
    return found
  }
  return (words, about) => {
    if (present.length === 0 || words === '') return words
    const whole = withoutNames(words, takenFor(about), instead)
    return runOn ? whole.replaceAll(runOn, instead) : whole
  }
}

/** Everything that somebody wrote in these records. */
export function* wordsIn(records: readonly Checkpoint[]): Generator<string> {
  for (const { parts, late, addenda } of records) {
    for (const standing of Object.values(parts)) for (const [, value] of standing) if (typeof value === 'string') yield value
    for (const { changes } of [...late, ...addenda]) for (const value of Object.values(changes)) if (typeof value === 'string') yield value
  }
}

/** The same answers with their free words cleaned: codes, days, numbers and ids stay as they are. */
export function cleanedAnswers<A extends object>(fields: Fields, answers: A, clean: (words: string) => string): A {
  // Each field's answer keeps its shape.
  return Object.fromEntries(Object.entries(answers).map(([name, answer]) => [name, fields[name] ? cleanedAnswer(fields[name], answer, clean) : answer])) as A
}
function cleanedAnswer(field: Field, answer: unknown, clean: (words: string) => string): unknown {
  if (field.shape === 'text') return clean(answer as string) // A text field answers with text.
  return field.shape === 'rows' ? (answer as readonly Row[]).map((row) => cleanedAnswers(field.of, row, clean)) : answer
}

/** Every child but one, by all the ways in which their records, also those that were taken back, have ever let them stand. */
export function othersThan(children: readonly Checkpoint[], child: string): OtherChild[] {
  const ways = (one: Checkpoint): string[] => ['name/', 'knownAs/'].flatMap((part) => (one.parts[part] ?? []).flatMap(([, value]) => (typeof value === 'string' ? namesOf({ name: value, knownAs: '' }) : [])))
  const found = children.find(({ record }) => record === child)
  // A name that this child bears too says nothing, nor does the surname of a parent.
  const parents = found ? Object.entries(found.parts).flatMap(([part, standing]) => (/^parents\/[^/]+\/name$/.test(part) ? standing.flatMap(([, value]) => (typeof value === 'string' && /\s/.test(value.trim()) ? (value.trim().split(/\s+/).at(-1) ?? '') : [])) : [])) : []
  const own = new Set([...(found ? ways(found) : []), ...parents].map((name) => plain(name)))
  return children.filter(({ record }) => record !== child).map((one) => ({ id: one.record, names: [...new Set(ways(one))].filter((name) => !own.has(plain(name))) }))
}
