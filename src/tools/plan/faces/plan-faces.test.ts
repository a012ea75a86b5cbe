import { afterEach, expect, test } from 'vitest'
import type { Glass, Shown } from '../../../../tests/support/glass'
import { childEntry, glass } from '../../../../tests/support/glass'
import { cleared } from '../../../../tests/support/hand'
import { entry } from '../../../../tests/support/tablet-disk'
import { plansOf } from '../../../domain/records/plan'
import PlanFacePage from './PlanFacePage.vue'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })
const text = () => page?.text().replaceAll(/\s+/g, ' ') ?? ''
const says = {
  'child/': 'pip', 'planKind/': 'rrp', 'helpsMe/': 'Sits beside Clover. Lego.', 'needs/': 'Kept close', 'childState/': 'gave-view', 'childWords/': 'Too loud.', 'childDrawing/': '10,20 30,40;50,60 70,80',
  'flow/f1': true, 'flow/f1/rank': 'a0', 'flow/f1/step': 'flow-early', 'flow/f1/see': 'Hums', 'flow/f1/act': 'Wait with Clover Overbrook',
  'call/': 'The office, on 3', 'tier/': 'tier-2',
}
async function open(face: string, given: { roles?: string[]; version?: string; inUse?: boolean } = {}): Promise<Glass> {
  const here = await glass(given.roles ? { roles: given.roles } : {})
  const { ledger } = here.disk
  await ledger.append(childEntry('pip', { name: 'Pip Marmalade', knownAs: 'Pip', healthHeld: 'Asthma: inhaler in the bag' }))
  await ledger.append(childEntry('clover', { name: 'Clover Overbrook' }))
  await ledger.append(entry({ record: plansOf('rrp').idOf('pip', 1), kind: 'plan', changes: { ...says, ...(given.inUse ? { 'inUseFrom/': '2026-11-20' } : {}) } }))
  if (given.version === '2') await ledger.append(entry({ record: plansOf('rrp').idOf('pip', 2), kind: 'plan', changes: { ...says, 'inUseFrom/': '2026-11-24' } }))
  page = await here.show(PlanFacePage, { id: 'pip', kind: 'rrp', version: '1', face })
  await here.until(() => (page?.find('.plan-sheet').exists() ?? false))
  return here
}

test('the card has five lines at most, and says across it that nothing is agreed', async () => {
  await open('card')
  expect(page?.findAll('.line').map((one) => one.text())).toEqual(['You may seeHums', 'Say and doWait with Clover Overbrook', 'Helps PipSits beside Clover. Lego.', 'Call for helpThe office, on 3'])
  expect(page?.find('.mark').text()).toBe('Draft')
  expect(page?.find('.watermark').attributes('aria-hidden')).toBe('true')
})

test.each([[{ inUse: true }, 'In use, not yet agreed'], [{ inUse: true, version: '2' }, 'Replaced by version 2']])('a plan of %j is marked so on its sheet and at its foot', async (given, words) => {
  await open('one-side', given)
  expect(page?.find('.mark').text()).toBe(words)
  expect(document.documentElement.style.getPropertyValue('--plan-foot')).toBe(`"Risk reduction plan, version 1, ${words.toLowerCase()}. "`)
  expect(text()).toContain('Health needs that matter if held: Asthma: inhaler in the bag')
})

test('a parent’s copy and a child’s page hold no other child’s name, nothing kept close and nothing for staff', async () => {
  for (const face of ['parent', 'child']) {
    await open(face)
    expect(page?.find('.plan-sheet').html()).not.toMatch(/Clover|Overbrook|Kept close|Tier 2/)
    expect(text()).toContain('Sits beside another child.')
    page = await cleared(page)
  }
})

test('the child’s page has their own words and what they drew', async () => {
  await open('child')
  expect(text()).toContain('Pip’s plan')
  expect(text()).toContain('My wordsToo loud.')
  expect(page?.findAll('.drawn polyline').map((one) => one.attributes('points'))).toEqual(['10,20 30,40', '50,60 70,80'])
})

test.each(['senco', 'practitioner'] as const)('the whole plan, printed by a %s, says nothing of what is kept close', async (role) => {
  await open('full', { roles: [role] })
  expect(text()).not.toContain('Kept close')
  expect(text()).toContain('Wait with Clover Overbrook')
})

test('another face is one tap away, and the calm script too', async () => {
  const here = await open('full')
  await page?.findAll('input[type="radio"]').find((one) => one.element.getAttribute('value') === 'card')?.setValue(true)
  await here.settle()
  expect(here.router.currentRoute.value).toMatchObject({ name: 'plan-face' })
  expect(page?.findAll('a').map((one) => one.text())).toContain('Calm script')
})
