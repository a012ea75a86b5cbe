import type { Checkpoint } from '../history/read'
import { view } from '../history/read'
import { byText, trueTime } from '../history/revision'
import { incident } from '../records/incident'
import type { Moment } from '../schema/field'
import { beganAt, daysAfter, endedAt, localDay } from './instants'
import { enough, seenIn } from './patterns'
import type { SchoolDays } from './school-days'
import { wentWell } from './went-well'

/**
 * How often, and for how long, over the days on which it could have been seen. Counts to look at beside the plan that was in
 * force: nothing here says what caused what.
 */

/** Something that happened with one child. Days are `YYYY-MM-DD`. */
export interface Happening {
  readonly day: string
  readonly what: 'incident' | 'calmed'
  /** By hand: a physical intervention. */
  readonly held: boolean
  /** From its beginning to its end; null where nobody said, and for what was calmed. */
  readonly minutes: number | null
}

/** A hold is by hand; being kept in, or limited by a thing, is an incident too. */
const byHand: readonly (string | null)[] = ['force', 'physical']
const minuteMs = 60_000

/** Incidents with this child and times they were helped back to calm, in the records an adult may read; the earliest first. */
export function happeningsOf(child: string, among: readonly Checkpoint[], zone: string): Happening[] {
  return among
    .filter(({ withdrawn }) => withdrawn === null)
    .flatMap((one) => (one.kind === incident.kind ? incidentIn(child, one, zone) : calmedIn(one, zone)))
    .sort((a, b) => byText(a.day, b.day))
}
const dayOf = (when: Moment | null, { first }: Checkpoint, zone: string): string => when?.wall.slice(0, 10) ?? localDay(trueTime(first), zone)

function incidentIn(child: string, one: Checkpoint, zone: string): Happening[] {
  const { answers } = view(incident, one)
  const { children, interventions, stamps, when, ended, duration } = answers
  if (!children.includes(child) || (stamps.length === 0 && interventions.every(({ kind }) => kind === null || kind === 'not-held'))) return []
  const [began, end] = [beganAt(answers), ended === null && duration === null ? null : endedAt(answers)]
  const isTheirs = (whom: string | null) => whom === null || whom === child
  return [{
    day: dayOf(when, one, zone), what: 'incident',
    held: stamps.length > 0 || interventions.some((row) => isTheirs(row.child) && byHand.includes(row.kind)),
    minutes: began === null || end === null ? null : Math.round((end - began) / minuteMs),
  }]
}
function calmedIn(one: Checkpoint, zone: string): Happening[] {
  return seenIn(one).flatMap(({ kind, wall, answers }) => (wentWell(kind, answers) ? [{ day: wall?.slice(0, 10) ?? dayOf(null, one, zone), what: 'calmed' as const, held: false, minutes: null }] : []))
}

// --- counts over days

export interface Span {
  readonly from: string
  readonly to: string
}
export interface Counted extends Span {
  /** Observed days: those of the calendar, and any other on which something was written down. */
  readonly days: number
  readonly incidents: number
  readonly held: number
  readonly calmed: number
  /** Of the incidents whose length is known. */
  readonly minutes: number
  /** Incidents of which nobody said how long they took. */
  readonly unsaid: number
}

const within = ({ from, to }: Span) => (day: string): boolean => from <= day && day <= to
function daysIn({ from, to }: Span): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = daysAfter(day, 1)) days.push(day)
  return days
}

export function countedIn(happenings: readonly Happening[], span: Span, { isSchoolDay }: Pick<SchoolDays, 'isSchoolDay'>): Counted {
  const theirs = happenings.filter(({ day }) => within(span)(day))
  const incidents = theirs.filter(({ what }) => what === 'incident')
  const seen = new Set(theirs.map(({ day }) => day))
  return {
    ...span, days: daysIn(span).filter((day) => seen.has(day) || isSchoolDay(day)).length,
    incidents: incidents.length, held: incidents.filter(({ held }) => held).length, calmed: theirs.length - incidents.length,
    minutes: incidents.reduce((sum, { minutes }) => sum + (minutes ?? 0), 0), unsaid: incidents.filter(({ minutes }) => minutes === null).length,
  }
}

/** So many school days make a week, whatever holidays lie in it. */
const weekDays = 5
/** For every five observed days; null where there are none. */
export const perWeek = (count: number, days: number): number | null => (days === 0 ? null : (count / days) * weekDays)

/**
 * The time since a plan was begun, and as many school days before it: the same length on both sides, or less where the child’s
 * records do not go back so far. `before` is null where there is nothing before it.
 */
export function sinceAndBefore({ began, today, earliest }: { readonly began: string; readonly today: string; readonly earliest: string | null }, { isSchoolDay }: Pick<SchoolDays, 'isSchoolDay'>): { readonly since: Span; readonly before: Span | null } {
  const since = { from: began, to: today }
  const last = daysAfter(began, -1)
  if (earliest === null || earliest > last) return { since, before: null }
  let [from, left] = [began, daysIn(since).filter(isSchoolDay).length]
  while (left > 0 && from > earliest) {
    from = daysAfter(from, -1)
    if (isSchoolDay(from)) left -= 1
  }
  return { since, before: from <= last ? { from, to: last } : null }
}

// --- the chart

export type Measure = 'held' | 'calmed' | 'minutes'
export const measures: readonly Measure[] = ['held', 'calmed', 'minutes']
/** Fewer weeks than this say more about a few days than about a plan. */
export const enoughWeeks = 6
/** The newest so many are drawn. */
const mostWeeks = 52

export interface Series {
  readonly measure: Measure
  /** For every five observed days of each week; null in a week without any. */
  readonly rates: readonly (number | null)[]
  readonly total: number
  /** Half of the weeks lie over it, half under; null where there is too little to say. */
  readonly median: number | null
}
export interface RunChart {
  /** From Monday to Sunday, the first and the last cut where the span begins and ends. */
  readonly weeks: readonly Counted[]
  readonly days: number
  readonly isEnough: boolean
  readonly series: readonly Series[]
}

export function runChart(happenings: readonly Happening[], span: Span, days: Pick<SchoolDays, 'isSchoolDay'>): RunChart {
  const weeks = weeksIn(span).slice(-mostWeeks).map((week) => countedIn(happenings, week, days))
  const isEnough = weeks.filter((week) => week.days > 0).length >= enoughWeeks
  return {
    weeks, isEnough, days: weeks.reduce((sum, week) => sum + week.days, 0),
    series: measures.map((measure): Series => {
      const rates = weeks.map((week) => perWeek(week[measure], week.days))
      const times = weeks.reduce((sum, week) => sum + (measure === 'calmed' ? week.calmed : week.held), 0)
      return { measure, rates, total: weeks.reduce((sum, week) => sum + week[measure], 0), median: isEnough && times >= enough ? medianOf(rates) : null }
    }),
  }
}

/** 0 on a Monday. */
const weekday = (day: string): number => (new Date(`${day}T00:00Z`).getUTCDay() + 6) % 7
function weeksIn({ from, to }: Span): Span[] {
  const weeks: Span[] = []
  for (let monday = daysAfter(from, -weekday(from)); monday <= to; monday = daysAfter(monday, 7)) {
    const sunday = daysAfter(monday, 6)
    weeks.push({ from: monday < from ? from : monday, to: sunday > to ? to : sunday })
  }
  return weeks
}

export function medianOf(rates: readonly (number | null)[]): number | null {
  const sorted = rates.filter((rate) => rate !== null).sort((a, b) => a - b)
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}
