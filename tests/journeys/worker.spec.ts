import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, normalize } from 'node:path'
import { expect, test, type Page } from '@playwright/test'

const web = join(import.meta.dirname, '../../dist/web')
const types: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css', png: 'image/png', svg: 'image/svg+xml' }

/** What the place that serves the app does today. */
interface Day {
  /** The next version is out: the same app, with a mark in its page. */
  isNextOut?: boolean
  /** A web filter answers 200 with its own page for the app's own page. */
  isFiltered?: boolean
  /** A worker has gone out that shows nothing but its own error, whatever is asked. */
  isWorkerBad?: boolean
  isWorkerOff?: boolean
}

const badWorker = `
  addEventListener('install', () => skipWaiting())
  addEventListener('activate', (event) => event.waitUntil(clients.claim()))
  addEventListener('fetch', (event) => event.respondWith(new Response('<h1>Broken</h1>', { headers: { 'content-type': 'text/html' } })))`

/** Serves the built app by itself, so that its files can be changed under a running tablet. */
class Host {
  readonly asked: string[] = []
  day: Day = {}
  server: Server | undefined
  port = 0

  async open(): Promise<void> {
    this.server = createServer((request, response) => {
      this.asked.push(`${request.method} ${request.url}`)
      void this.answer(request.url ?? '/').then(
        ([type, body]) => response.writeHead(200, { 'content-type': type, 'cache-control': 'no-cache' }).end(body),
        () => response.writeHead(404).end(),
      )
    })
    await new Promise<void>((resolve) => this.server?.listen(this.port, 'localhost', resolve))
    this.port = (this.server.address() as AddressInfo).port // a TCP server's address is never a path
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections()
    await new Promise((resolve) => this.server?.close(resolve))
  }

  async answer(url: string): Promise<[string, string | Buffer]> {
    const path = url.split('?')[0] ?? '/'
    if (path.startsWith('/api/')) return ['application/json', '{"from":"the endpoint"}']
    const file = path.includes('.') ? path : '/index.html'
    const type = types[file.split('.').pop() ?? ''] ?? 'application/octet-stream'
    if (this.day.isFiltered && file === '/index.html') return [type, '<h1>Blocked by your school</h1>']
    if (file === '/service-worker.js' && this.day.isWorkerBad) return [type, badWorker]
    if (file === '/service-worker.js' && this.day.isWorkerOff) return [type, await read('/worker-off.js')]
    if (!this.day.isNextOut) return [type, await read(file)]
    const now = await read('/index.html')
    const next = now.toString().replace('<head>', '<head><meta name="version" content="next">')
    if (file === '/index.html') return [type, next]
    if (file !== '/service-worker.js') return [type, await read(file)]
    const worker = (await read(file)).toString()
    return [type, worker.replace(sha256(now), sha256(next)).replace(/("revision":")[^"]+("[^}]*"url":"index\.html")/, '$1next$2')]
  }
}

const read = (file: string) => readFile(join(web, normalize(file)))
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('base64')

let host: Host
test.beforeEach(async ({ page }) => {
  host = new Host()
  await host.open()
  await visit(page)
})
test.afterEach(() => host.close())

async function visit(page: Page): Promise<void> {
  await page.goto(`http://localhost:${host.port}/`)
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
}
const version = (page: Page) => page.evaluate(() => document.querySelector('meta[name=version]')?.getAttribute('content') ?? 'now')
const look = (page: Page) =>
  page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update().catch(() => undefined)))

test('the app opens on any of its addresses with its server gone', async ({ page }) => {
  await host.close()
  await page.goto(`http://localhost:${host.port}/today`)
  expect(await page.evaluate(() => document.querySelector('script[type=module]') !== null)).toBe(true)
})

test('what goes to the endpoint never passes through the worker', async ({ page }) => {
  const answers = await page.evaluate(async () => {
    const got = await (await fetch('/api/v1/pull?after=0')).json()
    await fetch('/api/v1/push', { method: 'POST', body: '{}' })
    await fetch('/index.html', { method: 'POST', body: '{}' })
    const kept = await Promise.all(
      (await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map((request) => request.url)),
    )
    return { got, kept: kept.flat().filter((url) => url.includes('/api/')) }
  })
  expect(answers).toEqual({ got: { from: 'the endpoint' }, kept: [] })
  expect(host.asked).toEqual(expect.arrayContaining(['GET /api/v1/pull?after=0', 'POST /api/v1/push', 'POST /index.html']))
  await host.close()
  expect(
    await page.evaluate(() =>
      fetch('/api/v1/pull?after=0').then(
        () => 'answered',
        () => 'no network',
      ),
    ),
  ).toBe('no network')
})

test('a new version starts in every tab together', async ({ page, context }) => {
  const other = await context.newPage()
  await visit(other)
  host.day = { isNextOut: true }
  // A look while the browser still has its own under way is that one, which may have begun before there was anything new.
  const startIfWaiting = async () => {
    await look(page)
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.postMessage({ type: 'SKIP_WAITING' }))
    return version(page)
  }
  await expect.poll(() => startIfWaiting().catch(() => 'between')).toBe('next')
  await expect.poll(() => version(other).catch(() => 'between')).toBe('next')
})

test('a new version that a web filter has spoilt is not taken, and the old one still opens with no network', async ({ page }) => {
  host.day = { isNextOut: true, isFiltered: true }
  await look(page)
  await page.waitForTimeout(1000)
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting ?? null)).toBeNull()
  await host.close()
  await page.reload()
  expect(await version(page)).toBe('now')
  expect(await page.evaluate(() => document.querySelector('script[type=module]') !== null)).toBe(true)
})

test('a bad worker can be switched off where no page starts, and every record stays on the tablet', async ({ page }) => {
  test.setTimeout(120_000)
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('planted', 1)
        opening.onupgradeneeded = () => opening.result.createObjectStore('rows')
        opening.onsuccess = () => {
          const writing = opening.result.transaction('rows', 'readwrite')
          writing.objectStore('rows').put('Moss Kettle', 1)
          writing.oncomplete = () => {
            opening.result.close()
            resolve()
          }
        }
      }),
  )
  host.day = { isWorkerBad: true }
  await expect(async () => {
    await look(page)
    await page.goto(`http://localhost:${host.port}/`)
    // A page caught between the two workers has no heading at all: it is opened again.
    expect(await page.textContent('h1', { timeout: 3_000 })).toBe('Broken')
  }).toPass({ timeout: 40_000 })
  host.day = { isWorkerOff: true }
  await page.goto(`http://localhost:${host.port}/`)
  await expect.poll(() => page.evaluate(() => document.querySelector('script[type=module]') !== null).catch(() => false)).toBe(true)
  const left = () =>
    page
      .evaluate(async () => ({ registrations: (await navigator.serviceWorker.getRegistrations()).length, caches: await caches.keys() }))
      .catch(() => 'between')
  await expect.poll(left).toEqual({ registrations: 0, caches: [] })
  expect(await page.evaluate(readPlanted)).toBe('Moss Kettle')

  // It neither keeps opening the page, nor keeps the tablet from a good worker later.
  const loads = host.asked.filter((line) => line === 'GET /').length
  await page.waitForTimeout(3000)
  expect(host.asked.filter((line) => line === 'GET /').length).toBe(loads)
  host.day = {}
  await visit(page)
  expect(await page.evaluate(readPlanted)).toBe('Moss Kettle')
})

function readPlanted(): Promise<unknown> {
  return new Promise((resolve) => {
    const opening = indexedDB.open('planted', 1)
    opening.onsuccess = () => {
      const reading = opening.result.transaction('rows').objectStore('rows').get(1)
      reading.onsuccess = () => resolve(reading.result)
    }
  })
}
