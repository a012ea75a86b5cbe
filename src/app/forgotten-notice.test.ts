import { afterEach, expect, test } from 'vitest'
import { glass } from '../../tests/support/glass'
import type { Glass, Shown } from '../../tests/support/glass'
import { closeDisks, entry } from '../../tests/support/tablet-disk'
import type { Outcome } from '../sync/courier'
import { useSync } from '../workspace/sync'
import LockPage from './LockPage.vue'
import TodayPage from './TodayPage.vue'

let page: Shown | null = null
afterEach(async () => {
  page?.unmount()
  page = null
  await new Promise((resolve) => setTimeout(resolve, 100))
  closeDisks()
})
// It is safe: of an outcome the glass reads its kind alone.
const heard = (here: Glass, kind: string) => useSync(here.pinia).onOutcome({ kind } as Outcome)

test('a tablet that the office no longer knows says that all is still here, and where it joins again', async () => {
  const here = await glass()
  await here.disk.ledger.append(entry({ record: 'q1', kind: 'quick-record', act: 'close', changes: { 'words/': 'Hummed under the coats' } }))
  await here.session.lock()
  page = await here.show(LockPage)
  const said = () => page?.find('.notices').text() ?? ''
  await here.until(() => said().includes('not sent yet'))
  expect(said()).not.toContain('no longer knows')
  heard(here, 'not-known')
  await here.until(() => said().includes('The office no longer knows this tablet'))
  expect(said()).toContain('Everything written here is still on this tablet')
  expect(said()).toContain('Ask at the school office for a new code.')
  // What waits does not go by itself now, nor by signing in.
  expect(said()).toContain('2 not sent yet, and kept on this tablet.')
  expect(said()).not.toContain('internet')

  await page.findAll('.notices button').find((button) => button.text() === 'Join again')?.trigger('click')
  await here.until(() => document.querySelector('#enrolment-code') !== null)
  // A round that asked nobody knows no better.
  heard(here, 'locked')
  await here.settle()
  expect(said()).toContain('no longer knows')
  useSync(here.pinia).joined()
  await here.until(() => !said().includes('no longer knows'))
})

test('one that was switched off says so on its lock screen, and does not promise that a sign-in sends what waits', async () => {
  const here = await glass()
  await here.disk.ledger.append(entry({ record: 'q1', kind: 'quick-record', act: 'close', changes: { 'words/': 'Hummed under the coats' } }))
  await here.session.lock()
  page = await here.show(LockPage)
  const said = () => page?.find('.notices').text() ?? ''
  await here.until(() => said().includes('Sign in where there is internet'))
  heard(here, 'revoked')
  await here.until(() => said().includes('2 not sent yet, and kept on this tablet.'))
  expect(said()).toContain('ask at the school office for a new code and join the setting again')
  expect(said()).not.toContain('Sign in')
})

test('with somebody signed in it says the same, and that nothing can be done before this tablet is locked', async () => {
  const here = await glass()
  page = await here.show(TodayPage)
  expect(page.text()).not.toContain('no longer knows')
  heard(here, 'not-known')
  await here.until(() => page?.text().includes('Then lock this tablet, choose Set up, and join the setting again.') ?? false)
  expect(page.findAll('button').map((button) => button.text())).not.toContain('Join again')
})
