import { expect, type CDPSession, type Page } from '@playwright/test'
import { test } from './county'
import { dandelion, enrol, firstSignIn, lock, readyOffline, tablet } from './people'

interface Installable {
  readonly manifest: { readonly id: string; readonly icons: readonly Icon[]; readonly screenshots: readonly Shot[]; readonly shortcuts: readonly Shortcut[] }
  readonly wrong: readonly string[]
}
interface Icon { readonly src: string; readonly sizes: string; readonly purpose: string }
interface Shot extends Icon { readonly type: string; readonly form_factor: 'wide' | 'narrow'; readonly label: string }
interface Shortcut { readonly name: string; readonly url: string }

/** A journey's context is a private one, where nothing is ever installed: that is no fault of the app. */
const always = 'in-incognito'
/** What Chromium itself makes of the app's manifest, and why it would not install it. */
async function installable(tools: CDPSession): Promise<Installable> {
  const { data, errors } = await tools.send('Page.getAppManifest')
  const { installabilityErrors } = await tools.send('Page.getInstallabilityErrors')
  return {
    manifest: JSON.parse(data || '{}') as Installable['manifest'], // Our own file, as Chromium fetched it.
    wrong: [...errors.map(({ message }) => message), ...installabilityErrors.map(({ errorId }) => errorId).filter((code) => code !== always)],
  }
}
/** Width and height as the picture itself says. */
const sizeOf = (page: Page, src: string): Promise<string> => page.evaluate(async (from) => {
  const bitmap = await createImageBitmap(await (await fetch(from)).blob())
  return `${bitmap.width}x${bitmap.height}`
}, src)

test('the app may be installed, with pictures of a tablet and of a phone, and what is seen before it is kept is not kept with it', async ({ browser }) => {
  const page = await tablet(browser)
  const tools = await page.context().newCDPSession(page)
  await page.goto('/')
  await readyOffline(page)
  const { manifest, wrong } = await installable(tools)
  expect(wrong).toEqual([])
  expect(manifest.id).toBe('/')
  expect(manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual(['192x192 any', '512x512 any', '512x512 maskable'])
  expect(manifest.screenshots.map(({ form_factor, sizes }) => `${form_factor} ${sizes}`).sort()).toEqual([...Array<string>(3).fill('narrow 390x844'), ...Array<string>(3).fill('wide 1024x768')])
  for (const { src, sizes, label } of [...manifest.screenshots, ...manifest.icons.map((icon) => ({ ...icon, label: 'an icon' }))]) {
    expect(await sizeOf(page, src), src).toBe(sizes)
    expect(label.length, src).toBeGreaterThan(5)
  }
  const kept = await page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat())
  expect(kept).toContain('/icons/icon-192.png')
  expect(kept.filter((path) => path.startsWith('/pictures/'))).toEqual([])
})

test('a page without a manifest is not installable, so the check can tell', async ({ browser, baseURL }) => {
  const page = await tablet(browser)
  await page.goto(`${baseURL}/healthz`)
  const { wrong } = await installable(await page.context().newCDPSession(page))
  expect(wrong).toContain('no-manifest')
})

test('the home screen’s “Record what happened” opens the record before anyone signs in, and names nobody in its address', async ({ browser }) => {
  const page = await tablet(browser)
  await enrol(page, dandelion, 'Oak Room tablet')
  await page.goto('/?for=record')
  await page.getByRole('heading', { name: 'Who is using this tablet?' }).waitFor()
  await firstSignIn(page, 'Kit')
  await lock(page)
  const { manifest } = await installable(await page.context().newCDPSession(page))
  expect(manifest.shortcuts.map(({ name, url }) => `${name} ${url}`)).toEqual(['Record what happened /?for=record', 'Calm script /?for=calm'])
  await page.goto('/?for=record')
  await page.getByLabel('In your own words').fill('By the pond')
  expect(new URL(page.url()).search).toBe('')
  await page.getByRole('button', { name: 'Save and close' }).click()
  await page.getByText('1 record is waiting for someone to sign in.').waitFor()
  await page.goto('/?for=calm')
  await page.getByText('1 of 5').waitFor()
})
