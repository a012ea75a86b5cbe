import { createHash } from 'node:crypto'
import { act, workerSends } from './acts'
import { chanceOf } from './chance'
import type { SimulatedEndpoint } from './endpoint'
import type { Late } from './line'
import type { Office } from './office'
import { openOffice } from './office'
import { updateCatalogue } from './paper'
import type { Around } from './planted'
import { emptyDisks } from './quick-disk'
import { settle } from './rest'
import type { History, Step } from './steps'
import type { Stock, Surroundings, Tablet } from './tablet'
import { closeLife } from './tablet'
import { Broken, openTruth } from './truth'
import type { World } from './world'
import { count, enrolAgain, goOn, onTablet, requests, restart } from './world'

export interface Told {
  /** The promise that was broken; null when all were kept. */
  readonly broken: string | null
  /** Where: a step's place, or `at rest`. */
  readonly where: string
  /** Of all that happened: two runs of one seed have the same. */
  readonly trace: string
  readonly steps: number
  readonly happened: ReadonlyMap<string, number>
}
export interface Beside { readonly endpoint: SimulatedEndpoint; readonly stock: Stock; readonly hurry: { later: boolean }; readonly around?: Around }

/** One seed in so many is played with nothing hurried: see `quick-disk.ts`, `quick-crypto.ts`. */
const wholeWayOneIn = 16

/** Plays a history from its beginning until all is at rest again, and says which promise was broken, if any was. */
export async function play(history: History, { endpoint, stock, hurry, around = {} }: Beside): Promise<Told> {
  await endpoint.startOver()
  emptyDisks()
  const salts = chanceOf(history.seed ^ 0x5a17)
  const times = chanceOf(history.seed ^ 0x71e5)
  const late: Late = []
  const wholeWay = history.seed % wholeWayOneIn === 0
  hurry.later = wholeWay
  const surroundings: Surroundings = { endpoint, late, newSalt: () => salts.bytes(16), around, wholeWay }
  const trace = createHash('sha256')
  const tablets: Tablet[] = []
  const happened = new Map<string, number>()
  const told = (broken: string | null): Told => ({ broken, where, trace: trace.digest('hex').slice(0, 16), steps: history.steps.length, happened })
  let where = 'before the first step'
  let world: World | null = null
  try {
    for (let index = 0; index < history.tablets; index += 1) tablets.push(await stock.take(index, history.fresh.includes(index) ? 'fresh' : 'met', surroundings))
    world = { surroundings, endpoint, tablets, truth: await openTruth(endpoint, around.fetch?.(endpoint) ?? endpoint.fetch, history.fresh), late, halfWay: new Map(), seen: new Map(), revoked: new Set(), drafting: new Set(), words: 0, asked: 0, happened }
    const office = openOffice(endpoint)
    if (wholeWay) count(world, 'played with nothing hurried')
    for (const [at, step] of history.steps.entries()) {
      where = `step ${at}`
      endpoint.clock.at += 1 + times.below(90_000)
      const before = requests(world)
      const said = await perform(world, office, step)
      const tablet = 'tablet' in step ? (tablets[step.tablet] ?? null) : null
      trace.update(`${step.do} ${said} ${await world.truth.afterStep(tablet, requests(world) !== before || !('tablet' in step))}\n`)
    }
    where = 'at rest'
    await settle(world, history)
    trace.update(await world.truth.atRest(tablets))
    return told(null)
  } catch (error) {
    return told(error instanceof Broken ? error.message : `it threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  } finally {
    for (const { life } of tablets) {
      life.gate.dead = true
      life.gate.goOn()
    }
    if (world) await Promise.all(world.halfWay.values())
    for (const { life } of tablets) closeLife(life)
  }
}

async function perform(world: World, office: Office, step: Step): Promise<string> {
  const { endpoint, tablets, late } = world
  switch (step.do) {
    case 'late-arrive':
      for (const arrive of late.splice(0)) await arrive()
      return ''
    case 'endpoint-updates':
      updateCatalogue('tomorrow')
      return ''
    case 'erase':
      return office.erase(world, step.record)
    case 'back-up':
      return office.backUp(world, step.noted)
    case 'restore':
      return office.restore(world, step.told)
    default: {
      const tablet = tablets[step.tablet]
      if (!tablet) return 'no such tablet'
      count(world, step.do)
      return atTablet(world, tablet, step)
    }
  }

  async function atTablet({ truth, revoked }: World, tablet: Tablet, one: Extract<Step, { tablet: number }>): Promise<string> {
    switch (one.do) {
      case 'write':
      case 'draft':
      case 'leave':
      case 'sync':
      case 'send-locked':
        return onTablet(world, tablet, { step: one, act: (tab) => act(world, tablet, { tab, step: one }) })
      case 'worker-sends':
        return workerSends(world, tablet, one)
      case 'go-on':
        return goOn(world, tablet)
      case 'kill':
        return restart(world, tablet, one.disk)
      case 'part':
        tablet.life.line.parted = true
        return ''
      case 'rejoin-line':
        tablet.life.line.parted = false
        return ''
      case 'clock':
        tablet.clock.offsetMs += one.byMs
        return ''
      case 'update':
        tablet.build = 'tomorrow'
        return restart(world, tablet, one.disk)
      case 'revoke':
        revoked.add(tablet.index)
        truth.mayForget(tablet.index)
        await endpoint.revoke(tablet.device)
        return ''
      case 'enrol-again':
        return enrolAgain(world, tablet)
    }
  }
}
