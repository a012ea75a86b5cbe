import { flushPromises } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { EffectScope } from 'vue'
import { effectScope, nextTick, shallowRef } from 'vue'
import { useWakeLock } from './use-wake-lock'

let locks: string[] = []
let refuses = false
let scope: EffectScope
let visible: 'visible' | 'hidden' = 'visible'
const has = (value: unknown) => Object.defineProperty(navigator, 'wakeLock', { configurable: true, value })
async function seen(state: typeof visible): Promise<void> {
  visible = state
  document.dispatchEvent(new Event('visibilitychange'))
  await flushPromises()
}
beforeEach(() => {
  scope = effectScope()
  locks = []
  refuses = false
  visible = 'visible'
  Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => visible })
  has({
    request: (type: string) => {
      if (refuses) return Promise.reject(new DOMException('low battery', 'NotAllowedError'))
      locks.push(`${type} on`)
      return Promise.resolve({ release: () => Promise.resolve(locks.push('off')) })
    },
  })
})
afterEach(() => {
  scope.stop()
  Reflect.deleteProperty(navigator, 'wakeLock')
  Reflect.deleteProperty(document, 'visibilityState')
})

test('the screen stays on while it is wanted, and not a moment longer', async () => {
  const wanted = shallowRef(false)
  scope.run(() => useWakeLock(() => wanted.value))
  await flushPromises()
  expect(locks).toEqual([])
  wanted.value = true
  await flushPromises()
  expect(locks).toEqual(['screen on'])
  wanted.value = false
  await flushPromises()
  expect(locks).toEqual(['screen on', 'off'])
})

test('out of sight the system takes it, and on return it is asked for again', async () => {
  scope.run(() => useWakeLock(() => true))
  await flushPromises()
  await seen('hidden')
  await seen('visible')
  expect(locks).toEqual(['screen on', 'off', 'screen on'])
  scope.stop()
  expect(locks).toEqual(['screen on', 'off', 'screen on', 'off'])
})

test('one that comes after it was no longer wanted is given back', async () => {
  const wanted = shallowRef(true)
  scope.run(() => useWakeLock(() => wanted.value))
  wanted.value = false
  await nextTick()
  await flushPromises()
  expect(locks).toEqual(['screen on', 'off'])
})

test('a system that refuses, or knows of no such thing, is no trouble', async () => {
  refuses = true
  scope.run(() => useWakeLock(() => true))
  await flushPromises()
  refuses = false
  await seen('hidden')
  await seen('visible')
  expect(locks).toEqual(['screen on'])
  Reflect.deleteProperty(navigator, 'wakeLock')
  expect(() => scope.run(() => useWakeLock(() => true))).not.toThrow()
})
