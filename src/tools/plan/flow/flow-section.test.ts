import { afterEach, beforeEach, expect, test } from 'vitest'
import type { DOMWrapper } from '@vue/test-utils'
import { defineComponent, h } from 'vue'
import { provideFieldContext } from '../../../ui/fields/context'
import type { Glass, Shown } from '../../../../tests/support/glass'
import { childEntry, glass } from '../../../../tests/support/glass'
import { cleared } from '../../../../tests/support/hand'
import { entry } from '../../../../tests/support/tablet-disk'
import { plan, plansOf } from '../../../domain/records/plan'
import { usePlanPage } from '../../../workspace/use-plan'
import { useTool } from '../../../workspace/use-tool'
import FlowSection from './FlowSection.vue'

const record = plansOf('rrp').idOf('pip', 1)
const step = (id: string, rank: string, says: Readonly<Record<string, string>>) =>
  ({ [`flow/${id}`]: true, [`flow/${id}/rank`]: rank, ...Object.fromEntries(Object.entries(says).map(([cell, words]) => [`flow/${id}/${cell}`, words])) })
const three = {
  'child/': 'pip', 'planKind/': 'rrp',
  ...step('f1', 'a0', { step: 'flow-calm', see: 'Draws', act: 'Notice it' }),
  ...step('f2', 'a1', { step: 'flow-early', see: 'Hums' }),
  ...step('f3', 'a2', { step: 'flow-question', see: 'Is anyone near?', yes: 'Move others away' }),
}
const Page = defineComponent({
  setup() {
    const plan_ = usePlanPage({ id: 'pip', kind: 'rrp', version: '1' })
    const tool = useTool(plan, 'pip', record)
    provideFieldContext(tool.fieldFacts)
    return () => (tool.frame.value.ready ? h(FlowSection, { child: 'pip', tool, plan: plan_ }) : null)
  },
})

let here: Glass
let page: Shown | null = null
beforeEach(async () => {
  here = await glass()
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  await here.disk.ledger.append(entry({ record, kind: 'plan', changes: three }))
  page = await here.show(Page)
  await here.until(() => page?.text().includes('Drawn from your list') ?? false)
})
afterEach(async () => { page = await cleared(page) })
const button = (name: string): DOMWrapper<HTMLButtonElement> => {
  const found = page?.findAll('button').find((one) => (one.attributes('aria-label') ?? one.text()) === name)
  if (!found) throw new Error(`no button ${name}`)
  return found
}
const names = () => page?.findAll('.steps > .step .kind').map((one) => one.text()).filter((words) => /^\d/.test(words))
const said = () => page?.findAll('[role="status"]').map((one) => one.text()).join(' ')

test('every step has its own buttons by name, and the picture reads in the order of the list', () => {
  for (const name of ['Edit “Calm”', 'Move “Early signs” up', 'Move “Early signs” down', 'Add after “A question”', 'Take away “A question”']) expect(button(name).exists()).toBe(true)
  expect(button('Move “Calm” up').attributes('disabled')).toBeDefined()
  const picture = page?.find('.bands').text().replaceAll(/\s+/g, ' ')
  expect(picture).toMatch(/Settled.*Draws.*Early signs and difficult.*Hums.*Dangerous.*Is anyone near\?.*On no, go on to the next step\..*On yes:.*Move others away/)
})

test('a step that is moved keeps the focus on the same button and says its new place; at the end its twin has the focus', async () => {
  await button('Move “Early signs” down').trigger('click')
  await here.until(() => names()?.[2] === '3. Early signs')
  expect(said()).toContain('“Early signs” is now 3 of 3')
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Move “Early signs” up')
  await button('Move “Early signs” up').trigger('click')
  await here.until(() => names()?.[1] === '2. Early signs')
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Move “Early signs” up')
})

test('a step that is added stands after its own, open, with the focus in it', async () => {
  await button('Add after “Early signs”').trigger('click')
  await here.until(() => names()?.length === 4)
  expect(names()).toEqual(['1. Calm', '2. Early signs', '3. Early signs 2', '4. A question'])
  expect(said()).toContain('“Early signs 2” added, now 3 of 4')
  expect(document.activeElement?.closest('[data-row]')?.textContent).toContain('Early signs 2')
  expect(button('Close “Early signs 2”').attributes('aria-expanded')).toBe('true')
})

test('what is taken away is said, and the focus goes to the step that took its place', async () => {
  await button('Take away “Early signs”').trigger('click')
  await here.until(() => names()?.length === 2)
  expect(said()).toContain('“Early signs” taken away')
  expect(document.activeElement?.getAttribute('aria-label')).toBe('Edit “A question”')
})

test('as bands the same steps stand in a table, what we see beside what we do', async () => {
  await page?.findAll('input[type="radio"]').find((one) => one.element.getAttribute('value') === 'bands')?.setValue(true)
  const rows = page?.findAll('table tr').map((row) => row.findAll('th, td').map((cell) => cell.text()))
  expect(rows).toEqual([
    ['What we see', 'What we do'], ['Settled'], ['Draws', 'Notice it'], ['Early signs and difficult'], ['Hums', '–'],
    ['Dangerous'], ['Is anyone near?', 'If yes: Move others away'], ['Recovery'], ['Nothing written yet'],
  ])
})
