/**
 * The kill switch: what `/service-worker.js` becomes when a worker has gone bad.
 *
 * A browser fetches that file past any worker, so this one arrives even where
 * no page of the app starts. It deletes the caches, takes itself off and opens
 * the pages again from the network. IndexedDB, with every record, is not touched.
 */
export {}
declare const self: ServiceWorkerGlobalScope

/** A page that runs answers at once; one that does not is broken, and is what this is for. */
const patienceMs = 2000

self.addEventListener('install', () => void self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(switchOff()))

async function switchOff(): Promise<void> {
  for (const name of await caches.keys()) await caches.delete(name)
  // Only pages under the old worker: one that merely came by and registered this file must not be opened over and over.
  const pages = await self.clients.matchAll({ type: 'window' })
  await self.registration.unregister()
  await Promise.all(pages.map(openAgain))
}

async function openAgain(page: WindowClient): Promise<void> {
  if ((await answerOf(page)) !== 'later') await page.navigate(page.url)
}

/** `later` from a page with an open draft, which then opens itself again at the next lock. */
function answerOf(page: WindowClient): Promise<unknown> {
  const { port1, port2 } = new MessageChannel()
  return new Promise((resolve) => {
    port1.onmessage = (event) => resolve(event.data)
    setTimeout(() => resolve('silent'), patienceMs)
    page.postMessage({ type: 'WORKER_OFF' }, [port2])
  })
}
