import type { BrowserContext, Locator, Page } from '@playwright/test'
import { expect } from '@playwright/test'

/** The made-up county that the endpoint starts with. */
export const willowmere = { code: 'WILLOW-2468', name: 'Willowmere Primary' }
export const dandelion = { code: 'DANDELION-2468', name: 'Dandelion Corner Nursery' }
export const pin = '482915'

/** A fresh tablet joins a setting. */
export async function enrol(page: Page, setting: { code: string }, tabletName: string): Promise<void> {
  await page.goto('/')
  await page.getByLabel('Code for this setting').fill(setting.code)
  await page.getByLabel('Name of this tablet').fill(tabletName)
  await page.getByRole('button', { name: 'Set up this tablet' }).click()
  await page.getByRole('heading', { name: 'Who is using this tablet?' }).waitFor()
}

/** An adult's first time on a tablet: the one-time code, and a PIN of their own. */
export async function firstSignIn(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).click()
  await page.getByLabel('One-time code').fill(`${name.toUpperCase()}-1357`)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Choose a 6-digit PIN').fill(pin)
  await page.getByLabel('The same PIN again').fill(pin)
  await page.getByRole('heading', { name: new RegExp(`Good .*, ${name}`) }).waitFor()
}

export async function signIn(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name }).click()
  await page.getByLabel('Your 6-digit PIN').fill(pin)
  await expect(page.getByRole('heading', { name: 'Who is using this tablet?' })).toBeHidden()
  await expect(page.getByLabel('Your 6-digit PIN')).toBeHidden()
}

export async function lock(page: Page): Promise<void> {
  await page.getByRole('button', { name: /lock and settings/ }).click()
  await page.getByRole('button', { name: 'Lock this tablet' }).click()
  await page.getByRole('heading', { name: 'Who is using this tablet?' }).waitFor()
}

/** The app is whole on this tablet: it opens with no network from now on. */
export async function readyOffline(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    const registration = await navigator.serviceWorker.ready
    const names = await caches.keys()
    const held = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length))
    return registration.active?.state === 'activated' && navigator.serviceWorker.controller !== null && held.some((many) => many > 20)
  })
}

/** The first sync is done: this tablet has what the setting has. */
export async function upToDate(page: Page): Promise<void> {
  await expect(page.getByText(/You are up to date as of/)).toBeVisible({ timeout: 30_000 })
}

/** A tablet of its own: its own disk, its own worker. */
export async function tablet(contexts: { newContext: (options?: object) => Promise<BrowserContext> }, options: object = {}): Promise<Page> {
  const context = await contexts.newContext({ viewport: { width: 1024, height: 768 }, ...options })
  return context.newPage()
}

/** Two tablets of Willowmere that have all the setting has, each with its own adult signed in. */
export async function twoTablets(browser: Parameters<typeof tablet>[0], first: string, second: string): Promise<{ oak: Page; elm: Page }> {
  const joined = async (name: string, adult: string): Promise<Page> => {
    const page = await tablet(browser)
    await enrol(page, willowmere, name)
    await firstSignIn(page, adult)
    await upToDate(page)
    return page
  }
  const [oak, elm] = await Promise.all([joined('Oak Room tablet', first), joined('Elm Room tablet', second)])
  return { oak, elm }
}

/** One chip of a question, as a finger meets it. */
export const chip = (page: Page, question: RegExp, label: string): Locator =>
  page.getByRole('group', { name: question }).locator('label').filter({ has: page.getByText(label, { exact: true }) })
