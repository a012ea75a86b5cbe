import { expect } from '@playwright/test'
import { test } from './county'
import { chip, enrol, firstSignIn, lock, pin, readyOffline, signIn, tablet, upToDate, willowmere } from './people'

test('with no signal and nobody signed in, one tap is a durable record; it outlives its page, and whoever was there takes it on', async ({ browser }) => {
  test.setTimeout(120_000)
  const oak = await tablet(browser)
  await enrol(oak, willowmere, 'Oak Room tablet')
  // Nobody has a PIN here yet, so nothing could ever open what was written.
  await expect(oak.getByRole('button', { name: 'Calm script' })).toBeVisible()
  await expect(oak.getByRole('button', { name: 'Record now' })).toBeHidden()
  await firstSignIn(oak, 'Amira')
  await upToDate(oak)
  await readyOffline(oak)
  await lock(oak)
  const context = oak.context()
  await context.setOffline(true)

  await oak.getByRole('button', { name: 'Record now' }).click()
  await expect(oak.locator('header').getByText(/Saved on this tablet \d\d:\d\d/).first()).toBeVisible()
  await oak.getByLabel('In your own words').fill('H. at the gate with the paper crane.')
  await chip(oak, /Held or kept in/, 'Not sure').click()
  await expect(oak.locator('.save-chip[data-state=saved]')).toBeVisible()
  // Half a second after the last letter it is on the disk. The page is then gone without a word.
  await oak.waitForTimeout(1000)
  await oak.close()

  const again = await context.newPage()
  await again.goto('/')
  await expect(again.getByText('1 record is waiting for someone to sign in.')).toBeVisible()
  expect(await again.content()).not.toContain('paper crane')
  await signIn(again, 'Amira')
  await again.getByRole('link', { name: 'Look' }).click()
  await expect(again.getByText('H. at the gate with the paper crane.')).toBeVisible()
  await again.getByRole('button', { name: 'I was there, another adult wrote it' }).click()
  await chip(again, /Who/, 'H.Q.').click()
  await expect(again.getByLabel('In your own words')).toHaveValue('H. at the gate with the paper crane.')
  await again.getByRole('button', { name: 'Save and close' }).click()
  await expect(again.getByRole('link', { name: '1 not sent yet', exact: true })).toBeVisible()

  // It says how it came to be, on the record itself.
  await again.getByRole('link', { name: 'H.Q.' }).click()
  await again.getByRole('link', { name: /paper crane/ }).click()
  await expect(again.getByText('I was there, another adult wrote it')).toBeVisible()
  await context.setOffline(false)
  await again.getByRole('link', { name: /Tray/ }).click()
  await expect(again.getByText(/Everything here has been received|Received by Willowmere Primary/).first()).toBeVisible({ timeout: 30_000 })

  // Opened and left without a word, it leaves nothing behind.
  await again.getByRole('link', { name: 'Today', exact: true }).click()
  await lock(again)
  await again.getByRole('button', { name: 'Record now' }).click()
  await expect(again.locator('.save-chip[data-state=saved]')).toBeVisible()
  await again.keyboard.press('Control+Enter')
  await expect(again.getByRole('button', { name: 'Record now' })).toBeFocused()
  await expect(again.getByText(/waiting for someone to sign in/)).toBeHidden()
  await again.getByRole('button', { name: 'Amira' }).click()
  await again.getByLabel('Your 6-digit PIN').fill(pin)
  await expect(again.getByText(/before anyone signed in/)).toBeHidden()
})
