// @vitest-environment node
import { expect, test } from 'vitest'
import { ageOn, isOfAge } from './age'

test.each([
  ['2006-11-24', '2026-11-23', 19],
  ['2006-11-24', '2026-11-24', 20],
  ['2006-11-24', '2026-12-31', 20],
  ['2020-01-01', '2026-11-24', 6],
  ['2026-11-24', '2026-11-24', 0],
  ['2008-02-29', '2028-02-28', 19],
  ['2008-02-29', '2028-02-29', 20],
  ['2008-02-29', '2027-02-28', 18],
  ['2008-02-29', '2027-03-01', 19],
])('born %s, on %s: %i', (born, day, years) => {
  expect(ageOn(born, day)).toBe(years)
})

test.each([
  ['the day before the 20th birthday', '2006-11-25', false],
  ['the 20th birthday on the day', '2006-11-24', true],
  ['the day after', '2006-11-23', true],
  ['of a child whose birthday nobody has written', null, false],
])('20 or over, %s: %s', (_name, born, of) => {
  expect(isOfAge(born, '2026-11-24')).toBe(of)
})

test('born on 29 February, 20 is reached on 1 March where there is no 29th', () => {
  expect([isOfAge('2007-03-01', '2027-02-28'), isOfAge('2008-02-29', '2028-02-28'), isOfAge('2008-02-29', '2028-02-29')]).toEqual([false, false, true])
  // 2100 has no 29 February.
  expect([isOfAge('2080-02-29', '2100-02-28'), isOfAge('2080-02-29', '2100-03-01')]).toEqual([false, true])
})
