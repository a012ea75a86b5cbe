import { expect, type Page } from '@playwright/test'
import { test } from './county'
import { axe } from './look'
import { otherTablet } from './other-tablet'
import { printed } from './paper'
import { chip, enrol, firstSignIn, readyOffline, tablet, twoTablets, upToDate, willowmere } from './people'

const clover = 'willowmere-child-1-6'

/** Six accounts by Amira of one kind of moment, in the hall, before lunch. */
async function sixAccounts(url: string): Promise<void> {
  const amiras = await otherTablet(url, willowmere)
  const accounts = await Promise.all(Array.from({ length: 6 }, (_, day) => amiras.make({
    record: `accounts-${day}`, kind: 'abc', act: 'close', setting: amiras.setting.id, author: 'willowmere-amira', at: Date.now() - (day + 1) * 86_400_000,
    changes: { 'child/': clover, 'saw/': 'Threw the chair.', 'before/': 'The lunch bell rang.', 'place/': 'hall', 'when/': { wall: `2026-11-1${day}T11:50`, zone: 'Europe/London', precision: 'exact' } },
  })))
  const { results } = await amiras.push(...accounts.map(({ text }) => text))
  expect(results.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 'stored'))
}
async function toTool(page: Page, name: string): Promise<void> {
  if (!(await page.getByRole('heading', { name: 'Timeline' }).isVisible())) {
    await page.getByRole('link', { name: /^C\.O\./ }).first().click()
    await page.getByRole('heading', { name: 'Timeline' }).waitFor()
  }
  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('heading', { name, level: 1 }).first().waitFor()
}
/** On paper stands what was made for it as it was printed. */
async function onPaper(page: Page, ...words: string[]): Promise<void> {
  const { cut, sheets } = await printed(page)
  expect(cut).toEqual([])
  const said = sheets.map((sheet) => sheet.words).join('')
  for (const one of words) expect(said).toContain(one.replaceAll(' ', ''))
}
const asked = (page: Page) => page.getByRole('link', { name: 'Choose', exact: true })
const entry = (page: Page, words: string) => page.locator('.chip').filter({ hasText: words }).first()

test('six ABC records become a tree, a map, a moment to predict and a risk, and each line still leads to its records', async ({ browser, baseURL }) => {
  test.setTimeout(120_000)
  await sixAccounts(baseURL ?? '')
  const page = await tablet(browser)
  await enrol(page, willowmere, 'Oak Room tablet')
  await firstSignIn(page, 'Senna')
  await upToDate(page)
  await readyOffline(page)
  await page.context().setOffline(true)
  await page.getByRole('link', { name: 'Child', exact: true }).click()

  await test.step('the tree: a behaviour with its records', async () => {
    await toTool(page, 'Roots and Fruits')
    await page.getByRole('button', { name: 'Add to: Behaviours we see now' }).click()
    const sheet = page.getByRole('dialog')
    await expect(sheet.getByRole('button', { name: '6 records of: Threw the chair' })).toBeVisible()
    await sheet.getByRole('button', { name: 'Threw the chair', exact: true }).click()
    await sheet.getByRole('button', { name: 'Done' }).click()
    await entry(page, 'Threw the chair').click()
    await sheet.locator('label').filter({ hasText: 'Dangerous' }).first().click()
    await sheet.getByRole('button', { name: 'Close', exact: true }).click()
    await onPaper(page, 'What we think together, not a finding', 'Threw the chair', 'harm we saw')
    await page.getByRole('link', { name: 'C.O.', exact: true }).click()
  })
  await test.step('the map: the place they tell of, scored', async () => {
    await toTool(page, 'Anxiety map')
    await page.getByRole('button', { name: 'Add Hall', exact: true }).click()
    await page.getByRole('group', { name: 'Hall' }).getByRole('radio', { name: /plus 4/ }).check()
    await onPaper(page, 'Clover', 'Neither side is good or bad.', 'Hall')
    await page.getByRole('link', { name: 'C.O.', exact: true }).click()
  })
  await test.step('a moment to predict', async () => {
    await toTool(page, 'Predict and prevent')
    await page.getByRole('button', { name: 'Predict this: Hall' }).click()
    await page.getByLabel('Prevent it').fill('We will walk in before the bell.')
    await expect(page.getByText('6 records')).toBeVisible()
    expect(await axe(page)).toEqual([])
    await onPaper(page, 'Clover', 'We will walk in before the bell.')
    // By the button, too: while the browser prints, nothing on the page can change any more.
    const byButton = page.evaluate(() => new Promise<string>((done) => { window.print = () => done(document.querySelector('.print-only table')?.textContent ?? '') }))
    await page.getByRole('button', { name: 'Print', exact: true }).click()
    expect(await byButton).toContain('We will walk in before the bell.')
    await page.getByRole('link', { name: 'C.O.', exact: true }).click()
  })
  await test.step('a risk, which leads back to the first of them', async () => {
    await toTool(page, 'Risk calculator')
    await page.getByRole('button', { name: 'Weigh this: Threw the chair' }).click()
    await chip(page, /What could come of it/, 'Another child could be hurt').click()
    await page.getByRole('group', { name: /^Seriousness/ }).locator('label').filter({ hasText: '2. First aid' }).click()
    await expect(page.getByText('Choose how likely it is to see the score.')).toBeVisible()
    await page.getByRole('group', { name: /^Probability/ }).locator('label').filter({ hasText: '3. More likely' }).click()
    await expect(page.getByText('6 = seriousness 2 × probability 3')).toBeVisible()
    expect(await axe(page)).toEqual([])
    await onPaper(page, 'Clover', 'Scores are seriousness × probability, 1 to', '6 = 2 × 3')
    await page.getByText('6 records').click()
    await page.getByRole('link', { name: /^ABC record, 10 Nov/ }).click()
    await expect(page.getByText('The lunch bell rang.').first()).toBeVisible()
  })
})

test('two tablets offline on one tree and one map meet with nothing lost, and ask only about a true clash', async ({ browser }) => {
  test.setTimeout(150_000)
  const { oak, elm } = await twoTablets(browser, 'Senna', 'Hetty')
  await readyOffline(oak)
  await readyOffline(elm)
  const both = [[oak, 'Hides under the coats', 'Difficult'], [elm, 'Shouts at the bell', 'Dangerous']] as const

  await test.step('one behaviour that both know', async () => {
    await oak.getByRole('link', { name: 'Child', exact: true }).click()
    await toTool(oak, 'Roots and Fruits')
    await addToTree(oak, 'Leaves the room')
    await oak.getByRole('link', { name: 'C.O.', exact: true }).click()
    await elm.getByRole('link', { name: 'Child', exact: true }).click()
    await toTool(elm, 'Roots and Fruits')
    await expect(entry(elm, 'Leaves the room')).toBeVisible({ timeout: 30_000 })
  })
  await test.step('apart: each adds one, each says of what kind the first is, each scores the same item', async () => {
    for (const [page, words, kind] of both) {
      await page.context().setOffline(true)
      if (page === oak) await toTool(page, 'Roots and Fruits')
      await addToTree(page, words)
      await entry(page, 'Leaves the room').click()
      await page.getByRole('dialog').locator('label').filter({ hasText: kind }).first().click()
      await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click()
      await page.getByRole('link', { name: 'C.O.', exact: true }).click()
      await toTool(page, 'Anxiety map')
      await page.getByRole('button', { name: 'Add item' }).first().click()
      await page.getByRole('dialog').getByLabel('In your own words').fill(page === oak ? 'Wet play' : 'The bus')
      await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Done' }).click()
      await page.getByRole('link', { name: 'C.O.', exact: true }).click()
    }
  })
  await test.step('together: everything is on both, and one thing is asked', async () => {
    for (const [page] of both) await page.context().setOffline(false)
    for (const [page] of both) {
      await page.getByRole('link', { name: /Tray/ }).click()
      await page.getByRole('button', { name: 'Send now' }).click({ timeout: 5_000 }).catch(() => undefined) // gone once all is sent
      await page.getByRole('link', { name: 'Child', exact: true }).click()
    }
    for (const [page] of both) {
      await toTool(page, 'Roots and Fruits')
      for (const words of ['Leaves the room', 'Hides under the coats', 'Shouts at the bell']) await expect(entry(page, words)).toBeVisible({ timeout: 30_000 })
      await expect(asked(page)).toBeVisible()
      await page.getByRole('link', { name: 'C.O.', exact: true }).click()
      await toTool(page, 'Anxiety map')
      for (const words of ['Wet play', 'The bus']) await expect(page.getByText(words).first()).toBeVisible()
      await expect(asked(page)).toBeHidden()
      await page.getByRole('link', { name: 'C.O.', exact: true }).click()
    }
    await toTool(oak, 'Roots and Fruits')
    await oak.getByRole('link', { name: 'Choose' }).click()
    await expect(oak.getByText('Difficult', { exact: true })).toBeVisible()
    await expect(oak.getByText('Dangerous', { exact: true })).toBeVisible()
  })
})

async function addToTree(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: 'Add to: Behaviours we see now' }).click()
  const sheet = page.getByRole('dialog')
  await sheet.getByLabel('In your own words').fill(words)
  await sheet.getByRole('button', { name: 'Add', exact: true }).click()
  await sheet.getByRole('button', { name: 'Done' }).click()
}
