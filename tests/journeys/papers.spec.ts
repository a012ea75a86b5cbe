import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { unzipSync } from 'fflate'
import { test } from './county'
import { axe, badTargets, cutOff, sideways } from './look'
import { printed } from './paper'
import { chip, enrol, firstSignIn, tablet, upToDate, willowmere } from './people'

const child = 'willowmere-child-1-1'
const another = /pip|marmalade/i
const bare = (words: string) => words.replace(/\s/g, '')
const sizes = [{ width: 1024, height: 768 }, { width: 800, height: 1280 }, { width: 390, height: 844 }]
async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState({ ...history.state, current: to, position: (history.state as { position?: number } | null)?.position ?? 0 }, '', to)
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }))
  }, path)
}
async function look(page: Page, screen: string): Promise<void> {
  for (const size of sizes) {
    await page.setViewportSize(size)
    expect.soft(await badTargets(page), `${screen} at ${size.width}`).toEqual([])
    expect.soft(await sideways(page), `${screen} at ${size.width} is pushed sideways`).toEqual([])
  }
  await page.setViewportSize({ width: 320, height: 256 })
  expect.soft(await sideways(page), `${screen} at 400 %`).toEqual([])
  expect.soft(await cutOff(page), `${screen} at 400 %`).toEqual([])
  await page.setViewportSize({ width: 1024, height: 768 })
  for (const media of [{ colorScheme: 'light' }, { colorScheme: 'dark' }, { colorScheme: 'light', forcedColors: 'active' }] as const) {
    await page.emulateMedia(media)
    expect.soft(await axe(page), `${screen}, ${JSON.stringify(media)}`).toEqual([])
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
}

test('what was put in place, a service that was asked and a page about a child become papers that name no other child', async ({ browser }) => {
  test.setTimeout(240_000)
  const page = await tablet(browser, { acceptDownloads: true })
  await enrol(page, willowmere, 'Oak Room tablet')
  await firstSignIn(page, 'Senna')
  await upToDate(page)

  await test.step('support, as it is written and as it is printed', async () => {
    await goTo(page, `/children/${child}/support`)
    await page.getByRole('button', { name: 'Add what was put in place' }).click()
    await page.getByLabel('What', { exact: true }).fill('A seat by the door, away from Pip Marmalade')
    await chip(page, /Tier/, 'Tier 1, for all children').click()
    await page.getByLabel('From', { exact: true }).fill('2026-09-07')
    await chip(page, /What came of it/, 'Made no difference').click()
    await look(page, 'Support')
    await page.locator('label').filter({ hasText: 'History of support' }).click()
    await expect(page.getByRole('list', { name: 'History of support, oldest first' })).toContainText('7 September 2026 · Put in place')
    await look(page, 'History of support')
    await page.locator('label').filter({ hasText: 'Provision map' }).click()
    await look(page, 'Provision map')
    const { cut, words, sheets: [sheet] } = await printed(page)
    expect(cut).toEqual([])
    expect(words.filter((word) => !sheet?.words.includes(word))).toEqual([])
  })

  await test.step('a service is found and asked', async () => {
    await page.locator('label').filter({ hasText: 'Add to it' }).click()
    await page.getByRole('link', { name: 'Find a service to ask' }).click()
    await page.getByLabel('Our town').selectOption('Stevenage')
    await page.getByLabel('Search').fill('partnership')
    await look(page, 'Services')
    await page.getByRole('link', { name: 'Ask DSPL 2' }).click()
    await expect(page.getByRole('button', { name: /^DSPL 2/ })).toContainText('No answer yet')
    expect(page.url()).not.toContain('ask=')
  })

  await test.step('a profile of the longest words that fit is one page of at least 12 point', async () => {
    await goTo(page, `/children/${child}/profile`)
    const words = 'I like it when we know what comes next and the hall is quiet before lunch, because then my hands can rest. '.repeat(4).slice(0, 430)
    for (const label of ['What people like and admire about me', 'What matters to me', 'How best to support me', 'How I show what I feel']) await page.getByLabel(label, { exact: true }).fill(words)
    await look(page, 'One-page profile')
    await expect(page.getByText('longer than one page')).toBeHidden()
    const { cut, sheets } = await printed(page)
    expect(cut).toEqual([])
    expect(sheets).toHaveLength(1)
    // Four sentences in each of four parts.
    expect(sheets[0]?.words.split(bare(words.trim()).slice(0, 60))).toHaveLength(17)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.part p').evaluateAll((parts) => parts.map((part) => Math.round(Number.parseFloat(getComputedStyle(part).fontSize) * 0.75)))).toEqual([12, 12, 12, 12])
    await page.emulateMedia({ media: null })
  })

  await test.step('papers for a service, on paper and as files', async () => {
    await goTo(page, `/children/${child}/bundle`)
    await page.locator('label').filter({ hasText: 'Outreach' }).click()
    await page.getByLabel('Handed to').fill('DSPL 2')
    await expect(page.getByText('No baseline yet.')).toBeVisible()
    await look(page, 'Papers for a service')
    await page.getByRole('button', { name: 'Look through it' }).click()
    await look(page, 'Papers, looked through')
    const { tagged, sheets } = await printed(page)
    expect(tagged).toBe(true)
    for (const [index, { size, words }] of sheets.entries()) {
      expect(size).toEqual([595, 842])
      expect(words).toContain(bare(`${index + 1} of ${sheets.length}`))
      expect(words).toContain('forOutreach·')
      expect(words).not.toMatch(another)
    }
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as files (ZIP)' }).click()])
    expect(download.suggestedFilename()).toMatch(/^bundle-[\d-]+-[0-9A-F]{4}-[0-9A-F]{4}\.zip$/)
    const files = unzipSync(await readFile(await download.path()))
    const text = Object.values(files).map((bytes) => new TextDecoder().decode(bytes)).join('\n')
    expect(text).toContain('A seat by the door, away from another child')
    expect(text).not.toMatch(another)
    await expect(page.getByRole('listitem').filter({ hasText: 'Outreach: DSPL 2' })).toContainText('by Senna · as files')
    // What is saved opens by itself: nothing in it needs a network.
    const alone = await browser.newPage()
    await alone.setContent(new TextDecoder().decode(files['index.html']))
    expect(await axe(alone)).toEqual([])
    await alone.close()
  })

  await test.step('a solution circle', async () => {
    await goTo(page, `/children/${child}/support`)
    await page.getByRole('link', { name: 'Hold a solution circle' }).click()
    await page.getByLabel('What we would like to be different').fill('Lunch in the hall')
    await look(page, 'Solution circle')
  })
})

test('an adult who may not hand papers on is told who does', async ({ browser }) => {
  const page = await tablet(browser)
  await enrol(page, willowmere, 'Elm Room tablet')
  await firstSignIn(page, 'Amira')
  await upToDate(page)
  await goTo(page, `/children/${child}/bundle`)
  await expect(page.getByText('a lead or this child’s key person makes them')).toBeVisible()
})
