import { afterEach, expect, test } from 'vitest'
import type { Shown } from '../../tests/support/glass'
import { glass } from '../../tests/support/glass'
import { closeDisks } from '../../tests/support/tablet-disk'
import App from './App.vue'
import { forms } from '../domain/records/catalogue'
import { handover } from '../domain/records/handover'
import { planReading } from '../domain/records/plan'
import { worry } from '../domain/records/worry'
import { createSteps } from './router'

const pin = '271828'
let page: Shown | null = null
afterEach(async () => {
  page?.unmount()
  page = null
  await new Promise((resolve) => setTimeout(resolve, 100))
  closeDisks()
})

test('whoever signs in comes to their own page, never to where another adult left off', async () => {
  const here = await glass()
  await here.disk.vault.setPin('sorrel', pin)
  page = await here.show(App)
  await here.router.push('/record/q1')
  await here.settle()
  await here.session.lock()
  await here.settle()
  expect(here.router.currentRoute.value.name).toBe('today')
  const seen: unknown[] = []
  here.router.afterEach(({ fullPath }) => { seen.push(fullPath) })
  await here.session.unlock('sorrel', pin)
  await here.settle()
  expect([here.session.open, here.router.currentRoute.value.name, seen.includes('/record/q1')]).toEqual([true, 'today', false])
  await here.session.lock()
  await here.session.unlock('moss', pin)
  await here.until(() => here.router.currentRoute.value.fullPath === '/record/q1')
})

// Written in one breath, from within another page, and never open.
const writtenAtOnce: readonly string[] = [worry.kind, planReading.kind, handover.kind]
test('every own record is written on a page that goes by its kind', () => {
  const router = createSteps()
  for (const { kind } of forms.filter(({ keeping, kind: one }) => keeping === 'own' && !writtenAtOnce.includes(one))) expect(router.hasRoute(kind), kind).toBe(true)
})
