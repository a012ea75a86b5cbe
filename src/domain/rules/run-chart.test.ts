// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { revise } from '../../../tests/support/revisions'
import { seed } from '../../../tests/support/seed'
import type { Checkpoint } from '../history/read'
import { fold } from '../history/read'
import { deEscalation } from '../records/de-escalation'
import { incident } from '../records/incident'
import { quickRecord } from '../records/quick-record'
import type { AnswersOf, Definition } from '../schema/definition'
import { blank, touched } from '../schema/definition'
import type { Fields, Moment } from '../schema/field'
import { addedRow } from '../schema/field'
import type { Happening } from './run-chart'
import { countedIn, happeningsOf, medianOf, perWeek, runChart, sinceAndBefore } from './run-chart'
import { schoolDays } from './school-days'

const zone = 'Europe/London'
const calendar = schoolDays({
  terms: [{ id: 't', rank: 'a0', name: 'Autumn', from: '2026-09-01', to: '2026-12-18' }],
  closed: [{ id: 'h', rank: 'a0', why: 'Half-term', from: '2026-10-26', to: '2026-10-30' }],
})
const at = (wall: string): Moment => ({ wall, zone, precision: 'exact' })
let made = 0
async function kept<F extends Fields>(form: Definition<F>, answers: Partial<AnswersOf<Definition<F>>>): Promise<Checkpoint> {
  const folded = fold(null, [await revise({ record: `r${(made += 1)}`, kind: form.kind, at: Date.parse('2026-11-20T10:00Z'), changes: touched(form, blank(form), { ...blank(form), ...answers }) })])
  if (!folded) throw new Error('nothing kept')
  return folded.checkpoint
}
const intervention = (kind: string | null, child: string | null = 'pip') => [addedRow(incident.fields.interventions, [], 'i', { child, kind })]
const minutes = (many: number) => ({ minutes: many, precision: 'exact' as const })

describe('what happened', () => {
  test.each([
    ['a hold with both times', { when: at('2026-11-10T10:00'), ended: at('2026-11-10T10:12'), interventions: intervention('force') }, [{ day: '2026-11-10', what: 'incident', held: true, minutes: 12 }]],
    ['a hold with a length', { when: at('2026-11-10T10:00'), duration: minutes(4), interventions: intervention('physical', null) }, [{ day: '2026-11-10', what: 'incident', held: true, minutes: 4 }]],
    ['a hold whose end nobody said', { when: at('2026-11-10T10:00'), interventions: intervention('force') }, [{ day: '2026-11-10', what: 'incident', held: true, minutes: null }]],
    ['kept in a room, by no hand', { when: at('2026-11-10T10:00'), interventions: intervention('seclusion') }, [{ day: '2026-11-10', what: 'incident', held: false, minutes: null }]],
    ['another child held in the same incident', { when: at('2026-11-10T10:00'), interventions: [...intervention('seclusion'), ...intervention('force', 'moss')] }, [{ day: '2026-11-10', what: 'incident', held: false, minutes: null }]],
    ['someone was hurt and nobody held', { when: at('2026-11-10T10:00'), interventions: intervention('not-held') }, []],
    ['nothing is written in it yet', {}, []],
    ['another child’s', { children: ['moss'], interventions: intervention('force', 'moss') }, []],
    ['without a time: the day it was written', { interventions: intervention('force') }, [{ day: '2026-11-20', what: 'incident', held: true, minutes: null }]],
  ])('%s', async (_what, answers, found) => {
    expect(happeningsOf('pip', [await kept(incident, { children: ['pip'], ...answers })], zone)).toEqual(found)
  })

  test('a child helped back to calm, in a record of its own or in a quick record; the earliest first', async () => {
    const records = [
      await kept(deEscalation, { children: ['pip'], when: at('2026-11-12T09:00') }), await kept(quickRecord, { children: ['pip'], when: at('2026-11-11T09:00'), saw: ['calmed-with-help'] }),
      await kept(quickRecord, { children: ['pip'], when: at('2026-11-10T09:00'), saw: ['hid'] }),
    ]
    expect(happeningsOf('pip', records, zone)).toEqual(['2026-11-11', '2026-11-12'].map((day) => ({ day, what: 'calmed', held: false, minutes: null })))
  })
})

const hold = (day: string, given: Partial<Happening> = {}): Happening => ({ day, what: 'incident', held: true, minutes: 5, ...given })
const calmed = (day: string): Happening => ({ day, what: 'calmed', held: false, minutes: null })

describe('counts have observed days under them', () => {
  test.each([
    ['a week', '2026-11-23', '2026-11-27', 5], ['with its weekend', '2026-11-23', '2026-11-29', 5], ['half-term', '2026-10-26', '2026-10-30', 0], ['two weeks with half-term between', '2026-10-23', '2026-11-02', 2], ['one day', '2026-11-23', '2026-11-23', 1],
  ])('%s: %s to %s has %i', (_what, from, to, days) => {
    expect(countedIn([], { from, to }, calendar)).toEqual({ from, to, days, incidents: 0, held: 0, calmed: 0, minutes: 0, unsaid: 0 })
  })
  test('a day outside the calendar on which something was written down was observed', () => {
    const all = [hold('2026-10-28'), hold('2026-10-28', { minutes: null, held: false }), calmed('2026-10-29'), hold('2026-11-02')]
    expect(countedIn(all, { from: '2026-10-26', to: '2026-10-30' }, calendar)).toEqual({ from: '2026-10-26', to: '2026-10-30', days: 2, incidents: 2, held: 1, calmed: 1, minutes: 5, unsaid: 1 })
  })
  test.each([[3, 5, 3], [3, 10, 1.5], [0, 4, 0], [2, 0, null]])('%i in %i days', (count, days, rate) => {
    expect(perWeek(count, days)).toBe(rate)
  })
})

describe('since a plan was begun, and before it', () => {
  const around = (began: string, earliest: string | null) => sinceAndBefore({ began, today: '2026-11-27', earliest }, calendar)
  test.each([
    ['the same number of school days', '2026-11-23', '2026-09-01', { from: '2026-11-16', to: '2026-11-22' }],
    ['over half-term', '2026-11-02', '2026-09-01', { from: '2026-09-28', to: '2026-11-01' }],
    ['only as far as records go back', '2026-11-02', '2026-10-22', { from: '2026-10-22', to: '2026-11-01' }],
    ['nothing, where records begin with it', '2026-11-02', '2026-11-02', null],
    ['nothing, where there are no records', '2026-11-02', null, null],
  ])('%s', (_what, began, earliest, before) => {
    expect(around(began, earliest)).toEqual({ since: { from: began, to: '2026-11-27' }, before })
  })
})

describe('the run chart', () => {
  const span = { from: '2026-10-14', to: '2026-11-27' }
  test('goes by weeks, cut where it begins and ends; a week without observed days has no rate', () => {
    const chart = runChart([hold('2026-10-14'), hold('2026-10-15'), hold('2026-11-24', { minutes: 20 }), calmed('2026-11-25')], span, calendar)
    expect(chart.weeks.map(({ from, to, days, held }) => [from, to, days, held])).toEqual([
      ['2026-10-14', '2026-10-18', 3, 2], ['2026-10-19', '2026-10-25', 5, 0], ['2026-10-26', '2026-11-01', 0, 0], ['2026-11-02', '2026-11-08', 5, 0], ['2026-11-09', '2026-11-15', 5, 0], ['2026-11-16', '2026-11-22', 5, 0], ['2026-11-23', '2026-11-27', 5, 1],
    ])
    expect(chart.days).toBe(28)
    expect(chart.series).toEqual([
      { measure: 'held', rates: [(2 / 3) * 5, 0, null, 0, 0, 0, 1], total: 3, median: null },
      { measure: 'calmed', rates: [0, 0, null, 0, 0, 0, 1], total: 1, median: null },
      { measure: 'minutes', rates: [(10 / 3) * 5, 0, null, 0, 0, 0, 20], total: 30, median: null },
    ])
  })

  test.each([
    ['six weeks and five times', '2026-10-14', 5, true, true],
    ['six weeks and four times', '2026-10-14', 4, true, false],
    ['two weeks and five times', '2026-11-16', 5, false, false],
  ])('the middle is drawn from %s', (_what, from, times, isEnough, has) => {
    const chart = runChart(Array.from({ length: times }, () => hold('2026-11-24')), { ...span, from }, calendar)
    expect([chart.isEnough, chart.series[0]?.median !== null]).toEqual([isEnough, has])
  })

  test('of years, the newest fifty-two weeks', () => {
    const { weeks } = runChart([], { from: '2023-01-02', to: '2026-11-27' }, calendar)
    expect([weeks.length, weeks.at(-1)?.to]).toEqual([52, '2026-11-27'])
  })

  test.each([[[], null], [[null], null], [[3], 3], [[1, 2], 1.5], [[9, null, 1, 2], 2]])('the middle of %j is %s', (rates, middle) => {
    expect(medianOf(rates)).toBe(middle)
  })

  test('every happening in the span is in one week, whatever the calendar', () => {
    const day = fc.integer({ min: 0, max: 44 }).map((days) => new Date(Date.UTC(2026, 9, 14 + days)).toISOString().slice(0, 10))
    fc.assert(fc.property(fc.array(day), (days) => {
      const { weeks } = runChart(days.map((one) => hold(one)), span, calendar)
      expect(weeks.reduce((sum, { held }) => sum + held, 0)).toBe(days.length)
      expect(weeks.every(({ held, days: observed }) => held === 0 || observed > 0)).toBe(true)
    }), { seed })
  })
})
