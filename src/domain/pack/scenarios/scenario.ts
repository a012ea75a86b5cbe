import type { Changes, Value } from '../../schema/field'

/**
 * A scenario: a made-up child and what becomes of them, as data. The same forms, pages and drawings show it as show a real
 * child; nothing here knows how it will look.
 */
export interface Scenario {
  readonly id: string
  /** The child in the ribbon. */
  readonly child: string
  readonly setting: { readonly name: string; readonly kind: 'school' | 'early-years' }
  /** Whose hands the demo is in: an adult of `opening`, who may read all of it. */
  readonly presenter: string
  /** What is there when the demo opens. */
  readonly opening: readonly Writing[]
  readonly steps: readonly Step[]
}

/** One revision of one record. Its day is counted from the demo's own today, so that a scenario never grows old. */
export interface Writing {
  readonly record: string
  readonly kind: string
  /** Left out: `edit`. */
  readonly act?: 'edit' | 'close' | 'sign'
  readonly author: string
  /** Weekdays before the demo's today. */
  readonly ago: number
  /** `HH:mm` on the wall. */
  readonly time: string
  /** Answers that are this very time, by field. */
  readonly stamped?: readonly string[]
  /** Answers that are a day, by field or part: so many days from the demo's today. */
  readonly days?: Readonly<Record<string, number>>
  readonly says: Changes
}

/** One press of the clicker: what appears, and the page that shows it. */
export interface Step {
  readonly title: string
  /** Said by the presenter, and read on the private screen or on paper only. */
  readonly note: string
  /** What the room is asked, in words large enough for the back row. */
  readonly ask?: string
  readonly page: { readonly name: string; readonly params?: Readonly<Record<string, string>>; readonly query?: Readonly<Record<string, string>> }
  /** The demo's clock goes on so many weeks before anything is written. */
  readonly weeksLater?: number
  readonly writes?: readonly Writing[]
  /** Names of holds and restrictive interventions: left out where the demo was opened by a link, without an account. */
  readonly signedInOnly?: boolean
}

/** What stands in the list before a scenario is read. */
export interface ScenarioLine {
  readonly id: string
  readonly year: number
  readonly title: string
  readonly about: string
  readonly read: () => Promise<Scenario>
}

/** An answer in a row: a value, codes or ids, or numbers by who gave them. */
type Said = Value | readonly string[] | Readonly<Record<string, number>>
export interface RowSaid {
  readonly id: string
  readonly [name: string]: Said
}

const ranks = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
/** Rows as changes, ranked in this order; `from` is the place of the first. */
export function rowsOf(field: string, rows: readonly RowSaid[], from = 0): Changes {
  const changes: Record<string, Value> = {}
  for (const [index, { id, ...answers }] of rows.entries()) {
    const row = `${field}/${id}`
    changes[row] = true
    changes[`${row}/rank`] = `a${ranks[from + index]}`
    for (const [name, said] of Object.entries(answers)) {
      if (Array.isArray(said)) for (const one of said) changes[`${row}/${name}/${one}`] = true
      else if (isNumbers(said)) for (const [who, number] of Object.entries(said)) changes[`${row}/${name}/${who}`] = number
      // What is neither a list nor numbers by name is one value.
      else changes[`${row}/${name}`] = said as Value
    }
  }
  return changes
}
const isNumbers = (said: Said): said is Readonly<Record<string, number>> => typeof said === 'object' && !('wall' in said) && !('minutes' in said)

/** Ticks of a question that takes several. */
export const ticked = (field: string, ...codes: readonly string[]): Changes => Object.fromEntries(codes.map((code) => [`${field}/${code}`, true]))

/** An adult of the scenario's setting, there for years. */
export function anAdult(id: string, name: string, roles: readonly string[], room?: string): Writing {
  return {
    record: id, kind: 'adult', author: id, ago: 200, time: '08:30',
    says: { 'name/': name, 'shortName/': name.split(' ')[0] ?? name, ...ticked('roles', ...roles), ...(room === undefined ? {} : rowsOf('rooms', [{ id: 'r1', name: room }])) },
  }
}
