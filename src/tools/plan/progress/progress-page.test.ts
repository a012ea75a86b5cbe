import { afterEach, describe, expect, test } from 'vitest'
import type { Shown } from '../../../../tests/support/glass'
import { childEntry, glass } from '../../../../tests/support/glass'
import { cleared } from '../../../../tests/support/hand'
import { entry } from '../../../../tests/support/tablet-disk'
import { plansOf } from '../../../domain/records/plan'
import type { Happening } from '../../../domain/rules/run-chart'
import { runChart } from '../../../domain/rules/run-chart'
import { schoolDays } from '../../../domain/rules/school-days'
import { linesOf, marksIn, topOf } from './chart'
import { foundWords } from './found-words'
import ProgressPage from './ProgressPage.vue'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })
const text = () => page?.text().replace(/\s+/g, ' ') ?? ''
const hold = (day: string): Happening => ({ day, what: 'incident', held: true, minutes: 5 })
const days = schoolDays(null)
const chartOf = (happenings: readonly Happening[], from = '2026-10-05') => runChart(happenings, { from, to: '2026-11-27' }, days)
const series = (chart: ReturnType<typeof chartOf>, at = 0) => {
  const found = chart.series[at]
  if (!found) throw new Error('no series')
  return found
}

describe('the drawing', () => {
  test('weeks follow on each other; one that nobody could observe leaves a gap', () => {
    const holidays = schoolDays({ terms: [], closed: [{ id: 'h', rank: 'a0', why: 'Half-term', from: '2026-10-26', to: '2026-10-30' }] })
    const chart = runChart([hold('2026-10-06'), hold('2026-10-07')], { from: '2026-10-05', to: '2026-11-15' }, holidays)
    const lines = linesOf(chart, series(chart))
    expect(lines.map((line) => line.map(({ y }) => y))).toEqual([[0, 100, 100], [100, 100]])
    expect(lines.flat().map(({ x }) => Math.round(x))).toEqual([8, 25, 42, 75, 92])
  })
  test.each([[[], 1], [[hold('2026-10-06')], 1], [Array.from({ length: 7 }, () => hold('2026-10-06')), 7]])('the scale ends at a whole number that is reached', (happenings, top) => {
    const chart = chartOf(happenings)
    expect(topOf(series(chart))).toBe(top)
  })
  test('versions that begin close together have their words on lines of their own; one before the first week is not drawn', () => {
    const marks = ['2026-09-01', '2026-10-05', '2026-10-08', '2026-11-27'].map((day, index) => ({ label: `Version ${index + 1}`, day }))
    expect(marksIn(chartOf([]), marks).map(({ label, x, row }) => [label, Math.round(x), row])).toEqual([['Version 2', 0, 0], ['Version 3', 6, 1], ['Version 4', 98, 0]])
  })
})

test.each([
  ['none', [], '2026-10-05', 'None in 40 observed days (8 weeks).'],
  ['too few times', [hold('2026-11-24')], '2026-10-05', '1 physical intervention in 40 observed days (8 weeks): 0.1 for every 5 days. Too few to say: a middle is drawn from 6 weeks and 5 times on.'],
  ['too few weeks', Array.from({ length: 5 }, () => hold('2026-11-24')), '2026-11-23', '5 physical interventions in 5 observed days (1 week): 5 for every 5 days. Too few to say: a middle is drawn from 6 weeks and 5 times on. There are not enough weeks yet.'],
  ['enough', Array.from({ length: 8 }, () => hold('2026-11-24')), '2026-10-05', '8 physical interventions in 40 observed days (8 weeks): 1 for every 5 days. The dashed line is the middle of all weeks: 0.'],
])('what is said of it: %s', (_what, happenings, from, words) => {
  const chart = chartOf(happenings, from)
  expect(foundWords(chart, series(chart))).toBe(words)
})

describe('the page', () => {
  async function open(many: number) {
    const here = await glass()
    await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
    here.disk.clock.at = Date.parse('2026-11-02T09:00:00Z')
    const record = plansOf('rrp').idOf('pip', 1)
    const first = await here.disk.ledger.append(entry({ record, kind: 'plan', changes: { 'child/': 'pip' } }))
    await here.disk.ledger.append(entry({ record, kind: 'plan', act: 'sign', after: [first.id], changes: {} }))
    here.disk.clock.at = Date.parse('2026-11-24T09:00:00Z')
    for (let at = 0; at < many; at += 1)
      await here.disk.ledger.append(entry({ record: `i${at}`, kind: 'incident', changes: { 'children/pip': true, 'when/': { wall: `2026-${at < 5 ? '09' : '11'}-1${at % 5}T10:00`, zone: 'Europe/London', precision: 'exact' }, 'interventions/h': true, 'interventions/h/rank': 'a0', 'interventions/h/kind': 'force' } }))
    page = await here.show(ProgressPage, { id: 'pip' })
    await here.settle()
  }
  test('three figures with names and words, and one table of the same weeks, in which a version begins', async () => {
    await open(7)
    expect(page?.findAll('figure').map((one) => page?.find(`[id="${one.attributes('aria-labelledby')}"]`).text())).toEqual(['Physical interventions (RPI)', 'Helped back to calm', 'Minutes in incidents'])
    expect(page?.findAll('figure').every((one) => page?.find(`[id="${one.attributes('aria-describedby')}"]`).text() !== '')).toBe(true)
    expect(text()).toContain('Version 1 from 2 November 2026')
    expect(page?.findAll('tbody tr').find((one) => one.text().includes('Version 1 begins'))?.find('th').text()).toContain('2 November 2026')
    expect(text()).toContain('The dashed line is the middle')
    expect(text()).toContain('Days when the child was away are not known here')
  })
  test('few are said to be few', async () => {
    await open(1)
    expect(text()).toContain('Too few to say')
  })
  test('with nothing to draw it says so', async () => {
    await open(0)
    expect(text()).toContain('Nothing to draw yet')
    expect(page?.findAll('figure')).toEqual([])
  })
})
