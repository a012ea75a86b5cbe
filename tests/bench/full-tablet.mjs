// A profile in which the app is installed and holds 10,000 records, and the moments of a person using it with no network.
import { EventEmitter, once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBrowser } from '../kill/chromium.mjs'
import { openPlace } from './place.mjs'

export const records = 10_000
export const throttle = 6

const firstChild = '/children/bench-child-0'
/** What stands on the glass: `see` while the page is `at`, with these words if any. */
const standing = {
  lock: { see: '[aria-label=Adults] button' },
  today: { see: 'a[href^="/children/bench-"]' },
  child: { at: firstChild, see: '[aria-labelledby=timeline] .line' },
}

let used
/** Five cold starts on a slow tablet with its server gone; each goes on to Today and to the child with 200 records. */
export const useFullTablet = () => (used ??= mornings({}, { standing, taps: { tap: 'a[href^="/children/"]' } }, async ({ page, seen, signIn }) => {
  const lock = await seen('lock')
  await signIn()
  const today = await seen('today')
  const pin = await seen('pin')
  await page.locator(`a[href="${firstChild}"]`).click()
  const child = await seen('child')
  const tap = await seen('tap')
  return { lock, today: today - pin, child: child - tap }
}))

/** Fills a tablet once, and then uses it a few times, each in a new browser: what each use gives, in order. */
export function mornings({ times = 5, ...filled }, watched, use) {
  return onFullTablet(filled, async (tablet) => {
    const moments = []
    for (let time = 0; time < times; time += 1) moments.push(await oneMorning({ ...tablet, watched }, (morning) => use(morning, time)))
    return moments
  })
}

/** `use({ profile, url })` with a tablet on which the app and so many records are; its server is gone. */
export async function onFullTablet({ incidents, mapsOf, everyTool, count = records }, use) {
  const profile = await mkdtemp(join(tmpdir(), 'steps-bench-'))
  const place = await openPlace()
  try {
    const first = await openBrowser({ profile })
    first.page.setDefaultTimeout(300_000)
    await first.page.goto(`${place.url}/bench/`)
    await first.page.waitForFunction(() => 'bench' in window)
    await first.page.evaluate((given) => window.bench.make(...given), [count, incidents, mapsOf, everyTool])
    await first.page.evaluate(() => window.bench.fillApp())
    await first.page.goto(place.url)
    await first.page.getByRole('button', { name: 'Amira' }).waitFor()
    await first.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await first.close()
    await place.close()
    return await use({ profile, url: place.url })
  } finally {
    await place.close().catch(() => undefined)
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** One morning in a new browser on a tablet that is full. */
export async function oneMorning({ profile, url, watched }, use) {
  const { page, context, close } = await openBrowser({ profile })
  try {
    page.setDefaultTimeout(120_000)
    const tools = await context.newCDPSession(page)
    await tools.send('Emulation.setCPUThrottlingRate', { rate: throttle })
    const seen = await listen(tools)
    await page.addInitScript(watchTheGlass, watched)
    await page.goto(url, { waitUntil: 'commit' })
    const signIn = async () => {
      await page.getByRole('button', { name: 'Amira' }).click()
      await page.getByLabel('Your 6-digit PIN').pressSequentially('482915')
    }
    return await use({ page, tools, seen, signIn })
  } finally {
    await close()
  }
}

/** The page tells each moment by itself: asking for it would be work for the page that is measured. */
async function listen(tools) {
  const moments = new Map()
  const told = new EventEmitter()
  tools.on('Runtime.bindingCalled', ({ payload }) => {
    const [name, at] = JSON.parse(payload)
    moments.set(name, at)
    told.emit(name)
  })
  await tools.send('Runtime.enable')
  await tools.send('Runtime.addBinding', { name: 'tellBench' })
  return async (name) => {
    if (!moments.has(name)) await once(told, name, { signal: AbortSignal.timeout(120_000) })
    return moments.get(name)
  }
}

/** Runs in the page: notes when each thing stands on the glass and the page would answer a finger. Times are from the start of the load. */
function watchTheGlass({ standing, taps }) {
  const tell = (name) => window.tellBench(JSON.stringify([name, performance.now()]))
  const waiting = { ...standing }
  const stands = ({ at, see, saying = '' }) => (at === undefined || location.pathname === at) && [...document.querySelectorAll(see)].some((one) => one.textContent.includes(saying))
  const look = () => {
    for (const [name, wanted] of Object.entries(waiting)) {
      if (!stands(wanted)) continue
      delete waiting[name]
      requestAnimationFrame(() => setTimeout(() => tell(name)))
    }
  }
  new MutationObserver(look).observe(document, { subtree: true, childList: true })
  addEventListener('input', (event) => { if (event.target.value.length === 6) tell('pin') }, true)
  addEventListener('click', (event) => { for (const [name, tapped] of Object.entries(taps)) if (event.target.closest(tapped)) tell(name) }, true)
}
