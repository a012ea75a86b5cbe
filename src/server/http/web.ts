import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serveStatic } from '@hono/node-server/serve-static'
import type { Hono } from 'hono'
import type { Noted } from '../endpoint'

/** The built app, and whether its service worker is to take itself away from every tablet. */
export interface Web {
  readonly directory: string
  readonly killWorker?: boolean
}

/** Code with a hash in its name never changes. What names it is asked for again each time. */
const cacheFor = (path: string): string => (path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')

/**
 * The app itself, out of a directory. A path without a file is a page of the app, but for names with a dot and `/assets/`:
 * answered with a page, a missing script would be kept by a service worker as if it were code.
 */
export function serveWeb(app: Hono<Noted>, { directory, killWorker = false }: Web): void {
  app.use('*', async (c, next) => {
    await next()
    if (c.res.ok && !c.res.headers.has('Cache-Control')) c.header('Cache-Control', cacheFor(c.req.path))
  })
  if (killWorker) app.get('/service-worker.js', serveStatic({ path: join(directory, 'worker-off.js') }))
  app.get('*', serveStatic({ root: directory }))
  app.get('*', async (c) => {
    const { path } = c.req
    if (path.startsWith('/api/') || path.startsWith('/assets/') || path.slice(path.lastIndexOf('/')).includes('.')) return c.notFound()
    return c.html(await readFile(join(directory, 'index.html'), 'utf8'))
  })
}
