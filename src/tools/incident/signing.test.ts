import { afterEach, expect, test, vi } from 'vitest'
import { view, wordsAdded } from '../../domain/history/read'
import { incident } from '../../domain/records/incident'
import { telling, tellingOf } from '../../domain/records/telling'
import { addendumWords, blank, questionWords, touched } from '../../domain/schema/definition'
import { failingDisk } from '../../../tests/support/failing-disk'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../../tests/support/glass'
import { cleared, hand } from '../../../tests/support/hand'
import { at, complete, held } from '../../../tests/support/incident'
import { elsewhere, entry } from '../../../tests/support/tablet-disk'
import IncidentPage from './IncidentPage.vue'
import type { IncidentAnswers } from './use-incident'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
})
const { press } = hand(() => page)
const id = 'inc-1'
const text = () => page?.text() ?? ''
const buttons = () => page?.findAll('button').map((one) => one.text()) ?? []
const write = (label: string, words: string) => page?.find(`[id="${page.findAll('label').find((one) => one.text() === label)?.attributes('for') ?? ''}"]`).setValue(words)
const recordLines = () => page?.find('[aria-labelledby="whole"] .lines').text() ?? ''

const about = (over: Partial<IncidentAnswers> = {}): IncidentAnswers => complete({
  children: ['juniper'], adults: [{ id: 'a1', rank: 'a0', adult: 'gwen', name: '', part: ['held'] }],
  sen: [{ id: 's1', rank: 'a0', child: 'juniper', stage: 'k', needs: '' }], interventions: [held({ child: 'juniper' })], firstAid: 'not-needed', ...over,
})
/** Begun by Gwen, a practitioner. Hetty is the head, Dov a practitioner who was not in it; Moss Kettle is the SENCO. */
async function setting(over: Partial<IncidentAnswers> = {}): Promise<Glass> {
  const here = await glass()
  here.disk.clock.at = Date.parse('2026-11-24T11:00:00Z')
  const { ledger } = here.disk
  await ledger.append(childEntry('juniper', { name: 'Juniper Brightwater', keyPerson: 'dov' }))
  await ledger.append(adultEntry('gwen', { name: 'Gwen Applewhite', roles: ['practitioner'] }))
  await ledger.append(adultEntry('dov', { name: 'Dov Lanternfold', roles: ['key-person'] }))
  await ledger.append(adultEntry('hetty', { name: 'Hetty Overbrook', roles: ['head'] }))
  await ledger.append(entry({ record: id, kind: 'incident', author: 'gwen', changes: touched(incident, blank(incident), about(over)) }))
  return here
}
const heads = async (here: Glass) => (await here.disk.ledger.checkpoint(id))?.heads ?? []
const signed = async (here: Glass, author = 'gwen') => here.disk.ledger.append(entry({ record: id, kind: 'incident', act: 'sign', author, after: await heads(here), changes: {} }))
async function open(here: Glass, as: string, before: () => Promise<unknown> = () => Promise.resolve()): Promise<void> {
  await here.session.entered(as)
  await before()
  page = await here.show(IncidentPage, { id, step: 'check' })
  await here.until(() => recordLines() !== '')
  await here.settle()
}
const checkpoint = async (here: Glass) => {
  const found = await here.disk.ledger.checkpoint(id)
  if (!found) throw new Error('no such record')
  return found
}
/** Until the disk holds it. */
async function kept(here: Glass, claim: (found: Awaited<ReturnType<typeof checkpoint>>) => boolean): Promise<Awaited<ReturnType<typeof checkpoint>>> {
  for (let turn = 0; turn < 50; turn += 1) {
    const found = await checkpoint(here)
    if (claim(found)) return found
    await here.settle()
  }
  throw new Error('it was not kept')
}

test('an incident that the book had to give another number says both', async () => {
  const here = await setting()
  const [told] = (await here.disk.ledger.tray()).filter(({ record }) => record === id)
  await here.disk.ledger.delivered([{ id: told?.id ?? '', status: 'stored', seq: 9, receivedAt: here.disk.clock.at, number: 4, former: 2 }])
  await open(here, 'gwen')
  expect(text()).toContain('Number 4. It was number 2 before the office went back to an earlier copy')
})

test('its author signs, and from then on it can be added to and not changed', async () => {
  const here = await setting()
  await open(here, 'gwen')
  expect(text()).toContain('Everything is answered.')
  await press('Sign as Gwen Applewhite')
  await here.until(() => text().includes('Signed by Gwen, 24 Nov 11:00'))
  expect((await checkpoint(here)).freeze).toMatchObject({ author: 'gwen', act: 'sign' })
  expect(page?.findAll('.step .name').map((one) => one.text())).toEqual(['Tell parent', 'Check'])
  expect(buttons()).not.toContain('Sign as Gwen Applewhite')
  expect(text()).toContain('Add to this record')
})

test.each([['moss', 'Moss Kettle'], ['hetty', 'Hetty Overbrook'], ['dov', 'Dov Lanternfold']])('a signer who is not the author has no Sign button: %s', async (adult) => {
  const here = await setting()
  await open(here, adult)
  expect(buttons().filter((one) => one.startsWith('Sign'))).toEqual([])
  expect(page?.find('[aria-labelledby="sign"]').text()).toContain('Gwen began this record and signs it.')
})

test('once its author has left, a senior signs in their place and is told so; another senior countersigns', async () => {
  const here = await setting()
  await here.disk.ledger.append(entry({ record: 'gwen', kind: 'adult', after: (await here.disk.ledger.checkpoint('gwen'))?.heads ?? [], changes: { 'until/': '2026-11-23' } }))
  await open(here, 'dov')
  expect(buttons().filter((one) => one.startsWith('Sign'))).toEqual([])
  page?.unmount()
  await open(here, 'hetty')
  expect(text()).toContain('Gwen began this record and no longer works here: you sign it in their place.')
  await press('Sign as Hetty Overbrook')
  await here.until(() => text().includes('Signed by Hetty, 24 Nov 11:00'))
  expect(buttons().filter((one) => one.startsWith('Countersign'))).toEqual([])
  page?.unmount()
  await open(here, 'moss')
  expect(buttons().filter((one) => one.startsWith('Countersign'))).toHaveLength(1)
})

/** Dov began it too, on a tablet that was offline: a little later than Gwen, and what he began has come. */
async function begunApart(): Promise<Glass> {
  const here = await setting()
  const nest = await elsewhere()
  const his = await nest.write({ record: id, kind: 'incident', author: 'dov', at: here.disk.clock.at + 1_000, changes: { 'children/juniper': true } })
  expect(await here.disk.ledger.receive({ epoch: 'e', rows: nest.rows(his), next: 1 }, { epoch: null, seq: 0 })).toBe(true)
  return here
}

test.each([
  ['gwen', ['Sign as Gwen Applewhite']],
  ['dov', ['Sign as Dov Lanternfold']],
  ['hetty', []],
  ['moss', []],
])('begun by Gwen and Dov apart, it is signed by either and by nobody else: %s', async (adult, sign) => {
  const here = await begunApart()
  await open(here, adult)
  expect(buttons().filter((one) => one.startsWith('Sign'))).toEqual(sign)
})

test('whoever began it later signs first, and for everyone it is signed', async () => {
  const here = await begunApart()
  await open(here, 'dov')
  await press('Sign as Dov Lanternfold')
  await here.until(() => text().includes('Signed by Dov'))
  page?.unmount()
  await open(here, 'gwen')
  await here.until(() => text().includes('Signed by Dov'))
  expect(buttons().filter((one) => one.startsWith('Sign'))).toEqual([])
  expect(await checkpoint(here)).toMatchObject({ freeze: { author: 'dov', act: 'sign' }, contested: false, late: [] })
})

test('a senior who began it apart does not countersign what the other signed', async () => {
  const here = await setting()
  const nest = await elsewhere()
  const theirs = await nest.write({ record: id, kind: 'incident', author: 'hetty', at: here.disk.clock.at + 1_000, changes: { 'children/juniper': true } })
  expect(await here.disk.ledger.receive({ epoch: 'e', rows: nest.rows(theirs), next: 1 }, { epoch: null, seq: 0 })).toBe(true)
  await signed(here)
  await open(here, 'hetty')
  await here.until(() => text().includes('Signed by Gwen'))
  expect(buttons()).not.toContain('Countersign')
  page?.unmount()
  await open(here, 'moss')
  await here.until(() => buttons().includes('Countersign'))
})

test('what is left stops signing and never saving, and says what it is', async () => {
  const here = await setting({ reason: [], reasonWords: '' })
  await open(here, 'gwen')
  const sign = page?.findAll('button').find((one) => one.text() === 'Sign as Gwen Applewhite')
  expect(sign?.attributes('disabled')).toBe('')
  expect(page?.findAll('.finding.blocks').map((one) => one.find('span').text())).toEqual(['Say why it was neededWhy was it needed?', 'Say in a few words why it was neededWhy, in a few words'])
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'today')
})

test.each([
  ['a senior who is not the author', 'hetty', true],
  ['a senior who is not the author, and was not there', 'moss', true],
  ['the author', 'gwen', false],
  ['a colleague who is no senior', 'dov', false],
])('who countersigns a signed record: %s (%s): %s', async (_who, adult, may) => {
  const here = await setting()
  await signed(here)
  await open(here, adult)
  await here.until(() => text().includes('Signed by Gwen'))
  expect(buttons().includes('Countersign')).toBe(may)
})

test('that the safeguarding lead must know is left until somebody wrote down that they were told', async () => {
  const here = await setting({ alarm: ['head-hurt'] })
  await open(here, 'gwen')
  const left = () => page?.findAll('.finding').map((one) => one.text()) ?? []
  expect(left()).toEqual([expect.stringContaining('The safeguarding lead must know about this at once')])
  const told = [{ id: 'o1', rank: 'a0', duty: 'dsl', at: at('2026-11-24T10:55'), by: 'gwen', ref: '', decision: '' }]
  await here.disk.ledger.append(entry({ record: tellingOf(id), kind: 'telling', author: 'gwen', changes: touched(telling, blank(telling), { ...blank(telling), incident: id, others: told }) }))
  await here.until(() => text().includes('Everything is answered.'))
  expect(left()).toEqual([])
})

test('whom an answer that is not kept yet concerns stands under accounts and debriefs at once', async () => {
  const here = await setting()
  await here.session.entered('gwen')
  page = await here.show(IncidentPage, { id, step: 'did' })
  const near = () => page?.findAll('fieldset').find((one) => one.find('legend').exists() && one.find('legend').text().startsWith('Children who saw it'))
  await here.disk.ledger.append(childEntry('moth', { name: 'Moth Underhill', keyPerson: 'gwen' }))
  await here.until(() => near()?.text().includes('M.U.') ?? false)
  await near()?.findAll('label').find((one) => one.text() === 'M.U.')?.find('input').setValue(true)
  await page.setProps({ step: 'check' })
  await here.until(() => text().includes('Debrief with M.U.'))
})

test('a senior who wrote it does not countersign it', async () => {
  const here = await setting()
  const { ledger } = here.disk
  await ledger.append(entry({ record: 'inc-2', kind: 'incident', author: 'hetty', act: 'sign', changes: touched(incident, blank(incident), about()) }))
  await here.session.entered('hetty')
  page = await here.show(IncidentPage, { id: 'inc-2', step: 'check' })
  await here.until(() => text().includes('Signed by Hetty'))
  expect(buttons()).not.toContain('Countersign')
})

test('before the signature nobody countersigns', async () => {
  const here = await setting()
  await open(here, 'hetty')
  expect(buttons()).not.toContain('Countersign')
})

test('countersigned, it stands with name and time, once, and no word is changed', async () => {
  const here = await setting()
  await signed(here)
  const { parts } = await checkpoint(here)
  await open(here, 'hetty')
  await here.until(() => buttons().includes('Countersign'))
  await press('Countersign')
  await here.until(() => text().includes('Read and countersigned by Hetty, 24 Nov 11:00'))
  expect(buttons()).not.toContain('Countersign')
  const found = await checkpoint(here)
  expect([found.parts, found.countersigned?.map(({ author }) => author)]).toEqual([parts, ['hetty']])
})

test('an edit to a signed record that arrives late from another tablet is kept beside it and does not change what is signed', async () => {
  const here = await setting()
  const nest = await elsewhere()
  const began = await heads(here)
  const late = await nest.write({ record: id, kind: 'incident', author: 'dov', after: began, changes: { 'reasonWords/': 'The door had been left open.' } })
  await signed(here)
  const before = await checkpoint(here)
  await open(here, 'gwen')
  await here.until(() => text().includes('Signed by Gwen'))
  expect(await here.disk.ledger.receive({ epoch: 'e', rows: nest.rows(late), next: 1 }, { epoch: null, seq: 0 })).toBe(true)
  await here.until(() => text().includes('The door had been left open.'))
  const after = await checkpoint(here)
  expect([after.freeze, after.parts, view(incident, after).answers]).toEqual([before.freeze, before.parts, view(incident, before).answers])
  expect(after.late).toMatchObject([{ source: { author: 'dov' }, changes: { 'reasonWords/': 'The door had been left open.' } }])
  expect(recordLines()).toContain('A chair would have hit someone.')
  expect(recordLines()).not.toContain('The door had been left open.')
  expect(text()).toMatch(/Proposed addition[^.]*Dov/)
})

test('an edit made here on older heads, after the signature arrived, is kept the same way', async () => {
  const here = await setting()
  const began = await heads(here)
  await signed(here)
  const { parts } = await checkpoint(here)
  await here.disk.ledger.append(entry({ record: id, kind: 'incident', author: 'dov', after: began, changes: { 'reasonWords/': 'The door had been left open.' } }))
  const after = await checkpoint(here)
  expect([after.parts, after.late.map(({ source }) => source.author)]).toEqual([parts, ['dov']])
})

test('a reviewer’s question is shown to its author, and is gone once the author has answered', async () => {
  const here = await setting()
  await signed(here)
  await open(here, 'hetty')
  await here.until(() => buttons().includes('Send the question'))
  await write('Ask the author', 'Which door was open?')
  await press('Send the question')
  await here.until(() => text().includes('Hetty asks: Which door was open?'))
  expect((await checkpoint(here)).addenda.map(({ changes }) => changes)).toEqual([{ [questionWords]: 'Which door was open?' }])
  page?.unmount()

  await open(here, 'gwen')
  await here.until(() => text().includes('Hetty asks: Which door was open?'))
  await write('What do you want to add?', 'The one to the hall.')
  await press('Add')
  await here.until(() => !text().includes('Hetty asks:'))
  const found = await kept(here, ({ addenda }) => addenda.length === 2)
  expect(found.addenda.map((one) => [one.source.author, wordsAdded(one)])).toEqual([['hetty', 'Which door was open?'], ['gwen', 'The one to the hall.']])
  expect(text()).toContain('The one to the hall.')
})

test('a question that is being written outlives a lock, and says that it is not asked yet', async () => {
  const here = await setting()
  await signed(here)
  await open(here, 'hetty')
  await here.until(() => buttons().includes('Send the question'))
  await write('Ask the author', 'Which door was open?')
  await here.session.flush()
  await here.until(() => /Kept on this tablet \d\d:\d\d\. Not asked yet\./.test(text()))
  page?.unmount()
  await open(here, 'hetty')
  await here.until(() => page?.findAll('textarea').some((one) => one.element.value === 'Which door was open?') ?? false)
  expect((await checkpoint(here)).addenda).toEqual([])
  await press('Send the question')
  await here.until(() => text().includes('Hetty asks: Which door was open?'))
})

test('an empty question is not sent', async () => {
  const here = await setting()
  await signed(here)
  await open(here, 'hetty')
  await here.until(() => buttons().includes('Send the question'))
  await write('Ask the author', '   ')
  expect(page?.findAll('button').find((one) => one.text() === 'Send the question')?.attributes('disabled')).toBe('')
})

test('an addition is dated, named, and leaves what was signed as it was', async () => {
  const here = await setting()
  await signed(here)
  const { parts } = await checkpoint(here)
  await open(here, 'gwen')
  await here.until(() => text().includes('Add to this record'))
  await write('What do you want to add?', 'It was the fire bell.')
  await press('Add')
  const found = await kept(here, ({ addenda }) => addenda.length === 1)
  expect([found.parts, found.addenda[0]?.changes]).toEqual([parts, { [addendumWords]: 'It was the fire bell.' }])
})

test('a disk that refuses leaves the record unsigned and says so, and a question stays on the glass', async () => {
  const here = await setting()
  await open(here, 'gwen')
  const disk = failingDisk(() => new DOMException('full', 'QuotaExceededError'), (table) => table === 'revisions')
  disk.due = 1
  await press('Sign as Gwen Applewhite')
  await here.until(() => text().includes('It could not be signed just now. Nothing is lost. Try again.'))
  expect((await checkpoint(here)).freeze).toBeNull()
  disk.restore()
  await press('Sign as Gwen Applewhite')
  await here.until(() => text().includes('Signed by Gwen'))
  page?.unmount()

  await open(here, 'hetty')
  await here.until(() => buttons().includes('Send the question'))
  await write('Ask the author', 'Which door was open?')
  const full = failingDisk(() => new DOMException('full', 'QuotaExceededError'), (table) => table === 'revisions')
  full.due = 1
  await press('Send the question')
  await here.until(() => text().includes('That could not be kept just now. Nothing is lost. Try again.'))
  full.restore()
  expect(page?.findAll('textarea').map(({ element }) => element.value)).toContain('Which door was open?')
})

test('words that came in as the finger fell are read first, and then signed', async () => {
  const here = await setting()
  const before = await heads(here)
  await open(here, 'gwen', () => here.disk.ledger.keepDraft({ record: id, adult: 'gwen', kind: 'incident', after: before, changes: { 'words/': 'Juniper ran to the gate.' }, startedAt: here.disk.clock.at }))
  const append = here.disk.ledger.append.bind(here.disk.ledger)
  const meanwhile = vi.spyOn(here.disk.ledger, 'append').mockImplementationOnce(async (...given) => {
    await append(entry({ record: id, kind: 'incident', author: 'hetty', after: before, changes: { 'placeWords/': 'By the gate' } }))
    return append(...given)
  })
  await press('Sign as Gwen Applewhite')
  await here.until(() => text().includes('Something here has changed'))
  meanwhile.mockRestore()
  expect((await checkpoint(here)).freeze).toBeNull()
  expect(recordLines()).toContain('By the gate')
  await press('Sign as Gwen Applewhite')
  await here.until(() => text().includes('Signed by Gwen'))
})

test('two versions of an answer are chosen between before it is signed', async () => {
  const here = await setting()
  const before = await heads(here)
  for (const [author, words] of [['gwen', 'By the gate'], ['hetty', 'On the path']] as const) await here.disk.ledger.append(entry({ record: id, kind: 'incident', author, after: before, changes: { 'placeWords/': words } }))
  await open(here, 'gwen')
  await press('Sign as Gwen Applewhite')
  await here.until(() => text().includes('two versions stand'))
  expect((await checkpoint(here)).freeze).toBeNull()
})

test('pressed twice, it is signed once', async () => {
  const here = await setting()
  await open(here, 'gwen')
  await Promise.all([press('Sign as Gwen Applewhite'), press('Sign as Gwen Applewhite')])
  await here.until(() => text().includes('Signed by Gwen'))
  await here.settle()
  expect((await here.disk.ledger.revisions(id)).map(({ header }) => header.act)).toEqual(['edit', 'sign'])
})
