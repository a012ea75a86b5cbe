import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { enrolTestTablet } from '../../tests/support/enrolled-tablet'
import { tokenHash } from './auth/tokens'
import type { Database } from './database/within'
import { openLog } from './log'
import { openStreams } from './streams'
import type { TestEndpoint } from './test-endpoint'
import { testEndpoint } from './test-endpoint'

let endpoint: TestEndpoint
let closing: AbortController
beforeAll(async () => {
  endpoint = await testEndpoint({ on: 'postgres' })
})
afterAll(() => endpoint.close())
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  closing = new AbortController()
})
afterEach(() => {
  closing.abort()
  vi.useRealTimers()
})

const open = (db: Database = endpoint.db) => openStreams({ db, log: openLog('silent'), closing: closing.signal })
async function tabletsOf(count: number) {
  const setting = await endpoint.addSetting()
  return Promise.all(Array.from({ length: count }, () => enrolTestTablet(endpoint, setting)))
}
type Tablet = Awaited<ReturnType<typeof tabletsOf>>[number]

function listen(streams: ReturnType<typeof open>, { setting, device, readToken }: Tablet) {
  const heard: string[] = []
  const leave = streams.join({ setting: setting.id, device, readHash: tokenHash(readToken), say: (words) => void heard.push(words), end: () => { leave(); heard.push('ended') } })
  return { heard, leave }
}

test('in twenty seconds each stream is told once that it is still open', async () => {
  const streams = open()
  const ears = (await tabletsOf(25)).map((tablet) => listen(streams, tablet))
  await vi.advanceTimersByTimeAsync(20_000)
  await expect.poll(() => ears.map(({ heard }) => heard)).toEqual(ears.map(() => [':\n\n']))
  expect(streams.count()).toBe(25)
})

test('streams of a tablet that was revoked, and of one that was enrolled anew, are ended, and no other', async () => {
  const streams = open()
  const [kept, revoked, anew] = (await tabletsOf(3)) as [Tablet, Tablet, Tablet]
  const ears = [kept, revoked, anew].map((tablet) => listen(streams, tablet))
  await endpoint.revoke(revoked.setting.id, revoked.device)
  await endpoint.db.updateTable('device').set({ read_hash: 'another' }).where('id', '=', anew.device).execute()
  await vi.advanceTimersByTimeAsync(20_000)
  await expect.poll(() => ears.map(({ heard }) => heard)).toEqual([[':\n\n'], ['ended'], ['ended']])
  expect(streams.count()).toBe(1)
})

test('while the database is away nobody is sent off', async () => {
  const gone = await testEndpoint({ on: 'postgres' })
  await gone.close()
  const streams = open(gone.db)
  const [tablet] = (await tabletsOf(1)) as [Tablet]
  const { heard } = listen(streams, tablet)
  await vi.advanceTimersByTimeAsync(20_000)
  await expect.poll(() => heard).toEqual([':\n\n'])
})

test('an endpoint that shuts down ends them all, and one that comes too late as well', async () => {
  const streams = open()
  const [early, late] = (await tabletsOf(2)) as [Tablet, Tablet]
  const first = listen(streams, early)
  closing.abort()
  const second = listen(streams, late)
  await expect.poll(() => [first.heard, second.heard]).toEqual([['ended'], ['ended']])
  expect(streams.count()).toBe(0)
})
