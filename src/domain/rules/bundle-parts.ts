import type { Checkpoint } from '../history/read'
import { view } from '../history/read'
import { planKinds } from '../pack/plans'
import { child as childForm } from '../records/child'
import type { BundlePart } from '../records/handover'
import { plan, planGoing } from '../records/plan'
import { onePageProfile, support } from '../records/support'
import type { AnswersOf, Definition } from '../schema/definition'
import { linesOf } from '../schema/faces'
import type { Say } from '../schema/field'
import { wordsOf } from '../schema/field'
import type { Block } from './bundle-blocks'
import { blocksOf, tableOf } from './bundle-blocks'
import { cleanedAnswers } from './bundle-names'
import type { ChronologyEntry, Reader } from './child-export'
import { laterWords, numberWords, stateWords } from './child-export'
import { foldText } from './list-order'
import type { PlanVersion } from './plan-state'
import { inForceNow } from './plan-state'
import { cellWords, provisionMap } from './support-so-far'

/** One part of a bundle: words in, words out. `bundle.ts` chooses the records and takes other children’s names from them first. */
export interface Part {
  readonly code: BundlePart
  /** What is in it, in a line; empty where nothing is. */
  readonly holds: string
  /** What an agency will look for and not find. */
  readonly missing: readonly string[]
  readonly blocks: readonly Block[]
  /** Ids of the records it was made from. */
  readonly records: readonly string[]
}

/** Whose it is. */
interface About {
  readonly child: Checkpoint
  readonly reader: Pick<Reader, 'child'>
}
export interface Lib {
  readonly say: Say
  readonly plans: readonly PlanVersion[]
  readonly soFar: AnswersOf<typeof support>
  /** From when adults acted by a version, `YYYY-MM-DD`; null for a draft. */
  readonly since: (version: PlanVersion) => string | null
  readonly word: (code: string | null, usual: string) => string
}
const day = (on: string | null): string => (on === null ? '' : `${on.slice(8, 10)}/${on.slice(5, 7)}/${on.slice(0, 4)}`)
const counted = (many: number, [one, more]: readonly [string, string]): string => `${many} ${many === 1 ? one : more}`
const stateOfPlan: Readonly<Record<PlanVersion['state'], string>> = { draft: 'a draft, not in use yet', 'in-use': 'in use, not yet agreed', agreed: 'agreed', superseded: 'replaced', ended: 'ended' }
const titleOf = ({ kind, version }: PlanVersion, { word }: Pick<Lib, 'word'>): string => `${word(kind, planKinds.find(({ code }) => code === kind)?.label ?? kind)}, version ${version}`

const aboutFields = ['name', 'knownAs', 'born', 'room', 'keyPerson', 'senStage', 'senNeeds'] as const
export function aboutPart({ child, reader }: About, say: Say, clean: (words: string) => string): Part {
  const { name, knownAs, born, room, keyPerson, senStage, senNeeds } = childForm.fields
  const form = { ...childForm, fields: { name, knownAs, born, room, keyPerson, senStage, senNeeds } }
  const lines = linesOf(form, cleanedAnswers(form.fields, view(childForm, child).answers, clean), say)
  const missing = aboutFields.filter((field) => (field === 'name' || field === 'born') && !lines.some((line) => line.field === field)).map((field) => (field === 'name' ? 'No full name yet.' : 'No date of birth yet.'))
  return { code: 'part-about', holds: counted(lines.length, ['answer', 'answers']), missing, blocks: lines.length === 0 ? [] : [{ kind: 'lines', title: '', lines: lines.map(({ label, words }) => ({ label, words })) }], records: [reader.child] }
}

export function profilePart(found: Checkpoint | undefined, read: <D extends Definition>(form: D, one: Checkpoint) => AnswersOf<D>, say: Say): Part {
  const blocks = found ? blocksOf(onePageProfile, read(onePageProfile, found), say, { skip: ['child', 'reviewOn'] }) : []
  return { code: 'part-profile', holds: blocks.length === 0 ? '' : 'Written', missing: blocks.length === 0 ? ['No one-page profile yet.'] : [], blocks, records: found ? [found.record] : [] }
}

/** What adults act by; of a kind that has nothing in force yet, its newest draft. */
export function planPart(lib: Lib): Part {
  const inForce = inForceNow(lib.plans)
  const drafts = planKinds.flatMap(({ code }) => (inForce.some(({ kind }) => kind === code) ? [] : lib.plans.filter(({ kind, state }) => kind === code && state === 'draft').slice(-1)))
  const goes = [...inForce, ...drafts]
  return {
    code: 'part-plan', records: goes.map(({ record }) => record),
    holds: goes.map((one) => `${titleOf(one, lib)}, ${stateOfPlan[one.state]}`).join('; '),
    missing: goes.length === 0 ? ['No plan yet.'] : inForce.length === 0 ? ['No plan is in use yet.'] : [],
    blocks: goes.flatMap((one): Block[] => [{ kind: 'words', words: `${titleOf(one, lib)}: ${stateOfPlan[one.state]}.` }, ...blocksOf(plan, one.answers, lib.say, { skip: ['child', 'planKind', 'done', 'strategies'] })]),
  }
}

/** Each once, as it was found last; what did not help stands with the rest. */
export function strategiesPart({ plans, soFar, say, since: inForce }: Lib, fromSupport: readonly string[]): Part {
  const { strategies } = plan.fields
  const told = new Set<string>()
  const once = (words: string): boolean => words.trim() !== '' && !told.has(foldText(words)) && told.add(foldText(words)).size > 0
  const tried = plans.toReversed().flatMap((version) => version.answers.strategies.flatMap((row) => {
    if (!once(row.words)) return []
    const since = version.going?.impacts.find(({ id }) => id === row.id)
    return [{ words: row.words, when: cellWords(strategies.of, row, 'band', say), span: day(inForce(version)), impact: since?.impact ?? row.impact, how: since?.words || row.impactWords }]
  }))
  const put = soFar.provision.flatMap((row) => (once(row.words) ? [{ words: row.words, when: cellWords(support.fields.provision.of, row, 'tier', say), span: [day(row.from), day(row.to)].filter(Boolean).join(' to '), impact: row.impact, how: row.impactWords }] : []))
  const all = [...tried, ...put]
  const unsaid = all.filter(({ impact }) => impact === null).length
  return {
    code: 'part-strategies', holds: all.length === 0 ? '' : counted(all.length, ['strategy', 'strategies']), records: [...plans.map(({ record }) => record), ...fromSupport],
    missing: [
      ...(all.length === 0 ? ['Nothing that was tried is written down yet.'] : []),
      ...(unsaid === 0 ? [] : [unsaid === 1 ? 'One does not say what came of it.' : `${unsaid} do not say what came of it.`]),
      ...(all.length > 0 && !all.some(({ impact }) => impact === 'impact-none' || impact === 'impact-harder') ? ['None is marked as having made no difference or made things harder. Agencies ask for those too.'] : []),
    ],
    blocks: tableOf('', ['What adults did', 'When', 'Dates', 'What came of it', 'How we know'], all.map(({ words, when, span, impact, how }) => [words, when, span, wordsOf(strategies.of.impact, impact, say), how])),
  }
}

export function supportPart({ soFar, say }: Lib, fromSupport: readonly string[]): Part {
  const { of } = support.fields.provision
  const tiers = provisionMap(soFar.provision)
  return {
    code: 'part-support', records: fromSupport, holds: soFar.provision.length === 0 ? '' : counted(soFar.provision.length, ['line', 'lines']), missing: soFar.provision.length === 0 ? ['Nothing is written down as put in place yet.'] : [],
    blocks: tiers.flatMap(({ tier, rows }) => tableOf(
      tier === null ? 'No tier yet' : wordsOf(of.tier, tier, say), ['What', 'From', 'Until', 'By whom', 'How often', 'What came of it'],
      rows.map((row) => [row.words, day(row.from), day(row.to), row.who, row.often, [wordsOf(of.impact, row.impact, say), row.impactWords].filter(Boolean).join('. ')]),
    )),
  }
}

export function cyclesPart(lib: Lib): Part {
  const cycles = lib.plans.filter(({ state }) => state !== 'draft')
  const { goOn } = planGoing.fields
  return {
    code: 'part-cycles', records: cycles.map(({ record }) => record), holds: cycles.length === 0 ? '' : counted(cycles.length, ['plan', 'plans']),
    missing: cycles.length === 0 ? ['No cycle of assess, plan, do, review yet.'] : cycles.some(({ going }) => going?.reviewed != null) ? [] : ['None has been reviewed yet.'],
    blocks: tableOf('', ['Plan', 'Cycle', 'In use from', 'Reviewed', 'What has changed', 'What next'], cycles.map((one) => [
      titleOf(one, lib), one.answers.cycle === null ? '' : String(one.answers.cycle), day(lib.since(one)), day(one.going?.reviewed ?? null),
      [one.going?.reviewWords, one.going?.smallChange].filter(Boolean).join('\n'), wordsOf(goOn, one.going?.goOn ?? null, lib.say),
    ])),
  }
}

interface WithParents {
  readonly fromSupport: readonly string[]
  readonly tellings: readonly ChronologyEntry[]
  readonly written: (entry: ChronologyEntry) => AnswersOf<Definition>
  /** Between home and here. */
  readonly notes: number
}
export function parentsPart(lib: Lib, { fromSupport, tellings, written, notes }: WithParents): Part {
  const { soFar, plans, say } = lib
  const { of } = plan.fields.parents
  const voices = plans.flatMap((one) => one.answers.parents.map((row) => [titleOf(one, lib), row.name, wordsOf(of.state, row.state, say), day(row.askedOn), row.words || row.whyNot]))
  const told = tellings.flatMap((entry): Block[] => blocksOf({ ...entry.form, title: '' }, written(entry), say))
  const blocks: Block[] = [
    ...tableOf('Meetings and calls', ['On', 'With whom', 'How', 'What was agreed'], soFar.parentContacts.map((row) => [day(row.on), row.who, row.how, row.words])),
    ...tableOf('What parents and carers say of the plans', ['Plan', 'Who', 'Asked?', 'On', 'What they say'], voices),
    ...told,
    ...(notes === 0 ? [] : [{ kind: 'words', words: `${counted(notes, ['note', 'notes'])} between home and here.` } as const]),
  ]
  const holds = [soFar.parentContacts.length > 0 && counted(soFar.parentContacts.length, ['meeting or call', 'meetings and calls']), voices.length > 0 && 'their views of the plans', tellings.length > 0 && 'told of incidents', notes > 0 && counted(notes, ['note', 'notes'])]
  return {
    code: 'part-parents', blocks, records: [...fromSupport, ...plans.map(({ record }) => record), ...tellings.map(({ record }) => record)], holds: holds.filter(Boolean).join(', '),
    missing: soFar.parentContacts.length > 0 ? [] : [blocks.length === 0 ? 'No work with parents is written down yet.' : 'No meeting or call is written down yet.'],
  }
}

export function listPart({ code, name, columns, one, none }: { readonly code: BundlePart; readonly name: 'advice' | 'scores'; readonly columns: readonly string[]; readonly one: readonly [string, string]; readonly none: string }, { soFar, say }: Lib, fromSupport: readonly string[]): Part {
  const { of } = support.fields[name]
  const rows = soFar[name]
  // Each column is a field of the list's rows.
  const label = (column: string) => say.word(`support.${name}.${column}.label`, (of as Readonly<Record<string, { readonly label: string }>>)[column]?.label ?? '')
  return { code, records: fromSupport, holds: rows.length === 0 ? '' : counted(rows.length, one), missing: rows.length === 0 ? [none] : [], blocks: tableOf('', columns.map(label), rows.map((row) => columns.map((column) => cellWords(of, row, column, say)))) }
}

/** Whose and when stand beside what a record says. */
const inItsPlace: readonly string[] = ['child', 'children', 'when']
interface Telling {
  readonly say: Say
  readonly written: (entry: ChronologyEntry) => AnswersOf<Definition>
  readonly clean: (words: string, about: readonly string[]) => string
  readonly aboutOf: (entry: ChronologyEntry) => readonly string[]
}
export function chronologyRow(entry: ChronologyEntry, { say, written, clean, aboutOf }: Telling): string[] {
  const { form, wall, author, state, later } = entry
  const number = numberWords(entry)
  const lines = linesOf(form, written(entry), say).filter(({ field }) => form.fields[field]?.shape !== 'record' && !inItsPlace.includes(field)).map(({ label, words }) => (label.endsWith('?') ? `${label} ${words}` : `${label}: ${words}`))
  const since = later.map((one) => `${laterWords(one, say)}: ${clean(one.words, aboutOf(entry))}`)
  return [`${day(wall.slice(0, 10))} ${wall.slice(11)}`, `${say.word(`${form.kind}.title`, form.title)}${number === '' ? '' : `, number ${number}`}`, say.adult(author), [...lines, ...since, ...(state === 'open' ? [`${stateWords.open}.`] : [])].join('\n')]
}
export function chronologyPart(entries: readonly ChronologyEntry[], rowOf: (entry: ChronologyEntry) => string[]): Part {
  const [first, last] = [entries[0]?.wall.slice(0, 10), entries.at(-1)?.wall.slice(0, 10)]
  return {
    code: 'part-chronology', records: entries.map(({ record }) => record), missing: entries.length === 0 ? ['No records yet.'] : [],
    holds: first && last ? `${counted(entries.length, ['record', 'records'])}, ${day(first)} to ${day(last)}` : '',
    blocks: tableOf('', ['When', 'What', 'Written by', 'What it says'], entries.map(rowOf)),
  }
}

export function closePart({ child }: About, { say, plans, mine }: Pick<Lib, 'say' | 'plans'> & { readonly mine: (words: string) => string }): Part {
  const close = Object.fromEntries(Object.entries(childForm.fields).filter(([name, field]) => field.restricted === true || name === 'healthHeld'))
  const lines = linesOf({ ...childForm, fields: close }, cleanedAnswers(childForm.fields, view(childForm, child).answers, mine), say, { sensitive: true }).map(({ label, words }) => ({ label, words }))
  const needs = inForceNow(plans).flatMap(({ answers }) => (answers.needs === '' ? [] : [{ label: say.word('plan.needs.label', plan.fields.needs.label), words: answers.needs }]))
  const all = [...lines, ...needs]
  return { code: 'part-close', holds: all.map(({ label }) => label.replace(/\?$/, '')).join(', '), missing: [], blocks: all.length === 0 ? [] : [{ kind: 'lines', title: '', lines: all }], records: [child.record] }
}
