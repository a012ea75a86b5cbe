// @vitest-environment node
import { afterEach, expect, test } from 'vitest'
import { closeDisks, entry, tabletDisk } from '../../tests/support/tablet-disk'
import type { Fetch } from './ask'
import { createCourier } from './courier'

afterEach(closeDisks)

const serverTime = Date.parse('2026-11-24T09:30:00Z')
const epoch = 'epoch-1'

/** An endpoint with ten rows that others wrote, and of this tablet's those in `has`; each question of the four that matter is noted. */
function endpointWith(has: Set<string>) {
  const asked: string[] = []
  const answers: Record<string, (body: { ids: string[]; revisions: { id: string }[] }) => object> = {
    push: ({ revisions }) => {
      for (const { id } of revisions) has.add(id)
      return { epoch, seq: 11, results: revisions.map(({ id }) => ({ id, status: 'stored', seq: 11, receivedAt: serverTime })) }
    },
    snapshot: () => ({ epoch, asOf: 10, durableSeq: null, records: [], next: null }),
    missing: ({ ids }) => ({ epoch, missing: ids.filter((id) => !has.has(id)) }),
    pull: () => ({ epoch, rows: [], next: 10, more: false, headSeq: 11, durableSeq: null }),
    roster: () => ({ setting: { id: 'willow-hall', name: 'Willow Hall Primary', kind: 'school', place: 'the school office' }, people: [], pack: { name: 'Words', version: '1', validFrom: '2026-09-01', words: {} } }),
    status: () => ({}),
  }
  const fetch: Fetch = (url, { body }) => {
    const [name = ''] = url.replace('/api/v1/', '').split('?')
    if (['push', 'snapshot', 'missing', 'pull'].includes(name)) asked.push(name)
    const answer = answers[name]?.(typeof body === 'string' ? (JSON.parse(body) as { ids: string[]; revisions: { id: string }[] }) : { ids: [], revisions: [] })
    return Promise.resolve(Response.json({ ...answer, serverTime }))
  }
  return { asked, fetch }
}

/** A tablet that sent one revision, was revoked, and is enrolled again: it has its receipt, and nothing else. */
async function emptied() {
  const { ledger, vault, clock } = await tabletDisk()
  const mine = await ledger.append(entry({ changes: { 'room/': 'Otters' } }))
  await ledger.delivered([{ id: mine.id, status: 'stored', seq: 4, receivedAt: serverTime }], { epoch, turn: 0 })
  await ledger.dropReceived()
  const round = (fetch: Fetch) => createCourier({ ledger, vault, wire: { fetch, now: () => clock.at, patienceMs: 20_000 }, build: 'test' }).round(AbortSignal.timeout(20_000))
  return { ledger, mine, round }
}

test('what a tablet sent before it was emptied is sent again, where a restore that nobody told of took it away', async () => {
  const { ledger, mine, round } = await emptied()
  const has = new Set<string>()
  const { asked, fetch } = endpointWith(has)
  expect(await round(fetch)).toEqual({ kind: 'done' })
  expect(asked).toEqual(['snapshot', 'missing', 'missing', 'push', 'snapshot', 'missing', 'pull'])
  expect([...has]).toEqual([mine.id])
  expect(await ledger.receipts()).toEqual([{ seq: 11, id: mine.id, receivedAt: serverTime }])
})

test('where it is there still, it keeps its receipt, and nothing is sent', async () => {
  const { ledger, mine, round } = await emptied()
  const { asked, fetch } = endpointWith(new Set([mine.id]))
  expect(await round(fetch)).toEqual({ kind: 'done' })
  expect(asked).toEqual(['snapshot', 'missing', 'pull'])
  expect(await ledger.receipts()).toEqual([{ seq: 4, id: mine.id, receivedAt: serverTime }])
})

test('a first sync that is cut off while it asks has not ended, and the next round asks again', async () => {
  const { ledger, mine, round } = await emptied()
  const { asked, fetch } = endpointWith(new Set())
  expect(await round((url, init) => (url.includes('/missing') ? Promise.reject(new TypeError('no network')) : fetch(url, init)))).toMatchObject({ kind: 'offline' })
  expect((await ledger.cursor()).epoch).toBeNull()
  expect(await round(fetch)).toEqual({ kind: 'done' })
  expect(asked.filter((name) => name === 'push')).toEqual(['push'])
  expect(await ledger.standing(mine.header.record)).toMatchObject({ kind: 'received' })
})

test('a tablet that has sent nothing yet is asked for nothing more', async () => {
  const { ledger, vault, clock } = await tabletDisk()
  const { asked, fetch } = endpointWith(new Set())
  const courier = createCourier({ ledger, vault, wire: { fetch, now: () => clock.at, patienceMs: 20_000 }, build: 'test' })
  expect(await courier.round(AbortSignal.timeout(20_000))).toEqual({ kind: 'done' })
  expect(asked).toEqual(['snapshot', 'pull'])
})
