import { afterAll, beforeAll, expect, test } from 'vitest'
import { fold } from '../../src/domain/history/read'
import { quickRecord } from '../../src/domain/records/quick-record'
import { child } from '../../src/domain/records/child'
import type { TestEndpoint } from '../../src/server/test-endpoint'
import { testEndpoint } from '../../src/server/test-endpoint'
import type { Fetch } from '../../src/sync/ask'
import { createCourier } from '../../src/sync/courier'
import { newHand } from '../support/make-revisions'
import type { TestTablet } from '../support/tablet'
import { newTablet } from '../support/tablet'

let endpoint: TestEndpoint
let setting: string
beforeAll(async () => {
  endpoint = await testEndpoint()
  setting = await endpoint.addSetting()
  await endpoint.addAdults(setting, { id: 'amira', name: 'Amira Ash', shortName: 'Amira', roles: ['practitioner'] })
})
afterAll(() => endpoint.close())

const newId = () => crypto.randomUUID()
/** The tablet's courier, with something between it and the endpoint. */
const courierOver = ({ ledger, vault, wire }: TestTablet, fetch: Fetch) => createCourier({ ledger, vault, wire: { ...wire, fetch }, build: 'test' })

test('a proxy that takes less at once than the endpoint is sent less at once, and a record too large by itself holds up nothing', async () => {
  const tablet = await newTablet(endpoint, setting, 'amira')
  const small = [newId(), newId(), newId()]
  const large = newId()
  for (const record of small) await tablet.write(quickRecord, record, { words: 'The newt is out.' }, 'close')
  await tablet.write(quickRecord, large, { words: 'again '.repeat(2_000) }, 'close')
  const proxy: Fetch = (url, init) =>
    typeof init.body === 'string' && init.body.length > 4_000 ? Promise.resolve(new Response('<html>413 Request Entity Too Large</html>', { status: 413 })) : endpoint.fetch(url, init)
  expect(await courierOver(tablet, proxy).round(AbortSignal.timeout(60_000))).toEqual({ kind: 'done' })
  for (const record of small) expect(await tablet.ledger.standing(record)).toMatchObject({ kind: 'received' })
  expect(await tablet.ledger.standing(large)).toEqual({ kind: 'refused', code: 'too-large' })
})

test('what the endpoint cannot settle yet stays unsent, and what others wrote is fetched all the same', async () => {
  const [hall, nest] = [await newTablet(endpoint, setting, 'amira'), await newTablet(endpoint, setting, 'amira')]
  const [moss, mine] = [newId(), newId()]
  await hall.sync()
  await hall.ledger.append({ record: mine, kind: 'quick-record', version: 1, act: 'edit', after: [`1${'x'.repeat(43)}`], author: 'amira', changes: { 'words/': 'Built on what is gone.' } })
  await nest.write(child, moss, { name: 'Moss Kettle' })
  await nest.sync()
  expect(await hall.sync()).toMatchObject({ kind: 'trouble' })
  expect((await hall.read(child, moss)).answers.name).toBe('Moss Kettle')
  expect(await hall.ledger.outlook()).toMatchObject({ waiting: 1, parked: 0 })
})

test('a first sync that is cut short by its time says so, and the next round ends it', async () => {
  const tablet = await newTablet(endpoint, setting, 'amira')
  const time = new AbortController()
  const slow: Fetch = async (url, init) => {
    const answer = await endpoint.fetch(url, init)
    time.abort()
    return answer
  }
  expect(await courierOver(tablet, slow).round(time.signal)).toEqual({ kind: 'unfinished' })
  expect(await tablet.sync()).toEqual({ kind: 'done' })
})

test('a first sync whose line is lost between pages has kept what came, and its place', async () => {
  const tablet = await newTablet(endpoint, setting, 'amira')
  const hand = await newHand()
  const children = await Promise.all(['Moss', 'Pip', 'Dot'].map((name) => hand.make({ setting, device: 'elsewhere', author: 'amira', record: newId(), kind: 'child', changes: { 'name/': name } })))
  const asked: string[] = []
  const line: Fetch = (url) => {
    asked.push(url.slice(url.indexOf('?')))
    const made = children[asked.length - 1]
    if (!made) return Promise.reject(new TypeError('no network'))
    const { record, kind } = made.header
    const records = [{ record, kind, upTo: asked.length, checkpoint: JSON.stringify(fold(null, [made])?.checkpoint) }]
    return Promise.resolve(Response.json({ epoch: 'life-1', asOf: 9 + asked.length, stand: null, durableSeq: null, records, next: `page-${asked.length + 1}`, serverTime: Date.now() }))
  }
  expect(await courierOver(tablet, line).round(AbortSignal.timeout(60_000))).toMatchObject({ kind: 'offline' })
  expect(asked).toEqual(['?', '?epoch=life-1&after=page-2', '?epoch=life-1&after=page-3', '?epoch=life-1&after=page-4'])
  expect(await tablet.ledger.snapshotPlace()).toEqual({ epoch: 'life-1', asOf: 10, next: 'page-4' })
  for (const { header, text } of children) expect((await tablet.checkpoint(header.record))?.heads).toEqual([text.id])
})

test('what was too new for the endpoint is offered again by itself some hours later', async () => {
  const tablet = await newTablet(endpoint, setting, 'amira')
  const record = newId()
  await tablet.sync()
  await tablet.ledger.append({ record, kind: 'quick-record', version: 99, act: 'edit', after: [], author: 'amira', changes: { 'words/': 'From a newer app.' } })
  await tablet.sync()
  expect(await tablet.ledger.standing(record)).toEqual({ kind: 'refused', code: 'too-new' })
  tablet.clock.offsetMs += 7 * 3_600_000
  await tablet.sync()
  expect(await tablet.ledger.standing(record)).toMatchObject({ kind: 'here' })
})

test('what the role of an adult did not cover, whom the endpoint had lost, is offered again once they are on the roster', async () => {
  const tablet = await newTablet(endpoint, setting, 'amira')
  const record = newId()
  await tablet.sync()
  await tablet.ledger.append({ record, kind: 'quick-record', version: quickRecord.version, act: 'close', after: [], author: 'lost-dov', changes: { 'words/': 'The newt is out.' } })
  await tablet.sync()
  expect(await tablet.ledger.standing(record)).toEqual({ kind: 'refused', code: 'not-allowed' })
  tablet.clock.offsetMs += 7 * 3_600_000
  await tablet.sync()
  expect(await tablet.ledger.standing(record)).toEqual({ kind: 'refused', code: 'not-allowed' })

  await endpoint.addAdults(setting, { id: 'lost-dov', name: 'Dov Saltmarsh', roles: ['practitioner'] })
  tablet.clock.offsetMs += 7 * 3_600_000
  await tablet.sync()
  await tablet.sync()
  expect(await tablet.ledger.standing(record)).toMatchObject({ kind: 'received' })
})
