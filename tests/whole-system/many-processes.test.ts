import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { apiBase } from '../../src/protocol/version'
import type { Opened } from '../../src/server/database/open'
import { openPostgres } from '../../src/server/database/open'
import { makeOneTimeCode } from '../../src/server/office'
import { newDatabase } from '../../src/server/test-endpoint'
import { buildEndpoint } from '../kill/build-endpoint'
import type { EndpointProcess } from '../kill/endpoint.mjs'
import { startEndpoint } from '../kill/endpoint.mjs'
import type { Balancer } from '../support/balancer'
import { openBalancer, servedBy } from '../support/balancer'
import type { TestTablet } from '../support/enrolled-tablet'
import { enrolTestTablet } from '../support/enrolled-tablet'

/** Three processes of the built endpoint on one PostgreSQL, behind a plain load balancer. */

const setting = 'willowmere'
const author = 'willowmere-amira'
const patience = { timeout: 20_000 }

let built: Awaited<ReturnType<typeof buildEndpoint>>
let databaseUrl: string
let office: Opened
let processes: EndpointProcess[]
let balancer: Balancer
let hall: TestTablet
let nest: TestTablet

const start = () => startEndpoint({ main: built.main, logLevel: 'warn', databaseUrl })
const enrol = () => enrolTestTablet({ fetch: balancer.fetch, makeEnrolmentCode: () => Promise.resolve('WILLOW-2468') }, setting)

beforeAll(async () => {
  built = await buildEndpoint()
  databaseUrl = await newDatabase()
  // All at once, on a database without a table.
  processes = await Promise.all([start(), start(), start()])
  balancer = await openBalancer(processes.map(({ url }) => url))
  office = await openPostgres(databaseUrl)
  hall = await enrol()
  nest = await enrol()
}, 240_000)
afterAll(async () => {
  await balancer.close()
  await Promise.all(processes.map((one) => one.kill()))
  await office.close()
  await built.remove()
})

const note = (tablet: TestTablet) => tablet.make({ record: randomUUID(), kind: 'quick-record', author, changes: { 'words/': 'Sat by the door.' } })
const headSeq = async () => (await office.db.selectFrom('setting_head').select('seq').where('setting', '=', setting).executeTakeFirstOrThrow()).seq

/** A push that this process takes, and no other. */
async function pushBy(place: number): Promise<number> {
  const { text } = await note(nest)
  const reply = await fetch(`${processes[place]?.url}${apiBase}/push`, {
    method: 'POST', headers: { authorization: `Bearer ${nest.postToken}` }, body: JSON.stringify({ device: nest.device, epoch: null, revisions: [text] }),
  })
  const { seq } = (await reply.json()) as { seq: number }
  return seq
}

/** A tablet's event stream through the balancer: which process holds it, and the numbers it was poked with. */
async function listen(tablet: TestTablet) {
  const leaving = new AbortController()
  onTestFinished(() => { leaving.abort() })
  const reply = await balancer.fetch(`${apiBase}/events`, { headers: { authorization: `Bearer ${tablet.readToken}` }, signal: leaving.signal })
  const heard: number[] = []
  const ended = (async () => {
    const words = reply.body?.pipeThrough(new TextDecoderStream())
    if (!words) return
    // A stream of text read by `for await` gives text.
    for await (const part of words as unknown as AsyncIterable<string>) {
      for (const [, seq] of part.matchAll(/data: \{"seq":(\d+)\}/g)) heard.push(Number(seq))
    }
  })().catch(() => undefined)
  await expect.poll(() => heard.length, patience).toBeGreaterThan(0)
  return { at: servedBy(reply), heard, ended }
}
const next = (place: number) => (place + 1) % processes.length

test('three that start at once on an empty database fill it once, and each serves', async () => {
  const settings = await office.db.selectFrom('setting').select('id').orderBy('id').execute()
  expect(settings.map(({ id }) => id)).toEqual(['dandelion', 'willowmere'])
  const ready = await Promise.all(Array.from({ length: 6 }, () => balancer.fetch('/readyz')))
  expect(ready.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200])
  expect(new Set(ready.map(servedBy))).toEqual(new Set([0, 1, 2]))
})

test('a tablet whose stream hangs on one process is poked by a push that another took', async () => {
  const stream = await listen(hall)
  const seq = await pushBy(next(stream.at))
  await expect.poll(() => stream.heard, patience).toContain(seq)
})

test('where the lines between the processes are cut, nothing that was pushed meanwhile is missed', async () => {
  const stream = await listen(hall)
  const cut = await sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'steps-pokes' and datname = current_database()`.execute(office.db)
  expect(cut.rows).toHaveLength(3)
  const seq = await pushBy(next(stream.at))
  await expect.poll(() => stream.heard, patience).toContain(seq)
})

test('wrong codes are counted together: whoever guesses at three doors has no more guesses', async () => {
  const code = await makeOneTimeCode(office.db, { setting, adult: author }, { expiresAt: null })
  const unlock = async (word: string) => (await hall.post('/unlock', { adult: author, code: word })).status
  const guesses: number[] = []
  for (let guess = 0; guess < 5; guess += 1) guesses.push(await unlock('WRONG-WRONG'))
  expect([...guesses, await unlock(code)]).toEqual([403, 403, 403, 403, 403, 429])

  const enrolWith = async (word: string, place: number) => {
    const asked = { code: word, tablet: { name: 'Puddle tablet', publicKey: hall.hand.publicKey }, escrow: null, setting: null }
    return (await fetch(`${processes[place]?.url}${apiBase}/enrol`, { method: 'POST', body: JSON.stringify(asked) })).status
  }
  const tries: number[] = []
  for (let guess = 0; guess < 10; guess += 1) tries.push(await enrolWith('SAME-GUESS', guess % 3))
  expect(tries).toEqual(Array.from({ length: 10 }, () => 403))
  expect([await enrolWith('SAME-GUESS', 0), await enrolWith('SAME-GUESS', 1), await enrolWith('SAME-GUESS', 2)]).toEqual([429, 429, 429])
})

test('a process that is asked to stop first answers the push it has, and ends its streams', async () => {
  const stream = await listen(hall)
  const leaving = processes[stream.at]
  if (!leaving) throw new Error('no process holds the stream')
  let release: () => void = () => undefined
  // Someone else’s push is long about it.
  const held = new Promise<void>((resolve) => { release = resolve })
  const holding = office.db.transaction().execute(async (tx) => {
    await tx.selectFrom('setting_head').select('seq').where('setting', '=', setting).forUpdate().execute()
    await held
  })
  await pause(200)
  const pushed = pushBy(stream.at)
  await pause(300)
  const stopped = leaving.stop()
  await stream.ended
  const meanwhile = await Promise.all(Array.from({ length: 3 }, () => balancer.fetch('/readyz')))
  release()
  await holding
  expect(await pushed).toBe(await headSeq())
  expect(meanwhile.map(({ status }) => status)).toEqual([200, 200, 200])
  expect(meanwhile.map(servedBy)).not.toContain(stream.at)
  await stopped
  expect(await leaving.ended).toEqual([0, null])
})

test('when a process is killed, its tablets find another, which knows all that was pushed meanwhile', async () => {
  let stream = await listen(hall)
  const killed = processes[stream.at]
  await killed?.kill()
  await stream.ended
  // The one stopped before is gone too: two doors of three are shut.
  const open = (await Promise.all(processes.map(({ url }) => fetch(`${url}/healthz`).then(() => true, () => false)))).indexOf(true)
  const seq = await pushBy(open)
  stream = await listen(hall)
  expect(stream.at).toBe(open)
  await expect.poll(() => stream.heard, patience).toContain(seq)
  const later = await pushBy(open)
  await expect.poll(() => stream.heard, patience).toContain(later)
})
