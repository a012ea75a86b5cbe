import { afterEach, expect, test } from 'vitest'
import { defineComponent, h } from 'vue'
import type { Glass, Shown } from '../../../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../../../tests/support/glass'
import { cleared, hand } from '../../../../tests/support/hand'
import { entry } from '../../../../tests/support/tablet-disk'
import { view } from '../../../domain/history/read'
import { planReading, plansOf } from '../../../domain/records/plan'
import { usePlans } from '../../../workspace/use-plan'
import ReadReceipt from './ReadReceipt.vue'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })
const { press } = hand(() => page)
const text = () => page?.text().replace(/\s+/g, ' ') ?? ''
const record = plansOf('rrp').idOf('pip', 4)
const Placed = defineComponent({
  setup() {
    const { plans, readable } = usePlans(() => 'pip')
    return () => (plans.value[0] ? h(ReadReceipt, { child: 'pip', version: plans.value[0], readable: readable.value ?? [] }) : null)
  },
})
async function open(given: { roles?: readonly string[]; isDraft?: boolean; keyPerson?: string } = {}): Promise<Glass> {
  const here = await glass({ roles: given.roles ?? ['senco'] })
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade', keyPerson: given.keyPerson ?? 'gwen' }))
  await here.disk.ledger.append(adultEntry('gwen', { name: 'Gwen Overbrook', roles: ['key-person'] }))
  await here.disk.ledger.append(adultEntry('mo', { name: 'Mo Farfield', roles: ['practitioner'] }))
  const first = await here.disk.ledger.append(entry({ record, kind: 'plan', changes: { 'child/': 'pip' } }))
  if (!given.isDraft) await here.disk.ledger.append(entry({ record, kind: 'plan', act: 'sign', after: [first.id], changes: {} }))
  await here.disk.ledger.append(entry({ record: 'by-mo', kind: 'plan-reading', act: 'close', author: 'mo', changes: { 'child/': 'pip', 'plan/': record, 'on/': '2026-11-23' } }))
  page = await here.show(Placed)
  await here.settle()
  return here
}

test('an adult says that they have read it, once, in a record of their own that is closed as it is written', async () => {
  const here = await open()
  expect(text()).toContain('Who has read version 4')
  await press('I have read this plan')
  await here.until(() => text().includes('You read it on 24 November 2026.'))
  const mine = (await here.disk.ledger.ofKind('plan-reading')).filter(({ first }) => first.author === 'moss')
  expect(mine.map((one) => [one.freeze?.act, view(planReading, one).answers])).toEqual([['close', { child: 'pip', plan: record, on: '2026-11-24' }]])
  expect(page?.findAll('button')).toEqual([])
})

test('a lead sees who has read it, and who is still to be shown it', async () => {
  await open()
  expect(text()).toContain('Mo, 23 November 2026')
  expect(text()).toContain('Still to read it: Gwen.')
})

test('the child’s key person sees it too', async () => {
  await open({ roles: ['key-person'], keyPerson: 'moss' })
  expect(text()).toContain('Mo, 23 November 2026')
})

test('another adult sees their own reading alone', async () => {
  await open({ roles: ['practitioner'] })
  expect(text()).toContain('I have read this plan')
  expect(text()).not.toMatch(/Mo|Gwen/)
})

test('nobody is asked to have read a draft', async () => {
  await open({ isDraft: true, roles: ['practitioner'] })
  expect(text()).toBe('')
})
