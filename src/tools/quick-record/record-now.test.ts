import { afterEach, expect, test } from 'vitest'
import { view } from '../../domain/history/read'
import { worry, worryOf } from '../../domain/records/worry'
import { failingDisk } from '../../../tests/support/failing-disk'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../../tests/support/glass'
import { cleared, hand } from '../../../tests/support/hand'
import RecordNow from './RecordNow.vue'
import WaitingPage from './WaitingPage.vue'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
})
const { press } = hand(() => page)
const pin = '271828'
async function locked(roles: readonly string[] = ['senco']): Promise<Glass> {
  const here = await glass({ roles })
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

async function sealsWorry(roles?: readonly string[]): Promise<Glass> {
  const here = await locked(roles)
  await words()?.setValue('M. and the copper beech.')
  await press('Worried about safety?')
  await page?.get('dialog textarea').setValue('A mark on the wrist.')
  await press('Yes, seal it')
  await here.until(() => page?.text().includes('Worry sealed with this') ?? false)
  await press('Save and close')
  await here.until(() => page?.emitted('done') !== undefined)
  page?.unmount()
  await here.session.unlock('moss', pin)
  return here
}

test('a worry sealed with it says nothing to those who look through what waits, and is a worry of whoever takes it on', async () => {
  const here = await sealsWorry()
  await here.disk.ledger.append(adultEntry('moss', { name: 'Moss Kettle', roles: ['practitioner'] }))
  page = await here.show(WaitingPage)
  await here.until(() => page?.text().includes('Someone was worried about a child’s safety') ?? false)
  expect(page.text()).not.toContain('wrist')
  const { count } = here.rounds
  await press('I wrote it')
  await here.until(() => here.router.currentRoute.value.name === 'quick-record')
  const id = String(here.router.currentRoute.value.params['id'])
  const told = await here.disk.ledger.checkpoint(worryOf(id))
  expect(told && view(worry, told).answers).toEqual({ children: [], from: id, when: { wall: '2026-11-24T09:00', zone: 'Europe/London', precision: 'exact' }, words: 'A mark on the wrist.' })
  expect([told?.freeze, here.rounds.count]).toMatchObject([{ author: 'moss', act: 'close' }, count + 1])
  expect(JSON.stringify((await here.disk.ledger.draft(id, 'moss'))?.changes)).not.toContain('wrist')
})

test('a claim that the disk refuses half way is done again, and the worry is told once', async () => {
  const here = await sealsWorry()
  page = await here.show(WaitingPage)
  await here.until(() => page?.text().includes('copper beech') ?? false)
  const disk = failingDisk(() => new DOMException('full', 'QuotaExceededError'), (table) => table === 'letters')
  disk.due = 1
  await press('I wrote it')
  await here.until(() => page?.find('.notice.problem').exists() ?? false)
  disk.restore()
  expect([(await here.disk.ledger.ofKind('worry')).length, await here.disk.ledger.letterCount()]).toEqual([1, 1])
  await press('I wrote it')
  await here.until(() => here.router.currentRoute.value.name === 'quick-record')
  expect([(await here.disk.ledger.ofKind('worry')).length, await here.disk.ledger.letterCount()]).toEqual([1, 0])
})

test('a safeguarding lead reads it before anybody takes it on', async () => {
  const here = await sealsWorry()
  await here.disk.ledger.append(adultEntry('moss', { name: 'Moss Kettle', roles: ['dsl'] }))
  page = await here.show(WaitingPage)
  await here.until(() => page?.text().includes('A mark on the wrist.') ?? false)
  expect(await here.disk.ledger.ofKind('worry')).toEqual([])
})

test.each([
  [['senco'], true], [['dsl'], true], [['head'], true], [['practitioner'], false], [['key-person'], false],
])('what nobody claims is for a senior to open (%s: %s)', async (roles, may) => {
  const here = await sealsWorry(roles)
  page = await here.show(WaitingPage)
  await here.until(() => page?.text().includes('copper beech') ?? false)
  expect(page.findAll('button').some((one) => one.text() === 'Nobody says it is theirs')).toBe(may)
})

test('a senior who opens it is told first what that means; it goes on in their name, says its writer is not known, and its worry is told', async () => {
  const here = await sealsWorry()
  page = await here.show(WaitingPage)
  await here.until(() => page?.text().includes('copper beech') ?? false)
  await press('Nobody says it is theirs')
  expect(page.text()).toContain('It goes on in your name from here, and says that who wrote it down is not known.')
  expect(await here.disk.ledger.letterCount()).toBe(1)
  await press('Leave it here')
  expect(page.findAll('button').some((one) => one.text() === 'Open it in my name')).toBe(false)
  await press('Nobody says it is theirs')
  await press('Open it in my name')
  await here.until(() => here.router.currentRoute.value.name === 'quick-record')
  const id = String(here.router.currentRoute.value.params['id'])
  const unknown = 'Who wrote this down is not known. It was written on this tablet before anyone signed in, and opened by Moss Kettle because nobody said it was theirs.'
  const changes = (await here.disk.ledger.draft(id, 'moss'))?.changes
  expect(changes).toMatchObject({ 'words/': `${unknown}\n\nM. and the copper beech.` })
  expect(changes).not.toHaveProperty(['claimed/'])
  const told = await here.disk.ledger.checkpoint(worryOf(id))
  expect(told && view(worry, told).answers.words).toBe(`${unknown}\n\nA mark on the wrist.`)
  expect(await here.disk.ledger.letterCount()).toBe(0)
})
