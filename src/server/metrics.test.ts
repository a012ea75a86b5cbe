import { afterAll, beforeAll, expect, test } from 'vitest'
import { enrolTestTablet } from '../../tests/support/enrolled-tablet'
import { apiBase } from '../protocol/version'
import type { App } from './app'
import { createApp } from './app'
import { openLog } from './log'
import type { TestEndpoint } from './test-endpoint'
import { testEndpoint } from './test-endpoint'

const token = 'a-token-of-the-operator'
const names = { setting: 'thistledown', settingName: 'Thistledown School', adult: 'hetty', adultName: 'Hetty Overbrook', child: 'Moss Kettle', place: 'by the pond' }

let endpoint: TestEndpoint
let app: App
let closing: AbortController
beforeAll(async () => {
  endpoint = await testEndpoint()
  closing = new AbortController()
  app = createApp({ db: endpoint.db, pokes: endpoint.pokes, log: openLog('silent'), closing: closing.signal, watching: { token, build: '1.0.0+test', pool: () => ({ total: 3, idle: 2, waiting: 0 }) } })
  await endpoint.addSetting({ id: names.setting, name: names.settingName })
  await endpoint.addAdults(names.setting, { id: names.adult, name: names.adultName, roles: ['head'] })
})
afterAll(async () => {
  closing.abort()
  await endpoint.close()
})

const ask = (authorization?: string) => app.request('/metrics', { headers: authorization === undefined ? {} : { authorization } })
const scrape = async () => (await ask(`Bearer ${token}`)).text()
const valueOf = (text: string, sample: string) => Number(text.split('\n').find((line) => line.startsWith(`${sample} `))?.slice(sample.length + 1))

/** A day at the endpoint: a tablet enrols, sends what is taken and what is not, listens, reads; a stranger guesses. */
async function aDay() {
  const through = { fetch: (async (input, init) => app.request(input instanceof Request ? input : String(input), init)) as typeof globalThis.fetch, makeEnrolmentCode: endpoint.makeEnrolmentCode }
  const tablet = await enrolTestTablet(through, names.setting)
  const note = await tablet.make({ record: 'note-of-moss', kind: 'quick-record', author: names.adult, changes: { 'words/': `${names.child} sat ${names.place}` } })
  const stranger = await tablet.make({ record: 'other-note', kind: 'quick-record', author: 'nobody-we-know' })
  const leaving = new AbortController()
  const stream = await tablet.get('/events', {}, { signal: leaving.signal })
  await tablet.push(note.text, stranger.text, { id: 'no-revision' })
  await tablet.push(note.text)
  await tablet.pull({ after: 0 })
  await app.request(`${apiBase}/pull?after=${names.child}`, { headers: { authorization: `Bearer ${tablet.readToken}` } })
  await app.request(`${apiBase}/${names.child}`)
  await app.request(`/${names.child}`, { method: 'PROPFIND' })
  await app.request(`${apiBase}/enrol`, { method: 'POST', body: JSON.stringify({ code: 'WRONG', tablet: { name: names.place, publicKey: tablet.hand.publicKey }, escrow: null, setting: null }) })
  return { tablet, stream, leaving, note }
}

test('nobody reads it without the operator’s token, and without one set it is not there', async () => {
  expect((await ask()).status).toBe(404)
  expect((await ask('Bearer another-token-altogether')).status).toBe(404)
  expect((await ask(`Bearer ${token}`)).status).toBe(200)
  expect((await endpoint.app.request('/metrics', { headers: { authorization: `Bearer ${token}` } })).status).toBe(404)
})

test('it says how many asked what, what came of it, and what is open at this moment', async () => {
  const { stream, leaving } = await aDay()
  // What is built when it is first looked for is open then.
  const reader = stream.body?.getReader()
  await reader?.read()
  const text = await scrape()
  expect({
    pushes: valueOf(text, 'steps_request_seconds_count{route="/api/v1/push",status="200"}'),
    pushedTogether: valueOf(text, 'steps_push_revisions_sum'),
    stored: valueOf(text, 'steps_pushed_total{status="stored"}'),
    duplicate: valueOf(text, 'steps_pushed_total{status="duplicate"}'),
    notAllowed: valueOf(text, 'steps_refusals_total{of="revision",code="not-allowed"}'),
    notValid: valueOf(text, 'steps_refusals_total{of="request",code="not-valid"}'),
    wrongCode: valueOf(text, 'steps_refusals_total{of="request",code="wrong-code"}'),
    streams: valueOf(text, 'steps_event_streams'),
    heard: valueOf(text, 'steps_pokes_heard'),
    busy: valueOf(text, 'steps_pool_connections{state="busy"}'),
    settings: valueOf(text, 'steps_settings'),
    revisions: valueOf(text, 'steps_revisions'),
    notDurable: valueOf(text, 'steps_revisions_not_durable{of="all"}'),
  }).toEqual({ pushes: 2, pushedTogether: 4, stored: 1, duplicate: 1, notAllowed: 1, notValid: 1, wrongCode: 1, streams: 1, heard: 1, busy: 1, settings: 1, revisions: 2, notDurable: 2 })
  expect(valueOf(text, 'steps_pokes_total')).toBeGreaterThan(0)
  expect(valueOf(text, 'process_resident_memory_bytes')).toBeGreaterThan(10_000_000)
  expect(valueOf(text, 'nodejs_eventloop_lag_seconds{quantile="p99"}')).toBeGreaterThanOrEqual(0)
  leaving.abort()
  await reader?.cancel()
  expect(valueOf(await scrape(), 'steps_event_streams')).toBe(0)
})

test('it is what Prometheus reads: each measure is told of once, each line has a number, and buckets only rise', async () => {
  const text = await scrape()
  const told = [...text.matchAll(/^# TYPE (\S+) (counter|gauge|histogram)$/gm)].map(([, name]) => name)
  expect(new Set(told).size).toBe(told.length)
  for (const line of text.trimEnd().split('\n')) expect(line).toMatch(/^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{([a-z]+="[^"\\\n]*",?)+\})? [-+.e\d]+)$/)
  const pushes = [...text.matchAll(/steps_request_seconds_bucket\{route="\/api\/v1\/push",status="200",le="[^"]+"\} (\d+)/g)].map(([, count]) => Number(count))
  expect(pushes).toHaveLength(12)
  expect(pushes).toEqual(pushes.toSorted((a, b) => a - b))
  expect(pushes.at(-1)).toBe(2)
})

test('nothing in it says who, where or what: no setting, adult, child, tablet, record or address, and no word that a stranger made up', async () => {
  const { tablet, note, leaving } = await aDay()
  leaving.abort()
  const text = await scrape()
  for (const secret of [...Object.values(names), tablet.device, tablet.postToken, tablet.readToken, note.id, 'note-of-moss', 'other-note', 'nobody-we-know', 'WRONG', 'PROPFIND', token]) {
    expect(text).not.toContain(secret)
    expect(text).not.toContain(encodeURIComponent(secret))
  }
  const routes = new Set([...text.matchAll(/route="([^"]+)"/g)].map(([, route]) => route))
  expect(routes).toEqual(new Set(['/api/*', '/api/v1/enrol', '/api/v1/events', '/api/v1/pull', '/api/v1/push', '/metrics', 'web']))
})
