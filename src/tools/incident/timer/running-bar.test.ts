import { afterEach, expect, test } from 'vitest'
import type { Shown } from '../../../../tests/support/glass'
import { glass } from '../../../../tests/support/glass'
import { cleared, hand } from '../../../../tests/support/hand'
import RunningBar from './RunningBar.vue'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
})
const { press } = hand(() => page)
async function shown(canOpen: boolean) {
  const here = await glass()
  const at = here.disk.clock.at - 250_000
  const stamps = [{ id: 's0', rank: 'a0', what: 'began', who: null, at: { wall: '2026-11-24T08:55', zone: 'Europe/London', precision: 'exact', ms: at } }]
  page = await here.show(RunningBar, { timer: { record: 'incident-1', startedAt: at, stamps, locked: true }, canOpen })
}

test('a timer that runs says how long, and leads back to itself', async () => {
  await shown(true)
  expect(page?.find('p').text()).toBe('RPI timer 00:04:10')
  await press('Open')
  expect(page?.emitted('open')).toEqual([[]])
})

test('one that only its record can show asks for a sign-in', async () => {
  await shown(false)
  expect(page?.text()).toContain('Sign in to open it.')
  expect(page?.find('button').exists()).toBe(false)
})
