import { beforeEach, expect, test } from 'vitest'
import { createLateSteps, readPages } from './late-steps'
import { createSteps } from './router'

beforeEach(() => history.replaceState(null, '', '/'))

test('where nobody is signed in no page is opened, and none is known', async () => {
  const router = createLateSteps(() => false)
  await router.push('/children/c1')
  expect([router.currentRoute.value.matched, router.hasRoute('today')]).toEqual([[], false])
})

test.each([
  ['/today', 'today'],
  ['/children/c1', 'child'],
  ['/incident/i1/check', 'incident'],
  ['/nowhere/at/all', 'today'],
])('the first address, %s, waits for the pages and opens %s', async (address, name) => {
  const router = createLateSteps(() => true)
  const before = history.length
  await router.replace(address)
  expect(router.currentRoute.value.name).toBe(name)
  expect(history.length, 'what was replaced is not gone back to').toBe(before)
})

test('once they are read it knows every page that practice knows, and no other', async () => {
  const router = createLateSteps(() => true)
  await Promise.all([readPages(router), readPages(router)])
  await readPages(router)
  const pages = (one: typeof router) => one.getRoutes().map(({ path, name }) => `${String(name)} ${path}`).sort()
  expect(pages(router)).toEqual(pages(createSteps()))
})
