// @vitest-environment node
import { isWeekend } from 'date-fns/isWeekend'
import { parseISO } from 'date-fns/parseISO'
import { describe, expect, test } from 'vitest'
import { bankHolidays } from '../pack/bank-holidays'
import { daysAfter } from './instants'
import { schoolDays } from './school-days'

const span = (from: string | null, to: string | null) => ({ id: `${from}-${to}`, rank: 'a0', name: '', why: '', from, to })
const willow = schoolDays({
  terms: [span('2026-09-02', '2026-12-18'), span('2027-01-05', '2027-03-25'), span('2027-04-12', '2027-07-21')],
  closed: [span('2026-10-26', '2026-10-30'), span('2026-11-27', '2026-11-27'), span('2027-02-15', '2027-02-19')],
})
const none = schoolDays(null)

test.each([
  ['a Tuesday in term', '2026-11-24', true, true],
  ['a Saturday in term', '2026-11-28', false, false],
  ['an INSET day', '2026-11-27', false, true],
  ['half-term', '2026-10-28', false, true],
  ['Christmas holidays', '2026-12-22', false, true],
  ['a bank holiday in term', '2027-05-03', false, false],
  ['a bank holiday in the holidays', '2026-12-28', false, false],
  ['the first day of term', '2026-09-02', true, true],
  ['the last day of term', '2026-12-18', true, true],
])('%s (%s) is a school day at Willow: %s; where there are no term dates: %s', (_name, day, here, anywhere) => {
  expect([willow.isSchoolDay(day), none.isSchoolDay(day)]).toEqual([here, anywhere])
})

describe('counting', () => {
  test.each([
    ['within a week', '2026-11-23', 2, '2026-11-25'],
    ['over a weekend and an INSET day', '2026-11-26', 1, '2026-11-30'],
    ['over half-term', '2026-10-22', 5, '2026-11-05'],
    ['over the Christmas holidays', '2026-12-17', 2, '2027-01-05'],
    ['over Easter', '2027-03-25', 1, '2027-04-12'],
    ['over a bank holiday', '2027-04-30', 1, '2027-05-04'],
    ['from a day that is none', '2026-11-28', 1, '2026-11-30'],
    ['no days', '2026-11-24', 0, '2026-11-24'],
  ])('by the term dates, %s: %s and %i is %s', (_name, day, days, due) => {
    expect(willow.addSchoolDays(day, days)).toEqual({ day: due, assumed: false })
  })

  test('the first school day after the last of a term is the first of the next', () => {
    expect(willow.firstSchoolDayAfter('2026-12-18')).toEqual({ day: '2027-01-05', assumed: false })
  })

  test.each([
    ['weekdays', '2026-11-26', 2, '2026-11-30'],
    ['less Christmas, Boxing Day’s substitute and New Year', '2026-12-24', 5, '2027-01-05'],
    ['less Easter', '2027-03-25', 1, '2027-03-30'],
    ['of a year whose bank holidays are not known', '2031-12-24', 1, '2031-12-25'],
  ])('without term dates, %s, and said to be assumed', (_name, day, days, due) => {
    expect(none.addSchoolDays(day, days)).toEqual({ day: due, assumed: true })
  })

  test('past the last term that was written down, weekdays stand in, and are said to be assumed', () => {
    expect(willow.addSchoolDays('2027-07-20', 2)).toEqual({ day: '2027-07-22', assumed: true })
    expect(willow.addSchoolDays('2026-08-28', 1)).toEqual({ day: '2026-09-01', assumed: true })
  })

  test.each([
    ['half a row', [span('2026-09-02', null)], [], '2026-11-25'],
    ['a term that ends before it starts', [span('2026-12-18', '2026-09-02')], [], '2026-11-25'],
    ['a day it is closed, and no terms', [], [span('2026-11-25', null)], '2026-11-26'],
  ])('%s: the rest is assumed', (_name, terms, closed, day) => {
    expect(schoolDays({ terms, closed }).firstSchoolDayAfter('2026-11-24')).toEqual({ day, assumed: true })
  })

  test('dates that leave no day for years are a slip, and the count ends all the same', () => {
    const slip = schoolDays({ terms: [span('2026-09-02', '9999-12-31')], closed: [span('2026-11-25', '9999-12-31')] })
    expect(slip.addSchoolDays('2026-11-24', 1)).toEqual({ day: '2027-03-05', assumed: true })
  })
})

describe('the table of bank holidays', () => {
  const easter: Record<string, string> = { 2026: '2026-04-05', 2027: '2027-03-28', 2028: '2028-04-16' }
  test.each(Object.entries(bankHolidays))('%s has eight, each a weekday, with Easter’s two', (year, days) => {
    expect(days).toHaveLength(8)
    expect(days.filter((day) => isWeekend(parseISO(day)) || !day.startsWith(year))).toEqual([])
    expect(days).toEqual(expect.arrayContaining([daysAfter(easter[year] ?? '', -2), daysAfter(easter[year] ?? '', 1)]))
  })
})
