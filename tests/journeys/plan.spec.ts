import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { unzipSync } from 'fflate'
import type { Changes } from '../../src/domain/schema/field'
import { test } from './county'
import { axe } from './look'
import { otherTablet } from './other-tablet'
import { chip, readyOffline, twoTablets, willowmere } from './people'

test.use({ actionTimeout: 30_000 })
const moss = 'willowmere-child-1-1'
const others = ['Juniper', 'Brightwater']
type Elsewhere = Awaited<ReturnType<typeof otherTablet>>
const momentAt = (ms: number) => ({ wall: new Date(ms).toISOString().slice(0, 16), zone: 'UTC', precision: 'exact' as const, ms })

async function tell(from: Elsewhere, given: { record: string; kind: string; act: 'edit' | 'close'; author: string; at: number; changes: Changes }): Promise<void> {
  const { text } = await from.make({ setting: from.setting.id, ...given })
  const { results } = await from.push(text)
  expect(results.map(({ status, code }) => code ?? status)).toEqual(['stored'])
}
/** Three accounts of one kind of moment, two of which name another child. */
async function evidence(from: Elsewhere): Promise<void> {
  for (let day = 1; day <= 3; day += 1) {
    const at = Date.now() - day * 86_400_000
    await tell(from, {
      record: `queue-${day}`, kind: 'abc', act: 'close', author: 'willowmere-amira', at,
      changes: { 'child/': moss, 'saw/': 'Threw the chair.', 'before/': 'The queue stopped.', 'after/': day < 3 ? 'Juniper Brightwater moved away. JUNIPER’S bag was caught.' : 'He sat by the door.', 'place/': 'hall', 'when/': momentAt(at) },
    })
  }
}
async function sendNow(...pages: Page[]): Promise<void> {
  for (const page of pages) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /Tray/ }).click()
    await page.getByRole('button', { name: 'Send now' }).click()
    await expect(page.getByRole('button', { name: 'Send now' })).toBeEnabled()
    await page.getByText(/Everything here has been received|Needs you/).first().waitFor()
    await page.getByRole('link', { name: 'Child', exact: true }).click()
  }
}
async function toPlans(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Child', exact: true }).click()
  await page.getByRole('link', { name: /^M\.K\./ }).first().click()
  await page.getByRole('link', { name: 'Plans', exact: true }).click()
  await page.getByRole('heading', { name: 'Plans', level: 1 }).waitFor()
}
async function toPlan(page: Page): Promise<void> {
  await toPlans(page)
  await page.getByRole('link', { name: /^Open: Risk reduction plan/ }).click()
  await page.getByRole('heading', { name: 'Risk reduction plan', level: 1 }).waitFor()
}
const section = (page: Page, name: string) => page.getByRole('link', { name: new RegExp(`${name}.*(Completed|In progress|Not yet|Cannot yet|Not needed)`) })
async function toSection(page: Page, name: string): Promise<void> {
  if (await page.getByRole('link', { name: 'All sections', exact: true }).isVisible()) await page.getByRole('link', { name: 'All sections', exact: true }).click()
  await section(page, name).click()
  await page.getByRole('heading', { name, level: 2 }).waitFor()
}
const status = (page: Page, name: string) => section(page, name)

test('a plan: from records to a draft, voices, agreed, an incident, looked at again, and the next version, on two tablets', async ({ browser, baseURL }) => {
  test.setTimeout(180_000)
  const amiras = await otherTablet(baseURL ?? '', willowmere)
  await evidence(amiras)
  const { oak, elm } = await twoTablets(browser, 'Senna', 'Tolly')
  await Promise.all([readyOffline(oak), readyOffline(elm)])

  await test.step('offline, Senna drafts it from records', async () => {
    await sendNow(oak)
    await oak.context().setOffline(true)
    await toPlans(oak)
    await oak.getByRole('button', { name: 'Start: Risk reduction plan' }).click()
    await toSection(oak, 'Triggers')
    await oak.getByRole('button', { name: 'Put in: The queue stopped' }).click()
    await expect(oak.getByRole('button', { name: '3 records of: The queue stopped' }).first()).toBeVisible()
    await toSection(oak, 'What we do before')
    await oak.getByRole('button', { name: 'Add a measure' }).click()
    await oak.getByLabel('What adults do').fill('We will stand beside him.')
    await toSection(oak, 'Agree and share')
    await expect(oak.getByRole('button', { name: 'Agree', exact: true })).toBeHidden()
  })
  await test.step('apart, both write one measure otherwise; what stands is chosen in the Tray', async () => {
    await oak.context().setOffline(false)
    await sendNow(oak, elm)
    await toPlan(elm)
    for (const [page, words] of [[oak, 'We will stand beside him and count.'], [elm, 'We will let him go in first.']] as const) {
      await page.context().setOffline(true)
      if (page === oak) await toPlan(page)
      await toSection(page, 'What we do before')
      await page.getByRole('group', { name: 'We will stand beside him.' }).getByRole('button', { expanded: false }).first().click()
      await page.getByLabel('What adults do').fill(words)
      await page.getByRole('link', { name: 'All sections', exact: true }).click()
    }
    for (const page of [oak, elm]) await page.context().setOffline(false)
    await sendNow(elm, oak, elm, oak)
    await oak.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: /Tray/ }).click()
    await oak.getByRole('link', { name: /Choose/ }).first().click()
    await oak.getByRole('radio', { name: /^Tolly/ }).check()
    await oak.getByRole('button', { name: 'Use this one' }).click()
    await sendNow(oak, elm)
    await toPlan(elm)
    await toSection(elm, 'What we do before')
    await expect(elm.getByText('We will let him go in first.').first()).toBeVisible()
    await expect(elm.getByText('count', { exact: false })).toBeHidden()
  })
  await test.step('voices: the child’s, one parent’s, and one who is asked and has not answered', async () => {
    await toPlan(oak)
    await toSection(oak, 'The child’s voice')
    await chip(oak, /The child/, 'Gave their view').click()
    await oak.getByLabel('What the child says').fill('Tell me how many are in front.')
    await toSection(oak, 'Parents’ voice')
    const fern = oak.locator('section.card').filter({ has: oak.getByRole('heading', { name: /Fern/ }) })
    const bracken = oak.locator('section.card').filter({ has: oak.getByRole('heading', { name: /Bracken/ }) })
    await bracken.locator('label').filter({ hasText: 'Asked, no answer yet' }).click()
    await bracken.locator('label').filter({ hasText: 'With an interpreter' }).click()
    await toSection(oak, 'Agree and share')
    await expect(oak.getByRole('button', { name: 'Put in use, not yet agreed' })).toBeVisible()
    await oak.getByRole('button', { name: 'Put in use, not yet agreed' }).click()
    await expect(oak.getByText('In use, not yet agreed').first()).toBeVisible()
    await toSection(oak, 'Parents’ voice')
    await fern.locator('label').filter({ hasText: 'Gave their view' }).click()
    await fern.getByLabel('What they say').fill('He likes to be first.')
  })
  await test.step('agreed, on every tablet', async () => {
    await toSection(oak, 'Agree and share')
    await oak.getByRole('button', { name: 'Add a signature' }).click()
    await chip(oak, /^Who$/, 'Plan co-ordinator').click()
    await oak.getByLabel('Name, typed').fill('Senna Marchpane')
    await oak.getByRole('checkbox', { name: 'I have read this plan, or it was read to me' }).check()
    await oak.getByRole('button', { name: 'Agree', exact: true }).click()
    await oak.getByRole('dialog').getByRole('button', { name: 'Agree version 1' }).click()
    await expect(oak.getByText(/^Agreed by/).first()).toBeVisible()
    await sendNow(oak, elm)
    await toPlan(elm)
    await expect(elm.getByText(/^Agreed /).first()).toBeVisible()
    expect(await axe(elm)).toEqual([])
  })
  await test.step('an incident since: it asks to be looked at again, on both', async () => {
    const at = Date.now()
    await tell(amiras, { record: 'held-1', kind: 'incident', act: 'edit', author: 'willowmere-amira', at, changes: { [`children/${moss}`]: true, 'when/': momentAt(at + 1_000), 'stamps/t1': true, 'stamps/t1/rank': 'a0', 'stamps/t1/what': 'began', 'stamps/t1/at': momentAt(at + 1_000) } })
    await sendNow(oak, elm)
    for (const page of [oak, elm]) {
      await toPlan(page)
      await expect(page.getByText('Look at it again together')).toBeVisible({ timeout: 30_000 })
    }
  })
  await test.step('no other child is in any byte of the parents’ copy or of the bundle', async () => {
    await oak.getByRole('link', { name: 'Print and share' }).click()
    await oak.getByText('Parents’ copy', { exact: true }).click()
    const whose = (parent: string) => oak.getByRole('group', { name: /Whose copy/ }).locator('label').filter({ hasText: parent })
    await whose('Bracken').click()
    await expect(oak.getByText('He likes to be first.')).toBeHidden()
    await whose('Fern').click()
    await expect(oak.getByText('He likes to be first.').first()).toBeVisible()
    const copy = await oak.locator('main, .page').first().innerHTML()
    for (const name of others) expect(copy.toLowerCase()).not.toContain(name.toLowerCase())
    const files = await bundle(oak)
    expect(Object.keys(files).length).toBeGreaterThan(2)
    for (const [name, bytes] of Object.entries(files)) {
      const words = `${name}\n${new TextDecoder().decode(bytes)}`.toLowerCase()
      for (const other of others) expect(words, name).not.toContain(other.toLowerCase())
    }
    expect(Object.values(files).map((bytes) => new TextDecoder().decode(bytes)).join(''), 'the search sees what is there').toContain('The queue stopped.')
  })
  await test.step('looked at again: the next version begins, and asks the voices afresh', async () => {
    await toPlan(oak)
    await oak.getByRole('link', { name: 'Review it' }).click()
    await oak.getByLabel('Any small change?').fill('He counted to ten by himself.')
    await oak.locator('label').filter({ hasText: 'Write the next version' }).click()
    await oak.getByRole('button', { name: /version 2/ }).click()
    await oak.getByRole('link', { name: 'Open version 2' }).or(oak.getByText('Version 2').first()).first().click()
    await expect(status(oak, 'The child’s voice')).toContainText('Not yet')
    await toSection(oak, 'What we do before')
    await expect(oak.getByText('We will let him go in first.').first()).toBeVisible()
    await sendNow(oak, elm)
    await toPlans(elm)
    await expect(elm.getByText(/Version 2, draft/)).toBeVisible()
  })
})

async function bundle(page: Page): Promise<Record<string, Uint8Array>> {
  await page.getByRole('link', { name: 'Child', exact: true }).click()
  await page.getByRole('link', { name: /^M\.K\./ }).first().click()
  await page.getByRole('link', { name: /(Papers|Bundle) for a service/ }).click()
  await page.locator('label').filter({ hasText: 'Outreach' }).first().click()
  await page.getByLabel('Handed to').fill('Outreach team')
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Save as files (ZIP)' }).click()])
  return unzipSync(new Uint8Array(await readFile(await download.path())))
}
