import { mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { defineComponent, h } from 'vue'
import type { Router } from 'vue-router'
import { createMemoryHistory, createRouter, RouterView } from 'vue-router'
import { useTapsOnTheirPage } from './second-tap'

interface Tap { readonly detail?: number; readonly pointerType?: string; readonly ms?: number; readonly x?: number }
let router: Router
let shown: ReturnType<typeof mount>
let pressed: string[]
const page = (name: string) => ({ render: () => h('button', { onClick: () => pressed.push(name) }, name) })

/** What a browser makes of a tap; `detail` is how many it has counted. */
function tap({ detail = 1, pointerType = 'touch', ms = 0, x = 100 }: Tap = {}, on = 'main button'): void {
  const event = new MouseEvent('click', { bubbles: true, cancelable: true, detail, clientX: x, clientY: 100 })
  Object.defineProperties(event, { timeStamp: { value: 1_000 + ms }, pointerType: { value: pointerType } })
  shown.find(on).element.dispatchEvent(event)
}
beforeEach(async () => {
  pressed = []
  router = createRouter({ history: createMemoryHistory(), routes: [{ path: '/debrief', component: page('debrief') }, { path: '/incident', component: page('incident') }] })
  await router.push('/debrief')
  const bar = () => h('nav', h('button', { onClick: () => pressed.push('bar') }, 'bar'))
  shown = mount(defineComponent({ setup: () => (useTapsOnTheirPage(), () => [h('main', { id: 'main' }, h(RouterView)), bar()]) }), { attachTo: document.body, global: { plugins: [router] } })
  await router.isReady()
})
afterEach(() => shown.unmount())

test.each<[string, Tap, boolean]>([
  // the second tap                         what the browser says of it              presses the page beneath
  ['of a double tap',                       { detail: 2, ms: 200 },                  false],
  ['of a double click',                     { detail: 2, ms: 400, pointerType: 'mouse' }, false],
  ['where every tap is counted as one',     { detail: 1, ms: 200 },                  false],
  ['of a browser that says no pointer',     { detail: 1, ms: 200, pointerType: '' }, false],
  ['a while later',                         { detail: 1, ms: 900 },                  true],
  ['at once, in another place',             { detail: 1, ms: 200, x: 300 },          true],
  ['a mouse’s own first click',             { detail: 1, ms: 200, pointerType: 'mouse' }, true],
  ['a key, or a screen reader',             { detail: 0, ms: 20, pointerType: '' },  true],
])('%s, once the page is gone', async (_what, second, presses) => {
  tap()
  await router.push('/incident')
  tap(second)
  expect(pressed).toEqual(presses ? ['debrief', 'incident'] : ['debrief'])
})

test('on a page that stays every tap of a double tap is its own', async () => {
  tap()
  await router.push('/debrief?filter=mine')
  tap({ detail: 2, ms: 150 })
  tap({ detail: 3, ms: 300 })
  expect(pressed).toEqual(['debrief', 'debrief', 'debrief'])
})

test('a third tap of the same hand presses nothing either, and the next one does', async () => {
  tap()
  await router.push('/incident')
  tap({ ms: 200 })
  tap({ ms: 400 })
  expect(pressed).toEqual(['debrief'])
  tap({ ms: 1_500 })
  expect(pressed).toEqual(['debrief', 'incident'])
})

test('a bar around the pages stays: it is pressed as often as anybody likes, and not by a tap that was meant for a page', async () => {
  tap({}, 'nav button')
  await router.push('/incident')
  tap({ detail: 2, ms: 200 }, 'nav button')
  expect(pressed).toEqual(['bar', 'bar'])
  tap({ ms: 2_000 })
  await router.push('/debrief')
  tap({ detail: 2, ms: 2_200 }, 'nav button')
  expect(pressed).toEqual(['bar', 'bar', 'incident'])
})
