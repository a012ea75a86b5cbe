import { shallowRef } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Workbox } from 'workbox-window'
import { createUpdates } from './update'

let testEnds = new AbortController()

/** The page's side of a worker, driven by hand: no worker runs in these tests. */
class Container extends EventTarget {
  controller: ServiceWorker | null = null
}
const someWorker = {} as unknown as ServiceWorker // only its presence is looked at

function tablet({ hasWorker = true, draftOpen = false } = {}) {
  const draft = shallowRef(draftOpen)
  const container = new Container()
  if (hasWorker) container.controller = someWorker
  const hears = new Map<string, () => void>()
  const workbox = {
    addEventListener: (name: string, hear: () => void) => void hears.set(name, hear),
    register: vi.fn(() => Promise.resolve(undefined)),
    update: vi.fn(() => Promise.resolve()),
    messageSkipWaiting: vi.fn(() => container.dispatchEvent(new Event('controllerchange'))),
  }
  const reload = vi.fn()
  const updates = createUpdates({
    mayReload: () => !draft.value,
    reload,
    until: testEnds.signal,
    workbox: workbox as unknown as Workbox, // the four members that are used
    container,
  })
  return { updates, draft, reload, workbox, container, newVersion: () => hears.get('waiting')?.() }
}

beforeEach(() => {
  testEnds = new AbortController()
  sessionStorage.clear()
})
afterEach(() => {
  testEnds.abort()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

test('the first worker makes the page ready for offline and does not open it again', () => {
  const { updates, container, reload } = tablet({ hasWorker: false })
  expect(updates.offlineReady.value).toBe(false)
  container.dispatchEvent(new Event('controllerchange'))
  expect(updates.offlineReady.value).toBe(true)
  expect(reload).not.toHaveBeenCalled()
})

test('a new version is offered, and starts when somebody says so', async () => {
  const { updates, reload, newVersion } = tablet()
  newVersion()
  expect(updates.offered.value).toBe(true)
  expect(reload).not.toHaveBeenCalled()
  expect(await updates.start()).toBe('starting')
  expect(reload).toHaveBeenCalledOnce()
})

test('a new version neither shows nor starts while a draft is open', async () => {
  const { updates, draft, reload, workbox, newVersion } = tablet({ draftOpen: true })
  newVersion()
  expect(updates.offered.value).toBe(false)
  expect(await updates.start()).toBe('held')
  expect(workbox.messageSkipWaiting).not.toHaveBeenCalled()
  expect(reload).not.toHaveBeenCalled()
  draft.value = false
  expect(updates.offered.value).toBe(true)
})

test('a new version that was put off starts at the next lock', async () => {
  const { updates, reload, newVersion } = tablet()
  newVersion()
  updates.later()
  expect(updates.offered.value).toBe(false)
  updates.locked()
  await vi.waitFor(() => expect(reload).toHaveBeenCalledOnce())
})

test('a new version that arrives on the lock screen starts at once', async () => {
  const { updates, reload, newVersion } = tablet()
  updates.locked()
  newVersion()
  await vi.waitFor(() => expect(reload).toHaveBeenCalledOnce())
})

test('a new version that arrives after unlocking waits', async () => {
  const { updates, workbox, newVersion } = tablet()
  updates.locked()
  updates.unlocked()
  newVersion()
  await new Promise((resolve) => setTimeout(resolve, 400))
  expect(workbox.messageSkipWaiting).not.toHaveBeenCalled()
})

test('a draft open in another tab holds the new version back in this one', async () => {
  const writing = tablet({ draftOpen: true })
  const idle = tablet()
  idle.newVersion()
  expect(await idle.updates.start()).toBe('held')
  writing.draft.value = false
  expect(await idle.updates.start()).toBe('starting')
})

test('a lock screen that was held back asks again for as long as it stands', async () => {
  vi.useFakeTimers()
  const { updates, draft, reload, newVersion } = tablet({ draftOpen: true })
  newVersion()
  updates.locked()
  await vi.advanceTimersByTimeAsync(1000)
  expect(reload).not.toHaveBeenCalled()
  draft.value = false
  await vi.advanceTimersByTimeAsync(3000)
  expect(reload).toHaveBeenCalledOnce()
})

test('a worker that did not hear is told again', async () => {
  vi.useFakeTimers()
  const { updates, reload, workbox, newVersion } = tablet()
  workbox.messageSkipWaiting.mockImplementationOnce(() => true)
  newVersion()
  updates.locked()
  await vi.advanceTimersByTimeAsync(5000)
  expect(workbox.messageSkipWaiting).toHaveBeenCalledTimes(2)
  expect(reload).toHaveBeenCalledOnce()
})

test('when another tab starts the new version, a tab with an open draft follows at its lock', async () => {
  const { updates, draft, container, reload } = tablet({ draftOpen: true })
  container.dispatchEvent(new Event('controllerchange'))
  expect(reload).not.toHaveBeenCalled()
  draft.value = false
  updates.locked()
  await vi.waitFor(() => expect(reload).toHaveBeenCalledOnce())
})

test('a file of the old version that is gone opens the page again, once', () => {
  const { reload } = tablet()
  const first = new Event('vite:preloadError', { cancelable: true })
  window.dispatchEvent(first)
  expect(first.defaultPrevented).toBe(true)
  const second = new Event('vite:preloadError', { cancelable: true })
  window.dispatchEvent(second)
  expect(second.defaultPrevented).toBe(false)
  expect(reload).toHaveBeenCalledOnce()
})

test.each([
  ['with no network', { onLine: false, draftOpen: false }],
  ['with a draft open', { onLine: true, draftOpen: true }],
])('%s a missing file does not take the page away', (_, { onLine, draftOpen }) => {
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(onLine)
  const { reload } = tablet({ draftOpen })
  window.dispatchEvent(new Event('vite:preloadError', { cancelable: true }))
  expect(reload).not.toHaveBeenCalled()
})

test.each([
  [false, 'now'],
  [true, 'later'],
])('a worker being switched off hears from a page (draft open: %s) “%s”', async (draftOpen, answer) => {
  const { container, updates } = tablet({ draftOpen })
  const { port1, port2 } = new MessageChannel()
  const heard = new Promise((resolve) => {
    port1.onmessage = (event) => resolve(event.data)
  })
  container.dispatchEvent(new MessageEvent('message', { data: { type: 'WORKER_OFF' }, ports: [port2] }))
  expect(await heard).toBe(answer)
  expect(updates.offlineReady.value).toBe(false)
  port1.close()
})

test('it looks for a new version every hour and whenever the tablet wakes', () => {
  vi.useFakeTimers()
  const { workbox } = tablet()
  expect(workbox.register).toHaveBeenCalledOnce()
  vi.advanceTimersByTime(3_600_000)
  expect(workbox.update).toHaveBeenCalledTimes(1)
  document.dispatchEvent(new Event('visibilitychange'))
  expect(workbox.update).toHaveBeenCalledTimes(2)
})
