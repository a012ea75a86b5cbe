import { afterEach, expect, test } from 'vitest'
import { defineComponent, h } from 'vue'
import type { Glass, Shown } from '../../tests/support/glass'
import { glass } from '../../tests/support/glass'
import { cleared } from '../../tests/support/hand'
import { entry } from '../../tests/support/tablet-disk'
import { rootsAndFruits, trees } from '../domain/records/roots-and-fruits'
import { addedRow } from '../domain/schema/field'
import type { Undo } from './use-undo'
import { useUndo } from './use-undo'
import type { OpenRecord } from './use-record'
import { useRecord } from './use-record'

let shown: Shown | null = null
afterEach(async () => { shown = await cleared(shown) })

type Tree = typeof rootsAndFruits.fields
const id = trees.idOf('pip', 1)
async function open(here: Glass): Promise<{ record: OpenRecord<Tree>; undo: Undo<Tree>; close: () => void }> {
  let record: OpenRecord<Tree> | null = null
  let undo: Undo<Tree> | null = null
  const page = defineComponent(() => {
    record = useRecord(rootsAndFruits, id)
    undo = useUndo(rootsAndFruits, record)
    return () => h('p')
  })
  const mounted = await here.show(page)
  shown = mounted
  await here.until(() => record?.ready.value === true)
  await here.settle()
  if (!record || !undo) throw new Error('not mounted')
  return { record, undo, close: () => { mounted.unmount() } }
}
const words = (record: OpenRecord<Tree>) => record.answers.value.entries.map((one) => one.words)
const add = ({ record, undo }: { record: OpenRecord<Tree>; undo: Undo<Tree> }, text: string) =>
  undo.edit('entries', [...record.answers.value.entries, addedRow(rootsAndFruits.fields.entries, record.answers.value.entries, text.toLowerCase(), { zone: 'fruit-now', words: text })])

test('a step is taken back and done again, and a new one ends what could be done again', async () => {
  const page = await open(await glass())
  expect([page.undo.canUndo.value, page.undo.canRedo.value]).toEqual([false, false])
  add(page, 'Hides')
  add(page, 'Throws')
  page.undo.undo()
  expect(words(page.record)).toEqual(['Hides'])
  page.undo.redo()
  expect(words(page.record)).toEqual(['Hides', 'Throws'])
  page.undo.undo()
  add(page, 'Bites')
  expect(page.undo.canRedo.value).toBe(false)
  expect(words(page.record)).toEqual(['Hides', 'Bites'])
})

test('an entry that was taken away comes back whole, where it stood', async () => {
  const page = await open(await glass())
  add(page, 'Hides')
  add(page, 'Throws')
  page.undo.edit('entries', page.record.answers.value.entries.map((one) => (one.id === 'hides' ? { ...one, kind: 'difficult', sources: ['q1'] } : one)))
  const before = page.record.answers.value.entries
  page.undo.edit('entries', before.filter((one) => one.id !== 'hides'))
  expect(words(page.record)).toEqual(['Throws'])
  page.undo.undo()
  expect(page.record.answers.value.entries).toEqual(before)
})

test('twenty steps, and typing is one', async () => {
  const here = await glass()
  const page = await open(here)
  for (const text of ['M', 'Mo', 'Moo']) page.undo.edit('childWords', text, { soon: true })
  page.undo.undo()
  expect(page.record.answers.value.childWords).toBe('')
  for (let step = 1; step <= 25; step += 1) {
    here.disk.clock.at += 60_000
    page.undo.edit('childWords', `Words ${step}`, { soon: true })
  }
  let taken = 0
  while (page.undo.canUndo.value) {
    page.undo.undo()
    taken += 1
  }
  expect([taken, page.record.answers.value.childWords]).toEqual([20, 'Words 5'])
})

test('what a colleague changed since stays as they left it', async () => {
  const here = await glass()
  const page = await open(here)
  page.undo.edit('childWords', 'Mine')
  page.undo.edit('parentWords', 'Also mine')
  await page.record.finish('edit')
  await here.disk.ledger.append({ ...entry({ record: id, kind: rootsAndFruits.kind, author: 'amira', changes: { 'childWords/': 'Amira’s' } }), after: page.record.reading.value?.checkpoint.heads ?? [] })
  await here.until(() => page.record.answers.value.childWords === 'Amira’s')
  page.undo.undo()
  page.undo.undo()
  expect([page.record.answers.value.childWords, page.record.answers.value.parentWords]).toEqual(['Amira’s', ''])
})

test('an entry to which a colleague added something is not taken away again', async () => {
  const here = await glass()
  const page = await open(here)
  add(page, 'Hides')
  await page.record.finish('edit')
  await here.disk.ledger.append({ ...entry({ record: id, kind: rootsAndFruits.kind, author: 'amira', changes: { 'entries/hides': true, 'entries/hides/sources/q1': true } }), after: page.record.reading.value?.checkpoint.heads ?? [] })
  await here.until(() => page.record.answers.value.entries[0]?.sources.length === 1)
  page.undo.undo()
  expect(page.record.answers.value.entries).toMatchObject([{ words: 'Hides', sources: ['q1'] }])
})

test('a lock does not end it', async () => {
  const here = await glass()
  const page = await open(here)
  add(page, 'Hides')
  add(page, 'Throws')
  await here.session.lock()
  page.close()
  await here.session.unlock('moss', '271828')
  const again = await open(here)
  await here.until(() => again.undo.canUndo.value)
  expect(words(again.record)).toEqual(['Hides', 'Throws'])
  again.undo.undo()
  expect(words(again.record)).toEqual(['Hides'])
})
