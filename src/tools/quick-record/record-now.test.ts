import { afterEach, expect, test } from 'vitest'
import { failingDisk } from '../../../tests/support/failing-disk'
import type { Glass, Shown } from '../../../tests/support/glass'
import { childEntry, glass } from '../../../tests/support/glass'
import { cleared, hand } from '../../../tests/support/hand'
import RecordNow from './RecordNow.vue'
import WaitingPage from './WaitingPage.vue'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
})
const { press } = hand(() => page)
const pin = '271828'
async function locked(): Promise<Glass> {
  const here = await glass()
  await here.disk.vault.setPin('moss', pin)
  await here.disk.ledger.append(childEntry('juniper', { name: 'Juniper Brightwater', keyPerson: 'moss' }))
  await here.session.lock()
  page = await here.show(RecordNow)
  return here
}
const words = () => page?.find('textarea')

test('it is on the disk with its time before a word is written, and left without one it leaves nothing', async () => {
  const here = await locked()
  await here.until(() => page?.text().includes('Saved on this tablet') ?? false)
  expect(await here.disk.ledger.letterCount()).toBe(1)
  await press('Save and close')
  await here.until(() => page?.emitted('done') !== undefined)
  expect(await here.disk.ledger.letterCount()).toBe(0)
})

test('written while locked, it waits for a sign-in, and becomes a record of whoever says they were there', async () => {
  const here = await locked()
  await words()?.setValue('M. and the copper beech. Nobody hurt.')
  await press('Save and close')
  await here.until(() => page?.emitted('done') !== undefined)
  page?.unmount()
  await here.session.unlock('moss', pin)
  page = await here.show(WaitingPage)
  await here.until(() => page?.text().includes('M. and the copper beech. Nobody hurt.') ?? false)
  expect(page.text()).toContain('Quick record, begun 24 Nov 09:00')
  await press('I was there, another adult wrote it')
  await here.until(() => here.router.currentRoute.value.name === 'quick-record')
  const id = String(here.router.currentRoute.value.params['id'])
  expect((await here.disk.ledger.draft(id, 'moss'))?.changes).toEqual({
    'words/': 'M. and the copper beech. Nobody hurt.', 'claimed/': 'witness', 'when/': { wall: '2026-11-24T09:00', zone: 'Europe/London', precision: 'exact' },
  })
  expect(page.text()).toContain('Nothing is waiting here for you.')
})

test('out of sight it is written at once, and a new version of the app waits for it', async () => {
  const here = await locked()
  expect(here.session.editing).toBe(1)
  await words()?.setValue('By the pond')
  await here.session.flush()
  await here.session.unlock('moss', pin)
  expect((await here.disk.ledger.letters()).map(({ changes }) => changes['words/'])).toEqual(['By the pond'])
  page?.unmount()
  page = null
  expect(here.session.editing).toBe(0)
})

test('a disk that refuses leaves the words on the glass, and says so', async () => {
  const here = await locked()
  await here.until(() => page?.text().includes('Saved on this tablet') ?? false)
  const disk = failingDisk(() => new DOMException('full', 'QuotaExceededError'), (table) => table === 'letters')
  disk.due = 1
  await words()?.setValue('By the pond')
  await press('Save and close')
  await here.until(() => page?.text().includes('We could not save this') ?? false)
  expect([words()?.element.value, page?.emitted('done')]).toEqual(['By the pond', undefined])
  disk.restore()
  await press('Try again')
  await here.until(() => page?.emitted('done') !== undefined)
  expect(await here.disk.ledger.letterCount()).toBe(1)
})
