import { expect } from '@playwright/test'
import { test } from './county'
import { finger, keyboard, noteHands } from './hands'
import { axe, focused } from './look'
import { dandelion, enrol, firstSignIn, tablet, upToDate, willowmere } from './people'

test.use({ actionTimeout: 10_000 })

const ways = [
  { how: 'with a keyboard alone', handOf: keyboard, used: 'key', glass: {}, setting: willowmere, adult: 'Senna', child: 'M.K.', kind: 'Risk reduction plan' },
  { how: 'by taps of a finger alone', handOf: finger, used: 'touch', glass: { viewport: { width: 800, height: 1280 }, hasTouch: true }, setting: dandelion, adult: 'Sol', child: 'B.T.', kind: 'Risk management plan' },
] as const

for (const { how, handOf, used, glass, setting, adult, child, kind } of ways) {
  test(`a plan is begun, filled from records, moved about, heard, signed and agreed ${how}`, async ({ browser }) => {
    test.setTimeout(120_000)
    const page = await tablet(browser, { reducedMotion: 'reduce', ...glass })
    await enrol(page, setting, 'Oak Room tablet')
    await firstSignIn(page, adult)
    await upToDate(page)
    const hand = handOf(page)
    const usedHands = await noteHands(page)
    const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true })
    const toSection = async (name: string) => {
      const all = page.getByRole('link', { name: 'Back to all sections' })
      if (await all.isVisible()) await hand.press(all)
      await hand.press(page.getByRole('link', { name: new RegExp(`^${name}`) }))
      // Whoever reads by ear or goes by keys begins at its heading.
      await expect(page.getByRole('heading', { name, level: 2 })).toBeFocused()
    }
    const complete = () => hand.choose(page.getByRole('group', { name: 'Have you completed this section?' }).getByRole('radio', { name: 'Yes' }))

    await test.step('begin it', async () => {
      await hand.press(page.getByRole('link', { name: 'Child', exact: true }))
      await hand.press(page.getByRole('link', { name: new RegExp(`^${child.replaceAll('.', '\\.')}`) }).first())
      await hand.press(page.getByRole('link', { name: 'Plans', exact: true }))
      await hand.press(button(`Start: ${kind}`))
      await page.getByRole('heading', { name: kind, level: 1 }).first().waitFor()
    })
    await test.step('put in what records bear out', async () => {
      await toSection('Triggers')
      await hand.press(button(/^Put in: /).first())
      await expect(page.locator('.cards [data-row]')).toHaveCount(1)
      if (used === 'key') expect(await focused(page), 'focus is not lost with the offer').not.toBeNull()
      await complete()
    })
    await test.step('add a measure', async () => {
      await toSection('What we do before')
      await hand.press(button('Add a measure'))
      await hand.write(page.getByLabel('What adults do'), 'We will say how many are in front.')
      await expect(page.getByRole('group', { name: 'We will say how many are in front.' })).toBeVisible()
      await complete()
    })
    await test.step('move a step of the flow', async () => {
      await toSection('What we see, what we do')
      for (const words of ['Looks at the door', 'Draws by himself']) {
        await hand.press(button('Add a step'))
        await hand.choose(page.getByRole('radio', { name: words.startsWith('Looks') ? /^Early signs/ : /^Calm/ }).last())
        await hand.write(page.getByRole('textbox', { name: 'What we see' }).last(), words)
      }
      await expect(page.locator('.bands .said')).toHaveText([/Looks at the door/, /Draws by himself/])
      await hand.press(button('Move “Calm” up'))
      await expect(page.locator('.bands .said')).toHaveText([/Draws by himself/, /Looks at the door/])
      expect(await axe(page)).toEqual([])
      await complete()
    })
    await test.step('hear the child and every parent', async () => {
      await toSection('The child’s voice')
      await hand.choose(page.getByRole('group', { name: 'The child', exact: true }).getByRole('radio', { name: 'Gave their view' }))
      await hand.write(page.getByLabel('What the child says'), 'Tell me how many are in front.')
      await toSection('Parents’ voice')
      const parents = page.locator('section.card[data-row]')
      if ((await parents.count()) === 0) {
        await hand.press(button('Add a parent or carer'))
        await hand.write(parents.getByLabel('Name'), 'Ash, his uncle')
      }
      for (const one of await parents.all()) {
        await hand.choose(one.getByRole('radio', { name: 'Gave their view' }))
        await hand.write(one.getByLabel('What they say'), 'At home he counts the steps.')
      }
    })
    await test.step('sign and agree', async () => {
      await toSection('Agree and share')
      await hand.press(button('Add a signature'))
      await hand.choose(page.getByRole('radio', { name: 'Plan co-ordinator' }))
      await hand.write(page.getByLabel('Name, typed'), `${adult}, SENCO`)
      await hand.choose(page.getByRole('checkbox', { name: /^I have read this plan/ }))
      expect(await axe(page)).toEqual([])
      await hand.press(button('Agree'))
      await hand.press(page.getByRole('dialog').getByRole('button', { name: 'Agree version 1' }))
      await expect(page.getByText(/^Agreed by/)).toBeVisible()
      await hand.press(page.getByRole('link', { name: 'Print and share' }))
      await page.locator('.plan-sheet').waitFor()
    })
    expect(await usedHands(), 'nothing else was used').toEqual([used])
  })
}
