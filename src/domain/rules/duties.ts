import type { Profile } from '../pack/incident'
import type { DutyCode, DutyRule } from '../pack/legal'
import { collectionFrom, dutyRules, inForce } from '../pack/legal'
import type { Person, Role } from '../people'
import { worksOn } from '../people'
import type { child as childForm } from '../records/child'
import type { incident as incidentForm } from '../records/incident'
import { adultsIn } from '../records/incident'
import type { telling as tellingForm } from '../records/telling'
import type { termCalendar } from '../records/term-calendar'
import type { AnswersOf } from '../schema/definition'
import type { Moment } from '../schema/field'
import { isOfAge } from './age'
import { alarmsIn } from './before-signing'
import { beganAt, daysAfter, endOfDay, endedAt, instantOf, isAhead, localClock, localDay, minutesBetween } from './instants'
import { isDecided } from './must-not-tell'
import { firstWritten } from './paper'
import type { CountedDay } from './school-days'
import { schoolDays } from './school-days'
import { isTakenBack } from './told-by-mistake'

type Answers = AnswersOf<typeof incidentForm>
type TellingAnswers = AnswersOf<typeof tellingForm>
type ToldLine = TellingAnswers['told'][number]

export const becauses = [
  'before-collection', 'try-again', 'no-parent', 'not-decided', 'of-age', 'must-not', 'say-why-late', 'home-la-not-known', 'decide', 'not-ready', 'has-left', 'assumed',
] as const
/** Why a duty stands as it does, where that is not plain. Its words are `because.<code>`. */
export type Because = (typeof becauses)[number]

export interface Duty {
  readonly code: DutyCode
  readonly child?: string
  /** The parent’s row in the child’s record; left out where nobody is listed. */
  readonly parent?: string
  /** The one adult who owes it. */
  readonly adult?: string
  /** Roles any of whom may do it, where no one adult owes it. */
  readonly by: readonly Role[]
  /** Not these adults, whatever their role. */
  readonly except?: readonly string[]
  /** The last day for it, `YYYY-MM-DD`; null where no day is set. */
  readonly due: string | null
  /** Late is owed still, past its day; it stops nobody. */
  readonly state: 'owed' | 'late' | 'done' | 'not-owed'
  readonly because?: Because
}

export interface DutyFacts {
  /**
   * `savedAt`: when it was first kept here; ms by the endpoint’s clock as well as known. Null while it is a draft. `paper`: when
   * it was written on paper, if it was. `begunBy`: all who began it apart; left out, its author alone.
   */
  readonly incident: { readonly record: string; readonly answers: Answers; readonly author: string; readonly begunBy?: readonly string[]; readonly savedAt: number | null; readonly paper?: Moment | null; readonly signedAt: number | null; readonly signedBy?: string | null; readonly countersigned: boolean }
  readonly telling: TellingAnswers
  /** When each line of `telling.told` was written, ms; by its id. Left out: it is not looked at. */
  readonly toldWritten?: ReadonlyMap<string, number>
  /** By id. A restricted answer is handed in as it reads for whoever the duties are worked out for. */
  readonly children: ReadonlyMap<string, Pick<AnswersOf<typeof childForm>, 'born' | 'parents' | 'homeLa' | 'lookedAfter'>>
  /** Children who are here no longer. Left out: all are here. */
  readonly gone?: readonly string[]
  /** Whoever decides that a parent must not be told has the right to, and who has left. Left out: neither is looked at. */
  readonly adults?: ReadonlyMap<string, Pick<Person, 'roles' | 'until'>>
  /** Adults whose own account is closed, whoever wrote it down. */
  readonly accounts: readonly string[]
  readonly childDebriefs: readonly { readonly child: string; readonly state: string | null }[]
  readonly adultDebriefs: readonly { readonly adult: string; readonly state: string | null }[]
  readonly profile: Profile
  /** The setting’s term dates; null where it has none. */
  readonly calendar: AnswersOf<typeof termCalendar> | null
  readonly now: number
  readonly zone: string
  /** Left out: those of the usual pack. */
  readonly rules?: readonly DutyRule[]
}

interface Facts extends DutyFacts {
  readonly began: number
  readonly ended: number
  /** When it was first in writing, on paper or here: what the law asks of that day. Nothing else goes by the paper. */
  readonly written: number | null
}
interface FactsWithDay extends Facts {
  readonly due: string | null
}
type Owed = Omit<Duty, 'code' | 'due' | 'state'> & { readonly state: 'owed' | 'late' | 'done' | 'not-owed' }

const staff: readonly Role[] = ['practitioner', 'key-person', 'senco', 'dsl', 'head', 'tutor', 'mental-health-lead']
const seniors: readonly Role[] = ['senco', 'dsl', 'head']
const doneIf = (is: boolean): 'done' | 'owed' => (is ? 'done' : 'owed')
const why = (because: Because | null): { because?: Because } => (because === null ? {} : { because })

/** Whether what was done at that instant was done on a later day than it was due, and so is asked why. Late never blocks. */
export const needsLateReason = (due: string | null, at: number, zone: string): boolean => due !== null && localDay(at, zone) > due

// --- parents

/** A line that counts: they were told, how, when and by whom. Someone else collected, or nobody answered, and they are still to be told. */
export const isTold = ({ outcome, how, at, by }: ToldLine): boolean => (outcome === 'told' || outcome === 'told-not-signed') && how !== null && at !== null && by !== null
/** Whether that can be before it began. Of two times of which one is about, a few minutes say nothing. */
export function isBeforeStart(at: Moment, when: Moment | null): boolean {
  const passed = minutesBetween(when, at)
  const slack = when?.precision === 'exact' && at.precision === 'exact' ? 0 : aboutMinutes
  return passed !== null && passed < -slack
}
const aboutMinutes = 5
/** Nobody is told of what has not happened yet, nor writes down when they will have been. */
function isPossible({ id, at }: ToldLine, { incident: { answers: { when } }, toldWritten }: DutyFacts): boolean {
  const written = toldWritten?.get(id)
  return at === null || (!isBeforeStart(at, when) && !(written !== undefined && isAhead(at, written)))
}
const counts = (line: ToldLine, facts: DutyFacts): boolean => isTold(line) && isPossible(line, facts)
/** It is in writing. Schools report so (s.93A guidance; Independent School Standards para 32A). */
export const isWritten = ({ how, copy }: Pick<ToldLine, 'how' | 'copy'>): boolean => how === 'letter' || how === 'email' || copy === 'copy-given' || copy === 'copy-sent'

interface Parent {
  readonly child: string
  readonly parent?: string
  /** Lines that count. */
  readonly told: readonly ToldLine[]
  /** Somebody tried. */
  readonly tried: boolean
  readonly excused: 'of-age' | 'must-not' | null
  /** Somebody asked that they are not told, and nobody with the right to has decided it. */
  readonly undecided: boolean
}

/** Whoever was held, and whoever was hurt: their parents hear of it the same day (EYFS for accidents; good practice in schools). */
const childrenIn = ({ incident: { answers } }: Facts): string[] => [...new Set([...answers.children, ...answers.childrenHurt])]
const isAdult = (child: string, { children, profile, began, zone }: Facts): boolean => profile === 'school' && isOfAge(children.get(child)?.born ?? null, localDay(began, zone))

/** Whoever is listed as a parent or carer is one in law (Education Act 1996 s.576). Where nobody is, one without a name. */
function parentsOf(child: string, facts: Facts): Parent[] {
  const { adults, children, incident, profile, telling: { told, mustNot } } = facts
  const ofAge = isAdult(child, facts) ? 'of-age' : null
  const one = (lines: readonly ToldLine[]): Pick<Parent, 'child' | 'told' | 'tried'> => ({ child, told: lines.filter((line) => counts(line, facts)), tried: lines.some((line) => !isTakenBack(line)) })
  const parents = (children.get(child)?.parents ?? []).map(({ id }): Parent => {
    const open = mustNot.filter((line) => line.child === child && line.parent === id && line.over === null)
    const isKept = open.some((line) => isDecided(line, { profile, incident: incident.answers, roster: adults }))
    return { ...one(told.filter((line) => line.child === child && line.parent === id)), parent: id, excused: ofAge ?? (isKept ? 'must-not' : null), undecided: open.length > 0 && !isKept }
  })
  return parents.length > 0 ? parents : [{ ...one(told.filter((line) => line.child === child)), excused: ofAge, undecided: false }]
}
const whom = ({ child, parent }: Parent): Pick<Duty, 'child' | 'parent'> => ({ child, ...(parent !== undefined && { parent }) })

function whyTell({ told, tried, excused, undecided, parent }: Parent, { due, now, zone, ended, incident: { answers } }: FactsWithDay): Because | null {
  if (told.length > 0) {
    const first = Math.min(...told.map(({ at }) => (at ? instantOf(at) : Infinity)))
    return Number.isFinite(first) && needsLateReason(due, first, zone) && told.every(({ lateReason }) => lateReason === null) ? 'say-why-late' : null
  }
  if (excused) return excused
  if (undecided) return 'not-decided'
  if (parent === undefined) return 'no-parent'
  const leavesSoon = answers.wentHome !== null || localClock(ended, zone) >= collectionFrom
  if (leavesSoon && !tried && !needsLateReason(due, now, zone)) return 'before-collection'
  return tried ? 'try-again' : null
}

/** Not one parent may be told. */
const isNobodyLeft = (child: string, facts: Facts): boolean => parentsOf(child, facts).every(({ excused }) => excused === 'must-not')

// --- others

const linesTo = ({ telling: { others } }: Facts, whom: string): number => others.filter(({ duty, at, by }) => duty === whom && at !== null && by !== null).length
const tellOther = (facts: Facts, whom: string, { by, because = null }: { by: readonly Role[]; because?: Because | null }): Owed[] => {
  const isDone = linesTo(facts, whom) > 0
  return [{ by, state: doneIf(isDone), ...why(isDone ? null : because) }]
}

/** Ofsted is told of what is serious, whether or not anyone went to hospital. */
const maybeSerious = ['passed-out', 'breathing']

/** Only what was done to a child makes the other duties: a record just opened owes nobody anything. Once it is kept, it is to be finished. */
const isIncident = ({ incident: { answers } }: Facts): boolean => answers.interventions.some(({ kind }) => kind !== null) || answers.stamps.length > 0
const madeByFacts: readonly DutyCode[] = ['tell-dsl', 'tell-head', 'riddor', 'staff-injury-record', 'ofsted']

/** Saying no is an answer; not being ready is one that is asked again. */
function debriefed(answered: readonly { readonly state: string | null }[]): Pick<Owed, 'state' | 'because'> {
  const isDone = answered.some(({ state }) => state === 'done' || state === 'declined')
  return { state: doneIf(isDone), ...why(!isDone && answered.length > 0 ? 'not-ready' : null) }
}

const makers: { readonly [C in DutyCode]: (facts: FactsWithDay) => Owed[] } = {
  'write-record': ({ incident: { answers }, written, due, zone }) => {
    const isUnexplained = written !== null && answers.lateReason === null && needsLateReason(due, written, zone)
    return [{ by: staff, state: doneIf(written !== null && !isUnexplained), ...why(isUnexplained ? 'say-why-late' : null) }]
  },
  'tell-parent': (facts) => childrenIn(facts).flatMap((child) => parentsOf(child, facts)).map((parent): Owed => ({
    ...whom(parent), by: staff, state: parent.told.length > 0 ? 'done' : parent.excused ? 'not-owed' : 'owed', ...why(whyTell(parent, facts)),
  })),
  // In Early Years telling is enough, and a copy is owed once it was promised.
  'give-copy': (facts) => childrenIn(facts).flatMap((child) => parentsOf(child, facts))
    .filter(({ told, excused }) => told.length > 0 && excused === null && (facts.profile === 'school' || told.some(({ copy }) => copy === 'copy-owed')))
    .map((parent): Owed => ({ ...whom(parent), by: staff, state: doneIf(parent.told.some(isWritten)) })),
  'give-child-copy': (facts) => childrenIn(facts).filter((child) => isAdult(child, facts)).map((child): Owed => {
    const parents = facts.children.get(child)?.parents.map(({ id }) => id) ?? []
    return { child, by: staff, because: 'of-age', state: doneIf(facts.telling.told.some((line) => line.child === child && !parents.includes(line.parent) && counts(line, facts) && isWritten(line))) }
  }),
  'tell-la': (facts) => childrenIn(facts).filter((child) => isNobodyLeft(child, facts)).map((child): Owed => {
    const isDone = facts.telling.toLa.some(({ la, at, by, ...line }) => line.child === child && la.trim() !== '' && at !== null && by !== null)
    const isUnknown = (facts.children.get(child)?.homeLa ?? '').trim() === ''
    return { child, by: seniors, state: doneIf(isDone), ...why(!isDone && isUnknown ? 'home-la-not-known' : null) }
  }),
  // The log does not say for which child, so there are to be as many lines as children.
  'social-worker': (facts) => childrenIn(facts).filter((child) => facts.children.get(child)?.lookedAfter === 'yes')
    .map((child, index): Owed => ({ child, by: seniors, state: doneIf(linesTo(facts, 'social-worker') > index) })),
  'tell-dsl': (facts) => (alarmsIn(facts.incident.answers).length === 0 ? [] : tellOther(facts, 'dsl', { by: staff })),
  // Going home early is a formal step, and the head's to take.
  'tell-head': (facts) => (facts.incident.answers.wentHome === null ? [] : tellOther(facts, 'head', { by: staff })),
  // Whoever of them signs first signs for both. Once all have left, a senior does.
  sign: ({ incident: { author, begunBy = [author], signedAt }, adults, now, zone }) => {
    const state = doneIf(signedAt !== null)
    const hasLeft = (id: string): boolean => {
      const one = adults?.get(id)
      // A day is dear to work out, and hardly anybody has a last one.
      return one !== undefined && one.until !== null && !worksOn(one, localDay(now, zone))
    }
    return begunBy.every(hasLeft) ? [{ by: seniors, state }] : begunBy.map((adult): Owed => ({ adult, by: [], state }))
  },
  'own-account': ({ incident: { answers }, accounts }) => adultsIn(answers).map((adult): Owed => ({ adult, by: [], state: doneIf(accounts.includes(adult)) })),
  countersign: ({ incident: { author, begunBy = [author], signedAt, signedBy, countersigned } }) =>
    (signedAt === null ? [] : [{ by: seniors, except: [...new Set([...begunBy, ...(signedBy ? [signedBy] : [])])], state: doneIf(countersigned) }]),
  // Nobody here can ask a child who has left.
  'child-debrief': ({ incident: { answers: { children, childrenHurt, childrenNear } }, childDebriefs, gone = [] }) =>
    [...new Set([...children, ...childrenHurt, ...childrenNear])].map((child): Owed => {
      const asked = debriefed(childDebriefs.filter((one) => one.child === child))
      return { child, by: staff, ...(asked.state === 'owed' && gone.includes(child) ? { state: 'not-owed', because: 'has-left' } : asked) }
    }),
  'adult-debrief': ({ incident: { answers }, adultDebriefs }) =>
    adultsIn(answers).map((adult): Owed => ({ adult, by: [], ...debriefed(adultDebriefs.filter((one) => one.adult === adult)) })),
  riddor: (facts) => {
    const { hospital, staffAway } = facts.incident.answers
    if (staffAway === 'over-7') return tellOther(facts, 'hse', { by: seniors })
    return hospital === 'yes' ? tellOther(facts, 'hse', { by: seniors, because: 'decide' }) : []
  },
  'staff-injury-record': (facts) => (facts.incident.answers.staffAway === 'over-3' ? tellOther(facts, 'employer', { by: seniors }) : []),
  ofsted: (facts) => {
    const { answers } = facts.incident
    return answers.hospital === 'yes' || alarmsIn(answers).some((code) => maybeSerious.includes(code)) ? tellOther(facts, 'ofsted', { by: seniors, because: 'decide' }) : []
  },
}

function dayDue({ within }: DutyRule, { incident: { signedAt }, calendar, zone, began, ended }: Facts): CountedDay | null {
  if (within === null) return null
  const from = localDay({ began, ended, signed: signedAt ?? ended }[within.after], zone)
  return within.of === 'school' ? schoolDays(calendar).addSchoolDays(from, within.days) : { day: daysAfter(from, within.days), assumed: false }
}

/**
 * Everything owed for one incident, in the order in which it is done, by the rules in force on the day it began. Nothing
 * here keeps anybody from writing or saving.
 *
 * What is due the same day is due on the day it ended, by the setting’s wall: counted from its start, a hold from 23:50 to
 * 00:20 would be late before it was over.
 */
export function dutiesOf(given: DutyFacts): Duty[] {
  const { incident: { answers, savedAt, paper = null }, rules = dutyRules, profile, zone, now } = given
  const happened = beganAt(answers) ?? endedAt(answers)
  const written = firstWritten(savedAt, { paper, began: happened })
  const began = happened ?? written ?? now
  const facts: Facts = { ...given, written, began, ended: endedAt(answers) ?? began }
  // Most duties have the same days, and a day is dear to work out.
  const days = new Map<DutyRule['within'], { due: string | null; isOver: boolean; assumed: boolean }>()
  const dayOf = (rule: DutyRule) => {
    const known = days.get(rule.within)
    if (known) return known
    const counted = dayDue(rule, facts)
    const due = counted?.day ?? null
    const found = { due, isOver: due !== null && now > endOfDay(due, zone), assumed: counted?.assumed ?? false }
    days.set(rule.within, found)
    return found
  }
  return inForce(rules.filter((rule) => rule.profile.includes(profile)), localDay(began, zone))
    .filter(({ code }) => isIncident(facts) || madeByFacts.includes(code) || (code === 'sign' && savedAt !== null))
    .flatMap((rule) => {
      const { due, isOver, assumed } = dayOf(rule)
      return makers[rule.code]({ ...facts, due }).map((owed): Duty => ({
        ...(assumed && { because: 'assumed' }), ...owed, code: rule.code, due, state: owed.state === 'owed' && isOver ? 'late' : owed.state,
      }))
    })
}

/** Whether this is theirs to do. */
export const isOwedBy = ({ adult, by, except }: Pick<Duty, 'adult' | 'by' | 'except'>, { id, roles }: Pick<Person, 'id' | 'roles'>): boolean =>
  adult === undefined ? !except?.includes(id) && roles.some((role) => by.includes(role)) : id === adult
