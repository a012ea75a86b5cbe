import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fitFor, leastFit } from './use-fit'
import { strokeOf } from './pen-strokes'
import StagePen from './StagePen.vue'

beforeEach(() => {
  Object.assign(Element.prototype, { setPointerCapture: vi.fn() })
})
afterEach(() => { document.body.innerHTML = '' })

test.each([
  [1, 500, 516, 1], [1, 516, 516, 1], [1, 800, 516, 0.64], [0.9, 600, 516, 0.77], [1, 4000, 516, leastFit], [0.8, 400, 516, 0.8], [1, 0, 516, 1],
])('at %f of its size a tree %i px tall in %i px of room is set at %f: never larger than it was, nor too small to read', (fit, needed, room, next) => {
  expect(fitFor(fit, { needed, room })).toBe(next)
})

test.each([
  [[], ''],
  [[[4, 5]], 'M4 5L4 5'],
  [[[0, 0], [10, 10]], 'M0 0L10 10'],
  [[[0, 0], [10, 0], [20, 10]], 'M0 0Q10 0 15 5L20 10'],
])('a hand that moved over %j drew “%s”', (points, d) => {
  expect(strokeOf(points.map(([x = 0, y = 0]) => ({ x, y })))).toBe(d)
})

/** What happy-dom has of a pointer. */
const pointer = (type: string, pointerId: number, at: readonly [number, number], button = 0) =>
  Object.assign(new MouseEvent(type, { bubbles: true, clientX: at[0], clientY: at[1], button }), { pointerId })

test('a second finger neither ends nor joins a stroke; Clear wipes it, and Escape puts the pen away', async () => {
  const pen = mount(StagePen, { attachTo: document.body })
  const sheet = pen.get('.sheet').element
  const strokes = () => pen.findAll('.ink').map((one) => one.attributes('d'))
  for (const event of [pointer('pointerdown', 1, [0, 0]), pointer('pointerdown', 2, [90, 90]), pointer('pointermove', 2, [95, 95]), pointer('pointermove', 1, [10, 10]), pointer('pointerup', 2, [95, 95]), pointer('pointerup', 1, [10, 10])]) sheet.dispatchEvent(event)
  sheet.dispatchEvent(pointer('pointerdown', 1, [50, 50], 2))
  await pen.vm.$nextTick()
  expect(strokes()).toEqual(['M0 0L10 10'])
  await pen.findAll('button').find((one) => one.text() === 'Clear')?.trigger('click')
  expect(strokes()).toEqual([])
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
  expect(pen.emitted('away')).toHaveLength(1)
  pen.unmount()
})
