import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, type Locator, type Page } from '@playwright/test'
import { readableIn, readableInText } from '../kill/clear-text'
import { openBrowser } from '../kill/chromium.mjs'
import type { EndpointProcess } from '../kill/endpoint.mjs'
import { goWithin, setUp, signIn } from '../kill/on-the-glass'
import { ownCounty } from './county'

const senna = { name: 'Senna', code: 'SENNA-1357', pin: '730418' }
const wrongPin = '618295'

test.describe.configure({ timeout: 240_000 })
let place: string
let endpoint: EndpointProcess
let end: () => Promise<void>
test.beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'steps-bytes-'))
  ;({ endpoint, end } = await ownCounty({ logLevel: 'trace' }))
})
test.afterEach(async () => {
  await end()
  await rm(place, { recursive: true, force: true, maxRetries: 5 })
})

test('after a day’s use no answer, name or PIN can be read in the browser’s files or in the endpoint’s log', async () => {
  // Each waits for its own browser to write its files, so the two go side by side.
  await Promise.all([findNothing(), findWhatIsInTheClear()])
})

async function findNothing(): Promise<void> {
  const profile = join(place, 'profile')
  const planted = new Map<string, string>()
  const first = await openBrowser({ profile })
  await setUp(first.page, endpoint.url, { code: 'WILLOW-2468', tabletName: 'Vellichor tablet', adult: senna })
  await writeEverywhere(first.page, planted)
  await expect.poll(() => /"path":"\/api\/v1\/push","status":200/.test(endpoint.said()), { message: 'it was sent as well', timeout: 60_000 }).toBe(true)
  await leave(first.page)
  await first.close()

  // The next morning: a record before anyone signs in, a wrong PIN, the right one, one more look, and the battery dies.
  const next = await openBrowser({ profile })
  await next.page.goto(endpoint.url)
  await next.page.getByRole('button', { name: 'Record now' }).click()
  await next.page.getByRole('group', { name: 'Anyone hurt?' }).getByRole('radio', { name: 'Yes' }).check()
  await fillAll(next.page.locator('main, .frame'), 'record now', planted)
  await next.page.getByRole('button', { name: 'Save and close' }).click()
  await leave(next.page)
  await next.page.goto(endpoint.url)
  await next.page.getByText('1 record is waiting for someone to sign in.').waitFor()
  await next.page.getByRole('button', { name: senna.name }).click()
  await next.page.getByRole('button', { name: 'Show PIN' }).click()
  await next.page.getByLabel('Your 6-digit PIN').pressSequentially(wrongPin)
  await next.page.getByText(/did not match/).waitFor()
  await signIn(next.page, endpoint.url, senna)
  await next.page.getByRole('link', { name: 'Child', exact: true }).click()
  await fill(next.page.getByRole('searchbox'), 'search', planted)
  await next.kill()

  expect(planted.size, 'a word in every field there is').toBeGreaterThan(19)
  const secrets = [...planted.values(), senna.pin, wrongPin, 'Juniper Brightwater', 'Marchpane', 'Vellichor tablet']
  expect(await readableIn(profile, secrets)).toEqual([])
  const log = endpoint.said().split('\n').filter((line) => line.startsWith('{')).join('\n')
  expect(log.split('\n').length, 'it logged').toBeGreaterThan(10)
  expect(readableInText(log, secrets)).toEqual([])
}

/** The same search finds what is kept in the clear in the same places of another profile, in which no worker answers. */
async function findWhatIsInTheClear(): Promise<void> {
  const clear = join(place, 'careless')
  const careless = await openBrowser({ profile: clear })
  await careless.page.goto(`${endpoint.url}/healthz`)
  await careless.page.evaluate(keepInTheClear)
  // The browser notes what stands in a box, and writes its session file, in its own time: leaving for another address makes it, a reload does not.
  const noted = async () => (await readableIn(clear, ['Broadsheet Windowpane'])).some((where) => where.includes('Sessions'))
  await expect(async () => {
    await careless.page.goto(`${endpoint.url}/healthz`)
    await careless.page.evaluate(() => { document.body.replaceChildren(document.createElement('textarea')) })
    await careless.page.locator('textarea').pressSequentially('Broadsheet Windowpane')
    await leave(careless.page, '/readyz')
    expect(await noted()).toBe(true)
  }).toPass({ timeout: 90_000 })
  await careless.close()
  const seen = (await readableIn(clear, ['Clearwater Openfield', 'Plainsong Glasshouse', 'Broadsheet Windowpane'])).join('\n')
  expect(seen).toMatch(/Local Storage.*: Clearwater Openfield/)
  expect(seen).toMatch(/IndexedDB.*: Plainsong Glasshouse/)
  expect(seen).toMatch(/Sessions.*: Broadsheet Windowpane/)
  expect(readableInText('{"words":"clearwater openfield","pin":"730418"}', ['Clearwater Openfield', '730418'])).toHaveLength(2)
}

/** Goes to another page. As it does so Chromium notes for its session file what stood in the boxes, and writes that out in seconds. */
async function leave(page: Page, to = '/healthz'): Promise<void> {
  await page.waitForTimeout(2000)
  await page.goto(endpoint.url + to)
  await page.waitForTimeout(4000)
}

/** A child, and a record of each kind, with a word of its own in every field that takes words. */
async function writeEverywhere(page: Page, planted: Map<string, string>): Promise<void> {
  const child = randomUUID()
  await goWithin(page, `/children/new/${child}`)
  await page.locator('form.page').waitFor()
  for (const add of await page.locator('form.page').getByRole('button', { name: /^Add/ }).all()) await add.click()
  await fillAll(page.locator('form.page'), 'child', planted)
  const done = page.getByRole('button', { name: /^Done/ })
  await done.click()
  if (await done.isVisible()) await done.click()
  await page.getByRole('heading', { name: 'Timeline' }).waitFor()

  const begin = async (path: string, step = '') => {
    await goWithin(page, `/${path}/${randomUUID()}${step}?child=${child}`)
    await page.getByRole('button', { name: 'Save and close' }).waitFor()
    await expect(page.locator('main [inert]')).toHaveCount(0)
  }
  await begin('record')
  await page.getByRole('group', { name: 'Anyone hurt?' }).getByRole('radio', { name: 'Yes' }).check()
  await fillAll(page.locator('main'), 'quick record', planted)
  await save(page)
  await page.getByRole('button', { name: 'Done' }).click()
  await begin('observe')
  await fillAll(page.locator('main'), 'observation', planted)
  await save(page)
  await begin('calmed')
  await fillAll(page.locator('main'), 'de-escalation', planted)
  await save(page)
  await begin('abc')
  await fillAll(page.locator('main'), 'ABC', planted)
  await save(page)
  await begin('incident', '/did')
  await page.getByText('If the child went home early').click()
  await fillAll(page.locator('main'), 'incident', planted)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await save(page)
  await begin('account')
  await fillAll(page.locator('main'), 'account', planted)
  await save(page)
  await begin('home-note')
  await fillAll(page.locator('main'), 'home note', planted)
  await page.getByRole('button', { name: 'Worried about safety?' }).click()
  await fillAll(page.getByRole('dialog').filter({ visible: true }), 'worry', planted)
  await page.getByRole('button', { name: 'Yes, tell them' }).click()
  await page.getByRole('button', { name: 'Back to what I was writing' }).click()
  await save(page)
  // One that is only a draft when the tablet goes dark.
  await begin('record')
  await fillAll(page.locator('main'), 'draft', planted)
  await page.locator('.save-chip[data-state=saved]').waitFor()
}

async function save(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Save and close' })
  await button.click()
  // Asked once about what is odd; a second time it is kept as it is.
  await button.waitFor({ state: 'detached', timeout: 1000 }).catch(() => button.click())
  await button.waitFor({ state: 'detached' })
}

async function fillAll(scope: Locator, where: string, planted: Map<string, string>): Promise<void> {
  const boxes = await scope.locator('textarea, input:is(:not([type]), [type=text], [type=search], [type=tel])').all()
  for (const [index, box] of boxes.entries()) if (await box.isVisible()) await fill(box, `${where} ${index}`, planted)
}

async function fill(box: Locator, where: string, planted: Map<string, string>): Promise<void> {
  const letters = [...`${planted.size}`].map((digit) => 'abcdefghij'[Number(digit)]).join('')
  const word = `Quillfrost${letters}wick`
  await box.fill(`${word} stood there`)
  planted.set(where, word)
}

async function keepInTheClear(): Promise<void> {
  localStorage.setItem('careless', 'Clearwater Openfield')
  await new Promise<void>((resolve, reject) => {
    const opening = indexedDB.open('careless', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('rows')
    opening.onerror = () => { reject(new Error('not opened')) }
    opening.onsuccess = () => {
      const writing = opening.result.transaction('rows', 'readwrite')
      writing.objectStore('rows').put({ words: 'Plainsong Glasshouse' }, 1)
      writing.oncomplete = () => { resolve() }
    }
  })
}
