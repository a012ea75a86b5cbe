// `npm run pictures`, after a build: what the tablet shows somebody who is about to install the app, taken on a tablet of the
// made-up county. Nobody in it exists. The pictures are kept with the app's icons and shown by its manifest.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { startEndpoint } from '../kill/endpoint.mjs'
import { findBrowser } from '../support/ensure-browser.mjs'
import { inFewColours } from './palette-png.mjs'

const kept = join(import.meta.dirname, '../../public/pictures')
const sizes = { wide: { width: 1024, height: 768 }, narrow: { width: 390, height: 844 } }
const pin = '482915'

const views = [
  { name: 'today', at: '/today', forms: ['wide', 'narrow'] },
  { name: 'record', at: '/record/picture', forms: ['wide', 'narrow'], ready: record },
  { name: 'plan', at: '/children/willowmere-child-1-2/plan/rrp/1', forms: ['wide'] },
  { name: 'calm', at: '/calm/willowmere-child-1-1', forms: ['narrow'] },
]

async function record(page) {
  await page.locator('.sides:not([inert])').waitFor()
  await page.getByLabel('In your own words').fill('Sat under the coats and counted them with me. Came back for story.')
  for (const chip of ['M.K.', 'Calmed with help', 'Hall']) await page.locator('label').filter({ has: page.getByText(chip, { exact: true }) }).first().click()
  await page.evaluate(() => document.activeElement?.blur())
}

async function joined(page, url) {
  await page.goto(url)
  await page.getByLabel('Code for this setting').fill('WILLOW-2468')
  await page.getByLabel('Name of this tablet').fill('Oak Room tablet')
  await page.getByRole('button', { name: 'Set up this tablet' }).click()
  await page.getByRole('button', { name: 'Amira' }).click()
  await page.getByLabel('One-time code').fill('AMIRA-1357')
  await page.getByRole('button', { name: 'Continue' }).click()
  for (const label of ['Choose a 6-digit PIN', 'The same PIN again']) await page.getByLabel(label).fill(pin)
  await page.getByText(/You are up to date as of/).waitFor()
  await page.getByText(/ready to work without internet/).waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: 'Not now' }).click()
}

const dataDir = await mkdtemp(join(tmpdir(), 'steps-pictures-'))
const endpoint = await startEndpoint({ dataDir })
const executablePath = findBrowser()
const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: ['--no-sandbox', '--disable-quic'] })
try {
  await mkdir(kept, { recursive: true })
  const context = await browser.newContext({ viewport: sizes.wide, locale: 'en-GB', timezoneId: 'Europe/London', reducedMotion: 'reduce', colorScheme: 'light' })
  const page = await context.newPage()
  await joined(page, endpoint.url)
  for (const { name, at, forms, ready } of views) {
    await page.evaluate((to) => document.querySelector('#app').__vue_app__.config.globalProperties.$router.push(to), at)
    await page.locator('main h1').first().waitFor({ state: 'attached' })
    await ready?.(page)
    for (const form of forms) {
      await page.setViewportSize(sizes[form])
      await page.mouse.move(0, 0)
      await page.evaluate(() => scrollTo(0, 0))
      await page.waitForTimeout(800)
      const picture = inFewColours(await page.screenshot())
      await writeFile(join(kept, `${name}-${form}.png`), picture)
      process.stdout.write(`${name}-${form}.png ${(picture.length / 1000).toFixed(1)} KB\n`)
    }
  }
} finally {
  await browser.close()
  await endpoint.stop()
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5 })
}
