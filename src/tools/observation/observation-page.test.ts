import { afterEach, expect, test } from 'vitest'
import { view } from '../../domain/history/read'
import { observation } from '../../domain/records/observation'
import { paperIn } from '../../domain/rules/paper'
import type { Glass, Shown } from '../../../tests/support/glass'
import { childEntry, glass } from '../../../tests/support/glass'
import { cleared, hand } from '../../../tests/support/hand'
import { keptFrom } from './another'
import ObservationPage from './ObservationPage.vue'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
})
const { tap, press, chips } = hand(() => page)
async function write(label: string, words: string, place = 0): Promise<void> {
  const id = page?.findAll('label').filter((one) => one.text() === label)[place]?.attributes('for') ?? ''
  await page?.find(`[id="${id}"]`).setValue(words)
}
const parts = () => page?.findAll('summary .title').map((one) => one.text()) ?? []
async function unfold(title: string): Promise<void> {
  const part = page?.findAll('details').find((one) => one.find('.title').text() === title)
  if (!part) throw new Error(`no part ${title}`)
  // happy-dom does not open one by its summary.
  ;(part.element as HTMLDetailsElement).open = true
  await part.trigger('toggle')
}
async function open(here: Glass, query = '', id = 'look-1'): Promise<void> {
  if (query === '' || id === 'look-1') {
    await here.disk.ledger.append(childEntry('juniper', { name: 'Juniper Brightwater', keyPerson: 'moss' }))
    await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade', keyPerson: 'moss' }))
  }
  await here.router.push(`/observation/${id}${query}`)
  page = await here.show(ObservationPage, { id })
  await here.until(() => page?.text().includes('P.M.') ?? false)
}
const recorded = async (here: Glass, id = 'look-1') => {
  const checkpoint = await here.disk.ledger.checkpoint(id)
  return checkpoint && { ...view(observation, checkpoint), closed: checkpoint.freeze !== null }
}

test('a short look is as short as ever: who, what was seen, one button, and nothing else is open or asked', async () => {
  const here = await glass()
  await open(here)
  expect(page?.findAll('textarea')).toHaveLength(3)
  expect(parts()).toEqual(['Where and part of the day', 'Before and after (ABCC)', 'Wellbeing and involvement'])
  await tap('J.B.', 'Who?')
  await write('What I saw', 'Poured by turns.')
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'today')
  const found = await recorded(here)
  expect([found?.closed, found?.shown]).toEqual([true, { 'children/juniper': true, 'when/': { wall: '2026-11-24T09:00', zone: 'Europe/London', precision: 'exact' }, 'saw/': 'Poured by turns.' }])
})

test('a longer look opens by one tap a part, and a closed part says what it holds', async () => {
  const here = await glass()
  await open(here)
  await tap('J.B.', 'Who?')
  await unfold('Before and after (ABCC)')
  await write('Just before', 'The song had ended.')
  await write('What might it be telling us? (our view)', 'Not done yet.')
  await unfold('Wellbeing and involvement')
  await page?.find('input[name="observation.wellbeingScale"][value="4"]').setValue(true)
  await tap('Not sure', 'Usual at this child’s stage?')
  const details = page?.findAll('details')[2]
  if (details) {
    ;(details.element as HTMLDetailsElement).open = false
    await details.trigger('toggle')
  }
  expect(details?.find('.said').text()).toBe('4: At ease · Not sure')
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'today')
  expect((await recorded(here))?.answers).toMatchObject({ before: 'The song had ended.', communication: 'Not done yet.', wellbeingScale: 4, usual: 'not-sure', views: [] })
})

test('of several children each has a part of their own; a part emptied again leaves nothing', async () => {
  const here = await glass()
  await open(here)
  await tap('J.B.', 'Who?')
  await tap('P.M.', 'Who?')
  await here.settle()
  await unfold('Wellbeing and involvement')
  expect(chips('Usual at this child’s stage?')).toBeNull()
  await unfold('Each child’s own part')
  await write('What this child did', 'Held the jug.', 0)
  await write('What this child did', 'Watched.', 1)
  await here.settle()
  await write('What this child did', '', 0)
  await tap('P.M.', 'Who?')
  await here.settle()
  expect(page?.findAll('.child h3').map((one) => one.text()), 'words once written are never out of sight').toEqual(['J.B.', 'P.M.'])
  await tap('P.M.', 'Who?')
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'today')
  expect((await recorded(here))?.answers.views).toEqual([{ id: 'pip', rank: expect.any(String) as string, child: 'pip', words: 'Watched.', wellbeingScale: null, involvementScale: null, usual: null }])
})

test('save and write another keeps who, where and the part of the day, and stamps a new time', async () => {
  const here = await glass()
  await open(here, '?child=juniper')
  await tap('P.M.', 'Who?')
  await unfold('Where and part of the day')
  await tap('Hall', 'Where?')
  await tap('Tidy-up', 'Which part of the day?')
  await write('What I saw', 'Hid the train.')
  await press('Save and write another')
  await here.until(() => here.router.currentRoute.value.params['id'] !== 'look-1')
  const next = here.router.currentRoute.value
  expect([next.name, next.query]).toEqual(['observation', { child: 'juniper', again: '1', who: ['juniper', 'pip'], place: 'hall', dayPart: 'tidy-up' }])
  expect((await recorded(here))?.closed).toBe(true)
  page?.unmount()
  here.disk.clock.at += 4 * 60_000
  // A router forgets where it is with its last app.
  await here.router.push(next.fullPath)
  page = await here.show(ObservationPage, { id: String(next.params['id']) })
  await here.until(() => page?.text().includes('The last one is saved.') ?? false)
  expect((await here.disk.ledger.draft(String(next.params['id']), 'moss'))?.changes).toEqual({
    'children/juniper': true, 'children/pip': true, 'when/': { wall: '2026-11-24T09:04', zone: 'Europe/London', precision: 'exact' }, 'place/': 'hall', 'dayPart/': 'tidy-up',
  })
  // Left without a word, it leaves no trace.
  page.unmount()
  page = null
  await here.settle()
  expect(await here.disk.ledger.drafts('moss')).toEqual([])
})

test.each([
  ['one that is not the next of another', {}, null],
  ['children and codes', { again: '1', who: 'pip', place: 'hall', dayPart: 'outdoors' }, { children: ['pip'], place: 'hall', dayPart: 'outdoors' }],
  ['what this form could not hold', { again: '1', who: ['pip', '../x', null], place: ['moon'], dayPart: '<b>' }, { children: ['pip'], place: null, dayPart: null }],
])('an address with %s', (_name, query, expected) => {
  expect(keptFrom(query, (id) => id === 'pip')).toEqual(expected)
})

test('words first written on paper say when, and a time still to come is asked about', async () => {
  const here = await glass()
  await open(here)
  await tap('J.B.', 'Who?')
  await write('What I saw', 'Poured by turns.')
  expect(page?.find('#paper-time').exists()).toBe(false)
  await press('Written on paper?')
  await page?.find('#paper-day').setValue('2026-11-25')
  await page?.find('#paper-time').setValue('10:41')
  await press('Save and close')
  await here.until(() => page?.find('.paper [role=alert]').exists() ?? false)
  expect(page?.find('.paper [role=alert]').text()).toBe('Time must be now or earlier')
  await page?.find('#paper-day').setValue('2026-11-23')
  await here.settle()
  expect(page?.find('.paper button').text()).toBe('Written on paper at 23 Nov 10:41')
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'today')
  const found = await recorded(here)
  expect(found && paperIn(found.checkpoint)?.written).toEqual({ wall: '2026-11-23T10:41', zone: 'Europe/London', precision: 'exact' })
})
