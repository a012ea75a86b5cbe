import type { Header, Act } from '../domain/history/revision'
import { trueTime } from '../domain/history/revision'
import type { Doing, Person } from '../domain/people'
import { isSenior, may, ownAdultParts, worksOn } from '../domain/people'
import type { Definition } from '../domain/schema/definition'
import type { Changes } from '../domain/schema/field'

/** The LA's own desk: adds a setting's first adults. On no roster, and only a desk device may write as it. */
export const laDesk: Person = { id: 'la', name: 'Local authority', shortName: 'LA', roles: ['la'], until: null, rooms: [] }

const doings: Record<Act, Doing> = { edit: 'write', close: 'write', sign: 'sign', countersign: 'countersign', addendum: 'add-to', withdraw: 'add-to' }
const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' })

/** What a right turns on besides the person, as the setting has it now. */
export interface Circumstances {
  readonly header: Header
  readonly changes: Changes
  readonly form: Definition
  /** Null for a record that does not exist yet. */
  readonly record: { readonly author: string; readonly closed: boolean } | null
  /** It is about a child of theirs. */
  readonly mine: boolean
  /** They took part in the incident it is. */
  readonly involved: boolean
  /** All who began the incident it is. */
  readonly begunBy: readonly string[]
  /** The last day on which any of them works here, as the setting has it now; null while that is open. */
  readonly begunByUntil: string | null
  /** Who signed the incident it is. */
  readonly signedBy: string | null
  /** The adult whose words the account is, where its author wrote it down for another. */
  readonly takenFor: string | null
}

/** Whether the author might make this revision on the day they made it; a clock that runs ahead is read as today. */
export function mayMake(person: Person, { header, changes, form, record, mine, involved, begunBy, begunByUntil, signedBy, takenFor }: Circumstances, now: number): boolean {
  const doing = doings[header.act]
  const onDay = day.format(Math.min(trueTime(header), now))
  const about = {
    kind: header.kind,
    keeping: form.keeping,
    author: record?.author ?? null,
    // An edit whose author could not know of the closing is kept, and reads as late.
    closed: (doing === 'add-to' || doing === 'countersign') && record !== null && record.closed,
    mine,
    involved,
    begunBy,
    leftBehind: !worksOn({ until: begunByUntil }, onDay),
    signedBy,
    takenFor,
    record: header.record,
  }
  const allowed = may(person, doing, about, onDay) || (header.act === 'withdraw' && may(person, 'write', about, onDay))
  if (!allowed) return false
  // A child or an adult taken out of every list is a senior's decision.
  if (header.act === 'withdraw' && form.keeping === 'joint' && !isSenior(person)) return false
  if (header.kind !== 'adult' || isSenior(person) || person.roles.includes('la')) return true
  return header.act === 'edit' && Object.keys(changes).every((part) => ownAdultParts.test(part))
}
