import { afterEach, expect, test } from 'vitest'
import { shallowRef } from 'vue'
import type { Shown } from '../../tests/support/glass'
import { childEntry, glass } from '../../tests/support/glass'
import { cleared } from '../../tests/support/hand'
import { routes } from './router'
import Shell from './Shell.vue'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })

test('every page of a child who is not on this tablet says so, until they are', async () => {
  const here = await glass({ roles: ['senco'] })
  for (const route of routes) here.router.addRoute(route)
  const updates = { offered: shallowRef(false), offlineReady: shallowRef(true), start: () => undefined, later: () => undefined }
  page = await here.show(Shell, { updates })
  const said = () => page?.find('main').text() ?? ''
  const ofChild = routes.filter(({ path, meta }) => path.startsWith('/children/:id') && !meta?.['capture'])
  expect(ofChild.length).toBeGreaterThan(15)
  for (const { name } of ofChild) {
    await here.router.push({ name: name ?? '', params: { id: 'juniper', kind: 'rrp', version: '1', face: 'school' } })
    await here.until(() => said().includes('This child is not on this tablet. The records may still be on their way.'))
  }
  await here.router.push({ name: 'child', params: { id: 'juniper' } })
  await here.disk.ledger.append(childEntry('juniper', { name: 'Juniper Brightwater' }))
  await here.until(() => said().includes('Record what happened'))
  expect(said()).not.toContain('not on this tablet')
  await here.router.push({ name: 'quick-record', params: { id: 'juniper' } })
  await here.until(() => !said().includes('not on this tablet'))
})
