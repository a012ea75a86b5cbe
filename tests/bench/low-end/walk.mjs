// Somebody goes through every screen, taps what can be tapped and writes where there is room to write.
import { median, quantile, round } from '../figures.mjs'
import { handOn } from './hand.mjs'
import { screens } from './screens.mjs'

/** What Chromium does not tell, being quicker than it counts, is counted as this. */
const quickMs = 8
const longMs = 200
const most = { choose: 5, press: 5, write: 1 }

/** Gives `{ name, touches, taps, keys, stands, long, worst }` a screen, and how much was done. */
export async function walk(page, tools, { only, say }) {
  const hand = handOn(page, tools)
  const seen = []
  const done = { taps: 0, keys: 0, pages: 0 }
  const keep = (name, tries, stands) => {
    const costOf = (some) => some.flatMap((one) => (one.touches.length > 0 ? one.touches : [quickMs]))
    const touches = costOf(tries)
    const taps = costOf(tries.filter(({ what }) => !what.startsWith('write')))
    const worst = tries.map((one) => ({ what: one.what, ms: Math.max(quickMs, ...one.touches) })).sort((a, b) => b.ms - a.ms)[0]
    const keys = tries.flatMap((one) => (one.what.startsWith('write') ? one.keys : []))
    done.taps += tries.length
    done.keys += keys.length
    done.pages += 1
    seen.push({ name, touches, taps, keys, stands, worst, long: tries.flatMap(({ what, long }) => long.filter((ms) => ms > longMs).map((ms) => ({ what, ms }))) })
    say(`${name}: ${touches.length} interactions, worst ${worst.ms} ms (${worst.what}), stands after ${round(stands)} ms`)
  }

  for (const { name, begin, leave, on } of beforeSignIn) {
    await hand.take()
    await hand.tap(begin)
    await hand.still()
    const opened = { what: 'begin', ...(await hand.take()) }
    const { tries } = await hand.tryAll(most, on)
    await hand.tap(leave)
    await hand.still()
    keep(name, [opened, ...tries, { what: 'leave', ...(await hand.take()) }], 0)
  }
  await signIn(page, hand)
  keep('PIN', [{ what: 'six digits, and Today', ...(await hand.take()) }], 0)

  for (const [at, { name, address }] of screens.entries()) {
    if (only && !only.test(name)) continue
    const opens = await open(page, hand, address.replace('*', `bench-new-${innerWidthOf(page)}-${at}`))
    const { tries, isGone } = await hand.tryAll(most)
    const save = page.locator('main button:visible', { hasText: /^\s*Save and close/ })
    if (!isGone && (await save.count()) > 0) {
      await hand.tap('main button:visible:has-text("Save and close")')
      await hand.still()
      tries.push({ what: 'Save and close', ...(await hand.take()) })
    }
    keep(name, [opens.tried, ...tries], opens.stands)
  }
  return { seen, done }
}

const innerWidthOf = (page) => page.viewportSize()?.width ?? 0
const beforeSignIn = [
  { name: 'Lock', begin: '.foot button:has-text("Accessibility")', on: 'dialog[open]', leave: 'dialog[open] button:has-text("Close")' },
  { name: 'Calm script for any child', begin: '.calm-act', leave: 'button:has-text("Close")' },
  { name: 'Record now', begin: '.record-act', leave: 'button:has-text("Save and close")' },
]

async function open(page, hand, address) {
  for (let sheet = await page.locator('dialog[open]').count(); sheet > 0; sheet -= 1) await page.keyboard.press('Escape')
  await page.waitForFunction(() => document.elementFromPoint(4, 4)?.matches('.bench-open'))
  await page.evaluate((to) => window.benchWatch.opens(to), address)
  await hand.take()
  await hand.touch({ x: 4, y: 4 })
  const stands = await page.evaluate(() => window.benchWatch.stands())
  const at = new URL(page.url()).pathname
  // A page may say in its address which part of it stands.
  if (!at.startsWith(address.split('?')[0]) && !address.startsWith(at)) throw new Error(`${address} opened ${at}`)
  return { stands, tried: { what: 'open', ...(await hand.take()) } }
}

export async function signIn(page, hand, pin = '482915') {
  await hand.tap('[aria-label=Adults] button:has-text("Amira")')
  await hand.still()
  for (const digit of pin) await hand.tap(`.pad button:text-is("${digit}"), button:text-is("${digit}")`)
  await page.locator('h1', { hasText: /^Good / }).waitFor()
  await hand.still()
}

/** The row of one screen. */
export const rowOf = ({ name, touches, keys, stands, worst, long }) => ({
  screen: name, count: touches.length, p75: round(quantile(touches, 0.75)), worst: round(worst.ms), of: worst.what,
  key: keys.length > 0 ? `${round(median(keys))} / ${round(quantile(keys, 0.95))}` : '', stands: stands > 0 ? round(stands) : '',
  long: long.map(({ ms }) => ms).sort((a, b) => b - a).slice(0, 3).join(', '),
})
