// @vitest-environment happy-dom
import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import SaveChip from './SaveChip.vue'
import { saveWords, type SaveState } from './save-state'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test.each<[SaveState, string]>([
  [{ kind: 'saving' }, 'Saving...'],
  [{ kind: 'saved', at: '10:43' }, 'Saved on this tablet 10:43. Not sent yet.'],
  [{ kind: 'saved' }, 'Saved on this tablet. Not sent yet.'],
  [{ kind: 'sending', done: 3, of: 12 }, 'Sending 3 of 12'],
  [{ kind: 'received', by: 'Oak Primary', at: '10:51' }, 'Received by Oak Primary at 10:51'],
  [{ kind: 'offline' }, 'No internet. Everything still works and is saved on this tablet.'],
  [{ kind: 'stale', days: 9 }, 'This copy is 9 days old. There may be a newer one.'],
  [{ kind: 'stale', days: 1 }, 'This copy is 1 day old. There may be a newer one.'],
  [{ kind: 'conflict' }, 'Two versions. Nothing is lost.'],
  [{ kind: 'locked' }, 'Locked. Your work is kept.'],
  [{ kind: 'save-failed' }, 'We could not save this. Copy your words before you close.'],
  [{ kind: 'not-accepted', by: 'Oak Primary', reason: 'the child moved school' }, 'Oak Primary did not accept this: the child moved school. It is still on this tablet.'],
])('the state %o is said as “%s”', (state, full) => {
  expect(saveWords(state).full).toBe(full)
})

test('a save quicker than 400 ms is not mentioned', async () => {
  const chip = mount(SaveChip, { props: { state: { kind: 'saved', at: '10:42' } } })
  await chip.setProps({ state: { kind: 'saving' } })
  await vi.advanceTimersByTimeAsync(399)
  expect(chip.get('.full').text()).toContain('10:42')
  await chip.setProps({ state: { kind: 'saved', at: '10:43' } })
  await vi.advanceTimersByTimeAsync(1000)
  expect(chip.get('.full').text()).toContain('10:43')
})

test('a slow save says so', async () => {
  const chip = mount(SaveChip, { props: { state: { kind: 'saving' } } })
  expect(chip.find('.full').exists()).toBe(false)
  await vi.advanceTimersByTimeAsync(400)
  expect(chip.get('.full').text()).toBe('Saving...')
})

test('a screen reader hears one change in ten seconds, and then the latest', async () => {
  const chip = mount(SaveChip, { props: { state: { kind: 'saved', at: '10:41' } } })
  const heard = () => chip.get('[role=status]').text()
  await chip.setProps({ state: { kind: 'sending', done: 1, of: 2 } })
  await chip.setProps({ state: { kind: 'received', by: 'Oak Primary', at: '10:51' } })
  expect(heard()).toBe('Saved on this tablet 10:41. Not sent yet.')
  await vi.advanceTimersByTimeAsync(10_000)
  expect(heard()).toBe('Received by Oak Primary at 10:51')
})

test('words that could not be saved are an alert, at once', async () => {
  const chip = mount(SaveChip, { props: { state: { kind: 'saved', at: '10:41' } } })
  await chip.setProps({ state: { kind: 'save-failed' } })
  expect(chip.get('[role=alert]').text()).toBe('We could not save this. Copy your words before you close.')
})

test('sending is a progress bar with its count', () => {
  const bar = mount(SaveChip, { props: { state: { kind: 'sending', done: 3, of: 12 } } }).get('[role=progressbar]')
  expect([bar.attributes('aria-valuenow'), bar.attributes('aria-valuemax'), bar.attributes('aria-label')]).toEqual(['3', '12', 'Sending 3 of 12'])
})
