import type { incident } from '../records/incident'
import type { AnswersOf } from '../schema/definition'
import type { Moment } from '../schema/field'
import { minutesBetween } from './instants'

export type Event = Pick<AnswersOf<typeof incident>, 'children' | 'childrenHurt' | 'when' | 'ended'>

/** Two adults seldom say the same minute, and a child is seldom held twice within the hour. */
const nearMinutes = 60

/** It just happened: then its end alone is known. */
export const timeOf = ({ when, ended }: Pick<Event, 'when' | 'ended'>): Moment | null => when ?? ended

/** Children who were held or hurt in both. */
export function sharedChildren(one: Event, other: Event): string[] {
  const there = new Set([...other.children, ...other.childrenHurt])
  return [...new Set([...one.children, ...one.childrenHurt])].filter((child) => there.has(child))
}

/** Whether two records may be of one event: of the same child, and within the hour by the nearest that their times can mean. */
export function maybeSameEvent(one: Event, other: Event): boolean {
  const [from, to] = [timeOf(one), timeOf(other)]
  const apart = [minutesBetween(from, to), minutesBetween(to, from)].flatMap((minutes) => (minutes === null ? [] : Math.abs(minutes)))
  return apart.length > 0 && Math.min(...apart) <= nearMinutes && sharedChildren(one, other).length > 0
}
