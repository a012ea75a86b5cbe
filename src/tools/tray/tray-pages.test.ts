import { afterEach, expect, test } from 'vitest'
import { child as childForm } from '../../domain/records/child'
import { view } from '../../domain/history/read'
import type { Changes } from '../../domain/schema/field'
import { useSync } from '../../workspace/sync'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../../tests/support/glass'
import { closeDisks, elsewhere, entry } from '../../../tests/support/tablet-disk'
import ChoosePage from './ChoosePage.vue'
import { roomWords, troubleWords, waitedFor } from './tray-lines'
import TrayPage from './TrayPage.vue'

let page: Shown | null = null
afterEach(() => {
  page?.unmount()
  page = null
  document.body.innerHTML = ''
  closeDisks()
})
const press = (words: string) => page?.findAll('button').find((one) => one.text().includes(words))?.trigger('click')

/** Moss here and Sorrel on another tablet changed Pip's record without having seen each other. */
async function apart(here: Glass, byMoss: Changes, bySorrel: Changes): Promise<void> {
  const { ledger } = here.disk
  const nest = await elsewhere()
  await ledger.append(adultEntry('sorrel', { name: 'Sorrel Okonjo-Fern', roles: ['key-person'] }))
  const first = await nest.write({ record: 'pip', changes: { 'name/': 'Pip Marmalade', 'parents/p1': true, 'parents/p1/rank': 'a0', 'parents/p1/name': 'Wren' } })
  await ledger.receive({ epoch: 'e', rows: nest.rows(first), next: 1 }, { epoch: null, seq: 0 })
  await ledger.append(entry({ record: 'pip', after: [first.id], changes: byMoss }))
  const theirs = await nest.write({ record: 'pip', author: 'sorrel', after: [first.id], changes: bySorrel })
  await ledger.receive({ epoch: 'e', rows: nest.rows(theirs), next: 2 }, { epoch: 'e', seq: 1 })
}
async function received(here: Glass): Promise<void> {
  const all = await here.disk.ledger.tray()
  await here.disk.ledger.delivered(all.map(({ id }, index) => ({ id, status: 'stored', seq: 100 + index, receivedAt: here.disk.clock.at })))
}
const readingOf = async (here: Glass) => {
  const kept = await here.disk.ledger.checkpoint('pip')
  if (!kept) throw new Error('Pip is not here')
  return view(childForm, kept)
}

test('what waits is listed by form and initials, and never called received', async () => {
  const here = await glass()
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  page = await here.show(TrayPage)
  await here.until(() => page?.text().includes('Child’s details, P.M.') ?? false)
  expect(page.text()).toContain('Waiting (2)')
  expect(page.text()).not.toContain('Marmalade')
  expect(page.text()).not.toContain('Everything here has been received')
})

test.each([
  ['calm-script', 'calm-pip', 'helpSay/', 'Calm script'],
  ['plan', 'plan-rrp-pip_1', 'helpsMe/', 'Plan'],
  ['roots-and-fruits', 'tree-pip_1', 'childWords/', 'Roots and Fruits'],
])('two versions of a %s need somebody who may write it', async (kind, record, part, title) => {
  for (const [role, asked] of [['senco', true], ['practitioner', false]] as const) {
    const here = await glass({ roles: [role] })
    const nest = await elsewhere()
    await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
    const [first, other] = [
      await nest.write({ record, kind, changes: { 'child/': 'pip', [part]: 'I am near.' } }),
      await nest.write({ record, kind, author: 'hana', changes: { 'child/': 'pip', [part]: 'Here I am.' } }),
    ]
    await here.disk.ledger.receive({ epoch: 'e', rows: nest.rows(first, other), next: 2 }, { epoch: null, seq: 0 })
    const shown = await here.show(TrayPage)
    await here.until(() => shown.text().includes('Child’s details, P.M.'))
    await here.settle()
    expect(shown.text().includes(`Two versions: ${title}, P.M.`)).toBe(asked)
    shown.unmount()
  }
})

test('“everything has been received” is said once nothing waits, nothing needs anyone and nothing is being written', async () => {
  const here = await glass()
  await received(here)
  await here.disk.ledger.keepContact({ skewMs: 0, at: here.disk.clock.at })
  page = await here.show(TrayPage)
  await here.until(() => page?.text().includes('Everything here has been received. Last: Willow Hall Primary 09:00.') ?? false)
  await here.disk.ledger.keepDraft({ record: 'abc-1', adult: 'moss', kind: 'abc', after: [], changes: { 'before/': 'Queue' }, startedAt: here.disk.clock.at })
  await here.until(() => page?.text().includes('Being written (1)') ?? false)
  expect(page.text()).not.toContain('Everything here has been received')
})

test('what was not accepted stands first with the reason, its words, and another try', async () => {
  const here = await glass()
  const refused = await here.disk.ledger.append(entry({ record: 'q1', kind: 'quick-record', changes: { 'words/': 'Sat by the window' } }))
  await here.disk.ledger.delivered([{ id: refused.id, status: 'refused', code: 'already-closed' }])
  page = await here.show(TrayPage)
  await here.until(() => page?.text().includes('Needs you (1)') ?? false)
  expect(page.text()).toContain('Willow Hall Primary did not accept this: the record was already closed. It is still on this tablet.')
  await press('Open')
  expect(page.find('dialog').text()).toContain('Sat by the window')
  await press('Offer again')
  await here.until(() => page?.text().includes('Needs you') === false)
  expect((await here.disk.ledger.tray()).find(({ id }) => id === refused.id)?.code).toBeNull()
})

test('what has waited more than a day is said with its age', async () => {
  const here = await glass()
  here.disk.clock.at += 2 * 86_400_000
  page = await here.show(TrayPage)
  await here.until(() => page?.find('.pill.long').exists() ?? false)
  expect(page.find('.pill.long').text()).toBe('Oldest: 2 days')
})

test('sending tells how far it is, to the eye and to a screen reader', async () => {
  const here = await glass()
  page = await here.show(TrayPage)
  useSync(here.pinia).onProgress({ phase: 'sending', done: 3, of: 12 })
  await here.until(() => page?.find('[role=progressbar]').exists() ?? false)
  const bar = page.find('[role=progressbar]')
  expect([bar.attributes('aria-valuenow'), bar.attributes('aria-valuemax')]).toEqual(['3', '12'])
  expect(page.text()).toContain('Sending 3 of 12')
})

test('a network that shows its own page is told apart from no network', async () => {
  const here = await glass()
  page = await here.show(TrayPage)
  useSync(here.pinia).onOutcome({ kind: 'not-ours', retryAfterMs: null })
  await here.until(() => page?.text().includes('This network shows a page of its own first.') ?? false)
})

test('nothing is chosen beforehand, and the button alone chooses nothing', async () => {
  const here = await glass()
  await apart(here, { 'healthHeld/': 'Asthma.' }, { 'healthHeld/': 'Eczema.' })
  page = await here.show(ChoosePage, { id: 'pip' })
  await here.until(() => page?.find('fieldset').exists() ?? false)
  expect(page.findAll('input[type=radio]').map((one) => (one.element as HTMLInputElement).checked)).toEqual([false, false, false])
  expect(page.findAll('.from').map((one) => one.text())).toEqual(['This tablet: you, 09:00', 'Sorrel, 08:00', 'Keep both, one after the other'])
  await press('Use this choice')
  await here.settle()
  expect(page.text()).toContain('Choose one of these first')
  expect((await readingOf(here)).clashes).toEqual(['healthHeld/'])
})

test.each([
  ['Use this one', 0, 'Asthma.'],
  ['Use this one', 1, 'Eczema.'],
  ['Keep both', 2, 'Eczema.\nAsthma.'],
])('“%s” on card %i reads “%s” from then on, and every version stays in the record’s history', async (words, card, kept) => {
  const here = await glass()
  await apart(here, { 'healthHeld/': 'Asthma.' }, { 'healthHeld/': 'Eczema.' })
  page = await here.show(ChoosePage, { id: 'pip' })
  await here.until(() => page?.find('fieldset').exists() ?? false)
  await page.findAll('input[type=radio]')[card]?.setValue(true)
  await press(words)
  await here.until(() => page?.text().includes('Nothing left to choose here') ?? false)
  const reading = await readingOf(here)
  expect([reading.answers.healthHeld, reading.clashes, reading.checkpoint.heads.length]).toEqual([kept, [], 1])
  const written = (await here.disk.ledger.revisions('pip')).map(({ body }) => body?.changes['healthHeld/'])
  expect(written).toEqual(expect.arrayContaining(['Asthma.', 'Eczema.']))
})

test.each([
  ['Keep it', 1],
  ['Remove it', 0],
])('of a parent that one took away and the other changed, “%s” leaves %i', async (words, left) => {
  const here = await glass()
  await apart(here, { 'parents/p1': null }, { 'parents/p1': true, 'parents/p1/phone': '01632 960 001' })
  page = await here.show(ChoosePage, { id: 'pip' })
  await here.until(() => page?.find('fieldset').exists() ?? false)
  const wanted = page.findAll('label.version').find((one) => one.text().includes(left === 1 ? 'Kept:' : 'Took away:'))
  await wanted?.find('input').setValue(true)
  await press(words)
  await here.until(() => page?.text().includes('Nothing left to choose here') ?? false)
  expect((await readingOf(here)).answers.parents).toHaveLength(left)
})

test('choosing never drops words that were being written about the same child', async () => {
  const here = await glass()
  await apart(here, { 'healthHeld/': 'Asthma.' }, { 'healthHeld/': 'Eczema.' })
  await here.disk.ledger.keepDraft({ record: 'pip', adult: 'moss', kind: 'child', after: [], changes: { 'homeLa/': 'Hertfordshire' }, startedAt: here.disk.clock.at })
  page = await here.show(ChoosePage, { id: 'pip' })
  await here.until(() => page?.find('fieldset').exists() ?? false)
  await page.findAll('input[type=radio]')[0]?.setValue(true)
  await press('Use this one')
  await here.until(() => page?.text().includes('Nothing left to choose here') ?? false)
  expect((await readingOf(here)).answers.homeLa).toBe('Hertfordshire')
})

test.each([
  [0, 'less than an hour'],
  [3 * 3_600_000, '3 hours'],
  [86_400_000, '1 day'],
  [9.5 * 86_400_000, '9 days'],
])('after %d ms it has waited %s', (ms, words) => {
  expect(waitedFor(ms)).toBe(words)
})

test.each([
  [null, 'This browser does not say how much room is left.', false],
  [100 * 1024 * 1024, 'This tablet is nearly full. Send records or ask for help to clear space. Nothing has been lost.', true],
  [300 * 1024 * 1024, 'Room for about 38,000 records.', false],
  [8 * 1024 ** 3, 'Plenty of room on this tablet.', false],
])('%j bytes are told as “%s”', (bytes, words, low) => {
  expect(roomWords(bytes)).toEqual({ words, low })
})

test('what was received and is in no backup yet is told, until it is', async () => {
  const here = await glass()
  const { ledger } = here.disk
  await received(here)
  const waiting = await ledger.heldBack()
  page = await here.show(TrayPage)
  await here.until(() => page?.text().includes('not in Willow Hall Primary’s backup yet. It stays on this tablet.') ?? false)
  expect(waiting).toBeGreaterThan(0)
  await ledger.backedUp(10_000)
  await here.until(() => page?.text().includes('backup yet') === false)
})

test('every trouble says that nothing is lost, or where to take the tablet', () => {
  for (const kind of ['offline', 'not-ours', 'trouble', 'revoked', 'restored', 'withdrawn', 'not-known']) {
    expect(troubleWords(kind, 'the school office')).toMatch(/saved on this tablet|send again|still sealed here/)
  }
})
