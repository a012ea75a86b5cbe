import { afterEach, expect, test } from 'vitest'
import { view } from '../../domain/history/read'
import { homeNote } from '../../domain/records/home-note'
import { failingDisk } from '../../../tests/support/failing-disk'
import type { Glass, Shown } from '../../../tests/support/glass'
import { childEntry, glass } from '../../../tests/support/glass'
import { cleared, hand } from '../../../tests/support/hand'
import { at } from '../../../tests/support/incident'
import HomeNotePage from './HomeNotePage.vue'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
})
const { tap, press } = hand(() => page)
const words = () => page?.find('textarea')

async function open(query = '?child=juniper'): Promise<Glass> {
  const here = await glass({ roles: ['practitioner'] })
  await here.disk.ledger.append(childEntry('juniper', { name: 'Juniper Brightwater', keyPerson: 'moss' }))
  await here.router.push(`/home-note/n1${query}`)
  page = await here.show(HomeNotePage, { id: 'n1' })
  await here.until(() => page?.text().includes('J.B.') ?? false)
  await here.settle()
  return here
}
const recorded = async (here: Glass) => {
  const checkpoint = await here.disk.ledger.checkpoint('n1')
  return checkpoint && { answers: view(homeNote, checkpoint).answers, closed: checkpoint.freeze !== null }
}

test.each([
  ['Home told us', 'from-home'],
  ['We told home', 'told-home'],
])('“%s”, one line, and save: it stands on the child’s timeline, dated', async (way, code) => {
  const here = await open()
  await tap(way)
  await words()?.setValue('Slept badly; new baby cousin.')
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'child')
  expect(await recorded(here)).toEqual({ closed: true, answers: { children: ['juniper'], way: code, when: at('2026-11-24T09:00'), words: 'Slept badly; new baby cousin.' } })
  expect((await here.disk.ledger.timeline('juniper')).map(({ record }) => record)).toEqual(['n1'])
})

test('about nobody yet, it is kept open and goes back to Today', async () => {
  const here = await open('')
  await words()?.setValue('A parent rang about swimming.')
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'today')
  expect(await recorded(here)).toMatchObject({ closed: false, answers: { children: [], words: 'A parent rang about swimming.' } })
})

test('a time that is still to come is asked about once, and kept if it is meant', async () => {
  const here = await open()
  await tap('Other time')
  await page?.find('input[type=time]').setValue('17:30')
  await press('Save and close')
  expect(page?.find('[role=alert]').text()).toBe('Time must be now or earlier')
  expect(await recorded(here)).toBeNull()
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'child')
  expect(await recorded(here)).toMatchObject({ closed: true, answers: { when: { wall: '2026-11-24T17:30' } } })
})

test('opened and left, it leaves no trace', async () => {
  const here = await open()
  page?.unmount()
  page = null
  await here.settle()
  expect([await recorded(here), await here.disk.ledger.drafts('moss')]).toEqual([null, []])
})

test('a disk that refuses leaves the words on the glass and says so', async () => {
  const here = await open()
  await words()?.setValue('Slept badly.')
  const disk = failingDisk(() => new DOMException('full', 'QuotaExceededError'), (table) => table === 'revisions')
  disk.due = 1
  await press('Save and close')
  await here.until(() => page?.find('.notice.problem').exists() ?? false)
  expect([words()?.element.value, await recorded(here)]).toEqual(['Slept badly.', null])
  disk.restore()
  await press('Try again')
  await here.until(() => here.router.currentRoute.value.name === 'child')
  expect(await recorded(here)).toMatchObject({ closed: true, answers: { words: 'Slept badly.' } })
})
