import { useEventListener } from '@vueuse/core'
import { useRoute } from 'vue-router'

// Where a browser counts every tap as a first one, as Safari does: two that are so close are one double tap.
const soonMs = 500
const nearPx = 24

/** The second tap of a double tap is meant for the page of the first. Once that is gone it presses nothing of the page beneath. */
export function useTapsOnTheirPage(): void {
  const route = useRoute()
  let last: { readonly path: string; readonly bar: Element | null; readonly ms: number; readonly x: number; readonly y: number } | null = null
  useEventListener(window, 'click', (event) => {
    // Keys and screen readers press without a tap.
    if (event.detail === 0) return
    const { detail, timeStamp: ms, clientX: x, clientY: y } = event
    const isSecond = detail > 1 || (last !== null && !isMouse(event) && ms - last.ms < soonMs && Math.hypot(x - last.x, y - last.y) < nearPx)
    const bar = barOf(event.target)
    const stays = bar !== null && bar === last?.bar
    const path = isSecond && last && !stays ? last.path : route.path
    last = { path, bar, ms, x, y }
    if (path === route.path) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }, { capture: true })
}

const isMouse = (event: MouseEvent): boolean => 'pointerType' in event && event.pointerType === 'mouse'
/** What is pressed of the bars around the pages, which stay: a presenter’s Next is pressed as quickly as they like. */
const barOf = (target: EventTarget | null): Element | null => (target instanceof Element && !target.closest('#main') ? target.closest('a, button') : null)
