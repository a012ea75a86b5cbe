import { createHash } from 'node:crypto'
import { view } from '../../src/domain/history/read'
import type { Act } from '../../src/domain/history/revision'
import type { Outcome } from '../../src/sync/courier'
import { chanceOf } from './chance'
import type { SimulatedEndpoint } from './endpoint'
import type { Late } from './line'
import { mostAsked, retryAfterMs } from './line'
import { formIn, pageOf, typed, updateCatalogue } from './paper'
import type { Around } from './planted'
import type { History, Step } from './steps'
import type { Stock, Surroundings, Tab, Tablet } from './tablet'
import { closeLife, emptyDisks, identityOf, openTab, signIn, start, tokensOf } from './tablet'
import type { Truth } from './truth'
import { Broken, hold, openTruth } from './truth'

export interface Told {
  /** The promise that was broken; null when all were kept. */
  readonly broken: string | null
  /** Where: a step's place, or `at rest`. */
  readonly where: string
  /** Of all that happened: two runs of one seed have the same. */
  readonly trace: string
  readonly steps: number
}

type OnTablet = Extract<Step, { do: 'write' | 'draft' | 'leave' | 'sync' }>
interface World {
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
  words: number
  asked: number
}

/** Plays a history from its beginning until all is at rest again, and says which promise was broken, if any was. */
export async function play(history: History, { endpoint, stock, around = {} }: { endpoint: SimulatedEndpoint; stock: Stock; around?: Around }): Promise<Told> {
  await endpoint.startOver()
  emptyDisks()
  const salts = chanceOf(history.seed ^ 0x5a17)
  const times = chanceOf(history.seed ^ 0x71e5)
  const late: Late = []
  const surroundings: Surroundings = { endpoint, late, newSalt: () => salts.bytes(16), around }
  const trace = createHash('sha256')
  const tablets: Tablet[] = []
  let where = 'before the first step'
  let world: World | null = null
  try {
    for (let index = 0; index < history.tablets; index += 1) tablets.push(await stock.take(index, history.fresh.includes(index) ? 'fresh' : 'met', surroundings))
    world = { surroundings, endpoint, tablets, truth: await openTruth(endpoint), late, halfWay: new Map(), seen: new Map(), revoked: new Set(), words: 0, asked: 0 }
    for (const [at, step] of history.steps.entries()) {
      where = `step ${at}`
      endpoint.clock.at += 1 + times.below(90_000)
      const before = requests(world)
      const said = await perform(world, step)
      const tablet = 'tablet' in step ? (tablets[step.tablet] ?? null) : null
      trace.update(`${step.do} ${said} ${await world.truth.afterStep(tablet, requests(world) !== before || step.do === 'late-arrive')}\n`)
    }
    where = 'at rest'
    await settle(world, history)
    trace.update(await world.truth.atRest(tablets))
    return { broken: null, where, trace: trace.digest('hex').slice(0, 16), steps: history.steps.length }
  } catch (error) {
    const broken = error instanceof Broken ? error.message : `it threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
    return { broken, where, trace: trace.digest('hex').slice(0, 16), steps: history.steps.length }
  } finally {
    for (const { life } of tablets) {
      life.gate.dead = true
      life.gate.goOn()
    }
    if (world) await Promise.all(world.halfWay.values())
    for (const { life } of tablets) closeLife(life)
  }
}

const requests = ({ tablets, asked }: World): number => tablets.reduce((sum, { life }) => sum + life.line.total, asked)

async function perform(world: World, step: Step): Promise<string> {
  const { endpoint, tablets, late } = world
  if (step.do === 'late-arrive') {
    for (const arrive of late.splice(0)) await arrive()
    return ''
  }
  if (step.do === 'endpoint-updates') {
    updateCatalogue('tomorrow')
    return ''
  }
  const tablet = tablets[step.tablet]
  if (!tablet) return 'no such tablet'
  switch (step.do) {
    case 'write':
    case 'draft':
    case 'leave':
    case 'sync':
      return onTablet(world, tablet, step)
    case 'go-on':
      return goOn(world, tablet)
    case 'kill':
      return restart(world, tablet)
    case 'part':
      tablet.life.line.parted = true
      return ''
    case 'rejoin-line':
      tablet.life.line.parted = false
      return ''
    case 'clock':
      tablet.clock.offsetMs += step.byMs
      return ''
    case 'update':
      tablet.build = 'tomorrow'
      return restart(world, tablet)
    case 'revoke':
      world.revoked.add(tablet.index)
      world.truth.mayForget(tablet.index)
      await endpoint.revoke(tablet.device)
      return ''
    case 'enrol-again':
      return enrolAgain(world, tablet)
  }
}

async function restart(world: World, tablet: Tablet): Promise<string> {
  tablet.life.gate.dead = true
  tablet.life.gate.goOn()
  await world.halfWay.get(tablet.index)
  world.halfWay.delete(tablet.index)
  closeLife(tablet.life)
  world.asked += tablet.life.line.total
  tablet.life = start(tablet, world.surroundings)
  const tab = await openTab(tablet, tablet.life, world.surroundings)
  tablet.life.tabs.push(tab)
  await signIn(tab, tablet.build)
  return 'started'
}

async function goOn(world: World, { index, life }: Tablet): Promise<string> {
  const rest = world.halfWay.get(index)
  if (!rest) return 'nothing waits'
  world.halfWay.delete(index)
  life.gate.goOn()
  return rest
}

async function enrolAgain(world: World, tablet: Tablet): Promise<string> {
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
    await signIn(tab, tablet.build)
  }
  return tab
}

/** One thing done on a tablet, to its end or to where it is held; with what its disk does meanwhile. */
async function onTablet(world: World, tablet: Tablet, step: OnTablet): Promise<string> {
  const { life } = tablet
  const { gate } = life
  const tab = await tabOf(world, tablet, step.tab === 1)
  gate.writes = 0
  gate.trouble = step.disk ?? null
  const mayHold = step.hold !== undefined && !world.halfWay.has(tablet.index)
  const held = mayHold && step.hold ? gate.holdAt(step.hold).then(() => null) : null
  const work = (async () => {
    try {
      return await act(world, tablet, tab, step)
    } catch (error) {
      if (error instanceof Broken || !(gate.dead || step.disk)) throw error
      return 'trouble'
    }
  })()
  const ended = await (held ? Promise.race([work, held]) : work)
  gate.holdNothing()
  gate.trouble = null
  world.endpoint.dies.atQuery = null
  if (ended === null) {
    world.halfWay.set(tablet.index, work)
    // Whoever waits for it hears of it then.
    work.catch(() => undefined)
  }
  if (step.disk?.is === 'cut') for (const { tables } of life.tabs) for (const db of [tables.strict, tables.relaxed]) db.close({ disableAutoOpen: false })
  if (gate.dead) await restart(world, tablet)
  return ended ?? 'half way'
}

function act(world: World, tablet: Tablet, tab: Tab, step: OnTablet): Promise<string> {
  switch (step.do) {
    case 'write':
      return write(world, tablet, tab, step)
    case 'draft':
      return draft(world, tablet, tab, step)
    case 'leave':
      return tab.ledger.draftsToRevisions(Number.POSITIVE_INFINITY).then(String)
    case 'sync':
      return sync(world, tablet, tab, step)
  }
}

const newWord = (world: World): string => `word-${(world.words += 1)}`

async function write(world: World, tablet: Tablet, { ledger }: Tab, step: Extract<Step, { do: 'write' }>): Promise<string> {
  const page = pageOf(step.record)
  const form = formIn(tablet.build, page.kind)
  if (!form) return 'no such form here'
  const before = await ledger.checkpoint(step.record)
  const act = actFor(step.act, form.keeping, before?.freeze !== null && before !== null, step.bold)
  if (before && before.version > form.version) return 'newer than this app'
  if (!step.bold && before && form.keeping === 'own' && before.first.author !== step.adult && act !== 'addendum') return 'not theirs'
  if (!before && act !== 'edit' && act !== 'close') return 'not begun'
  if (act === 'sign' && before && view(form, before).clashes.length > 0) return 'a clash is open'
  const place = `${tablet.index}|${step.record}|${step.adult}`
  const now = before?.heads ?? []
  const after = step.saw === 'before' ? (world.seen.get(place) ?? now) : now
  world.seen.set(place, now)
  const word = newWord(world)
  const changes = act === 'sign' || act === 'countersign' || act === 'withdraw' ? {} : act === 'addendum' ? { 'addendum/': word } : (page.touches[step.touch % page.touches.length]?.(word) ?? {})
  const entry = { record: step.record, kind: page.kind, version: form.version, act, after, author: step.adult, changes }
  const revision = await ledger.append(entry)
  world.truth.saved({ tablet: tablet.index, revision, entry })
  const standing = await ledger.standing(step.record)
  hold(standing.kind !== 'none', 'what was saved is said to be saved')
  return `${act} ${revision.id}`
}

/** What the page would offer in the place of what chance asked for. */
function actFor(act: Act, keeping: 'joint' | 'own', isClosed: boolean, bold: boolean): Act {
  if (act === 'close' && keeping === 'joint') return 'edit'
  if (act === 'sign' && keeping === 'own') return 'close'
  if (bold) return act
  if (isClosed) return act === 'countersign' || act === 'withdraw' ? act : 'addendum'
  return act === 'addendum' || act === 'countersign' ? 'edit' : act
}

async function draft(world: World, tablet: Tablet, { ledger }: Tab, step: Extract<Step, { do: 'draft' }>): Promise<string> {
  const page = pageOf(step.record)
  const form = formIn(tablet.build, page.kind)
  const touches = typed(page)
  const touch = touches[step.touch % Math.max(1, touches.length)]
  if (!form || !touch) return 'no such form here'
  const held = await ledger.checkpoint(step.record)
  if (held && (held.freeze || held.version > form.version || (form.keeping === 'own' && held.first.author !== step.adult))) return 'not to be written in'
  const before = await ledger.draft(step.record, step.adult)
  const now = world.endpoint.clock.at + tablet.clock.offsetMs
  const kept = { record: step.record, adult: step.adult, kind: page.kind, after: before?.after ?? held?.heads ?? [], changes: { ...before?.changes, ...touch(newWord(world)) }, startedAt: before?.startedAt ?? now }
  await ledger.keepDraft(kept)
  world.truth.draftKept(kept, before, tablet.index)
  return 'kept'
}

async function sync(world: World, tablet: Tablet, { courier }: Tab, step: Extract<Step, { do: 'sync' }>): Promise<string> {
  const { line } = tablet.life
  const page = new AbortController()
  line.asked = 0
  line.trouble = step.line ?? null
  line.stop = () => page.abort()
  world.endpoint.dies.atQuery = step.dies ?? null
  const outcome = await courier.round(page.signal)
  return said(world, tablet, step, outcome)
}

function said({ revoked }: World, tablet: Tablet, step: Extract<Step, { do: 'sync' }>, outcome: Outcome): string {
  hold(tablet.life.line.asked <= mostAsked, 'a round comes to an end')
  hold(outcome.kind !== 'locked' || tablet.life.gate.dead, 'a round runs while the tablet is open')
  hold(outcome.kind !== 'withdrawn' && outcome.kind !== 'restored', 'the endpoint is the one it was')
  hold(outcome.kind !== 'revoked' || revoked.has(tablet.index) || step.hold !== undefined, 'only a revoked tablet hears so')
  const isBusy = tablet.life.line.trouble?.is === 'slow-down' && tablet.life.line.asked === step.line?.atRequest && !step.hold
  if (isBusy && outcome.kind === 'trouble') hold(outcome.retryAfterMs === retryAfterMs, 'a tablet hears how long to wait')
  return JSON.stringify(outcome)
}

/** Everything is mended, and rounds are run until nothing is left to do. */
async function settle(world: World, { seed }: History): Promise<void> {
  const { endpoint, tablets, late } = world
  if (seed % 2 === 0) updateCatalogue('tomorrow')
  for (const tablet of tablets) {
    await goOn(world, tablet)
    tablet.life.line.parted = false
    tablet.life.line.trouble = null
    await enrolAgain(world, tablet)
    if (seed % 2 === 0) {
      tablet.build = 'tomorrow'
      await restart(world, tablet)
    }
    const [tab] = tablet.life.tabs
    await tab?.ledger.draftsToRevisions(Number.POSITIVE_INFINITY)
  }
  // Long enough for a tablet to ask who works here, and to offer what was too new for the endpoint.
  if (seed % 2 === 0) endpoint.clock.at += 7 * 3_600_000
  for (const arrive of late.splice(0)) await arrive()
  let restless: readonly Tablet[] = tablets
  for (let round = 0; round < 6 && restless.length > 0; round += 1) {
    const still = new Set<Tablet>()
    for (const tablet of restless) {
      tablet.life.line.asked = 0
      const outcome = await tablet.life.tabs[0]?.courier.round(new AbortController().signal)
      hold(tablet.life.line.asked <= mostAsked, 'a round comes to an end')
      await world.truth.afterStep(tablet, true)
      if (outcome?.kind !== 'done') still.add(tablet)
    }
    const head = await endpoint.head()
    for (const tablet of tablets) {
      const ledger = tablet.life.tabs[0]?.ledger
      if ((await ledger?.cursor())?.seq !== head || (await ledger?.outlook())?.waiting !== 0) still.add(tablet)
    }
    restless = [...still]
  }
}
