import { afterEach, expect, test } from 'vitest'
import { flushPromises } from '@vue/test-utils'
import { defineComponent, h, shallowRef } from 'vue'
import type { Glass, Shown } from '../../tests/support/glass'
import { glass } from '../../tests/support/glass'
import { cleared } from '../../tests/support/hand'
import type { Stamp } from '../domain/rules/hold-times'
import { useRunningTimer } from './running-timer'
import { useTimerMark } from './use-timer-mark'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
})
const minute = 60_000
const stamp = ({ disk }: Glass, what: string, index = 0): Stamp => ({
  id: `s${index}`, rank: `a${index}`, what, who: 'moss', at: { wall: '2026-11-24T09:00', zone: 'Europe/London', precision: 'exact', ms: disk.clock.at },
})
const stamps = shallowRef<readonly Stamp[] | null>(null)
/** A page that says what this finds. */
const saying = (setup: () => () => string) => defineComponent({
  setup() {
    const words = setup()
    return () => h('p', words())
  },
})
const marked = saying(() => {
  useTimerMark('incident-1', () => stamps.value)
  return () => ''
})
const bar = saying(() => {
  const timer = useRunningTimer()
  return () => (timer.value ? `${timer.value.record} ${timer.value.locked ? 'here' : 'after sign-in'}` : 'none')
})
async function opened(given: readonly Stamp[] | null): Promise<Glass> {
  const here = await glass()
  stamps.value = given
  page = await here.show(marked)
  return here
}
async function later(here: Glass, ms: number): Promise<void> {
  here.disk.clock.at += ms
  document.dispatchEvent(new Event('visibilitychange'))
  await flushPromises()
  await here.session.tick()
}

test('a timer that runs is known after a reload, before anyone signs in, and no longer once it ended', async () => {
  const here = await opened(null)
  stamps.value = [stamp(here, 'began')]
  await here.settle()
  const again = await here.disk.reload()
  expect(await again.ledger.timers()).toEqual([{ record: 'incident-1', startedAt: here.disk.clock.at, stamps: stamps.value, locked: false }])
  stamps.value = [...stamps.value, stamp(here, 'ended', 1)]
  await here.settle()
  expect(await again.ledger.timers()).toEqual([])
})

test('until the disk has answered nothing is forgotten; a record whose hold ended elsewhere is', async () => {
  const here = await opened(null)
  await here.disk.ledger.keepTimer('incident-1', { startedAt: 1, stamps: [stamp(here, 'began')] })
  await here.settle()
  expect(await here.disk.ledger.timers()).toHaveLength(1)
  stamps.value = []
  await here.settle()
  expect(await here.disk.ledger.timers()).toEqual([])
})

test('the tablet stays open through a hold, but not for a timer that was forgotten', async () => {
  const here = await opened(null)
  stamps.value = [stamp(here, 'began')]
  await later(here, 30 * minute)
  expect(here.session.phase).toBe('open')
  await later(here, 11 * minute)
  expect(here.session.phase).toBe('locked')
})

test('ended, the tablet locks as ever', async () => {
  const here = await opened(null)
  stamps.value = [stamp(here, 'began'), stamp(here, 'ended', 1)]
  await later(here, 3 * minute)
  expect(here.session.phase).toBe('locked')
})

test('the lock screen knows the timer begun last, and whether it opens before sign-in', async () => {
  const here = await glass()
  const [first, next] = [stamp(here, 'began'), stamp(here, 'began', 1)]
  await here.session.lock()
  page = await here.show(bar)
  expect(page.text()).toBe('none')
  await here.disk.ledger.keepTimer('incident-1', { startedAt: 1, stamps: [first] })
  await here.until(() => page?.text() === 'incident-1 after sign-in')
  await here.disk.ledger.keepLetter({ id: 'letter-1', kind: 'incident', changes: { 'stamps/s1': true }, startedAt: 2 }, [next])
  await here.until(() => page?.text() === 'letter-1 here')
  await here.disk.unlock()
  await here.disk.ledger.claimLetter('letter-1', 'moss', {})
  await here.until(() => page?.text() === 'letter-1 after sign-in')
  await here.disk.ledger.keepTimer('letter-1', null)
  await here.until(() => page?.text() === 'incident-1 after sign-in')
})
