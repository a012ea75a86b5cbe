import { afterEach, expect, test, vi } from 'vitest'
import type { Glass, Shown } from '../../../tests/support/glass'
import { childEntry, glass } from '../../../tests/support/glass'
import { cleared, hand } from '../../../tests/support/hand'
import { entry } from '../../../tests/support/tablet-disk'
import { view } from '../../domain/history/read'
import { behaviourChecklist } from '../../domain/records/behaviour-checklist'
import { trees } from '../../domain/records/roots-and-fruits'
import ChecklistPage from './ChecklistPage.vue'
import ChecklistsPage from './ChecklistsPage.vue'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })
const { chips, tap } = hand(() => page)
const text = () => page?.text() ?? ''
const tree = entry({
  record: trees.idOf('pip', 1), kind: 'roots-and-fruits',
  changes: { 'child/': 'pip', 'entries/e1': true, 'entries/e1/rank': 'a0', 'entries/e1/zone': 'fruit-now', 'entries/e1/words': 'Hides under the coats', 'entries/e1/sources/q1': true },
})
async function here(): Promise<Glass> {
  const made = await glass()
  await made.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  await made.disk.ledger.append(tree)
  return made
}

test('a fruit of the tree begins a checklist with its words and records; “Not known” is an answer, and nothing is worked out', async () => {
  const tablet = await here()
  await tablet.router.push('/checklist/c1?child=pip&entry=e1')
  page = await tablet.show(ChecklistPage, { id: 'c1' })
  await tablet.until(() => page?.find<HTMLInputElement>('input[type=text]').element.value === 'Hides under the coats')
  expect(chips('What we think is behind it')?.map((one) => one.split(/ (?=Overwhelmed|It )/)[0])).toHaveLength(4)
  await tap('Not known', 'What we think is behind it')
  page.unmount()
  await tablet.settle()
  await vi.waitFor(async () => {
    const found = await tablet.disk.ledger.checkpoint('c1')
    expect(found && view(behaviourChecklist, found).answers).toMatchObject({ child: 'pip', words: 'Hides under the coats', sources: ['q1'], view: 'view-not-known', action: '' })
  })
})

test('opened and left without a word, it leaves no trace', async () => {
  const tablet = await here()
  await tablet.router.push('/checklist/c1?child=pip&entry=e1')
  page = await tablet.show(ChecklistPage, { id: 'c1' })
  await tablet.settle()
  page.unmount()
  await tablet.settle()
  expect(await tablet.disk.ledger.checkpoint('c1')).toBeNull()
})

test('the list shows what is thought through, and the fruits that are not', async () => {
  const tablet = await here()
  await tablet.disk.ledger.append(entry({ record: 'c1', kind: 'behaviour-checklist', changes: { 'child/': 'pip', 'words/': 'Calls out', 'view/': 'mixed' } }))
  page = await tablet.show(ChecklistsPage, { id: 'pip' })
  await tablet.until(() => text().includes('Calls out'))
  expect(text()).toContain('24 November 2026. Some of both')
  expect(text()).toContain('Hides under the coats')
})
