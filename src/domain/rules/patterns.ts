import type { Checkpoint } from '../history/read'
import { view } from '../history/read'
import { antecedents as antecedentOptions } from '../pack/incident'
import { abc } from '../records/abc'
import { deEscalation, waysToCalm } from '../records/de-escalation'
import { incident } from '../records/incident'
import { places as placeOptions, quickRecord } from '../records/quick-record'
import type { Definition } from '../schema/definition'
import type { Moment, Option } from '../schema/field'
import { wentWell } from './went-well'

/**
 * What a child's records have in common: when, where, what came before, what was tried and what helped, and the times that
 * went well beside those that were hard. Counts to look at together and ask about: no score, and nothing foretold.
 */

/** One record an adult may read, as much of it as patterns are looked for in. */
export interface Seen {
  readonly record: string
  readonly kind: string
  /** When its author said it happened, `YYYY-MM-DDTHH:mm`; null where nobody said: when it was written is no answer. */
  readonly wall: string | null
  readonly answers: Readonly<Record<string, unknown>>
}
export interface Count {
  readonly code: string
  readonly count: number
}
export interface Tally {
  /** How many moments say anything of this. */
  readonly said: number
  /** The most frequent first; those alike in the form's order. */
  readonly counts: readonly Count[]
  /** What stands in more than half of them, where enough say: worth a question. */
  readonly most: Count | null
}
export interface Way {
  readonly code: string
  readonly tried: number
  /** Of these, where somebody said what helped or what did not. */
  readonly judged: number
  readonly helped: number
  readonly didNotHelp: number
}
export interface Ways {
  readonly said: number
  readonly ways: readonly Way[]
  /** Helped more often than not, the most often of all. */
  readonly most: Way | null
}
export interface Grid {
  readonly said: number
  /** `before` and `after` stand for all other hours and `weekend` for both days, each only where something fell there. */
  readonly hours: readonly string[]
  readonly days: readonly string[]
  /** By hour, then by day. */
  readonly cells: readonly (readonly number[])[]
  readonly mostHour: Count | null
  readonly mostDay: Count | null
}
export interface Patterns {
  /** A moment that several records tell of is one. */
  readonly moments: number
  /** First and last day, `YYYY-MM-DD`; null where no record says. */
  readonly days: readonly [string, string] | null
  /** Null while there are fewer than `enough` moments. */
  readonly found: Found | null
}
export interface Found {
  readonly hard: number
  readonly grid: Grid
  readonly places: Tally
  readonly antecedents: Tally
  readonly ways: Ways
  readonly well: { readonly count: number; readonly places: Tally }
}

/** Fewer than this say more about a few days than about a child. */
export const enough = 5
/** The hours of a day here: the first that is shown, and the one that is not any more. */
export interface Hours {
  readonly from: number
  readonly to: number
}

// The fullest account first: where two say when or where, its answer stands.
const looked: readonly Definition[] = [incident, abc, deEscalation, quickRecord]
/** Good in themselves: no hard moment lies behind them. Calming with help is good after something hard. */
const goodSigns: readonly string[] = ['asked-for-help', 'joined-in']

/** Empty for a record that patterns are not looked for in. */
export function seenIn(checkpoint: Checkpoint): Seen[] {
  const form = looked.find(({ kind }) => kind === checkpoint.kind)
  if (!form || checkpoint.withdrawn) return []
  const answers: Readonly<Record<string, unknown>> = view(form, checkpoint).answers
  // Each of these forms asks `when` as a moment.
  const when = answers['when'] as Moment | null
  return [{ record: checkpoint.record, kind: form.kind, wall: when?.wall.replace(' ', 'T').slice(0, 16) ?? null, answers }]
}

export function patternsIn(seen: readonly Seen[], hours: Hours): Patterns {
  const moments = happeningsIn(seen)
  const walls = moments.flatMap(({ wall }) => (wall === null ? [] : [wall.slice(0, 10)])).sort((a, b) => (a < b ? -1 : 1))
  const [first, last] = [walls[0], walls.at(-1)]
  const days = first === undefined || last === undefined ? null : ([first, last] as const)
  if (moments.length < enough) return { moments: moments.length, days, found: null }
  const hard = moments.filter((one) => one.hard)
  const well = moments.filter((one) => one.well)
  const placesOf = (some: readonly Happening[]) => tallyOf(some.flatMap(({ place }) => (place === null ? [] : [[place]])), placeOptions)
  return {
    moments: moments.length,
    days,
    found: {
      hard: hard.length,
      grid: gridOf(hard.flatMap(({ wall }) => wall ?? []), hours),
      places: placesOf(hard),
      antecedents: tallyOf(hard.map((one) => one.antecedents), antecedentOptions),
      ways: waysIn(moments),
      well: { count: well.length, places: placesOf(well) },
    },
  }
}

// --- moments

/** Something that happened, however many records tell of it. */
interface Happening {
  readonly wall: string | null
  readonly place: string | null
  readonly antecedents: readonly string[]
  readonly tried: readonly string[]
  readonly helped: readonly string[]
  readonly didNotHelp: readonly string[]
  readonly hard: boolean
  readonly well: boolean
}

/** A quick record, the ABC record made from it and the incident it grew into tell of one moment. */
function happeningsIn(seen: readonly Seen[]): Happening[] {
  const byRoot = new Map<string, Seen[]>()
  for (const one of seen) {
    const from = one.answers['from']
    const root = typeof from === 'string' ? from : one.record
    byRoot.set(root, [...(byRoot.get(root) ?? []), one])
  }
  const place = ({ kind }: Seen) => looked.findIndex((form) => form.kind === kind)
  return [...byRoot.values()].map((told) => happeningIn(told.toSorted((a, b) => place(a) - place(b))))
}

function happeningIn(told: readonly Seen[]): Happening {
  const codes = (name: string) => [...new Set(told.flatMap(({ answers }) => codesIn(answers, name)))]
  const [helped, didNotHelp] = [codes('helped'), codes('didNotHelp')]
  const isGood = told.every(isOnlyGood)
  return {
    wall: told.find(({ wall }) => wall !== null)?.wall ?? null,
    place: told.map(({ answers }) => answers['place']).find((code) => typeof code === 'string') ?? null,
    antecedents: codes('antecedents'),
    // What helped was tried, whether or not that was ticked as well.
    tried: [...new Set([...codes('tried'), ...helped, ...didNotHelp])].filter((code) => code !== 'not-sure'),
    helped,
    didNotHelp,
    hard: !isGood,
    well: isGood || told.some(({ kind, answers }) => wentWell(kind, answers)),
  }
}

function isOnlyGood({ kind, answers }: Seen): boolean {
  const saw = codesIn(answers, 'saw')
  return kind === quickRecord.kind && saw.length > 0 && saw.every((code) => goodSigns.includes(code)) && answers['hurt'] !== 'yes' && answers['held'] !== 'yes'
}

/** Of an ABC record `saw` and `helped` are words, and hold no codes. */
function codesIn(answers: Seen['answers'], name: string): string[] {
  const given = answers[name]
  return Array.isArray(given) ? given.filter((code): code is string => typeof code === 'string') : []
}

// --- counts

const isMost = ({ count }: Count, said: number): boolean => said >= enough && count * 2 > said
const placeIn = (options: readonly Option[], code: string): number => {
  const at = options.findIndex((option) => option.code === code)
  return at < 0 ? options.length : at
}

function countsOf(codes: readonly string[]): Count[] {
  const counts = new Map<string, number>()
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts].map(([code, count]) => ({ code, count }))
}

function tallyOf(given: readonly (readonly string[])[], options: readonly Option[]): Tally {
  const saying = given.filter((codes) => codes.length > 0)
  const counts = countsOf(saying.flat()).sort((a, b) => b.count - a.count || placeIn(options, a.code) - placeIn(options, b.code))
  return { said: saying.length, counts, most: counts.find((one) => one.code !== 'other' && isMost(one, saying.length)) ?? null }
}

function waysIn(moments: readonly Happening[]): Ways {
  const saying = moments.filter(({ tried }) => tried.length > 0)
  const times = (name: 'helped' | 'didNotHelp', code: string) => saying.filter((one) => one[name].includes(code)).length
  const judged = saying.filter(({ helped, didNotHelp }) => helped.length + didNotHelp.length > 0)
  const ways = countsOf(saying.flatMap(({ tried }) => tried))
    .map(({ code, count }): Way => ({ code, tried: count, judged: judged.filter(({ tried }) => tried.includes(code)).length, helped: times('helped', code), didNotHelp: times('didNotHelp', code) }))
    .sort((a, b) => b.helped - a.helped || b.tried - a.tried || placeIn(waysToCalm, a.code) - placeIn(waysToCalm, b.code))
  return { said: saying.length, ways, most: (saying.length >= enough ? ways : []).find(({ code, tried, helped }) => code !== 'other' && helped > 1 && helped * 2 > tried) ?? null }
}

// --- the week

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri']

/** A wall time is read as it stands, in no zone. */
function dayOf(wall: string): string {
  const day = new Date(`${wall.slice(0, 10)}T00:00:00Z`).getUTCDay()
  return weekdays[day - 1] ?? 'weekend'
}
function hourOf(wall: string, { from, to }: Hours): string {
  const hour = Number(wall.slice(11, 13))
  return hour < from ? 'before' : hour >= to ? 'after' : wall.slice(11, 13)
}

function gridOf(walls: readonly string[], hours: Hours): Grid {
  const placed = walls.map((wall) => ({ day: dayOf(wall), hour: hourOf(wall, hours) }))
  const fell = (at: 'day' | 'hour', code: string) => placed.some((one) => one[at] === code)
  const shown = Array.from({ length: hours.to - hours.from }, (_, index) => String(hours.from + index).padStart(2, '0'))
  const rows = [...(fell('hour', 'before') ? ['before'] : []), ...shown, ...(fell('hour', 'after') ? ['after'] : [])]
  const days = [...weekdays, ...(fell('day', 'weekend') ? ['weekend'] : [])]
  const most = (at: 'day' | 'hour') => countsOf(placed.map((one) => one[at])).find((one) => isMost(one, placed.length)) ?? null
  return {
    said: placed.length,
    hours: rows,
    days,
    cells: rows.map((hour) => days.map((day) => placed.filter((one) => one.hour === hour && one.day === day).length)),
    mostHour: most('hour'),
    mostDay: most('day'),
  }
}
