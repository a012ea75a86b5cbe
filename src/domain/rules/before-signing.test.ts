// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answersTo } from '../../../tests/support/answers'
import { at, complete, held, secluded, zone } from '../../../tests/support/incident'
import { runs, seed } from '../../../tests/support/seed'
import type { FindingCode, LegalRule } from '../pack/legal'
import { legalRules } from '../pack/legal'
import { incident } from '../records/incident'
import { blank } from '../schema/definition'
import { namesOf } from '../schema/names'
import type { Finding, Signing } from './before-signing'
import { beforeSigning } from './before-signing'

type Over = Parameters<typeof complete>[0]
const signing: Signing = { profile: 'school', rules: legalRules, now: Date.parse('2026-11-24T15:00:00Z'), zone, otherChildren: namesOf({ name: 'Pip Marmalade', knownAs: 'Pippy' }), ownNames: namesOf({ name: 'Moss Kettle', knownAs: '' }) }
const left = (over: Over, context: Partial<Signing> = {}): Finding[] => beforeSigning(complete(over), { ...signing, ...context })
const early = (over: Over = {}): Finding[] => left({ interventions: [held({ kind: 'physical' })], firstAid: 'not-needed', ...over }, { profile: 'early-years' })
/** As it stands in the table: code, severity, field, row. */
const short = (findings: readonly Finding[]) => findings.map(({ code, severity, field, row }) => [code, severity, field, ...(row === undefined ? [] : [row])].join(' '))
/** In a school a complete record has only first aid to look at again. */
const without = (findings: readonly Finding[]) => short(findings).filter((one) => one !== 'first-aid warns firstAid')

test('a whole record has nothing left, in a school and in Early Years', () => {
  expect(left({ firstAid: 'not-needed' })).toEqual([])
  expect(early()).toEqual([])
})

test('of a record just opened everything is told at once, in the order of the form', () => {
  expect(short(beforeSigning(blank(incident), signing))).toEqual([
    'who-child blocks children',
    'who-adult blocks adults',
    'when blocks when',
    'how-long blocks duration',
    'place blocks place',
    'kind blocks interventions',
    'reason blocks reason',
    'reason-words blocks reasonWords',
    'child-injury blocks childInjury',
    'others-injury blocks othersInjury',
    'staff-injury blocks staffInjury',
    'alarm-asked warns alarm',
    'first-aid warns firstAid',
    'support blocks childSupport',
    'support blocks staffSupport',
  ])
})

describe('what the record must say (V01, V02, V03)', () => {
  test.each<[string, Over, string, 'blocks' | 'warns']>([
    ['who it was', { children: [], interventions: [held({ child: null })], sen: [] }, 'who-child children', 'blocks'],
    ['which adults', { adults: [] }, 'who-adult adults', 'blocks'],
    ['an adult who is a row without a name', { adults: [{ id: 'a1', rank: 'a0', adult: null, name: ' ', part: [] }] }, 'who-adult adults', 'blocks'],
    ['the SEN stage', { sen: [] }, 'sen sen', 'warns'],
    ['the SEN stage of a row left blank', { sen: [{ id: 's1', rank: 'a0', child: 'moss', stage: null, needs: '' }] }, 'sen sen', 'warns'],
    ['when it started', { when: null }, 'when when', 'blocks'],
    ['when it ended or how long it took', { ended: null, duration: null }, 'how-long duration', 'warns'],
    ['where it was', { place: null }, 'place place', 'warns'],
    ['where “other” is', { place: 'other' }, 'place place', 'warns'],
    ['what was done', { interventions: [] }, 'kind interventions', 'blocks'],
    ['what kind it was', { interventions: [held({ kind: null })] }, 'kind interventions i1', 'blocks'],
    ['why it was needed', { reason: [] }, 'reason reason', 'warns'],
    ['why, in words', { reasonWords: ' ' }, 'reason-words reasonWords', 'warns'],
    ['what came before', { before: '', antecedents: [] }, 'before before', 'warns'],
    ['what was tried first', { tried: [] }, 'tried tried', 'warns'],
    ['the type of hold', { interventions: [held({ hold: null })] }, 'hold interventions i1', 'warns'],
    ['what hold “other” is', { interventions: [held({ hold: 'other' })] }, 'hold interventions i1', 'warns'],
    ['how much was used', { interventions: [held({ degree: null })] }, 'degree interventions i1', 'warns'],
    ['whether the child was hurt', { childInjury: null }, 'child-injury childInjury', 'blocks'],
    ['whether other children were hurt', { othersInjury: null }, 'others-injury othersInjury', 'blocks'],
    ['whether adults were hurt', { staffInjury: null }, 'staff-injury staffInjury', 'blocks'],
    ['how the child was hurt', { childInjury: 'yes' }, 'how-hurt childInjuryWords', 'blocks'],
    ['how other children were hurt', { othersInjury: 'yes' }, 'how-hurt othersInjuryWords', 'blocks'],
    ['how adults were hurt', { staffInjury: 'yes' }, 'how-hurt staffInjuryWords', 'blocks'],
    ['what support the child had', { childSupport: [] }, 'support childSupport', 'warns'],
    ['what support adults had', { staffSupport: [] }, 'support staffSupport', 'warns'],
  ])('%s: a school must, and Early Years must or is advised to', (_name, over, finding, inEarlyYears) => {
    const [code, ...where] = finding.split(' ')
    expect(without(left(over))).toEqual([[code, 'blocks', ...where].join(' ')])
    const physical = over?.interventions?.map((row) => (row.kind === null ? row : { ...row, kind: 'physical' }))
    expect(short(early({ ...over, ...(physical && { interventions: physical }) }))).toEqual([[code, inEarlyYears, ...where].join(' ')])
  })

  test.each<[string, Over]>([
    ['“none known” is an SEN stage', { sen: [{ id: 's1', rank: 'a0', child: null, stage: 'none-known', needs: '' }] }],
    ['an adult by name alone is one', { adults: [{ id: 'a1', rank: 'a0', adult: null, name: 'Hetty from the agency', part: [] }] }],
    ['an end is enough', { duration: null }],
    ['a length is enough', { ended: null }],
    ['a band is enough', { ended: null, duration: { minutes: null, precision: 'band', band: '1-to-5' } }],
    ['words say where', { place: null, placeWords: 'By the trains' }],
    ['words say which hold', { interventions: [held({ hold: 'other', holdWords: 'Arm across the chest' })] }],
    ['not being sure which hold it was is an answer', { interventions: [held({ hold: 'not-sure', degree: 'not-sure' })] }],
    ['not being sure whether anyone was hurt is an answer', { childInjury: 'not-sure', othersInjury: 'not-sure', staffInjury: 'not-sure' }],
    ['a mark says how', { childInjury: 'yes', marks: [{ id: 'm1', rank: 'a0', body: 'child', child: 'moss', adult: null, region: 'f-face', kind: 'red', size: 'coin', words: '', seenBy: 'gwen', firstAid: 'no', arrived: 'no' }] }],
    ['one antecedent is enough', { before: '' }],
    ['nothing could be tried, and why', { tried: [], triedNot: 'The chair was in the air.' }],
    ['words say what support there was', { childSupport: [], staffSupport: [], supportWords: 'Both sat with Dov.' }],
    ['what led up to it is asked of force alone', { interventions: [secluded()], before: '', antecedents: [], tried: [] }],
  ])('%s', (_name, over) => {
    expect(without(left(over))).toEqual([])
  })

  test('each of two children has an SEN stage and something that was done with them', () => {
    const two = { children: ['moss', 'pip'], sen: complete().sen }
    expect(without(left(two))).toEqual(['sen blocks sen', 'kind blocks interventions'])
    expect(without(left({ ...two, interventions: [held({ child: null })] }))).toEqual(['sen blocks sen', 'with-whom blocks interventions i1'])
    const both = { children: ['moss', 'pip'], sen: [...complete().sen, { id: 's2', rank: 'a1', child: 'pip', stage: 'n', needs: '' }] }
    expect(without(left({ ...both, interventions: [held(), held({ id: 'i2', child: 'pip' })] }))).toEqual([])
  })

  test('how long, if nobody is sure, asks for a guess and keeps nobody from signing', () => {
    expect(without(left({ ended: null, duration: { minutes: null, precision: 'band', band: 'not-sure' } }))).toEqual(['length-not-sure warns duration'])
  })
})

test.each<[string, Over, string[], string[]]>([
  ['not answered', { firstAid: null }, ['first-aid warns firstAid'], ['first-aid blocks firstAid']],
  ['not needed', { firstAid: 'not-needed' }, [], []],
  ['given, by nobody knows whom or when', { firstAid: 'given' }, ['first-aid warns firstAidBy', 'first-aid warns firstAidAt'], ['first-aid blocks firstAidBy', 'first-aid blocks firstAidAt']],
  ['given', { firstAid: 'given', firstAidBy: 'Dov', firstAidAt: at('2026-11-24T10:50') }, [], []],
])('first aid %s: the EYFS asks for it, a school is advised', (_name, over, school, inEarlyYears) => {
  expect([short(left(over)), short(early(over))]).toEqual([school, inEarlyYears])
})

describe('kept in a room, or a mobility aid taken away (V04, V05)', () => {
  const apart = { ended: null, duration: { minutes: 5, precision: 'about' } as const }
  const aid = { kind: 'restraint', hold: null, degree: null, aid: 'wheelchair', aidFrom: at('2026-11-24T10:42'), aidTo: at('2026-11-24T10:45') }
  const two = [held({ id: 'i0' })]
  test.each<[string, Over, string[]]>([
    ['supervised, with an end', { interventions: [secluded()] }, []],
    ['by nobody', { interventions: [secluded({ supervisedBy: null })] }, ['seclusion-supervised interventions i1']],
    ['with no end', { interventions: [secluded()], ...apart }, ['seclusion-end interventions i1']],
    ['with no end of its own, among others', { interventions: [...two, secluded()] }, ['seclusion-end interventions i1']],
    ['with its own end', { interventions: [...two, secluded({ from: at('2026-11-24T10:42'), to: at('2026-11-24T10:44') })] }, []],
    ['aid given back', { interventions: [held(aid)] }, []],
    ['aid taken away nobody knows when', { interventions: [held({ ...aid, aidFrom: null })] }, ['aid-times interventions i1']],
    ['aid not given back', { interventions: [held({ ...aid, aidTo: null })] }, ['aid-times interventions i1']],
    ['aid not given back yet, and why', { interventions: [held({ ...aid, aidTo: null, aidWhy: 'A wheel is bent.' })] }, []],
  ])('%s', (_name, over, findings) => {
    const as = (severity: string) => findings.map((one) => one.replace(' ', ` ${severity} `))
    expect(without(left(over))).toEqual(as('blocks'))
    expect(short(early(over))).toEqual(as('warns'))
  })

  test('longer than the ceiling, or with no word of why it could end, is looked at again', () => {
    const long = secluded({ from: at('2026-11-24T10:00'), to: at('2026-11-24T10:31'), endedBecause: '' })
    expect(without(left({ interventions: [long] }))).toEqual(['seclusion-why-ended warns interventions i1', 'seclusion-long warns interventions i1'])
    expect(without(left({ interventions: [secluded({ from: at('2026-11-24T10:00'), to: at('2026-11-24T10:30') })] }))).toEqual([])
  })
})

describe('why it was needed (V06)', () => {
  test.each<[readonly string[], string[], string[]]>([
    [['injury-self', 'injury-other', 'offence', 'damage', 'disorder'], [], ['reason-lawful blocks reason']],
    [['injury-other', 'danger'], ['reason-lawful blocks reason'], []],
    [['behaviour'], ['reason-lawful blocks reason'], []],
    [['compliance'], ['reason-lawful blocks reason'], ['reason-lawful blocks reason']],
  ])('%j: in a school %j, in Early Years %j', (reason, school, inEarlyYears) => {
    expect([without(left({ reason })), short(early({ reason }))]).toEqual([school, inEarlyYears])
  })
  test('neither to punish nor to make a child comply is a choice', () => {
    expect(incident.fields.reason.options.filter(({ code, label }) => /punish|compl|sanction/i.test(`${code} ${label}`))).toEqual([])
  })
  test('words of a penalty are looked at again, and block nothing', () => {
    expect(without(left({ reasonWords: 'To make him comply.' }))).toEqual(['sanction-words warns reasonWords'])
  })
})

test.each<[string, Over, string[]]>([
  ['none of these', { alarm: ['none-of-these'] }, []],
  ['not answered', { alarm: [] }, ['alarm-asked warns alarm']],
  ['face down', { alarm: ['ground'] }, ['alarm flags alarm']],
  ['two at once are one task', { alarm: ['breathing', 'passed-out'] }, ['alarm flags alarm']],
  ['a hold on the ground says so itself', { interventions: [held({ hold: 'on-the-ground' })] }, ['alarm flags alarm']],
])('for the safeguarding lead at once, %s: never a bar to signing (V08)', (_name, over, findings) => {
  expect(without(left(over))).toEqual(findings)
})

describe('names of other children in free text are warned about and never block (V09)', () => {
  test.each<[string, Over, string[]]>([
    ['in the words', { words: 'Moss pushed Pip.' }, ['other-child-named warns words']],
    ['by the name they answer to, in any capitals', { before: 'PIPPY had the truck.' }, ['other-child-named warns before']],
    ['within a row', { interventions: [held({ holdWords: 'Away from Pip' })] }, ['other-child-named warns interventions i1']],
    ['in what the child said', { childWords: 'Pip took it' }, ['other-child-named warns childWords']],
    ['as part of another word', { words: 'Moss found a pipe.' }, []],
    ['as an adult’s name', { firstAidBy: 'Pip' }, []],
    ['of the child it is about', { words: 'Moss Kettle shouted.' }, []],
  ])('%s', (_name, over, findings) => {
    expect(without(left(over))).toEqual(findings)
  })
  test('a name that is an everyday word is pointed out in any capitals: whoever reads it through judges', () => {
    expect(without(left({ words: 'Moss may go in.' }, { otherChildren: namesOf({ name: 'May Marmalade', knownAs: '' }) }))).toEqual(['other-child-named warns words'])
  })
  test('a name that two children bear says nothing: a sister’s surname is the child’s own', () => {
    expect(without(left({ words: 'Moss Kettle shouted.' }, { otherChildren: namesOf({ name: 'Fern Kettle', knownAs: '' }) }))).toEqual([])
    expect(without(left({ words: 'Fern Kettle shouted.' }, { otherChildren: namesOf({ name: 'Fern Kettle', knownAs: '' }) }))).toEqual(['other-child-named warns words'])
  })
})

test.each<[string, Over, string[]]>([
  ['a label', { words: 'Moss kicked off for no reason.' }, ['wording warns words']],
  ['what was seen', { words: 'Moss shouted and pushed the chair.' }, []],
  ['a child’s own words stay theirs', { childWords: 'I refused' }, []],
])('wording, %s: a suggestion only (V10)', (_name, over, findings) => {
  expect(without(left(over))).toEqual(findings)
})

describe('times (V11)', () => {
  test.each<[string, Over, string[]]>([
    ['end before start', { ended: at('2026-11-24T10:40'), duration: null }, ['end-before-start blocks ended']],
    ['an intervention that ends before it starts', { interventions: [held({ from: at('2026-11-24T10:44'), to: at('2026-11-24T10:42') })] }, ['end-before-start blocks interventions i1']],
    ['an aid given back before it was taken', { interventions: [held({ aid: 'frame', aidFrom: at('2026-11-24T10:44'), aidTo: at('2026-11-24T10:42') })] }, ['end-before-start blocks interventions i1']],
    ['in the minute it began in, one stamped and one said', { when: at('2026-11-24T10:46', '2026-11-24T10:46:50Z'), duration: null }, []],
    ['4 minutes ahead is two clocks', { when: at('2026-11-24T15:04'), ended: at('2026-11-24T15:05'), duration: null }, []],
    ['6 minutes ahead is the future', { when: at('2026-11-24T15:06'), ended: at('2026-11-24T15:06'), duration: null }, ['in-future blocks when', 'in-future blocks ended']],
    ['first aid tomorrow', { firstAid: 'given', firstAidBy: 'Dov', firstAidAt: at('2026-11-25T09:00') }, ['in-future blocks firstAidAt']],
    ['an intervention tomorrow', { interventions: [held({ from: at('2026-11-25T09:00'), to: at('2026-11-25T09:01') })] }, ['in-future blocks interventions i1']],
    ['the length a minute out', { duration: { minutes: 6, precision: 'exact' } }, []],
    ['the length two minutes out', { duration: { minutes: 7, precision: 'exact' } }, ['times-disagree warns duration']],
    ['about 7 minutes is near enough', { duration: { minutes: 7, precision: 'about' } }, []],
    ['about half an hour is not', { duration: { minutes: 30, precision: 'about' } }, ['times-disagree warns duration']],
    ['within its band', { duration: { minutes: null, precision: 'band', band: '5-to-15' } }, []],
    ['outside its band', { duration: { minutes: null, precision: 'band', band: '15-to-30' } }, ['times-disagree warns duration']],
    ['of times that were only about, nothing is asked', { when: { ...at('2026-11-24T10:41'), precision: 'about' }, duration: { minutes: 30, precision: 'exact' } }, []],
  ])('%s', (_name, over, findings) => {
    expect(without(left(over))).toEqual(findings)
  })

  test.each<[string, Over]>([
    ['a hold over midnight', { when: at('2026-11-23T23:50'), ended: at('2026-11-24T00:20'), duration: { minutes: 30, precision: 'exact' } }],
    ['over the change into summer, as stamped', { when: at('2026-03-29T00:58', '2026-03-29T00:58:00Z'), ended: at('2026-03-29T02:03', '2026-03-29T01:03:00Z') }],
    ['over the change out of summer, as stamped', { when: at('2026-10-25T01:58', '2026-10-25T00:58:00Z'), ended: at('2026-10-25T01:03', '2026-10-25T01:03:00Z') }],
    ['over the change out of summer, as said', { when: at('2026-10-25T01:58'), ended: at('2026-10-25T01:03') }],
  ])('%s is neither backwards nor too long', (_name, over) => {
    expect(without(left({ ...over, lateReason: 'other' }))).toEqual([])
  })
  test('the stamps decide where the wall reads forwards and time ran backwards', () => {
    expect(without(left({ when: at('2026-10-25T01:10', '2026-10-25T01:10:00Z'), ended: at('2026-10-25T01:40', '2026-10-25T00:40:00Z'), lateReason: 'other' }))).toEqual(['end-before-start blocks ended'])
  })
})

test.each<[string, Partial<Signing>, Over, string[]]>([
  ['the same day', {}, {}, []],
  ['signed on the next day, and saved in time', { now: Date.parse('2026-11-25T09:00:00Z'), savedAt: Date.parse('2026-11-24T23:59:00Z') }, {}, []],
  ['written on the next day', { now: Date.parse('2026-11-25T09:00:00Z'), savedAt: Date.parse('2026-11-25T00:00:00Z') }, {}, ['late-reason warns lateReason']],
  ['not saved yet on the next day', { now: Date.parse('2026-11-25T09:00:00Z'), savedAt: null }, {}, ['late-reason warns lateReason']],
  ['written on the next day, and why', { now: Date.parse('2026-11-25T09:00:00Z') }, { lateReason: 'adult-hurt' }, []],
])('%s: late asks why, and blocks nothing (V15)', (_name, context, over, findings) => {
  expect(without(left(over, context))).toEqual(findings)
})

test('a pack rule of tomorrow does not hold for an incident of today', () => {
  const tomorrow: LegalRule = { code: 'alarm-asked', severity: { school: 'blocks' }, source: 'tomorrow’s guidance', validFrom: '2026-11-25' }
  const rules = [...legalRules, tomorrow]
  expect(without(left({ alarm: [] }, { rules }))).toEqual(['alarm-asked warns alarm'])
  const next = { alarm: [], when: at('2026-11-25T10:41'), ended: at('2026-11-25T10:46') }
  expect(without(left(next, { rules, now: Date.parse('2026-11-25T15:00:00Z') }))).toEqual(['alarm-asked blocks alarm'])
  expect(short(beforeSigning(complete({ ...next, interventions: [held({ kind: 'physical' })], firstAid: 'not-needed' }), { ...signing, rules, profile: 'early-years', now: Date.parse('2026-11-25T15:00:00Z') }))).toEqual(['alarm-asked warns alarm'])
})

test('what schools must say since 1 April 2026 held nobody to it the day before', () => {
  const before = { when: at('2026-03-31T10:41'), ended: at('2026-03-31T10:46'), reason: [], place: null, lateReason: 'other' }
  expect(without(left(before))).toEqual([])
  expect(without(left({ ...before, when: at('2026-04-01T10:41'), ended: at('2026-04-01T10:46') }))).toEqual(['place blocks place', 'reason blocks reason'])
})

test('whatever is answered, a finding names a field of the form and never throws, and what blocks is among the rules', () => {
  const fields = Object.keys(incident.fields)
  const codes = new Set<FindingCode>(legalRules.map(({ code }) => code))
  fc.assert(
    fc.property(answersTo(incident), fc.constantFrom('school' as const, 'early-years' as const), (answers, profile) => {
      const findings = beforeSigning(answers, { ...signing, profile })
      expect(findings.filter(({ field, code }) => !fields.includes(field) || !codes.has(code))).toEqual([])
      expect(findings.map(({ field }) => fields.indexOf(field))).toEqual(findings.map(({ field }) => fields.indexOf(field)).sort((a, b) => a - b))
      expect(new Set(findings.map(({ code, field, row }) => `${code}${field}${row ?? ''}`)).size).toBe(findings.length)
    }),
    { seed, numRuns: runs(60) },
  )
})
