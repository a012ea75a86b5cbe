import { afterEach, expect, test } from 'vitest'
import { view } from '../../domain/history/read'
import { account } from '../../domain/records/account'
import { failingDisk } from '../../../tests/support/failing-disk'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, glass } from '../../../tests/support/glass'
import { cleared, hand } from '../../../tests/support/hand'
import { at } from '../../../tests/support/incident'
import { entry } from '../../../tests/support/tablet-disk'
import AccountPage from './AccountPage.vue'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
})
const { chips, tap, press } = hand(() => page)
const boxOf = (label: string) => page?.find(`[id="${page.findAll('label').find((one) => one.text() === label)?.attributes('for') ?? ''}"]`)
const mine = 'What you saw, heard and did'

async function open(query = '?incident=inc-1', before: readonly ReturnType<typeof entry>[] = []): Promise<Glass> {
  const here = await glass({ roles: ['practitioner'] })
  const { ledger } = here.disk
  await ledger.append(adultEntry('gwen', { name: 'Gwen Applewhite', roles: ['practitioner'] }))
  await ledger.append(entry({ record: 'inc-1', kind: 'incident', changes: { 'place/': 'hall' } }))
  for (const one of before) await ledger.append(one)
  await here.router.push(`/account/acc-1${query}`)
  page = await here.show(AccountPage, { id: 'acc-1' })
  await here.settle()
  return here
}
const recorded = async (here: Glass) => {
  const checkpoint = await here.disk.ledger.checkpoint('acc-1')
  return checkpoint && { answers: view(account, checkpoint).answers, closed: checkpoint.freeze !== null, author: checkpoint.first.author }
}

test('their own words, how they know, and closed: it stands with its incident, and the page goes back there', async () => {
  const here = await open()
  await boxOf(mine)?.setValue('She ran. I stood in the doorway.')
  await tap('I took part')
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'incident')
  expect(here.router.currentRoute.value.params).toMatchObject({ id: 'inc-1' })
  expect(await recorded(here)).toMatchObject({ closed: true, author: 'moss', answers: { incident: 'inc-1', when: at('2026-11-24T09:00'), words: 'She ran. I stood in the doorway.', source: 'took-part', takenFor: null, readBack: null } })
  expect((await here.disk.ledger.timeline('inc-1')).map(({ record }) => record)).toEqual(['acc-1'])
})

test('opened and left without a word, it leaves no trace', async () => {
  const here = await open()
  page?.unmount()
  page = null
  await here.settle()
  expect([await recorded(here), await here.disk.ledger.drafts('moss')]).toEqual([null, []])
})

test('whoever knows it from somebody else is asked from whom and when; nobody else is', async () => {
  await open()
  expect(boxOf('Who told you, and when?')?.exists()).toBe(false)
  await tap('Somebody told me')
  expect(boxOf('Who told you, and when?')?.exists()).toBe(true)
  await boxOf('Who told you, and when?')?.setValue('Gwen, at lunch')
  await tap('I saw it')
  expect(boxOf('Who told you, and when?')?.exists()).toBe(true)
})

test('written down for an adult without a PIN: for whom, and whether it was read back, are asked; the author is whoever wrote it', async () => {
  const here = await open('?incident=inc-1&for=someone')
  expect(page?.find('h1').text()).toBe('Account written down for someone')
  expect(chips('Written down for')).not.toContain('Moss Kettle')
  await tap('Gwen Applewhite')
  await boxOf(mine)?.setValue('Gwen saw the door open.')
  await tap('Not yet', 'Was it read back to them?')
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'incident')
  expect(await recorded(here)).toMatchObject({ closed: true, author: 'moss', answers: { takenFor: 'gwen', words: 'Gwen saw the door open.', readBack: 'not-yet' } })
})

test('their own account asks neither', async () => {
  await open()
  expect([page?.find('h1').text(), chips('Was it read back to them?'), chips('Written down for')]).toEqual(['Own account', null, null])
})

test.each([
  ['their own, once closed', entry({ record: 'acc-1', kind: 'account', act: 'close', changes: { 'incident/': 'inc-1', 'words/': 'Sealed.' } })],
  ['another’s, while it is being written', entry({ record: 'acc-1', kind: 'account', author: 'gwen', changes: { 'incident/': 'inc-1', 'words/': 'Not for you.' } })],
])('%s, is not opened for writing', async (_which, before) => {
  const here = await open('', [before])
  await here.until(() => here.router.currentRoute.value.name === 'record')
  page?.unmount()
  page = null
  await here.settle()
  expect([(await here.disk.ledger.revisions('acc-1')).length, await here.disk.ledger.drafts()]).toEqual([1, []])
})

test('an account carried on is the same one, and knows its incident without being told', async () => {
  const here = await open('', [entry({ record: 'acc-1', kind: 'account', changes: { 'incident/': 'inc-1', 'words/': 'She ran.' } })])
  await here.until(() => (boxOf(mine)?.element as HTMLTextAreaElement).value === 'She ran.')
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'incident')
  expect(await recorded(here)).toMatchObject({ closed: true, answers: { incident: 'inc-1', words: 'She ran.' } })
})

test('a disk that refuses leaves the words on the glass and says so', async () => {
  const here = await open()
  await boxOf(mine)?.setValue('She ran. I stood in the doorway.')
  const disk = failingDisk(() => new DOMException('full', 'QuotaExceededError'), (table) => table === 'revisions')
  disk.due = 1
  await press('Save and close')
  await here.until(() => page?.find('.notice.problem').exists() ?? false)
  expect([(boxOf(mine)?.element as HTMLTextAreaElement).value, await recorded(here)]).toEqual(['She ran. I stood in the doorway.', null])
  disk.restore()
  await press('Try again')
  await here.until(() => here.router.currentRoute.value.name === 'incident')
  expect(await recorded(here)).toMatchObject({ closed: true })
})
