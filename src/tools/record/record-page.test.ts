import { afterEach, expect, test } from 'vitest'
import { wordsAdded } from '../../domain/history/read'
import { isAnswered } from '../../domain/rules/worries'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../../tests/support/glass'
import { hand } from '../../../tests/support/hand'
import { closeDisks, entry } from '../../../tests/support/tablet-disk'
import RecordPage from './RecordPage.vue'

let page: Shown | null = null
afterEach(async () => {
  page?.unmount()
  page = null
  await new Promise((resolve) => setTimeout(resolve, 200))
  document.body.innerHTML = ''
  closeDisks()
})
const press = (words: string) => page?.findAll('button').find((one) => one.text() === words)?.trigger('click')
const quick = (given: Partial<Parameters<typeof entry>[0]> = {}) =>
  entry({ record: 'q1', kind: 'quick-record', act: 'close', changes: { 'children/juniper': true, 'words/': 'The newt is back.', 'hurt/': 'no' }, ...given })
async function open(here: Glass): Promise<Shown> {
  await here.disk.ledger.append(childEntry('juniper', { name: 'Juniper Brightwater' }))
  await here.disk.ledger.append(adultEntry('ewa', { name: 'Ewa Quillfeather', roles: ['practitioner'] }))
  page = await here.show(RecordPage, { id: 'q1' })
  await here.settle()
  return page
}

test('a closed record is read as it was written, with its author and times, and no child is named', async () => {
  const here = await glass()
  await here.disk.ledger.append(quick())
  const shown = await open(here)
  await here.until(() => shown.find('.lines').exists())
  expect(shown.findAll('.lines dt').map((one) => one.text())).toEqual(['In your own words', 'Anyone hurt?'])
  expect(shown.text()).toContain('Moss, 24 Nov 09:00')
  expect(shown.text()).toContain('J.B.')
  expect(shown.find('.facts').text()).not.toContain('Juniper')
})

test('words added later stand under the record with name and time, and the record says what it said', async () => {
  const here = await glass()
  await here.disk.ledger.append(quick())
  const shown = await open(here)
  await here.until(() => shown.find('textarea').exists())
  await shown.find('textarea').setValue('It had only gone to the pond.')
  const { count } = here.rounds
  await press('Add')
  await here.until(() => shown.find('#addenda').exists())
  const checkpoint = await here.disk.ledger.checkpoint('q1')
  expect(checkpoint?.addenda.map(wordsAdded)).toEqual(['It had only gone to the pond.'])
  expect(shown.find('textarea').element.value).toBe('')
  expect(shown.find('.lines').text()).toContain('The newt is back.')
  expect(here.rounds.count).toBe(count + 1)
})

test('words on their way into a record outlive a lock', async () => {
  const here = await glass()
  await here.disk.ledger.append(quick())
  const shown = await open(here)
  await here.until(() => shown.find('textarea').exists())
  await shown.find('textarea').setValue('It had only gone')
  await here.session.lock()
  shown.unmount()
  await here.disk.unlock()
  await here.session.entered('moss')
  page = await here.show(RecordPage, { id: 'q1' })
  await here.until(() => page?.find('textarea').element.value === 'It had only gone')
  expect((await here.disk.ledger.checkpoint('q1'))?.addenda).toEqual([])
})

test('an edit whose author had not seen the record closed is a proposed addition', async () => {
  const here = await glass()
  const begun = await here.disk.ledger.append(quick({ act: 'edit', changes: { 'children/juniper': true, 'words/': 'The newt is back.' } }))
  await here.disk.ledger.append(quick({ after: [begun.id], changes: {} }))
  await here.disk.ledger.append(quick({ act: 'edit', after: [begun.id], changes: { 'harm/': 'A wet sleeve.', 'words/': null } }))
  const shown = await open(here)
  await here.until(() => shown.find('#late').exists())
  const late = shown.find('[aria-labelledby=late]').text()
  expect(late).toContain('Added on another tablet, not seen when this was closed.')
  expect(late).toContain('A wet sleeve.')
  expect(late).toContain('Taken away: In your own words')
  expect(shown.find('dl.card.lines').text()).not.toContain('A wet sleeve.')
})

test('two versions of one’s own words are both shown', async () => {
  const here = await glass()
  const begun = await here.disk.ledger.append(quick({ act: 'edit' }))
  const one = await here.disk.ledger.append(quick({ act: 'edit', after: [begun.id], changes: { 'words/': 'Back by ten.' } }))
  const two = await here.disk.ledger.append(quick({ act: 'edit', after: [begun.id], changes: { 'words/': 'Back by noon.' } }))
  await here.disk.ledger.append(quick({ after: [one.id, two.id], changes: {} }))
  const shown = await open(here)
  await here.until(() => shown.find('#versions').exists())
  expect(shown.findAll('[aria-labelledby=versions] .words').map((each) => each.text()).sort()).toEqual(['Back by noon.', 'Back by ten.'])
})

test('one’s own unfinished record offers to carry on and takes no additions', async () => {
  const here = await glass()
  await here.disk.ledger.append(quick({ act: 'edit' }))
  const shown = await open(here)
  await here.until(() => shown.text().includes('Carry on'))
  expect(shown.text()).toContain('Not finished yet')
  expect(shown.find('textarea').exists()).toBe(false)
})

test('a record kept only as a draft goes on where its author stopped', async () => {
  const here = await glass()
  await here.disk.ledger.keepDraft({ record: 'q1', adult: 'moss', kind: 'quick-record', after: [], changes: { 'words/': 'Half a sen' }, startedAt: 0 })
  await open(here)
  await here.until(() => here.router.currentRoute.value.name === 'quick-record')
})

test.each([
  ['close', 'Ask your SENCO to share this with you.'],
  ['edit', 'Ewa is still writing this.'],
] as const)('of somebody else’s record (%s) a practitioner of another room reads nothing: “%s”', async (act, words) => {
  const here = await glass({ roles: ['practitioner'] })
  await here.disk.ledger.append(quick({ act, author: 'ewa' }))
  const shown = await open(here)
  await here.until(() => shown.text().includes(words))
  expect(shown.text()).not.toContain('newt')
})

test('a withdrawn record says so first, and is added to no more', async () => {
  const here = await glass()
  const closed = await here.disk.ledger.append(quick())
  await here.disk.ledger.append(quick({ act: 'withdraw', after: [closed.id], changes: {} }))
  const shown = await open(here)
  await here.until(() => shown.text().includes('This record was taken back by Moss'))
  expect(shown.find('textarea').exists()).toBe(false)
})

test('a note written by mistake is taken back by its author, who says why; it stays, and is in use no more', async () => {
  const here = await glass()
  await here.disk.ledger.append(quick())
  const shown = await open(here)
  await here.until(() => shown.text().includes('Take this back'))
  await press('Take this back')
  expect(shown.find('dialog button[type=submit]').attributes('disabled')).toBeDefined()
  await shown.find('dialog textarea').setValue('About another child.')
  await shown.find('dialog form').trigger('submit')
  await here.until(() => shown.text().includes('This record was taken back by Moss'))
  const checkpoint = await here.disk.ledger.checkpoint('q1')
  expect(checkpoint?.addenda.map(wordsAdded)).toEqual(['Taken back: About another child.'])
  expect(shown.text()).toContain('The newt is back.')
  expect(shown.text()).not.toContain('Take this back')
})

test('one that is not finished is taken back without a word, and so is what was being written in it', async () => {
  const here = await glass()
  const { ledger } = here.disk
  const begun = await ledger.append(quick({ act: 'edit' }))
  const shown = await open(here)
  await here.until(() => shown.text().includes('Take this back'))
  await ledger.keepDraft({ record: 'q1', adult: 'moss', kind: 'quick-record', after: [begun.id], changes: { 'words/': 'Half' }, startedAt: 0 })
  await press('Take this back')
  await shown.find('dialog form').trigger('submit')
  await here.until(() => shown.text().includes('taken back by Moss'))
  expect([await ledger.drafts(), await ledger.openBy('moss')]).toEqual([[], []])
  expect(shown.text()).not.toContain('Not finished yet')
})

test.each([
  ['that tells of harm', { changes: { 'children/juniper': true, 'held/': 'yes' } }],
  ['that somebody else wrote', { author: 'ewa' }],
] as const)('a record %s is not taken back', async (_which, given) => {
  const here = await glass()
  await here.disk.ledger.append(quick(given))
  const shown = await open(here)
  await here.until(() => shown.text().includes('Written by'))
  await here.settle()
  expect(shown.text()).not.toContain('Take this back')
})

test('a record that is not here is said to be not here', async () => {
  const here = await glass()
  const shown = await open(here)
  await here.until(() => shown.text().includes('This record is not on this tablet.'))
})

const worried = () => entry({ record: 'q1', kind: 'worry', act: 'close', author: 'ewa', changes: { 'children/juniper': true, 'words/': 'A mark on the wrist.', 'from/': 'abc-1' } })
test('a safeguarding lead says in one act that a worry was read and what was done; it stands under it, dated, and more words can be added', async () => {
  const here = await glass({ roles: ['dsl'] })
  await here.disk.ledger.append(worried())
  const shown = await open(here)
  await here.until(() => shown.find('#worry-read').exists())
  expect([shown.find('#add').exists(), shown.findAll('button').find((one) => one.text() === 'I have read this')?.attributes('disabled')]).toEqual([false, ''])
  const { tap } = hand(() => page)
  await tap('Recorded in our safeguarding system')
  await tap('Spoke with the adult')
  await shown.find('textarea').setValue('With Ewa at 10:20.')
  await press('I have read this')
  await here.until(() => shown.find('#addenda').exists())
  const checkpoint = await here.disk.ledger.checkpoint('q1')
  expect([checkpoint?.addenda.map(wordsAdded), checkpoint && isAnswered(checkpoint, new Map())]).toEqual([['I have read this. Recorded in our safeguarding system. Spoke with the adult.\nWith Ewa at 10:20.'], true])
  expect([shown.find('#worry-read').exists(), shown.find('#add').exists(), shown.find('textarea').element.value]).toEqual([false, true, ''])
})

test('the author of a worry adds words to it, and is not asked to say that it was read', async () => {
  const here = await glass({ roles: ['practitioner'] })
  await here.disk.ledger.append({ ...worried(), author: 'moss' })
  const shown = await open(here)
  await here.until(() => shown.find('#add').exists())
  expect([shown.find('#worry-read').exists(), shown.findAll('a').map((one) => one.text()).includes('What was being written')]).toEqual([false, true])
})
