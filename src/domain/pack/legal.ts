import type { Profile } from './incident'

/**
 * The law and good practice an incident is held against, as dated data. A later pack may change a rule’s severity, its reach
 * and its first day, and never its meaning. Checked by the LA with each pack; not legal advice.
 */
interface Dated {
  readonly code: string
  /** Where it comes from; `design` is good practice of this app’s own. */
  readonly source: string
  /** `YYYY-MM-DD`: it holds for incidents that began on or after this day. */
  readonly validFrom: string
}

/** `blocks` the signature and never the saving; `warns`, to look again; `flags`, for somebody to be told. */
export type Severity = 'blocks' | 'warns' | 'flags'

export const findingCodes = [
  'who-child', 'who-adult', 'sen', 'when', 'how-long', 'length-not-sure', 'place', 'kind', 'with-whom', 'hold', 'degree',
  'seclusion-supervised', 'seclusion-end', 'seclusion-why-ended', 'seclusion-long', 'aid-times', 'reason', 'reason-lawful', 'reason-words',
  'before', 'tried', 'child-injury', 'others-injury', 'staff-injury', 'how-hurt', 'alarm-asked', 'alarm', 'mark-kind', 'first-aid', 'support',
  'in-future', 'end-before-start', 'times-disagree', 'other-child-named', 'wording', 'sanction-words', 'late-reason',
] as const
/** What is left or odd before an incident is signed. Its words are `finding.<code>`. */
export type FindingCode = (typeof findingCodes)[number]
export interface LegalRule extends Dated {
  readonly code: FindingCode
  readonly severity: Readonly<Partial<Record<Profile, Severity>>>
}

export const dutyCodes = [
  'write-record', 'tell-parent', 'give-copy', 'give-child-copy', 'tell-la', 'social-worker', 'tell-dsl', 'tell-head', 'sign', 'own-account', 'countersign',
  'child-debrief', 'adult-debrief', 'riddor', 'staff-injury-record', 'ofsted',
] as const
/** Who must be told, and what must be written, by when. Its words are `duty.<code>`. */
export type DutyCode = (typeof dutyCodes)[number]
export interface DutyRule extends Dated {
  readonly code: DutyCode
  readonly profile: readonly Profile[]
  /** To the end of the day so many days after that one; null where no day is set. */
  readonly within: { readonly days: number; readonly of: 'calendar' | 'school'; readonly after: 'began' | 'ended' | 'signed' } | null
}

const record = 'Education and Inspections Act 2006 s.93A and statutory guidance; Independent School Standards para 16A'
const report = 'Education and Inspections Act 2006 s.93A(1)(b), (3), (5) and statutory guidance; Independent School Standards para 32A'
const eyfs = 'EYFS statutory framework, section 3'
const from2026 = '2026-04-01'
const always = '2014-09-01'
const both = (severity: Severity): LegalRule['severity'] => ({ school: severity, 'early-years': severity })
/** What the law asks of a school, and good practice elsewhere. */
const schools: LegalRule['severity'] = { school: 'blocks', 'early-years': 'warns' }

const ofBoth = ['who-child', 'who-adult', 'when', 'kind', 'with-whom', 'child-injury', 'others-injury', 'staff-injury', 'how-hurt'] as const
const ofSchools = ['sen', 'how-long', 'place', 'hold', 'degree', 'reason', 'reason-words', 'before', 'tried', 'support'] as const
const byDefinition = ['seclusion-supervised', 'seclusion-end', 'aid-times'] as const
const advice = ['length-not-sure', 'seclusion-why-ended', 'seclusion-long', 'alarm-asked', 'mark-kind', 'times-disagree', 'other-child-named', 'late-reason'] as const

export const legalRules: readonly LegalRule[] = [
  ...ofBoth.map((code): LegalRule => ({ code, severity: both('blocks'), source: `${record}; ${eyfs}`, validFrom: always })),
  ...ofSchools.map((code): LegalRule => ({ code, severity: schools, source: record, validFrom: from2026 })),
  ...byDefinition.map((code): LegalRule => ({ code, severity: schools, source: 'design; what seclusion and restraint are, in the statutory guidance', validFrom: from2026 })),
  ...advice.map((code): LegalRule => ({ code, severity: both('warns'), source: 'design', validFrom: always })),
  { code: 'first-aid', severity: { school: 'warns', 'early-years': 'blocks' }, source: `${eyfs}: a record of first aid treatment`, validFrom: always },
  { code: 'reason-lawful', severity: both('blocks'), source: `Education and Inspections Act 2006 s.93; ${eyfs}`, validFrom: always },
  { code: 'sanction-words', severity: both('warns'), source: 'Education and Inspections Act 2006 s.93', validFrom: always },
  { code: 'wording', severity: both('warns'), source: 'Hertfordshire Steps: behaviour apart from the child', validFrom: always },
  { code: 'alarm', severity: both('flags'), source: 'design; Keeping children safe in education', validFrom: always },
  { code: 'end-before-start', severity: both('blocks'), source: 'design', validFrom: always },
  { code: 'in-future', severity: both('blocks'), source: 'design', validFrom: always },
]

const inSchool: readonly Profile[] = ['school']
const inEarlyYears: readonly Profile[] = ['early-years']
const anywhere: readonly Profile[] = ['school', 'early-years']
const sameDay = { days: 0, of: 'calendar', after: 'ended' } as const
const afterwards = { days: 5, of: 'school', after: 'ended' } as const
const riddor = 'Reporting of Injuries, Diseases and Dangerous Occurrences Regulations 2013'

/** In the order in which they are done. */
export const dutyRules: readonly DutyRule[] = [
  { code: 'write-record', within: sameDay, profile: inSchool, source: record, validFrom: from2026 },
  { code: 'write-record', within: sameDay, profile: inEarlyYears, source: eyfs, validFrom: always },
  { code: 'tell-parent', within: sameDay, profile: inSchool, source: report, validFrom: from2026 },
  { code: 'tell-parent', within: sameDay, profile: inEarlyYears, source: eyfs, validFrom: always },
  { code: 'give-copy', within: sameDay, profile: inSchool, source: report, validFrom: from2026 },
  { code: 'give-copy', within: sameDay, profile: inEarlyYears, source: 'design; a copy that was promised', validFrom: always },
  { code: 'give-child-copy', within: sameDay, profile: inSchool, source: 'design; s.93A(1)(b) has no parent to report to', validFrom: from2026 },
  { code: 'tell-la', within: sameDay, profile: inSchool, source: report, validFrom: from2026 },
  { code: 'social-worker', within: sameDay, profile: anywhere, source: 'Education Act 1996 s.576: a parent has parental responsibility or care', validFrom: always },
  { code: 'tell-dsl', within: sameDay, profile: anywhere, source: 'design; Keeping children safe in education', validFrom: always },
  { code: 'tell-head', within: sameDay, profile: anywhere, source: 'Statutory guidance on suspension: sending a child home is the head’s decision alone', validFrom: always },
  { code: 'sign', within: sameDay, profile: anywhere, source: 'design', validFrom: always },
  { code: 'own-account', within: sameDay, profile: anywhere, source: 'design', validFrom: always },
  { code: 'countersign', within: { days: 2, of: 'school', after: 'signed' }, profile: anywhere, source: 'design', validFrom: always },
  { code: 'child-debrief', within: afterwards, profile: anywhere, source: 'design', validFrom: always },
  { code: 'adult-debrief', within: afterwards, profile: anywhere, source: 'design', validFrom: always },
  { code: 'riddor', within: { days: 15, of: 'calendar', after: 'began' }, profile: anywhere, source: `${riddor}, regulation 4`, validFrom: always },
  { code: 'staff-injury-record', within: null, profile: anywhere, source: `${riddor}, regulation 12`, validFrom: always },
  { code: 'ofsted', within: { days: 14, of: 'calendar', after: 'began' }, profile: inEarlyYears, source: eyfs, validFrom: always },
]

/** Of each code the rule that holds for an incident of that day: the latest to have begun. In the order of the list. */
export function inForce<R extends Dated>(rules: readonly R[], day: string): R[] {
  const found = new Map<string, R>()
  for (const rule of rules) {
    const standing = found.get(rule.code)
    if (rule.validFrom <= day && (standing === undefined || standing.validFrom <= rule.validFrom)) found.set(rule.code, rule)
  }
  return [...found.values()]
}

/** A pupil of this age or over is told themselves: no report to a parent is due (s.93A(1)(b)). */
export const adultAge = 20
/** Seclusion longer than this many minutes is looked at again. */
export const longSeclusionMinutes = 30
/** Times and a length that are nearer than this agree. */
export const lengthSlackMinutes = 1
/** A tablet’s clock may be ahead by so much. */
export const clockSlackMs = 5 * 60_000
/** A clock further than this from the endpoint’s is not believed. */
export const clockDriftMs = 2 * 60_000
/** A child who leaves after this clock time is told about before they are collected. */
export const collectionFrom = '15:00'
