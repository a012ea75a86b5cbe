import { antecedents, childSupport } from '../pack/incident'
import { anxietyLines } from '../pack/anxiety'
import type { RiskScale } from '../pack/risk'
import { harms } from '../pack/risk'
import { abc } from '../records/abc'
import type { anxietyMap } from '../records/anxiety-map'
import type { calmScript } from '../records/calm-script'
import { deEscalation, waysToCalm } from '../records/de-escalation'
import { incident } from '../records/incident'
import { observation } from '../records/observation'
import type { plan } from '../records/plan'
import type { predictPrevent } from '../records/predict-prevent'
import { quickRecord } from '../records/quick-record'
import type { riskCalculator } from '../records/risk-calculator'
import type { rootsAndFruits } from '../records/roots-and-fruits'
import type { AnswersOf } from '../schema/definition'
import type { Say } from '../schema/field'
import { wordsOf } from '../schema/field'
import { offersAlong, rangeOf, toldIn } from './carry'
import { foldText } from './list-order'
import { neverHere } from './never-in-plan'
import { inPlan } from './risk'

/**
 * What records and drawn tools offer a plan: triggers, what adults do before, what has been tried, and steps of its flow. An
 * offer is only ever taken by an adult's tap, and keeps the records and rows it came from. What speaks against it stands
 * beside it. What is never part of a plan is never offered, whatever a record says.
 */
export interface PlanEvidence {
  /** Records told of this child, in their own order. */
  readonly told: ReturnType<typeof toldIn>
  /** The newest of each drawn tool, as this adult may read it. */
  readonly items: AnswersOf<typeof anxietyMap>['items']
  readonly entries: AnswersOf<typeof rootsAndFruits>['entries']
  readonly moments: AnswersOf<typeof predictPrevent>['rows']
  readonly harms: AnswersOf<typeof riskCalculator>['rows']
  readonly calm: AnswersOf<typeof calmScript> | null
}
export const noEvidence: PlanEvidence = { told: [], items: [], entries: [], moments: [], harms: [], calm: null }

type Answers = AnswersOf<typeof plan>
export type Trigger = Answers['triggers'][number]
export type Measure = Answers['measures'][number]
export type Strategy = Answers['strategies'][number]
export type FlowStep = Answers['flow'][number]
export type Told = PlanEvidence['told'][number]

export interface TriggerOffer extends Pick<Trigger, 'words' | 'sources' | 'from' | 'exceptSources'> {
  /** Where it stands besides records. */
  readonly on: readonly ('map' | 'tree')[]
  /** The highest that anyone gave it on the map. */
  readonly score: number | null
}
export interface MeasureOffer extends Pick<Measure, 'words' | 'for' | 'owner' | 'sources' | 'from'> {
  readonly on: 'predict' | 'risk' | 'tree'
}
export type StrategyOffer = Pick<Strategy, 'words' | 'band' | 'impact' | 'impactWords' | 'sources'>
export type FlowOffer = Pick<FlowStep, 'step' | 'see' | 'act' | 'sources'>

const mayStand = (...words: readonly string[]): boolean => words.every((one) => neverHere(one).length === 0)
const together = (...lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())]
const toOne = <P extends string>(options: readonly { readonly code: string }[], place: P, ...but: readonly string[]): Readonly<Record<string, P>> =>
  Object.fromEntries(options.flatMap(({ code }) => (but.includes(code) ? [] : [[code, place]])))

/**
 * Those that no line of the plan has yet: by its words, by the item or row it came from, or, where it has no words of its own,
 * by its records. Apart from the offers themselves, which cost a look through every record: this is asked at every keystroke.
 */
export function notYetIn<O extends { readonly words: string; readonly sources: readonly string[]; readonly from?: readonly string[] }>(
  offers: readonly O[], standing: readonly { readonly words: string; readonly sources?: readonly string[]; readonly from?: readonly string[] }[],
): O[] {
  const there = new Set(standing.map(({ words }) => foldText(words)).filter(Boolean))
  const taken = new Set(standing.flatMap(({ from = [] }) => from))
  const cited = new Set(standing.flatMap(({ sources = [] }) => sources))
  return offers.filter(({ words, sources, from = [] }) => {
    if (from.some((id) => taken.has(id)) || there.has(foldText(words))) return false
    return words !== '' || from.length > 0 || sources.some((id) => !cited.has(id))
  })
}

// --- triggers

const waysToTrigger = [
  { from: abc, field: 'before', place: 'trigger' },
  { from: observation, field: 'before', place: 'trigger' },
  { from: incident, field: 'triggers', place: 'trigger' },
  { from: incident, field: 'antecedents', codes: toOne(antecedents, 'trigger', 'before-not-seen', 'other') },
] as const

/** What may set it off: what came before in records, what anyone scored high on the map, what stands at the roots of the tree. The most told of first. */
export function triggerOffers(evidence: PlanEvidence, { say, line = anxietyLines.predict }: { readonly say: Say; readonly line?: number }): TriggerOffer[] {
  const found = new Map<string, TriggerOffer>()
  const add = (one: Omit<TriggerOffer, 'exceptSources'>) => {
    const key = foldText(one.words)
    const was = found.get(key)
    if (key === '' || !mayStand(one.words)) return
    found.set(key, {
      words: was?.words ?? one.words, sources: together(was?.sources ?? [], one.sources), from: together(was?.from ?? [], one.from),
      on: [...new Set([...(was?.on ?? []), ...one.on])], score: one.score ?? was?.score ?? null, exceptSources: [],
    })
  }
  for (const { words, sources } of offersAlong(waysToTrigger, evidence.told, { say, standing: [] })) add({ words, sources, from: [], on: [], score: null })
  for (const { id, words, scores, sources } of evidence.items) {
    const high = rangeOf(scores)?.high
    if (high !== undefined && high >= line) add({ words, sources, from: [id], on: ['map'], score: high })
  }
  for (const { id, zone, words, sources, reach } of evidence.entries)
    if (zone === 'root-now' && !reach.includes('kept-close')) add({ words, sources, from: [id], on: ['tree'], score: null })

  const didNot = timesItDidNot(evidence.told, say)
  return [...found.values()]
    .map((offer) => ({ ...offer, exceptSources: didNot(offer.words) }))
    .sort((a, b) => b.sources.length - a.sources.length || (b.score ?? -9) - (a.score ?? -9))
}

const hard: ReadonlySet<string> = new Set(['shouted', 'threw', 'hit-out', 'pushed', 'left', 'hid', 'cried', 'hurt-someone', 'broke-something'])
const list = (answer: unknown): readonly string[] => (Array.isArray(answer) ? answer.filter((one): one is string => typeof one === 'string') : [])
/** A record of a moment that went well from its start: nobody had to be helped back from anything. */
function wasEasy({ form, answers }: Told): boolean {
  if (form.kind === quickRecord.kind) {
    const saw = list(answers['saw'])
    return saw.some((code) => code === 'joined-in' || code === 'asked-for-help') && !saw.some((code) => hard.has(code))
  }
  // With several children nobody can tell whose wellbeing it was.
  if (form.kind !== observation.kind || list(answers['children']).length > 1 || answers['usual'] === 'no') return false
  return [answers['wellbeingScale'], answers['involvementScale']].some((scale) => typeof scale === 'number' && scale >= 4)
}

const small: ReadonlySet<string> = new Set(['the', 'and', 'with', 'for', 'was', 'were', 'had', 'has', 'his', 'her', 'their', 'from', 'into', 'not', 'time', 'other'])
const tokens = (text: string): readonly string[] => foldText(text).split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2 && !small.has(word))
/** All the words of the shorter stand in the longer: "Hall" and "Assembly in the hall". */
function isAlike(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  return short.length > 0 && short.every((word) => long.includes(word))
}
const whereAndWhen = ['place', 'placeWords', 'dayPart', 'activity', 'before'] as const
/** Records of a moment of this kind that went well: what was different then is worth more than one more trigger. */
export function timesItDidNot(told: readonly Told[], say: Say): (words: string) => string[] {
  const easy = told.filter(wasEasy).map(({ record, form, answers }) => ({
    record,
    said: whereAndWhen.flatMap((name) => {
      const field = form.fields[name]
      return field && answers[name] !== 'other' ? [tokens(wordsOf(field, answers[name], say))] : []
    }),
  }))
  return (words) => {
    const sought = tokens(words)
    return easy.flatMap(({ record, said }) => (said.some((one) => isAlike(sought, one)) ? [record] : []))
  }
}

// --- what adults do before

/** What adults changed before a hard moment and keep, what the risk calculator asks a plan to hold, and what adults said they would add. */
export function measureOffers({ moments, harms: rows, entries }: PlanEvidence, { say, scale }: { readonly say: Say; readonly scale?: RiskScale }): MeasureOffer[] {
  const offers: MeasureOffer[] = [
    ...rows.filter((row) => ['by-score', 'by-words'].includes(inPlan(row, scale))).map(({ id, words, harm, measures, sources }): MeasureOffer => ({
      words: measures.trim(), for: [words.trim(), harmWords(harm, say)].filter(Boolean).join(': '), owner: null, sources, from: [id], on: 'risk',
    })),
    ...moments.filter(({ state, prevent }) => (state === 'in-use' || state === 'working') && prevent.trim() !== '').map(({ id, words, prevent, owner, sources }): MeasureOffer => ({
      words: prevent.trim(), for: words, owner, sources, from: [id], on: 'predict',
    })),
    ...entries.filter(({ zone, words, reach }) => zone === 'root-planned' && words.trim() !== '' && !reach.includes('kept-close')).map(({ id, words, sources }): MeasureOffer => ({
      words, for: '', owner: null, sources, from: [id], on: 'tree',
    })),
  ]
  return offers.filter(({ words, for: about }) => mayStand(words, about))
}
const harmWords = (code: string | null, say: Say): string => (code === null ? '' : say.word(`code.${code}`, harms.find((one) => one.code === code)?.label ?? code))

// --- what has been tried

const waysToStrategy = [
  { from: deEscalation, field: 'helped', codes: toOne(waysToCalm, 'helped', 'other', 'not-sure') },
  { from: deEscalation, field: 'didNotHelp', codes: toOne(waysToCalm, 'not', 'other', 'not-sure') },
  { from: incident, field: 'helped', codes: toOne(waysToCalm, 'helped', 'other', 'not-sure') },
  { from: abc, field: 'helped', place: 'helped' },
  { from: incident, field: 'childSupport', codes: toOne(childSupport, 'after', 'offered-not-wanted', 'checked-over', 'other') },
] as const
const times = (count: number): string => (count === 1 ? '1 record' : `${count} records`)
const howKnown = (helped: number, not: number): string =>
  helped > 0 && not > 0 ? `Helped in ${times(helped)}, did not in ${times(not)}` : helped + not > 0 ? `Seen in ${times(helped + not)}` : ''
const cameOf: Readonly<Record<string, string>> = { working: 'impact-helped', 'to-change': 'impact-none', 'in-use': 'impact-too-soon' }

/** What adults did, with what came of it; without words where it is still to be written from its records. What did not help stands among the rest, and so does where the same thing helped once and not another time. */
export function strategyOffers({ told, moments }: PlanEvidence, { say }: { readonly say: Say }): StrategyOffer[] {
  const ways = new Map<string, { readonly words: string; readonly by: Record<'helped' | 'not' | 'after', readonly string[]> }>()
  for (const { place, words, sources } of offersAlong<'helped' | 'not' | 'after'>(waysToStrategy, told, { say, standing: [] })) {
    const was = ways.get(foldText(words)) ?? { words, by: { helped: [], not: [], after: [] } }
    ways.set(foldText(words), { ...was, by: { ...was.by, [place]: sources } })
  }
  const offers: StrategyOffer[] = [
    ...[...ways.values()].map(({ words, by: { helped, not, after } }): StrategyOffer => ({
      words, band: helped.length + not.length > 0 ? 'band-early' : 'band-recovery',
      impact: helped.length > 0 ? (not.length > 0 ? 'impact-some' : 'impact-helped') : not.length > 0 ? 'impact-none' : null,
      impactWords: howKnown(helped.length, not.length), sources: together(helped, not, after),
    })),
    ...moments.filter(({ state, prevent }) => prevent.trim() !== '' && Object.hasOwn(cameOf, state ?? '')).map(({ prevent, state, evaluation, sources }): StrategyOffer => ({
      words: prevent.trim(), band: 'band-settled', impact: cameOf[state ?? ''] ?? null, impactWords: evaluation.trim(), sources,
    })),
  ]
  // A quick record says that a child was calmed with help, and in free words how: an adult reads it and writes what was done.
  const calmed = told.filter(({ form, answers }) => form.kind === quickRecord.kind && list(answers['saw']).includes('calmed-with-help')).map(({ record }) => record)
  if (calmed.length > 0) offers.push({ words: '', band: 'band-early', impact: 'impact-helped', impactWords: howKnown(calmed.length, 0), sources: calmed })
  return offers.filter(({ words, impactWords }) => mayStand(words, impactWords)).sort((a, b) => b.sources.length - a.sources.length)
}

// --- the flow

const waysToFlow = [
  { from: deEscalation, field: 'noticed', codes: toOne(deEscalation.fields.noticed.options, 'flow-early', 'nothing-seen', 'other', 'not-sure') },
  { from: quickRecord, field: 'saw', codes: { 'joined-in': 'flow-calm', 'asked-for-help': 'flow-calm' } },
] as const

/** Steps of the flow: what adults noticed early, the fruits of the tree in their bands, and what the calm script says to do. In the order of the flow. */
export function flowOffers({ told, entries, calm }: PlanEvidence, { say, standing }: { readonly say: Say; readonly standing: readonly Pick<FlowStep, 'step' | 'see' | 'act'>[] }): FlowOffer[] {
  const seen = entries.flatMap(({ zone, kind, words, sources, reach }): FlowOffer[] => {
    const step = zone === 'fruit-more' ? 'flow-calm' : zone !== 'fruit-now' ? null : kind === 'dangerous' ? 'flow-act' : 'flow-early'
    return step === null || words.trim() === '' || reach.includes('kept-close') ? [] : [{ step, see: words, act: '', sources }]
  })
  const noticed = offersAlong<string>(waysToFlow, told, { say, standing: [] }).map(({ place, words, sources }): FlowOffer => ({ step: place, see: words, act: '', sources }))
  const scripted: FlowOffer[] = calm === null ? [] : [
    { step: 'flow-early', see: '', act: [calm.noticeSay, calm.helpSay].filter((one) => one.trim() !== '').map((one) => `Say: “${one.trim()}”`).join('\n'), sources: [] },
    { step: 'flow-early', see: '', act: lines(calm.helps), sources: [] },
    { step: 'flow-act', see: '', act: calm.callHelp.trim(), sources: [] },
    { step: 'flow-recover', see: calm.working.trim(), act: calm.place.trim(), sources: [] },
  ]
  const order = ['flow-calm', 'flow-early', 'flow-question', 'flow-act', 'flow-recover']
  const key = ({ step, see, act }: Pick<FlowOffer, 'step' | 'see' | 'act'>) => `${step} ${foldText(see)} ${foldText(act)}`
  const there = new Set(standing.map(key))
  const once = new Map<string, FlowOffer>()
  for (const offer of [...noticed, ...seen, ...scripted]) {
    const was = once.get(key(offer))
    once.set(key(offer), { ...offer, sources: together(was?.sources ?? [], offer.sources) })
  }
  return [...once.values()]
    .filter((offer) => (offer.see !== '' || offer.act !== '') && mayStand(offer.see, offer.act) && !there.has(key(offer)) && !standing.some(({ see }) => offer.act === '' && foldText(see) === foldText(offer.see)))
    .sort((a, b) => order.indexOf(a.step ?? '') - order.indexOf(b.step ?? '') || b.sources.length - a.sources.length)
}
const lines = (text: string): string => text.split('\n').map((line) => line.trim()).filter(Boolean).join(', ')
