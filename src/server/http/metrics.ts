import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Hono } from 'hono'
import { sql } from 'kysely'
import { isSame, tokenHash } from '../auth/tokens'
import type { PoolUse } from '../database/open'
import type { Database } from '../database/within'
import type { Endpoint, Noted } from '../endpoint'
import { counted, gauge } from '../prometheus'
import { refuse } from './replies'

/** How the operator lets a Prometheus in. */
export interface Watching {
  /** What it sends as `Authorization: Bearer ...`. */
  readonly token: string
  readonly build: string
  readonly pool: () => PoolUse
}

/** `/metrics`: what was counted, and what is so at this moment. To a stranger it is not there. */
export function serveMetrics(app: Hono<Noted>, endpoint: Endpoint, { token, build, pool }: Watching): void {
  const expected = tokenHash(`Bearer ${token}`)
  const began = Date.now() / 1000
  const delay = monitorEventLoopDelay({ resolution: 20 })
  delay.enable()
  endpoint.closing.addEventListener('abort', () => { delay.disable() })

  app.get('/metrics', async (c) => {
    c.header('Cache-Control', 'no-store')
    if (!isSame(tokenHash(c.req.header('authorization') ?? ''), expected)) return refuse(c, 'nothing-there')
    const { total, idle, waiting } = pool()
    const { rss, heapUsed } = process.memoryUsage()
    const { user, system } = process.cpuUsage()
    const late = { p50: delay.percentile(50), p99: delay.percentile(99), max: delay.max }
    // Each reading says what was since the one before.
    delay.reset()
    const text = [
      endpoint.metrics.lines(),
      gauge('steps_event_streams', 'Event streams that are open.', [[{}, endpoint.streams.count()]]),
      gauge('steps_pokes_heard', '1 while pokes of other processes are heard.', [[{}, endpoint.pokes.areHeard() ? 1 : 0]]),
      gauge('steps_pool_connections', 'Connections to the database.', [[{ state: 'busy' }, total - idle], [{ state: 'idle' }, idle]]),
      gauge('steps_pool_waiting', 'Questions that wait for a connection.', [[{}, waiting]]),
      await ofSettings(endpoint.db),
      gauge('steps_build_info', 'Which build this is.', [[{ build }, 1]]),
      gauge('process_start_time_seconds', 'Since 1970.', [[{}, began]]),
      counted('process_cpu_seconds_total', 'Processor time of this process.', (user + system) / 1e6),
      gauge('process_resident_memory_bytes', 'Memory that this process holds.', [[{}, rss]]),
      gauge('nodejs_heap_size_used_bytes', 'Of it, JavaScript in use.', [[{}, heapUsed]]),
      gauge('nodejs_eventloop_lag_seconds', 'How late the event loop came, since the last reading.', Object.entries(late).map(([quantile, ns]) => [{ quantile }, ns / 1e9])),
    ]
    return c.text(text.join(''), 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' })
  })
}

/** Of all settings together: which of them is far behind is for the office to ask, and not for a dashboard. */
async function ofSettings(db: Database): Promise<string> {
  const { rows } = await sql<{ settings: number; seq: number; ahead: number; furthest: number }>`
    select count(*)::float8 as settings, coalesce(sum(seq), 0)::float8 as seq,
      coalesce(sum(ahead), 0)::float8 as ahead, coalesce(max(ahead), 0)::float8 as furthest
    from (select seq, seq - coalesce(durable_seq, 0) as ahead from setting_head) as head`.execute(db)
  const { settings = 0, seq = 0, ahead = 0, furthest = 0 } = rows[0] ?? {}
  return [
    gauge('steps_settings', 'Settings.', [[{}, settings]]),
    gauge('steps_revisions', 'Revisions of all settings together.', [[{}, seq]]),
    gauge('steps_revisions_not_durable', 'Revisions that no backup is known to hold: of all settings together, and of the one with the most.', [[{ of: 'all' }, ahead], [{ of: 'most' }, furthest]]),
  ].join('')
}
