// A hand that uses any page without knowing it: what can be tapped is tapped, what can be written in is written in.

const keyEveryMs = 110
const words = 'sat under the table and'
/** Taps that end, hide, print, sign or hand over, and what opens another page, are not for somebody who tries everything. */
const never = /^(lock|hide|print|save|close|sign|hand |delete|withdraw|remove|take away|update now|show to|stop|finish|done|copy|share|back$|cancel|start timer|calm script|record now|end |send|agree|begin again|someone else|start a plan|start the|worried|i am worried)/i

/** `screen` is the Chromium page, `tools` its DevTools session with touch switched on. */
export function handOn(page, tools) {
  /** A finger down and up again, and all that it set going. */
  async function touch({ x, y }) {
    await tools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] })
    await tools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  }
  /** A finger goes up the glass by so many px and lets go while it moves, so that the page runs on. */
  async function flick({ x, y }, px) {
    const moves = 12
    await tools.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] })
    for (let move = 1; move <= moves; move += 1) {
      await tools.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y: y - (px * move) / moves }] })
    }
    await tools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
  }
  async function tap(selector) {
    const one = page.locator(selector).first()
    await one.waitFor()
    await one.scrollIntoViewIfNeeded()
    const { x, y, width, height } = await one.boundingBox()
    await touch({ x: x + width / 2, y: y + height / 2 })
  }
  const take = () => page.evaluate(() => window.benchWatch.take())
  const still = () => page.evaluate(() => window.benchWatch.still())

  /** Tries up to `most` of each kind of thing on the glass or in the sheet over it; gives what each try cost. */
  async function tryAll(most, on = 'body') {
    const tries = []
    const note = async (what) => { tries.push({ what, ...(await take()) }) }
    const found = await page.evaluate(pick, { most, on, never: never.source })
    const from = await page.evaluate(() => location.pathname + location.search)
    for (const { index, kind, called } of found) {
      const place = await page.evaluate(placeOf, { index, on })
      if (place === null) continue
      await touch(place)
      await page.evaluate(() => window.benchWatch.painted())
      if (kind === 'write') {
        await note(`tap “${called}”`)
        await page.keyboard.type(words, { delay: keyEveryMs })
        await note(`write in “${called}”`)
        continue
      }
      await still()
      await note(`tap “${called}”`)
      if ((await page.evaluate(() => location.pathname + location.search)) !== from) return { tries, isGone: true }
      if (on === 'body' && (await page.locator('dialog[open]').count()) > 0) {
        tries.push(...(await tryAll({ choose: 3, press: 0, write: 1 }, 'dialog[open]')).tries)
        await page.keyboard.press('Escape')
        await still()
        await note(`put away “${called}”`)
      }
    }
    return { tries, isGone: false }
  }
  return { touch, flick, tap, take, still, tryAll }
}

/** Runs in the page: some of each kind, spread over its length, kept in `benchPicked` for `placeOf`; those of the page stay there while a sheet lies over it. */
function pick({ most, on, never }) {
  const forbidden = new RegExp(never, 'i')
  const host = [...document.querySelectorAll(on)].at(-1)
  const called = (one) => (one.getAttribute('aria-label') ?? (one.textContent.trim() || one.closest('label, .field')?.textContent.trim()) ?? '').replaceAll(/\s+/g, ' ').slice(0, 40)
  const kinds = {
    choose: [...host.querySelectorAll('input[type=radio], input[type=checkbox]')].map((one) => one.closest('label') ?? one),
    press: [...host.querySelectorAll('button, summary, [role=button]')].filter((one) => !one.closest('.bench-open, a, nav') && !forbidden.test(called(one))),
    write: [...host.querySelectorAll('textarea, input[type=text], input[type=search], input:not([type])')],
  }
  const seen = (one) => !one.matches(':disabled') && !one.closest('[inert], .sr-only') && one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().width > 0
  const picked = []
  window.benchPicked = { ...window.benchPicked, [on]: picked }
  return Object.entries(kinds).flatMap(([kind, all]) => {
    const those = [...new Set(all)].filter(seen)
    const step = Math.max(1, those.length / most[kind])
    const some = Array.from({ length: Math.min(most[kind], those.length) }, (_, at) => those[Math.floor(at * step)])
    // What was chosen before is chosen again in the end: a page keeps its colours and its letters.
    if (kind === 'choose') some.push(...those.filter((one) => one.querySelector('input[type=radio]:checked')).slice(0, 3))
    return some.map((one) => ({ index: picked.push(one) - 1, kind, called: called(one) }))
  })
}

/** Runs in the page: where a finger meets it now, or null when it is gone or something lies over it. */
function placeOf({ index, on }) {
  const one = window.benchPicked[on][index]
  if (!one.isConnected || !one.checkVisibility({ visibilityProperty: true })) return null
  one.scrollIntoView({ block: 'center', inline: 'center' })
  const { left, top, width, height } = one.getBoundingClientRect()
  const [x, y] = [left + width / 2, top + height / 2]
  const met = document.elementFromPoint(x, y)
  return met && (one.contains(met) || met.contains(one)) ? { x, y } : null
}
