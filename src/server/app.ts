import type { Context } from 'hono'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { matchedRoutes } from 'hono/route'
import { sql } from 'kysely'
import { pushLimits } from '../protocol/messages'
import { apiBase } from '../protocol/version'
import type { EndpointParts, Noted } from './endpoint'
import { createEndpoint } from './endpoint'
import { safeHeaders } from './http/headers'
import type { Watching } from './http/metrics'
import { serveMetrics } from './http/metrics'
import { describeApi } from './http/openapi'
import { refuse } from './http/replies'
import { routes } from './http/routes'
import type { Web } from './http/web'
import { serveWeb } from './http/web'
import { errorFacts } from './log'

export type App = Hono<Noted>

/** The LA endpoint as one function from request to response; it serves the app too, if there is one. */
export function createApp(parts: EndpointParts & { readonly web?: Web | undefined; readonly watching?: Watching | undefined }): App {
  const endpoint = createEndpoint(parts)
  const { db, log, metrics } = endpoint
  const app: App = new Hono<Noted>()

  app.use('*', async (c, next) => {
    const began = performance.now()
    await next()
    const tablet = c.get('tablet')
    const record = c.get('record')
    const took = performance.now() - began
    const path = pathFor(c)
    metrics.answered({ route: path, status: c.res.status, refused: c.get('refused'), seconds: took / 1000 })
    log.info(
      { method: c.req.method, path, status: c.res.status, ms: Math.round(took), ...(tablet && { setting: tablet.setting, device: tablet.device }), ...(record && { record }) },
      'request',
    )
  })
  app.use('*', safeHeaders())
  app.use('*', compress())
  app.onError((error, c) => {
    // Whoever asked is gone in the middle of a word: nobody is there to be answered, and nothing is wrong here.
    if (c.req.raw.signal.aborted) log.info(errorFacts(error), 'cut off')
    else log.error(errorFacts(error), 'trouble')
    return refuse(c, 'trouble')
  })
  app.notFound((c) => refuse(c, 'nothing-there'))

  app.get('/healthz', (c) => c.json({ ok: true }))
  app.get('/readyz', async (c) => {
    try {
      await sql`select 1`.execute(db)
      return c.json({ ok: true })
    } catch (error) {
      log.warn(errorFacts(error), 'not ready')
      return c.json({ ok: false }, 503)
    }
  })

  if (parts.watching !== undefined) serveMetrics(app, endpoint, parts.watching)

  // A record is nobody's to keep between the tablet and the endpoint; `no-transform` keeps event streams from being held back.
  app.use('/api/*', async (c, next) => {
    await next()
    c.header('Cache-Control', c.res.headers.get('Content-Type')?.startsWith('text/event-stream') ? 'no-store, no-transform' : 'no-store')
  })
  app.use('/api/*', bodyLimit({ maxSize: pushLimits.most, onError: (c) => refuse(c, 'too-large') }))
  for (const { method, path, handle } of routes) app.on(method, `${apiBase}${path}`, (c) => handle(c, endpoint))
  const description = describeApi()
  app.get(`${apiBase}/openapi.json`, (c) => c.json(description))

  if (parts.web !== undefined) serveWeb(app, parts.web)
  return app
}

/** The path as it was registered: what a stranger types after it, and every query, stays out of the log. */
function pathFor(c: Context<Noted>): string {
  const found = matchedRoutes(c).findLast(({ path }) => !path.endsWith('*'))?.path
  return found ?? (c.req.path.startsWith('/api/') ? '/api/*' : 'web')
}
