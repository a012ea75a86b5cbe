import { expect, test, vi } from 'vitest'
import { effectScope, nextTick, shallowRef } from 'vue'
import { polish } from '../../domain/pack/languages/polish'
import { romanian } from '../../domain/pack/languages/romanian'
import { urdu } from '../../domain/pack/languages/urdu'
import { useTranslation } from './use-translation'

const tables = { pl: () => Promise.resolve(polish), ro: () => Promise.resolve(romanian), ur: () => Promise.resolve(urdu) }
function using(written: () => string, from?: typeof tables) {
  const scope = effectScope()
  const used = scope.run(() => useTranslation(written, from))
  if (!used) throw new Error('the scope was stopped')
  return { ...used, stop: () => scope.stop() }
}

test.each([['Polish', polish], ['Romanian', romanian], ['Urdu', urdu], ['English', null], ['Klingon', null]])('of %s, the words come in their own time, and nothing is ready before them', async (written, found) => {
  const { translation, isReady, stop } = using(() => written)
  expect([translation.value, isReady.value]).toEqual([null, found === null])
  await vi.waitFor(() => expect(isReady.value).toBe(true))
  expect(translation.value).toBe(found)
  stop()
})

test('words that do not come leave English, and the language that was wanted is still known', async () => {
  const { language, translation, isReady, stop } = using(() => 'Polish', { ...tables, pl: () => Promise.reject(new Error('not in the cache')) })
  await vi.waitFor(() => expect(isReady.value).toBe(true))
  expect([language.value?.called, translation.value]).toEqual(['Polish', null])
  stop()
})

test('the words of a slow language do not take the place of the one chosen after it', async () => {
  let arrive = (_words: typeof polish): void => undefined
  const slow = new Promise<typeof polish>((resolve) => (arrive = resolve))
  const written = shallowRef('Polish')
  const { translation, isReady, stop } = using(() => written.value, { ...tables, pl: () => slow })
  written.value = 'Romanian'
  await nextTick()
  await vi.waitFor(() => expect(translation.value).toBe(romanian))
  arrive(polish)
  await slow
  await nextTick()
  expect([translation.value, isReady.value]).toEqual([romanian, true])
  stop()
})
