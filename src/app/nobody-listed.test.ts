import { afterEach, expect, test } from 'vitest'
import { glass } from '../../tests/support/glass'
import type { Glass, Shown } from '../../tests/support/glass'
import { cleared } from '../../tests/support/hand'
import LockPage from './LockPage.vue'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })

const tile = { adult: 'moss', shortName: 'Moss', initials: 'MK', senior: true, roleWords: 'SENCO', until: null }
async function lockedWith(tiles: readonly (typeof tile)[]): Promise<{ here: Glass; shown: Shown; notListed: () => Promise<string> }> {
  const here = await glass()
  await here.disk.vault.keepTiles(tiles)
  await here.session.refreshTiles()
  await here.session.lock()
  const shown = await here.show(LockPage)
  page = shown
  return {
    here, shown,
    async notListed() {
      await shown.findAll('button').find((button) => button.text().includes('Not listed'))?.trigger('click')
      await here.settle()
      return shown.find('dialog').text()
    },
  }
}

test('a tablet that was set up before any adult was added says what brings their names, and asks nobody to sign in who cannot', async () => {
  const { here, shown, notListed } = await lockedWith([])
  expect(shown.find('.notices').text()).toContain('Ask at the school office for the adults to be added. Then join the setting again with a new code')
  expect(await notListed()).not.toContain('sign in here and add you')
  await shown.findAll('.notices button').find((button) => button.text() === 'Join again')?.trigger('click')
  await here.until(() => document.querySelector('#enrolment-code') !== null)
})

test('where a senior adult is listed they add whoever is not, and whom the authority added comes at the next sign-in', async () => {
  const { shown, notListed } = await lockedWith([tile])
  expect(shown.find('.notices').text()).not.toContain('Nobody is listed')
  const said = await notListed()
  expect(said).toContain('Ask Moss to sign in here and add you.')
  expect(said).toContain('your name comes when somebody next signs in here')
})

test('the first adult of a setting is not told that they could help themselves in', async () => {
  const { here, shown } = await lockedWith([{ ...tile, adult: 'dov', shortName: 'Dov' }])
  await shown.findAll('button').find((button) => button.text().includes('Dov'))?.trigger('click')
  await here.until(() => shown.text().includes('No code?'))
  expect(shown.text()).toContain('Ask whoever added you for one.')
  expect(shown.text()).not.toMatch(/Dov can sign in|Ask Dov/)
})
