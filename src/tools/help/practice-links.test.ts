import { afterEach, expect, test, vi } from 'vitest'
import { glass } from '../../../tests/support/glass'
import { closeDisks } from '../../../tests/support/tablet-disk'
import { hasPracticePass } from '../../workspace/practice-pass'
import PracticeLinks from './PracticeLinks.vue'

afterEach(() => {
  delete document.documentElement.dataset['practice']
  sessionStorage.clear()
  vi.restoreAllMocks()
  closeDisks()
})

test('practice opens on a page of its own once the tablet is locked and its key forgotten, with a pass for whoever was signed in', async () => {
  const here = await glass()
  const page = await here.show(PracticeLinks)
  const at: unknown[] = []
  vi.spyOn(location, 'assign').mockImplementation((to) => { at.push(to, here.session.phase) })
  const now = Date.now()
  expect(hasPracticePass(sessionStorage, now)).toBe(false)
  await page.get('button').trigger('click')
  await here.until(() => at.length > 0)
  await here.settle()
  expect([at, hasPracticePass(sessionStorage, Date.now()), hasPracticePass(sessionStorage, now + 9 * 3_600_000), here.disk.vault.open]).toEqual([['/practice/pip/', 'locked'], true, false, false])
  page.unmount()
})

test('within a demo there is no way to a pass', async () => {
  document.documentElement.dataset['practice'] = ''
  const here = await glass()
  const page = await here.show(PracticeLinks)
  expect(page.findAll('button, a')).toEqual([])
  page.unmount()
})
