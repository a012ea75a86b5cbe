import { expect } from '@playwright/test'
import { test } from './county'
import { chip, lock, readyOffline, signIn, twoTablets } from './people'

test('written with no signal from a cold start, received by the LA, read on another tablet', async ({ browser }) => {
  test.setTimeout(180_000)
  const { oak, elm } = await twoTablets(browser, 'Amira', 'Senna')
  await readyOffline(oak)

  // No network, and a cold start: the page is closed, and opened again from the tablet alone.
  await lock(oak)
  const context = oak.context()
  await oak.close()
  await context.setOffline(true)
  const again = await context.newPage()
  await again.goto('/')
  await signIn(again, 'Amira')

  // A quick record in five taps from Today.
  let taps = 0
  const tap = async (locator: ReturnType<typeof again.getByRole>) => {
    taps += 1
    await locator.click()
  }
  await tap(again.getByRole('link', { name: 'Record what happened' }))
  await tap(chip(again, /Who/, 'M.K.'))
  await tap(chip(again, /What we saw/, 'Calmed with help'))
  await tap(chip(again, /Where/, 'Hall'))
  await expect(again.locator('header').getByText(/Saved on this tablet \d\d:\d\d/).first()).toBeVisible()
  await tap(again.getByRole('button', { name: 'Save and close' }))
  expect(taps).toBeLessThanOrEqual(5)
  await expect(again.getByRole('link', { name: '1 not sent yet', exact: true })).toBeVisible()

  // An ABC record about the same child.
  await again.getByRole('link', { name: 'ABC record' }).click()
  await chip(again, /Who/, 'M.K.').click()
  await again.getByRole('textbox', { name: 'What was happening just before?' }).fill('Queue for lunch, the bell rang early')
  await again.getByRole('textbox', { name: 'What we saw and heard' }).fill('Sat under the coats and hummed')
  await again.getByRole('textbox', { name: 'What happened next' }).fill('Chris sat near; lunch in the quiet room')
  await again.getByRole('button', { name: /Save and close/ }).click()
  await expect(again.getByRole('link', { name: '2 not sent yet', exact: true })).toBeVisible()

  await lock(again)
  await expect(again.getByText('2 not sent yet', { exact: true })).toBeVisible()
  await signIn(again, 'Amira')

  // Signal comes back. The other tablet lies open on that child's page.
  await elm.getByRole('link', { name: 'Child', exact: true }).click()
  await elm.getByRole('button', { name: /Show names/ }).click()
  await elm.getByRole('link', { name: /Moss/ }).first().click()
  await context.setOffline(false)
  await again.getByRole('link', { name: /Tray/ }).click()
  await expect(again.getByText(/Everything here has been received|Received by Willowmere Primary/).first()).toBeVisible({ timeout: 30_000 })
  await expect(again.getByText(/not sent yet/)).toHaveCount(0)
  await expect(again.getByText(/\d\d:\d\d/).first()).toBeVisible()
  await expect(elm.getByText(/Sat under the coats/).first()).toBeVisible({ timeout: 15_000 })
})

test('another tablet shows a record within two seconds of its receipt', async ({ browser }) => {
  test.setTimeout(120_000)
  const { oak, elm } = await twoTablets(browser, 'Amira', 'Senna')
  // The child whose page lies open on the other tablet.
  await elm.getByRole('link', { name: 'Child', exact: true }).click()
  await elm.getByRole('button', { name: /Show names/ }).click()
  await elm.getByRole('link', { name: /Moss/ }).first().click()
  await expect(elm.getByRole('heading', { name: /Moss/ }).first()).toBeVisible()

  const words = `Hummed by the window, ${Date.now()}`
  await oak.getByRole('link', { name: 'Observation' }).click()
  await chip(oak, /Who/, 'M.K.').click()
  await oak.getByLabel('What I saw').fill(words)
  const receipt = oak.waitForResponse((response) => response.url().endsWith('/api/v1/push') && response.ok())
  await oak.getByRole('button', { name: /Save and close/ }).click()
  await receipt
  const from = Date.now()
  await expect(elm.getByText(words.slice(0, 20)).first()).toBeVisible({ timeout: 10_000 })
  const took = Date.now() - from
  test.info().annotations.push({ type: 'receipt to the other glass', description: `${took} ms` })
  expect(took).toBeLessThan(2_000)
})

test('both edit one child offline: other answers merge, the same answer is chosen in the Tray', async ({ browser }) => {
  test.setTimeout(180_000)
  const { oak, elm } = await twoTablets(browser, 'Hetty', 'Senna')
  for (const page of [oak, elm]) {
    await page.getByRole('link', { name: 'Child', exact: true }).click()
    await page.getByRole('button', { name: /Show names/ }).click()
    await page.getByRole('link', { name: /Juniper/ }).first().click()
    await page.getByRole('link', { name: /Edit details/ }).click()
    await expect(page.getByLabel('Known as')).toBeVisible()
    await page.context().setOffline(true)
  }
  await oak.getByLabel('Known as').fill('Junie')
  await oak.getByLabel('Home local authority').fill('Hertfordshire, east')
  await elm.getByLabel('Home local authority').fill('Hertfordshire, north')
  await elm.getByLabel('Health needs that matter if held').fill('Bends one knee with care')
  for (const page of [oak, elm]) {
    await page.getByRole('button', { name: 'Done' }).click()
    await page.context().setOffline(false)
  }
  for (const page of [oak, elm]) {
    await page.getByRole('link', { name: /Tray/ }).click()
    await expect(page.getByText(/Two versions/).first()).toBeVisible({ timeout: 30_000 })
  }
  await elm.getByRole('link', { name: /Choose/ }).or(elm.getByRole('button', { name: /Choose/ })).first().click()
  await expect(elm.getByText('Hertfordshire, north', { exact: true })).toBeVisible()
  await elm.locator('label').filter({ hasText: /Hertfordshire, east(?!\s*Hertfordshire)/ }).first().click()
  await elm.getByRole('button', { name: /Use/ }).first().click()
  await oak.getByRole('link', { name: 'Child', exact: true }).click()
  await oak.getByRole('link', { name: /Junie|Juniper/ }).first().click()
  await expect(oak.getByText('Bends one knee with care').first()).toBeVisible({ timeout: 20_000 })
  await expect(oak.getByText(/Two versions/)).toHaveCount(0, { timeout: 20_000 })
})
