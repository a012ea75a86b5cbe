import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { test } from './county'
import { axe, badTargets, barsTake, cutOff, scrollsDown, sideways, still } from './look'
import { headsOf, otherTablet, writeFrom } from './other-tablet'
import { enrol, firstSignIn, lock, pin, tablet, upToDate, dandelion } from './people'

const sizes = [
  { width: 1024, height: 768 },
  { width: 800, height: 1280 },
  { width: 390, height: 844 },
]
/** Glass of 1280x1024 at 400 %. */
const enlarged = { width: 320, height: 256 }
const names = /bean|thimbleby|mossie|tidewell/i
/** Text at twice its size, as the app's own setting makes it, and spaced as WCAG 1.4.12 asks. */
const texts = [
  ['text at 200 %', ':root { font-size: 200% !important }'],
  ['spaced text', '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }'],
] as const
/** With `LOOK=folder`, a picture of every screen at every size is kept there. */
const pictures = process.env['LOOK']

test.use({ actionTimeout: 30_000 })

/** Everything that holds of any screen, at every size. What is wrong is told, and the walk goes on. */
async function look(page: Page, screen: string, also: { axeAt?: 'dark'; text?: 'large and spaced' } = {}): Promise<void> {
  await test.step(screen, async () => {
    for (const size of sizes) {
      await page.setViewportSize(size)
      await still(page)
      const at = `${screen} at ${size.width}x${size.height}`
      expect.soft(await badTargets(page), at).toEqual([])
      expect.soft(await sideways(page), `${at} is pushed sideways`).toEqual([])
      if (pictures) {
        await mkdir(pictures, { recursive: true })
        await page.screenshot({ path: join(pictures, `${screen.replaceAll(/\W+/g, '-')}-${size.width}.png`), fullPage: size.width === 390 })
      }
    }
    await page.setViewportSize(enlarged)
    await still(page)
    expect.soft(await sideways(page), `${screen} at 400 % is pushed sideways`).toEqual([])
    expect.soft(await cutOff(page), `${screen} at 400 %`).toEqual([])
    expect.soft(await barsTake(page), `${screen} at 400 %: what the bars leave`).toBeLessThan(0.5)
    if (pictures) await page.screenshot({ path: join(pictures, `${screen.replaceAll(/\W+/g, '-')}-320.png`) })
    await page.setViewportSize({ width: 1024, height: 768 })
    await still(page)
    expect.soft(await axe(page), screen).toEqual([])
    expect.soft(await page.title(), screen).toBe('Steps Toolkit')
    expect.soft(page.url(), screen).not.toMatch(names)
    if (also.axeAt === 'dark') {
      await page.emulateMedia({ colorScheme: 'dark' })
      await still(page)
      expect.soft(await axe(page), `${screen}, dark`).toEqual([])
      if (pictures) await page.screenshot({ path: join(pictures, `${screen.replaceAll(/\W+/g, '-')}-dark.png`) })
      await page.emulateMedia({ colorScheme: 'light' })
    }
    if (also.text) {
      await page.emulateMedia({ forcedColors: 'active' })
      expect.soft(await axe(page), `${screen}, forced colours`).toEqual([])
      await page.emulateMedia({ forcedColors: 'none' })
      for (const [how, css] of texts) {
        // A sheet of the page's own making: a style element would be stopped by its security policy.
        await page.evaluate((words) => {
          const sheet = new CSSStyleSheet()
          sheet.replaceSync(words)
          document.adoptedStyleSheets = [sheet]
        }, css)
        for (const size of [sizes[0], sizes[2]]) {
          if (size) await page.setViewportSize(size)
          await still(page)
          expect.soft(await sideways(page), `${screen}, ${how}, at ${size?.width}`).toEqual([])
        }
      }
      await page.evaluate(() => { document.adoptedStyleSheets = [] })
      await page.setViewportSize({ width: 1024, height: 768 })
    }
  })
}

test('every screen can be read, reached and tapped by anyone, at every size', async ({ browser, baseURL }) => {
  test.setTimeout(240_000)
  const page = await tablet(browser, { reducedMotion: 'reduce' })
  await page.goto('/')
  await page.getByRole('heading', { name: 'Set up this tablet' }).waitFor()
  await look(page, 'Set up')
  await enrol(page, dandelion, 'Oak Room tablet')
  await page.getByRole('button', { name: 'Mossie' }).click()
  await look(page, 'First sign-in')
  await page.getByRole('button', { name: 'Someone else' }).click()
  await firstSignIn(page, 'Mossie')
  await upToDate(page)
  await lock(page)
  await look(page, 'Lock', { axeAt: 'dark' })
  await page.getByRole('button', { name: /^Calm script/ }).click()
  await page.getByText('1 of 5').waitFor()
  await look(page, 'Calm script for any child')
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('button', { name: 'Record now' }).click()
  await page.getByLabel('In your own words').fill('By the pond')
  await look(page, 'Record now', { axeAt: 'dark' })
  await page.getByRole('button', { name: 'Save and close' }).click()
  await page.getByText('1 record is waiting for someone to sign in.').waitFor()
  await page.getByRole('button', { name: 'Mossie' }).click()
  await look(page, 'PIN')
  await page.getByLabel('Your 6-digit PIN').fill(pin)

  const me = page.getByRole('button', { name: /lock and settings/ })
  await me.click()
  await look(page, 'My menu')
  await page.getByRole('button', { name: 'My rooms and classes' }).click()
  await page.locator('label').filter({ hasText: 'Ladybirds' }).click()
  await look(page, 'My rooms')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByRole('link', { name: 'B.T.' }).waitFor()
  await look(page, 'Today', { axeAt: 'dark' })
  await page.getByRole('link', { name: 'Look', exact: true }).click()
  await page.getByText('By the pond').waitFor()
  await look(page, 'Written before sign-in')
  await page.getByRole('link', { name: 'Today', exact: true }).first().click()

  await page.getByRole('link', { name: 'Record what happened' }).click()
  await page.locator('.sides:not([inert])').waitFor()
  await look(page, 'Quick record', { axeAt: 'dark' })
  for (const size of sizes.slice(0, 2)) {
    await page.setViewportSize(size)
    expect.soft(await scrollsDown(page), `a quick record fits ${size.width}x${size.height}`).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize({ width: 1024, height: 768 })
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('link', { name: 'De-escalation' }).click()
  await page.getByRole('group', { name: 'What was tried?' }).locator('label').filter({ hasText: 'Waited' }).click()
  await page.getByRole('group', { name: 'What helped?' }).waitFor()
  await look(page, 'De-escalation', { axeAt: 'dark' })
  await page.getByRole('group', { name: 'What was tried?' }).locator('label').filter({ hasText: 'Waited' }).click()
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('link', { name: 'Observation' }).click()
  await page.getByLabel('What I saw').waitFor()
  await look(page, 'Observation')
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('link', { name: 'ABC record' }).click()
  await page.getByLabel('What was happening just before?').waitFor()
  await look(page, 'ABC record')
  await page.getByRole('button', { name: 'Close', exact: true }).click()

  await page.getByRole('link', { name: 'Child', exact: true }).click()
  await page.getByRole('heading', { name: 'My children' }).waitFor()
  await look(page, 'Children')
  await page.getByRole('link', { name: /B\.T\./ }).first().click()
  await page.getByText(/Bell rang early/).first().waitFor()
  await look(page, 'Child')
  await page.getByRole('link', { name: 'Calm script' }).click()
  await page.getByText('1 of 5').waitFor()
  await look(page, 'Calm script', { axeAt: 'dark' })
  await page.getByRole('link', { name: /^Write .* own$/ }).click()
  await page.getByLabel('1. Their name: we say').waitFor()
  await look(page, 'Calm script, writing')
  await page.goBack()
  await page.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByRole('link', { name: 'ABC chart' }).click()
  await page.getByText('The line stopped').waitFor()
  await look(page, 'ABC chart')
  await page.locator('tbody a').first().click()
  await page.getByRole('heading', { name: 'Add to this record' }).waitFor()
  await look(page, 'Record')
  await page.goBack()
  await page.goBack()

  const record = page.url().split('/').at(-1) ?? ''
  const elsewhere = await otherTablet(baseURL ?? '', dandelion)
  const after = await headsOf(elsewhere, record)
  await page.getByRole('link', { name: 'Edit details' }).click()
  const council = page.getByLabel('Home local authority')
  await council.waitFor()
  await look(page, 'Child details')
  await council.fill('Hertfordshire, east')
  await page.getByRole('button', { name: 'Done' }).click()
  await writeFrom(elsewhere, { record, author: 'dandelion-sol', after, changes: { 'homeLa/': 'Hertfordshire, north' } })
  await page.getByRole('link', { name: /Tray/ }).click()
  await page.getByText(/^Two versions: .*B\.T\./).waitFor()
  await look(page, 'Tray')
  await page.getByRole('link', { name: /^Choose: .*B\.T\./ }).click()
  await page.getByText('Hertfordshire, north', { exact: true }).waitFor()
  await look(page, 'Choose')
  // Other journeys meet this child without a question open.
  await page.locator('label').filter({ hasText: 'north' }).first().click()
  await page.getByRole('button', { name: 'Use this one' }).click()
  await page.getByText('Nothing left to choose here').waitFor()

  await page.getByRole('link', { name: 'Help' }).click()
  await page.getByRole('heading', { name: 'Help' }).first().waitFor()
  await look(page, 'Help')
  await page.getByRole('link', { name: 'Settings' }).click()
  await look(page, 'Settings')
  await page.getByRole('link', { name: 'Adults and PINs' }).click()
  await page.getByText('Kit Buttonwood').waitFor()
  await look(page, 'Adults')
  await page.getByRole('button', { name: 'Add an adult' }).click()
  await page.getByLabel('Full name').waitFor()
  await look(page, 'Add an adult')
})

test('every screen of an incident can be read, reached and tapped by anyone, at every size', async ({ browser }) => {
  test.setTimeout(240_000)
  const page = await tablet(browser, { reducedMotion: 'reduce' })
  await enrol(page, dandelion, 'Elm Room tablet')
  await firstSignIn(page, 'Della')
  await upToDate(page)
  const chip = (question: RegExp, words: string) => page.getByRole('group', { name: question }).locator('label').filter({ hasText: words }).first()
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  await page.getByRole('link', { name: /Start timer/ }).click()
  await page.getByText('Hold began').waitFor()
  await look(page, 'Timer', { axeAt: 'dark' })
  await button('Worried about safety?').click()
  await page.getByRole('button', { name: 'Yes, tell them' }).waitFor()
  await look(page, 'Worried about safety')
  await page.getByRole('button', { name: 'No', exact: true }).click()
  await button('Hold ended').click()
  await page.getByText(/Hold ended \d\d:\d\d/).waitFor()
  await look(page, 'Timer ended')
  await button('Continue').click()
  await chip(/Who was held/, 'Other').click()
  await page.getByRole('dialog').getByText(/Coriander Bell/).click()
  await page.getByRole('dialog').filter({ visible: true }).getByRole('button', { name: 'Done' }).click()
  await page.getByText('Care, guide or restrict?').click()
  await chip(/What was the touch for/, 'To stop or move').click()
  await chip(/What was it/, 'Physical intervention').click()
  await page.getByText('Words, adults and times').click()
  await look(page, 'Who and how', { axeAt: 'dark' })
  await button('Continue').click()
  await button('Child’s left forearm, front').click()
  await page.getByRole('dialog').locator('label').filter({ hasText: 'Scratch' }).click()
  await look(page, 'A mark')
  await button('Save mark').click()
  await look(page, 'Marks', { axeAt: 'dark' })
  await button('Continue').click()
  await page.getByText(/No parent or carer is written/).waitFor()
  await look(page, 'Tell parent, nobody known')
  await button('Continue').click()
  await page.getByRole('heading', { name: 'What is left' }).waitFor()
  await look(page, 'Check', { axeAt: 'dark' })
  await page.getByRole('link', { name: 'Write my account' }).click()
  await page.getByLabel('What you saw, heard and did').fill('Coriander was on the climbing frame.')
  await look(page, 'Own account')
  await button('Save and close').click()
  await page.getByRole('link', { name: 'A debrief for you' }).click()
  await chip(/How are you now/, 'Shaken').click()
  await look(page, 'Debrief for an adult')
  await button('Close').click()
  await page.getByRole('link', { name: /Debrief, when the child is ready/ }).first().waitFor()
  await look(page, 'Today, with duties')
  await page.getByRole('link', { name: /Debrief, when the child is ready/ }).first().click()
  await page.getByRole('button', { name: 'Hand the tablet to the child' }).waitFor()
  await look(page, 'Debrief with a child')
  await page.getByRole('button', { name: 'Hand the tablet to the child' }).click()
  await look(page, 'Child’s page', { axeAt: 'dark' })
  await page.getByRole('button', { name: 'Carry on' }).click()
  await page.getByRole('button', { name: 'Carry on' }).click()
  await page.getByRole('button', { name: 'Scared' }).click()
  await look(page, 'Child’s choices')
  await page.getByRole('button', { name: 'Not now', exact: true }).last().click()
  await page.getByRole('heading', { name: 'Who is using this tablet?' }).waitFor()
  await page.getByRole('button', { name: /Start timer/ }).click()
  await page.getByText('Hold began').waitFor()
  await look(page, 'Timer before sign-in')
  await expect(page.getByRole('timer')).not.toHaveText(/00:00:0[01]/)
  await button('Hold ended').click()
  await page.getByText(/Hold ended \d\d:\d\d/).waitFor()
  await button('Save and close').click()
  await page.getByRole('button', { name: 'Della' }).click()
  await page.getByLabel('Your 6-digit PIN').fill(pin)
  await button('Close').click()
  await page.getByRole('link', { name: 'Home and here' }).click()
  await page.getByLabel('What was said').fill('Slept badly.')
  await look(page, 'Home and here')
  await button('Close').click()
  await page.getByRole('link', { name: 'Child', exact: true }).click()
  await page.getByRole('link', { name: /B\.T\./ }).first().click()
  await page.getByRole('link', { name: 'Patterns' }).click()
  await page.getByRole('heading', { name: /patterns/ }).first().waitFor()
  await look(page, 'Patterns')
  await page.goBack()
  await page.getByRole('link', { name: /Chronology/ }).click()
  await page.getByText(/Bell rang early/).first().waitFor()
  await look(page, 'Chronology')
})

test('every screen of the drawn tools can be read, reached and tapped by anyone, at every size, in any colours and however the text is set', async ({ browser }) => {
  test.setTimeout(240_000)
  const page = await tablet(browser, { reducedMotion: 'reduce' })
  await enrol(page, dandelion, 'Oak Room tablet')
  await firstSignIn(page, 'Sol')
  await upToDate(page)
  await page.getByRole('link', { name: 'Child', exact: true }).click()
  const tool = async (name: string) => {
    if (!(await page.getByRole('heading', { name: 'Understand together' }).isVisible())) {
      await page.getByRole('link', { name: /^B\.T\./ }).first().click()
      await page.getByRole('heading', { name: 'Understand together' }).waitFor()
    }
    await page.getByRole('link', { name, exact: true }).click()
    await page.getByRole('heading', { name, level: 1 }).first().waitFor()
  }
  const all = { axeAt: 'dark', text: 'large and spaced' } as const
  const long = 'Goes under the table with the box of cups when the bell rings, and stays there until the others have gone outside'

  await tool('Roots and Fruits')
  await page.getByRole('button', { name: 'Add to: Behaviours we see now' }).click()
  const sheet = page.getByRole('dialog')
  for (const words of [long, 'Hums']) {
    await sheet.getByLabel('In your own words').fill(words)
    await sheet.getByRole('button', { name: 'Add', exact: true }).click()
  }
  await look(page, 'Roots and Fruits, adding')
  await sheet.getByRole('button', { name: 'Done' }).click()
  for (const [words, kind] of [['Hums', 'Difficult'], ['under the table', 'Dangerous']] as const) {
    await page.locator('.chip').filter({ hasText: words }).first().click()
    await sheet.locator('label').filter({ hasText: kind }).first().click()
    await sheet.getByRole('button', { name: 'Close', exact: true }).click()
  }
  await look(page, 'Roots and Fruits', all)
  await page.locator('.chip').filter({ hasText: 'Hums' }).first().click()
  await look(page, 'Roots and Fruits, an entry')
  await sheet.getByRole('button', { name: 'Close', exact: true }).click()
  await page.getByText('List', { exact: true }).click()
  await look(page, 'Roots and Fruits, as a list')
  await page.getByRole('link', { name: 'B.T.', exact: true }).click()

  await tool('Anxiety map')
  await page.getByRole('button', { name: 'Add item' }).first().click()
  await sheet.getByLabel('In your own words').fill(long)
  await sheet.getByRole('button', { name: 'Add', exact: true }).click()
  await look(page, 'Anxiety map, adding')
  await sheet.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('radio', { name: /plus 4/ }).first().check()
  await look(page, 'Anxiety map', all)
  for (const view of ['Picture', 'Table']) {
    await page.getByText(view, { exact: true }).first().click()
    await look(page, `Anxiety map, ${view.toLowerCase()}`, all)
  }
  await page.getByRole('link', { name: 'B.T.', exact: true }).click()

  await tool('Predict and prevent')
  await page.getByRole('button', { name: /^Predict this/ }).click()
  await page.getByLabel('Prevent it').fill('We will ring it softly.')
  await look(page, 'Predict and prevent', all)
  await page.getByRole('link', { name: 'B.T.', exact: true }).click()

  await tool('Risk calculator')
  await page.getByRole('button', { name: 'Weigh this: Hums' }).click()
  for (const part of [/^Seriousness/, /^Probability/]) await page.getByRole('group', { name: part }).locator('label').nth(2).click()
  await page.getByText('9 = seriousness 3 × probability 3').waitFor()
  await look(page, 'Risk calculator', all)
  await page.getByRole('link', { name: 'B.T.', exact: true }).click()

  await tool('Behaviour checklists')
  await page.getByRole('link', { name: 'Hums' }).click()
  await page.getByText('Mostly conscious').waitFor({ state: 'hidden' }) // a nursery is not asked for a purpose
  await look(page, 'Behaviour checklist', all)
  await page.getByRole('link', { name: 'B.T.', exact: true }).click()
  await tool('Behaviour checklists')
  await look(page, 'Behaviour checklists')

  await page.getByRole('link', { name: 'Help' }).click()
  await page.getByRole('link', { name: 'Empty forms to print' }).click()
  await look(page, 'Empty forms')
  await page.goBack()
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByRole('link', { name: /Words used here/ }).click()
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await look(page, 'Words used here', { text: 'large and spaced' })
})
