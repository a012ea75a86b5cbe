import { afterEach, expect, test } from 'vitest'
import type { Shown } from '../../tests/support/glass'
import { childEntry, glass } from '../../tests/support/glass'
import { cleared } from '../../tests/support/hand'
import ChildListPage from '../tools/child/ChildListPage.vue'
import { usePeople } from '../workspace/people'
import TodayPage from './TodayPage.vue'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })

test.each([
  ['senco', 'choose Edit details to say who the key person is'],
  ['head', 'choose Edit details to say who the key person is'],
  ['visiting', 'ask your SENCO to add your children'],
])('an adult with no children of their own is told what they may do themselves, else whom to ask: %s', async (role, words) => {
  const here = await glass({ roles: [role] })
  await here.disk.ledger.append(childEntry('juniper', { name: 'Juniper Brightwater', room: 'Hedgehog' }))
  for (const [shown, link] of [[TodayPage, '/children'], [ChildListPage, '/today']] as const) {
    page?.unmount()
    page = await here.show(shown)
    await here.until(() => page?.find('.empty').exists() ?? false)
    expect(page.find('.empty').text()).toContain(words)
    expect(page.find('.empty').text().includes('SENCO')).toBe(role === 'visiting')
    expect(page.find('.empty a').attributes('href')).toBe(link)
  }
})

test('on a tablet that was switched off, and has let go of what it received, an adult is still called by their name', async () => {
  const here = await glass({ roles: ['senco'] })
  await here.disk.vault.keepTiles([{ adult: 'moss', shortName: 'Moss', initials: 'MK', senior: true, roleWords: 'SENCO', until: null }])
  await here.session.refreshTiles()
  await here.disk.tables.strict.readings.clear()
  page = await here.show(TodayPage)
  await here.until(() => page?.find('h1').text().endsWith(', Moss') ?? false)
  expect(usePeople(here.pinia).adultName('moss')).toBe('Moss')
})
