import type { Profile } from './incident'

/** `blocks` the signature and never the saving; `warns`, to look again; `flags`, for somebody to be told. */
export type Severity = 'blocks' | 'warns' | 'flags'

export const findingCodes = [
  'who-child', 'who-adult', 'when', 'place', 'how-long', 'kind', 'sen', 'reason', 'support',
  'before', 'tried', 'hold', 'degree', 'child-injury', 'others-injury', 'staff-injury',
  'seclusion-supervised', 'seclusion-end', 'seclusion-long', 'aid-times', 'reason-lawful', 'sanction-words', 'alarm',
  'other-child-named', 'wording', 'end-before-start', 'in-future', 'times-disagree', 'first-aid', 'late-reason', 'mark-kind',
] as const
/** What is left or odd before an incident is signed. Its words are `finding.<code>`. */
export type FindingCode = (typeof findingCodes)[number]

/** One dated rule. A rule is data: a later pack may change its severity, its reach and its first day, and never its meaning. */
export interface LegalRule {
  readonly code: FindingCode
  readonly severity: Readonly<Partial<Record<Profile, Severity>>>
  /** Where it comes from; `design` is good practice of this app's own. */
  readonly source: string
  /** `YYYY-MM-DD`: it holds for incidents on and after this day. */
  readonly validFrom: string
}

const duty2026 = 'Education and Inspections Act 2006 s.93A and statutory guidance; Independent School Standards para 16A'
const eyfs = 'EYFS statutory framework, section 3'
const from2026 = '2026-04-01'
const always = '2014-09-01'
const both = (severity: Severity): LegalRule['severity'] => ({ school: severity, 'early-years': severity })
/** What the law asks of a school, and good practice elsewhere. */
const schools: LegalRule['severity'] = { school: 'blocks', 'early-years': 'warns' }

export const legalRules: readonly LegalRule[] = [
  { code: 'who-child', severity: both('blocks'), source: `${duty2026}; ${eyfs}`, validFrom: always },
  { code: 'who-adult', severity: both('blocks'), source: `${duty2026}; ${eyfs}`, validFrom: always },
  { code: 'when', severity: both('blocks'), source: `${duty2026}; ${eyfs}`, validFrom: always },
  { code: 'place', severity: schools, source: duty2026, validFrom: from2026 },
  { code: 'how-long', severity: schools, source: duty2026, validFrom: from2026 },
  { code: 'kind', severity: both('blocks'), source: `${duty2026}; ${eyfs}`, validFrom: always },
  { code: 'sen', severity: schools, source: duty2026, validFrom: from2026 },
  { code: 'reason', severity: schools, source: duty2026, validFrom: from2026 },
  { code: 'support', severity: schools, source: duty2026, validFrom: from2026 },
  { code: 'before', severity: schools, source: duty2026, validFrom: from2026 },
  { code: 'tried', severity: schools, source: duty2026, validFrom: from2026 },
  { code: 'hold', severity: schools, source: duty2026, validFrom: from2026 },
  { code: 'degree', severity: schools, source: duty2026, validFrom: from2026 },
  { code: 'child-injury', severity: both('blocks'), source: `${duty2026}; EYFS accident record`, validFrom: always },
  { code: 'others-injury', severity: both('blocks'), source: `${duty2026}; EYFS accident record`, validFrom: always },
  { code: 'staff-injury', severity: both('blocks'), source: `${duty2026}; EYFS accident record`, validFrom: always },
  { code: 'first-aid', severity: { school: 'warns', 'early-years': 'blocks' }, source: 'EYFS: a record of first aid treatment', validFrom: always },
  { code: 'seclusion-supervised', severity: both('blocks'), source: 'design; seclusion is supervised by definition', validFrom: from2026 },
  { code: 'seclusion-end', severity: both('blocks'), source: 'design', validFrom: from2026 },
  { code: 'seclusion-long', severity: both('warns'), source: 'design', validFrom: from2026 },
  { code: 'aid-times', severity: both('blocks'), source: 'design; taking away a mobility aid is restraint', validFrom: from2026 },
  { code: 'reason-lawful', severity: both('blocks'), source: 'Education and Inspections Act 2006 s.93', validFrom: always },
  { code: 'sanction-words', severity: both('warns'), source: 'Education and Inspections Act 2006 s.93', validFrom: always },
  { code: 'alarm', severity: both('flags'), source: 'design', validFrom: always },
  { code: 'other-child-named', severity: both('warns'), source: 'design', validFrom: always },
  { code: 'wording', severity: both('warns'), source: 'Hertfordshire Steps: behaviour apart from the child', validFrom: always },
  { code: 'end-before-start', severity: both('blocks'), source: 'design', validFrom: always },
  { code: 'in-future', severity: both('blocks'), source: 'design', validFrom: always },
  { code: 'times-disagree', severity: both('warns'), source: 'design', validFrom: always },
  { code: 'late-reason', severity: both('warns'), source: 'design; guidance asks for the same day', validFrom: from2026 },
  { code: 'mark-kind', severity: both('warns'), source: 'design', validFrom: always },
]

/** Seclusion longer than this many minutes is looked at again. */
export const longSeclusionMinutes = 30
/** A tablet's clock may be ahead by so much. */
export const clockSlackMs = 5 * 60_000
/** A pupil of this age or over is told themselves: no report to a parent is due (s.93A(1)(b)). */
export const adultAge = 20
/** In school days after the incident. */
export const dutyDays = { countersign: 2, debrief: 5 } as const
/** In calendar days after the incident. */
export const reportDays = { riddor: 15, ofsted: 14 } as const
/** A child who leaves after this clock time is told about before they are collected. */
export const collectionFrom = '15:00'
