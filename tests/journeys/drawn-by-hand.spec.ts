import { expect, type Page } from '@playwright/test'
import { test } from './county'
import { finger, keyboard, noteHands, type Hand } from './hands'
import { axe } from './look'
import { dandelion, enrol, firstSignIn, tablet, upToDate, willowmere } from './people'

test.use({ actionTimeout: 10_000 })

/** A school asks what a behaviour is for, a nursery does not. */
const ways = [
  { how: 'with a keyboard alone', hand: keyboard, used: 'key', glass: {}, forms: { width: 1024, height: 768 }, setting: willowmere, adult: 'Senna', child: 'C.O.', seen: 'Mostly conscious' },
  { how: 'by taps of a finger alone', hand: finger, used: 'touch', glass: { viewport: { width: 800, height: 1280 }, hasTouch: true }, forms: { width: 390, height: 844 }, setting: dandelion, adult: 'Sol', child: 'B.T.', seen: 'Overwhelmed, still learning to be calm' },
] as const

for (const { how, hand: handOf, used, glass, forms, setting, adult, child, seen } of ways) {
  test(`every drawn tool is done from its first entry to the version after its review ${how}`, async ({ browser }) => {
    test.setTimeout(180_000)
    const page = await tablet(browser, { reducedMotion: 'reduce', ...glass })
    await enrol(page, setting, 'Oak Room tablet')
    await firstSignIn(page, adult)
    await upToDate(page)
    const hand = handOf(page)
    const usedHands = await noteHands(page)
    await hand.press(page.getByRole('link', { name: 'Child', exact: true }))
    await hand.press(page.getByRole('link', { name: new RegExp(`^${child.replaceAll('.', '\\.')}`) }).first())
    const tool = async (name: string) => {
      await hand.press(page.getByRole('link', { name, exact: true }))
      await page.getByRole('heading', { name, level: 1 }).first().waitFor()
    }
    const back = async () => {
      await hand.press(page.getByRole('link', { name: child, exact: true }))
      await page.getByRole('heading', { name: 'Timeline' }).waitFor()
    }
    await page.getByRole('heading', { name: 'Timeline' }).waitFor()

    await test.step('Roots and Fruits', async () => {
      await tool('Roots and Fruits')
      await tree(page, hand)
      await back()
    })
    await test.step('Anxiety map', async () => {
      await tool('Anxiety map')
      await map(page, hand)
      await back()
    })
    await page.setViewportSize(forms)
    await test.step('Predict and prevent', async () => {
      await tool('Predict and prevent')
      await predict(page, hand)
      await back()
    })
    await test.step('Behaviour checklist', async () => {
      await tool('Behaviour checklists')
      await checklist(page, hand, seen)
      await back()
    })
    await test.step('Risk calculator', async () => {
      await tool('Risk calculator')
      await risk(page, hand)
      await back()
    })
    await test.step('Observation', async () => {
      await hand.press(page.getByRole('link', { name: 'Observation', exact: true }))
      await observation(page, hand)
    })
    expect(await usedHands(), 'nothing else was used').toEqual([used])
  })
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const group = (page: Page, name: string | RegExp) => page.getByRole('group', { name })
const entry = (page: Page, words: string) => page.locator('[data-entry]').filter({ hasText: words }).first()

async function tree(page: Page, hand: Hand): Promise<void> {
  const sheet = page.getByRole('dialog')
  const add = async (zone: string, words: string) => {
    await hand.press(button(page, `Add to: ${zone}`))
    await hand.write(sheet.getByLabel('In your own words'), words)
    await hand.press(sheet.getByRole('button', { name: 'Add', exact: true }))
    await hand.press(sheet.getByRole('button', { name: 'Done' }))
  }
  await add('Behaviours we see now', 'Hides under the coats')
  await add('Feelings we think are there now', 'Trapped')
  await hand.press(entry(page, 'Hides under the coats'))
  await hand.choose(sheet.getByRole('radio', { name: /^Dangerous/ }))
  await hand.press(sheet.getByRole('button', { name: 'Close', exact: true }))
  await hand.press(entry(page, 'Trapped'))
  await hand.choose(sheet.getByRole('checkbox', { name: 'Hides under the coats' }))
  await hand.press(sheet.getByRole('button', { name: 'Close', exact: true }))
  await expect(page.locator('#tree-sentence')).toContainText(/Trapped.*Hides under the coats/i)

  await hand.press(button(page, 'Review'))
  await hand.write(sheet.getByLabel('What has changed'), 'The coats are now on hooks of their own.')
  await hand.press(sheet.getByRole('button', { name: 'Mark as reviewed today' }))
  await expect(page.getByText('This version stays as it is.')).toBeVisible()
  await hand.press(button(page, 'Start a new version'))
  await add('Behaviours we want to see more', 'Asks for a break')
  await hand.press(button(page, 'Compare with version 1'))
  const compared = page.getByRole('region', { name: 'Compared with version 1' })
  await expect(compared.getByRole('listitem')).toHaveText([/^Asks for a break/])
  expect(await axe(page)).toEqual([])
  await hand.press(button(page, 'Stop comparing'))
  await expect(compared).toBeHidden()
}

async function map(page: Page, hand: Hand): Promise<void> {
  const sheet = page.getByRole('dialog')
  /** By cells, or one step at a time where there is no room for them. */
  const place = async (words: string, score: number) => {
    const scale = group(page, words)
    await scale.waitFor()
    const cell = scale.getByRole('radio', { name: new RegExp(`^${score > 0 ? 'plus' : 'minus'} ${Math.abs(score)},`) })
    if (await cell.isVisible()) return hand.choose(cell)
    const step = scale.getByRole('button', { name: score > 0 ? /^One higher/ : /^One lower/ })
    const said = `${score > 0 ? '+' : '−'}${Math.abs(score)}`
    for (let taps = 0; taps < 11 && (await scale.locator('strong').allTextContents())[0] !== said; taps += 1) await hand.press(step)
    await expect(scale.locator('strong')).toHaveText(said)
  }
  await hand.press(button(page, 'Add item').first())
  for (const words of ['Wet play', 'The story corner']) {
    await hand.write(sheet.getByLabel('In your own words'), words)
    await hand.press(sheet.getByRole('button', { name: 'Add', exact: true }))
  }
  await hand.press(sheet.getByRole('button', { name: 'Done' }))
  await place('Wet play', 5)
  await place('The story corner', -4)
  await hand.press(button(page, 'Can we use this to help?'))
  await hand.write(sheet.getByLabel('Can we use this to help?'), 'A book first thing.')
  await hand.press(sheet.getByRole('button', { name: /^(Close|Done)$/ }))

  await hand.press(button(page, 'Score it again'))
  await hand.write(sheet.getByLabel(/^What (has )?changed/), 'Wet play is in the hall now.')
  await hand.press(sheet.getByRole('button', { name: 'Start the next map' }))
  await page.getByRole('heading', { name: 'Not placed yet' }).waitFor()
  await place('Wet play', 3)
  await hand.choose(page.getByRole('radio', { name: 'Table' }))
  await expect(page.getByRole('row', { name: /^Wet play.*\+5 to \+3/ })).toBeVisible()
  expect(await axe(page)).toEqual([])
  await hand.choose(page.getByRole('radio', { name: 'Picture' }))
  const comparing = button(page, /^Compare with/)
  await expect(comparing).toHaveAttribute('aria-pressed', 'true')
  await hand.press(comparing)
  await expect(comparing).toHaveAttribute('aria-pressed', 'false')
}

async function predict(page: Page, hand: Hand): Promise<void> {
  await hand.press(button(page, 'Predict this: Wet play'))
  await hand.write(page.getByLabel('Predict it'), 'Covers both ears, then hides.')
  await hand.write(page.getByLabel('Prevent it'), 'We will open the hall before the bell.')
  await hand.press(page.getByText('Who, from when, and how we tell the child'))
  await hand.write(page.getByLabel('How we tell the child'), 'A picture of the hall.')
  await hand.press(page.getByText('How is it going?', { exact: true }).first())
  await hand.choose(group(page, 'How is it going?').getByRole('radio', { name: 'Working, keep it' }))
  await hand.write(page.getByLabel('What we saw since'), 'Three calm wet plays.')
  await hand.choose(group(page, 'Score now').getByRole('radio', { name: '1', exact: true }))
  await expect(page.getByText('Map +3, now +1')).toBeVisible()

  await hand.press(button(page, 'We have reviewed it today'))
  await hand.press(button(page, 'Start a new version'))
  await expect(page.getByText('Map +1', { exact: true })).toBeVisible()
  expect(await axe(page)).toEqual([])
}

async function checklist(page: Page, hand: Hand, seen: string): Promise<void> {
  await hand.press(page.getByRole('link', { name: 'Hides under the coats' }))
  for (const question of ['What is too much for them?', 'What would make another way worth trying?']) await hand.write(page.getByLabel(question), `${question} We think so.`)
  await hand.choose(page.getByRole('radio', { name: new RegExp(`^${seen}`) }))
  await hand.write(page.getByLabel('What makes us think so?'), 'It begins before anyone asks.')
  expect(await axe(page)).toEqual([])
}

async function risk(page: Page, hand: Hand): Promise<void> {
  await hand.press(button(page, 'Weigh this: Hides under the coats'))
  for (const part of ['Seriousness', 'Probability']) await hand.choose(page.getByRole('group', { name: part, exact: true }).getByRole('radio').nth(2))
  await expect(page.getByText('9 = seriousness 3 × probability 3')).toBeVisible()
  await hand.press(page.getByText('What adults do about it'))
  await hand.press(page.getByText(/^The score after this/))
  for (const part of ['Seriousness after this', 'Probability after this']) await hand.choose(page.getByRole('group', { name: part }).getByRole('radio').first())
  await expect(page.getByText('1 = seriousness 1 × probability 1')).toBeVisible()
  expect(await axe(page)).toEqual([])

  await hand.press(button(page, 'We have reviewed it today'))
  await hand.press(button(page, 'Start a new version'))
  await expect(page.locator('.pill')).toHaveText('1 = 1 × 1')
}

async function observation(page: Page, hand: Hand): Promise<void> {
  await page.locator('.sides:not([inert])').waitFor()
  await hand.write(page.getByLabel('What I saw'), 'Counted the hooks, twice.')
  await hand.write(page.getByLabel('The child’s own words'), 'Mine is the blue one.')
  await hand.press(page.getByText('Where and part of the day'))
  await hand.choose(group(page, /^Where/).getByRole('radio').first())
  await hand.choose(group(page, /^Which part of the day/).getByRole('radio', { name: 'Tidy-up' }))
  await hand.press(page.getByText('Before and after (ABCC)'))
  await hand.write(page.getByLabel('Just before'), 'The bell rang.')
  await hand.press(page.getByText('Wellbeing and involvement'))
  await hand.choose(group(page, /^Wellbeing/).getByRole('radio', { name: /^4/ }))
  await hand.choose(group(page, /^Usual at this child’s stage/).getByRole('radio', { name: 'Yes' }))
  expect(await axe(page)).toEqual([])
  await hand.press(button(page, 'Save and write another'))
  await expect(page.getByText(/^The last one is saved/)).toBeVisible()
  await hand.write(page.getByLabel('What I saw'), 'Sat beside the hooks.')
  await hand.press(button(page, 'Save and close'))
  await page.getByRole('heading', { name: 'Timeline' }).waitFor()
  for (const words of ['Counted the hooks, twice.', 'Sat beside the hooks.']) await expect(page.getByText(words).first()).toBeVisible()
}
