import { afterEach, expect, test } from 'vitest'
import { defineComponent, h } from 'vue'
import { failingDisk } from '../../tests/support/failing-disk'
import type { Glass, Shown } from '../../tests/support/glass'
import { childEntry, glass } from '../../tests/support/glass'
import { closeDisks, entry } from '../../tests/support/tablet-disk'
import { view } from '../domain/history/read'
import { child } from '../domain/records/child'
import { quickRecord } from '../domain/records/quick-record'
import type { Definition } from '../domain/schema/definition'
import type { Fields } from '../domain/schema/field'
import type { OpenRecord } from './use-record'
import { useRecord } from './use-record'

let shown: Shown | null = null
afterEach(async () => {
  shown?.unmount()
  shown = null
  await new Promise((resolve) => setTimeout(resolve, 100))
  closeDisks()
})

async function open<F extends Fields>(here: Glass, form: Definition<F>, id: string): Promise<OpenRecord<F>> {
  let record: OpenRecord<F> | null = null
  const page = defineComponent(() => {
    record = useRecord(form, id)
    return () => h('p')
  })
  shown = await here.show(page)
  await here.until(() => record?.ready.value === true)
  if (!record) throw new Error('not mounted')
  return record
}
const acts = async ({ disk: { ledger } }: Glass) => (await ledger.revisions('q1')).map(({ header }) => header.act)

test('words written while the rest is being saved stay on the glass, and are kept as words that came after', async () => {
  const here = await glass()
  const record = await open(here, quickRecord, 'q1')
  record.edit('words', 'The newt is out.')
  const saved = record.finish('edit')
  await Promise.resolve()
  record.edit('words', 'The newt is out. Pip saw it.')
  record.edit('place', 'hall')
  await saved
  expect(record.answers.value).toMatchObject({ words: 'The newt is out. Pip saw it.', place: 'hall' })
  await record.finish('edit')
  const checkpoint = await here.disk.ledger.checkpoint('q1')
  expect(checkpoint && view(quickRecord, checkpoint)).toMatchObject({ clashes: [], answers: { words: 'The newt is out. Pip saw it.', place: 'hall' } })
  expect(await here.disk.ledger.draft('q1', 'moss')).toBeNull()
})

test('a row that was edited is asked about when someone else takes it away', async () => {
  const here = await glass()
  const { ledger } = here.disk
  const begun = await ledger.append(childEntry('juniper', { name: 'Juniper Brightwater' }))
  const changes = { 'parents/r1': true, 'parents/r1/rank': 'a0', 'parents/r1/name': 'Wren' } as const
  const base = await ledger.append(entry({ after: [begun.id], changes }))
  const record = await open(here, child, 'juniper')
  record.edit('parents', record.answers.value.parents.map((row) => ({ ...row, name: 'Wren Brightwater' })))
  await record.finish('edit')
  await ledger.append(entry({ author: 'sorrel', after: [base.id], changes: { 'parents/r1': null } }))
  const checkpoint = await ledger.checkpoint('juniper')
  const reading = checkpoint && view(child, checkpoint)
  expect(reading?.clashes).toEqual(['parents/r1'])
  expect(reading?.answers.parents).toMatchObject([{ name: 'Wren Brightwater' }])
})

test('a button pressed twice closes a record once', async () => {
  const here = await glass()
  const record = await open(here, quickRecord, 'q1')
  record.edit('words', 'The newt is out.')
  await Promise.all([record.finish('close'), record.finish('close'), record.finish('edit')])
  expect(await acts(here)).toEqual(['close'])
})

test('a record that could not be closed is locked away with its last words', async () => {
  const here = await glass()
  const record = await open(here, quickRecord, 'q1')
  record.edit('words', 'The newt', { soon: false })
  await here.settle()
  record.edit('words', 'The newt is out.', { soon: true })
  const disk = failingDisk(() => new DOMException('full', 'QuotaExceededError'), (table) => table === 'revisions')
  disk.due = 1
  await expect(record.finish('close')).rejects.toThrow()
  disk.restore()
  await here.session.lock()
  await here.session.entered('moss').catch(() => undefined)
  await here.disk.unlock()
  const checkpoint = await here.disk.ledger.checkpoint('q1')
  expect(checkpoint && view(quickRecord, checkpoint).answers.words).toBe('The newt is out.')
})

test('what opening a record stamped survives the app going out of sight, and goes with a lock', async () => {
  const here = await glass()
  const record = await open(here, quickRecord, 'q1')
  record.begin({ children: ['pip'] })
  await here.session.flush()
  expect(record.answers.value.children).toEqual(['pip'])
  expect((await here.disk.ledger.draft('q1', 'moss'))?.changes).toEqual({ 'children/pip': true })
  await here.session.lock()
  expect(await here.disk.ledger.drafts()).toEqual([])
})

test('nor does it become a record after the app was ended: it is a stamp still, until something is said', async () => {
  const here = await glass()
  const record = await open(here, quickRecord, 'q1')
  record.begin({ children: ['pip'] })
  await here.session.flush()
  const kept = await here.disk.ledger.draft('q1', 'moss')
  expect(kept).toMatchObject({ isStamp: true })
  const later = await open(here, quickRecord, 'q1')
  expect(later.onlyStamped()).toBe(true)
  later.edit('words', 'The newt is out.')
  await later.flush()
  expect(await here.disk.ledger.draft('q1', 'moss')).toEqual({ ...kept, changes: { 'children/pip': true, 'words/': 'The newt is out.' }, isStamp: undefined })
})

const noWords = test.for([['spaces', '   '], ['a letter that was rubbed out again', '']] as const)
noWords('of a new record %s leave no trace', async ([_what, words]) => {
  const here = await glass()
  const record = await open(here, quickRecord, 'q1')
  record.begin({ children: ['pip'] })
  record.edit('words', 'a')
  expect(record.onlyStamped()).toBe(false)
  record.edit('words', words)
  expect(record.onlyStamped()).toBe(true)
  await here.session.lock()
  await here.disk.unlock()
  expect([await here.disk.ledger.drafts(), await here.disk.ledger.checkpoint('q1')]).toEqual([[], null])
})
noWords('of a record that is there %s are a change', async ([_what, words]) => {
  const here = await glass()
  const { ledger } = here.disk
  await ledger.append(entry({ record: 'q1', kind: 'quick-record', changes: { 'words/': 'The newt is out.' } }))
  const record = await open(here, quickRecord, 'q1')
  record.edit('words', words)
  expect(record.onlyStamped()).toBe(false)
  await record.finish('edit')
  const checkpoint = await ledger.checkpoint('q1')
  expect(checkpoint && view(quickRecord, checkpoint).answers.words.trim()).toBe('')
})

test('a tab that lost a record to another one neither writes nor ends the draft, and takes back the newer words', async () => {
  let lose: () => void = () => undefined
  const here = await glass({ hold: (_name, { onLost }) => {
    lose = onLost
    return Promise.resolve(() => undefined)
  } })
  const { ledger } = here.disk
  const record = await open(here, quickRecord, 'q1')
  record.begin({ children: ['pip'] })
  await here.settle()
  lose()
  const theirs = { record: 'q1', adult: 'moss', kind: 'quick-record', after: [], changes: { 'children/pip': null, 'words/': 'From the other tab.' }, startedAt: 1 }
  await ledger.keepDraft(theirs)
  await record.finish('close')
  await here.session.flush()
  expect((await ledger.draft('q1', 'moss'))?.changes).toEqual(theirs.changes)
  await record.takeHere()
  expect(record.answers.value).toMatchObject({ words: 'From the other tab.', children: [] })
  lose()
  shown?.unmount()
  shown = null
  await here.settle()
  expect((await ledger.draft('q1', 'moss'))?.changes).toEqual(theirs.changes)
  expect(await acts(here)).toEqual([])
})
