import { computed, readonly, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import { build } from '../protocol/build'
import type { WorkerDoor } from './later-workbox'
import { laterWorkbox } from './later-workbox'

const hourMs = 3_600_000
/** Time for another tab to object to a new version; a sleeping tab does not, and looks after itself when it wakes. */
const objectionMs = 300
/** A lock screen that could not start the new version asks again after this long: a draft, or another tab, may be done by then. */
const againMs = 2000
const channelName = 'steps-update'
const chunkMarker = 'steps-reloaded-for-a-missing-file'

export interface Updates {
  /** The whole app is on this tablet and opens with no signal. */
  readonly offlineReady: Readonly<ShallowRef<boolean>>
  /** A newer version is on this tablet and has not started. */
  readonly waiting: Readonly<ShallowRef<boolean>>
  /** The prompt should be on the glass: never while a draft is open, and not after `later`. */
  readonly offered: ComputedRef<boolean>
  /** Starts the new version; `held` when a draft is open, here or in another tab. */
  start(): Promise<'starting' | 'held'>
  /** Puts the prompt away until the next lock, which starts the new version by itself. */
  later(): void
  /** Tell it of every lock, and of the lock screen at start. */
  locked(): void
  unlocked(): void
}

interface Parts {
  /** No draft is open and nothing half-typed would be lost. Read in a `computed`: let it read refs, so that the prompt follows. */
  mayReload: () => boolean
  workbox?: WorkerDoor | undefined
  container?: Pick<ServiceWorkerContainer, 'controller' | 'addEventListener'> | undefined
  reload?: () => void
  /** Ends the watch; the app watches for as long as its page lives. */
  until?: AbortSignal
}

/**
 * Brings a new version to this tablet without ever meeting an open draft.
 *
 * Two things may replace the page: a new worker taking over (started from any
 * tab) and a file of the old version that is nowhere any more. Both wait for
 * `mayReload`, and for the next lock where that says no.
 */
export function createUpdates(parts: Parts): Updates {
  const { mayReload, reload = () => location.reload(), until = new AbortController().signal } = parts
  const container = parts.container ?? (window.isSecureContext ? navigator.serviceWorker : undefined)
  const workbox = parts.workbox ?? (container && import.meta.env.PROD ? laterWorkbox('/service-worker.js') : undefined)
  const offlineReady = shallowRef(Boolean(container?.controller))
  const waiting = shallowRef(false)
  const putAway = shallowRef(false)
  let isLocked = false
  let isStarting = false
  let isReloadDue = false

  const reloadWhenFree = () => {
    isReloadDue = !mayReload()
    if (!isReloadDue) reload()
  }
  const tabs = createTabs(mayReload, until)

  const start = async () => {
    // Asked again after the wait: a draft may have been opened meanwhile.
    if (!mayReload() || (await tabs.anyObjects()) || !mayReload()) return 'held'
    if (waiting.value && workbox) {
      isStarting = true
      workbox.messageSkipWaiting()
    } else if (isReloadDue) reload()
    return 'starting'
  }
  let isAsking = false
  const startIfLocked = async () => {
    if (isAsking) return
    isAsking = true
    while (isLocked && (waiting.value || isReloadDue) && !until.aborted) {
      await start()
      await new Promise((resolve) => setTimeout(resolve, againMs))
    }
    isAsking = false
  }

  workbox?.addEventListener('waiting', () => {
    waiting.value = true
    putAway.value = false
    void startIfLocked()
  })
  container?.addEventListener('controllerchange', () => {
    // The very first worker of a tablet only makes the page ready for offline; there is no older code to replace.
    if (offlineReady.value || isStarting) reloadWhenFree()
    offlineReady.value = true
    waiting.value = false
  })
  container?.addEventListener('message', (event) => {
    if ((event.data as { type?: unknown } | null)?.type !== 'WORKER_OFF') return
    offlineReady.value = false
    isReloadDue = !mayReload()
    event.ports[0]?.postMessage(isReloadDue ? 'later' : 'now')
  })
  window.addEventListener(
    'vite:preloadError',
    (event) => {
      if (!navigator.onLine || !mayReload()) {
        isReloadDue = true
        return
      }
      // Once per build: if the file is still missing after that, the error must reach the handler of all errors.
      if (sessionStorage.getItem(chunkMarker) === build) return
      sessionStorage.setItem(chunkMarker, build)
      event.preventDefault()
      reload()
    },
    { signal: until },
  )

  if (workbox) {
    // No network is no news: the next look is at the next wake or within the hour.
    const look = () => void workbox.update().catch(() => undefined)
    void workbox.register().catch(() => undefined)
    const hourly = setInterval(look, hourMs)
    until.addEventListener('abort', () => clearInterval(hourly))
    const wakes = () => {
      if (document.visibilityState === 'visible') look()
    }
    document.addEventListener('visibilitychange', wakes, { signal: until })
  }

  return {
    offlineReady: readonly(offlineReady),
    waiting: readonly(waiting),
    offered: computed(() => waiting.value && !putAway.value && mayReload()),
    start,
    later: () => {
      putAway.value = true
    },
    locked: () => {
      isLocked = true
      void startIfLocked()
    },
    unlocked: () => {
      isLocked = false
    },
  }
}

/** The other tabs of this tablet: a new version replaces them all, so each may say that a draft is open in it. */
function createTabs(mayReload: () => boolean, until: AbortSignal): { anyObjects(): Promise<boolean> } {
  const channel = new BroadcastChannel(channelName)
  until.addEventListener('abort', () => channel.close())
  let heardObjection = () => {}
  channel.onmessage = (event) => {
    if (event.data === 'may-it-start' && !mayReload()) channel.postMessage('draft-open')
    if (event.data === 'draft-open') heardObjection()
  }
  return {
    anyObjects: () =>
      new Promise((resolve) => {
        heardObjection = () => resolve(true)
        setTimeout(() => resolve(false), objectionMs)
        channel.postMessage('may-it-start')
      }),
  }
}
