import type { Checkpoint } from '../history/read'
import { view } from '../history/read'
import { anxietyLines } from '../pack/anxiety'
import type { Zone } from '../pack/tree'
import { abc } from '../records/abc'
import type { anxietyMap } from '../records/anxiety-map'
import { deEscalation } from '../records/de-escalation'
import { incident } from '../records/incident'
import { dayParts, observation } from '../records/observation'
import type { predictPrevent } from '../records/predict-prevent'
import { quickRecord } from '../records/quick-record'
import type { rootsAndFruits } from '../records/roots-and-fruits'
import type { AnswersOf, Definition } from '../schema/definition'
import type { Say, Scores } from '../schema/field'
import { wordsOf } from '../schema/field'
import { foldText } from './list-order'

/**
 * What one tool offers the next: behaviours that records tell of become fruits, and dangerous fruits rows of risk; what came
 * before becomes items of the map, and high items moments to predict. An offer is only ever taken by an adult's tap, and keeps
 * the records it came from.
 */
export interface Offer<Place extends string = string> {
  /** Where it would stand: a zone of the tree, a category of the map, a harm. */
  readonly place: Place
  readonly words: string
  /** Records that tell of it, by id, the newest last. */
  readonly sources: readonly string[]
}

/** From which answer to which place; of codes only some, or each to a place of its own. */
interface Way<Place extends string> {
  readonly from: Definition
  readonly field: string
  readonly place?: Place
  readonly codes?: Readonly<Record<string, Place>>
  /** Whether the record tells of it at all; left out: always. */
  readonly where?: (answers: Told['answers']) => boolean
}

const toZone = (zone: Zone, ...codes: string[]): Readonly<Record<string, Zone>> => Object.fromEntries(codes.map((code) => [code, zone]))
const antecedentZones = toZone('root-now', 'change', 'moving-on', 'waiting', 'noise', 'asked-to', 'told-no', 'work-hard', 'another-child', 'an-adult', 'body', 'home')

const isWritten = (answer: unknown): boolean => typeof answer === 'string' && answer.trim() !== ''
/** A look at something hard: what came before or after it was written down, or it was not usual at this child's stage. */
const isHard = ({ before, after, usual }: Told['answers']): boolean => usual === 'no' || isWritten(before) || isWritten(after)
const isHigh = (scale: unknown): boolean => typeof scale === 'number' && scale >= 4
/** A look at a child who was at ease or taken up by something. */
const isGood = (answers: Told['answers']): boolean => !isHard(answers) && (isHigh(answers['wellbeingScale']) || isHigh(answers['involvementScale']))

/** Behaviours to fruits, what came before to roots, what helped to roots we want more of. */
export const waysToTree: readonly Way<Zone>[] = [
  { from: quickRecord, field: 'saw', codes: { ...toZone('fruit-now', 'shouted', 'threw', 'hit-out', 'pushed', 'left', 'hid', 'cried', 'hurt-someone', 'broke-something'), ...toZone('fruit-more', 'calmed-with-help', 'asked-for-help', 'joined-in') } },
  { from: abc, field: 'saw', place: 'fruit-now' },
  { from: abc, field: 'communication', place: 'feeling-now' },
  { from: abc, field: 'before', place: 'root-now' },
  { from: abc, field: 'helped', place: 'root-more' },
  { from: incident, field: 'antecedents', codes: antecedentZones },
  { from: deEscalation, field: 'helped', codes: toZone('root-more', 'calm-script', 'listened', 'stayed-near', 'offered-choice', 'quiet-place', 'movement', 'senses', 'trusted-adult') },
  { from: observation, field: 'saw', place: 'fruit-now', where: isHard },
  { from: observation, field: 'saw', place: 'fruit-more', where: isGood },
  { from: observation, field: 'communication', place: 'feeling-now' },
  { from: observation, field: 'before', place: 'root-now' },
  { from: observation, field: 'activity', place: 'root-more', where: isGood },
]
/** Where, when and with whom, to items of the map. */
export const waysToMap: readonly Way<string>[] = [
  ...[quickRecord, abc, incident, deEscalation, observation].map((from) => ({ from, field: 'place', codes: { class: 'map-place', hall: 'map-place', playground: 'map-place', corridor: 'map-place', toilets: 'map-place' } })),
  { from: abc, field: 'placeWords', place: 'map-place' },
  { from: abc, field: 'activity', place: 'map-activity' },
  { from: abc, field: 'before', place: 'map-time' },
  { from: observation, field: 'dayPart', codes: Object.fromEntries(dayParts.map(({ code }) => [code, 'map-time'])) },
  { from: observation, field: 'activity', place: 'map-activity' },
  { from: observation, field: 'before', place: 'map-time' },
  {
    from: incident,
    field: 'antecedents',
    codes: { change: 'map-time', 'moving-on': 'map-time', waiting: 'map-time', noise: 'map-sensory', 'asked-to': 'map-activity', 'work-hard': 'map-activity', 'another-child': 'map-peers', 'an-adult': 'map-adult', home: 'map-home' },
  },
]
/** Somebody was hurt or something damaged: rows of risk that records bear out. */
export const waysToRisk: readonly Way<string>[] = [
  { from: incident, field: 'childInjury', codes: { yes: 'harm-self' } },
  { from: incident, field: 'othersInjury', codes: { yes: 'harm-peer' } },
  { from: incident, field: 'staffInjury', codes: { yes: 'harm-staff' } },
  { from: incident, field: 'damage', codes: { yes: 'harm-property' } },
]
const carried: readonly Definition[] = [quickRecord, abc, incident, deEscalation, observation]

interface Told {
  readonly record: string
  readonly form: Definition
  readonly answers: Readonly<Record<string, unknown>>
}
/** Of a child's records those that are carried from, as this adult may read them, in their own order. */
export function toldIn(checkpoints: readonly Checkpoint[]): Told[] {
  return checkpoints.flatMap((one) => {
    const form = carried.find(({ kind }) => kind === one.kind)
    return form && !one.withdrawn ? [{ record: one.record, form, answers: view(form, one).answers }] : []
  })
}

/** What records offer along these ways, the most told of first; what stands there already is left out. */
export function offersAlong<Place extends string>(ways: readonly Way<Place>[], told: readonly Told[], { say, standing }: { readonly say: Say; readonly standing: readonly { readonly place: string; readonly words: string }[] }): Offer<Place>[] {
  const found = new Map<string, { place: Place; words: string; sources: Set<string> }>()
  for (const { record, form, answers } of told) {
    for (const { place, words } of ways.filter(({ from }) => from.kind === form.kind).flatMap((way) => offered(way, answers, say))) {
      const key = `${place} ${foldText(words)}`
      const one = found.get(key) ?? { place, words, sources: new Set<string>() }
      one.sources.add(record)
      found.set(key, one)
    }
  }
  const there = new Set(standing.map(({ place, words }) => `${place} ${foldText(words)}`))
  return [...found]
    .filter(([key]) => !there.has(key))
    .map(([, { place, words, sources }]) => ({ place, words, sources: [...sources] }))
    .sort((a, b) => b.sources.length - a.sources.length)
}

function offered<Place extends string>({ from, field, place, codes, where }: Way<Place>, answers: Told['answers'], say: Say): { place: Place; words: string }[] {
  const asked = from.fields[field]
  const answer = answers[field]
  if (!asked || where?.(answers) === false) return []
  if (codes === undefined) {
    const words = typeof answer === 'string' ? gist(answer) : ''
    return words === '' || place === undefined ? [] : [{ place, words }]
  }
  const given = Array.isArray(answer) ? answer : [answer]
  return given.flatMap((code) => {
    const at = typeof code === 'string' ? codes[code] : undefined
    // "Yes" says nothing by itself: it is the question that was answered.
    const words = code === 'yes' ? '' : wordsOf(asked, Array.isArray(answer) ? [code] : code, say)
    return at === undefined ? [] : [{ place: at, words }]
  })
}

const longestGist = 80
/** The first sentence or line of what was written, short enough for a card; the whole of it stays in its record. */
function gist(text: string): string {
  const [line = ''] = text.trim().split(/(?<=[.;])\s|\n/)
  const words = line.replace(/\s+/g, ' ').replace(/[.;]$/, '')
  if (words.length <= longestGist) return words
  const at = words.lastIndexOf(' ', longestGist)
  return `${words.slice(0, at > longestGist / 2 ? at : longestGist)} …`
}

/** The highest and lowest that anyone gave; null where nobody has placed it. Never a mean. */
export function rangeOf(scores: Scores): { readonly low: number; readonly high: number } | null {
  const given = Object.values(scores)
  return given.length === 0 ? null : { low: Math.min(...given), high: Math.max(...given) }
}

type MapItem = AnswersOf<typeof anxietyMap>['items'][number]
type Moment = AnswersOf<typeof predictPrevent>['rows'][number]
type Entry = AnswersOf<typeof rootsAndFruits>['entries'][number]

/** Items that someone scored at or over the line and that no row begins with yet, the highest first. */
export function momentsToPredict(items: readonly MapItem[], rows: readonly Pick<Moment, 'item'>[], line: number = anxietyLines.predict): MapItem[] {
  const taken = new Set(rows.flatMap(({ item }) => item))
  const high = ({ scores }: MapItem) => rangeOf(scores)?.high ?? -Infinity
  return items.filter((item) => high(item) >= line && !taken.has(item.id)).sort((a, b) => high(b) - high(a))
}

/** Fruits that could do harm and that no row of risk tells of yet: dangerous ones first, then all we see now. What is kept close stays on the tree. */
export function fruitsToWeigh(entries: readonly Entry[], rows: readonly { readonly words: string }[]): Entry[] {
  const there = new Set(rows.map(({ words }) => foldText(words)))
  const isDangerous = ({ kind }: Entry) => kind === 'dangerous'
  const fruits = entries.filter(({ zone, words, reach }) => zone === 'fruit-now' && !reach.includes('kept-close') && words.trim() !== '' && !there.has(foldText(words)))
  return [...fruits.filter(isDangerous), ...fruits.filter((one) => !isDangerous(one))]
}

/** Scores found at an evaluation, for the items of a map they belong to. */
export function scoresSince(rows: readonly Pick<Moment, 'item' | 'newScore'>[]): ReadonlyMap<string, number> {
  return new Map(rows.flatMap(({ item, newScore }) => (newScore === null ? [] : item.map((id) => [id, newScore] as const))))
}
