import type { Checkpoint } from '../history/read'
import { view } from '../history/read'
import type { child } from '../records/child'
import { incident } from '../records/incident'
import type { telling } from '../records/telling'
import type { AnswersOf, Definition } from '../schema/definition'
import { forAudience } from '../schema/faces'
import type { ChoiceField, ChoicesField, Duration, DurationField, Field, Moment, Row } from '../schema/field'
import { isOfAge } from './age'
import { isBeforeStart, isTold } from './duties'
import { minutesBetween } from './instants'
import type { DecidedIn } from './must-not-tell'
import { isDecided } from './must-not-tell'

/** Whether the parents were told on the day. Not yet, once that day is over, is no. */
export type Told = 'yes' | 'no' | 'not-yet'

/** What a county may count of one record: codes and a day, and nothing that says who. */
export interface CountyFact {
  readonly kind: string
  /** `YYYY-MM-DD` by the clock on the wall; null where none was given. */
  readonly day: string | null
  /** An incident counts from its first receipt, an own record once its author has closed it. */
  readonly state: 'open' | 'signed' | 'closed'
  /** Of an incident; null where nobody has to be told. */
  readonly told: Told | null
  /** The answers marked `for: 'county'`, by field; of rows, each row's. */
  readonly codes: Readonly<Record<string, unknown>>
}

/** Null: nothing of this record is counted, or not yet, or no more. */
export function countyFact(form: Definition, checkpoint: Checkpoint, told: Told | null = null): CountyFact | null {
  const state = stateOf(form, checkpoint)
  if (state === null || checkpoint.withdrawn) return null
  const { answers } = view(form, checkpoint)
  const given = Object.entries(forAudience(form, answers, 'county'))
  if (given.length === 0) return null
  const codes = Object.fromEntries(given.map(([name, answer]) => [name, coded(form.fields[name], answer)]))
  const { when, ended } = timesOf(form, answers)
  const { duration } = form.fields
  // Both clocks say how long it took as well as a band does.
  if (duration?.shape === 'duration' && codes['duration'] === null) codes['duration'] = bandOf(duration, { minutes: lengthOf(when, ended), precision: 'exact' })
  // That it happened is counted; at what time, and who decided, stays in the setting.
  if (form.kind === incident.kind) codes['wentHomeEarly'] = view(incident, checkpoint).answers.wentHome === null ? 'no' : 'yes'
  return { kind: form.kind, day: when?.wall.slice(0, 10) ?? null, state, told, codes }
}

function stateOf(form: Definition, { freeze }: Checkpoint): CountyFact['state'] | null {
  if (form.kind === incident.kind) return freeze ? 'signed' : 'open'
  return form.keeping === 'own' && freeze ? 'closed' : null
}

/** Every form with a day has it in `when`, and its end, if it asks, in `ended`. */
function timesOf(form: Definition, answers: Readonly<Record<string, unknown>>): { when: Moment | null; ended: Moment | null } {
  // A moment by the field's own shape.
  const at = (name: string) => (form.fields[name]?.shape === 'moment' ? (answers[name] as Moment | null) : null)
  return { when: at('when'), ended: at('ended') }
}

// --- codes

/** Any short word passes the door as a code, so that a tablet may be ahead of the endpoint. Only the form's own go on from here. */
export const unlisted = 'unlisted'
const listed = ({ options }: ChoiceField | ChoicesField | DurationField, code: string): string => (options.some((option) => option.code === code) ? code : unlisted)

function coded(field: Field | undefined, answer: unknown): unknown {
  // Each answer is of its field's shape; a form's other shapes are none a county is given.
  switch (field?.shape) {
    case 'choice': return answer === null ? null : listed(field, answer as string)
    case 'choices': return [...new Set((answer as readonly string[]).map((code) => listed(field, code)))]
    case 'scale': return answer
    case 'duration': return answer === null ? null : bandOf(field, answer as Duration)
    case 'rows': return (answer as readonly Row[]).map((row) => Object.fromEntries(Object.entries<unknown>(row).map(([name, one]) => [name, coded(field.of[name], one)])))
    default: return null
  }
}

/** An end before the start says no length, and neither do the walls of two zones. */
function lengthOf(from: Moment | null, to: Moment | null): number | null {
  const minutes = from?.zone === to?.zone ? minutesBetween(from, to) : null
  return minutes !== null && minutes >= 0 ? minutes : null
}

const bandEnds = [[5, '1-to-5'], [15, '5-to-15'], [30, '15-to-30']] as const

/** A number of minutes would say more than the county asks. */
function bandOf(field: DurationField, { minutes, band }: Duration): string | null {
  if (minutes === null) return band === undefined ? null : listed(field, band)
  return listed(field, minutes < 1 ? 'under-1' : (bandEnds.find(([end]) => minutes <= end)?.[1] ?? 'over-30'))
}

// --- told

type Incident = Pick<AnswersOf<typeof incident>, 'children' | 'when' | 'ended' | 'adults'>
type Telling = Pick<AnswersOf<typeof telling>, 'told' | 'mustNot'>
type Child = Pick<AnswersOf<typeof child>, 'born' | 'parents'>

/** What the setting knows now. Both by id. */
export interface SettingKnows extends Pick<DecidedIn, 'profile' | 'roster'> {
  readonly children: ReadonlyMap<string, Child>
}

/**
 * Whether every parent of every child was told by the end of the day on which it ended: who is a parent, and who must not be
 * told, as the setting knows it now (Education and Inspections Act 2006 s.93A; statutory guidance in force from 1 April 2026).
 */
export function toldSameDay(incident: Incident, telling: Telling | null, knows: SettingKnows): Told | null {
  const { children, when, ended } = incident
  const day = (ended ?? when)?.wall.slice(0, 10)
  const owed = children.flatMap((child) => parentsOwed(child, { incident, telling, knows }).map((parent) => ({ child, parent })))
  const answers = owed.map(({ child, parent }): Told => {
    const days = (telling?.told ?? []).filter((row) => row.child === child && (parent === null || row.parent === parent)).flatMap((line) => dayTold(line, when))
    if (days.length === 0 || day === undefined) return 'not-yet'
    return days.some((one) => one <= day) ? 'yes' : 'no'
  })
  return answers.find((answer) => answer === 'no') ?? answers.find((answer) => answer === 'not-yet') ?? answers[0] ?? null
}

/** Rows of a child's record; null stands for whoever it is, where the record names no parent. */
function parentsOwed(child: string, { incident, telling, knows }: { incident: Incident; telling: Telling | null; knows: SettingKnows }): (string | null)[] {
  const known = knows.children.get(child)
  const began = (incident.when ?? incident.ended)?.wall
  if (began !== undefined && isOfAge(known?.born ?? null, began.slice(0, 10))) return []
  const parents = (known?.parents ?? []).map(({ id }) => id)
  if (parents.length === 0) return [null]
  const mustNot = (telling?.mustNot ?? []).filter((row) => row.child === child && row.over === null && isDecided(row, { ...knows, incident })).map(({ parent }) => parent)
  return parents.filter((parent) => !mustNot.includes(parent))
}

/** A time before it began tells nothing. */
const dayTold = (line: Telling['told'][number], when: Moment | null): string[] => (isTold(line) && line.at && !isBeforeStart(line.at, when) ? [line.at.wall.slice(0, 10)] : [])
