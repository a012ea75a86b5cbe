import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../../tests/support/glass'
import { cleared, hand } from '../../../tests/support/hand'
import { entry } from '../../../tests/support/tablet-disk'
import ChronologyPage from './ChronologyPage.vue'

let page: Shown | null = null
const files: { name: string; text: Promise<string> }[] = []
beforeEach(() => {
  files.length = 0
  const made: Blob[] = []
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => `blob:${made.push(blob as Blob) - 1}`)
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    files.push({ name: this.download, text: made[Number(this.href.slice(5))]?.text() ?? Promise.resolve('') })
  })
})
afterEach(async () => {
  page = await cleared(page)
  vi.restoreAllMocks()
})
const { press } = hand(() => page)
const at = (wall: string) => ({ wall, zone: 'Europe/London', precision: 'exact' as const })
const titles = () => page?.findAll('article h2').map((one) => one.text())
const hostile = '=HYPERLINK("http://x","kite")'

async function open(here: Glass): Promise<void> {
  const { ledger } = here.disk
  await ledger.append(childEntry('juniper', { name: 'Juniper Brightwater' }))
  await ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  await ledger.append(adultEntry('amira', { name: 'Amira Quill', roles: ['practitioner'] }))
  const about = { 'children/juniper': true, 'children/pip': true } as const
  await ledger.append(entry({ record: 'q1', kind: 'quick-record', version: 2, act: 'close', changes: { ...about, 'when/': at('2026-11-24T08:41'), 'words/': hostile, 'saw/hid': true } }))
  await ledger.append(entry({ record: 'd1', kind: 'de-escalation', act: 'close', changes: { ...about, 'when/': at('2026-09-03T13:05'), 'words/': 'Pip had the kite.', 'tried/waited': true } }))
  await ledger.append(entry({ record: 'o1', kind: 'observation', author: 'amira', act: 'close', changes: { ...about, 'when/': at('2026-10-01T10:00'), 'saw/': 'Under the kelp.' } }))
  await ledger.append(entry({ record: 'w1', kind: 'worry', act: 'close', changes: { ...about, 'when/': at('2026-11-24T09:00'), 'words/': 'A worry of mine.' } }))
  page = await here.show(ChronologyPage, { id: 'juniper' })
  await here.until(() => titles()?.includes('24 November 2026 08:41: Quick record') ?? false)
}
async function savedAs(words: string): Promise<{ name: string; text: string }> {
  await press(words)
  const file = files.at(-1)
  if (!file) throw new Error('no file was saved')
  return { name: file.name, text: await file.text }
}

test('a senior reads all of it, oldest first; a worry about safety is in nobody’s bundle', async () => {
  const here = await glass({ roles: ['dsl'] })
  await open(here)
  expect(titles()).toEqual(['3 September 2026 13:05: De-escalation', '1 October 2026 10:00: Observation', '24 November 2026 08:41: Quick record'])
  expect(page?.text()).not.toContain('A worry of mine')
  expect(page?.text()).toContain('J.B., another child')
})

test('an adult of another room reads their own alone, on the glass and in every file', async () => {
  const here = await glass({ roles: ['practitioner'] })
  await open(here)
  expect(titles()).toEqual(['3 September 2026 13:05: De-escalation', '24 November 2026 08:41: Quick record'])
  await press('Save as a file')
  expect(page?.findAll('dialog button').map((one) => one.text())).toEqual(['Close', 'Save De-escalation (1)', 'Save Quick record (1)', 'Save all that is shown (2)'])
  for (const words of ['Save De-escalation (1)', 'Save Quick record (1)', 'Save all that is shown (2)']) {
    const { name, text } = await savedAs(words)
    expect(text).not.toMatch(/kelp|worry/i)
    expect(name).toMatch(/^chronology(-quick-record|-de-escalation)?-2026-11-24-0900\.(csv|json)$/)
  }
})

test('before a file is saved it is said that it leaves the lock, and no cell of it runs as a formula', async () => {
  const here = await glass()
  await open(here)
  await press('Save as a file')
  expect(page?.find('dialog').text()).toContain('This file leaves the tablet’s lock. Keep it where your setting keeps such files.')
  expect(page?.find('dialog').text()).toContain('It is not all that is kept about a child.')
  const { text } = await savedAs('Save Quick record (1)')
  expect(text).toContain(`"'${hostile.replaceAll('"', '""')}"`)
  expect(text).not.toMatch(/[",\n]"[=+\-@]/)
})

test('data holds the answers by field with their form, and other children without a name', async () => {
  const here = await glass()
  await open(here)
  await press('Save as a file')
  const { text } = await savedAs('Save all that is shown (3)')
  const file = JSON.parse(text) as { setting: string; records: readonly { id: string; formVersion: number; answers: { children: readonly string[] } }[] }
  expect(file.setting).toBe('Willow Hall Primary')
  expect(file.records.map(({ id, formVersion, answers }) => [id, formVersion, answers.children])).toEqual([
    ['d1', 1, ['juniper', 'another-child']], ['o1', 2, ['juniper', 'another-child']], ['q1', 2, ['juniper', 'another-child']],
  ])
})

test('words that hold another child’s name are pointed to, and left as they were written', async () => {
  const here = await glass()
  await open(here)
  const [calmed, observed] = page?.findAll('article').map((one) => one.text()) ?? []
  expect(calmed).toContain('Other children’s names may stand here: Pip.')
  expect(calmed).toContain('Pip had the kite.')
  expect(observed).not.toContain('Other children’s names')
})

test('days and kinds are looked through on Apply, and what is saved is what is shown', async () => {
  const here = await glass()
  await open(here)
  await page?.find('[id="chronology.from"]').setValue('2026-10-01')
  await page?.findAll('.filter label').find((one) => one.text() === 'Quick record')?.find('input').setValue(true)
  expect(titles()).toHaveLength(3)
  await page?.find('form').trigger('submit')
  expect(titles()).toEqual(['24 November 2026 08:41: Quick record'])
  expect([page?.find('[role=status]').text(), page?.find('summary').text()]).toEqual(['1 record', 'Filter (2)'])
  await press('Save as a file')
  expect(JSON.parse((await savedAs('Save all that is shown (1)')).text)).toMatchObject({ filter: { from: '2026-10-01', to: null, kinds: ['quick-record'] }, records: [{ id: 'q1' }] })
  await page?.find('[id="chronology.to"]').setValue('2026-10-02')
  await page?.find('form').trigger('submit')
  expect(page?.text()).toContain('No records match.')
  await page?.findAll('button').findLast((one) => one.text() === 'Clear filters')?.trigger('click')
  expect(titles()).toHaveLength(3)
})

test('paper says whose it is, and at its foot the setting, the day and the words in force', async () => {
  const here = await glass()
  await open(here)
  expect(page?.find('.names').text()).toContain('Juniper Brightwater: chronology')
  expect(page?.find('.names').text()).toContain('For staff.')
  expect(page?.find('.foot').text()).toBe('Willow Hall Primary. Printed 24 November 2026 by Moss Kettle. Words: Hertfordshire Steps 2026.1 from 1 September 2026. Personal information.')
})

test('who was told of an incident stands with it, and never who must not be told', async () => {
  const here = await glass({ roles: ['dsl'] })
  const row = (name: string, says: Readonly<Record<string, string>>) => ({ [name]: true, [`${name}/rank`]: 'a0', ...Object.fromEntries(Object.entries(says).map(([part, words]) => [`${name}/${part}`, words])) })
  await here.disk.ledger.append(entry({ record: 'juniper', changes: { 'name/': 'Juniper Brightwater', ...row('parents/p1', { name: 'Fern Brightwater', relation: 'mother' }) } }))
  await here.disk.ledger.append(entry({ record: 'i1', kind: 'incident', changes: { 'children/juniper': true, 'when/': at('2026-11-23T11:00'), 'words/': 'Held by the gate.' } }))
  await here.disk.ledger.append(entry({ record: 'told-i1', kind: 'telling', changes: { 'incident/': 'i1', ...row('told/t1', { child: 'juniper', parent: 'p1', outcome: 'told', how: 'phone' }), 'told/t1/at': at('2026-11-23T15:20'), ...row('mustNot/d1', { child: 'juniper', parent: 'p2', reason: 'Under the kelp.' }) } }))
  page = await here.show(ChronologyPage, { id: 'juniper' })
  await here.until(() => titles()?.length === 2)
  expect(titles()).toEqual(['23 November 2026 11:00: Incident', '23 November 2026 15:20: Telling parents'])
  expect(page?.text()).toContain('Parent: Fern Brightwater, mother; What came of it? Told; How? By phone')
  expect(page?.text()).not.toMatch(/kelp|Must not/)
})

test('with nothing to read it says so in words', async () => {
  const here = await glass()
  await here.disk.ledger.append(childEntry('juniper', { name: 'Juniper Brightwater' }))
  page = await here.show(ChronologyPage, { id: 'juniper' })
  await here.until(() => page?.text().includes('No records yet that you may read.') ?? false)
})

test('what was on paper first says both times in the list', async () => {
  const here = await glass({ roles: ['dsl'] })
  await here.disk.ledger.append(entry({ record: 'q2', kind: 'quick-record', version: 2, act: 'close', changes: { 'children/juniper': true, 'when/': at('2026-11-12T10:30'), 'paper/': at('2026-11-12T10:40') } }))
  await open(here)
  const lines = page?.findAll('article').map((one) => one.findAll('.by').map((by) => by.text()).filter((words) => words.startsWith('Written on paper')))
  expect(lines).toEqual([[], [], ['Written on paper 12 Nov 10:40, typed in 24 Nov 09:00.'], []])
})
