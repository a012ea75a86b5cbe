import type { FaceWord } from '../pack/plan-faces'
import { faceWords } from '../pack/plan-faces'
import { plan } from '../records/plan'
import type { Say } from '../schema/field'
import { wordsOf } from '../schema/field'
import type { FlowRow } from './plan-flow'
import { bandsOf, runsOf } from './plan-flow'
import type { PlanAnswers, PlanVersion } from './plan-state'
import type { Wrapped } from './wrapped-lines'
import { linesNeeded, wrapped } from './wrapped-lines'

/**
 * What of a plan goes on a face that is one sheet of A4: which parts, in which order, how long each at most.
 *
 * A sheet has so many lines of 16 points, set in 12 (the child’s: of 26, set in 18). Parts take turns, the first entry of
 * each before the second of any, until the lines run out; what is left out is counted, never cut away unseen. Where all of
 * it fits with room to spare, it is set larger. No restricted answer is on any of them.
 */

/** Lengths in em of the text itself, and in lines of it; `most` lines an entry. */
const sheet = {
  title: { ems: 24 },
  lines: 40,
  health: { ems: 38, most: 3 },
  side: { ems: 13.5, most: 4 },
  // Behind “We see:” and “We say and do:”.
  see: { ems: 21.8, from: 4.4, most: 3 },
  act: { ems: 21.8, from: 8.3, most: 3 },
  asks: { ems: 17.5, most: 3 },
  yes: { ems: 16.5, most: 3 },
  rows: { ems: 22, most: 6 },
  card: { ems: 22, most: 3, title: { ems: 17 } },
  child: { ems: 21, most: 2, lines: 26.5, drawing: 6.8 },
} as const
/** How much larger a sheet may be set: the first of these at which nothing is left out. */
const scales = [1.35, 1.25, 1.18, 1.12, 1.06, 1] as const
interface Scaled {
  /** Times 12 points. */
  readonly scale: number
}
function largest<F extends object>(made: (scale: number) => F, isWhole: (face: F) => boolean): F & Scaled {
  for (const scale of scales) {
    const face = made(scale)
    if (scale === 1 || isWhole(face)) return { ...face, scale }
  }
  return { ...made(1), scale: 1 }
}
const narrowed = <C extends { readonly ems: number; readonly from?: number }>(column: C, scale: number): C => ({ ...column, ems: column.ems / scale })

/** What a part of a face is called. */
export const faceWord = (key: FaceWord, called: string, say: Say): string => say.word(`plan-face.${key}`, faceWords[key]).replaceAll('{name}', called)

interface Entry<T> {
  readonly entry: T
  /** Lines it takes. */
  readonly cost: number
}
interface Wanted<K, T> {
  readonly key: K
  readonly entries: readonly Entry<T>[]
  /** Lines that its heading takes. */
  readonly head: number
}
export interface Part<K, T> {
  readonly key: K
  readonly entries: readonly T[]
  /** How many more stand in the full plan. */
  readonly more: number
}
/** Shares the lines out. A part without entries is left out; where not all of them fit, one that has more keeps a line to say so. */
export function shared<K, T>(wanted: readonly Wanted<K, T>[], lines: number): Part<K, T>[] {
  const parts = wanted.filter(({ entries }) => entries.length > 0).map((part) => ({ ...part, taken: 0, isFull: false }))
  const total = (of: (part: Wanted<K, T>) => number) => parts.reduce((sum, part) => sum + of(part), 0)
  const heads = total(({ head }) => head)
  let left = lines - heads
  if (total(({ entries }) => entries.reduce((sum, { cost }) => sum + cost, 0)) > left) left -= total(({ entries }) => (entries.length > 1 ? 1 : 0))
  while (parts.some(({ isFull }) => !isFull)) {
    for (const part of parts) {
      const next = part.isFull ? undefined : part.entries[part.taken]
      if (next === undefined || next.cost > left) part.isFull = true
      else {
        part.taken += 1
        left -= next.cost
      }
    }
  }
  return parts.map(({ key, entries, taken }) => ({ key, entries: entries.slice(0, taken).map(({ entry }) => entry), more: entries.length - taken }))
}

/** `And 3 more in the full plan`; empty where nothing was left out. */
export const moreWords = ({ entries, more }: Part<unknown, unknown>): string => (more === 0 ? '' : entries.length === 0 ? `${more} in the full plan` : `And ${more} more in the full plan`)

/** Each line of a text is an entry of its own, without signs that began it. */
const linesIn = (text: string): string[] => text.split('\n').map((line) => line.replace(/^\s*[-–•*]\s+/u, '').trim()).filter(Boolean)
const entriesOf = (texts: readonly string[], within: { ems: number; most: number }): Entry<Wrapped>[] =>
  texts.flatMap(linesIn).map((words) => {
    const entry = wrapped(words, within)
    // 4 points between two entries.
    return { entry, cost: entry.lines + 0.25 }
  })
/** In one line: what ends without a stop is given one where more follows. */
const joined = (...texts: readonly string[]): string =>
  texts.flatMap(linesIn).map((one, index, all) => (index === all.length - 1 || /[.!?;:,…”’]$/u.test(one) ? one : `${one}.`)).join(' ')
const namesOf = (answers: PlanAnswers, name: 'responders', say: Say): string => wordsOf(plan.fields[name], answers[name], say)
const labelled = (pairs: readonly (readonly [string, string])[]): string => pairs.flatMap(([label, words]) => (words.trim() === '' ? [] : [label === '' ? words.trim() : `${label}: ${joined(words)}`])).join('. ')
const helped: ReadonlySet<string | null> = new Set(['impact-helped', 'impact-some'])

interface FlowStepShown {
  readonly row: FlowRow
  /** Whether some of its words were left out. */
  readonly isCut: boolean
}
/** Lines; none stands after the last step. */
const arrow = 1.1
/** A step with no more words than a box of the sheet holds, and what it costs: its words, its edges, the arrow after it, the band it begins. */
function stepEntry(row: FlowRow, { isFirst, scale }: { readonly isFirst: boolean; readonly scale: number }): Entry<FlowStepShown> {
  const isQuestion = row.step === 'flow-question'
  const see = wrapped(joined(row.see), narrowed(isQuestion ? sheet.asks : sheet.see, scale))
  const act = wrapped(joined(row.act), narrowed(sheet.act, scale))
  const yes = wrapped(isQuestion ? joined(row.yes) : '', narrowed(sheet.yes, scale))
  const words = [see, act].reduce((sum, one) => sum + (one.words === '' ? 0 : one.lines), 0)
  return {
    entry: { row: { ...row, see: see.words, act: act.words, yes: yes.words }, isCut: [see, act, yes].some(({ isCut }) => isCut) },
    cost: words * 0.95 + (isQuestion ? 1.3 : 2) + (yes.words === '' ? arrow : yes.lines * 0.95 + 2.8) + (isFirst ? 1.2 : 0),
  }
}

type SideKey = 'helps' | 'sets-off' | 'before' | 'after' | 'call'
type RowsKey = 'targets' | 'teaching' | 'moving' | 'works'
interface OneSide {
  readonly health: Wrapped | null
  readonly side: readonly Part<SideKey, Wrapped>[]
  /** Steps in the order of the list: of each band the first before the second of any. Null where the plan has none. */
  readonly flow: { readonly steps: readonly FlowStepShown[]; readonly more: number } | null
  /** What stands beside the first column where there is no flow. */
  readonly rows: readonly Part<RowsKey, Wrapped>[]
}
interface Given {
  readonly title: string
  readonly called: string
  /** The child’s record’s. */
  readonly health: readonly string[]
  readonly say: Say
}
/** One side of A4, for the staff room: who the child is at a glance, and what adults see and do. */
export const oneSide = (answers: PlanAnswers, given: Given): OneSide & Scaled =>
  largest((scale) => oneSideAt(scale, answers, given), ({ health, side, flow, rows }) =>
    !health?.isCut && [...side, ...rows].every(isWhole) && (flow === null || (flow.more === 0 && flow.steps.every(({ isCut }) => !isCut))))
const isWhole = ({ entries, more }: Part<unknown, Wrapped>): boolean => more === 0 && entries.every(({ isCut }) => !isCut)

function oneSideAt(scale: number, answers: PlanAnswers, { title, called, health, say }: Given): OneSide {
  const healthy = health.length === 0 ? null : wrapped(joined(...health), narrowed(sheet.health, scale))
  const lines = (sheet.lines - 1.5 * (linesNeeded(title, sheet.title.ems) - 1)) / scale - (healthy ? healthy.lines + 1.8 : 0)
  // Room to say that something was left out: set larger, nothing is.
  const said = scale === 1 ? { side: 2.7, flow: 1.7 } : { side: 0, flow: 0 }
  const part = <K extends SideKey | RowsKey>(key: K, texts: readonly string[], column: { readonly ems: number; readonly most: number }) => ({
    key, head: 1 + linesNeeded(faceWord(key, called, say), column.ems / scale / 1.1), entries: entriesOf(texts, narrowed(column, scale)),
  })
  const side = shared([
    part('helps', [answers.helpsMe], sheet.side),
    part('sets-off', answers.triggers.map(({ words }) => words), sheet.side),
    part('before', answers.measures.map(({ words }) => joined(words)), sheet.side),
    part('after', [joined(answers.recovery, answers.recoveryPlace)], sheet.side),
    part('call', [answers.call, namesOf(answers, 'responders', say)], sheet.side),
  ], lines - said.side)
  const written = answers.flow.filter(({ see, act, yes }) => [see, act, yes].some((words) => words.trim() !== ''))
  if (written.length > 0) {
    const firsts = new Set(runsOf(written).map(({ rows }) => rows[0]))
    const parts = shared(bandsOf(written).map(({ code, rows }) => ({ key: code, head: 0, entries: rows.map((row) => stepEntry(row, { isFirst: firsts.has(row), scale })) })), lines + arrow - said.flow)
    const shown = new Map(parts.flatMap(({ entries }) => entries).map((step) => [step.row.id, step]))
    return { health: healthy, side, flow: { steps: written.flatMap(({ id }) => shown.get(id) ?? []), more: written.length - shown.size }, rows: [] }
  }
  const rows = shared([
    part('targets', answers.targets.map((row) => labelled([['', row.words], ['School', row.school], ['Family', row.family], ['Me', row.me]])), sheet.rows),
    part('teaching', answers.teaching.map((row) => labelled([['', row.instead || row.behaviour], ['Steps', row.steps], ['When it happens', row.response]])), sheet.rows),
    part('moving', [answers.movingVisits, answers.movingAdult], sheet.rows),
    part('works', answers.strategies.filter(({ impact }) => helped.has(impact)).map(({ words }) => words), sheet.rows),
  ], lines - said.side)
  return { health: healthy, side, flow: null, rows }
}

export type CardKey = 'signs' | 'sets-off' | 'do' | 'card-helps' | 'before' | 'danger' | 'after' | 'call'
const cardOrder: readonly CardKey[] = ['signs', 'sets-off', 'do', 'card-helps', 'before', 'danger', 'after', 'call']
/** Which of them come first to the five places of a card. */
const cardFirst: readonly CardKey[] = ['do', 'danger', 'signs', 'card-helps', 'call', 'sets-off', 'before', 'after']
const mostOnCard = 5
interface CardLine {
  readonly key: CardKey
  readonly line: Wrapped
}
/** Five lines that a supply teacher reads in a corridor: what to see, what to say and do, whom to call. No history. */
export function cardOf(answers: PlanAnswers, { called, say }: Pick<Given, 'called' | 'say'>): CardLine[] {
  const said = (step: string, of: 'see' | 'act') => joined(...answers.flow.filter((row) => row.step === step).map((row) => row[of]))
  const words: Readonly<Record<CardKey, string>> = {
    signs: said('flow-early', 'see'),
    do: said('flow-early', 'act'),
    'card-helps': joined(answers.helpsMe),
    danger: joined(...answers.flow.map(({ step, act, yes }) => (step === 'flow-act' ? act : step === 'flow-question' ? yes : ''))),
    call: joined(answers.call, namesOf(answers, 'responders', say)),
    'sets-off': joined(...answers.triggers.map((row) => row.words)),
    before: joined(...answers.measures.map((row) => row.words)),
    after: joined(answers.recovery, answers.recoveryPlace),
  }
  const chosen = cardFirst.filter((key) => words[key] !== '').slice(0, mostOnCard)
  // A name of several lines takes its room from the words under it.
  const most = linesNeeded(called, sheet.card.title.ems) > 2 ? sheet.card.most - 1 : sheet.card.most
  return cardOrder.filter((key) => chosen.includes(key)).map((key) => ({ key, line: wrapped(words[key], { ems: sheet.card.ems, most }) }))
}

export type ChildKey = 'child-helps' | 'child-adults' | 'child-after' | 'child-words'
interface ChildFace {
  readonly parts: readonly Part<ChildKey, Wrapped>[]
  /** Strokes; null where nothing was drawn. */
  readonly drawing: string | null
  /** What the child thinks of the plan: `child-yes` and so on. */
  readonly view: string | null
}
const sentences = (text: string): string[] => linesIn(text).flatMap((line) => line.split(/(?<=[.!?])\s+/u)).filter(Boolean)
/** The child’s own page: what helps, what adults will do, in sentences of their own. */
export function childFace(answers: PlanAnswers, { title, say }: Pick<Given, 'title' | 'say'>): ChildFace {
  const { childDrawing, childView } = answers
  const picks = wordsOf(plan.fields.childPicks, answers.childPicks.filter((code) => code !== 'else' && code !== 'not-now'), say)
  const part = (key: ChildKey, texts: readonly string[]) => ({ key, head: 1.9, entries: entriesOf(texts.flatMap(sentences), sheet.child) })
  return {
    parts: shared([
      part('child-helps', [answers.helpsMe, picks]),
      part('child-adults', answers.measures.map(({ words }) => words)),
      part('child-after', [answers.recovery]),
      part('child-words', answers.childState === 'gave-view' ? [answers.childWords] : []),
    ], sheet.child.lines - (linesNeeded(title, sheet.title.ems) - 1) - (childDrawing === null ? 0 : sheet.child.drawing) - (childView === null ? 0 : 1.5)),
    drawing: childDrawing,
    view: childView,
  }
}

/** What stands across the sheet of a plan that nobody may take for agreed; null for one that is. `all` holds every version of it. */
export function watermarkOf({ kind, version, state }: Pick<PlanVersion, 'kind' | 'version' | 'state'>, all: readonly Pick<PlanVersion, 'kind' | 'version' | 'state'>[]): string | null {
  switch (state) {
    case 'draft':
      return 'Draft'
    case 'in-use':
      return 'In use, not yet agreed'
    case 'superseded': {
      const newer = all.filter((one) => one.kind === kind && one.version > version && one.state !== 'draft').at(-1)
      return newer ? `Replaced by version ${newer.version}` : 'Replaced'
    }
    case 'ended':
      return 'Ended'
    case 'agreed':
      return null
  }
}
