import { childrenOf } from '../history/about'
import type { Checkpoint } from '../history/read'
import { view } from '../history/read'
import { isDrawn } from '../people'
import { anxietyMap, maps } from '../records/anxiety-map'
import { formOf } from '../records/catalogue'
import { child as childForm } from '../records/child'
import { childDebrief } from '../records/debrief'
import type { BundlePart, BundlePreset } from '../records/handover'
import { bundleParts, handover } from '../records/handover'
import { homeNote } from '../records/home-note'
import { plan, planGoing } from '../records/plan'
import { predictions, predictPrevent } from '../records/predict-prevent'
import { riskCalculator, riskCalculators } from '../records/risk-calculator'
import { rootsAndFruits, trees } from '../records/roots-and-fruits'
import { onePageProfile, support } from '../records/support'
import { telling } from '../records/telling'
import type { Versions } from '../records/versioned'
import type { AnswersOf, Definition } from '../schema/definition'
import { blank } from '../schema/definition'
import type { Say } from '../schema/field'
import { blocksOf } from './bundle-blocks'
import type { OtherChild } from './bundle-names'
import { cleanedAnswers, cleaner, wordsIn } from './bundle-names'
import type { Part } from './bundle-parts'
import { aboutPart, chronologyPart, chronologyRow, closePart, cyclesPart, listPart, parentsPart, planPart, profilePart, strategiesPart, supportPart } from './bundle-parts'
import type { ChronologyEntry, Reader } from './child-export'
import { chronologyOf } from './child-export'
import type { PlanVersion } from './plan-state'
import { inForceFrom } from './plan-state'

/**
 * What each asks for. Outreach as a county partnership lists it (a plan, adjustments, strategies with impact and those that
 * did not work, work with parents, other professionals, a chronology, a baseline); Early Years a Single Service Request with
 * evidence of assess, plan, do, review; strategy of 2020, appendices 4 and 5. What is kept close is asked for by none.
 */
export const presetParts: Readonly<Record<BundlePreset, readonly BundlePart[]>> = {
  'for-outreach': ['part-about', 'part-plan', 'part-strategies', 'part-support', 'part-parents', 'part-advice', 'part-baseline', 'part-chronology'],
  'for-inclusion': ['part-about', 'part-profile', 'part-plan', 'part-strategies', 'part-cycles', 'part-parents', 'part-advice', 'part-baseline', 'part-tree', 'part-map'],
  'for-families': ['part-about', 'part-profile', 'part-support', 'part-parents', 'part-advice'],
  'for-ehcna': bundleParts.map(({ code }) => code).filter((code) => code !== 'part-close'),
}

/** Words a child or a family said in trust: in a chronology only where an adult ticks them. */
export const toldInTrust: readonly string[] = [childDebrief.kind, homeNote.kind]
const noEvent: ReadonlySet<string> = new Set([childForm.kind, handover.kind])
const isEvent = ({ kind }: Checkpoint): boolean => !isDrawn(kind) && !noEvent.has(kind)

export interface BundleSource {
  /** All about the child on this tablet, with who was told of their incidents. */
  readonly records: readonly Checkpoint[]
  /** As they may be read by this adult. */
  readonly plans: readonly PlanVersion[]
  readonly child: Checkpoint
  /** `sensitive` says only whether what is kept close can be offered at all. */
  readonly reader: Reader
  readonly others: readonly OtherChild[]
  readonly zone: string
}

export interface BundleRead {
  /** Kinds of record that a chronology can hold, with how many there are. */
  readonly kinds: readonly { readonly kind: string; readonly many: number }[]
  /** In reading order. `kinds`: those of the chronology that go; a tick of one makes nothing else anew. */
  readonly partsWith: (kinds: readonly string[]) => Part[]
}

/**
 * What agencies ask for of a child, as parts to choose from: for each what is in, and plainly what is missing.
 *
 * Made from the records each time, about one child by construction: other children are "another child", rows about them are
 * left out, and their names are taken from every word that anybody wrote.
 */
export function readBundle(source: BundleSource): BundleRead {
  const { records, reader, others, zone } = source
  const readable = records.filter((one) => !one.withdrawn && reader.mayRead(one))
  const instead = reader.say.word('say.another-child', 'another child')
  const clean = cleaner(others, wordsIn([...records, source.child]), instead)
  const say: Say = { ...reader.say, child: (id) => (id === reader.child ? reader.say.child(id) : instead) }
  const mine = (words: string) => clean(words, [reader.child])
  const read = <D extends Definition>(form: D, one: Checkpoint): AnswersOf<D> => cleanedAnswers(form.fields, view(form, one).answers, mine) as AnswersOf<D> // The form's own answers.
  const cleaned = <A extends object>(form: Definition, answers: A): A => cleanedAnswers(form.fields, answers, mine)
  const plans = source.plans.map((one): PlanVersion => ({ ...one, answers: cleaned(plan, one.answers), going: one.going && cleaned(planGoing, one.going) }))
  const found = readable.find(({ kind }) => kind === support.kind)
  const soFar = found ? read(support, found) : blank(support)
  const events = chronologyOf(records.filter(isEvent), { ...reader, sensitive: false }).filter(({ state }) => state !== 'withdrawn')
  const many = new Map<string, number>()
  for (const { form } of events) many.set(form.kind, (many.get(form.kind) ?? 0) + 1)
  const lib = { say, plans, soFar, since: (one: PlanVersion) => inForceFrom(one, zone), word: (code: string | null, usual: string) => (code === null ? '' : reader.say.word(`code.${code}`, usual)) }
  const fromSupport = found ? [found.record] : []
  const recordOf = new Map(records.map((one) => [one.record, one]))
  const aboutOf = ({ record }: ChronologyEntry): readonly string[] => {
    const one = recordOf.get(record)
    return one ? childrenOf(formOf(one.kind) ?? childForm, one) : []
  }
  const written = (entry: ChronologyEntry) => {
    const about = aboutOf(entry)
    return cleanedAnswers(entry.form.fields, entry.answers, (words) => clean(words, about))
  }
  const rows = new Map<ChronologyEntry, string[]>()
  const rowOf = (entry: ChronologyEntry): string[] => {
    const row = rows.get(entry) ?? chronologyRow(entry, { say, written, clean, aboutOf })
    rows.set(entry, row)
    return row
  }
  const tool = (code: BundlePart, form: Definition, versions: Versions, none: string): Part => {
    const newest = readable.filter((one) => one.kind === form.kind && versions.partsOf(one.record)?.child === reader.child).sort((a, b) => (versions.partsOf(a.record)?.version ?? 0) - (versions.partsOf(b.record)?.version ?? 0)).at(-1)
    const blocks = newest ? blocksOf(form, read(form, newest), say, { skip: ['child'] }) : []
    return { code, blocks, holds: newest ? `Version ${versions.partsOf(newest.record)?.version ?? 1}` : '', missing: blocks.length === 0 ? [none] : [], records: newest ? [newest.record] : [] }
  }

  const before = [
    aboutPart(source, say, mine),
    profilePart(readable.find(({ kind }) => kind === onePageProfile.kind), read, say),
    planPart(lib),
    strategiesPart(lib, fromSupport),
    supportPart(lib, fromSupport),
    cyclesPart(lib),
    parentsPart(lib, { fromSupport, written, tellings: events.filter(({ form }) => form.kind === telling.kind), notes: events.filter(({ form }) => form.kind === homeNote.kind).length }),
    listPart({ code: 'part-advice', name: 'advice', columns: ['service', 'askedOn', 'askedFor', 'answer', 'advice'], one: ['service', 'services'], none: 'No outside advice yet.' }, lib, fromSupport),
    listPart({ code: 'part-baseline', name: 'scores', columns: ['which', 'on', 'result', 'by'], one: ['score', 'scores'], none: 'No baseline yet.' }, lib, fromSupport),
  ]
  const after = [
    tool('part-tree', rootsAndFruits, trees, 'No Roots and Fruits yet.'),
    tool('part-map', anxietyMap, maps, 'No anxiety map yet.'),
    tool('part-predict', predictPrevent, predictions, 'No predict and prevent yet.'),
    tool('part-risk', riskCalculator, riskCalculators, 'No harm is weighed yet.'),
    ...(reader.sensitive ? [closePart(source, { say, plans, mine })] : []),
  ]
  return {
    kinds: [...many].map(([kind, count]) => ({ kind, many: count })),
    partsWith: (kinds) => [...before, chronologyPart(events.filter(({ form }) => kinds.includes(form.kind)), rowOf), ...after],
  }
}
