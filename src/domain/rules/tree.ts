import type { DrawnZone, TreeShape, Zone } from '../pack/tree'
import { leadsTo, slotsInZone, treePrompts, treePromptsEarlyYears, zones } from '../pack/tree'
import { rootsAndFruits } from '../records/roots-and-fruits'
import type { AnswersOf } from '../schema/definition'
import { addedRow } from '../schema/field'
import { movedRow } from '../schema/moved-row'

/** One entry on the tree, as the record keeps it. */
export type TreeEntry = AnswersOf<typeof rootsAndFruits>['entries'][number]
type Entries = readonly TreeEntry[]

export const isKeptClose = ({ reach }: Pick<TreeEntry, 'reach'>): boolean => reach.includes('kept-close')

/** What this adult is shown, and how many entries there are besides: never which, nor where. */
export function seenBy(entries: Entries, { sensitive }: { readonly sensitive: boolean }): { readonly seen: Entries; readonly kept: number } {
  const seen = entries.filter((one) => sensitive || !isKeptClose(one))
  return { seen, kept: entries.length - seen.length }
}
/** What may stand on paper, on a wall and in a picture, whoever prints it. */
export const forWalls = (entries: Entries): Entries => entries.filter((one) => !isKeptClose(one))

export const inZone = (entries: Entries, zone: Zone): TreeEntry[] => entries.filter((one) => one.zone === zone)
const zoneOf = ({ zone }: Pick<TreeEntry, 'zone'>): Zone | null => zones.find(({ code }) => code === zone)?.code ?? null

/** What of a place is drawn, beside Add where it is offered, and how many more there are. */
export function drawnIn(entries: Entries, zone: DrawnZone, { shape, mayAdd }: { readonly shape: Exclude<TreeShape, 'list'>; readonly mayAdd: boolean }): { readonly shown: Entries; readonly more: number } {
  const all = inZone(entries, zone)
  const room = slotsInZone[shape][zone] - (mayAdd ? 1 : 0)
  const shown = all.length <= room ? all : all.slice(0, room - 1)
  return { shown, more: all.length - shown.length }
}

export interface TreeLink {
  readonly from: string
  readonly to: string
}
/** Links between entries that are both there, each to the place it may lead to. One whose end was taken away is no link. */
export function linksIn(entries: Entries): TreeLink[] {
  const byId = new Map(entries.map((one) => [one.id, one]))
  return entries.flatMap((one) => {
    const zone = zoneOf(one)
    return one.leads.filter((to) => zone !== null && byId.has(to) && byId.get(to)?.zone === leadsTo[zone]).map((to) => ({ from: one.id, to }))
  })
}

/** Everything that leads to this entry and that it leads to, with the entry itself. */
export function pathThrough(entries: Entries, id: string): ReadonlySet<string> {
  const links = linksIn(entries)
  const follow = (from: keyof TreeLink, to: keyof TreeLink): string[] => {
    const found = [id]
    for (const at of found) found.push(...links.filter((link) => link[from] === at && !found.includes(link[to])).map((link) => link[to]))
    return found
  }
  return new Set([...follow('from', 'to'), ...follow('to', 'from')])
}

/** A sentence in pieces: entries are loud, and the name keeps its own direction. */
export type Sentence = readonly { readonly words: string; readonly is: 'words' | 'entry' | 'name' }[]

/**
 * What the links say, a sentence for each feeling that has any: "When noisy hall, M.K. may feel overwhelmed, and we see: leaves
 * the room." With an entry, only what leads through it.
 */
export function sentencesOf(entries: Entries, child: string, through: string | null = null): Sentence[] {
  const path = through === null ? null : pathThrough(entries, through)
  const on = entries.filter(({ id }) => path === null || path.has(id))
  const links = linksIn(on)
  const byId = new Map(on.map((one) => [one.id, one]))
  const at = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? [])
  return on.flatMap((feeling): Sentence[] => {
    if (feeling.zone !== 'feeling-now' && feeling.zone !== 'feeling-more') return []
    const roots = at(links.filter(({ to }) => to === feeling.id).map(({ from }) => from))
    const fruits = at(links.filter(({ from }) => from === feeling.id).map(({ to }) => to))
    return roots.length + fruits.length === 0 ? [] : [sentence(feeling, { roots, fruits, child })]
  })
}
function sentence(feeling: TreeEntry, { roots, fruits, child }: { roots: Entries; fruits: Entries; child: string }): Sentence {
  const isNow = feeling.zone === 'feeling-now'
  const plain = (words: string) => ({ words, is: 'words' as const })
  const listed = (some: Entries, last: string) =>
    some.flatMap((one, index) => [...(index === 0 ? [] : [plain(index === some.length - 1 ? ` ${last} ` : ', ')]), { words: softened(one), is: 'entry' as const }])
  return [
    ...(roots.length > 0 ? [plain(isNow ? 'When ' : 'With '), ...listed(roots, isNow ? 'or' : 'and'), plain(', ')] : []),
    { words: child, is: 'name' }, plain(' may feel '), { words: softened(feeling), is: 'entry' },
    ...(fruits.length > 0 ? [plain(isNow ? ', and we see: ' : ', and we see more of: '), ...listed(fruits, 'and')] : []),
    plain('.'),
  ]
}
export const sentenceWords = (sentence: Sentence): string => sentence.map(({ words }) => words).join('')

const firstWord = (words: string): string => words.trim().split(/\s+/)[0] ?? ''
/** Words that begin a prompt, or say what was seen, are everyday words; any other first word may be somebody's name and keeps its capital. */
const everyday: ReadonlySet<string> = new Set([
  ...[treePrompts, treePromptsEarlyYears].flatMap((prompts) => Object.values(prompts).flat().map(firstWord)),
  'An', 'In', 'At', 'On', 'Being', 'Having', 'Not', 'No', 'New', 'Noisy', 'Lost', 'Moved', 'Moving', 'When', 'My', 'His', 'Her', 'Their',
  'Hid', 'Hit', 'Shouted', 'Threw', 'Pushed', 'Left', 'Cried', 'Hurt', 'Broke', 'Joined', 'Calmed', 'Asked', 'Ran', 'Kicked',
])
function softened({ words, zone }: TreeEntry): string {
  const text = words.trim().replace(/\.$/, '')
  const first = firstWord(text)
  const isName = zone?.startsWith('feeling') !== true && !everyday.has(first)
  return isName || /^.\p{Lu}/u.test(text) ? text : `${text.charAt(0).toLocaleLowerCase('en-GB')}${text.slice(1)}`
}

/** What stands now and did not, what stood and does not now, and what reads otherwise. Rows keep their ids from version to version. */
export interface Compared {
  readonly added: Entries
  readonly gone: Entries
  readonly changed: readonly { readonly now: TreeEntry; readonly was: TreeEntry }[]
}
export function comparedWith(earlier: Entries, now: Entries): Compared {
  const before = new Map(earlier.map((one) => [one.id, one]))
  const after = new Set(now.map(({ id }) => id))
  return {
    added: now.filter(({ id }) => !before.has(id)),
    gone: earlier.filter(({ id }) => !after.has(id)),
    changed: now.flatMap((one) => {
      const was = before.get(one.id)
      return was && (was.words !== one.words || was.zone !== one.zone || kindOf(was) !== kindOf(one)) ? [{ now: one, was }] : []
    }),
  }
}

/** A kind is asked of what we see now; an entry that was moved keeps the answer, in case it is moved back. */
export const kindOf = ({ zone, kind }: Pick<TreeEntry, 'zone' | 'kind'>): string | null => (zone === 'fruit-now' ? kind : null)

const entriesField = rootsAndFruits.fields.entries
export const withEntry = (entries: Entries, id: string, given: Partial<TreeEntry>): Entries => [...entries, addedRow(entriesField, entries, id, given)]
export const withChange = (entries: Entries, id: string, change: Partial<TreeEntry>): Entries => entries.map((one) => (one.id === id ? { ...one, ...change } : one))
export const without = (entries: Entries, id: string): Entries => entries.filter((one) => one.id !== id)

/** The same place on the other side. What adults will add moves to what already helps, once it is there. */
export const otherSide: Readonly<Record<Zone, Zone>> = {
  'fruit-now': 'fruit-more', 'feeling-now': 'feeling-more', 'root-now': 'root-more',
  'fruit-more': 'fruit-now', 'feeling-more': 'feeling-now', 'root-more': 'root-now', 'root-planned': 'root-more',
}
/** Links stay on their own side, so those of an entry that moves over are let go; those that led to it are no longer links. */
export function movedOver(entries: Entries, id: string): Entries {
  const zone = zones.find(({ code }) => code === entries.find((one) => one.id === id)?.zone)?.code
  if (zone === undefined) return entries
  const to = otherSide[zone]
  return withChange(entries, id, { zone: to, ...(leadsTo[zone] === leadsTo[to] ? {} : { leads: [] }) })
}

/** The entry past its next neighbour in its place, among those this adult sees: what is hidden stays where it is. */
export function movedAmong(entries: Entries, seen: Entries, id: string, by: -1 | 1): Entries {
  const zone = seen.find((one) => one.id === id)?.zone
  const own = seen.filter((one) => one.zone === zone)
  const neighbour = own[own.findIndex((one) => one.id === id) + by]
  // A row that is moved is still a row of the same form.
  return neighbour ? (movedRow(entries, id, entries.findIndex((one) => one.id === neighbour.id)) as Entries) : entries
}

/** Links from this entry on or off; an entry at the far end is given by id. */
export const withLead = (entries: Entries, id: string, to: string, on: boolean): Entries =>
  entries.map((one) => (one.id === id ? { ...one, leads: on ? [...one.leads.filter((lead) => lead !== to), to] : one.leads.filter((lead) => lead !== to) } : one))
