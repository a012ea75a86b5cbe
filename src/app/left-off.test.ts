import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createLeftOff } from './left-off'

const scrolled = vi.fn<(to?: ScrollToOptions) => void>()
beforeEach(() => {
  vi.useFakeTimers()
  Object.defineProperty(document.documentElement, 'scrollHeight', { configurable: true, get: () => (document.querySelector('#main') ? 4_000 : 700) })
  scrolled.mockClear()
  vi.spyOn(window, 'scrollTo').mockImplementation((to) => scrolled(to as ScrollToOptions))
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  Reflect.deleteProperty(document.documentElement, 'scrollHeight')
  document.body.innerHTML = ''
})
const page = (words: string): void => { document.body.innerHTML = `<main id="main"><input type="checkbox" aria-label="Other" />${words.startsWith('Under') ? '<input value="2026-11-27" aria-label="When" />' : ''}<label for="box">Words</label><textarea id="box">${words}</textarea></main>` }
const box = () => document.querySelector('textarea')
function leave(words: string, top = 900) {
  page(words)
  box()?.focus()
  box()?.setSelectionRange(2, 5)
  vi.spyOn(window, 'scrollY', 'get').mockReturnValue(top)
  const leftOff = createLeftOff()
  leftOff.note('moss', '/record/one')
  document.body.innerHTML = ''
  return leftOff
}

test('whoever comes back is in the same field, at the same words, as far down, once the page stands', async () => {
  const leftOff = leave('Under the coats')
  let path = '/today'
  leftOff.resume('moss', () => path)
  await vi.advanceTimersByTimeAsync(200)
  path = '/record/one'
  expect(scrolled).not.toHaveBeenCalled()
  page('')
  await vi.advanceTimersByTimeAsync(200)
  expect(document.activeElement).toBe(document.body)
  page('Under the coats')
  await vi.advanceTimersByTimeAsync(200)
  expect(document.activeElement).toBe(box())
  expect([box()?.selectionStart, box()?.selectionEnd]).toEqual([2, 5])
  expect(scrolled).toHaveBeenCalledExactlyOnceWith({ top: 900 })
})

test('another adult is nowhere, and so is the same one a second time', async () => {
  const leftOff = leave('Under the coats')
  page('Under the coats')
  leftOff.resume('hetty', () => '/record/one')
  await vi.advanceTimersByTimeAsync(6_000)
  expect(scrolled).not.toHaveBeenCalled()
  leftOff.resume('moss', () => '/record/one')
  leftOff.resume('moss', () => '/record/one')
  await vi.advanceTimersByTimeAsync(6_000)
  expect(scrolled).toHaveBeenCalledTimes(1)
})

test.each(['pointerdown', 'keydown', 'wheel'])('a hand that does something meanwhile (%s) is not pulled away', async (sign) => {
  const leftOff = leave('Under the coats')
  leftOff.resume('moss', () => '/record/one')
  await vi.advanceTimersByTimeAsync(100)
  window.dispatchEvent(new Event(sign))
  page('Under the coats')
  await vi.advanceTimersByTimeAsync(6_000)
  expect(scrolled).not.toHaveBeenCalled()
  expect(document.activeElement).toBe(document.body)
})

test('words that became others meanwhile have no caret to come back to; the page is where it was', async () => {
  const leftOff = leave('Under the coats')
  page('Under the coats, and out again')
  leftOff.resume('moss', () => '/record/one')
  await vi.advanceTimersByTimeAsync(6_000)
  expect(scrolled).toHaveBeenCalledExactlyOnceWith({ top: 900 })
  expect(document.activeElement).toBe(document.body)
})

test('somewhere else nothing moves', async () => {
  const leftOff = leave('Under the coats')
  page('Under the coats')
  leftOff.resume('moss', () => '/today')
  await vi.advanceTimersByTimeAsync(6_000)
  expect(scrolled).not.toHaveBeenCalled()
})
