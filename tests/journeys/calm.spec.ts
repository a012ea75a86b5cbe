import { expect, type Page } from '@playwright/test'
import { test } from './county'
import { axe, focused, scrollsDown, tabTo } from './look'
import { lock, pin, readyOffline, twoTablets } from './people'

test.use({ actionTimeout: 30_000 })

async function press(page: Page, wanted: RegExp): Promise<void> {
  await tabTo(page, wanted)
  await page.keyboard.press('Enter')
}

/** The script on the glass, without its card for print. */
const onGlass = (page: Page) => page.locator('.calm')

test('the SENCO writes a child’s calm words; a colleague has them in two presses, offline, with keys alone', async ({ browser }) => {
  test.setTimeout(180_000)
  const { oak, elm } = await twoTablets(browser, 'Senna', 'Amira')
  await readyOffline(elm)

  await test.step('written: five lines and what helps', async () => {
    await oak.getByRole('link', { name: 'Child', exact: true }).click()
    await oak.getByRole('button', { name: /Show names/ }).click()
    await oak.getByRole('link', { name: /^Clover/ }).first().click()
    await oak.getByRole('link', { name: 'Calm script' }).click()
    await expect(onGlass(oak).getByText('Nobody has written Clover’s own yet.')).toBeVisible()
    await oak.getByRole('link', { name: 'Write Clover’s own' }).click()
    await oak.getByLabel('3. I am here to help: we say').fill('I am near, Clover.')
    await oak.getByLabel('3. I am here to help: we do').fill('Sit an arm away. Hum.')
    await oak.getByRole('textbox', { name: 'What helps' }).fill('Lego\nThe blue chair')
    await oak.getByRole('textbox', { name: 'What to avoid' }).fill('Touch')
    await expect(oak.locator('header').getByText(/Saved on this tablet|Received by/).first()).toBeVisible()
    await oak.getByRole('button', { name: 'Done' }).click()
    await expect(onGlass(oak).getByText('Last written by Senna, today.')).toBeVisible()
    // On paper it is one small card (A6), and no other page of the app is.
    const sheets = async () => (await oak.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/MediaBox \[0 0 \d+/g)
    expect(await sheets()).toEqual(['/MediaBox [0 0 298'])
    await oak.getByRole('button', { name: 'Close' }).click()
    await oak.getByRole('heading', { name: 'Timeline' }).waitFor()
    expect((await sheets())?.[0]).toBe('/MediaBox [0 0 594')
  })

  await test.step('on the other tablet, whose adult may read it and not write it', async () => {
    await elm.getByRole('link', { name: /^C\.O\./ }).click()
    await elm.getByRole('link', { name: 'Calm script' }).click()
    await expect(onGlass(elm).getByText('Lego · The blue chair')).toBeVisible({ timeout: 20_000 })
    await expect(elm.getByRole('link', { name: /Change|Write/ })).toHaveCount(0)
    await elm.getByRole('button', { name: 'Close' }).click()
    await elm.getByRole('link', { name: 'Today', exact: true }).click()
    await elm.getByRole('heading', { name: /Good .*, Amira/ }).waitFor()
  })

  await elm.context().setOffline(true)
  await test.step('two presses from Today, offline, within a second', async () => {
    await press(elm, /^C\.O\./)
    await elm.getByRole('heading', { name: 'Timeline' }).waitFor()
    await tabTo(elm, /^Calm script/)
    const from = Date.now()
    await elm.keyboard.press('Enter')
    await elm.locator('#calm-say').waitFor()
    const took = Date.now() - from
    test.info().annotations.push({ type: 'press to the first line', description: `${took} ms` })
    expect(took).toBeLessThan(1_000)
    await expect(elm.locator('#calm-say')).toHaveText('Clover')
    expect(await focused(elm)).toBe('Next')
  })

  await test.step('keys alone, one line at a time', async () => {
    await elm.keyboard.press('Space')
    await expect(elm.getByText('2 of 5')).toBeVisible()
    await elm.keyboard.press('Enter')
    await expect(elm.locator('#calm-say')).toHaveText('I am near, Clover.')
    await elm.keyboard.press('ArrowRight')
    await expect(elm.getByText('4 of 5')).toBeVisible()
    await elm.keyboard.press('ArrowLeft')
    await expect(elm.getByText('3 of 5')).toBeVisible()
    await elm.waitForTimeout(3_000)
    await expect(elm.getByText('3 of 5')).toBeVisible()
    // One switch: few stops, and the next line is where the focus rests.
    const stops = await tabTo(elm, /^Next/)
    expect(stops).toEqual(['Go to the page', 'Close', 'Hide screen', 'Start timer', 'Print', 'Back', 'Next'])
  })

  await test.step('all of it on one glass, and nothing but Next and Back where a hurried hand lands', async () => {
    for (const [width, height] of [[1024, 768], [800, 1280]] as const) {
      await elm.setViewportSize({ width, height })
      expect(await scrollsDown(elm)).toBeLessThanOrEqual(0)
    }
    for (const [width, height] of [[1024, 768], [800, 1280], [390, 844]] as const) {
      await elm.setViewportSize({ width, height })
      const low = await elm.evaluate(() => {
        const inStrip = [...document.querySelectorAll('button, a[href]')].filter((one) => one.getBoundingClientRect().bottom > innerHeight - 160 && one.getBoundingClientRect().top < innerHeight)
        // What the bar covers is under it, and is reached by scrolling.
        return inStrip.filter((one) => one.closest('.steps') !== null || document.elementFromPoint(one.getBoundingClientRect().left + 4, one.getBoundingClientRect().top + 4) === one).map((one) => one.textContent?.trim())
      })
      expect(low, `${width}x${height}`).toEqual(['Back', 'Next'])
      const next = await elm.locator('.next').boundingBox()
      expect(next?.height).toBeGreaterThanOrEqual(104)
      expect(await axe(elm)).toEqual([])
    }
    await elm.setViewportSize({ width: 1024, height: 768 })
  })

  await test.step('before sign-in: the general words, large, with nothing of a child', async () => {
    await elm.getByRole('button', { name: 'Close' }).click()
    await elm.getByRole('link', { name: 'Today', exact: true }).click()
    await lock(elm)
    const way = elm.getByRole('button', { name: /^Calm script/ })
    const box = await way.boundingBox()
    expect(box?.width).toBeGreaterThanOrEqual(296)
    expect(box?.height).toBeGreaterThanOrEqual(104)
    await press(elm, /^Calm script/)
    await expect(elm.locator('#calm-say')).toHaveText('(The child’s name)')
    expect(await focused(elm)).toBe('Next')
    for (let step = 1; step < 5; step += 1) await elm.keyboard.press('Space')
    await expect(elm.getByText('5 of 5')).toBeVisible()
    expect(await elm.content()).not.toMatch(/Clover|blue chair/i)
    await press(elm, /^Close/)
    await elm.getByRole('heading', { name: 'Who is using this tablet?' }).waitFor()
    expect(await focused(elm)).toMatch(/^Calm script/)
    await press(elm, /Amira/)
    await elm.keyboard.type(pin)
    await elm.getByRole('heading', { name: /Good .*, Amira/ }).waitFor()
  })
})
