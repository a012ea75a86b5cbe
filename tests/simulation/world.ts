import type { Outcome } from '../../src/sync/courier'
import type { SimulatedEndpoint } from './endpoint'
import type { Late } from './line'
import type { Step } from './steps'
import type { Surroundings, Tab, Tablet } from './tablet'
import { closeLife, identityOf, openTab, signIn, start, tokensOf } from './tablet'
import type { Truth } from './truth'
import { Broken } from './truth'

/** All there is in a history while it is played. */
export interface World {
  readonly surroundings: Surroundings
  readonly endpoint: SimulatedEndpoint
  readonly tablets: Tablet[]
  readonly truth: Truth
  readonly late: Late
  /** What is half way through on a tablet, by its index. */
  readonly halfWay: Map<number, Promise<string>>
  /** What an adult had before their eyes when they last wrote on a tablet. */
  readonly seen: Map<string, readonly string[]>
  readonly revoked: Set<number>
  /** Drafts that are being kept: a page keeps one after the other. */
  readonly drafting: Set<string>
  words: number
  /** Requests of tablets' lives that are over. */
  asked: number
  /** What happened how often, by its name. */
  readonly happened: Map<string, number>
}
export type OnTablet = Extract<Step, { do: 'write' | 'draft' | 'leave' | 'sync' | 'send-locked' }>

export const requests = ({ tablets, asked }: World): number => tablets.reduce((sum, { life }) => sum + life.line.total, asked)
export const count = ({ happened }: Pick<World, 'happened'>, what: string): void => void happened.set(what, (happened.get(what) ?? 0) + 1)

/** The browser is killed and starts again, with what its disk does meanwhile. */
export async function restart(world: World, tablet: Tablet, disk: OnTablet['disk'] | undefined = undefined): Promise<string> {
  tablet.life.gate.dead = true
  tablet.life.gate.goOn()
  await world.halfWay.get(tablet.index)
  world.halfWay.delete(tablet.index)
  closeLife(tablet.life)
  world.asked += tablet.life.line.total
  tablet.life = start(tablet, world.surroundings)
  const { gate } = tablet.life
  gate.trouble = disk ?? null
  try {
    const tab = await openTab(tablet, tablet.life, world.surroundings)
    tablet.life.tabs.push(tab)
    await signIn(tab, tablet.build)
  } catch (error) {
    if (error instanceof Broken || !disk) throw error
    // Cut off while it read again what an older app could not, or before anyone was in: it starts once more.
    return restart(world, tablet)
  }
  gate.trouble = null
  return 'started'
}

export async function goOn(world: World, { index, life }: Tablet): Promise<string> {
  const rest = world.halfWay.get(index)
  if (!rest) return 'nothing waits'
  world.halfWay.delete(index)
  life.gate.goOn()
  return rest
}

export async function enrolAgain(world: World, tablet: Tablet): Promise<string> {
  const [tab] = tablet.life.tabs
  if (!tab || !world.revoked.delete(tablet.index)) return 'was not revoked'
  const tokens = tokensOf(tablet.device, world.endpoint.clock.at)
  await world.endpoint.revive(tablet.device, tokens)
  await tab.vault.keepEnrolment(identityOf(tablet.device, tokens), tokens.read)
  return 'enrolled'
}

async function tabOf(world: World, tablet: Tablet, second: boolean): Promise<Tab> {
  const { tabs } = tablet.life
  let tab = tabs[second ? 1 : 0]
  if (!tab) {
    tab = await openTab(tablet, tablet.life, world.surroundings)
    tabs.push(tab)
  }
  // While a locked tablet sends, somebody may sign in.
  if (!tab.vault.open) await signIn(tab, tablet.build)
  return tab
}

/** One thing done on a tablet, to its end or to where it is held; with what its disk does meanwhile. */
export async function onTablet(world: World, tablet: Tablet, { step, act }: { step: OnTablet; act: (tab: Tab) => Promise<string> }): Promise<string> {
  const { life } = tablet
  const { gate } = life
  const tab = await tabOf(world, tablet, step.tab === 1)
  gate.writes = 0
  gate.trouble = step.disk ?? null
  const mayHold = step.hold !== undefined && !world.halfWay.has(tablet.index)
  const held = mayHold && step.hold ? gate.holdAt(step.hold).then(() => null) : null
  const work = (async () => {
    try {
      return await act(tab)
    } catch (error) {
      if (error instanceof Broken || !(gate.dead || step.disk)) throw error
      return 'trouble'
    }
  })()
  const ended = await (held ? Promise.race([work, held]) : work)
  gate.holdNothing()
  if (step.disk && gate.writes >= step.disk.atWrite) count(world, `disk ${step.disk.is}`)
  gate.trouble = null
  world.endpoint.dies.atQuery = null
  if (ended === null) {
    world.halfWay.set(tablet.index, work)
    count(world, `held before ${step.hold?.before}`)
    // Whoever waits for it hears of it then.
    work.catch(() => undefined)
  }
  if (step.disk?.is === 'cut') for (const { tables } of life.tabs) for (const db of [tables.strict, tables.relaxed]) db.close({ disableAutoOpen: false })
  if (gate.dead) await restart(world, tablet)
  return ended ?? 'half way'
}

/** What became of a round, for the trace. */
export const saidOf = (outcome: Outcome): string => JSON.stringify(outcome)
