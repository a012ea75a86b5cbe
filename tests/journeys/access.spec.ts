import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, type Page } from '@playwright/test'
import { axe, badTargets, scrollsDown, sideways } from './look'
import { headsOf, otherTablet, writeFrom } from './other-tablet'
import { enrol, firstSignIn, lock, pin, tablet, upToDate, dandelion } from './people'

const sizes = [
  { width: 1024, height: 768 },
  { width: 800, height: 1280 },
  { width: 390, height: 844 },
]
const narrowest = { width: 320, height: 640 }
const names = /bean|thimbleby|mossie|tidewell/i
/** With `LOOK=folder`, a picture of every screen at every size is kept there. */
const pictures = process.env['LOOK']

test.use({ actionTimeout: 30_000 })

/** Everything that holds of any screen, at every size. What is wrong is told, and the walk goes on. */
async function look(page: Page, screen: string, also: { axeAt?: 'dark' } = {}): Promise<void> {
  await test.step(screen, async () => {
    const still = () => page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
    for (const size of sizes) {
      await page.setViewportSize(size)
      await still()
      const at = `${screen} at ${size.width}x${size.height}`
      expect.soft(await badTargets(page), at).toEqual([])
      expect.soft(await sideways(page), `${at} is pushed sideways`).toEqual([])
      if (pictures) {
        await mkdir(pictures, { recursive: true })
        await page.screenshot({ path: join(pictures, `${screen.replaceAll(/\W+/g, '-')}-${size.width}.png`), fullPage: size.width === 390 })
      }
    }
    await page.setViewportSize(narrowest)
    await still()
    expect.soft(await sideways(page), `${screen} at 320 is pushed sideways`).toEqual([])
    await page.setViewportSize({ width: 1024, height: 768 })
    await still()
    expect.soft(await axe(page), screen).toEqual([])
    expect.soft(await page.title(), screen).toBe('Steps Toolkit')
    expect.soft(page.url(), screen).not.toMatch(names)
    if (also.axeAt === 'dark') {
      await page.emulateMedia({ colorScheme: 'dark' })
      await still()
      expect.soft(await axe(page), `${screen}, dark`).toEqual([])
      if (pictures) await page.screenshot({ path: join(pictures, `${screen.replaceAll(/\W+/g, '-')}-dark.png`) })
      await page.emulateMedia({ colorScheme: 'light' })
    }
  })
}

test('every screen can be read, reached and tapped by anyone, at every size', async ({ browser, baseURL }) => {
  test.setTimeout(240_000)
  const page = await tablet(browser, { reducedMotion: 'reduce' })
  await page.goto('/')
  await page.getByRole('heading', { name: 'Set up this tablet' }).waitFor()
  await look(page, 'Set up')
  await enrol(page, dandelion, 'Oak Room tablet')
  await page.getByRole('button', { name: 'Mossie' }).click()
  await look(page, 'First sign-in')
  await page.getByRole('button', { name: 'Someone else' }).click()
  await firstSignIn(page, 'Mossie')
  await upToDate(page)
  await lock(page)
  await look(page, 'Lock', { axeAt: 'dark' })
  await page.getByRole('button', { name: /^Calm script/ }).click()
  await page.getByText('1 of 5').waitFor()
  await look(page, 'Calm script for any child')
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('button', { name: 'Record now' }).click()
  await page.getByLabel('In your own words').fill('By the pond')
  await look(page, 'Record now', { axeAt: 'dark' })
  await page.getByRole('button', { name: 'Save and close' }).click()
  await page.getByText('1 record is waiting for someone to sign in.').waitFor()
  await page.getByRole('button', { name: 'Mossie' }).click()
  await look(page, 'PIN')
  await page.getByLabel('Your 6-digit PIN').fill(pin)

  const me = page.getByRole('button', { name: /lock and settings/ })
  await me.click()
  await look(page, 'My menu')
  await page.getByRole('button', { name: 'My rooms and classes' }).click()
  await page.locator('label').filter({ hasText: 'Ladybirds' }).click()
  await look(page, 'My rooms')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('link', { name: 'B.T.' }).waitFor()
  await look(page, 'Today', { axeAt: 'dark' })
  await page.getByRole('link', { name: 'Look', exact: true }).click()
  await page.getByText('By the pond').waitFor()
  await look(page, 'Written before sign-in')
  await page.getByRole('link', { name: 'Today', exact: true }).first().click()

  await page.getByRole('link', { name: 'Record what happened' }).click()
  await page.locator('.sides:not([inert])').waitFor()
  await look(page, 'Quick record', { axeAt: 'dark' })
  for (const size of sizes.slice(0, 2)) {
    await page.setViewportSize(size)
    expect.soft(await scrollsDown(page), `a quick record fits ${size.width}x${size.height}`).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize({ width: 1024, height: 768 })
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('link', { name: 'De-escalation' }).click()
  await page.getByRole('group', { name: 'What was tried?' }).locator('label').filter({ hasText: 'Waited' }).click()
  await page.getByRole('group', { name: 'What helped?' }).waitFor()
  await look(page, 'De-escalation', { axeAt: 'dark' })
  await page.getByRole('group', { name: 'What was tried?' }).locator('label').filter({ hasText: 'Waited' }).click()
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('link', { name: 'Observation' }).click()
  await page.getByLabel('What I saw').waitFor()
  await look(page, 'Observation')
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('link', { name: 'ABC record' }).click()
  await page.getByLabel('What was happening just before?').waitFor()
  await look(page, 'ABC record')
  await page.getByRole('button', { name: 'Close', exact: true }).click()

  await page.getByRole('link', { name: 'Child', exact: true }).click()
  await page.getByRole('heading', { name: 'My children' }).waitFor()
  await look(page, 'Children')
  await page.getByRole('link', { name: /B\.T\./ }).first().click()
  await page.getByText(/Bell rang early/).first().waitFor()
  await look(page, 'Child')
  await page.getByRole('link', { name: 'Calm script' }).click()
  await page.getByText('1 of 5').waitFor()
  await look(page, 'Calm script', { axeAt: 'dark' })
  await page.getByRole('link', { name: /^Write .* own$/ }).click()
  await page.getByLabel('1. Their name: we say').waitFor()
  await look(page, 'Calm script, writing')
  await page.goBack()
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('link', { name: 'ABC chart' }).click()
  await page.getByText('The line stopped').waitFor()
  await look(page, 'ABC chart')
  await page.locator('tbody a').first().click()
  await page.getByRole('heading', { name: 'Add to this record' }).waitFor()
  await look(page, 'Record')
  await page.goBack()
  await page.goBack()

  const record = page.url().split('/').at(-1) ?? ''
  const elsewhere = await otherTablet(baseURL ?? '', dandelion)
  const after = await headsOf(elsewhere, record)
  await page.getByRole('link', { name: 'Edit details' }).click()
  const council = page.getByLabel('Home local authority')
  await council.waitFor()
  await look(page, 'Child details')
  await council.fill('Hertfordshire, east')
  await page.getByRole('button', { name: 'Done' }).click()
  await writeFrom(elsewhere, { record, author: 'dandelion-sol', after, changes: { 'homeLa/': 'Hertfordshire, north' } })
  await page.getByRole('link', { name: /Tray/ }).click()
  await page.getByText(/^Two versions: .*B\.T\./).waitFor()
  await look(page, 'Tray')
  await page.getByRole('link', { name: /^Choose: .*B\.T\./ }).click()
  await page.getByText('Hertfordshire, north', { exact: true }).waitFor()
  await look(page, 'Choose')
  // Other journeys meet this child without a question open.
  await page.locator('label').filter({ hasText: 'north' }).first().click()
  await page.getByRole('button', { name: 'Use this one' }).click()
  await page.getByText('Nothing left to choose here').waitFor()

  await page.getByRole('link', { name: 'Help' }).click()
  await page.getByRole('heading', { name: 'Help' }).first().waitFor()
  await look(page, 'Help')
  await page.getByRole('link', { name: 'Settings' }).click()
  await look(page, 'Settings')
  await page.getByRole('link', { name: 'Adults and PINs' }).click()
  await page.getByText('Kit Buttonwood').waitFor()
  await look(page, 'Adults')
  await page.getByRole('button', { name: 'Add an adult' }).click()
  await page.getByLabel('Full name').waitFor()
  await look(page, 'Add an adult')
})
