import { expect, type Page } from '@playwright/test'
import { test } from './county'
import { chip, enrol, firstSignIn, lock, readyOffline, signIn, tablet, upToDate, willowmere } from './people'

const supply = { name: 'Quillon Sparrowdale', tile: 'Quillon', pin: '739164', nextPin: '860271' }
const wrong = '555666'
const whoIsThere = (page: Page) => page.getByRole('heading', { name: 'Who is using this tablet?' })
const good = (page: Page, name: string) => page.getByRole('heading', { name: new RegExp(`Good .*, ${name}`) })

/** What a screen reader can reach. */
async function spoken(page: Page): Promise<string> {
  const reader = await page.context().newCDPSession(page)
  const { nodes } = await reader.send('Accessibility.getFullAXTree')
  await reader.detach()
  return nodes.flatMap(({ ignored, name, value }) => (ignored ? [] : [String(name?.value ?? ''), String(value?.value ?? '')])).join('\n')
}
async function enterPin(page: Page, name: string, digits: string): Promise<void> {
  const tile = page.getByRole('button', { name })
  const field = page.getByLabel('Your 6-digit PIN')
  await tile.or(field).first().waitFor()
  if (await tile.isVisible()) await tile.click()
  await expect(field).toBeEnabled()
  await field.fill(digits)
}
async function choosePin(page: Page, digits: string): Promise<void> {
  for (const label of ['Choose a 6-digit PIN', 'The same PIN again']) await page.getByLabel(label).fill(digits)
  await page.getByRole('button', { name: 'Done', exact: true }).click()
}
async function adults(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Today', exact: true }).click()
  await page.getByRole('button', { name: /lock and settings/ }).click()
  await page.getByRole('link', { name: 'Adults and PINs' }).click()
}

test.use({ actionTimeout: 30_000 })

test('a tablet left alone locks and keeps the work; adults and PINs are looked after with no signal; wrong PINs count', async ({ browser }) => {
  test.setTimeout(240_000)
  const elm = await tablet(browser)
  await enrol(elm, willowmere, 'Elm Room tablet')
  await firstSignIn(elm, 'Senna')
  await upToDate(elm)
  const page = await tablet(browser)
  await enrol(page, willowmere, 'Oak Room tablet')
  await firstSignIn(page, 'Hetty')
  await upToDate(page)
  await readyOffline(page)
  await page.context().setOffline(true)
  // From here on the test holds the clock, which the app takes up as it starts.
  await page.clock.install()
  await page.reload()
  await signIn(page, 'Hetty')

  await test.step('30 seconds before it locks it says so, and one tap keeps it open', async () => {
    await page.getByRole('link', { name: 'Record what happened' }).click()
    await page.locator('.sides:not([inert])').waitFor()
    await chip(page, /Anyone hurt/, 'Yes').click()
    await page.getByLabel('In your own words').fill('Hummed under the coats')
    await page.clock.fastForward('01:31')
    const warning = page.getByText('Locking in 30 seconds to keep records private.')
    await expect(warning).toBeVisible()
    // Under the finger it goes already as it is touched, so it is tapped by its place.
    const stay = await page.getByRole('button', { name: 'Stay signed in' }).boundingBox()
    await page.mouse.click((stay?.x ?? 0) + (stay?.width ?? 0) / 2, (stay?.y ?? 0) + (stay?.height ?? 0) / 2)
    await expect(warning).toBeHidden()
    await page.clock.fastForward('01:20')
    await expect(warning).toBeHidden()
  })

  await test.step('Hide covers everything in one tap, for the ear too', async () => {
    expect(await spoken(page)).toContain('Hummed under the coats')
    await page.getByRole('button', { name: 'Hide screen' }).click()
    await expect(page.getByText('Screen hidden.')).toBeVisible()
    expect(await page.evaluate(() => [...document.elementsFromPoint(300, 500), ...document.elementsFromPoint(900, 740)].slice(0, 1).every((top) => top.closest('dialog') !== null))).toBe(true)
    expect(await spoken(page)).not.toContain('Hummed')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expect(page.getByText('Screen hidden.')).toBeVisible()
    await page.getByRole('button', { name: 'Show again' }).click()
  })

  await test.step('after two minutes it locks, with words only just typed; the same adult comes back to them', async () => {
    const words = page.getByLabel('In your own words')
    await words.fill('Hummed under the coats, then came out')
    await page.setViewportSize({ width: 1024, height: 420 })
    await words.evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(7, 12))
    await page.mouse.wheel(0, 160)
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(100)
    const top = await page.evaluate(() => scrollY)
    await page.clock.fastForward('02:01')
    await expect(whoIsThere(page)).toBeVisible()
    await expect(page.getByText('Not with the office yet: take this tablet to the school office.')).toBeVisible()
    expect(await spoken(page)).not.toMatch(/Hummed|coats/)
    await signIn(page, 'Hetty')
    await expect(words).toHaveValue('Hummed under the coats, then came out')
    await expect(page.getByText('Locking in 30 seconds')).toBeHidden()
    // The same field, the same words marked in it, and as far down as before.
    await expect(words).toBeFocused()
    expect(await words.evaluate((box: HTMLTextAreaElement) => [box.selectionStart, box.selectionEnd])).toEqual([7, 12])
    expect(await page.evaluate(() => scrollY)).toBe(top)
    await page.setViewportSize({ width: 1024, height: 768 })
    await page.getByRole('button', { name: 'Close', exact: true }).click()
  })

  await test.step('the head adds a supply adult with no signal, who signs in with no signal', async () => {
    await adults(page)
    await page.getByRole('button', { name: 'Add an adult' }).click()
    await page.getByLabel('Full name').fill(supply.name)
    await chip(page, /Roles/, 'Practitioner').click()
    await page.getByLabel('Last day here').fill('2099-12-18')
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(page.getByText(`Hand the tablet to ${supply.tile}`)).toBeVisible()
    await choosePin(page, supply.pin)
    await expect(page.getByText(/Last day 18 December 2099/)).toBeVisible()
    await page.getByRole('link', { name: 'Today', exact: true }).click()
    await lock(page)
    await enterPin(page, supply.tile, supply.pin)
    await expect(good(page, supply.tile)).toBeVisible()
    await lock(page)
  })

  await test.step('a senior adult sets a new PIN, and the old one opens nothing', async () => {
    await signIn(page, 'Hetty')
    await adults(page)
    await page.getByRole('button', { name: `Reset PIN: ${supply.tile}` }).click()
    await choosePin(page, supply.nextPin)
    await page.getByRole('link', { name: 'Today', exact: true }).click()
    await lock(page)
    await enterPin(page, supply.tile, supply.pin)
    await expect(page.getByText('That PIN did not match. 4 tries left, or ask Senna to set a new one.')).toBeVisible()
  })

  await test.step('the fifth wrong PIN makes it wait, over a reload too, even for the right one', async () => {
    await enterPin(page, supply.tile, wrong)
    await expect(page.getByText('3 tries left')).toBeVisible()
    await page.reload()
    await enterPin(page, supply.tile, wrong)
    await expect(page.getByText('2 tries left')).toBeVisible()
    await enterPin(page, supply.tile, wrong)
    await expect(page.getByText('1 try left')).toBeVisible()
    await enterPin(page, supply.tile, wrong)
    await expect(page.getByText(/Wait \d+ seconds, or ask Senna to set a new PIN/)).toBeVisible()
    await expect(page.getByLabel('Your 6-digit PIN')).toBeDisabled()
    await page.reload()
    await enterPin(page, supply.tile, supply.nextPin)
    await expect(page.getByText(/Wait \d+ seconds, or ask Senna/)).toBeVisible()
    await page.clock.fastForward('00:31')
    await enterPin(page, supply.tile, supply.nextPin)
    await expect(good(page, supply.tile)).toBeVisible()
  })

  await test.step('once there is signal, the other tablet knows the new adult', async () => {
    await page.context().setOffline(false)
    await page.getByRole('link', { name: /Tray/ }).click()
    await page.getByRole('button', { name: 'Send now' }).click()
    await expect(page.getByText(/Everything here has been received/)).toBeVisible({ timeout: 30_000 })
    // It hears of her a moment later, and only while someone is signed in.
    await expect(async () => {
      await lock(elm)
      if (await elm.getByRole('button', { name: supply.tile }).isVisible()) return
      await signIn(elm, 'Senna')
      throw new Error('not heard of yet')
    }).toPass()
  })

  await test.step('a tablet that the office switched off says so, and keeps what is written', async () => {
    await page.context().route('**/api/v1/**', (route) => route.fulfill({ status: 401, contentType: 'application/json', body: JSON.stringify({ code: 'revoked' }) }))
    await page.getByRole('button', { name: 'Send now' }).click()
    await expect(page.getByText(/switched off by the office/).first()).toBeVisible()
    await page.getByRole('link', { name: 'Today', exact: true }).click()
    await expect(page.getByText('What you write is still sealed and kept here.', { exact: false })).toBeVisible()
    await page.getByRole('link', { name: 'Record what happened' }).click()
    await page.locator('.sides:not([inert])').waitFor()
    await page.getByLabel('In your own words').fill('Written on a tablet that was switched off')
    await page.getByRole('button', { name: 'Save and close' }).click()
    await expect(page.getByRole('link', { name: '1 not sent yet', exact: true })).toBeVisible()
  })
})
