// The filled tablet in a new browser: touch, a size, a slow processor, and a page that tells of every touch.
import { openBrowser } from '../../kill/chromium.mjs'
import { throttle } from '../full-tablet.mjs'
import { watchHands } from './watch.mjs'

/** `before`: what else runs in the page before the app. */
export async function withScreen({ profile, url }, { width, height, rate = throttle, before = [] }, use) {
  const { page, context, close } = await openBrowser({ profile })
  try {
    page.setDefaultTimeout(60_000)
    await page.setViewportSize({ width, height })
    const tools = await context.newCDPSession(page)
    await tools.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 })
    await tools.send('Emulation.setCPUThrottlingRate', { rate })
    await tools.send('Performance.enable')
    for (const script of [watchHands, ...before]) await page.addInitScript(script)
    await page.goto(url)
    await page.locator('[aria-label=Adults] button').first().waitFor()
    return await use({ page, tools })
  } finally {
    await close()
  }
}

/** After a collection: heap in MB, nodes and listeners of the document and of what it let go of. */
export async function weigh(page, tools) {
  // What was let go of in one collection may free more in the next.
  for (let time = 0; time < 3; time += 1) await tools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await tools.send('Runtime.getHeapUsage')
  const { nodes, jsEventListeners } = await tools.send('Memory.getDOMCounters')
  const standing = await page.evaluate(() => {
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_ALL)
    let count = 1
    while (walker.nextNode()) count += 1
    return count
  })
  return { heap: usedSize / 1_000_000, nodes, listeners: jsEventListeners, detached: Math.max(0, nodes - standing) }
}
