import { afterEach, describe, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import type { Glass, Shown } from '../../../../tests/support/glass'
import { childEntry, glass } from '../../../../tests/support/glass'
import { cleared, hand } from '../../../../tests/support/hand'
import { entry } from '../../../../tests/support/tablet-disk'
import { view } from '../../../domain/history/read'
import { plan, plansOf } from '../../../domain/records/plan'
import { usePlanPage } from '../../../workspace/use-plan'
import { useTool } from '../../../workspace/use-tool'
import ReviewSection from './ReviewSection.vue'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })
const { press } = hand(() => page)
const text = () => page?.text().replace(/\s+/g, ' ') ?? ''
const record = plansOf('rrp').idOf('pip', 1)
const Placed = defineComponent({
  setup() {
    const around = usePlanPage({ id: 'pip', kind: 'rrp', version: '1' })
    const tool = useTool(plan, 'pip', record)
    return () => (tool.record.ready.value ? h(ReviewSection, { child: 'pip', tool, plan: around }) : null)
  },
})
async function open(changes: Readonly<Record<string, string>> = {}, isAgreed = false): Promise<Glass> {
  const here = await glass()
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  await here.disk.ledger.append(entry({ record: 'term-calendar', kind: 'term-calendar', changes: { 'terms/a': true, 'terms/a/rank': 'a0', 'terms/a/from': '2026-09-01', 'terms/a/to': '2026-12-18', 'terms/b': true, 'terms/b/rank': 'a1', 'terms/b/from': '2027-01-04', 'terms/b/to': '2027-03-26' } }))
  const first = await here.disk.ledger.append(entry({ record, kind: 'plan', changes: { 'child/': 'pip', ...changes } }))
  if (isAgreed) await here.disk.ledger.append(entry({ record, kind: 'plan', act: 'sign', after: [first.id], changes: {} }))
  page = await here.show(Placed)
  await here.settle()
  return here
}
const kept = async ({ disk: { ledger } }: Glass) => {
  const found = await ledger.checkpoint(record)
  return found && view(plan, found).answers.reviewOn
}

describe('the day on which a plan is looked at again', () => {
  test('the usual one is a tap away', async () => {
    const here = await open()
    await press('In 6 weeks: Tuesday 5 January')
    await here.settle()
    page?.unmount()
    await vi.waitFor(async () => { expect(await kept(here)).toBe('2027-01-05') })
  })

  test('one in the holidays is kept, and the next school day is offered', async () => {
    const here = await open({ 'reviewOn/': '2026-12-23' })
    expect(text()).toContain('23 December 2026 is not a school day here. The next one is Monday 4 January.')
    expect(await kept(here)).toBe('2026-12-23')
    await press('Use Monday 4 January')
    await here.until(() => !text().includes('is not a school day here'))
    page?.unmount()
    await vi.waitFor(async () => { expect(await kept(here)).toBe('2027-01-04') })
  })

  test.each([['2026-12-18', false], ['2026-12-19', true], ['2027-01-04', false]])('%s is nudged: %s', async (day, is) => {
    await open({ 'reviewOn/': day })
    expect(text().includes('is not a school day here')).toBe(is)
  })

  test('one that has passed is asked for again', async () => {
    await open({ 'reviewOn/': '2026-11-20' })
    expect(text()).toContain('20 November 2026 has passed. Choose a day to come.')
  })

  test('of an agreed plan it is read, and the review is one tap away', async () => {
    await open({ 'reviewOn/': '2026-12-18' }, true)
    expect(page?.findAll('button')).toEqual([])
    expect(text()).toContain('Look at it again now')
  })
})
