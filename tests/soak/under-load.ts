import { setTimeout as pause } from 'node:timers/promises'
import { pullReply, snapshotReply } from '../../src/protocol/messages'
import { isRevisionRow } from '../support/revision-rows'
import type { PullReply, PullRow, SnapshotReply } from '../../src/protocol/messages'
import * as v from 'valibot'
import { chanceFrom } from '../kill/chance'
import type { TestTablet } from '../support/enrolled-tablet'
import { enrolTestTablet } from '../support/enrolled-tablet'
import type { Fate } from './cut-line'
import { openCutLine } from './cut-line'
import { openKillablePostgres } from './database'
import { openHouse } from './house'
import type { Sender, Tally } from './sender'
import { newTally, openSender } from './sender'
import { openSmallDisk } from './small-disk'
import type { Held } from './truth'
import { brokenPromises } from './truth'
import { openWholeTablet } from './whole-tablet'

export interface Soak {
  readonly on: 'pglite' | 'postgres'
  /** The built endpoint. */
  readonly main: string
  readonly seed: number
  readonly minutes: number
  readonly tablets: number
  readonly say: (line: string) => void
  /** How long a tablet may go without a receipt, and the end may take. Left out: two minutes. */
  readonly patienceMs?: number
  /** Left out: all that the store can meet. */
  readonly faults?: readonly Fault[]
}
export const faultsOn = {
  postgres: ['endpoint killed', 'killed on a receipt', 'endpoint stopped', 'line down', 'database killed', 'one backend killed', 'disk full'],
  pglite: ['endpoint killed', 'killed on a receipt', 'endpoint stopped', 'line down', 'disk full'],
} as const
export type Fault = (typeof faultsOn)['postgres'][number]

export interface Soaked {
  readonly broken: readonly string[]
  readonly tally: Tally
  readonly made: number
  readonly rows: number
  /** From the fault (from its end, where it lasts) to the first receipt of a push begun afterwards, ms. */
  readonly recoveries: Readonly<Partial<Record<Fault, readonly number[]>>>
  readonly met: Readonly<Record<Fate, number>>
  readonly endedByItself: number
  readonly cannotFill: string | null
}

/** The made-up county's settings, and who writes in them. Whole tablets keep to the smaller one: each holds all of its setting. */
const places = [
  { setting: 'willowmere', code: 'WILLOW-2468', author: 'willowmere-senna', adultCode: 'SENNA-1357' },
  { setting: 'dandelion', code: 'DANDELION-2468', author: 'dandelion-sol', adultCode: 'SOL-1357' },
] as const

/** Tablets under load, an endpoint that has every bad day at once, and then what is left of it. */
export async function soak({ on, main, seed, minutes, tablets, say, faults = faultsOn[on], patienceMs = 120_000 }: Soak): Promise<Soaked> {
  const chance = chanceFrom(seed)
  const lines = chanceFrom(seed + 1)
  const disk = openSmallDisk({ megabytes: on === 'postgres' ? 700 : 512 })
  const line = await openCutLine(lines)
  const database = on === 'postgres' ? await openKillablePostgres(disk.path) : null
  const house = await openHouse({ main, logLevel: 'error', ...(database ? { databaseUrl: database.url } : { dataDir: `${disk.path}/data` }) }, line)
  const tally = newTally()
  try {
    const fetch: typeof globalThis.fetch = (input, init) => {
      if (typeof input !== 'string') throw new Error('tablets ask by path')
      return globalThis.fetch(new URL(input, line.url), init)
    }
    const senders = await openTablets({ tablets, seed, fetch, tally })
    say(`${senders.length} tablets are in, ${senders.filter(({ isWhole }) => isWhole).length} of them with the app’s own disk and courier`)
    const recoveries: Partial<Record<Fault, number[]>> = {}
    let goesOn = true
    const seen: string[] = []
    const seeing = <T>(work: Promise<T>) => work.catch((error: unknown) => void seen.push(error instanceof Error ? error.message : 'it threw'))
    const working = senders.map(({ sender }) => seeing(sender.workWhile(() => goesOn)))
    const endsAt = Date.now() + minutes * 60_000
    let left: Fault[] = []
    while (Date.now() < endsAt && seen.length === 0) {
      await pause(chance.between(400, minutes < 1 ? 1_200 : 5_000))
      // Each once before any comes again, the commonest oftener.
      if (left.length === 0) left = shuffled([...faults, ...faults.filter((fault) => fault === 'endpoint killed')].filter((fault) => fault !== 'disk full' || disk.cannotFill === null), chance)
      const fault = left.pop() ?? 'endpoint killed'
      const over = await meet(fault)
      const recovered = await firstHeard(tally, over, patienceMs)
      ;(recoveries[fault] ??= []).push(recovered)
      say(`${fault}: ${Number.isFinite(recovered) ? `${recovered} ms to the next receipt` : 'nobody had a receipt again'}`)
      if (!Number.isFinite(recovered)) say(`the database said last:\n${database?.said() ?? ''}\nthe endpoint: ${house.said()}`)
    }
    goesOn = false
    await Promise.all(working)
    line.clearUp()
    await Promise.all(senders.map(({ sender }) => seeing(sender.sendAll(Date.now() + patienceMs))))
    await Promise.all(senders.map(({ sender }) => seeing(sender.readAll(Date.now() + patienceMs))))
    // What was just receipted, too.
    await house.kill()
    const told = await Promise.all(senders.map(async ({ sender, setting }) => ({ setting, ...(await sender.told()) })))
    const held = await Promise.all(places.map(async ({ setting, code }) => ({ setting, held: await everything(house.straight, { setting, code }) })))
    const broken = held.flatMap(({ setting, held }) => brokenPromises(held, told.filter((one) => one.setting === setting)).map((words) => `${setting}: ${words}`))
    return {
      broken: [
        ...seen, ...broken,
        // Its database went away and came back: that is no reason to end.
        ...(on === 'postgres' && house.endedByItself() > 0 ? [`the endpoint ended by itself, ${house.endedByItself()} times`] : []),
        ...Object.entries(recoveries).flatMap(([fault, all]) => (all.every(Number.isFinite) ? [] : [`after “${fault}” nobody had a receipt within ${patienceMs / 1000} s`])),
      ],
      tally, recoveries, met: line.met(), endedByItself: house.endedByItself(), cannotFill: disk.cannotFill,
      made: told.reduce((sum, { made }) => sum + made.length, 0),
      rows: held.reduce((sum, { held: { rows } }) => sum + rows.length, 0),
    }
  } finally {
    await line.close()
    await house.close()
    await database?.close()
    disk.remove()
  }

  /** Does it; gives the moment from which the next receipt is waited for. */
  async function meet(fault: Fault): Promise<number> {
    // The moment when somebody has just been promised something.
    if (fault === 'killed on a receipt') await firstHeard(tally, Date.now(), patienceMs)
    const at = Date.now()
    switch (fault) {
      case 'endpoint killed':
      case 'killed on a receipt': await house.kill(); return at
      case 'endpoint stopped': await house.stop(); return at
      case 'database killed': database?.kill('all'); return at
      case 'one backend killed': database?.kill('one backend'); return at
      case 'line down':
        line.down()
        await pause(chance.between(300, 2_500))
        line.up()
        return Date.now()
      case 'disk full':
        await disk.fill()
        await pause(chance.between(800, 4_000))
        // The endpoint may be killed while there is no room left, too.
        if (chance.next() < 0.5) await house.kill()
        await disk.free()
        return Date.now()
    }
  }
}

interface Seat { readonly setting: string; readonly isWhole: boolean; readonly sender: Sender }

async function openTablets({ tablets, seed, fetch, tally }: { tablets: number; seed: number; fetch: typeof globalThis.fetch; tally: Tally }): Promise<Seat[]> {
  const opened: Seat[] = []
  for (let index = 0; index < tablets; index += 1) {
    const place = places[index % 5 === 4 ? 1 : 0]
    const isWhole = index % 10 === 9
    const name = `tablet ${index + 1}`
    const sending = { ...place, name, fetch, tally, chance: chanceFrom(seed * 1_000 + index), shared: [1, 2, 3].map((one) => `${place.setting}-child-1-${one}`) }
    // The line is as bad while a tablet is set up, and setting up is tried again, as a person would.
    for (let tries = 0; ; tries += 1) {
      try {
        opened.push({ setting: place.setting, isWhole, sender: isWhole ? await openWholeTablet(sending) : await openSender(sending) })
        break
      } catch (error) {
        if (tries > 20) throw error
      }
    }
  }
  return opened
}

async function firstHeard(tally: Tally, after: number, waitMs: number): Promise<number> {
  for (const until = Date.now() + waitMs; Date.now() < until; await pause(5)) {
    if (tally.lastHeard >= after) return Date.now() - after
  }
  return Infinity
}

/** All of a setting, by a tablet that was not there before. */
async function everything(straight: () => Promise<string>, { setting, code }: { setting: string; code: string }): Promise<Held> {
  const url = await straight()
  const fetch: typeof globalThis.fetch = (input, init) => {
    if (typeof input !== 'string') throw new Error('tablets ask by path')
    return globalThis.fetch(new URL(input, url), init)
  }
  const tablet: TestTablet = await enrolTestTablet({ fetch, makeEnrolmentCode: () => Promise.resolve(code) }, setting)
  const rows: PullRow[] = []
  let epoch: string | null = null
  for (let more = true; more; ) {
    const page: PullReply = v.parse(pullReply, await (await tablet.get('/pull', { after: rows.length, ...(epoch !== null && { epoch }) })).json())
    // Nothing is erased here, so that every row is a revision.
    rows.push(...page.rows.filter(isRevisionRow))
    epoch = page.epoch
    more = page.more
  }
  const records: SnapshotReply['records'] = []
  for (let after: string | null | undefined; after !== null; ) {
    const page: SnapshotReply = v.parse(snapshotReply, await (await tablet.get('/snapshot', after === undefined ? {} : { after })).json())
    records.push(...page.records)
    after = page.next
  }
  return { rows, records }
}

function shuffled<T>(given: readonly T[], { between }: { between: (least: number, most: number) => number }): T[] {
  const order = [...given]
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = between(0, last)
    // Both are places within the list.
    ;[order[last], order[other]] = [order[other] as T, order[last] as T]
  }
  return order
}
