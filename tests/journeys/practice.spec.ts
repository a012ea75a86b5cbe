import type { Page } from '@playwright/test'
import { expect, test } from '@playwright/test'
import { readableIn, readableInText } from '../kill/clear-text'
import type { EndpointProcess } from '../kill/endpoint.mjs'
import { ownCounty } from './county'
import { axe } from './look'
import { chip, enrol, firstSignIn, readyOffline, signIn, upToDate, willowmere } from './people'

let dataDir: string
let endpoint: EndpointProcess
let end: () => Promise<void>
test.beforeEach(async () => {
  ;({ dataDir, endpoint, end } = await ownCounty())
})
test.afterEach(() => end())

test('from a link on a bare profile, and then with no internet: every step of each demo by the clicker alone, four weeks later, and reset in two seconds', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1024, height: 768 } })
  const page = await context.newPage()
  const asked: string[] = []
  context.on('request', (request) => { if (new URL(request.url()).pathname.startsWith('/api')) asked.push(request.url()) })
  await page.goto(`${endpoint.url}/practice`)
  await expect(page.getByRole('img', { name: /Square code for .*\/practice/ })).toBeVisible()
  await readyOffline(page)
  await context.setOffline(true)
  await endpoint.stop()

  for (const [name, steps] of [['Pip, Year 2', 12], ['Dot, in the nursery', 9], ['Juniper, Year 9', 10]] as const) {
    await page.getByRole('link', { name }).click()
    await expect(page.getByText('What you type here is thrown away.').first()).toBeVisible()
    for (let step = 1; step <= steps; step += 1) {
      await page.keyboard.press('PageDown')
      await expect(page.getByText(`Step ${step} of ${steps}`, { exact: true })).toBeVisible()
    }
    await expect(page.getByRole('banner').getByText('4 weeks later')).toBeVisible()
    await page.keyboard.press('PageUp')
    await expect(page.getByText(`Step ${steps - 1} of ${steps}`, { exact: true })).toBeVisible()
    expect(await page.locator('main').innerText(), 'no hold is named').not.toMatch(/held|restrain/i)
    await page.keyboard.press('PageDown')
    await expect(page.getByRole('banner').getByText('4 weeks later')).toBeVisible()

    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('button', { name: 'Four weeks later' }).click()
    await expect(page.getByRole('banner').getByText('8 weeks later')).toBeVisible()

    await page.getByRole('button', { name: 'End', exact: true }).click()
    const from = Date.now()
    await page.getByRole('button', { name: 'Start again' }).click()
    await page.getByRole('button', { name: `Begin: ${steps} steps` }).waitFor()
    expect(Date.now() - from, 'reset, ms').toBeLessThan(2000)
    expect(await databases(page), 'the one before is gone').toEqual([expect.stringMatching(/^steps-practice-/)])
    expect(await page.evaluate(() => document.querySelector('.weeks') === null)).toBe(true)
    await page.keyboard.press('PageDown')
    await page.getByRole('button', { name: 'End', exact: true }).click()
    await page.getByRole('button', { name: 'End demo' }).click()
    await page.getByRole('heading', { name: 'Practise with made-up children' }).waitFor()
    expect(await databases(page)).toEqual([])
  }
  expect(asked, 'nothing was asked of the endpoint').toEqual([])
  await context.close()
})

test('the tree stands whole on the stage at both sizes; a step back takes away what that step showed, and on again it is back', async ({ browser }) => {
  for (const viewport of [{ width: 1024, height: 768 }, { width: 1920, height: 1080 }]) {
    const page = await (await browser.newContext({ viewport })).newPage()
    await page.goto(`${endpoint.url}/practice/pip/`)
    const chips = () => page.locator('.tree [data-entry]').allInnerTexts()
    await page.getByRole('button', { name: /^Begin/ }).waitFor()
    for (let step = 1; step <= 7; step += 1) {
      await page.keyboard.press('PageDown')
      await expect(page.getByText(`Step ${step} of 12`, { exact: true })).toBeVisible()
    }
    await expect.poll(chips).toHaveLength(9)
    await expect.poll(() => page.evaluate(() => (document.querySelector('.stage .tree')?.getBoundingClientRect().bottom ?? Infinity) <= (document.querySelector('.stage .scroll')?.getBoundingClientRect().bottom ?? 0))).toBe(true)
    const whole = await chips()
    await page.keyboard.press('PageUp')
    await expect(page.getByText('Step 6 of 12', { exact: true })).toBeVisible()
    await expect.poll(chips).toEqual(['Leaves the room', 'Pushes the table over', 'Worried', 'Noisy hall', 'No warning that it is time'])
    await page.keyboard.press('PageUp')
    await expect.poll(chips).toEqual(['Leaves the room', 'Pushes the table over'])
    await page.keyboard.press('PageDown')
    await page.keyboard.press('PageDown')
    await expect.poll(chips).toEqual(whole)
    await page.context().close()
  }
})

test('a pen draws over the stage, and is wiped by its button and by the next step; a keyboard loses nothing by it', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1024, height: 768 } })
  const page = await context.newPage()
  await page.goto(`${endpoint.url}/practice/pip/`)
  await page.getByRole('button', { name: /^Begin/ }).click()
  await page.getByRole('button', { name: 'Pen', exact: true }).click()
  await expect(page.getByRole('button', { name: 'Pen', exact: true })).toHaveAttribute('aria-pressed', 'true')
  const ink = page.locator('.sheet .ink')
  const stroke = async () => {
    await page.mouse.move(200, 200)
    await page.mouse.down()
    await page.mouse.move(320, 260, { steps: 8 })
    await page.mouse.up()
  }
  await stroke()
  await expect(ink).toHaveCount(1)
  expect(await ink.first().evaluate((path) => Number.parseFloat(getComputedStyle(path).strokeWidth))).toBeGreaterThanOrEqual(4)
  expect(await axe(page)).toEqual([])
  await page.getByRole('button', { name: 'Clear', exact: true }).click()
  await expect(ink).toHaveCount(0)
  await stroke()
  await page.keyboard.press('PageDown')
  await expect(page.getByText('Step 2 of 12', { exact: true })).toBeVisible()
  await expect(ink).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('group', { name: 'Pen' })).toHaveCount(0)
  await page.keyboard.press('ArrowRight')
  await expect(page.getByText('Step 3 of 12', { exact: true })).toBeVisible()
  await context.close()
})

test('the private screen follows the stage and turns its pages; the stage never shows a note', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1024, height: 768 } })
  const stage = await context.newPage()
  await stage.goto(`${endpoint.url}/practice/pip/`)
  await stage.getByRole('button', { name: /^Begin/ }).click()
  const notes = await context.newPage()
  await notes.goto(`${endpoint.url}/practice/pip/notes`)
  await expect(notes.getByText('Step 1 of 12')).toBeVisible()
  await notes.getByRole('button', { name: 'Next step' }).click()
  await expect(stage.getByText('Step 2 of 12')).toBeVisible()
  const note = 'Written two minutes afterwards, in Dov’s own words.'
  await expect(notes.getByText(note).first()).toBeVisible()
  await expect(stage.getByText(note)).toHaveCount(0)
  await stage.bringToFront()
  await stage.getByRole('button', { name: 'Ask the room' }).click()
  await expect(stage.getByText('Which words here are facts?')).toBeVisible()
  await stage.keyboard.press('PageDown')
  await expect(notes.getByText('Step 3 of 12')).toBeVisible()
  await expect(stage.getByText('Which words here are facts?')).toHaveCount(0)
  expect(await axe(stage)).toEqual([])
  expect(await axe(notes)).toEqual([])
  await context.close()
})

test('opened on a tablet with unsent records: they stay untouched and unsent, the PIN is asked for again, and no word has crossed', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 1024, height: 768 }, baseURL: endpoint.url })
  const page = await context.newPage()
  await enrol(page, willowmere, 'Oak Room tablet')
  await firstSignIn(page, 'Amira')
  await upToDate(page)
  await readyOffline(page)
  await context.setOffline(true)
  await page.getByRole('link', { name: 'Record what happened' }).click()
  await chip(page, /Who/, 'M.K.').click()
  await page.getByRole('button', { name: 'Save and close' }).click()
  await expect(page.getByRole('link', { name: '1 not sent yet', exact: true })).toBeVisible()

  await page.getByRole('link', { name: 'Help' }).click()
  await page.getByRole('button', { name: /Practise with Pip/ }).click()
  await page.getByRole('button', { name: 'Begin: 13 steps' }).click()
  await expect(page.getByText('Step 1 of 13')).toBeVisible()
  const before = await rowsOf(page, 'steps-toolkit')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('button', { name: 'Usual text' }).click()
  await page.getByRole('button', { name: 'Close' }).click()
  // A real child’s name, typed where it should not be.
  await page.getByRole('link', { name: 'Observation' }).click()
  await page.getByRole('textbox', { name: 'What I saw' }).fill('Juniper Brightwater came in smiling')
  await page.getByRole('button', { name: /Save and close/ }).click()
  await expect(page.getByText('Step 1 of 13')).toBeVisible()
  const demo = (await databases(page)).find((name) => name.startsWith('steps-practice-')) ?? ''
  const inDemo = await rowsOf(page, demo)
  expect(readableInText(inDemo, ['Juniper Brightwater', 'willowmere']), 'in the demo’s database').toEqual([])
  expect(readableInText(inDemo, ['calm-pip']), 'the search sees what lies open').toEqual(['calm-pip'])
  expect(readableInText(before, ['calm-pip', 'Pip Thistle']), 'in the tablet’s own').toEqual([])
  expect(await rowsOf(page, 'steps-toolkit')).toBe(before)

  await context.setOffline(false)
  await page.getByRole('button', { name: 'End', exact: true }).click()
  await page.getByRole('button', { name: 'End demo' }).click()
  await page.getByRole('heading', { name: 'Who is using this tablet?' }).waitFor()
  expect(await databases(page)).toEqual(['steps-toolkit'])
  await expect(page.getByText('1 not sent yet', { exact: true })).toBeVisible()
  await signIn(page, 'Amira')
  await upToDate(page)
  await expect(page.getByText(/not sent yet/)).toHaveCount(0)
  await context.close()
  await endpoint.stop()
  expect(await readableIn(dataDir, ['Pip Thistle', 'calm-pip', 'Lanternwick', 'came in smiling']), 'at the endpoint').toEqual([])
  expect((await readableIn(dataDir, ['Juniper Brightwater'])).length, 'the search sees what is there').toBeGreaterThan(0)
})

const databases = (page: Page): Promise<string[]> => page.evaluate(async () => (await indexedDB.databases()).flatMap(({ name }) => name ?? []))

/** Every row of a database as text; bytes as the letters they may be. */
function rowsOf(page: Page, database: string): Promise<string> {
  return page.evaluate(async (name) => {
    const done = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => {
      request.onsuccess = () => { resolve(request.result) }
      request.onerror = () => { reject(new Error(`not read: ${name}`)) }
    })
    const db = await done(indexedDB.open(name))
    const tables = await Promise.all([...db.objectStoreNames].map(async (table) => [table, await done(db.transaction(table).objectStore(table).getAll())]))
    db.close()
    const letters = (bytes: ArrayBuffer | Uint8Array) => new TextDecoder('latin1').decode(bytes)
    return JSON.stringify(tables, (_key, value: unknown) => (value instanceof ArrayBuffer || value instanceof Uint8Array ? letters(value) : value))
  }, database)
}
