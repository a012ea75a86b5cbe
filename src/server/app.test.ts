import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newHand } from '../../tests/support/make-revisions'
import type { TestTablet } from '../../tests/support/enrolled-tablet'
import { enrolTestTablet, testEscrow } from '../../tests/support/enrolled-tablet'
import { apiBase } from '../protocol/version'
import type { TestEndpoint } from './test-endpoint'
import { testEndpoint } from './test-endpoint'

const minuteMs = 60_000
let clock = Date.parse('2026-11-24T10:00:00Z')
let endpoint: TestEndpoint
let setting: string

function builtApp(): string {
  const directory = mkdtempSync(join(tmpdir(), 'steps-web-'))
  mkdirSync(join(directory, 'assets'))
  writeFileSync(join(directory, 'index.html'), '<!doctype html><title>Steps</title>')
  writeFileSync(join(directory, 'service-worker.js'), '// worker')
  writeFileSync(join(directory, 'assets', 'app-abc123.js'), `// code ${'x'.repeat(5_000)}`)
  return directory
}

beforeAll(async () => {
  endpoint = await testEndpoint({ now: () => clock, web: builtApp() })
})
afterAll(() => endpoint.close())
beforeEach(async () => {
  // A quarter of an hour forgives wrong codes of the test before.
  clock += 16 * minuteMs
  setting = await endpoint.addSetting()
  await endpoint.addAdults(setting, { id: 'amira', name: 'Amira Lanternhall', roles: ['head'] })
})

const said = async (response: Response | Promise<Response>) => {
  const reply = await response
  return [reply.status, ((await reply.json()) as { code?: string }).code]
}

describe('enrolment', () => {
  const ask = async (given: Record<string, unknown>) => {
    const { publicKey } = await newHand()
    const asked = { tablet: { name: 'Puddle tablet', publicKey }, escrow: testEscrow, setting: null, ...given }
    return endpoint.fetch(`${apiBase}/enrol`, { method: 'POST', body: JSON.stringify(asked) })
  }

  test('a tablet is told who it is, its setting, its adults and its words', async () => {
    const tablet = await enrolTestTablet(endpoint, setting)
    expect(tablet).toMatchObject({ setting: { id: setting, place: 'the school office' }, people: [{ id: 'amira', shortName: 'Amira' }], pack: { name: 'Hertfordshire Steps' }, serverTime: clock })
    expect(tablet.postToken).not.toBe(tablet.readToken)
  })

  test('a code is read as a thumb types it', async () => {
    const code = await endpoint.makeEnrolmentCode(setting)
    expect((await ask({ code: ` ${code.toLowerCase().replace('-', ' ')} ` })).status).toBe(200)
  })

  test('a wrong, a used and an expired code are refused, each in its own word', async () => {
    expect(await said(ask({ code: 'WRONG-WRONG' }))).toEqual([403, 'wrong-code'])
    const used = await endpoint.makeEnrolmentCode(setting)
    await ask({ code: used })
    expect(await said(ask({ code: used }))).toEqual([403, 'used-code'])
    const expired = await endpoint.makeEnrolmentCode(setting, { expiresAt: clock - 1 })
    expect(await said(ask({ code: expired }))).toEqual([403, 'expired-code'])
  })

  test('a tablet whose answer was lost asks again with the same code', async () => {
    const { publicKey } = await newHand()
    const asked = { code: await endpoint.makeEnrolmentCode(setting), tablet: { name: 'Puddle tablet', publicKey } }
    const replies = [await ask(asked), await ask(asked)]
    const [first, again] = await Promise.all(replies.map((reply) => reply.json() as Promise<{ device: string }>))
    expect(first?.device).toBe(again?.device)
    clock += 11 * minuteMs
    expect(await said(ask(asked))).toEqual([403, 'used-code'])
  })

  test('guessing is slowed down, by address and by code', async () => {
    for (let guess = 0; guess < 10; guess++) await ask({ code: 'SAME-GUESS' })
    const slowed = await ask({ code: 'SAME-GUESS' })
    expect(await said(slowed)).toEqual([429, 'too-many-tries'])
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0)
    for (let guess = 0; guess < 20; guess++) await ask({ code: `GUESS-${guess}` })
    expect(await said(ask({ code: await endpoint.makeEnrolmentCode(setting) }))).toEqual([429, 'too-many-tries'])
  })

  test('what is no key, no message or no JSON is not valid', async () => {
    const code = await endpoint.makeEnrolmentCode(setting)
    expect(await said(ask({ code, tablet: { name: 'x', publicKey: 'A'.repeat(120) } }))).toEqual([400, 'not-valid'])
    expect(await said(ask({ code, tablet: { name: 'x' } }))).toEqual([400, 'not-valid'])
    expect(await said(endpoint.fetch(`${apiBase}/enrol`, { method: 'POST', body: '{"code":' }))).toEqual([400, 'not-valid'])
    expect((await ask({ code })).status).toBe(200)
  })

  test('a revoked tablet keeps what it has, comes back as the same tablet, and sends it', async () => {
    const tablet = await enrolTestTablet(endpoint, setting)
    const note = await tablet.make({ record: 'note', kind: 'quick-record', author: 'amira' })
    await endpoint.revoke(setting, tablet.device)
    expect(await said(tablet.post('/push', { device: tablet.device, epoch: null, revisions: [note.text] }))).toEqual([401, 'revoked'])
    expect(await said(tablet.get('/pull'))).toEqual([401, 'revoked'])
    // Locked, so it cannot seal its key anew: the escrow that is kept stands.
    const back = await ask({ code: await endpoint.makeEnrolmentCode(setting), tablet: { name: 'Puddle tablet', publicKey: tablet.hand.publicKey }, escrow: null, setting })
    const again = (await back.json()) as { device: string; postToken: string }
    expect(again.device).toBe(tablet.device)
    expect(await said(tablet.get('/pull'))).toEqual([401, 'not-known'])
    const sent = await endpoint.fetch(`${apiBase}/push`, {
      method: 'POST', headers: { authorization: `Bearer ${again.postToken}` }, body: JSON.stringify({ device: again.device, epoch: null, revisions: [note.text] }),
    })
    expect(await sent.json()).toMatchObject({ results: [{ status: 'stored' }] })
    const kept = await endpoint.db.selectFrom('device').select('escrow').where('id', '=', tablet.device).executeTakeFirst()
    expect(kept).toEqual({ escrow: testEscrow })
  })

  test('a returning tablet is not mixed into another setting, and an unknown one needs its key sealed', async () => {
    const code = await endpoint.makeEnrolmentCode(setting)
    expect(await said(ask({ code, setting: 'elsewhere' }))).toEqual([409, 'wrong-setting'])
    expect(await said(ask({ code, escrow: null, setting: null }))).toEqual([401, 'not-known'])
  })

  test('one in use that no copy knows any more comes back locked, and hands its sealed key over when somebody is in', async () => {
    const answer = await ask({ code: await endpoint.makeEnrolmentCode(setting), escrow: null, setting })
    expect(answer.status).toBe(200)
    const { device, postToken } = (await answer.json()) as { device: string; postToken: string }
    const status = async (more: object): Promise<unknown> => {
      const body = { cursor: 0, unsent: 0, oldestUnsentAt: null, persisted: true, quotaBytes: null, build: 'b', skewMs: 0, ...more }
      return (await endpoint.fetch(`${apiBase}/status`, { method: 'POST', headers: { authorization: `Bearer ${postToken}` }, body: JSON.stringify(body) })).json()
    }
    const escrow = async () => (await endpoint.db.selectFrom('device').select('escrow').where('id', '=', device).executeTakeFirst())?.escrow
    expect(await status({})).toMatchObject({ lacksEscrow: true })
    expect(await status({ escrow: testEscrow })).not.toHaveProperty('lacksEscrow')
    // What it has is not written over.
    await status({ escrow: testEscrow.replace(/.$/, 'A') })
    expect(await escrow()).toBe(testEscrow)
  })
})

describe('one-time codes', () => {
  let tablet: TestTablet
  beforeEach(async () => {
    tablet = await enrolTestTablet(endpoint, setting)
  })
  const unlock = (code: string, adult = 'amira') => tablet.post('/unlock', { adult, code })

  test('open the tablet’s sealed key once', async () => {
    const code = await endpoint.makeOneTimeCode(setting, 'amira')
    expect(await (await unlock(code)).json()).toEqual({ escrow: testEscrow, serverTime: clock })
    expect(await said(unlock(code))).toEqual([403, 'used-code'])
  })

  test('are an adult’s own, expire, and are replaced by the next', async () => {
    await endpoint.addAdults(setting, { id: 'bo', name: 'Bo', roles: ['practitioner'] })
    const first = await endpoint.makeOneTimeCode(setting, 'amira')
    expect(await said(unlock(first, 'bo'))).toEqual([403, 'wrong-code'])
    const second = await endpoint.makeOneTimeCode(setting, 'amira', { expiresAt: clock })
    expect(await said(unlock(first))).toEqual([403, 'wrong-code'])
    expect(await said(unlock(second))).toEqual([403, 'expired-code'])
  })

  test('are dead after five wrong ones', async () => {
    const code = await endpoint.makeOneTimeCode(setting, 'amira')
    for (let guess = 0; guess < 5; guess++) expect(await said(unlock('WRONG'))).toEqual([403, 'wrong-code'])
    expect(await said(unlock(code))).toEqual([429, 'too-many-tries'])
  })

  test('of a demo adult are good again and again', async () => {
    await endpoint.makeOneTimeCode(setting, 'amira', { code: 'AMIRA-1357', reusable: true })
    for (let guess = 0; guess < 6; guess++) await unlock('WRONG')
    expect([(await unlock('amira 1357')).status, (await unlock('AMIRA-1357')).status]).toEqual([200, 200])
  })
})

describe('tokens', () => {
  test('each opens its own half of the API and no more', async () => {
    const tablet = await enrolTestTablet(endpoint, setting)
    const withToken = (path: string, token: string, method = 'GET') =>
      said(endpoint.fetch(`${apiBase}${path}`, { method, headers: { authorization: `Bearer ${token}` }, ...(method === 'POST' && { body: '{}' }) }))
    for (const path of ['/roster', '/pull', '/snapshot', '/history?record=a', '/events']) {
      expect(await withToken(path, tablet.postToken)).toEqual([401, 'not-known'])
      expect(await said(endpoint.fetch(`${apiBase}${path}`))).toEqual([401, 'not-known'])
    }
    for (const path of ['/unlock', '/push', '/status']) expect(await withToken(path, tablet.readToken, 'POST')).toEqual([401, 'not-known'])
    const other = await endpoint.addSetting()
    expect(await withToken('/roster', tablet.readToken.replace(setting, other))).toEqual([401, 'not-known'])
  })

  test('are kept as hashes', async () => {
    const tablet = await enrolTestTablet(endpoint, setting)
    const rows = JSON.stringify(await endpoint.db.selectFrom('device').selectAll().execute())
    expect(rows).not.toContain(tablet.postToken.split('.')[2])
  })
})

describe('messages', () => {
  test('a push of 10,000 is too large, and nothing of it is stored', async () => {
    const tablet = await enrolTestTablet(endpoint, setting)
    const note = await tablet.make({ record: 'note', kind: 'quick-record', author: 'amira' })
    const many = Array.from({ length: 10_000 }, () => note.text)
    expect(await said(tablet.post('/push', { device: tablet.device, epoch: null, revisions: many }))).toEqual([413, 'too-large'])
    expect(await said(tablet.post('/push', { device: tablet.device, epoch: null, revisions: many.slice(0, 1_001) }))).toEqual([413, 'too-large'])
    expect((await tablet.pull({ after: 0 })).headSeq).toBe(1)
  })

  test('a push as another tablet, an empty push and a wrong query are not valid', async () => {
    const tablet = await enrolTestTablet(endpoint, setting)
    expect(await said(tablet.post('/push', { device: 'other', epoch: null, revisions: [{}] }))).toEqual([400, 'not-valid'])
    expect(await said(tablet.post('/push', { device: tablet.device, epoch: null, revisions: [] }))).toEqual([400, 'not-valid'])
    expect(await said(tablet.get('/pull', { after: 'x' }))).toEqual([400, 'not-valid'])
    expect(await said(tablet.get('/pull', { after: 5 }))).toEqual([400, 'not-valid'])
    expect(await said(tablet.get('/snapshot', { after: 'bm90IG91cnM' }))).toEqual([400, 'not-valid'])
    expect(await said(tablet.get('/pull', { epoch: 'another', after: 1 }))).toEqual([409, 'restored'])
  })

  test('a header with a key that only a newer app knows is kept to the letter', async () => {
    const tablet = await enrolTestTablet(endpoint, setting)
    const note = await tablet.make({ record: 'note', kind: 'quick-record', author: 'amira', ...{ mood: 'new' } })
    await tablet.push(note.text)
    const { rows } = (await (await tablet.get('/history', { record: 'note' })).json()) as { rows: { header: string }[] }
    expect(rows.map(({ header }) => header)).toEqual([note.text.header])
    expect(note.text.header).toContain('"mood":"new"')
  })

  test('a heartbeat is noted with its tablet', async () => {
    const tablet = await enrolTestTablet(endpoint, setting)
    const status = { cursor: 4, unsent: 2, oldestUnsentAt: 5, persisted: false, quotaBytes: null, build: '0.1.0', skewMs: -3 }
    expect(await (await tablet.post('/status', { ...status, words: 'not kept' })).json()).toMatchObject({ serverTime: clock, words: '2026.1', tablets: expect.any(Number) })
    const kept = await endpoint.db.selectFrom('device').select(['seen_at', 'status']).where('id', '=', tablet.device).executeTakeFirst()
    expect(kept).toEqual({ seen_at: clock, status: JSON.stringify(status) })
  })
})

describe('the app itself', () => {
  const get = (path: string, headers = {}) => endpoint.fetch(path, { headers })
  test.each([
    ['/', 200, 'no-cache'],
    ['/child/moss', 200, 'no-cache'],
    ['/service-worker.js', 200, 'no-cache'],
    ['/assets/app-abc123.js', 200, 'public, max-age=31536000, immutable'],
    ['/assets/gone-def456.js', 404, null],
    ['/assets/gone', 404, null],
    ['/missing.js', 404, null],
    ['/api/v1/moss', 404, 'no-store'],
    ['/../package.json', 404, null],
    ['/%2e%2e/package.json', 404, null],
  ])('%s answers %i, to be kept “%s”', async (path, status, cache) => {
    const response = await get(path)
    expect([response.status, response.headers.get('cache-control')]).toEqual([status, cache])
    expect((await response.text()).includes('<!doctype html>')).toBe(status === 200 && !path.includes('.js'))
  })

  test('comes with a policy that runs no inline script, and compressed', async () => {
    const page = await get('/')
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self' 'wasm-unsafe-eval';/)
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe-inline')
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    expect((await get('/assets/app-abc123.js', { 'accept-encoding': 'gzip' })).headers.get('content-encoding')).toBe('gzip')
  })

  test('says that it is alive and ready', async () => {
    expect([(await get('/healthz')).status, (await get('/readyz')).status]).toEqual([200, 200])
  })
})

test('the API is described from the schemas that judge it', async () => {
  const description = (await (await endpoint.fetch(`${apiBase}/openapi.json`)).json()) as { paths: Record<string, Record<string, object>> }
  expect(Object.keys(description.paths)).toEqual(['/enrol', '/unlock', '/push', '/push-sealed', '/status', '/roster', '/pull', '/snapshot', '/history', '/missing', '/events'])
  expect(description.paths['/pull']?.['get']).toMatchObject({
    security: [{ read: [] }],
    parameters: [{ name: 'epoch', required: false }, { name: 'after' }, { name: 'stand' }, { name: 'limit' }],
    responses: { 200: { content: { 'application/json': { schema: { type: 'object', properties: { headSeq: { type: 'integer' } } } } } } },
  })
})

test('the log holds no answer, name, token or code, whatever went wrong', async () => {
  const code = await endpoint.makeEnrolmentCode(setting, { code: 'PLANTED-CODE' })
  const tablet = await enrolTestTablet(endpoint, setting)
  await endpoint.fetch(`${apiBase}/enrol`, { method: 'POST', body: JSON.stringify({ code, tablet: { name: 'Plantedname tablet' }, escrow: null, setting: null }) })
  await tablet.post('/unlock', { adult: 'amira', code: 'PLANTED-ONCE' })
  await tablet.post('/push', '{"planted-words')
  const note = await tablet.make({ record: 'note', kind: 'quick-record', author: 'amira', changes: { 'words/': 'planted-words' } })
  await tablet.push(note.text, { id: 'planted-words' }, { ...note.text, body: 'planted-words' })
  await tablet.get('/planted-words', { 'planted-words': 'planted-words' })
  await tablet.get('/history', { record: 'note' })
  await endpoint.fetch('/child/planted-words?name=planted-words')
  // A database in trouble quotes values in its messages.
  await endpoint.db.schema.alterTable('person').renameTo('person_away').execute()
  expect(await said(tablet.post('/push', { device: tablet.device, epoch: null, revisions: [(await tablet.make({ record: 'b', kind: 'quick-record', author: 'amira' })).text] }))).toEqual([500, 'trouble'])
  await endpoint.db.schema.alterTable('person_away').renameTo('person').execute()

  const logged = endpoint.logged()
  for (const planted of ['planted', 'PLANTED', 'Planted', 'Amira', 'Lanternhall', tablet.postToken, tablet.readToken, note.text.body ?? '', testEscrow]) {
    expect(logged).not.toContain(planted)
  }
  const lines = logged.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(lines).toContainEqual(expect.objectContaining({ method: 'GET', path: '/api/v1/history', status: 200, device: tablet.device, record: 'note' }))
  expect(lines).toContainEqual(expect.objectContaining({ msg: 'trouble', code: '42P01' }))
})
