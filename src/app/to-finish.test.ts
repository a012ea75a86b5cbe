import { afterEach, expect, test } from 'vitest'
import { glass } from '../../tests/support/glass'
import type { Shown } from '../../tests/support/glass'
import { cleared } from '../../tests/support/hand'
import { entry } from '../../tests/support/tablet-disk'
import TodayPage from './TodayPage.vue'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })

test('what is begun and asks for no child is to be finished, and never to say whom it is about', async () => {
  const here = await glass()
  await here.disk.ledger.append(entry({ record: 'a1', kind: 'account', changes: { 'incident/': 'i1', 'words/': 'I sat down beside him.' } }))
  await here.disk.ledger.append(entry({ record: 'd1', kind: 'adult-debrief', changes: { 'incident/': 'i1' } }))
  await here.disk.ledger.append(entry({ record: 'q1', kind: 'quick-record', changes: { 'words/': 'Hummed under the coats' } }))
  page = await here.show(TodayPage)
  const titles = () => page?.findAll('.task .title').map((title) => title.text()).sort() ?? []
  await here.until(() => titles().length === 3)
  expect(titles()).toEqual(['Add who this is about', 'Finish: debrief for an adult', 'Finish: own account'])
})
