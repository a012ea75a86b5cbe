import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Glass, Shown } from '../../../../tests/support/glass'
import { cleared, hand } from '../../../../tests/support/hand'
import { entry } from '../../../../tests/support/tablet-disk'
import { planGlass, planNow, planRecord, wholePlan } from '../../../../tests/support/whole-plan'
import { termCalendar } from '../../../domain/records/term-calendar'
import type { PlanAnswers } from '../../../domain/rules/plan-state'
import { blank, touched } from '../../../domain/schema/definition'
import PlanPage from '../PlanPage.vue'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })
const { press, tap } = hand(() => page)
const text = () => page?.text() ?? ''
const buttons = () => page?.findAll('button').map((one) => one.text()) ?? []
const gates = () => page?.findAll('.gate').map((one) => one.find('.words').text()) ?? []

async function open(answers: Partial<PlanAnswers> = wholePlan, before: (here: Glass) => Promise<unknown> = () => Promise.resolve()): Promise<Glass> {
  const here = await planGlass(answers)
  await before(here)
  page = await here.show(PlanPage, { id: 'pip', kind: 'rrp', section: 'agree' })
  await here.settle()
  await here.settle()
  return here
}
const signature = { id: 's1', rank: 'a0', who: 'signs-coordinator', name: 'Moss Kettle', ticks: ['tick-read'], how: 'signed-here', drawn: null, words: '', on: '2026-11-24' }
const signedPlan: Partial<PlanAnswers> = { ...wholePlan, signatures: [signature] }
const waiting: Partial<PlanAnswers> = { ...wholePlan, parents: [{ id: 'p1', rank: 'a0', name: 'Fern Marmalade', state: 'asked-not-yet', way: 'ask-post', askedOn: '2026-11-20', whyNot: '', words: '' }] }

describe('before it is agreed', () => {
  test('each thing that is left is a way to the section where it is put right, and Agree is not there yet', async () => {
    await open({ ...wholePlan, childState: null, reviewOn: null, parents: [] })
    expect(gates()).toEqual(['Ask the child, in their own wayThe child’s voice', 'Say who the parents or carers are, and ask themParents’ voice', 'Choose the day on which you look at it againReview date', 'Whoever looks after the plan signs itAgree and share'])
    expect(page?.findAll('.gate').map((one) => one.attributes('href'))).toEqual(['/plan/pip', '/plan/pip', '/plan/pip', '#signatures'])
    expect(text()).toContain('4 things are left before it can be agreed')
    expect(buttons()).not.toContain('Agree')
  })

  test('a review in the holidays is said with the next school day, and stops nobody', async () => {
    const terms = [{ id: 't1', rank: 'a0', name: 'Autumn', from: '2026-09-02', to: '2026-12-18' }, { id: 't2', rank: 'a1', name: 'Spring', from: '2027-01-04', to: '2027-03-26' }]
    await open({ ...signedPlan, reviewOn: '2026-12-29' }, ({ disk }) => disk.ledger.append(entry({ record: 'term-calendar', kind: 'term-calendar', changes: touched(termCalendar, blank(termCalendar), { ...blank(termCalendar), terms }) })))
    expect(gates()).toEqual(['That day is not a school day. The next one is 4 January 2027Look again: Review date'])
    expect(buttons()).toContain('Agree')
  })

  test('a parent who declines, with a day and a reason, keeps nobody from agreeing', async () => {
    await open({ ...signedPlan, parents: [{ id: 'p1', rank: 'a0', name: 'Fern Marmalade', state: 'chose-not', way: null, askedOn: '2026-11-20', whyNot: 'Leaves it to the school', words: '' }] })
    expect(gates()).toEqual([])
    expect(buttons()).toContain('Agree')
  })

  test('whoever looks after it signs by a typed name and a tick, and nothing is drawn', async () => {
    const here = await open()
    await press('Add a signature')
    await tap('Plan co-ordinator', 'Who')
    await page?.findAll('input').find((one) => one.element.id.endsWith('.name'))?.setValue('Moss Kettle')
    expect(text()).toContain('Not signed yet')
    await tap('I have read this plan, or it was read to me', 'I say that')
    await here.until(() => buttons().includes('Agree'))
    page?.unmount()
    await vi.waitFor(async () => { expect((await planNow(here)).signatures).toMatchObject([{ who: 'signs-coordinator', name: 'Moss Kettle', ticks: ['tick-read'], how: 'signed-here', drawn: null, on: '2026-11-24' }]) })
  })
})

describe('agreeing', () => {
  test('asks once, signs under the adult who is signed in, and is then read and not written on', async () => {
    const here = await open(signedPlan)
    await press('Agree')
    await here.until(() => buttons().includes('Agree version 1'))
    expect((await here.disk.ledger.checkpoint(planRecord))?.freeze).toBeNull()
    await press('Agree version 1')
    await here.until(() => text().includes('Agreed by Moss, 24 November 2026'))
    expect((await here.disk.ledger.checkpoint(planRecord))?.freeze).toMatchObject({ act: 'sign', author: 'moss' })
    expect(buttons()).not.toContain('Add a signature')
    expect(buttons()).not.toContain('Agree')
  })

  test('a change that came in meanwhile is read before anyone agrees to it', async () => {
    const here = await open(signedPlan)
    await press('Agree')
    await here.settle()
    await here.disk.ledger.append(entry({ record: planRecord, kind: 'plan', author: 'dov', after: (await here.disk.ledger.checkpoint(planRecord))?.heads ?? [], changes: { 'call/': 'The office' } }))
    await here.settle()
    await press('Agree version 1')
    await here.until(() => text().includes('Something here has changed, or two versions stand.'))
    expect((await here.disk.ledger.checkpoint(planRecord))?.freeze).toBeNull()
    await press('Agree')
    await here.until(() => buttons().includes('Agree version 1'))
    await press('Agree version 1')
    await here.until(() => text().includes('Agreed by Moss'))
    expect((await planNow(here)).call).toBe('The office')
  })

  test('an adult who may not agree is told who does', async () => {
    const here = await open(signedPlan)
    page?.unmount()
    await here.session.entered('gwen')
    page = await here.show(PlanPage, { id: 'pip', kind: 'rrp', section: 'agree' })
    await here.settle()
    expect(buttons()).not.toContain('Agree')
    expect(text()).toContain('The SENCO, a lead or the child’s key person agrees a plan.')
  })

  test('a parent’s disagreement stands beside the agreement, in their own words', async () => {
    const view = { id: 'v1', rank: 'a0', who: 'Fern Marmalade', parent: [], section: 'recovery', view: 'view-disagree', words: 'Not ten minutes.', on: '2026-11-24' }
    const here = await open({ ...signedPlan, views: [view] })
    await press('Agree')
    await here.until(() => buttons().includes('Agree version 1'))
    await press('Agree version 1')
    await here.until(() => text().includes('Agreed by staff. Fern Marmalade does not agree with “Afterwards”.'))
    expect(page?.find('blockquote').text()).toBe('Not ten minutes.')
  })

  test('agreed on two tablets that had not met, it says so calmly', async () => {
    const here = await open(signedPlan, async ({ disk: { ledger } }) => {
      const { heads = [] } = (await ledger.checkpoint(planRecord)) ?? {}
      await ledger.append(entry({ record: planRecord, kind: 'plan', act: 'sign', author: 'moss', after: heads, changes: {} }))
      await ledger.append(entry({ record: planRecord, kind: 'plan', act: 'sign', author: 'dov', after: heads, changes: {} }))
    })
    expect((await here.disk.ledger.checkpoint(planRecord))?.contested).toBe(true)
    expect(text()).toContain('Agreed on two tablets')
    expect(text()).toContain('Both agreements are kept.')
    expect(text()).toMatch(/Agreed by (?:Moss|Dov)/)
  })
})

describe('in use, not yet agreed', () => {
  test('is there once everyone was asked, says who is asked again by when, and is never called agreed', async () => {
    const here = await open(waiting)
    expect(gates()).toContain('Fern Marmalade was asked and has not answered yetParents’ voice')
    await press('Put in use, not yet agreed')
    await here.until(() => text().includes('Adults act by it since 24 November 2026.'))
    expect(text()).toContain('Fern Marmalade: ask again by 4 December 2026')
    expect(text()).not.toContain('Agreed by')
    await vi.waitFor(async () => { expect(await planNow(here)).toMatchObject({ inUseFrom: '2026-11-24' }) })
    expect((await here.disk.ledger.checkpoint(planRecord))?.freeze).toBeNull()
  })

  test('two versions of one answer are chosen between first', async () => {
    const here = await open(waiting, async ({ disk }) => {
      const after = (await disk.ledger.checkpoint(planRecord))?.heads ?? []
      for (const day of ['2026-12-10', '2026-12-11']) await disk.ledger.append(entry({ record: planRecord, kind: 'plan', after, changes: { 'reviewOn/': day } }))
    })
    await press('Put in use, not yet agreed')
    await here.until(() => text().includes('Something here has changed, or two versions stand.'))
    expect(await planNow(here)).toMatchObject({ inUseFrom: null })
  })

  test('is not there while nobody asked the child', async () => {
    await open({ ...waiting, childState: 'not-asked' })
    expect(buttons()).not.toContain('Put in use, not yet agreed')
    expect(text()).toContain('one thing is left for that')
  })
})
