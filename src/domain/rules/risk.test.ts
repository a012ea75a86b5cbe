import { describe, expect, test } from 'vitest'
import { inPlan, riskScore } from './risk'

test('both parts are given with what they come to, and nothing while one is missing', () => {
  expect(riskScore({ seriousness: 2, probability: 3 })).toEqual({ seriousness: 2, probability: 3, score: 6 })
  expect(riskScore({ seriousness: 2, probability: null })).toBeNull()
  expect(riskScore({ seriousness: null, probability: 3 })).toBeNull()
})

describe('whether a harm belongs in a plan', () => {
  test.each([
    ['on the line', { seriousness: 2, probability: 3, include: '' }, 'by-score'],
    ['a grave harm that is unlikely falls under the line', { seriousness: 4, probability: 1, include: '' }, 'under'],
    ['and is included by adults’ own words', { seriousness: 4, probability: 1, include: 'The road is near.' }, 'by-words'],
    ['words of blanks include nothing', { seriousness: 4, probability: 1, include: '  ' }, 'under'],
    ['half a score', { seriousness: 3, probability: null, include: '' }, 'not-scored'],
    ['half a score, included all the same', { seriousness: 3, probability: null, include: 'We fear it.' }, 'by-words'],
    ['over the line and in words: the score says it', { seriousness: 3, probability: 3, include: 'Always.' }, 'by-score'],
  ] as const)('%s', (_name, row, told) => {
    expect(inPlan(row)).toBe(told)
  })
  test('a county may draw the line elsewhere', () => {
    expect(inPlan({ seriousness: 2, probability: 3, include: '' }, { size: 4, line: 8 })).toBe('under')
  })
  test('with the usual line 8 of the 16 squares are at or over it, and no seriousness of 1 is', () => {
    const steps = [1, 2, 3, 4]
    const over = steps.flatMap((seriousness) => steps.filter((probability) => inPlan({ seriousness, probability, include: '' }) === 'by-score').map((probability) => [seriousness, probability]))
    expect(over).toHaveLength(8)
    expect(over.some(([seriousness]) => seriousness === 1)).toBe(false)
  })
})
