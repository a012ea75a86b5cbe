import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBrowser } from '../../kill/chromium.mjs'
import { median } from '../figures.mjs'
import { oneMorning } from '../full-tablet.mjs'
import { openPlace } from '../place.mjs'

const mornings = 3
const firstChild = '/children/bench-child-0'
const watched = {
  standing: {
    today: { see: 'a[href^="/children/"]' },
    children: { at: '/children', see: 'a[href^="/children/bench-"]' },
    child: { at: firstChild, see: '[aria-labelledby=timeline] .line' },
  },
  taps: { tap: 'a[href="/children"]', open: `a[href="${firstChild}"]` },
}

/** A tablet with so many records: its disk by itself, and what a person waits for on a processor six times slower. */
export async function growTablet(counts, { tell, keep }) {
  for (const count of counts) {
    tell(`a tablet of ${count} records: filling it`)
    keep('tablet', { records: count, ...(await oneTablet(count, tell)) })
  }
}

async function oneTablet(count, tell) {
  const profile = await mkdtemp(join(tmpdir(), 'steps-growth-'))
  const place = await openPlace()
  try {
    const first = await openBrowser({ profile })
    first.page.setDefaultTimeout(120_000)
    await first.page.goto(`${place.url}/bench/`)
    await first.page.waitForFunction(() => 'bench' in window)
    await first.page.evaluate((records) => window.bench.make(records), count)
    tell('  receiving')
    const began = performance.now()
    await first.page.evaluate(() => window.bench.fillApp())
    const fillSeconds = (performance.now() - began) / 1000
    await first.close()

    tell('  its disk')
    const second = await openBrowser({ profile })
    second.page.setDefaultTimeout(120_000)
    await second.page.goto(`${place.url}/bench/`)
    await second.page.waitForFunction(() => 'bench' in window)
    const disk = await second.page.evaluate(() => window.bench.timeOnDisk())
    const bytes = await second.page.evaluate(async () => (await navigator.storage.estimate()).usageDetails?.indexedDB ?? (await navigator.storage.estimate()).usage)
    // Only now the app: once its service worker is there, it answers for every address, this bench's own too.
    await second.page.goto(place.url)
    await second.page.getByRole('button', { name: 'Amira' }).waitFor()
    await second.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await second.close()
    await place.close()

    tell('  its glass')
    const moments = []
    for (let time = 0; time < mornings; time += 1) moments.push(await oneMorning({ profile, url: place.url, watched }, useIt))
    const of = (name) => median(moments.map((moment) => moment[name]))
    return {
      bytes, fillSeconds, today: of('today'), childrenPage: of('children'), childPage: of('child'),
      ...Object.fromEntries(Object.entries(disk).map(([name, figures]) => [name, median(figures)])),
    }
  } finally {
    await place.close().catch(() => undefined)
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function useIt({ page, seen, signIn }) {
  await page.locator('[aria-label=Adults] button').first().waitFor()
  await signIn()
  const today = await seen('today')
  const pin = await seen('pin')
  await page.locator('a[href="/children"]').first().click()
  const children = await seen('children')
  const tap = await seen('tap')
  await page.locator(`a[href="${firstChild}"]`).first().click()
  const child = await seen('child')
  const open = await seen('open')
  return { today: today - pin, children: children - tap, child: child - open }
}
