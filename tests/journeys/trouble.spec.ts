import { expect, type Page } from '@playwright/test'
import { test } from './county'
import { nextVersion } from './next-version'
import { chip, enrol, firstSignIn, lock, pin, readyOffline, signIn, tablet, upToDate, willowmere } from './people'

const words = (page: Page) => page.getByLabel('In your own words')
const today = (page: Page) => page.getByRole('heading', { name: /Good .*, Amira/ })

/** The page of a quick record, once the disk has answered. */
async function begin(page: Page): Promise<string> {
  await page.getByRole('link', { name: 'Record what happened' }).click()
  await page.locator('.sides:not([inert])').waitFor()
  const startNew = page.getByRole('button', { name: 'Start new' })
  if (await startNew.isVisible()) await startNew.click()
  return page.url().split('/').at(-1) ?? ''
}
async function saved(page: Page): Promise<void> {
  await expect(page.locator('header .save-chip[data-state=saved]')).toBeVisible()
}
/** Goes to an address of the app without loading it again: a reload would lock the tablet. */
async function within(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({}, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
}

test.use({ actionTimeout: 30_000 })

test('a code that is wrong, used or out of date is told in words, and so is a network that answers with its own page', async ({ browser }) => {
  test.setTimeout(120_000)
  const page = await tablet(browser)
  await page.goto('/')
  const code = page.getByLabel('Code for this setting')
  const join = page.getByRole('button', { name: 'Set up this tablet' })
  await join.click()
  await expect(page.getByText('Type the code for this setting.')).toBeVisible()
  await code.fill('WILLOW-0000')
  await join.click()
  await expect(page.getByText('Give this tablet a name, such as Oak Room tablet.')).toBeVisible()
  await page.getByLabel('Name of this tablet').fill('Oak Room tablet')
  await join.click()
  await expect(page.getByText('That code did not match. Check it and try again')).toBeVisible()
  const answer = (path: string, body: string, type = 'application/json') =>
    page.route(path, (route) => route.fulfill({ status: type === 'text/html' ? 200 : 403, contentType: type, body }), { times: 1 })
  const said: [code: string, words: string][] = [['used-code', 'This code has been used. Ask for a new one'], ['expired-code', 'This code is out of date. Ask for a new one']]
  for (const [refusal, told] of said) {
    await answer('**/api/v1/enrol', JSON.stringify({ code: refusal }))
    await join.click()
    await expect(page.getByText(told)).toBeVisible()
  }
  await answer('**/api/v1/enrol', '<h1>Blocked by your school</h1>', 'text/html')
  await join.click()
  await expect(page.getByText('This network shows its own page first. Sign in to the Wi-Fi, then try again.')).toBeVisible()
  await enrol(page, willowmere, 'Oak Room tablet')

  await page.getByRole('button', { name: 'Amira' }).click()
  const tryCode = async (once: string) => {
    await page.getByLabel('One-time code').fill(once)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByLabel('Choose a 6-digit PIN').fill(pin)
    await page.getByLabel('The same PIN again').fill(pin)
  }
  await page.getByLabel('One-time code').fill('AMIRA-0000')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Choose a 6-digit PIN').fill('123456')
  await expect(page.getByText('That PIN is one of the first people try. Choose another.')).toBeVisible()
  await page.getByLabel('Choose a 6-digit PIN').fill(pin)
  await page.getByLabel('The same PIN again').fill('482916')
  await expect(page.getByText('The two PINs were not the same. Choose one again.')).toBeVisible()
  await page.getByLabel('Choose a 6-digit PIN').fill(pin)
  await page.getByLabel('The same PIN again').fill(pin)
  await expect(page.getByText('That code did not match. Check it and try again')).toBeVisible()
  for (const [refusal, told] of said) {
    await answer('**/api/v1/unlock', JSON.stringify({ code: refusal }))
    await tryCode('AMIRA-1357')
    await expect(page.getByText(told)).toBeVisible()
  }
  await page.context().setOffline(true)
  await tryCode('AMIRA-1357')
  await expect(page.getByText('A first sign-in needs internet once. Without it, ask Senna to sign in here and set a PIN with you.')).toBeVisible()
  await page.context().setOffline(false)
  await tryCode('AMIRA-1357')
  await expect(today(page)).toBeVisible()
})

test('words stay through a full disk, a second tab, the back button, a filter, and any length', async ({ browser }) => {
  test.setTimeout(240_000)
  const page = await tablet(browser, { permissions: ['clipboard-read', 'clipboard-write'] })
  await page.addInitScript(() => {
    for (const write of ['add', 'put'] as const) {
      const usual = Reflect.get(IDBObjectStore.prototype, write) as (this: IDBObjectStore, ...given: unknown[]) => IDBRequest<IDBValidKey> // the browser's own
      IDBObjectStore.prototype[write] = function full(this: IDBObjectStore, ...given: unknown[]) {
        const on = window as { isDiskFull?: boolean; refused?: string[] }
        if (on.isDiskFull) {
          on.refused = [...(on.refused ?? []), this.name]
          throw new DOMException('no room', 'QuotaExceededError')
        }
        return usual.apply(this, given)
      }
    }
  })
  const disk = (isDiskFull: boolean) => page.evaluate((full) => void Object.assign(window, { isDiskFull: full }), isDiskFull)
  await enrol(page, willowmere, 'Oak Room tablet')
  await firstSignIn(page, 'Amira')
  await upToDate(page)

  await test.step('a full disk while writing', async () => {
    await begin(page)
    await words(page).fill('Hummed by the window.')
    await saved(page)
    await disk(true)
    await words(page).fill('Hummed by the window. Then sat down.')
    const lost = page.getByText('We could not save this. Copy your words before you close.').locator('visible=true')
    await expect(lost.first()).toBeVisible()
    await expect(words(page)).toHaveValue('Hummed by the window. Then sat down.')
    await page.getByRole('button', { name: 'Copy', exact: true }).click()
    await expect(page.getByText(/^Copied/)).toBeVisible()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('Hummed by the window. Then sat down.')
    await page.getByRole('button', { name: 'Save and close' }).click()
    // Words of the failed draft are on the glass already: this one has failed when the disk refused the record itself.
    await page.waitForFunction(() => (window as { refused?: string[] }).refused?.includes('revisions'))
    await expect(lost.first()).toBeVisible()
    await expect(words(page)).toHaveValue('Hummed by the window. Then sat down.')
    await disk(false)
    await page.locator('.page.capture').getByRole('button', { name: 'Try again' }).click()
    await expect(today(page)).toBeVisible()
    // The tablet's own notice goes once it has looked again.
    const again = page.getByRole('button', { name: 'Try again' })
    if (await again.isVisible()) await again.click()
    await expect(page.getByText('This tablet is nearly full')).toBeHidden()
  })

  await test.step('a time to come is asked about once, and stops nobody', async () => {
    await begin(page)
    await chip(page, /Who/, 'M.K.').click()
    await words(page).fill('Counted the coats')
    await chip(page, /When/, 'Other time').click()
    await page.getByLabel('Day', { exact: true }).fill('2099-05-04')
    await page.getByLabel('Day', { exact: true }).blur()
    await page.getByRole('button', { name: 'Save and close' }).click()
    await expect(page.getByText('Time must be now or earlier')).toBeVisible()
    await chip(page, /When/, 'Just now').click()
    await page.getByRole('button', { name: 'Save and close' }).click()
    await expect(today(page)).toBeVisible()
  })

  await test.step('the back button in the middle of a word', async () => {
    const id = await begin(page)
    await words(page).pressSequentially('Asked for the quiet corn')
    await page.goBack()
    await expect(today(page)).toBeVisible()
    await within(page, `/record/${id}`)
    await expect(words(page)).toHaveValue('Asked for the quiet corn')
    await expect(page.getByText('Open in another tab.')).toBeHidden()
    await words(page).press('End')
    await words(page).pressSequentially('e')
    await saved(page)
  })

  await test.step('the same record in a second tab', async () => {
    const path = new URL(page.url()).pathname
    const other = await page.context().newPage()
    await other.goto('/')
    await signIn(other, 'Amira')
    await today(other).waitFor()
    await within(other, path)
    await expect(other.getByText('Open in another tab.')).toBeVisible()
    await expect(words(other)).toHaveValue(/^Asked for the quiet corn/)
    await other.getByRole('button', { name: 'Write here instead' }).click()
    await expect(page.getByText('Open in another tab.')).toBeVisible()
    await expect(page.locator('.sides')).toHaveAttribute('inert')
    await words(other).fill('Asked for the quiet corner')
    await saved(other)
    await page.getByRole('button', { name: 'Write here instead' }).click()
    await expect(words(page)).toHaveValue('Asked for the quiet corner')
    await other.close()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
  })

  await test.step('a filter that answers 200 with its own page, and 200,000 letters', async () => {
    await expect(page.getByRole('link', { name: /^\d+ not sent yet$/ })).toBeHidden()
    await page.context().route('**/api/v1/**', (route) => route.fulfill({ status: 200, contentType: 'text/html', body: '<!doctype html><title>Blocked</title>' }))
    const id = await begin(page)
    const long = 'Under the table. '.repeat(11_765).slice(0, 200_000)
    await chip(page, /Who/, 'M.K.').click()
    await words(page).fill(long)
    await saved(page)
    await page.getByRole('button', { name: 'Save and close' }).click()
    // What the step before wrote may still be waiting too.
    await expect(page.getByRole('link', { name: /^\d+ not sent yet$/ })).toBeVisible()
    await page.getByRole('link', { name: 'Tray' }).click()
    await page.getByRole('button', { name: 'Send now' }).click()
    await expect(page.getByText('This network shows a page of its own first.', { exact: false })).toBeVisible()
    await expect(page.getByText(/Waiting \([12]\)/)).toBeVisible()
    await page.context().unroute('**/api/v1/**')
    await page.getByRole('button', { name: 'Send now' }).click()
    await expect(page.getByText(/has been received\. Last/)).toBeVisible({ timeout: 30_000 })
    await within(page, `/records/${id}`)
    await expect(page.getByText(/Received/).first()).toBeVisible()
    expect(await page.getByText('Under the table.').first().textContent()).toHaveLength(long.length)
  })
})

test('a new version never meets an open draft, and starts with the next lock', async ({ browser, baseURL }) => {
  test.setTimeout(120_000)
  const host = await nextVersion(baseURL ?? '')
  try {
    const page = await tablet(browser, { baseURL: host.url })
    await enrol(page, willowmere, 'Oak Room tablet')
    await firstSignIn(page, 'Amira')
    await readyOffline(page)
    await begin(page)
    await words(page).fill('Still being written')
    host.isOut = true
    const version = () => page.evaluate(() => document.querySelector('meta[name=version]')?.getAttribute('content') ?? 'now')
    await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()))
    await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state ?? null)).toBe('installed')
    const prompt = page.getByText('A new version is ready. It will start next time this tablet locks.')
    await saved(page)
    await expect(prompt).toBeHidden()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await expect(prompt).toBeVisible()
    await begin(page)
    await expect(prompt).toBeHidden()
    await page.getByRole('button', { name: 'Close', exact: true }).click()
    await page.getByRole('button', { name: 'Later', exact: true }).click()
    await expect(prompt).toBeHidden()
    expect(await version()).toBe('now')
    await lock(page)
    await expect.poll(() => version().catch(() => 'between')).toBe('next')
    await signIn(page, 'Amira')
    await page.getByText(/Finish|Add who this is about/).first().click()
    await expect(words(page)).toHaveValue('Still being written')
  } finally {
    await host.close()
  }
})
