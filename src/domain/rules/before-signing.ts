import { reasonsFor } from '../pack/incident'
import type { Profile } from '../pack/incident'
import type { FindingCode, LegalRule, Severity } from '../pack/legal'
import { clockSlackMs, longSeclusionMinutes } from '../pack/legal'
import { incident } from '../records/incident'
import type { AnswersOf } from '../schema/definition'
import type { Duration, Moment } from '../schema/field'
import { namesIn } from '../schema/names'
import { dayOf, msBetween, wallNow } from './instants'
import { nudgesIn, soundsLikeSanction } from './wording'

type Answers = AnswersOf<typeof incident>

export interface Finding {
  readonly code: FindingCode
  readonly severity: Severity
  readonly field: keyof Answers
  /** The row's id, where the field has rows. */
  readonly row?: string
}
export interface Signing {
  readonly profile: Profile
  readonly rules: readonly LegalRule[]
  /** Ms since 1970, by this tablet's clock. */
  readonly now: number
  readonly zone: string
  /** Names by which children not in this incident are called. */
  readonly otherChildren: readonly string[]
}

const isForce = (kind: string | null): boolean => kind === 'force' || kind === 'physical'
const isBlank = (words: string): boolean => words.trim() === ''
const minuteMs = 60_000

type Found = readonly [code: FindingCode, field: keyof Answers, row?: string]

/**
 * What is left or odd before an incident is signed, in the order of the form. It never keeps anybody from saving: `blocks`
 * concerns the signature alone.
 */
export function beforeSigning(answers: Answers, signing: Signing): Finding[] {
  const day = dayOf(answers.ended ?? answers.when) ?? wallNow(signing.now, signing.zone).slice(0, 10)
  const rules = new Map(signing.rules.filter(({ validFrom }) => validFrom <= day).map((rule) => [rule.code, rule]))
  const order = Object.keys(incident.fields)
  return [...missing(answers), ...rowsLeft(answers), ...times(answers, signing), ...wordsToSee(answers, signing), ...needsSaying(answers, signing)]
    .flatMap(([code, field, row]): Finding[] => {
      const severity = rules.get(code)?.severity[signing.profile]
      return severity === undefined ? [] : [{ code, severity, field, ...(row === undefined ? {} : { row }) }]
    })
    .sort((a, b) => order.indexOf(a.field) - order.indexOf(b.field))
}

function missing(answers: Answers): Found[] {
  const { interventions } = answers
  const left: (readonly [boolean, FindingCode, keyof Answers])[] = [
    [answers.children.length === 0, 'who-child', 'children'],
    [answers.adults.every(({ adult, name }) => adult === null && isBlank(name)), 'who-adult', 'adults'],
    [answers.children.some((child) => !answers.sen.some((row) => row.child === child && row.stage !== null)), 'sen', 'sen'],
    [answers.when === null, 'when', 'when'],
    [answers.ended === null && answers.duration === null, 'how-long', 'duration'],
    [answers.place === null && isBlank(answers.placeWords), 'place', 'place'],
    [!interventions.some(({ kind }) => kind !== null), 'kind', 'interventions'],
    [answers.reason.length === 0, 'reason', 'reason'],
    [answers.childInjury === null, 'child-injury', 'childInjury'],
    [answers.othersInjury === null, 'others-injury', 'othersInjury'],
    [answers.staffInjury === null, 'staff-injury', 'staffInjury'],
    [answers.firstAid === null, 'first-aid', 'firstAid'],
    [answers.childSupport.length === 0 && answers.staffSupport.length === 0 && isBlank(answers.supportWords), 'support', 'childSupport'],
  ]
  if (interventions.some(({ kind }) => isForce(kind))) {
    left.push([isBlank(answers.before) && answers.antecedents.length === 0, 'before', 'before'], [answers.tried.length === 0 && isBlank(answers.triedNot), 'tried', 'tried'])
  }
  return left.flatMap(([isLeft, code, field]): Found[] => (isLeft ? [[code, field]] : []))
}

function rowsLeft({ interventions, marks, ended }: Answers): Found[] {
  const found = interventions.flatMap((row): Found[] => {
    const left: (readonly [boolean, FindingCode])[] = []
    if (isForce(row.kind)) left.push([row.hold === null && isBlank(row.holdWords), 'hold'], [row.degree === null, 'degree'])
    if (row.kind === 'seclusion') {
      const lasted = row.from && (row.to ?? ended) ? msBetween(row.from, row.to ?? ended) : null
      left.push([row.supervisedBy === null, 'seclusion-supervised'], [row.to === null && ended === null, 'seclusion-end'], [lasted !== null && lasted > longSeclusionMinutes * minuteMs, 'seclusion-long'])
    }
    if (!isBlank(row.aid)) left.push([row.aidFrom === null || (row.aidTo === null && isBlank(row.aidWhy)), 'aid-times'])
    left.push([isBackwards(row.from, row.to) || isBackwards(row.aidFrom, row.aidTo), 'end-before-start'])
    return left.flatMap(([isLeft, code]): Found[] => (isLeft ? [[code, 'interventions', row.id]] : []))
  })
  return [...found, ...marks.flatMap((row): Found[] => (row.kind === null ? [['mark-kind', 'marks', row.id]] : []))]
}

const isBackwards = (from: Moment | null, to: Moment | null): boolean => (msBetween(from, to) ?? 0) < 0
const statedMs = (duration: Duration | null): number | null => (duration?.minutes ?? null) === null ? null : (duration?.minutes ?? 0) * minuteMs

function times(answers: Answers, { now, zone }: Signing): Found[] {
  const { when, ended, duration } = answers
  const latest = wallNow(now + clockSlackMs, zone)
  const isAhead = (at: Moment | null) => at !== null && (at.ms === undefined ? at.zone === zone && at.wall.slice(0, 16) > latest : at.ms > now + clockSlackMs)
  const between = msBetween(when, ended)
  const stated = statedMs(duration)
  return [
    ...(isBackwards(when, ended) ? [['end-before-start', 'ended'] as const] : []),
    ...(isAhead(when) ? [['in-future', 'when'] as const] : []),
    ...(isAhead(ended) ? [['in-future', 'ended'] as const] : []),
    ...(between !== null && between >= 0 && stated !== null && Math.abs(between - stated) > minuteMs ? [['times-disagree', 'duration'] as const] : []),
  ]
}

function wordsToSee(answers: Answers, { otherChildren }: Signing): Found[] {
  return Object.entries(incident.fields).flatMap(([name, { shape }]): Found[] => {
    const field = name as keyof Answers
    const answer: unknown = answers[field]
    if (shape !== 'text' || typeof answer !== 'string' || isBlank(answer)) return []
    return [
      ...(namesIn(answer, otherChildren).length > 0 ? [['other-child-named', field] as const] : []),
      ...(nudgesIn(answer).length > 0 ? [['wording', field] as const] : []),
      ...(soundsLikeSanction(answer) ? [['sanction-words', field] as const] : []),
    ]
  })
}

function needsSaying(answers: Answers, { profile, now, zone }: Signing): Found[] {
  const ended = dayOf(answers.ended ?? answers.when)
  return [
    ...(answers.reason.some((code) => !reasonsFor[profile].includes(code)) ? [['reason-lawful', 'reason'] as const] : []),
    ...(answers.alarm.some((code) => code !== 'none-of-these') ? [['alarm', 'alarm'] as const] : []),
    ...(ended !== null && ended < wallNow(now, zone).slice(0, 10) && answers.lateReason === null ? [['late-reason', 'lateReason'] as const] : []),
  ]
}
