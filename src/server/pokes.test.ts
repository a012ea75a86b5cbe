import { createServer, connect } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Pokes } from './pokes'
import { pokesOverPostgres } from './pokes'
import type { TestEndpoint } from './test-endpoint'
import { testEndpoint } from './test-endpoint'

const quick = { againAfterMs: 50, lookEveryMs: 60_000, answerWithinMs: 300 }
let endpoint: TestEndpoint
let setting: string
beforeAll(async () => {
  endpoint = await testEndpoint({ on: 'postgres' })
  setting = await endpoint.addSetting()
})
afterAll(() => endpoint.close())

/** One process more: its pokes, and the numbers that a tablet of it has heard. */
async function process(terms: { url?: string; lookEveryMs?: number } = {}) {
  let breaks = 0
  const pokes = await pokesOverPostgres(terms.url ?? endpoint.url ?? '', () => void (breaks += 1), { ...quick, ...(terms.lookEveryMs !== undefined && { lookEveryMs: terms.lookEveryMs }) })
  onTestFinished(() => pokes.close())
  const heard: number[] = []
  pokes.listen(setting, (seq) => void heard.push(seq))
  return { pokes, heard, breaks: () => breaks }
}

/** As a push of a process that dies before its poke. */
const commit = (seq: number) => endpoint.db.updateTable('setting_head').set({ seq }).where('setting', '=', setting).execute()
const cutLines = () => sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'steps-pokes' and datname = current_database()`.execute(endpoint.db)
const until = (pokes: Pokes, heard: boolean) => expect.poll(() => pokes.areHeard(), { timeout: 10_000 }).toBe(heard)

/** A line that can be stopped without a word, and counts who tries to open one. */
async function openLine() {
  const to = new URL(endpoint.url ?? '')
  const ends = new Set<Socket>()
  let opened = 0
  let isOpen = true
  const server = createServer((near) => {
    opened += 1
    if (!isOpen) return void near.destroy()
    const far = connect(Number(to.port), to.hostname)
    for (const [one, other] of [[near, far], [far, near]] as const) {
      ends.add(one)
      one.on('error', () => other.destroy()).on('close', () => other.destroy()).pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = new URL(to)
  // A server that listens on a port has an address with one.
  address.port = String((server.address() as AddressInfo).port)
  onTestFinished(() => {
    for (const end of ends) end.destroy()
    server.close()
  })
  return {
    url: address.href,
    opened: () => opened,
    fallSilent: () => { for (const end of ends) end.unpipe().pause() },
    refuse: () => {
      isOpen = false
      for (const end of ends) end.destroy()
    },
    openAgain: () => { isOpen = true },
  }
}

test('what was stored while nobody heard is poked once the line is back', async () => {
  const { pokes, heard } = await process()
  await cutLines()
  await commit(4)
  await expect.poll(() => heard, { timeout: 10_000 }).toContain(4)
  expect(pokes.areHeard()).toBe(true)
})

test('what a process could not say while its line was down it says when it is back, and only the last number', async () => {
  const line = await openLine()
  const here = await process({ url: line.url })
  const there = await process()
  line.refuse()
  await until(here.pokes, false)
  for (const seq of [11, 12, 13]) here.pokes.poke(setting, seq)
  expect(here.heard.slice(-3), 'its own tablets do not wait').toEqual([11, 12, 13])
  await pause(200)
  expect(there.heard).not.toContain(13)
  line.openAgain()
  await expect.poll(() => there.heard, { timeout: 10_000 }).toContain(13)
  expect(there.heard.filter((seq) => seq === 11 || seq === 12)).toEqual([])
})

test('a process that died between its commit and its poke is made up for at the next look', async () => {
  const { heard } = await process({ lookEveryMs: 100 })
  await commit(21)
  await expect.poll(() => heard, { timeout: 10_000 }).toContain(21)
})

test('a line that falls silent without breaking is found out and opened anew', async () => {
  const line = await openLine()
  const { heard, breaks, pokes } = await process({ url: line.url, lookEveryMs: 100 })
  line.fallSilent()
  await expect.poll(breaks, { timeout: 10_000 }).toBeGreaterThan(0)
  await until(pokes, true)
  const other = await process()
  other.pokes.poke(setting, 31)
  await expect.poll(() => heard, { timeout: 10_000 }).toContain(31)
})

test('while the database is away one line is tried at a time, however long that is', async () => {
  const line = await openLine()
  const { pokes } = await process({ url: line.url })
  line.refuse()
  await until(pokes, false)
  const before = line.opened()
  const began = performance.now()
  await pause(1_500)
  // Every 50 ms at most. Two tries for each that failed would be thousands by now.
  expect(line.opened() - before).toBeGreaterThan(5)
  expect(line.opened() - before).toBeLessThan((performance.now() - began) / 50 + 2)
  line.openAgain()
  await until(pokes, true)
})

test('pokes in a rush go together, and none of the last numbers is lost', async () => {
  const here = await process()
  const there = await process()
  for (let seq = 100; seq <= 1_000; seq += 1) here.pokes.poke(setting, seq)
  await expect.poll(() => there.heard, { timeout: 10_000 }).toContain(1_000)
  expect(there.heard.filter((seq) => seq >= 100).length).toBeLessThan(50)
})
