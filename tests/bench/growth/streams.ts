import { Agent, request } from 'node:http'
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { apiBase } from '../../../src/protocol/version'
import { makeToken, tokenHash } from '../../../src/server/auth/tokens'
import { channel } from '../../../src/server/pokes'
import { nameOf } from './county'
import type { Asked } from './day'
import { processorMs } from './processor'

/** Open event streams of a whole county on one process, and how long a poke takes to the last of them. */

const openAtOnce = 50
const idleMs = 20_000
const patienceMs = 60_000

export interface Crowd {
  readonly streams: number
  /** Of the process, beside what it held before the first of them. */
  readonly bytesEach: number
  readonly openedPerSecond: number
  /** Of one processor, while nothing happens. */
  readonly idle: { readonly endpoint: number | null; readonly postgres: number | null }
  /** Ms from one NOTIFY for all settings to the first and the last tablet that heard. */
  readonly all: { readonly first: number; readonly last: number }
}

/** Two tablets a setting. Their streams are left open for the next, larger crowd. */
export async function openCrowd({ db, endpoint, postgres }: Asked, settings: number) {
  const agent = new Agent({ maxSockets: Infinity })
  let heard = { count: 0, first: 0, last: 0 }
  let opened = 0
  /** Above every number that a setting has. */
  let news = 1_000_000_000

  async function join(index: number): Promise<void> {
    const setting = nameOf(1 + (index % settings))
    const id = `listener-${index}`
    const token = makeToken(setting, id)
    await db.insertInto('device').values({ setting, id, name: 'Puddle tablet', public_key: id, read_hash: tokenHash(token), enrolled_at: 0 }).execute()
    await new Promise<void>((resolve, reject) => {
      const asked = request(new URL(`${apiBase}/events`, endpoint.url), { agent, headers: { authorization: `Bearer ${token}` } }, (reply) => {
        reply.setEncoding('utf8')
        reply.on('data', (words: string) => {
          if (!words.includes('data:')) return
          const now = performance.now()
          heard = { count: heard.count + 1, first: heard.first || now, last: now }
          resolve()
        })
        reply.on('error', reject)
      })
      asked.on('error', reject)
      asked.end()
    })
  }
  async function growBy(count: number): Promise<void> {
    for (const upTo = opened + count; opened < upTo; ) {
      const some = Math.min(openAtOnce, upTo - opened)
      await Promise.all(Array.from({ length: some }, (_, index) => join(opened + index)))
      opened += some
    }
  }
  async function growTo(count: number): Promise<Crowd> {
    const began = performance.now()
    const from = opened
    await growBy(count - opened)
    const openedPerSecond = ((opened - from) * 1_000) / (performance.now() - began)
    const idle = await idleFor(idleMs)
    const all = await pokeAll()
    return { streams: opened, openedPerSecond, idle, all, bytesEach: (memoryOf(endpoint.pid) - before.bytes) / (opened - before.streams) }
  }
  async function idleFor(ms: number): Promise<Crowd['idle']> {
    const was = { endpoint: processorMs(endpoint.pid), postgres: processorMs(postgres) }
    await new Promise((resolve) => setTimeout(resolve, ms))
    const is = { endpoint: processorMs(endpoint.pid), postgres: processorMs(postgres) }
    const part = (of: 'endpoint' | 'postgres') => (was[of] === null || is[of] === null ? null : (is[of] - was[of]) / ms)
    return { endpoint: part('endpoint'), postgres: part('postgres') }
  }
  /** As if every setting had something new in the same moment. */
  async function pokeAll(): Promise<Crowd['all']> {
    heard = { count: 0, first: 0, last: 0 }
    const began = performance.now()
    await sql`select pg_notify(${channel}, ${`${(news += 1)} `} || id) from setting where id like 'grown-%'`.execute(db)
    while (heard.count < opened) {
      if (performance.now() - began > patienceMs) throw new Error(`${opened - heard.count} of ${opened} tablets were not poked`)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    return { first: heard.first - began, last: heard.last - began }
  }
  // What opening streams itself needs is there once, and is nobody's own.
  await growBy(openAtOnce)
  const before = { bytes: memoryOf(endpoint.pid), streams: opened }
  return { growTo, close: () => { agent.destroy() } }
}

/** Bytes that a process holds, as Linux counts them. */
function memoryOf(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return Number(kilobytes ?? 0) * 1024
}
