import { expect, type Locator } from '@playwright/test'
import { test } from './county'
import { chip, enrol, firstSignIn, tablet, upToDate, willowmere } from './people'

test.use({ actionTimeout: 30_000 })

async function box(one: Locator) {
  const found = await one.boundingBox()
  if (!found) throw new Error('not on the glass')
  return found
}

test('on a phone the acts come first, the tabs stay at the foot, and Save stays under the thumb', async ({ browser }) => {
  test.setTimeout(120_000)
  const glass = { width: 390, height: 844 }
  const page = await tablet(browser, { viewport: glass, hasTouch: true, isMobile: true })
  await enrol(page, willowmere, 'Playground phone')
  await firstSignIn(page, 'Amira')
  await upToDate(page)

  const record = page.getByRole('link', { name: 'Record what happened' })
  const act = await box(record)
  expect(act.width).toBeGreaterThanOrEqual(358)
  expect(act.height).toBeGreaterThanOrEqual(96)
  const tabs = page.getByRole('navigation', { name: 'Main' })
  expect((await box(tabs)).y + (await box(tabs)).height).toBeCloseTo(glass.height, 0)
  for (const label of ['Today', 'Child', 'Tray', 'Help']) await expect(tabs.getByText(label, { exact: true })).toBeVisible()

  await record.tap()
  await expect(tabs).toBeHidden()
  await page.locator('.sides:not([inert])').waitFor()
  const save = page.getByRole('button', { name: 'Save and close' })
  const inReach = async () => {
    const { y, height } = await box(save)
    expect(height).toBeGreaterThanOrEqual(72)
    expect(y + height).toBeLessThanOrEqual(glass.height)
    expect(y).toBeGreaterThan(glass.height - 120)
  }
  await inReach()
  await chip(page, /Who/, 'M.K.').tap()
  await page.getByLabel('In your own words').fill('Counted the coats by the door')
  await chip(page, /Held or kept in/, 'No').tap()
  await inReach()
  // The last chip is not under the bar.
  const last = await box(chip(page, /Held or kept in/, 'No'))
  expect(last.y + last.height).toBeLessThanOrEqual((await box(save)).y)
  await expect(page.locator('header').getByText(/^Saved \d\d:\d\d$/)).toBeVisible()
  await save.tap()
  await expect(page.getByRole('heading', { name: /Good .*, Amira/ })).toBeVisible()

  await tabs.getByText('Child', { exact: true }).tap()
  await page.getByLabel('Find a child').fill('M.K')
  await expect(page.getByText(/^1 of 30$/)).toBeVisible()
  const row = page.getByRole('link', { name: /M\.K\./ })
  const line = await box(row)
  expect(line.width).toBeGreaterThan(340)
  expect(line.height).toBeGreaterThanOrEqual(64)
  await row.tap()
  await expect(page.getByText('Counted the coats by the door')).toBeVisible()
})
