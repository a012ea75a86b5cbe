import type { Page } from '@playwright/test'

/** What a person does on a tablet, by the words they read on it. */

export interface Adult {
  readonly name: string
  readonly code: string
  readonly pin: string
}

/** Joins a new tablet to its setting and signs its first adult in; ends on Today. */
export async function setUp(page: Page, url: string, given: { code: string; tabletName: string; adult: Adult }): Promise<void> {
  await page.goto(url)
  await page.getByLabel('Code for this setting').fill(given.code)
  await page.getByLabel('Name of this tablet').fill(given.tabletName)
  await page.getByRole('button', { name: 'Set up this tablet' }).click()
  await page.getByRole('button', { name: given.adult.name }).click()
  await page.getByLabel('One-time code').fill(given.adult.code)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Choose a 6-digit PIN').pressSequentially(given.adult.pin)
  await page.getByLabel('The same PIN again').pressSequentially(given.adult.pin)
  await page.getByRole('heading', { name: /^Good / }).waitFor()
}

export async function signIn(page: Page, url: string, adult: Adult): Promise<void> {
  await page.goto(url)
  await page.getByRole('button', { name: adult.name }).click()
  await page.getByLabel('Your 6-digit PIN').pressSequentially(adult.pin)
  await page.getByRole('heading', { name: /^Good / }).waitFor()
}

/** Goes to an address of the app without loading it again: a reload would lock the tablet. */
export async function goWithin(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
  await page.waitForURL((url) => url.pathname + url.search === path)
}

/** The box of a quick record, once the disk has answered. */
export async function openBox(page: Page): Promise<ReturnType<Page['getByLabel']>> {
  await page.locator('.sides:not([inert])').waitFor()
  return page.getByLabel('In your own words')
}
