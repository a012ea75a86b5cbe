/**
 * Who may do what. Roles are data on an adult's record; `may` is the only place that turns a role into a yes or a no, on
 * the glass and at the endpoint alike.
 */

export const roles = [
  'practitioner', 'key-person', 'senco', 'dsl', 'head', 'tutor', 'mental-health-lead', 'governor', 'visiting', 'la',
] as const
export type Role = (typeof roles)[number]

/** An adult as the roster knows them. */
export interface Person {
  readonly id: string
  readonly name: string
  /** For tiles and chips: a first name. */
  readonly shortName: string
  readonly roles: readonly Role[]
  /** Last day they work here (`YYYY-MM-DD`), for supply and leavers; null while open. */
  readonly until: string | null
  /** Rooms and classes whose children are theirs on Today. */
  readonly rooms: readonly string[]
}

export type Doing =
  | 'read' // open the record
  | 'write' // begin it, or add a revision to it
  | 'add-to' // add dated words to a closed record
  | 'sign' // say that a joint record is right, and close it
  | 'countersign' // say that a signed record was read and looked into
  | 'read-sensitive' // answers marked `restricted`

/** What `may` needs to know of a record, and nothing it would need to open the record for. */
export interface About {
  readonly kind: string
  readonly keeping: 'joint' | 'own'
  /** Who began it; null for a record that does not exist yet. */
  readonly author: string | null
  /** All who began it, where several did so before they had seen each other. Left out: its author alone. */
  readonly begunBy?: readonly string[]
  /** Everyone who began it has left. Asked of an incident that is to be signed, and of an own record nobody closed. */
  readonly leftBehind?: boolean
  readonly closed: boolean
  /** Of an incident: who signed it. */
  readonly signedBy?: string | null
  /** It is about a child whom this adult is assigned to. */
  readonly mine: boolean
  /** The record's own id: an adult may change their own rooms. */
  readonly record?: string
  /** They took part in the incident it is, or belongs to. */
  readonly involved?: boolean
  /** They have still to close their own account of the same incident. */
  readonly owesAccount?: boolean
  /** The one adult its author lets read it. */
  readonly sharedWith?: string | null
  /** The adult whose words it is, where its author wrote it down for another. */
  readonly takenFor?: string | null
}

const anyOf = (person: Person, ...wanted: Role[]): boolean => wanted.some((role) => person.roles.includes(role))

/** Works in the setting and records what happens there. */
const isStaff = (person: Person): boolean => anyOf(person, 'practitioner', 'key-person', 'senco', 'dsl', 'head', 'tutor', 'mental-health-lead')
/** May read about every child of the setting. */
const isLead = (person: Person): boolean => anyOf(person, 'senco', 'dsl', 'head', 'mental-health-lead')
/** Adds adults to a tablet and resets PINs. */
export const isSenior = (person: Person): boolean => anyOf(person, 'senco', 'dsl', 'head')

/** Nobody will ever close it: it is read by those who may read about every child. */
const isLeftTo = (person: Person, { leftBehind, closed }: About): boolean => leftBehind === true && !closed && isLead(person)

export const worksOn = (person: Pick<Person, 'until'>, day: string): boolean => person.until === null || day <= person.until

/** Whether this person may do this to a record of this kind on this day (`YYYY-MM-DD`). */
export function may(person: Person, doing: Doing, about: About, day: string): boolean {
  if (!worksOn(person, day)) return false
  if (about.kind === 'adult') return mayWithAdult(person, doing, about)
  // A governor sees totals only, and the LA sees coded facts only: neither opens a record.
  if (!isStaff(person) && !anyOf(person, 'visiting')) return false
  if (about.kind === 'child') return mayWithChild(person, doing, about)
  if (about.kind === 'calm-script') return mayWithCalmScript(person, doing, about)
  if (about.kind === 'incident') return mayWithIncident(person, doing, about)
  if (about.kind === 'telling') return doing === 'read-sensitive' ? isLead(person) : isStaff(person) && (doing === 'read' || doing === 'write')
  if (isDrawn(about.kind)) return mayWithDrawn(person, doing, about)
  if (about.kind === 'term-calendar') return doing === 'read' || (doing === 'write' && isSenior(person))
  if (about.kind === 'training') return doing === 'read' ? isStaff(person) : doing === 'write' && (isSenior(person) || anyOf(person, 'tutor'))
  if (about.kind === 'setting-words') return doing === 'read' || (doing === 'write' && anyOf(person, 'tutor', 'senco', 'head'))
  const own = about.author === person.id
  if (doing === 'sign' || doing === 'countersign') return false
  if (about.kind === 'adult-debrief' && doing !== 'write') return own ? doing !== 'add-to' || about.closed : doing === 'read' && about.closed && about.sharedWith === person.id
  // Hidden from every other role, from the moment it is written.
  if (about.kind === 'worry' && doing !== 'write') return doing !== 'read-sensitive' && about.closed && (own || anyOf(person, 'dsl'))
  // Their own words in another’s hand: once closed they read them, say that they are theirs, and add what is missing.
  if (about.kind === 'account' && (doing === 'read' || doing === 'add-to') && about.closed && about.takenFor === person.id) return true
  // Two memories stay two: nobody reads another's account before they have closed their own.
  if (about.kind === 'account' && doing === 'read' && !own) return about.owesAccount !== true && (isLeftTo(person, about) || (about.closed && (isLead(person) || (isStaff(person) && (about.mine || about.involved === true)))))
  // Papers leave the setting by those who answer for them.
  if (about.kind === 'handover' && doing === 'write' && !isLead(person) && !anyOf(person, 'key-person')) return false
  if (doing === 'write') return about.keeping === 'joint' ? isStaff(person) : about.author === null || (own && !about.closed)
  if (doing === 'add-to') return about.closed && (own || isLead(person))
  // An account is its author's alone until it is closed; then it is read by those who work with the child.
  if (own) return true
  return isLeftTo(person, about) || (about.closed && (isLead(person) || (isStaff(person) && about.mine)))
}

function mayWithAdult(person: Person, doing: Doing, about: About): boolean {
  if (doing === 'write') return isSenior(person) || anyOf(person, 'la') || (about.author !== null && about.record === person.id)
  return doing === 'read'
}

/**
 * Its author signs, and of several who began it apart any one; where all of them have left a senior does. A senior who neither
 * began nor signed it countersigns, and nobody edits what another signed.
 */
function mayWithIncident(person: Person, doing: Doing, about: About): boolean {
  const own = about.author === person.id || about.begunBy?.includes(person.id) === true
  switch (doing) {
    case 'write': return isStaff(person)
    case 'sign': return isStaff(person) && (own || (about.leftBehind === true && isSenior(person)))
    case 'countersign': return about.closed && !own && about.signedBy !== person.id && isSenior(person)
    case 'add-to': return about.closed && (own || isLead(person) || about.involved === true)
    case 'read': return own || isLead(person) || (isStaff(person) && (about.mine || about.involved === true))
    case 'read-sensitive': return isLead(person)
  }
}

function mayWithChild(person: Person, doing: Doing, about: About): boolean {
  if (doing === 'read') return true
  if (doing === 'write') return isStaff(person)
  return doing === 'read-sensitive' && (isLead(person) || (anyOf(person, 'key-person') && about.mine))
}

/** Read by everyone who may read the child; written by those who know the child best or answer for what adults do. */
function mayWithCalmScript(person: Person, doing: Doing, about: About): boolean {
  if (doing === 'read') return true
  return doing === 'write' && (anyOf(person, 'senco', 'dsl', 'head', 'tutor') || (anyOf(person, 'key-person') && about.mine))
}

/** The drawn tools and plans: made by those who work with the child or lead on behaviour, together. What is kept close is for leads and the key person. */
const drawn: ReadonlySet<string> = new Set([
  'roots-and-fruits', 'anxiety-map', 'predict-prevent', 'risk-calculator', 'behaviour-checklist',
  'plan', 'plan-going', 'support', 'one-page-profile', 'circle-note', 'audit-of-need',
])
/** Short enough to be read, and for every adult who may meet the child: supply staff and midday supervisors too. */
const readByAll: ReadonlySet<string> = new Set(['plan', 'plan-going', 'one-page-profile'])
export const isDrawn = (kind: string): boolean => drawn.has(kind)
function mayWithDrawn(person: Person, doing: Doing, about: About): boolean {
  const isNear = isLead(person) || anyOf(person, 'tutor') || (isStaff(person) && about.mine)
  if (doing === 'read') return isNear || (isStaff(person) && readByAll.has(about.kind)) || (anyOf(person, 'visiting') && about.mine)
  if (about.kind === 'plan' && doing === 'sign') return !about.closed && (isLead(person) || (anyOf(person, 'tutor', 'key-person') && isNear))
  // What was agreed is not written on: the next version is.
  if (about.kind === 'plan' && doing === 'add-to') return about.closed && isNear
  if (doing === 'write') return isNear && !(about.kind === 'plan' && about.closed)
  return doing === 'read-sensitive' && (isLead(person) || (anyOf(person, 'key-person') && about.mine))
}

/** What an adult may change of their own record: nothing that gives rights. */
export const ownAdultParts = /^rooms\//
