import type { AddressInfo } from 'node:net'
import { connect, createServer } from 'node:net'
import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'
import { startEndpoint } from '../kill/endpoint.mjs'
import { configFrom } from '../../src/server/config'
import { runLa } from '../../src/server/la'
import type { County } from './county'
import { ownCounty, test as base } from './county'
import { twoTablets } from './people'

/** An office: an endpoint behind an address that stays, though it is stopped for an errand, as the embedded database asks. */
interface Office {
  readonly address: string
  /** Stops, runs these errands, and starts again; gives what each said, with its exit code before it. */
  readonly run: (errands: (la: (words: string) => Promise<string>) => Promise<void>) => Promise<void>
}
const test = base.extend<{ office: Office }>({
  // The braces are how it is told that this needs no other fixture.
  office: async ({}, use) => {
    const county: County = await ownCounty()
    let { endpoint } = county
    const door = createServer((caller) => {
      const line = connect(Number(new URL(endpoint.url).port), '127.0.0.1')
      for (const end of [caller, line]) end.on('error', () => { caller.destroy(); line.destroy() })
      caller.pipe(line).pipe(caller)
    })
    await new Promise<void>((resolve) => door.listen(0, resolve))
    // A server that listens on a port has an address with one.
    const address = `http://localhost:${(door.address() as AddressInfo).port}`
    const la = async (words: string): Promise<string> => {
      const said: string[] = []
      const code = await runLa(words.split(' '), configFrom({ DATA_DIR: county.dataDir }), { say: (line) => said.push(line) })
      return `${code} ${said.join('\n')}`
    }
    await use({
      address,
      async run(errands) {
        await endpoint.stop()
        await errands(la)
        endpoint = await startEndpoint({ dataDir: county.dataDir })
      },
    })
    door.close()
    await endpoint.stop()
    await county.end()
  },
  baseURL: async ({ office }, use) => use(office.address),
})

const [moss, juniper] = ['willowmere-child-1-1', 'willowmere-child-1-2']
const deciding = '--why request --decided-by willowmere-hetty --reviewed-by willowmere-dov'
const wake = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('focus')))
async function openChild(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Child', exact: true }).click()
  await page.getByRole('button', { name: /Show names/ }).click()
  await page.getByRole('link', { name }).first().click()
}

test('a child whom the office erased is on neither tablet any more, and each says so where it was open; a child on hold stays', async ({ browser, office }) => {
  const { oak, elm } = await twoTablets(browser, 'Amira', 'Senna')
  await openChild(oak, 'Moss')
  await oak.getByText('Bell rang early').click()
  await expect(oak.getByText('counted the coats')).toBeVisible()
  // In a dead spot, with words that nobody else has.
  await openChild(elm, 'Moss')
  await elm.getByRole('link', { name: 'Edit details' }).click()
  const room = elm.getByLabel('Year, class or room')
  await room.waitFor()
  await elm.context().setOffline(true)
  await room.fill('Kestrels, from Monday')
  await expect(elm.getByText('Saved on this tablet').first()).toBeVisible()

  const said: string[] = []
  await office.run(async (la) => {
    const about = async (child: string) => [...(await la(`about willowmere ${child}`)).matchAll(/^(?:0 )?(\S+) {2}/gm)].map(([, record = '']) => record)
    const erase = (record: string) => la(`erase willowmere ${record} ${deciding} --confirm=${record.slice(-6)}`)
    const theirs = await about(moss)
    said.push(await la(`hold willowmere ${juniper} --why inquiry --decided-by willowmere-dov`))
    const [kept = ''] = (await about(juniper)).filter((record) => record !== juniper)
    said.push(await erase(kept))
    // The child's own record last: without it nobody would find the others.
    for (const record of [...theirs.filter((one) => one !== moss), moss]) said.push(await erase(record))
    expect(theirs).toHaveLength(4)
  })
  const meant = ['0 On hold: nothing about this child can be erased.', '1 On hold (inquiry): nothing about', ...Array.from({ length: 4 }, () => 'Erased.')]
  expect(said).toEqual(meant.map((words) => expect.stringContaining(words)))

  await wake(oak)
  await expect(oak.getByText(/^This record was erased on .*\. Willowmere Primary decided it\.$/)).toBeVisible()
  await expect(oak.getByText('Nothing of it is left on this tablet.')).toBeVisible()
  await expect(oak.getByText('counted the coats')).toHaveCount(0)

  await elm.context().setOffline(false)
  await wake(elm)
  await expect(elm.getByRole('heading', { name: 'What you were writing' })).toBeVisible()
  await expect(elm.getByText('Kestrels, from Monday')).toBeVisible()
  await elm.getByRole('link', { name: 'Go to Today' }).click()
  await elm.getByRole('link', { name: /^Tray/ }).click()
  await expect(elm.getByText('Words of it that were only on this tablet went with it.')).toBeVisible()
  await elm.getByRole('button', { name: 'I have read this' }).click()
  await expect(elm.getByText('went with it.')).toHaveCount(0)

  await oak.getByRole('link', { name: 'Go to Today' }).click()
  for (const page of [oak, elm]) {
    await page.getByRole('link', { name: 'Child', exact: true }).click()
    await expect(page.getByRole('link', { name: /Juniper/ })).toBeVisible()
    await expect(page.getByRole('link', { name: /Moss/ })).toHaveCount(0)
    await page.getByRole('link', { name: /Juniper/ }).click()
    await expect(page.getByText('Asked for the quiet corner')).toBeVisible()
  }
})
