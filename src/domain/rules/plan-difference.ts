import type { PlanSection } from '../pack/plans'
import { planSections } from '../pack/plans'
import { plan } from '../records/plan'
import type { Field, Row, RowField, RowsField, Say } from '../schema/field'
import { wordsOf } from '../schema/field'
import type { PlanAnswers } from './plan-state'
import { fieldsIn } from './plan-tasks'

type Name = keyof typeof plan.fields

/** What belongs to one version alone, or is a record of its own: no difference between two. */
const apart: ReadonlySet<Name> = new Set(['childAskedOn', 'childWhyNot', 'views', 'audit', 'signatures', 'inUseFrom'])
/** Who looks after it, from when and how far along is told with what it is about. */
const first: readonly Name[] = ['coordinator', 'from', 'cycle', 'tier']
/** What somebody said of one version: the next begins without, since they are asked again (`next-plan.ts`). In rows, by cell. */
const voices: ReadonlySet<Name> = new Set(['childState', 'childWays', 'childPicks', 'childView', 'childWords', 'childDrawing'])
const voiceCells: Partial<Readonly<Record<Name, readonly string[]>>> = { parents: ['state', 'words'], sources: ['state', 'words'] }
/** Which answers of a section two versions are compared by. */
export const comparedIn = (section: PlanSection): readonly Name[] => [...(section === 'about' ? first : []), ...fieldsIn[section].filter((name) => !apart.has(name))]

/** A stretch of a text as it was and is: in both, new, or no longer there. */
export interface Piece {
  readonly kind: 'same' | 'added' | 'gone'
  readonly words: string
}
export interface Difference {
  /** `moved`: the same rows, in another order. `asked`: of whoever is asked again, and has not answered yet. */
  readonly kind: 'added' | 'gone' | 'changed' | 'moved' | 'asked'
  readonly label: string
  /** Of an answer in a row: the words that row is known by. */
  readonly of?: string
  /** Empty where the order alone is another, and where nobody has answered. */
  readonly pieces: readonly Piece[]
}
export interface SectionDifference {
  readonly section: PlanSection
  readonly differences: readonly Difference[]
}

interface Reader {
  readonly say: Say
  /** Whether whoever reads may read restricted answers. */
  readonly sensitive: boolean
}

/** What a later version of a plan says that an earlier one did not, section by section in a plan's order; sections alike are left out. */
export function planDifference(before: PlanAnswers, after: PlanAnswers, reader: Reader): SectionDifference[] {
  return planSections.flatMap(({ code }) => {
    const differences = askedOnce(comparedIn(code).flatMap((name) => differencesIn(name, { was: before[name], is: after[name], reader })))
    return differences.length === 0 ? [] : [{ section: code, differences }]
  })
}

/** Whoever is asked again is asked all of it: one line for each. */
function askedOnce(all: readonly Difference[]): Difference[] {
  const first = new Map<string, Difference>()
  for (const one of all) if (one.kind === 'asked' && !first.has(one.of ?? '')) first.set(one.of ?? '', one)
  return all.filter((one) => one.kind !== 'asked' || first.get(one.of ?? '') === one)
}

function differencesIn(name: Name, { was, is, reader }: { readonly was: unknown; readonly is: unknown; readonly reader: Reader }): Difference[] {
  const field: Field = plan.fields[name]
  if (field.restricted && !reader.sensitive) return []
  const key = `${plan.kind}.${name}`
  // A field's answers are of its own shape.
  if (field.shape === 'rows') return rowDifferences(field, { was: was as readonly Row[], is: is as readonly Row[], reader, key, voices: voiceCells[name] ?? [] })
  const found = differenceOf(field, { was, is, reader, label: labelOf(field, key, reader), isVoice: voices.has(name) })
  return found ? [found] : []
}
const labelOf = (field: Field, key: string, { say }: Reader): string => say.word(`${key}.label`, field.label)

interface Two<A> {
  readonly was: A
  readonly is: A
  readonly reader: Reader
}
interface InRows {
  readonly key: string
  /** Cells that hold what somebody said of one version. */
  readonly voices: readonly string[]
}
/** Null: it says the same. */
function differenceOf(field: Exclude<Field, RowsField>, { was, is, reader, label, isVoice }: Two<unknown> & { readonly label: string; readonly isVoice: boolean }): Difference | null {
  const [old, now] = [wordsOf(field, was, reader.say), wordsOf(field, is, reader.say)]
  // Two drawings are both "a drawing"; the later is another one.
  if (old === now) return field.shape === 'drawing' && was !== is ? { kind: 'changed', label, pieces: [{ kind: 'added', words: reader.say.word('say.another-drawing', 'Another drawing') }] } : null
  if (old === '') return { kind: 'added', label, pieces: [{ kind: 'added', words: now }] }
  if (now === '') return isVoice ? { kind: 'asked', label, pieces: [] } : { kind: 'gone', label, pieces: [{ kind: 'gone', words: old }] }
  return { kind: 'changed', label, pieces: field.shape === 'text' ? pieces(old, now) : [{ kind: 'gone', words: old }, { kind: 'added', words: now }] }
}

function rowDifferences(field: RowsField, { was, is, reader, key, voices }: Two<readonly Row[]> & InRows): Difference[] {
  const seen = (rows: readonly Row[]) => rows.filter((row) => reader.sensitive || !field.sensitive?.(row))
  const [old, now] = [seen(was), seen(is)]
  const label = labelOf(field, key, reader)
  const byId = new Map(old.map((row) => [row.id, row]))
  const stayed = new Set(now.map(({ id }) => id))
  const whole = (row: Row, kind: 'added' | 'gone'): Difference[] => {
    const words = rowLines(field, row, { reader, key })
    return words.length === 0 ? [] : [{ kind, label, pieces: words.map((one) => ({ kind, words: one })) }]
  }
  const order = (rows: readonly Row[]) => rows.flatMap(({ id }) => (byId.has(id) && stayed.has(id) ? [id] : [])).join()
  return [
    ...now.flatMap((row): Difference[] => {
      const before = byId.get(row.id)
      return before ? cellDifferences(field, { was: before, is: row, reader, key, voices }) : whole(row, 'added')
    }),
    ...old.filter(({ id }) => !stayed.has(id)).flatMap((row) => whole(row, 'gone')),
    ...(order(old) === order(now) ? [] : [{ kind: 'moved' as const, label, pieces: [] }]),
  ]
}

/** When somebody was asked, and why they had not answered, was so for one version. */
const ofOneVersion: readonly string[] = ['askedOn', 'whyNot']
/** The cells of a row that are compared and that this reader may read. */
const cellsOf = (field: RowsField, { sensitive }: Reader): [string, RowField][] => Object.entries(field.of).filter(([name, cell]) => !ofOneVersion.includes(name) && (sensitive || !cell.restricted))

function cellDifferences(field: RowsField, { was, is, reader, key, voices }: Two<Row> & InRows): Difference[] {
  const of = nameOf(field, is, reader) || nameOf(field, was, reader)
  return cellsOf(field, reader).flatMap(([name, cell]) => {
    const found = differenceOf(cell, { was: was[name], is: is[name], reader, label: labelOf(cell, `${key}.${name}`, reader), isVoice: voices.includes(name) })
    return found ? [{ ...found, of }] : []
  })
}

/** The cell that a row is known by: its first text, else the first that says anything. */
function namedBy(field: RowsField, row: Row, reader: Reader): readonly [string, RowField] | null {
  const saying = cellsOf(field, reader).filter(([name, cell]) => wordsOf(cell, row[name], reader.say) !== '')
  return saying.find(([, cell]) => cell.shape === 'text') ?? saying[0] ?? null
}
function nameOf(field: RowsField, row: Row, reader: Reader): string {
  const [name, cell] = namedBy(field, row, reader) ?? []
  return name === undefined || cell === undefined ? '' : wordsOf(cell, row[name], reader.say)
}
/** What it is known by, then `Who sees to it: Gwen` of the rest. */
function rowLines(field: RowsField, row: Row, { reader, key }: { readonly reader: Reader; readonly key: string }): string[] {
  const [named] = namedBy(field, row, reader) ?? []
  const rest = cellsOf(field, reader).flatMap(([name, cell]) => {
    const words = name === named ? '' : wordsOf(cell, row[name], reader.say)
    const label = labelOf(cell, `${key}.${name}`, reader)
    return words === '' ? [] : [`${label}${label.endsWith('?') ? '' : ':'} ${words}`]
  })
  return [nameOf(field, row, reader), ...rest].filter((words) => words !== '')
}

/** A text in sentences and lines, each with the white space after it: put together they are the text. */
const sentences = (text: string): string[] => text.match(/[^.!?\n]+(?:[.!?]+|$)?[”’"')]*\s*|\s+|[.!?]+\s*/g) ?? []
/** Longer texts than so many sentences are shown whole, old and new: to find their common parts would hold a tablet up. */
const mostSentences = 400

/** Sentence by sentence, what stayed, what went and what came: the longest common sequence, what went before what came. */
export function pieces(was: string, is: string): Piece[] {
  const [old, now] = [sentences(was), sentences(is)]
  if (old.length > mostSentences || now.length > mostSentences) return [{ kind: 'gone', words: was }, { kind: 'added', words: is }]
  const same = (i: number, j: number) => old[i]?.trim() === now[j]?.trim()
  // `common[i][j]`: how many sentences the rest of both have in common.
  const common = Array.from({ length: old.length + 1 }, () => new Uint16Array(now.length + 1))
  const at = (i: number, j: number) => common[i]?.[j] ?? 0
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const row = common[i]
    for (let j = now.length - 1; row && j >= 0; j -= 1) row[j] = same(i, j) ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  }
  const found: Piece[] = []
  const put = (kind: Piece['kind'], words = '') => {
    const last = found.at(-1)
    if (last?.kind === kind) found[found.length - 1] = { kind, words: last.words + words }
    else found.push({ kind, words })
  }
  let [i, j] = [0, 0]
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && same(i, j)) {
      put('same', now[j])
      i += 1
      j += 1
    } else if (i < old.length && (j >= now.length || at(i + 1, j) >= at(i, j + 1))) put('gone', old[i++])
    else put('added', now[j++])
  }
  return found.map(({ kind, words }) => ({ kind, words: words.trim() })).filter(({ words }) => words !== '')
}
