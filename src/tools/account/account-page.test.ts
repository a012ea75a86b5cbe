import { afterEach, expect, test } from 'vitest'
import { view, wordsAdded } from '../../domain/history/read'
import { account, confirmedBy } from '../../domain/records/account'
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
  ['one they wrote down for another, once closed', entry({ record: 'acc-1', kind: 'account', act: 'close', changes: { 'incident/': 'inc-1', 'words/': 'Sealed.', 'takenFor/': 'gwen' } })],
  ['another’s, once closed', entry({ record: 'acc-1', kind: 'account', author: 'gwen', act: 'close', changes: { 'incident/': 'inc-1', 'words/': 'Sealed.' } })],
  ['one that is being written down for them', entry({ record: 'acc-1', kind: 'account', author: 'gwen', changes: { 'words/': 'Not yet.', 'takenFor/': 'moss' } })],
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

const takenDown = entry({ record: 'acc-1', kind: 'account', author: 'gwen', act: 'close', changes: { 'incident/': 'inc-1', 'words/': 'Moss saw the door open.', 'source/': 'saw-it', 'takenFor/': 'moss', 'readBack/': 'not-yet' } })
const text = () => page?.text() ?? ''
const buttons = () => page?.findAll('main button, article button').map((one) => one.text()) ?? []
const additions = async (here: Glass) => (await here.disk.ledger.checkpoint('acc-1'))?.addenda ?? []

test('an account written down for them: they read it, say that these are their words, and not one word is changed', async () => {
  const here = await open('', [takenDown])
  await here.until(() => text().includes('Moss saw the door open.'))
  expect(page?.find('h1').text()).toBe('Account written down for you')
  expect(text()).toContain('Written by Gwen for you, 24 Nov 09:00')
  expect(text()).toContain('Not confirmed by Moss yet')
  expect(buttons()).toEqual(['These are my words', 'Add or correct'])
  const before = (await here.disk.ledger.checkpoint('acc-1'))?.parts
  here.disk.clock.at += 60_000
  await press('These are my words')
  await here.until(() => text().includes('Confirmed by Moss, 24 Nov 09:01'))
  expect([text().includes('Not confirmed'), buttons()]).toEqual([false, ['Add or correct']])
  const found = await here.disk.ledger.checkpoint('acc-1')
  expect([found?.parts, found?.first.author, confirmedBy({ takenFor: 'moss' }, found?.addenda ?? [])?.source.author]).toEqual([before, 'gwen', 'moss'])
  expect((await additions(here)).map(wordsAdded)).toEqual(['These are my words.'])
})

test('pressed twice, it is confirmed once', async () => {
  const here = await open('', [takenDown])
  await here.until(() => buttons().includes('These are my words'))
  await Promise.all([press('These are my words'), press('These are my words')])
  await here.until(() => text().includes('Confirmed by Moss'))
  expect(await additions(here)).toHaveLength(1)
})

test('what is not as they remember it they add, dated and beside the words; it is theirs once they say so', async () => {
  const here = await open('', [takenDown])
  await here.until(() => buttons().includes('Add or correct'))
  await press('Add or correct')
  await boxOf('What do you want to add?')?.setValue('It was the gate, not the door.')
  await press('Add')
  await here.until(() => page?.findAll('.card').some((one) => one.text() === 'Added by Moss, 24 Nov 09:00It was the gate, not the door.') ?? false)
  expect(text()).toContain('Not confirmed by Moss yet')
  await press('These are my words')
  await here.until(() => text().includes('Confirmed by Moss'))
  expect((await additions(here)).map(wordsAdded)).toEqual(['It was the gate, not the door.', 'These are my words.'])
})

test('a disk that refuses leaves it unconfirmed, and says so', async () => {
  const here = await open('', [takenDown])
  await here.until(() => buttons().includes('These are my words'))
  const disk = failingDisk(() => new DOMException('full', 'QuotaExceededError'), (table) => table === 'revisions')
  disk.due = 1
  await press('These are my words')
  await here.until(() => text().includes('That could not be kept just now. Nothing is lost. Try again.'))
  disk.restore()
  expect([await additions(here), text().includes('Not confirmed by Moss yet')]).toEqual([[], true])
  await press('These are my words')
  await here.until(() => text().includes('Confirmed by Moss'))
})

test('their own account, once closed, takes dated words and is asked no confirming', async () => {
  const here = await open('', [entry({ record: 'acc-1', kind: 'account', act: 'close', changes: { 'incident/': 'inc-1', 'words/': 'She ran.' } })])
  await here.until(() => text().includes('She ran.'))
  expect([page?.find('h1').text(), text().includes('confirmed'), buttons()]).toEqual(['Own account', false, ['Add or correct']])
  await press('Add or correct')
  await boxOf('What do you want to add?')?.setValue('She had one shoe on.')
  await press('Add')
  await here.until(() => text().includes('Added by Moss'))
  expect((await additions(here)).map(wordsAdded)).toEqual(['She had one shoe on.'])
})
