import { afterEach, expect, test } from 'vitest'
import { account, confirmation } from '../../domain/records/account'
import { incident } from '../../domain/records/incident'
import type { AnswersOf } from '../../domain/schema/definition'
import { addendumWords, blank, touched } from '../../domain/schema/definition'
import type { Changes } from '../../domain/schema/field'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../../tests/support/glass'
import { cleared } from '../../../tests/support/hand'
import { at, complete, held } from '../../../tests/support/incident'
import { entry } from '../../../tests/support/tablet-disk'
import IncidentPage from './IncidentPage.vue'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
})
const id = 'inc-1'
const section = () => page?.find('[aria-labelledby="accounts"]')
const lines = () => section()?.findAll('.line').map((one) => one.findAll('span').map((part) => part.text()).join(': ')) ?? []
const read = () => section()?.findAll('article').map((one) => [one.find('.by').text(), one.find('.words').text()]) ?? []
const ways = () => section()?.findAll('a').map((one) => one.text()) ?? []

const adults = ['moss', 'gwen'].map((adult, index) => ({ id: `a${index}`, rank: `a${index}`, adult, name: '', part: [] }))
type Account = AnswersOf<typeof account>
const accountBy = (author: string, words: string, { closed = true, ...over }: Partial<Account> & { closed?: boolean } = {}) =>
  entry({
    record: `acc-${author}${over.takenFor ?? ''}${over.takenForName ?? ''}`.toLowerCase(), kind: 'account', author, act: closed ? 'close' : 'edit',
    changes: touched(account, blank(account), { ...blank(account), incident: id, when: at('2026-11-24T10:50'), words, ...over }),
  })

/** Moss and Gwen were in it; Hetty leads and was not. */
async function setting(...accounts: readonly ReturnType<typeof accountBy>[]): Promise<Glass> {
  const here = await glass({ roles: ['practitioner'] })
  here.disk.clock.at = Date.parse('2026-11-24T11:00:00Z')
  const { ledger } = here.disk
  await ledger.append(childEntry('juniper', { name: 'Juniper Brightwater' }))
  await ledger.append(adultEntry('gwen', { name: 'Gwen Applewhite', roles: ['practitioner'] }))
  await ledger.append(adultEntry('hetty', { name: 'Hetty Overbrook', roles: ['head'] }))
  await ledger.append(entry({ record: id, kind: 'incident', changes: touched(incident, blank(incident), complete({ children: ['juniper'], adults, sen: [], interventions: [held({ child: 'juniper' })] })) }))
  for (const one of accounts) await ledger.append(one)
  return here
}
async function open(here: Glass, as: string): Promise<void> {
  await here.session.entered(as)
  page = await here.show(IncidentPage, { id, step: 'check' })
  await here.until(() => lines().length === 2 && lines().every((one) => !one.startsWith('Someone')))
  await here.settle()
}

test('nobody reads another’s account before closing their own', async () => {
  const here = await setting(accountBy('gwen', 'I saw a chair in the air.'))
  await open(here, 'moss')
  expect(lines()).toEqual(['Moss: By the end of today', 'Gwen: Closed'])
  expect(read()).toEqual([])
  expect(page?.html()).not.toContain('a chair in the air')
  expect(section()?.text()).toContain('You can read the others’ once you have closed your own.')
  expect(ways()).toContain('Write my account')
})

test('what an adult who has left did not close is read by a lead, and by nobody else', async () => {
  const here = await setting(accountBy('gwen', 'I saw a chair in the', { closed: false }), accountBy('moss', 'I held her left arm.'))
  const gwen = await here.disk.ledger.checkpoint('gwen')
  await here.disk.ledger.append(entry({ record: 'gwen', kind: 'adult', after: gwen?.heads ?? [], changes: { 'until/': '2026-11-23' } }))
  await open(here, 'hetty')
  expect(lines()).toEqual(['Moss: Closed', 'Gwen: Not finished'])
  expect(read()).toContainEqual([expect.stringContaining('Gwen'), 'I saw a chair in the'])
  expect(section()?.text()).toContain('Not finished: Gwen has left')
  page?.unmount()
  await open(here, 'moss')
  expect(page?.html()).not.toContain('I saw a chair in the')
})

test('an account being written opens no other, and is carried on', async () => {
  const here = await setting(accountBy('gwen', 'I saw a chair in the air.'), accountBy('moss', 'I heard a', { closed: false }))
  await open(here, 'moss')
  expect([lines(), read()]).toEqual([['Moss: Being written', 'Gwen: Closed'], []])
  expect(ways()).toContain('Carry on with my account')
})

test('once their own is closed they read the others’, and their own', async () => {
  const here = await setting(accountBy('gwen', 'I saw a chair in the air.'), accountBy('moss', 'I held her left arm.'))
  await open(here, 'moss')
  await here.until(() => read().length === 2)
  expect(new Set(read().map(([, words]) => words))).toEqual(new Set(['I held her left arm.', 'I saw a chair in the air.']))
  expect(ways()).toEqual(['Add to my account', 'Write one down for someone'])
})

test('an account still being written is read by nobody else, whatever their role', async () => {
  const here = await setting(accountBy('gwen', 'I am not done yet', { closed: false }))
  await open(here, 'hetty')
  expect([lines(), read()]).toEqual([['Moss: By the end of today', 'Gwen: Being written'], []])
  expect(page?.html()).not.toContain('I am not done yet')
})

test('a lead who was not in it owes no account, reads those that are closed, and may add what they know', async () => {
  const here = await setting(accountBy('gwen', 'I saw a chair in the air.'))
  await open(here, 'hetty')
  await here.until(() => read().length === 1)
  expect(read()).toEqual([['Gwen, 24 Nov 11:00', 'I saw a chair in the air.']])
  expect(ways()).toContain('Add my account')
})

test('two adults with the same account both stand, and nobody is told off', async () => {
  const same = 'She ran, I stood in the doorway, she sat down.'
  const here = await setting(accountBy('moss', same), accountBy('gwen', same))
  await open(here, 'hetty')
  await here.until(() => read().length === 2)
  expect(new Set(read().map(([by, words]) => `${by?.split(',')[0]}: ${words}`))).toEqual(new Set([`Gwen: ${same}`, `Moss: ${same}`]))
  expect(lines()).toEqual(['Moss: Closed', 'Gwen: Closed'])
  expect(section()?.find('.notice').exists()).toBe(false)
  expect(section()?.text()).not.toMatch(/same|copied|identical|duplicate/i)
})

test.each([
  ['not yet read back', 'not-yet', ', not yet read back'],
  ['nobody said', null, ', not yet read back'],
  ['read back, and they agree', 'agreed', ''],
] as const)('an account taken down for an adult without a PIN is marked “written by”: %s', async (_how, readBack, mark) => {
  const here = await setting(accountBy('moss', 'Own words of Moss.'), accountBy('moss', 'Sorrel saw the door.', { takenForName: 'Sorrel', readBack }))
  await open(here, 'hetty')
  await here.until(() => read().length === 2)
  expect(read()).toContainEqual([`Sorrel (written by Moss${mark}), 24 Nov 11:00`, 'Sorrel saw the door.'])
})

test('an account written down for a colleague is theirs: they owe none, and whoever wrote it still owes their own', async () => {
  const here = await setting(accountBy('moss', 'Gwen saw the door.', { takenFor: 'gwen', readBack: 'agreed' }))
  await open(here, 'moss')
  expect(lines()).toEqual(['Moss: By the end of today', 'Gwen: Closed, not confirmed yet'])
  expect(ways()).toContain('Write my account')
})

const forGwen = accountBy('moss', 'Gwen saw the door.', { takenFor: 'gwen', readBack: 'agreed' })
const whose = () => section()?.findAll('article').map((one) => one.findAll('.by').at(-1)?.text()) ?? []
const addedTo = async (here: Glass, author: string, changes: Changes) => {
  const { record } = forGwen
  await here.disk.ledger.append(entry({ record, kind: 'account', act: 'addendum', author, after: (await here.disk.ledger.checkpoint(record))?.heads ?? [], changes }))
}

test('until the adult it was written down for has confirmed it, it says so; after that, by whom and when', async () => {
  const here = await setting(forGwen)
  await open(here, 'hetty')
  await here.until(() => read().length === 1)
  expect([read(), whose()]).toEqual([[['Gwen (written by Moss), 24 Nov 11:00', 'Gwen saw the door.']], ['Not confirmed by Gwen yet']])
  here.disk.clock.at += 65 * 60_000
  await addedTo(here, 'gwen', { [addendumWords]: 'The door to the hall.' })
  await addedTo(here, 'gwen', confirmation)
  await here.until(() => whose()[0] === 'Confirmed by Gwen, 24 Nov 12:05')
  expect(lines()).toEqual(['Moss: By the end of today', 'Gwen: Closed'])
  // What was written stands with the time it was closed, and what was added with its own.
  expect(section()?.findAll('article p').map((one) => one.text())).toEqual(['Gwen (written by Moss), 24 Nov 11:00', 'Gwen saw the door.', 'Added by Gwen, 24 Nov 12:05', 'The door to the hall.', 'Confirmed by Gwen, 24 Nov 12:05'])
})

test('nobody confirms it for them', async () => {
  const here = await setting(forGwen)
  await addedTo(here, 'moss', confirmation)
  await open(here, 'hetty')
  await here.until(() => read().length === 1)
  expect(whose()).toEqual(['Not confirmed by Gwen yet'])
})

test('the adult it was written down for reads it, and is led to confirm it; the others’ they read after that', async () => {
  const here = await setting(forGwen, accountBy('hetty', 'I saw a chair in the air.'))
  await open(here, 'gwen')
  await here.until(() => read().length === 1)
  expect(read()).toEqual([['Gwen (written by Moss), 24 Nov 11:00', 'Gwen saw the door.']])
  expect(section()?.text()).toContain('You can read the others’ once you have confirmed your own.')
  expect(section()?.findAll('a').map((one) => [one.text(), one.classes('primary')])).toEqual([['Confirm what was written down for me', true], ['Write my account', false], ['Write one down for someone', false]])
  expect(section()?.find('a').attributes('href')).toBe(`/account/${forGwen.record}`)
  await addedTo(here, 'gwen', confirmation)
  await here.until(() => read().length === 2)
  expect(ways()).toContain('Add to my account')
})

test('a late account says how its author knows, beside the words', async () => {
  const here = await setting(accountBy('moss', 'Own words of Moss.'), accountBy('hetty', 'The door was open.', { source: 'heard', sourceWords: 'Gwen told me at lunch.' }))
  await open(here, 'hetty')
  await here.until(() => read().length === 2)
  expect(section()?.text()).toContain('Somebody told me')
  expect(section()?.text()).toContain('Gwen told me at lunch.')
})

test('what an adult felt is kept apart from the facts and is in their account too', async () => {
  const here = await setting(accountBy('moss', 'Own words of Moss.', { felt: 'I was frightened.' }))
  await open(here, 'moss')
  await here.until(() => read().length === 1)
  expect(section()?.text()).toContain('I was frightened.')
})
