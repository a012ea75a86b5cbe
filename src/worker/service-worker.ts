import { clientsClaim } from 'workbox-core'
import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching'
import { NavigationRoute, registerRoute } from 'workbox-routing'
import { sendTag } from '../storage/disk-names'
import { sendWaiting } from './send-waiting'

declare const self: ServiceWorkerGlobalScope

// Caches code, fonts and pictures, whole or not at all: the files of the old version are deleted only when every file
// of the new one has arrived with the bytes it was built with. Routes take GET alone and never /api, so no record
// passes through here.
precacheAndRoute(self.__WB_MANIFEST)
cleanupOutdatedCaches()
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: [/^\/api(\/|$)/, /^\/(healthz|readyz)$/] }))

// Without it the tab of the first visit stays without a worker, and its update button would do nothing.
clientsClaim()

self.addEventListener('message', (event) => {
  if ((event.data as { type?: unknown } | null)?.type === 'SKIP_WAITING') void self.skipWaiting()
})

/** Background Sync, where the browser has it (Chromium). TypeScript's library does not know it. */
interface SyncEvent extends ExtendableEvent { readonly tag: string }

self.addEventListener('sync', (event) => {
  // What the browser sends under this name.
  const called = event as SyncEvent
  if (called.tag === sendTag) called.waitUntil(sendUnseen())
})

/** A page in sight sends by itself, and takes the receipts too. */
async function sendUnseen(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true })
  if (!pages.some(({ visibilityState }) => visibilityState === 'visible')) await sendWaiting()
}
