import { afterEach, expect, test } from 'vitest'
import type { Shown } from '../../../tests/support/glass'
import { childEntry, glass } from '../../../tests/support/glass'
import { cleared, hand } from '../../../tests/support/hand'
import IncidentPage from './IncidentPage.vue'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
})
const { tap } = hand(() => page)
/** The questions of each column, from the top of the page to its foot. */
const columns = () => page?.findAll('.sides > .stack').map(({ element }) => [...element.children].map((one) => one.querySelector('legend, label, summary')?.textContent.trim() ?? '')) ?? []

test.each([
  ['What was tried first?', 'Gave space', ['What helped? (any)']],
  ['Is there a plan for this child?', 'Yes', ['Was the plan followed?']],
  ['Was the child hurt?', 'Yes', ['How was the child hurt?', 'Was anyone taken to hospital for treatment?']],
  ['Were adults hurt?', 'Yes', ['How were adults hurt?', 'Can the adult who was hurt do their usual work?', 'Was anyone taken to hospital for treatment?']],
  ['Any of these?', 'None of these', []],
  ['First aid', 'Given', ['First aid by', 'First aid when?']],
  ['Was anything damaged?', 'Yes', ['What was damaged?']],
])('“%s” is answered with “%s”: what that asks for comes below it, and no other question changes place', async (question, answer, comes) => {
  const here = await glass()
  await here.disk.ledger.append(childEntry('juniper', { name: 'Juniper Brightwater', keyPerson: 'moss' }))
  await here.router.push('/incident/inc-q1?child=juniper')
  page = await here.show(IncidentPage, { id: 'inc-q1', step: 'did' })
  await here.until(() => columns().length > 0)
  const before = columns()
  await tap(answer, question)
  await here.settle()
  const after = columns()
  const own = before.findIndex((some) => some.some((one) => one.startsWith(question)))
  expect(after.map((some, side) => some.filter((one) => before[side]?.includes(one)))).toEqual(before.map((some, side) => some.filter((one) => after[side]?.includes(one))))
  expect(after.map((some, side) => some.filter((one) => !before[side]?.includes(one)))).toEqual(before.map((_, side) => (side === own ? comes : [])))
  const place = after[own]?.findIndex((one) => one.startsWith(question)) ?? -1
  expect(comes.map((one) => (after[own]?.indexOf(one) ?? -1) > place)).toEqual(comes.map(() => true))
})

test('a name that was typed and not added is not lost on the way to another step', async () => {
  const here = await glass()
  await here.router.push('/incident/inc-q1')
  page = await here.show(IncidentPage, { id: 'inc-q1', step: 'did' })
  await here.until(() => page?.find('.named input').exists() ?? false)
  await page.find('.named input').setValue('Bram from the kitchen')
  await page.setProps({ step: 'marks' })
  await here.settle()
  expect(Object.values((await here.disk.ledger.draft('inc-q1', 'moss'))?.changes ?? {})).toContain('Bram from the kitchen')
})
