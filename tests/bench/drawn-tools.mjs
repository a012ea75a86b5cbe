import { median, ms } from './figures.mjs'
import { mornings, throttle } from './full-tablet.mjs'
import { onPage } from './on-page.mjs'

const trees = 15
const sizes = [14, 60]
const tapsEach = 6
const limits = { tree: 100, 14: 200, 60: 250 }
const aims = { tree: 50, 14: 100, 60: 100 }
/** Longer than anything that a tap sets going. */
const restMs = 1_000
const watched = { standing: {}, taps: {} }

/** The tree drawn, and taps on the map, on a processor six times slower. */
export async function drawnTools() {
  const drawn = await onPage(async (page) => {
    const tools = await page.context().newCDPSession(page)
    await tools.send('Emulation.setCPUThrottlingRate', { rate: throttle })
    const figures = { ready: [], bare: [], again: [] }
    for (let time = 0; time < 2 * trees; time += 1) {
      const ready = time % 2 === 0
      // A new page each time: no tree was ever drawn in it, as when a tree is first opened.
      await page.reload()
      await page.waitForFunction(() => 'bench' in window)
      await page.waitForTimeout(restMs)
      const { first, again } = await page.evaluate((isReady) => window.bench.timeTree(isReady), ready)
      figures[ready ? 'ready' : 'bare'].push(first)
      figures.again.push(again)
    }
    return figures
  })
  const runs = await mornings({ mapsOf: sizes, count: 1_000, times: 3 }, watched, async (morning) => {
    await morning.signIn()
    await morning.page.evaluate(noteEchoes)
    const taps = []
    for (const [index, size] of sizes.entries()) taps.push(await tapsOn(morning, { child: `bench-child-${index}`, size }))
    return taps
  })
  const row = (what, name, figures) => ({ what: `${what}, 6x slower processor`, figure: ms(figures), aim: `${aims[name]} ms`, limit: `${limits[name]} ms`, isOver: median(figures) > limits[name] })
  return [
    row('Tree with 60 entries drawn by itself, the first time in its page, come to by the child’s page', 'tree', drawn.ready),
    row('Tree with 60 entries drawn by itself, the first time in its page, come to straight away', 'tree', drawn.bare),
    row('Tree with 60 entries drawn by itself, once more', 'tree', drawn.again),
    ...sizes.map((size, index) => row(`Map of ${size} items: a tap placed to its echo on the glass`, size, runs.flatMap((taps) => taps[index]))),
  ]
}

async function tapsOn({ page }, { child, size }) {
  for (const place of ['/today', `/children/${child}`, `/children/${child}/map`]) await page.locator(`a[href="${place}"]:visible`).first().click()
  await page.locator('.item').nth(size - 1).waitFor()
  await page.evaluate(() => { window.echoes = [] })
  for (let tap = 0; tap < tapsEach; tap += 1) {
    const item = page.locator('.item').nth(Math.floor((tap * size) / tapsEach))
    // A place where no mark stands yet.
    const cell = item.locator('input:not(:checked, .other)').nth(tap)
    await cell.scrollIntoViewIfNeeded()
    await page.waitForTimeout(restMs)
    const { x, y, width, height } = await cell.boundingBox()
    await page.mouse.click(x + width / 2, y + height / 2)
    await page.waitForFunction((count) => window.echoes.length === count, tap + 1)
  }
  return page.evaluate(() => window.echoes)
}

/** Runs in the page: from the moment the finger left the glass until the frame with its mark is painted. */
function noteEchoes() {
  addEventListener('click', ({ target, timeStamp }) => {
    if (target.matches('.item input')) requestAnimationFrame(() => setTimeout(() => window.echoes.push(performance.now() - timeStamp)))
  }, true)
}
