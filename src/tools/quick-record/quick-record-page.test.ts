import { afterEach, expect, test } from 'vitest'
import { view } from '../../domain/history/read'
import { quickRecord } from '../../domain/records/quick-record'
import { failingDisk } from '../../../tests/support/failing-disk'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../../tests/support/glass'
import { cleared, hand } from '../../../tests/support/hand'
import { entry } from '../../../tests/support/tablet-disk'
import QuickRecordPage from './QuickRecordPage.vue'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
})
const { tap, press } = hand(() => page)
const write = (label: string, words: string) => {
  const id = page?.findAll('label').find((one) => one.text() === label)?.attributes('for') ?? ''
  return page?.find(`[id="${id}"]`).setValue(words)
}
async function open(here: Glass, query = ''): Promise<void> {
  await here.disk.ledger.append(childEntry('juniper', { name: 'Juniper Brightwater', keyPerson: 'moss' }))
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  await here.router.push(`/quick-record/q1${query}`)
  page = await here.show(QuickRecordPage, { id: 'q1' })
  await here.until(() => page?.text().includes('J.B.') ?? false)
}
const recorded = async (here: Glass) => {
  const checkpoint = await here.disk.ledger.checkpoint('q1')
  return checkpoint && { answers: view(quickRecord, checkpoint).answers, closed: checkpoint.freeze !== null }
}
const at = { wall: '2026-11-24T09:00', zone: 'Europe/London', precision: 'exact' as const }

test('opening the page keeps a draft with the time, and leaving it untouched leaves nothing', async () => {
  const here = await glass()
  await open(here)
  expect((await here.disk.ledger.draft('q1', 'moss'))?.changes).toEqual({ 'when/': at })
  page?.unmount()
  page = null
  await here.settle()
  expect([await here.disk.ledger.drafts('moss'), await recorded(here)]).toEqual([[], null])
})

test('who, what was seen, where, and save: a closed record, and back to the child it began at', async () => {
  const here = await glass()
  await open(here, '?child=juniper')
  await tap('Calmed with help')
  await tap('Class')
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'child')
  expect(here.router.currentRoute.value.params).toEqual({ id: 'juniper' })
  expect(await recorded(here)).toMatchObject({ closed: true, answers: { children: ['juniper'], when: at, saw: ['calmed-with-help'], place: 'class' } })
})

test('a worry that was typed and not told is asked about before the page is done with, once', async () => {
  const here = await glass()
  await open(here, '?child=juniper')
  await tap('Calmed with help')
  await press('Worried about safety?')
  await page?.get('dialog[open] textarea').setValue('A mark on the wrist.')
  await press('No')
  await press('Save and close')
  await here.until(() => page?.text().includes('You wrote this, and nobody is told yet.') ?? false)
  expect(await recorded(here)).toBeNull()
  await press('No')
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'child')
  expect([await recorded(here), await here.disk.ledger.ofKind('worry')]).toMatchObject([{ closed: true }, []])
})

test('a record about nobody yet is kept open, and nothing stands in the way', async () => {
  const here = await glass()
  await open(here)
  await write('In your own words', 'Somebody let the newt out.')
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'today')
  expect(await recorded(here)).toMatchObject({ closed: false, answers: { children: [], words: 'Somebody let the newt out.' } })
})

test('Ctrl+Enter saves from wherever the caret is', async () => {
  const here = await glass()
  await open(here)
  await tap('J.B.', 'Who?')
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true }))
  await here.until(() => here.router.currentRoute.value.name === 'today')
  expect(await recorded(here)).toMatchObject({ closed: true })
})

test('Add later takes a chosen child back, and choosing one takes Add later back', async () => {
  const here = await glass()
  await open(here)
  await tap('J.B.', 'Who?')
  await tap('Add later', 'Who?')
  expect(page?.findAll('.chip.chosen').map((one) => one.text())).toEqual(['Add later', 'Just now'])
  await tap('J.B.', 'Who?')
  expect(page?.findAll('.chip.chosen').map((one) => one.text())).toEqual(['J.B.', 'Just now'])
})

test.each([
  ['10 min ago', { wall: '2026-11-24T08:50', precision: 'about' }],
  ['60 min ago', { wall: '2026-11-24T08:00', precision: 'about' }],
])('earlier, %s, is about a time counted from when it was begun', async (words, when) => {
  const here = await glass()
  await open(here)
  here.disk.clock.at += 5 * 60_000
  await tap('Earlier', 'When?')
  await tap(words, 'How long ago?')
  await here.settle()
  expect((await here.disk.ledger.draft('q1', 'moss'))?.changes['when/']).toMatchObject(when)
})

test('harm that was ticked is asked about once; saving again keeps the record as it is', async () => {
  const here = await glass()
  await open(here, '?child=juniper')
  expect(page?.text()).not.toContain('What harm did you see?')
  await tap('Broke something')
  expect(page?.text()).toContain('What harm did you see?')
  await press('Save and close')
  await here.settle()
  expect(page?.find('[role=alert]').text()).toBe('Say what harm or damage you saw')
  expect(await recorded(here)).toBeNull()
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'child')
  expect(await recorded(here)).toMatchObject({ closed: true, answers: { harm: '' } })
})

test('after a hurt the page says whom to tell, never the author, and where to take a tablet that cannot send', async () => {
  const here = await glass({ roles: ['dsl'] })
  await here.disk.ledger.append(adultEntry('hetty', { name: 'Hetty Overbrook', roles: ['head'] }))
  await here.disk.ledger.append(adultEntry('gus', { name: 'Gus Oftenbright', roles: ['head'], until: '2026-11-01' }))
  await open(here, '?child=juniper')
  await tap('Yes', 'Anyone hurt?')
  await write('What harm did you see?', 'A red mark on the arm.')
  await press('Save and close')
  await here.until(() => page?.text().includes('What comes next') ?? false)
  const steps = page?.findAll('li').map((one) => one.text()) ?? []
  expect(steps[1]).toBe('Tell Hetty as soon as you can.')
  expect(steps).toContain('If there is no internet, take this tablet to the school office.')
  expect(here.router.currentRoute.value.name).toBe('quick-record')
  await press('Done')
  await here.until(() => here.router.currentRoute.value.name === 'child')
})

test('a holding opens its incident, with the first account closed and carried', async () => {
  const here = await glass()
  await open(here, '?child=juniper')
  await tap('Yes', 'Held or kept in?')
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'incident')
  expect(here.router.currentRoute.value).toMatchObject({ params: { id: 'inc-q1' }, query: { from: 'q1' } })
  expect(await recorded(here)).toMatchObject({ closed: true, answers: { held: 'yes' } })
})

test('a record begun before the app was killed is offered, and can be left where it is', async () => {
  const here = await glass()
  await here.disk.ledger.keepDraft({ record: 'q0', adult: 'moss', kind: 'quick-record', after: [], changes: { 'words/': 'Half a sen' }, startedAt: here.disk.clock.at - 120_000 })
  await open(here)
  await here.until(() => page?.text().includes('You started this at 08:58.') ?? false)
  await press('Start new')
  expect(page?.text()).not.toContain('08:58')
  page?.unmount()
  page = await here.show(QuickRecordPage, { id: 'q2' })
  await here.until(() => page?.text().includes('08:58') ?? false)
  await press('Carry on')
  await here.until(() => here.router.currentRoute.value.params['id'] === 'q0')
})

test('one opened again leads to where it can be taken back; a new one does not', async () => {
  const here = await glass()
  await open(here)
  await here.settle()
  expect(page?.text()).not.toContain('Written by mistake?')
  page?.unmount()
  await here.disk.ledger.append(entry({ record: 'q1', kind: 'quick-record', changes: { 'words/': 'The newt is back.' } }))
  await open(here)
  await here.until(() => page?.text().includes('Written by mistake?') ?? false)
})

test('an unfinished record opened again keeps its own time', async () => {
  const here = await glass()
  await here.disk.ledger.append(entry({ record: 'q1', kind: 'quick-record', changes: { 'words/': 'The newt is back.', 'when/': { ...at, wall: '2026-11-24T08:30' } } }))
  here.disk.clock.at += 3_600_000
  await open(here)
  await here.settle()
  expect(await here.disk.ledger.draft('q1', 'moss')).toBeNull()
  expect(page?.text()).toContain('First kept: 09:00.')
  expect(page?.findAll('.chip.chosen').map((one) => one.text())).toEqual(['Other time'])
  await tap('J.B.', 'Who?')
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'today')
  expect(await recorded(here)).toMatchObject({ closed: true, answers: { when: { wall: '2026-11-24T08:30' }, words: 'The newt is back.' } })
})

test('a closed record is read, not written', async () => {
  const here = await glass()
  await here.disk.ledger.append(entry({ record: 'q1', kind: 'quick-record', act: 'close', changes: { 'words/': 'The newt is back.' } }))
  await open(here).catch(() => undefined)
  await here.until(() => here.router.currentRoute.value.name === 'record')
})

test('when the disk refuses, the words stay on the glass and trying again keeps them', async () => {
  const here = await glass()
  await open(here, '?child=juniper')
  await write('In your own words', 'The bell rang twice.')
  await here.settle()
  const disk = failingDisk(() => new DOMException('full', 'QuotaExceededError'), (table) => table === 'revisions')
  disk.due = 1
  await press('Save and close')
  await here.until(() => page?.text().includes('We could not save this. Copy your words before you close.') ?? false)
  expect(page?.find('textarea').element.value).toBe('The bell rang twice.')
  expect(await recorded(here)).toBeNull()
  disk.restore()
  await press('Try again')
  await here.until(() => here.router.currentRoute.value.name === 'child')
  expect(await recorded(here)).toMatchObject({ closed: true, answers: { words: 'The bell rang twice.' } })
})

test('open in another tab, it is shown and not written until it is wanted here', async () => {
  const here = await glass({ hold: (_name, { take }) => Promise.resolve(take ? () => undefined : null) })
  await here.disk.ledger.keepDraft({ record: 'q1', adult: 'moss', kind: 'quick-record', after: [], changes: { 'when/': { ...at, wall: '2026-11-24T08:00' }, 'words/': 'From the other tab.' }, startedAt: here.disk.clock.at })
  await open(here)
  expect(page?.text()).toContain('Open in another tab.')
  expect(page?.find('.sides').attributes('inert')).toBeDefined()
  await press('Write here instead')
  await here.until(() => page?.find('textarea').element.value === 'From the other tab.')
  expect((await here.disk.ledger.draft('q1', 'moss'))?.changes['when/']).toMatchObject({ wall: '2026-11-24T08:00' })
})

test('words that may read as blame later are said beside Save once typing stops, and keep nobody from saving', async () => {
  const here = await glass()
  await open(here, '?child=juniper')
  const isSaid = () => page?.findAll('.save-bar button').some((one) => one.text() === 'Words to look at') ?? false
  await write('In your own words', 'Kicked off for no reason.')
  expect(isSaid()).toBe(false)
  await here.until(isSaid)
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'child')
  expect(await recorded(here)).toMatchObject({ closed: true, answers: { words: 'Kicked off for no reason.' } })
})

test.each([
  ['just now', at.wall, false],
  ['an hour ago', '2026-11-24T07:59', true],
])('whoever writes at once is not asked about paper (%s: %s)', async (_name, wall, is) => {
  const here = await glass()
  await here.disk.ledger.append(entry({ record: 'q1', kind: 'quick-record', act: 'edit', changes: { 'when/': { ...at, wall } } }))
  await open(here)
  expect(page?.findAll('button').some((one) => one.text() === 'Written on paper?')).toBe(is)
})
