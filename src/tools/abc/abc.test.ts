import { afterEach, expect, test } from 'vitest'
import { view } from '../../domain/history/read'
import { abc } from '../../domain/records/abc'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../../tests/support/glass'
import { cleared, hand } from '../../../tests/support/hand'
import { entry } from '../../../tests/support/tablet-disk'
import AbcChartPage from './AbcChartPage.vue'
import AbcPage from './AbcPage.vue'
import type { ChartFilter, ChartLine } from './chart-lines'
import { cut, filtered, noFilter } from './chart-lines'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
})
const { chips, press } = hand(() => page)
const at = (wall: string) => ({ wall, zone: 'Europe/London', precision: 'exact' as const })
const quick = (children: readonly string[]) =>
  entry({ record: 'q1', kind: 'quick-record', act: 'close', changes: {
    ...Object.fromEntries(children.map((id) => [`children/${id}`, true])), 'when/': at('2026-11-24T08:41'), 'words/': 'Pushed the table over.', 'saw/pushed': true, 'place/': 'hall',
  } })
async function open(here: Glass, query: string): Promise<void> {
  await here.disk.ledger.append(childEntry('juniper', { name: 'Juniper Brightwater', keyPerson: 'moss' }))
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  await here.router.push(`/abc/a1${query}`)
  page = await here.show(AbcPage, { id: 'a1' })
  await here.settle()
}
const recorded = async (here: Glass) => {
  const checkpoint = await here.disk.ledger.checkpoint('a1')
  return checkpoint && { answers: view(abc, checkpoint).answers, closed: checkpoint.freeze !== null }
}

test('an ABC record from a quick record takes over child, time, place and words, and asks for none of them again', async () => {
  const here = await glass()
  await here.disk.ledger.append(quick(['juniper']))
  await open(here, '?from=q1')
  await here.until(() => page?.text().includes('From quick record 08:41') ?? false)
  expect(page?.text()).toContain('J.B. · 24/11/2026 08:41 · Hall · Pushed')
  const legends = page?.findAll('legend').map((one) => one.text()) ?? []
  expect(legends.filter((legend) => ['Who?', 'When?', 'Where?'].includes(legend))).toEqual([])
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'record')
  expect(await recorded(here)).toMatchObject({
    closed: true, answers: { child: 'juniper', from: 'q1', when: { wall: '2026-11-24T08:41' }, place: 'hall', saw: 'Pushed the table over.' },
  })
})

test('of a quick record about several children, one is chosen', async () => {
  const here = await glass()
  await here.disk.ledger.append(quick(['juniper', 'pip']))
  await open(here, '?from=q1')
  await here.until(() => page?.find('legend').text() === 'Who?')
  expect(page?.find('fieldset').findAll('label').map((one) => one.text())).toEqual(['J.B.', 'P.M.', 'Other'])
  await page?.find('fieldset').findAll('input')[1]?.setValue(true)
  await here.settle()
  expect(page?.text()).toContain('P.M. · 24/11/2026 08:41')
})

test('what was already written here is never written over by the first account', async () => {
  const here = await glass()
  await here.disk.ledger.append(quick(['juniper']))
  await here.disk.ledger.keepDraft({ record: 'a1', adult: 'moss', kind: 'abc', after: [], changes: { 'from/': 'q1', 'child/': 'juniper', 'saw/': 'My own words.' }, startedAt: here.disk.clock.at })
  await open(here, '?from=q1')
  await here.until(() => page?.text().includes('From quick record') ?? false)
  expect(page?.findAll('textarea').map((one) => one.element.value)).toContain('My own words.')
})

test('an ABC record that is left untouched leaves nothing, whatever it took over', async () => {
  const here = await glass()
  await here.disk.ledger.append(quick(['juniper']))
  await open(here, '?from=q1')
  await here.until(() => page?.text().includes('From quick record 08:41') ?? false)
  page?.unmount()
  page = null
  await here.settle()
  expect([await here.disk.ledger.drafts('moss'), await recorded(here)]).toEqual([[], null])
})

const line = (given: Partial<ChartLine>): ChartLine => ({
  record: 'a', wall: '2026-11-24T10:10', about: false, place: 'class', placeWords: 'Class', activity: '', before: '', saw: '', after: '', open: false, ...given,
})
const lines = [line({ record: 'old', wall: '2026-09-01T09:59' }), line({ record: 'noon', wall: '2026-11-23T12:00', place: 'hall' }), line({ record: 'late', wall: '2026-11-24T14:00', place: null })]
test.each<[string, Partial<ChartFilter>, string[]]>([
  ['nothing ticked', {}, ['old', 'noon', 'late']],
  ['the last weeks', { since: '2026-10-13' }, ['noon', 'late']],
  ['two places', { places: ['hall', 'class'] }, ['old', 'noon']],
  ['before ten', { times: ['early'] }, ['old']],
  ['noon belongs to midday', { times: ['midday'] }, ['noon']],
  ['two o’clock belongs to the afternoon', { times: ['afternoon'] }, ['late']],
  ['a place and a time that never met', { places: ['hall'], times: ['early'] }, []],
])('the chart shows, with %s', (_said, filter, shown) => {
  expect(filtered(lines, { ...noFilter, ...filter }).map(({ record }) => record)).toEqual(shown)
})

test('the chart shows the beginning of long words, ended at a word, and of one endless word too', () => {
  expect(cut(`${'chair '.repeat(100)}`)).toMatch(/^(chair )+\.\.\.$/)
  expect(cut('a'.repeat(200_000))).toHaveLength(324)
  expect(cut('short')).toBe('short')
})

test('the chart shows a child’s ABC records that this adult may read, counts them, and is empty in words', async () => {
  const here = await glass({ roles: ['practitioner'] })
  await here.disk.ledger.append(childEntry('juniper', { name: 'Juniper Brightwater' }))
  page = await here.show(AbcChartPage, { id: 'juniper' })
  await here.until(() => page?.text().includes('No records yet.') ?? false)
  const record = (id: string, author: string, act: 'close' | 'edit') =>
    here.disk.ledger.append(entry({ record: id, kind: 'abc', author, act, changes: { 'child/': 'juniper', 'when/': at('2026-11-24T08:41'), 'before/': `Before ${id}`, 'place/': 'hall' } }))
  await record('theirs', 'ewa', 'close')
  await here.until(() => page?.text().includes('No records yet that you may read.') ?? false)
  await record('mine', 'moss', 'close')
  await record('mine-open', 'moss', 'edit')
  await here.until(() => page?.findAll('tbody tr').length === 2)
  expect(page.find('[role=status]').text()).toBe('2 records')
  expect(page.text()).not.toContain('Before theirs')
  await page.findAll('.filter label').find((one) => one.text() === 'Playground')?.find('input').setValue(true)
  expect(page.findAll('tbody tr')).toHaveLength(2)
  await page.find('form').trigger('submit')
  expect(page.text()).toContain('No records match.')
  await press('Clear filters')
  expect(page.findAll('tbody tr')).toHaveLength(2)
})

test('adults near: oneself, who shares a room, who works with children; whoever never meets them or has left is behind Other', async () => {
  const here = await glass({ roles: ['key-person'] })
  const { ledger } = here.disk
  await ledger.append(adultEntry('moss', { name: 'Moss Kettle', roles: ['key-person'], rooms: ['Ladybirds'] }))
  await ledger.append(adultEntry('abe', { name: 'Abe Countywell', roles: ['la'] }))
  await ledger.append(adultEntry('bea', { name: 'Bea Ledgerby', roles: ['governor'] }))
  await ledger.append(adultEntry('cal', { name: 'Cal Gone', roles: ['practitioner'], until: '2026-11-23' }))
  await ledger.append(adultEntry('dov', { name: 'Dov Saltmarsh', roles: ['dsl'] }))
  await ledger.append(adultEntry('eve', { name: 'Eve Overbrook', roles: ['head'] }))
  await ledger.append(adultEntry('fay', { name: 'Fay Marchpane', roles: ['senco'] }))
  await ledger.append(adultEntry('yann', { name: 'Yann Quill', roles: ['practitioner'] }))
  await ledger.append(adultEntry('zara', { name: 'Zara Hat', roles: ['practitioner'], rooms: ['ladybirds'] }))
  await open(here, '')
  await here.until(() => chips('Adults')?.includes('Zara') ?? false)
  expect(chips('Adults')).toEqual(['Moss', 'Zara', 'Yann', 'Dov', 'Eve', 'Other'])
})
