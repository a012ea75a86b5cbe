import { afterEach, expect, test } from 'vitest'
import type { Glass, Shown } from '../../../tests/support/glass'
import { childEntry, glass } from '../../../tests/support/glass'
import { cleared } from '../../../tests/support/hand'
import { entry } from '../../../tests/support/tablet-disk'
import { plansOf } from '../../domain/records/plan'
import ChildPage from './ChildPage.vue'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })
const record = plansOf('rrp').idOf('pip', 1)
const lines = () => page?.findAll('[aria-label="Plans in force"] a').map((one) => one.findAll('strong, .note, .due').map((part) => part.text()).join(' | '))
async function open(before: (here: Glass) => Promise<unknown>): Promise<void> {
  const here = await glass({ roles: ['practitioner'] })
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  await before(here)
  page = await here.show(ChildPage, { id: 'pip' })
  await here.settle()
}
const planned = (here: Glass, changes: Readonly<Record<string, string>>) => here.disk.ledger.append(entry({ record, kind: 'plan', changes: { 'child/': 'pip', 'planKind/': 'rrp', ...changes } }))

test.each([
  ['no plan', {}, []],
  ['in use, while a voice is still to be heard', { 'inUseFrom/': '2026-11-20' }, ['Risk reduction plan, as a card | Version 1, in use, not yet agreed']],
  ['to be looked at again', { 'inUseFrom/': '2026-11-20', 'reviewOn/': '2026-11-23' }, ['Risk reduction plan, as a card | Version 1, in use, not yet agreed | Its review day has passed']],
])('every adult finds the plan in force on the child’s page: %s', async (_what, changes, found) => {
  await open((here) => planned(here, changes))
  expect(lines()).toEqual(found)
})

test('of a child who has gone to another setting no plan is offered as in force', async () => {
  await open(async (here) => {
    await planned(here, { 'inUseFrom/': '2026-11-20' })
    const pip = await here.disk.ledger.checkpoint('pip')
    await here.disk.ledger.append(entry({ record: 'pip', after: pip?.heads ?? [], changes: { 'rolls/r': true, 'rolls/r/rank': 'a0', 'rolls/r/setting': 'Willow Hall Primary', 'rolls/r/to': '2026-11-23' } }))
  })
  expect(lines()).toEqual([])
})
