import { expect } from '@playwright/test'
import { test } from './county'
import { chip, readyOffline, twoTablets } from './people'

test('a record of de-escalation in five taps with no signal, a success on the child’s timeline, and on the other tablet', async ({ browser }) => {
  test.setTimeout(120_000)
  const { oak, elm } = await twoTablets(browser, 'Amira', 'Senna')
  await readyOffline(oak)
  await oak.context().setOffline(true)

  let taps = 0
  const tap = async (locator: ReturnType<typeof oak.getByRole>) => {
    taps += 1
    await locator.click()
  }
  await tap(oak.getByRole('link', { name: 'De-escalation' }))
  await tap(chip(oak, /Who/, 'M.K.'))
  await tap(chip(oak, /What was tried/, 'Something to hold or hear'))
  await tap(chip(oak, /What helped/, 'Something to hold or hear'))
  await expect(oak.locator('header').getByText(/Saved on this tablet \d\d:\d\d/).first()).toBeVisible()
  await tap(oak.getByRole('button', { name: 'Save and close' }))
  expect(taps).toBeLessThanOrEqual(5)
  await expect(oak.getByRole('link', { name: '1 not sent yet', exact: true })).toBeVisible()

  const openChild = async (page: typeof oak) => {
    await page.getByRole('link', { name: 'Child', exact: true }).click()
    await page.getByRole('button', { name: /Show names/ }).click()
    await page.getByRole('link', { name: /Moss/ }).first().click()
  }
  // Said in words, and by what was tapped: nobody typed anything.
  const line = (page: typeof oak) => page.getByRole('link', { name: /De-escalation/ }).filter({ hasText: 'Something to hold or hear' })
  await openChild(oak)
  await expect(line(oak)).toContainText('Helped back to calm')
  await expect(line(oak)).toContainText('Saved on this tablet, not sent yet')
  await openChild(elm)
  await oak.context().setOffline(false)
  await expect(line(oak)).toContainText('Received', { timeout: 30_000 })
  await expect(line(elm)).toContainText('Helped back to calm', { timeout: 15_000 })
})
