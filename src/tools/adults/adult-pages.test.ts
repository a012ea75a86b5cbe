import { afterEach, expect, test } from 'vitest'
import { adult as adultForm } from '../../domain/records/adult'
import { view } from '../../domain/history/read'
import { usePeople } from '../../workspace/people'
import { tilesFrom, useRosterTiles } from '../../workspace/roster'
import { defineComponent, h } from 'vue'
import PinPad from '../../ui/PinPad.vue'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../../tests/support/glass'
import { closeDisks, entry } from '../../../tests/support/tablet-disk'
import AdultsPage from './AdultsPage.vue'
import MyRoomsSheet from './MyRoomsSheet.vue'

let page: Shown | null = null
afterEach(() => {
  page?.unmount()
  page = null
  document.body.innerHTML = ''
  closeDisks()
})
const press = (words: string) => page?.findAll('button').find((one) => one.text().includes(words))?.trigger('click')
const adultAt = async (here: Glass, id: string) => {
  const kept = await here.disk.ledger.checkpoint(id)
  return kept && view(adultForm, kept).answers
}
async function typePin(here: Glass, pin: string): Promise<void> {
  page?.findComponent(PinPad).vm.$emit('enter', pin)
  await here.settle()
}

test('only a senior adult sees the adults', async () => {
  const here = await glass({ roles: ['practitioner'] })
  page = await here.show(AdultsPage)
  await here.settle()
  expect(page.text()).toContain('Ask your SENCO, safeguarding lead or manager')
  expect(page.find('button[type=submit]').exists()).toBe(false)
})

test('what an adult who has left did not finish is led to, also where it names no child; an incident is to be signed, and stands on Today', async () => {
  const here = await glass()
  const { ledger } = here.disk
  await ledger.append(adultEntry('sorrel', { name: 'Sorrel Okonjo-Fern', roles: ['practitioner'], until: '2026-11-23' }))
  for (const [record, kind] of [['q1', 'quick-record'], ['i1', 'incident'], ['w1', 'adult-debrief']] as const) await ledger.append(entry({ record, kind, author: 'sorrel', changes: kind === 'quick-record' ? { 'words/': 'Let the newt out' } : { 'place/': 'hall' } }))
  page = await here.show(AdultsPage)
  await here.until(() => page?.text().includes('Not finished:') ?? false)
  expect(page.findAll('.left a').map((one) => [one.text(), one.attributes('href')])).toEqual([['Quick record, 09:00', '/record/q1']])
  expect(page.text()).not.toContain('newt')
})

test('a supply teacher added with no network can unlock this tablet', async () => {
  const here = await glass()
  page = await here.show(AdultsPage)
  await here.until(() => page?.text().includes('Moss Kettle') ?? false)
  await press('Add an adult')
  await here.settle()
  await page.find('form').trigger('submit')
  await here.settle()
  expect(page.text()).toContain('Write the full name')
  await page.find('[id="adult.name"]').setValue('Ike Puddle')
  await page.findAll('input[type=checkbox]')[0]?.setValue(true)
  await page.find('[id="adult.until"]').setValue('2026-12-11')
  await page.find('form').trigger('submit')
  await here.until(() => page?.text().includes('A PIN for Ike') ?? false)
  await typePin(here, '730518')
  await typePin(here, '730518')
  await here.until(() => page?.text().includes('Ike can use this tablet with the new PIN now') ?? false)
  expect(await adultAt(here, 'made-1')).toMatchObject({ name: 'Ike Puddle', shortName: 'Ike', roles: ['practitioner'], until: '2026-12-11' })
  here.disk.vault.lock()
  expect(await here.disk.vault.unlock('made-1', '730518')).toEqual({ ok: true })
})

test('a PIN that is easy to guess, or not the same twice, is asked for again', async () => {
  const here = await glass()
  await here.disk.ledger.append(adultEntry('sorrel', { name: 'Sorrel Okonjo-Fern', roles: ['practitioner'] }))
  page = await here.show(AdultsPage)
  await here.until(() => page?.text().includes('Sorrel') ?? false)
  await page.find('button[aria-label="Set a PIN: Sorrel"]').trigger('click')
  await here.settle()
  await typePin(here, '123456')
  expect(page.text()).toContain('That PIN is easy to guess. Choose another.')
  await typePin(here, '730518')
  await typePin(here, '730519')
  expect(page.text()).toContain('Those two were not the same. Choose a PIN again.')
  here.disk.vault.lock()
  expect(await here.disk.vault.unlock('sorrel', '730518')).toEqual({ ok: false, problem: 'no-pin' })
})

test('a last day that has passed puts an adult under those no longer here', async () => {
  const here = await glass()
  await here.disk.ledger.append(adultEntry('barley', { name: 'Barley Wick', roles: ['practitioner'], until: '2026-10-01' }))
  page = await here.show(AdultsPage)
  await here.until(() => page?.text().includes('Barley') ?? false)
  expect(page.find('section[aria-label="No longer here"]').text()).toContain('Last day was 1 October 2026')
})

test('anybody may say which rooms are theirs, and a room typed is the room already known', async () => {
  const here = await glass({ roles: ['practitioner'] })
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade', room: 'Otter' }))
  const people = usePeople(here.pinia)
  await here.until(() => people.rooms.length === 1 && people.me !== null)
  page = await here.show(MyRoomsSheet, { open: true })
  await page.find('#another-room').setValue('otter')
  await page.find('form').trigger('submit')
  await here.until(() => people.mine.length === 1)
  expect((await adultAt(here, 'moss'))?.rooms).toMatchObject([{ name: 'Otter' }])
  expect(page.emitted('close')).toHaveLength(1)
})

test('the lock screen’s tiles follow the adults, and nobody vanishes before their record has come', async () => {
  const here = await glass()
  await here.disk.vault.keepTiles([{ adult: 'rowan', shortName: 'Rowan', initials: 'RT', senior: false, roleWords: 'Practitioner', until: null }])
  await here.session.refreshTiles()
  page = await here.show(defineComponent({ setup: () => { useRosterTiles(); return () => h('p') } }))
  await here.disk.ledger.append(adultEntry('sorrel', { name: 'Sorrel Okonjo-Fern', roles: ['dsl'] }))
  await here.until(() => here.session.tiles.length === 3)
  expect(here.session.tiles.map(({ adult, initials, senior, hasPin }) => [adult, initials, senior, hasPin])).toEqual([
    ['moss', 'MK', true, true], ['rowan', 'RT', false, false], ['sorrel', 'SO', true, false],
  ])
})

test('the LA’s own people have no tile', () => {
  const say = { adult: String, child: String, word: (_key: string, usual: string) => usual }
  const person = { id: 'x', name: 'Fern Bramble', shortName: 'Fern', until: null, rooms: [] }
  expect(tilesFrom([{ ...person, roles: ['la', 'governor'] }], say)).toEqual([])
  expect(tilesFrom([{ ...person, roles: ['la', 'tutor'] }], say)).toHaveLength(1)
})
