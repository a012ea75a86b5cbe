import { view } from '../../src/domain/history/read'
import type { Act } from '../../src/domain/history/revision'
import type { Outcome } from '../../src/sync/courier'
import { sendWaiting } from '../../src/worker/send-waiting'
import { mostAsked, retryAfterMs } from './line'
import { formIn, pageOf, typed } from './paper'
import type { Step } from './steps'
import type { Tab, Tablet } from './tablet'
import { createLocked, signIn, start } from './tablet'
import { hold } from './truth'
import type { OnTablet, World } from './world'
import { count, saidOf } from './world'

/** What adults do on a tablet, and what it does by itself. */
export function act(world: World, tablet: Tablet, { tab, step }: { tab: Tab; step: OnTablet }): Promise<string> {
  switch (step.do) {
    case 'write':
      return write(world, tablet, { tab, step })
    case 'draft':
      return draft(world, tablet, { tab, step })
    case 'leave':
      return tab.ledger.draftsToRevisions().then(String)
    case 'sync':
      return sync(world, tablet, { tab, step })
    case 'send-locked':
      return sendLocked(world, tablet, { tab, step })
  }
}

const newWord = (world: World): string => `word: ${(world.words += 1)}`
interface Doing<D extends Step['do']> { readonly tab: Tab; readonly step: Extract<Step, { do: D }> }

async function write(world: World, tablet: Tablet, { tab: { ledger }, step }: Doing<'write'>): Promise<string> {
  const page = pageOf(step.record)
  const form = formIn(tablet.build, page.kind)
  if (!form) return 'no such form here'
  if (await ledger.erasure(step.record)) return 'erased'
  const before = await ledger.checkpoint(step.record)
  const chosen = actFor(step.act, form.keeping, before?.freeze !== null && before !== null, step.bold)
  if (before && before.version > form.version) return 'newer than this app'
  if (!step.bold && before && form.keeping === 'own' && before.first.author !== step.adult && chosen !== 'addendum') return 'not theirs'
  if (!before && chosen !== 'edit' && chosen !== 'close') return 'not begun'
  if (chosen === 'sign' && before && view(form, before).clashes.length > 0) return 'a clash is open'
  const place = `${tablet.index}|${step.record}|${step.adult}`
  const now = before?.heads ?? []
  const after = step.saw === 'before' ? (world.seen.get(place) ?? now) : now
  world.seen.set(place, now)
  const word = newWord(world)
  const changes = chosen === 'sign' || chosen === 'countersign' || chosen === 'withdraw' ? {} : chosen === 'addendum' ? { 'addendum/': word } : (page.touches[step.touch % page.touches.length]?.(word) ?? {})
  const entry = { record: step.record, kind: page.kind, version: form.version, act: chosen, after, author: step.adult, changes }
  const revision = await ledger.append(entry)
  world.truth.saved({ tablet: tablet.index, revision, entry })
  const standing = await ledger.standing(step.record)
  hold(standing.kind !== 'none', 'what was saved is said to be saved')
  return `${chosen} ${revision.id}`
}

/** What the page would offer in the place of what chance asked for. */
function actFor(act: Act, keeping: 'joint' | 'own', isClosed: boolean, bold: boolean): Act {
  if (act === 'close' && keeping === 'joint') return 'edit'
  if (act === 'sign' && keeping === 'own') return 'close'
  if (bold) return act
  if (isClosed) return act === 'countersign' || act === 'withdraw' ? act : 'addendum'
  return act === 'addendum' || act === 'countersign' ? 'edit' : act
}

async function draft(world: World, tablet: Tablet, doing: Doing<'draft'>): Promise<string> {
  const { drafting } = world
  const name = `${tablet.index}|${doing.step.record}|${doing.step.adult}`
  if (drafting.has(name)) return 'another is being kept'
  drafting.add(name)
  return keepDraft(world, tablet, doing).finally(() => drafting.delete(name))
}

async function keepDraft(world: World, tablet: Tablet, { tab: { ledger }, step }: Doing<'draft'>): Promise<string> {
  const page = pageOf(step.record)
  const form = formIn(tablet.build, page.kind)
  const touches = typed(page)
  const touch = touches[step.touch % Math.max(1, touches.length)]
  if (!form || !touch) return 'no such form here'
  if (await ledger.erasure(step.record)) return 'erased'
  const held = await ledger.checkpoint(step.record)
  if (held && (held.freeze || held.version > form.version || (form.keeping === 'own' && held.first.author !== step.adult))) return 'not to be written in'
  const before = await ledger.draft(step.record, step.adult)
  const now = world.endpoint.clock.at + tablet.clock.offsetMs
  const kept = { record: step.record, adult: step.adult, kind: page.kind, after: before?.after ?? held?.heads ?? [], changes: { ...before?.changes, ...touch(newWord(world)) }, startedAt: before?.startedAt ?? now }
  await ledger.keepDraft(kept)
  world.truth.draftKept(kept, before, tablet.index)
  return 'kept'
}

async function sync(world: World, tablet: Tablet, { tab: { courier }, step }: Doing<'sync'>): Promise<string> {
  return said(world, tablet, { step, outcome: await courier.round(onLine(world, tablet, step)) })
}

function onLine(world: World, { life: { line } }: Tablet, step: Extract<Step, { do: 'sync' | 'send-locked' }>): AbortSignal {
  const page = new AbortController()
  line.asked = 0
  line.trouble = step.line ?? null
  line.stop = () => page.abort()
  world.endpoint.dies.atQuery = step.do === 'sync' ? (step.dies ?? null) : null
  return page.signal
}

function said(world: World, tablet: Tablet, { step, outcome }: { step: Extract<Step, { do: 'sync' }>; outcome: Outcome }): string {
  const { revoked, truth } = world
  const { line, gate } = tablet.life
  if (step.line && line.asked >= step.line.atRequest) count(world, `line ${step.line.is}`)
  hold(line.asked <= mostAsked, 'a round comes to an end')
  hold(outcome.kind !== 'locked' || gate.dead, 'a round runs while the tablet is open')
  hold(outcome.kind !== 'withdrawn', 'the endpoint is the one it was')
  hold(outcome.kind !== 'restored' || truth.wasRestored(), 'only a restored endpoint says so')
  hold(outcome.kind !== 'revoked' || revoked.has(tablet.index) || step.hold !== undefined, 'only a revoked tablet hears so')
  const isBusy = line.trouble?.is === 'slow-down' && line.asked === step.line?.atRequest && !step.hold
  if (isBusy && outcome.kind === 'trouble') hold(outcome.retryAfterMs === retryAfterMs, 'a tablet hears how long to wait')
  // One that was held up may have asked before there was a restore.
  if (outcome.kind === 'done' && step.hold === undefined) truth.caughtUp(tablet.index)
  return saidOf(outcome)
}

/** It locks itself, sends what the endpoint alone can open, and somebody signs in again. */
async function sendLocked(world: World, tablet: Tablet, { tab, step }: Doing<'send-locked'>): Promise<string> {
  if (world.halfWay.has(tablet.index)) return 'somebody is at it'
  await tab.ledger.draftsToRevisions()
  await tab.ledger.sealWaiting()
  tab.vault.lock()
  tab.ledger.forget()
  try {
    const outcome = await createLocked(tab, tablet.life).round(onLine(world, tablet, step))
    hold(outcome.kind !== 'done', 'a locked tablet fetches nothing')
    return saidOf(outcome)
  } finally {
    if (!tablet.life.gate.dead) await signIn(tab, tablet.build)
  }
}

/** The service worker has a line of its own, and of the disk what lies there now. It takes no receipts: that it wrote nothing is seen by what the page holds. */
export async function workerSends(world: World, tablet: Tablet, { line: trouble }: Extract<Step, { do: 'worker-sends' }>): Promise<string> {
  const { line } = start(tablet, world.surroundings)
  line.trouble = trouble ?? null
  try {
    await sendWaiting({ name: tablet.disk }, line.fetch)
    if (line.asked > 0) count(world, 'worker sent')
    return 'said'
  } catch (error) {
    if (!line.parted && !trouble) throw error
    return 'another try'
  } finally {
    const [tab] = tablet.life.tabs
    if (tab) await world.surroundings.around.worker?.(tab.tables)
    if (trouble && line.asked >= trouble.atRequest) count(world, `worker's line ${trouble.is}`)
    hold(line.asked <= mostAsked, 'a round comes to an end')
    world.asked += line.total
  }
}
