// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { becauses } from '../rules/duties'
import { dutyCodes, dutyRules, findingCodes, inForce, legalRules } from './legal'
import { legalWords } from './legal-words'

const keys = [...findingCodes.map((code) => `finding.${code}`), ...dutyCodes.map((code) => `duty.${code}`), ...becauses.map((code) => `because.${code}`)]

test('every code has words, and no words are without a code', () => {
  expect(Object.keys(legalWords).sort((a, b) => (a < b ? -1 : 1))).toEqual(keys.toSorted((a, b) => (a < b ? -1 : 1)))
})

test.each(Object.entries(legalWords))('%s is calm, short and no programmer’s', (_key, words) => {
  expect(words).not.toMatch(/[!'\p{Extended_Pictographic}]|\b(please|successfully|invalid|failed|error|sync|submit|upload|server|refused|punishment|sanction)\b|\.$/iu)
  expect(words).toMatch(/^\p{Lu}/u)
  for (const sentence of words.split('. ')) expect(sentence.split(/\s+/).length).toBeLessThanOrEqual(20)
})

test('every code has a rule in both kinds of setting, or says for which it has none', () => {
  const without = (profile: 'school' | 'early-years') => [
    ...findingCodes.filter((code) => !legalRules.some((rule) => rule.code === code && rule.severity[profile])),
    ...dutyCodes.filter((code) => !dutyRules.some((rule) => rule.code === code && rule.profile.includes(profile))),
  ]
  expect([without('school'), without('early-years')]).toEqual([['ofsted'], ['give-child-copy', 'tell-la']])
})

test.each([...legalRules, ...dutyRules].map((rule) => [rule.code, rule] as const))('%s says where it comes from and from when', (_code, { source, validFrom }) => {
  expect(source).not.toBe('')
  expect(validFrom).toMatch(/^\d{4}-\d{2}-\d{2}$/)
})

test('where Early Years must say something, so must a school, but for first aid; what only a school must say is advised in Early Years', () => {
  const severities = new Map(legalRules.map(({ code, severity }) => [code, severity]))
  const must = (profile: 'school' | 'early-years') => findingCodes.filter((code) => severities.get(code)?.[profile] === 'blocks')
  expect(must('early-years').filter((code) => !must('school').includes(code))).toEqual(['first-aid'])
  expect(must('school').filter((code) => severities.get(code)?.['early-years'] === undefined)).toEqual([])
})

describe('a rule holds from its first day', () => {
  const rule = (validFrom: string, source: string) => ({ code: 'place', source, validFrom })
  const rules = [rule('2026-11-25', 'tomorrow'), rule('2026-04-01', 'now'), rule('2014-09-01', 'before')]
  test.each([
    ['2013-01-01', []],
    ['2026-03-31', ['before']],
    ['2026-04-01', ['now']],
    ['2026-11-24', ['now']],
    ['2026-11-25', ['tomorrow']],
  ])('on %s: %j', (day, sources) => {
    expect(inForce(rules, day).map(({ source }) => source)).toEqual(sources)
  })
  test('of two with one first day, the later in the list stands', () => {
    expect(inForce([rule('2026-04-01', 'pack'), rule('2026-04-01', 'setting')], '2026-11-24')).toEqual([rule('2026-04-01', 'setting')])
  })
})
