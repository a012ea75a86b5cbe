import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import * as v from 'valibot'
import { pushReply } from '../../src/protocol/messages'
import type { Changes } from '../../src/domain/schema/field'
import type { Asked, Door } from './door'
import { author, openDoor, patienceMs } from './door'
import { brokenBy } from './promises'

/** What a generator would not come to by itself: much at once, slowly, packed, or hardly HTTP. */
let door: Door
beforeAll(async () => { door = await openDoor() }, 120_000)
afterAll(() => door.close())

const asks = (path: string, over: Partial<Asked> = {}): Asked => ({ method: 'GET', path: `/api/v1${path}`, headers: [['Authorization', 'Bearer {{read}}']], body: null, ...over })
const pushes = (body: string, over: Partial<Asked> = {}): Asked => ({ method: 'POST', path: '/api/v1/push', headers: [['Authorization', 'Bearer {{post}}']], body, ...over })
const pushOf = (texts: readonly unknown[]) => JSON.stringify({ device: door.tablet.device, epoch: null, revisions: texts })
const isWell = async () => expect(brokenBy(asks('/roster'), await door.knock(asks('/roster')))).toBeNull()

describe('a line that hardly speaks HTTP is refused or closed, and the next one is served', () => {
  test.each([
    ['nothing of HTTP', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n'],
    ['another version', 'GET / HTTP/9.9\r\nHost: x\r\n\r\n'],
    ['no host', 'GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['two lengths', 'POST /api/v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 5\r\n\r\n{}'],
    ['a length and pieces', 'POST /api/v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['a length below nothing', 'POST /api/v1/enrol HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n'],
    ['pieces of no size', 'POST /api/v1/enrol HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nzz\r\n\r\n'],
    ['a header without an end', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(70_000)}`],
    ['a line break in an address', 'GET /a\r\nX-Odd: 1 HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a method nobody has', 'BREW /api/v1/pull HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'],
    ['a tunnel', 'CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n'],
  ])('%s', async (_what, bytes) => {
    const said = await door.say(bytes)
    expect(said).not.toMatch(/Error|node_modules|\.ts:/)
    await isWell()
  })
})

test('a packed body is not unpacked: a hundred megabytes in a hundred kilobytes are no message', async () => {
  const packed = gzipSync(Buffer.alloc(100 * 1024 * 1024))
  // Of this thread alone: others of the process have tests of their own.
  const before = process.memoryUsage().arrayBuffers
  const answer = await fetch(`${door.url}/api/v1/push`, { method: 'POST', body: packed, headers: { authorization: `Bearer ${door.tablet.postToken}`, 'content-encoding': 'gzip', 'content-type': 'application/json' } })
  expect([answer.status, await answer.json()]).toEqual([400, { code: 'not-valid' }])
  expect((process.memoryUsage().arrayBuffers - before) / 1_048_576).toBeLessThan(60)
})

test.each(['at once', 'chunked'] as const)('more than eight megabytes are too large, said %s', async (how) => {
  const answer = await door.knock(pushes(`{"device":"${'x'.repeat(8_100_000)}"}`, { how }))
  expect([answer.status, JSON.parse(answer.text)]).toEqual([413, { code: 'too-large' }])
})

test('eight megabytes of brackets are no message, and nobody waits for them', async () => {
  for (const body of ['['.repeat(7_900_000), `${'['.repeat(3_900_000)}${']'.repeat(3_900_000)}`, `{"device":${'{"a":'.repeat(1_500_000)}1${'}'.repeat(1_500_000)}}`]) {
    const answer = await door.knock(pushes(body))
    expect(brokenBy(pushes(body), answer)).toBeNull()
  }
})

test('forty tablets that stop in the middle of a word keep nobody else waiting', async () => {
  const { port } = new URL(door.url)
  const lines = Array.from({ length: 40 }, () => connect(Number(port), '127.0.0.1'))
  for (const line of lines) line.write(`POST /api/v1/push HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${door.tablet.postToken}\r\nContent-Length: 5000\r\n\r\n{"device":`)
  await pause(100)
  const { ms, status } = await door.knock(asks('/pull'))
  expect(status).toBe(200)
  expect(ms).toBeLessThan(patienceMs / 2)
  for (const line of lines) line.destroy()
  await isWell()
})

test.each([['GET', true], ['HEAD', false]] as const)('a stream that was asked for by %s and left waits for no poke any more', async (method, isStream) => {
  for (let times = 0; times < 5; times += 1) {
    const answer = await door.knock(asks('/events', { method }))
    expect([answer.status, answer.text !== '']).toEqual([200, isStream])
  }
  await vi.waitFor(() => expect(door.listening()).toBe(0))
})

test('a tablet that hangs up in the middle of a push is no trouble of the endpoint’s', async () => {
  door.takeLog()
  for (let times = 0; times < 5; times += 1) await door.knock(pushes(pushOf(['x'.repeat(2_000)]), { how: 'cut' }))
  await pause(100)
  expect(door.takeLog().filter((line) => line.includes('"trouble"'))).toEqual([])
})

describe('as much as one push may hold is answered in time', () => {
  const stored = async (texts: readonly unknown[]) => {
    const answer = await door.knock(pushes(pushOf(texts)))
    expect(brokenBy(pushes(''), answer)).toBeNull()
    return v.parse(pushReply, JSON.parse(answer.text)).results.map(({ status, code }) => code ?? status)
  }
  /** A thousand revisions of one record, each on the one before, or none on any. */
  async function many(kind: string, change: (index: number) => Changes, { chained }: { chained: boolean }): Promise<unknown[]> {
    const texts: unknown[] = []
    const record = crypto.randomUUID()
    for (let index = 0, after: string[] = []; index < 1_000; index += 1) {
      const one = await door.tablet.make({ record, kind, author, after, changes: change(index), version: kind === 'quick-record' ? 2 : 1 })
      texts.push(one.text)
      if (chained) after = [one.id]
    }
    return texts
  }
  test.each([
    ['adults, one edit on another', 'adult', { 'name/': 'Gwen' }, true],
    ['adults, all edited apart', 'adult', { 'name/': 'Gwen' }, false],
    ['children, all edited apart', 'child', { 'name/': 'Pip' }, false],
    ['notes, one edit on another', 'quick-record', { 'words/': 'The newt is out.' }, true],
    ['incidents, all begun apart', 'incident', { 'before/': 'The bell rang.' }, false],
  ] as const)('a thousand revisions of one record: %s', { timeout: 60_000 }, async (_what, kind, changes, chained) => {
    expect(new Set(await stored(await many(kind, () => changes, { chained })))).toEqual(new Set(['stored']))
  })
  test('a thousand that come last first', { timeout: 60_000 }, async () => {
    expect(new Set(await stored((await many('quick-record', () => ({ 'words/': 'The newt is out.' }), { chained: true })).toReversed()))).toEqual(new Set(['stored']))
  })
  test('a thousand signatures of one incident, apart', { timeout: 60_000 }, async () => {
    const record = crypto.randomUUID()
    const first = await door.tablet.make({ record, kind: 'incident', author, changes: { 'before/': 'The bell rang.' } })
    const signs = await Promise.all(Array.from({ length: 999 }, (_, index) => door.tablet.make({ record, kind: 'incident', author, act: 'sign', after: [first.id], at: 1_764_000_000_000 + index })))
    const results = await stored([first, ...signs].map(({ text }) => text))
    expect([results.filter((one) => one === 'stored').length, results.filter((one) => one === 'already-closed').length]).toEqual([2, 998])
  })
  test('one revision of fifty thousand rows', { timeout: 60_000 }, async () => {
    const rows = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`interventions/r${index}`, true as const]))
    const one = await door.tablet.make({ record: crypto.randomUUID(), kind: 'incident', author, changes: rows })
    const results = await stored([one.text])
    expect(['stored', 'not-valid', 'too-large']).toContain(results[0])
    await isWell()
  })
})
