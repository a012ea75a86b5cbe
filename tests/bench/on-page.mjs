// Runs work in the bench's own page, in a browser of its own.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBrowser } from '../kill/chromium.mjs'
import { openPlace } from './place.mjs'

export async function onPage(work, { flags = [] } = {}) {
  const profile = await mkdtemp(join(tmpdir(), 'steps-bench-'))
  const place = await openPlace()
  const { page, close } = await openBrowser({ profile, flags })
  try {
    page.setDefaultTimeout(300_000)
    await page.goto(`${place.url}/bench/`)
    await page.waitForFunction(() => 'bench' in window)
    return await work(page)
  } finally {
    await close()
    await place.close()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}
