import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { sendTag } from '../../src/storage/disk-names'
import { test } from './county'
import { chip, lock, readyOffline, signIn, twoTablets } from './people'

test.describe.configure({ timeout: 180_000 })

const goesByItself = '1 not sent yet. It goes by itself when there is internet.'

/** Writes an observation about Moss in a dead spot and locks the tablet there. */
async function writeAndLock(page: Page, words: string): Promise<void> {
  await readyOffline(page)
  await page.context().setOffline(true)
  await page.getByRole('link', { name: 'Observation' }).click()
  await chip(page, /Who/, 'M.K.').click()
  await page.getByLabel('What I saw').fill(words)
  await page.getByRole('button', { name: /Save and close/ }).click()
  await lock(page)
  await expect(page.getByText(goesByItself)).toBeVisible()
}
async function openMoss(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Child', exact: true }).click()
  await page.getByRole('button', { name: /Show names/ }).click()
  await page.getByRole('link', { name: /Moss/ }).first().click()
}
const good = (page: Page) => page.getByRole('heading', { name: /Good .*, Amira/ })

test('written with no signal and locked: with signal back it goes from the lock screen, and another tablet has it', async ({ browser }) => {
  const { oak, elm } = await twoTablets(browser, 'Amira', 'Senna')
  await openMoss(elm)
  const words = `Hummed by the window, ${Date.now()}`
  await writeAndLock(oak, words)
  // A cold start with no signal: nobody has signed in on this page.
  await oak.reload()
  await expect(oak.getByText(goesByItself)).toBeVisible()
  await expect(oak.getByText('All sent.')).toBeHidden()

  await oak.context().setOffline(false)
  await expect(oak.getByText('All sent.')).toBeVisible({ timeout: 30_000 })
  await expect(oak.getByText(/not sent yet/)).toHaveCount(0)
  await expect(elm.getByText(words.slice(0, 20)).first()).toBeVisible({ timeout: 15_000 })

  await signIn(oak, 'Amira')
  await expect(good(oak)).toBeVisible()
  await expect(oak.getByText(/not sent yet/)).toHaveCount(0)
})

test('a letter that waits for somebody is not said to be sent', async ({ browser }) => {
  const { oak } = await twoTablets(browser, 'Amira', 'Senna')
  await writeAndLock(oak, 'Sat by the door')
  await oak.getByRole('button', { name: 'Record now' }).click()
  await oak.getByLabel('In your own words').fill('Written before anyone signed in')
  await oak.getByRole('button', { name: 'Save and close' }).click()
  await expect(oak.getByText('1 record is waiting for someone to sign in.')).toBeVisible()
  await oak.context().setOffline(false)
  await expect(oak.getByText(/not sent yet/)).toHaveCount(0, { timeout: 30_000 })
  await expect(oak.getByText('1 record is waiting for someone to sign in.')).toBeVisible()
  await expect(oak.getByText('All sent.')).toBeHidden()
})

test('with no page open the worker sends it when the browser says that there is a network, and the next page hears so', async ({ browser, baseURL }) => {
  const { oak, elm } = await twoTablets(browser, 'Amira', 'Senna')
  await openMoss(elm)
  const words = `Stood under the lime tree, ${Date.now()}`
  await writeAndLock(oak, words)
  const context = oak.context()
  // Where the browser lets a page ask (not every headless one does), it was asked.
  const asked = await oak.evaluate(async () => {
    const registration = (await navigator.serviceWorker.ready) as unknown as { sync?: { getTags: () => Promise<string[]> } }
    return registration.sync?.getTags().catch(() => null) ?? null
  })
  test.info().annotations.push({ type: 'asked of the browser', description: JSON.stringify(asked) })
  const elsewhere = await context.newPage()
  await oak.close()
  await context.setOffline(false)

  const origin = new URL(baseURL ?? '').origin
  const driver = await context.newCDPSession(elsewhere)
  const registrationId = new Promise<string>((resolve) => {
    driver.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const found = registrations.find(({ scopeURL, isDeleted }) => new URL(scopeURL).origin === origin && !isDeleted)
      if (found) resolve(found.registrationId)
    })
  })
  await driver.send('ServiceWorker.enable')
  await driver.send('ServiceWorker.dispatchSyncEvent', { origin, registrationId: await registrationId, tag: sendTag, lastChance: false })
  await expect(elm.getByText(words.slice(0, 20)).first()).toBeVisible({ timeout: 30_000 })

  const again = await context.newPage()
  await again.goto('/')
  await expect(again.getByText('All sent.')).toBeVisible({ timeout: 30_000 })
})
