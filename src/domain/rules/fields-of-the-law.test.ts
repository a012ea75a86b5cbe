// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { at, complete, held, secluded, zone } from '../../../tests/support/incident'
import type { Profile } from '../pack/incident'
import type { DutyCode, FindingCode, Severity } from '../pack/legal'
import { legalRules } from '../pack/legal'
import { forms } from '../records/catalogue'
import { child } from '../records/child'
import { telling } from '../records/telling'
import { blank } from '../schema/definition'
import { beforeSigning } from './before-signing'
import { dutiesOf } from './duties'

/**
 * What the law and good practice ask a record of an intervention to hold, line by line: the field that holds it, and the rule
 * that notices when it is not there. L: the law or statutory guidance. G: good practice. D: the app’s own doing.
 */
type Level = 'L' | 'G' | 'D' | '-'
type Over = Parameters<typeof complete>[0]
type Told = Parameters<typeof dutiesOf>[0]['telling']
type Row = readonly [line: string, school: Level, earlyYears: Level, fields: readonly string[], rule: Rule]
type Rule =
  /** Left out, it is noticed before signing; `school` where a rule is stricter than its line. */
  | { readonly finding: FindingCode; readonly without: Over; readonly school?: Severity }
  /** It is owed by a day, in these settings. */
  | { readonly duty: DutyCode; readonly given?: Over; readonly telling?: Partial<Told>; readonly looked?: string; readonly born?: string; readonly signed?: boolean }
  /** No rule asks for it; where it is kept, or who makes it. */
  | { readonly kept: string }

const all = { children: ['moss'] }
const mustNot = { id: 'n1', rank: 'a0', child: 'moss', parent: 'ma', reason: 'What Moss said.', askedBy: 'gwen', decidedBy: 'dov', at: at('2026-11-24T12:00'), over: null }
const told = { id: 't1', rank: 'a0', child: 'moss', parent: 'ma', outcome: 'told', how: 'phone', at: at('2026-11-24T12:00'), by: 'gwen', copy: null, copyAt: null, lateReason: null, words: '' }
const apart = { interventions: [secluded({ supervisedBy: null })] }

const rows: readonly Row[] = [
  ['record id, number, setting', 'D', 'D', [], { kept: 'the record’s id, the setting’s key and the number given at receipt' }],
  ['name of the child', 'L', 'L', ['incident.children', 'child.name', 'child.upn', 'child.born'], { finding: 'who-child', without: { children: [], interventions: [held({ child: null })] } }],
  ['staff involved: name, part', 'L', 'L', ['incident.adults.adult', 'incident.adults.name', 'incident.adults.part', 'adult.roles'], { finding: 'who-adult', without: { adults: [] } }],
  ['date and start', 'L', 'L', ['incident.when'], { finding: 'when', without: { when: null } }],
  ['location', 'L', 'G', ['incident.place', 'incident.placeWords'], { finding: 'place', without: { place: null } }],
  ['duration or end', 'L', 'G', ['incident.ended', 'incident.duration'], { finding: 'how-long', without: { ended: null, duration: null } }],
  ['kinds of intervention', 'L', 'L', ['incident.interventions.kind'], { finding: 'kind', without: { interventions: [] } }],
  ['SEN or relevant needs', 'L', 'G', ['incident.sen.stage', 'incident.sen.needs'], { finding: 'sen', without: { sen: [] } }],
  ['why necessary: code', 'L', 'G', ['incident.reason'], { finding: 'reason', without: { reason: [] } }],
  ['why necessary: words', 'L', 'G', ['incident.reasonWords'], { finding: 'reason-words', without: { reasonWords: '' } }],
  ['antecedents and triggers', 'L', 'G', ['incident.before', 'incident.antecedents', 'incident.triggers'], { finding: 'before', without: { before: '', antecedents: [] } }],
  ['de-escalation tried, or why not', 'L', 'G', ['incident.tried', 'incident.triedNot'], { finding: 'tried', without: { tried: [] } }],
  ['type of hold', 'L', 'G', ['incident.interventions.hold', 'incident.interventions.holdWords'], { finding: 'hold', without: { interventions: [held({ hold: null })] } }],
  ['degree', 'L', 'G', ['incident.interventions.degree'], { finding: 'degree', without: { interventions: [held({ degree: null })] } }],
  ['injuries: the child', 'L', 'L', ['incident.childInjury', 'incident.childInjuryWords', 'incident.marks.region', 'incident.marksSeen'], { finding: 'child-injury', without: { childInjury: null } }],
  ['injuries: other children', 'L', 'L', ['incident.othersInjury', 'incident.othersInjuryWords'], { finding: 'others-injury', without: { othersInjury: null } }],
  ['injuries: staff', 'L', 'L', ['incident.staffInjury', 'incident.staffInjuryWords'], { finding: 'staff-injury', without: { staffInjury: null } }],
  ['first aid, by whom, when', 'G', 'L', ['incident.firstAid', 'incident.firstAidBy', 'incident.firstAidAt'], { finding: 'first-aid', without: { firstAid: null } }],
  ['support afterwards: the child', 'L', 'G', ['incident.childSupport', 'incident.supportWords'], { finding: 'support', without: { childSupport: [] } }],
  ['support afterwards: staff', 'L', 'G', ['incident.staffSupport', 'incident.supportWords'], { finding: 'support', without: { staffSupport: [] } }],
  ['seclusion: supervised by', 'G', 'G', ['incident.interventions.supervisedBy'], { finding: 'seclusion-supervised', without: apart, school: 'blocks' }],
  ['seclusion: start and end', 'G', 'G', ['incident.interventions.from', 'incident.interventions.to'], { finding: 'seclusion-end', without: { interventions: [secluded()], ended: null }, school: 'blocks' }],
  ['seclusion: why it ended', 'G', 'G', ['incident.interventions.endedBecause'], { finding: 'seclusion-why-ended', without: { interventions: [secluded({ endedBecause: '' })] } }],
  ['mobility aid removed, returned', 'G', 'G', ['incident.interventions.aid', 'incident.interventions.aidFrom', 'incident.interventions.aidTo', 'incident.interventions.aidWhy'], { finding: 'aid-times', without: { interventions: [held({ kind: 'restraint', aid: 'frame' })] }, school: 'blocks' }],
  ['witnesses', 'G', 'G', ['incident.adults.part', 'incident.childrenNear', 'account.source'], { duty: 'own-account' }],
  ['plan existed, followed, why not', 'G', 'G', ['incident.plan', 'incident.planFollowed', 'incident.planWhy'], { kept: 'for the review; there may be no plan' }],
  ['author, authored at', 'D', 'D', [], { kept: 'the header of each revision' }],
  ['written the same day', 'L', 'L', ['incident.lateReason', 'incident.lateWords'], { duty: 'write-record' }],
  ['report to each parent: how, when, by whom', 'L', 'L', ['telling.told.child', 'telling.told.parent', 'telling.told.how', 'telling.told.at', 'telling.told.by'], { duty: 'tell-parent' }],
  ['report in writing', 'L', '-', ['telling.told.copy', 'telling.told.copyAt'], { duty: 'give-copy', telling: { told: [told] } }],
  ['parent’s language and format', 'G', 'G', ['child.parents.language', 'child.parents.formats'], { kept: 'the child’s record; the copy is made in it' }],
  ['exception: 20 or over', 'L', '-', ['child.born'], { duty: 'give-child-copy', born: '2000-01-01' }],
  ['exception: significant harm, per parent', 'L', 'L', ['telling.mustNot.parent', 'telling.mustNot.reason', 'telling.mustNot.decidedBy', 'telling.mustNot.at', 'telling.mustNot.over'], { duty: 'tell-parent', telling: { mustNot: [mustNot] } }],
  ['report to the local authority', 'L', '-', ['telling.toLa.la', 'telling.toLa.at', 'telling.toLa.ref', 'child.homeLa'], { duty: 'tell-la', telling: { mustNot: [mustNot] } }],
  ['social worker informed', 'G', 'G', ['telling.others.duty', 'child.lookedAfter', 'child.socialWorker'], { duty: 'social-worker', looked: 'yes' }],
  ['the child’s account', 'G', 'G', ['incident.childWords', 'child-debrief.words', 'child-debrief.state'], { duty: 'child-debrief' }],
  ['staff debrief', 'G', 'G', ['adult-debrief.state', 'adult-debrief.happened'], { duty: 'adult-debrief' }],
  ['manager review', 'G', 'G', [], { duty: 'countersign', signed: true }],
  ['RIDDOR decision, HSE reference', 'L', 'L', ['incident.staffAway', 'incident.hospital', 'telling.others.decision', 'telling.others.ref'], { duty: 'riddor', given: { staffAway: 'over-7' } }],
  ['accident record, over three days', 'L', 'L', ['incident.staffAway', 'telling.others.ref'], { duty: 'staff-injury-record', given: { staffAway: 'over-3' } }],
  ['Ofsted notification', '-', 'L', ['incident.hospital', 'telling.others.ref'], { duty: 'ofsted', given: { hospital: 'yes' } }],
  ['safeguarding referral', 'L', 'L', ['incident.alarm', 'worry.words', 'telling.others.decision'], { duty: 'tell-dsl', given: { alarm: ['allegation'] } }],
  ['sent home early', 'L', 'L', ['incident.wentHome', 'incident.wentHomeWho'], { duty: 'tell-head', given: { wentHome: at('2026-11-24T11:00') } }],
  ['protected characteristics', 'D', 'D', ['child.sex', 'child.ethnicity', 'child.senStage', 'child.senNeeds'], { kept: 'the child’s record, for analysis' }],
  ['governor review, retention', 'D', '-', [], { kept: 'the office’s part, termly' }],
]

test.each(rows)('%s: its fields are there', (_line, _school, _earlyYears, fields) => {
  const isThere = (path: string): boolean => {
    const [kind = '', name = '', sub] = path.split('.')
    const field = forms.find((form) => form.kind === kind)?.fields[name]
    return field !== undefined && (sub === undefined || (field.shape === 'rows' && sub in field.of))
  }
  expect(fields.filter((path) => !isThere(path))).toEqual([])
})

const severityAt = (level: Level, stricter?: Severity): Severity => stricter ?? (level === 'L' ? 'blocks' : 'warns')
const asPhysical = (over: Over): Over => ({ ...over, interventions: (over?.interventions ?? complete().interventions).map((row) => (row.kind === 'force' ? { ...row, kind: 'physical' } : row)) })

describe('left out, it is noticed before signing', () => {
  test.each(rows.flatMap(([line, school, earlyYears, , rule]) => ('finding' in rule ? [[line, rule, severityAt(school, rule.school), severityAt(earlyYears)] as const] : [])))('%s', (_line, { finding, without }, school, earlyYears) => {
    const severities = (profile: Profile, over: Over) =>
      beforeSigning(complete({ firstAid: 'not-needed', ...over }), { profile, rules: legalRules, now: Date.parse('2026-11-24T15:00:00Z'), zone, otherChildren: [] }).filter(({ code }) => code === finding).map(({ severity }) => severity)
    expect([severities('school', without), severities('early-years', asPhysical(without))]).toEqual([[school], [earlyYears]])
    expect([severities('school', {}), severities('early-years', asPhysical({}))]).toEqual([[], []])
  })
})

describe('it is owed, in the settings where it is asked for', () => {
  test.each(rows.flatMap(([line, school, earlyYears, , rule]) => ('duty' in rule ? [[line, rule, school !== '-', earlyYears !== '-'] as const] : [])))('%s', (_line, rule, school, earlyYears) => {
    const parents = [{ id: 'ma', rank: 'a0', name: 'Ma', relation: '', phone: '', responsibility: 'yes', careOrder: null, contactLimits: '', language: '', formats: [] }]
    const isOwed = (profile: Profile) => dutiesOf({
      incident: { record: 'inc-1', answers: complete({ ...all, ...rule.given }), author: 'gwen', savedAt: null, signedAt: rule.signed ? Date.parse('2026-11-24T10:59:00Z') : null, countersigned: false },
      telling: { ...blank(telling), ...rule.telling }, children: new Map([['moss', { ...blank(child), parents, born: rule.born ?? '2019-05-12', lookedAfter: rule.looked ?? null }]]),
      accounts: [], childDebriefs: [], adultDebriefs: [], profile, calendar: null, now: Date.parse('2026-11-24T11:00:00Z'), zone,
    }).some(({ code }) => code === rule.duty)
    expect([isOwed('school'), isOwed('early-years')]).toEqual([school, earlyYears])
  })
})
