import { expect, type Page } from '@playwright/test'
import { test } from './county'
import { focused, tabTo } from './look'
import { headsOf, otherTablet, writeFrom } from './other-tablet'
import { enrol, firstSignIn, lock, pin, tablet, upToDate, dandelion, willowmere } from './people'

test.use({ actionTimeout: 30_000 })

/** Presses the thing Tab has come to. */
async function press(page: Page, wanted: RegExp, key = 'Enter'): Promise<string[]> {
  const stops = await tabTo(page, wanted)
  await page.keyboard.press(key)
  return stops
}
/** Where an action has led: to something, in sight. */
async function expectFocusSeen(page: Page): Promise<void> {
  await expect.poll(() => focused(page)).not.toBeNull()
  expect(await focused(page)).not.toContain('(hidden)')
}
const chosen = (page: Page, question: RegExp) => page.getByRole('group', { name: question }).locator('input:checked')

test('everything the main job needs is done with a keyboard alone, and focus is never lost or covered', async ({ browser, baseURL }) => {
  test.setTimeout(180_000)
  const page = await tablet(browser)
  await enrol(page, dandelion, 'Oak Room tablet')
  await firstSignIn(page, 'Kit')
  await upToDate(page)
  await lock(page)
  await page.reload()
  await page.getByRole('heading', { name: 'Who is using this tablet?' }).waitFor()

  await test.step('sign in', async () => {
    await press(page, /Kit/)
    await expectFocusSeen(page)
    await page.keyboard.type(pin)
    await page.getByRole('heading', { name: /Good .*, Kit/ }).waitFor()
  })

  await test.step('a quick record: eight stops from Who to Save, and one for a worry about safety', async () => {
    await press(page, /Record what happened/)
    await page.locator('.sides:not([inert])').waitFor()
    await tabTo(page, /Hide screen/)
    const stops = await tabTo(page, /Save and close/)
    expect(stops).toHaveLength(9)
    expect(stops[2]).toMatch(/In your own words/)
    // Back to the first, and through them with arrows and Space.
    for (let back = 0; back < 8; back += 1) await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Space')
    await expect(chosen(page, /Who/)).toHaveCount(1)
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowRight')
    expect(await focused(page)).toMatch(/^Earlier/)
    await tabTo(page, /In your own words/)
    await page.keyboard.type('Hummed under the coats, then came to count them')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Space')
    await expect(chosen(page, /What we saw/)).toHaveCount(2)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await expect(chosen(page, /Where/)).toHaveCount(1)
    await press(page, /Save and close/)
    await page.getByRole('heading', { name: /Good .*, Kit/ }).waitFor()
  })

  await test.step('an ABC record, saved from within the words', async () => {
    await press(page, /ABC record/)
    await page.locator('.body > .stack:not([inert])').waitFor()
    await tabTo(page, /Hide screen/)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await tabTo(page, /just before/)
    await page.keyboard.type('The bell rang early')
    await tabTo(page, /What we saw and heard/)
    await page.keyboard.type('Hands over both ears')
    // All the way round: nothing on this long page hides under a bar.
    await tabTo(page, /Save and close/)
    for (let back = 0; back < 3; back += 1) {
      await page.keyboard.press('Shift+Tab')
      await expectFocusSeen(page)
    }
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: /Good .*, Kit/ }).waitFor()
  })

  await test.step('a hold is timed, and a mark made on the left forearm', async () => {
    await press(page, /^Start timer/)
    await expect(page.getByRole('timer')).toHaveText(/00:00:0[1-9]/, { timeout: 5000 })
    expect(await focused(page)).toMatch(/Hold ended/)
    await page.keyboard.press('Enter')
    await page.getByText(/Hold ended \d\d:\d\d/).waitFor()
    await press(page, /^Continue/)
    await page.getByRole('heading', { name: 'What was done' }).waitFor()
    await press(page, /Marks/)
    await page.getByText('Were any marks seen?').waitFor()
    await tabTo(page, /right shoulder/)
    for (let region = 0; region < 12 && !/left forearm, front/.test((await focused(page)) ?? ''); region += 1) await page.keyboard.press('ArrowDown')
    expect(await focused(page)).toMatch(/left forearm, front/)
    await page.keyboard.press('Space')
    await expectFocusSeen(page)
    await tabTo(page, /Red mark/)
    await page.keyboard.press('Space')
    await press(page, /Save mark/)
    await page.getByText(/1 mark/).first().waitFor()
    await expectFocusSeen(page)
    await press(page, /^Save and close/, 'Enter')
    await page.getByRole('heading', { name: /Good .*, Kit/ }).waitFor()
  })

  await test.step('choosing between two versions', async () => {
    await press(page, /^C\.B\./)
    await page.waitForURL(/\/children\//)
    await page.getByRole('heading', { name: 'Timeline' }).waitFor()
    const record = page.url().split('/').at(-1) ?? ''
    const elsewhere = await otherTablet(baseURL ?? '', dandelion)
    const after = await headsOf(elsewhere, record)
    await press(page, /Edit details/)
    await page.getByLabel('Known as').waitFor()
    await tabTo(page, /^Known as/, 60)
    await page.keyboard.press('Control+A')
    await page.keyboard.type('Corry')
    const back = await tabTo(page, /^Done/, 90)
    expect(back.length).toBeGreaterThan(5)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Corry', exact: true }).waitFor()
    await writeFrom(elsewhere, { record, author: 'dandelion-sol', after, changes: { 'knownAs/': 'Cori' } })
    await page.getByText(/Two versions/).first().waitFor()
    await press(page, /^Choose/)
    await page.locator('fieldset').getByText('Cori', { exact: true }).waitFor()
    await tabTo(page, /Cori|Corry/)
    await page.keyboard.press('Space')
    await press(page, /^Use this one/)
    await page.getByText('Nothing left to choose here').waitFor()
    await expect(page.locator(':focus')).not.toHaveCount(0)
  })

  await test.step('Hide, sheets and Esc give the focus back', async () => {
    await page.keyboard.press('Tab')
    await press(page, /Today/)
    await page.getByRole('heading', { name: /Good .*, Kit/ }).waitFor()
    await press(page, /Hide screen/)
    expect(await focused(page)).toMatch(/Show again/)
    await page.keyboard.press('Enter')
    expect(await focused(page)).toMatch(/Hide screen/)
    await press(page, /lock and settings/)
    await expectFocusSeen(page)
    await page.keyboard.press('Escape')
    expect(await focused(page)).toMatch(/lock and settings/)
  })
})

/** Goes on by Tab to the question, and answers it with the first thing it offers. */
async function answer(page: Page, question: RegExp): Promise<void> {
  const group = page.getByRole('group', { name: question })
  for (let stop = 0; stop < 60 && (await group.locator(':focus').count()) === 0; stop += 1) await page.keyboard.press('Tab')
  await expectFocusSeen(page)
  await page.keyboard.press('Space')
  await expect(chosen(page, question)).toHaveCount(1)
}

test('what blocks an incident is filled, it is signed, and a senior countersigns, with a keyboard alone', async ({ browser }) => {
  test.setTimeout(120_000)
  const page = await tablet(browser)
  await enrol(page, willowmere, 'Oak Room tablet')
  for (const name of ['Hetty', 'Tolly']) {
    await firstSignIn(page, name)
    await upToDate(page)
    if (name === 'Hetty') await lock(page)
  }

  await test.step('what is left leads to where it is answered', async () => {
    await press(page, /^Check and sign/)
    await page.getByRole('heading', { name: 'What is left' }).waitFor()
    await expect(page.getByRole('button', { name: /Sign as Tolly/ })).toBeDisabled()
    await press(page, /^Say in a few words why/)
    await page.getByRole('heading', { name: 'What was done' }).waitFor()
    await tabTo(page, /^Why, in a few words/, 60)
    await page.keyboard.type('The stairs were wet, and a fall from the top would have hurt.')
    await answer(page, /^Were adults hurt/)
    await answer(page, /support did the adults/)
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: /Good .*, Tolly/ }).waitFor()
  })
  await test.step('its author signs', async () => {
    await press(page, /^Check and sign/)
    await page.getByText('Before signing', { exact: true }).waitFor({ state: 'hidden' })
    await press(page, /^Sign as Tolly/)
    await page.getByText(/Signed by Tolly/).waitFor()
    await expectFocusSeen(page)
    await page.keyboard.press('Control+Enter')
    await page.getByRole('heading', { name: /Good .*, Tolly/ }).waitFor()
  })
  await test.step('a senior reads it and countersigns', async () => {
    await press(page, /lock and settings/)
    await press(page, /Lock this tablet/)
    await page.getByRole('heading', { name: 'Who is using this tablet?' }).waitFor()
    await press(page, /Hetty/)
    await page.keyboard.type(pin)
    await page.getByRole('heading', { name: /Good .*, Hetty/ }).waitFor()
    await press(page, /^Read and countersign/)
    await page.getByText(/Signed by Tolly/).waitFor()
    await press(page, /^Countersign/)
    await page.getByText(/Read and countersigned by Hetty/).waitFor()
    await expectFocusSeen(page)
  })
})
