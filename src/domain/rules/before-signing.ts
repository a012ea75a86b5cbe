import type { Profile } from '../pack/incident'
import { isOnlyHurt, reasonsFor } from '../pack/incident'
import type { FindingCode, LegalRule, Severity } from '../pack/legal'
import { inForce, lengthSlackMinutes, longSeclusionMinutes } from '../pack/legal'
import { incident } from '../records/incident'
import type { AnswersOf } from '../schema/definition'
import type { Field, Moment, Row } from '../schema/field'
import { namesIn } from '../schema/names'
import { beganAt, endedAt, isAhead, isBackwards, localDay, minutesBetween } from './instants'
import { firstWritten } from './paper'
import { nudgesIn, sanctionsIn } from './wording'

type Answers = AnswersOf<typeof incident>
type Name = keyof Answers
type Intervention = Answers['interventions'][number]
type Mark = Answers['marks'][number]

interface Place {
  readonly field: Name
  /** The row’s id, where the field has rows. */
  readonly row?: string
}
export interface Finding extends Place {
  readonly code: FindingCode
  readonly severity: Severity
}

export interface Signing {
  readonly profile: Profile
  readonly rules: readonly LegalRule[]
  /** Ms since 1970, by this tablet’s clock. */
  readonly now: number
  readonly zone: string
  /** How children not in this incident are called. */
  readonly otherChildren: readonly string[]
  /** How those in it are called: a name that one of them shares with another child says nothing. */
  readonly ownNames?: readonly string[]
  /** When it was first kept as a record, ms; left out while it is a draft. */
  readonly savedAt?: number | null
  /** When it was written on paper, if it was. */
  readonly paper?: Moment | null
}

const isBlank = (words: string): boolean => words.trim() === ''
/** “Other” says nothing without words beside it. */
const isOpen = (code: string | null, words: string): boolean => (code === null || code === 'other') && isBlank(words)
const at = (field: Name, is: boolean): Place[] => (is ? [{ field }] : [])
const rowsWhere = ({ interventions }: Answers, is: (row: Intervention) => boolean): Place[] => interventions.filter(is).map(({ id }) => ({ field: 'interventions', row: id }))
/** What the law calls force: in Early Years, any physical intervention. */
const isForce = ({ kind }: Intervention): boolean => kind === 'force' || kind === 'physical'
const isSeclusion = ({ kind }: Intervention): boolean => kind === 'seclusion'

/** A row that names no child is about the only one there is. */
const isAbout = (row: { readonly child: string | null }, child: string, { children }: Answers): boolean => row.child === child || (row.child === null && children.length === 1)
/** One intervention alone took as long as the incident did. */
const timesOf = (row: Intervention, { interventions, when, ended }: Answers): { from: Moment | null; to: Moment | null } =>
  interventions.length === 1 ? { from: row.from ?? when, to: row.to ?? ended } : row

/** What the safeguarding lead hears of at once, ticked or told by the hold itself. */
export const alarmsIn = ({ alarm, interventions }: Pick<Answers, 'alarm' | 'interventions'>): string[] => [...new Set([
  ...alarm.filter((code) => code !== 'none-of-these'),
  ...(interventions.some(({ hold }) => hold === 'on-the-ground') ? ['ground'] : []),
])]

// --- every answer of one shape, wherever it stands

function placesOf<T>(answers: Answers, shape: Field['shape'], is: (value: T) => boolean): Place[] {
  return Object.entries<Field>(incident.fields).flatMap(([name, asked]): Place[] => {
    // The form's own field names, and by the shape each answer is a T or a list of rows.
    const field = name as Name
    if (asked.shape === shape) return at(field, is(answers[field] as T))
    if (asked.shape !== 'rows') return []
    const subs = Object.keys(asked.of).filter((sub) => asked.of[sub]?.shape === shape)
    return (answers[field] as readonly Row[]).filter((row) => subs.some((sub) => is(row[sub] as T))).map(({ id }) => ({ field, row: id }))
  })
}

/** These hold the names of adults, and are no prose. */
const nameFields: readonly Name[] = ['adults', 'firstAidBy', 'wentHomeWho']
/** A child’s own words are nobody’s to smooth. */
const spokenFields: readonly Name[] = ['childWords']
const wordsWhere = (answers: Answers, is: (words: string) => boolean, except: readonly Name[]): Place[] =>
  placesOf<string>(answers, 'text', (words) => !isBlank(words) && is(words)).filter(({ field }) => !except.includes(field))

// --- length

const bandEnds: Readonly<Record<string, readonly [from: number, to: number]>> = { 'under-1': [0, 1], '1-to-5': [1, 5], '5-to-15': [5, 15], '15-to-30': [15, 30], 'over-30': [30, Infinity] }

/** A length that was said to be about so much is as good as half of it either way. */
function timesDisagree({ when, ended, duration }: Answers): boolean {
  const taken = minutesBetween(when, ended)
  if (taken === null || taken < 0 || duration === null || when?.precision !== 'exact' || ended?.precision !== 'exact') return false
  const { minutes, precision, band = '' } = duration
  const [from, to] = minutes === null ? (bandEnds[band] ?? [0, Infinity]) : [minutes, minutes]
  const slack = Math.max(lengthSlackMinutes, precision === 'about' ? (minutes ?? 0) / 2 : 0)
  return taken < from - slack || taken > to + slack
}

const hasLength = ({ ended, duration }: Answers): boolean => ended !== null || (duration !== null && (duration.minutes !== null || duration.band !== undefined))

// --- hurt

/** Yes, with neither words nor a mark to say how. */
function howHurt(answers: Answers): Place[] {
  const isSubject = ({ child }: Mark): boolean => child === null || answers.children.includes(child)
  const left = (field: 'childInjury' | 'othersInjury' | 'staffInjury', isTheirs: (mark: Mark) => boolean): Place[] => {
    const words = `${field}Words` as const
    return at(words, answers[field] === 'yes' && isBlank(answers[words]) && !answers.marks.some(isTheirs))
  }
  return [
    ...left('childInjury', (mark) => mark.body !== 'adult' && isSubject(mark)),
    ...left('othersInjury', (mark) => mark.body !== 'adult' && !isSubject(mark)),
    ...left('staffInjury', (mark) => mark.body === 'adult'),
  ]
}

const checks: { readonly [C in FindingCode]: (answers: Answers, signing: Signing) => readonly Place[] } = {
  'who-child': ({ children, childrenHurt, interventions }) => at('children', children.length === 0 && !(isOnlyHurt(interventions) && childrenHurt.length > 0)),
  'who-adult': ({ adults }) => at('adults', adults.every(({ adult, name }) => adult === null && isBlank(name))),
  sen: (answers) => at('sen', answers.children.some((child) => !answers.sen.some((row) => isAbout(row, child, answers) && row.stage !== null))),
  when: ({ when }) => at('when', when === null),
  'how-long': (answers) => at('duration', !hasLength(answers)),
  'length-not-sure': ({ ended, duration }) => at('duration', ended === null && duration?.minutes === null && duration.band === 'not-sure'),
  place: ({ place, placeWords }) => at('place', isOpen(place, placeWords)),

  kind: (answers) => {
    const { children, interventions } = answers
    const isLeftOut = (child: string) => !interventions.some((row) => row.child === child || row.child === null)
    return [...at('interventions', interventions.length === 0 || children.some(isLeftOut)), ...rowsWhere(answers, ({ kind }) => kind === null)]
  },
  'with-whom': (answers) => rowsWhere(answers, ({ child }) => child === null && answers.children.length > 1),
  hold: (answers) => rowsWhere(answers, (row) => isForce(row) && isOpen(row.hold, row.holdWords)),
  degree: (answers) => rowsWhere(answers, (row) => isForce(row) && row.degree === null),
  'seclusion-supervised': (answers) => rowsWhere(answers, (row) => isSeclusion(row) && row.supervisedBy === null),
  'seclusion-end': (answers) => rowsWhere(answers, (row) => isSeclusion(row) && timesOf(row, answers).to === null),
  'seclusion-why-ended': (answers) => rowsWhere(answers, (row) => isSeclusion(row) && isBlank(row.endedBecause)),
  'seclusion-long': (answers) => rowsWhere(answers, (row) => {
    const { from, to } = timesOf(row, answers)
    return isSeclusion(row) && (minutesBetween(from, to) ?? 0) > longSeclusionMinutes
  }),
  'aid-times': (answers) => rowsWhere(answers, ({ aid, aidFrom, aidTo, aidWhy }) => !isBlank(aid) && (aidFrom === null || (aidTo === null && isBlank(aidWhy)))),

  reason: ({ reason, interventions }) => at('reason', reason.length === 0 && !isOnlyHurt(interventions)),
  'reason-lawful': ({ reason }, { profile }) => at('reason', reason.some((code) => !reasonsFor[profile].includes(code))),
  'reason-words': ({ reasonWords, interventions }) => at('reasonWords', isBlank(reasonWords) && !isOnlyHurt(interventions)),
  before: ({ interventions, before, antecedents, triggers }) => at('before', interventions.some(isForce) && isBlank(before) && antecedents.length === 0 && isBlank(triggers)),
  tried: ({ interventions, tried, triedNot }) => at('tried', interventions.some(isForce) && tried.length === 0 && isBlank(triedNot)),

  'child-injury': ({ childInjury }) => at('childInjury', childInjury === null),
  'others-injury': ({ othersInjury }) => at('othersInjury', othersInjury === null),
  'staff-injury': ({ staffInjury }) => at('staffInjury', staffInjury === null),
  'how-hurt': howHurt,
  'alarm-asked': ({ alarm }) => at('alarm', alarm.length === 0),
  alarm: (answers) => at('alarm', alarmsIn(answers).length > 0),
  'mark-kind': ({ marks }) => marks.filter(({ kind }) => kind === null).map(({ id }) => ({ field: 'marks', row: id })),
  'first-aid': ({ firstAid, firstAidBy, firstAidAt }) => [
    ...at('firstAid', firstAid === null),
    ...at('firstAidBy', firstAid === 'given' && isBlank(firstAidBy)),
    ...at('firstAidAt', firstAid === 'given' && firstAidAt === null),
  ],
  support: ({ childSupport, staffSupport, supportWords }) => [
    ...at('childSupport', childSupport.length === 0 && isBlank(supportWords)),
    ...at('staffSupport', staffSupport.length === 0 && isBlank(supportWords)),
  ],

  'in-future': (answers, { now }) => placesOf<Moment | null>(answers, 'moment', (moment) => isAhead(moment, now)),
  'end-before-start': (answers) => [
    ...at('ended', isBackwards(answers.when, answers.ended)),
    ...rowsWhere(answers, ({ from, to, aidFrom, aidTo }) => isBackwards(from, to) || isBackwards(aidFrom, aidTo)),
  ],
  'times-disagree': (answers) => at('duration', timesDisagree(answers)),
  'other-child-named': (answers, { otherChildren, ownNames = [] }) => {
    const own = new Set(ownNames.map((name) => name.toLowerCase()))
    const others = otherChildren.filter((name) => !own.has(name.toLowerCase()))
    return wordsWhere(answers, (words) => namesIn(words, others).length > 0, nameFields)
  },
  wording: (answers) => wordsWhere(answers, (words) => nudgesIn(words).length > 0, [...nameFields, ...spokenFields]),
  'sanction-words': (answers) => wordsWhere(answers, (words) => sanctionsIn(words).length > 0, [...nameFields, ...spokenFields]),
  'late-reason': (answers, { savedAt, paper = null, now, zone }) => {
    const ended = endedAt(answers)
    const written = firstWritten(savedAt ?? now, { paper, began: beganAt(answers) ?? ended }) ?? now
    return at('lateReason', answers.lateReason === null && ended !== null && localDay(written, zone) > localDay(ended, zone))
  },
}

const order = new Map(Object.keys(incident.fields).map((name, index) => [name, index]))
const placeIn = ({ field }: Place): number => order.get(field) ?? order.size

/**
 * What is left or odd before an incident is signed, in the order of the form, by the rules in force on the day it began. It
 * never keeps anybody from saving: `blocks` concerns the signature alone.
 */
export function beforeSigning(answers: Answers, signing: Signing): Finding[] {
  const day = localDay(beganAt(answers) ?? signing.now, signing.zone)
  const rules = inForce(signing.rules.filter(({ severity }) => severity[signing.profile] !== undefined), day)
  return rules
    .flatMap(({ code, severity: { [signing.profile]: severity } }) => (severity === undefined ? [] : checks[code](answers, signing).map((place): Finding => ({ code, severity, ...place }))))
    .sort((a, b) => placeIn(a) - placeIn(b))
}
