import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Glass, Shown } from '../../../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../../../tests/support/glass'
import { cleared, hand } from '../../../../tests/support/hand'
import { entry } from '../../../../tests/support/tablet-disk'
import { view } from '../../../domain/history/read'
import { goingOf, plan, planGoing, plansOf } from '../../../domain/records/plan'
import { blank, touched } from '../../../domain/schema/definition'
import { addedRow } from '../../../domain/schema/field'
import { plansAmong } from '../../../domain/rules/plan-state'
import type { PlanAnswers } from '../../../domain/rules/plan-state'
import ReviewPage from './ReviewPage.vue'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })
const { press, tap } = hand(() => page)
const text = () => page?.text() ?? ''
const idOf = (version: number) => plansOf('rrp').idOf('pip', version)
const answers: Partial<PlanAnswers> = {
  child: 'pip', planKind: 'rrp', coordinator: 'moss', cycle: 1, reviewOn: '2026-12-18',
  measures: [addedRow(plan.fields.measures, [], 'm1', { words: 'We will warn her of the bell' })],
  strategies: [
    addedRow(plan.fields.strategies, [], 's1', { words: 'A chart of stars', keep: 'yes', sources: ['erased-long-ago'] }),
    { ...addedRow(plan.fields.strategies, [], 's2', { words: 'Counting to ten', keep: 'no' }), rank: 'a5' },
  ],
}
async function agreed(here: Glass, version = 1): Promise<void> {
  const first = await here.disk.ledger.append(entry({ record: idOf(version), kind: 'plan', changes: touched(plan, blank(plan), { ...blank(plan), ...answers }) }))
  await here.disk.ledger.append(entry({ record: idOf(version), kind: 'plan', act: 'sign', after: [first.id], changes: {} }))
}
async function open(before: (here: Glass) => Promise<unknown> = (here) => agreed(here), roles: readonly string[] = ['senco']): Promise<Glass> {
  const here = await glass({ roles })
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  await here.disk.ledger.append(adultEntry('gwen', { name: 'Gwen Overbrook', roles: ['practitioner'] }))
  await before(here)
  page = await here.show(ReviewPage, { id: 'pip', kind: 'rrp', version: '1' })
  await here.settle()
  return here
}
const going = async ({ disk: { ledger } }: Glass) => {
  const found = await ledger.checkpoint(goingOf(idOf(1)))
  return found && view(planGoing, found).answers
}
const planOf = async ({ disk: { ledger } }: Glass, version: number) => {
  const found = await ledger.checkpoint(idOf(version))
  return found && view(plan, found).answers
}
const card = (words: string) => page?.findAll('section.card').find((one) => one.find('h4').exists() && one.find('h4').text() === words)
const chipIn = async (words: string, chip: string) => card(words)?.findAll('label').find((one) => one.text().trim() === chip)?.find('input').setValue(true)

describe('what came of it', () => {
  test('is asked of what adults do by the plan, and not of what was left out of it', async () => {
    await open()
    expect(page?.findAll('h4').map((one) => one.text())).toEqual(['We will warn her of the bell', 'A chart of stars'])
  })

  test('stands in a record of its own, under the row’s id and with its day; the agreed plan is as it was', async () => {
    const here = await open()
    await chipIn('A chart of stars', 'Helped sometimes')
    await here.settle()
    page?.unmount()
    await vi.waitFor(async () => { expect(await going(here)).toMatchObject({ child: 'pip', plan: idOf(1), impacts: [{ id: 's1', impact: 'impact-some', on: '2026-11-24' }] }) })
    expect(await planOf(here, 1)).toEqual({ ...blank(plan), ...answers })
  })

  test('any small change is always asked', async () => {
    await open()
    expect(text()).toContain('Any small change?')
  })
})

describe('what next', () => {
  test('going on has a day on which it is looked at again, and is decided by a press, not by a chip', async () => {
    const here = await open()
    await tap('Go on with this plan')
    await here.until(() => text().includes('Choose the day first'))
    await press('In 6 weeks: Tuesday 5 January')
    await here.until(() => text().includes('Go on with this plan until 5 January 2027'))
    expect(await going(here)).toBeNull()
    await press('Go on with this plan until 5 January 2027')
    await here.until(() => text().includes('Kept. This review stands'))
    expect(text()).toContain('Reviewed 24 November 2026')
    expect(await going(here)).toMatchObject({ goOn: 'go-on', reviewed: '2026-11-24', nextOn: '2027-01-05' })
  })

  test('what made things harder keeps a plan from going on as it is, and comes into the next version left out', async () => {
    const here = await open()
    await chipIn('A chart of stars', 'Made things harder')
    await tap('Go on with this plan')
    await here.until(() => text().includes('so it does not go on unchanged'))
    expect(page?.findAll('button').some((one) => one.text().startsWith('Go on with this plan until'))).toBe(false)
    await tap('Write the next version')
    await here.until(() => text().includes('What you found comes into version 2'))
    await press('Write version 2')
    await here.until(() => here.router.currentRoute.value.name === 'plan')
    expect(await planOf(here, 2)).toEqual({
      ...blank(plan), ...answers, cycle: 2, from: '2026-11-24', reviewOn: '2027-01-05',
      strategies: [{ ...answers.strategies?.[0], impact: 'impact-harder', keep: 'no' }, answers.strategies?.[1]],
    })
    expect(await going(here)).toMatchObject({ goOn: 'go-new', reviewed: '2026-11-24', nextOn: '2026-12-08' })
  })

  test('no chip ends a plan, also after it was reviewed before', async () => {
    const here = await open(async (given) => {
      await agreed(given)
      await given.disk.ledger.append(entry({ record: goingOf(idOf(1)), kind: 'plan-going', changes: { 'child/': 'pip', 'plan/': idOf(1), 'reviewed/': '2026-11-24', 'goOn/': 'go-on', 'nextOn/': '2026-12-10' } }))
    })
    expect(text()).toContain('Reviewed 24 November 2026: Go on with this plan.')
    await tap('End the plan, it is not needed now')
    await here.until(() => text().includes('Adults act by it no longer'))
    page?.unmount()
    await here.settle()
    expect(await going(here)).toMatchObject({ goOn: 'go-on', nextOn: '2026-12-10' })
  })

  test('a second review on the same day answers what came after the first, also where it comes to the same', async () => {
    const here = await open(async (given) => {
      given.disk.clock.at = Date.parse('2026-11-24T09:00:00Z')
      await agreed(given)
      await given.disk.ledger.append(entry({ record: goingOf(idOf(1)), kind: 'plan-going', changes: { 'child/': 'pip', 'plan/': idOf(1), 'reviewed/': '2026-11-24', 'goOn/': 'go-on', 'nextOn/': '2027-01-05' } }))
      await given.disk.ledger.append(entry({ record: 'i1', kind: 'incident', changes: { 'children/pip': true, 'when/': { wall: '2026-11-24T11:00', zone: 'Europe/London', precision: 'exact' }, 'interventions/h': true, 'interventions/h/rank': 'a0', 'interventions/h/kind': 'force' } }))
      given.disk.clock.at = Date.parse('2026-11-24T14:00:00Z')
    })
    const stale = async () => plansAmong('pip', { among: await here.disk.ledger.timeline('pip'), today: '2026-11-24', zone: 'Europe/London' }).map((one) => one.stale)
    expect(await stale()).toEqual([['incident']])
    await tap('Go on with this plan')
    await press('In 6 weeks: Tuesday 5 January')
    await press('Go on with this plan until 5 January 2027')
    await here.until(() => text().includes('Kept. This review stands'))
    expect(await stale()).toEqual([[]])
    expect(await going(here)).toMatchObject({ goOn: 'go-on', reviewed: '2026-11-24', nextOn: '2027-01-05' })
  })

  test('a plan that is not needed ends, and can be read', async () => {
    const here = await open()
    await tap('End the plan, it is not needed now')
    await here.until(() => text().includes('Adults act by it no longer'))
    await press('End this plan')
    await here.until(() => text().includes('The plan has ended, and can still be read'))
  })

  test('a version that was begun already is opened, and not begun again', async () => {
    const here = await open(async (given) => {
      await agreed(given)
      await given.disk.ledger.append(entry({ record: idOf(2), kind: 'plan', changes: { 'child/': 'pip', 'helpsMe/': 'Lego' } }))
    })
    await tap('Write the next version')
    await here.until(() => text().includes('Say that this version is reviewed'))
    await press('Say that this version is reviewed')
    await here.until(() => here.router.currentRoute.value.name === 'plan')
    expect(await planOf(here, 2)).toEqual({ ...blank(plan), child: 'pip', helpsMe: 'Lego' })
  })
})

describe('what cannot be reviewed', () => {
  test('a version that lay open while the next was agreed elsewhere says so as it arrives, and takes no more', async () => {
    const here = await open()
    expect(text()).toContain('Decide together')
    await agreed(here, 2)
    await here.until(() => text().includes('This version was replaced'))
    expect(page?.findAll('fieldset').every((one) => one.attributes('disabled') !== undefined || one.element.closest('fieldset[disabled]') !== null)).toBe(true)
    expect(page?.findAll('a').some((one) => one.text() === 'Open version 2')).toBe(true)
  })

  test('a draft is looked at once adults act by it', async () => {
    await open((here) => here.disk.ledger.append(entry({ record: idOf(1), kind: 'plan', changes: { 'child/': 'pip' } })))
    expect(text()).toContain('This version is still being written')
  })

  test('an adult who only reads the plan reads its review', async () => {
    await open((here) => agreed(here), ['practitioner'])
    expect(text()).toContain('What came of it')
    expect(page?.findAll('button').some((one) => one.text() === 'Write version 2')).toBe(false)
    expect(text()).not.toContain('Go on with this plan')
  })
})

describe('before the plan, and since', () => {
  test('counts stand over their observed days, and too few are said to be too few', async () => {
    await open(async (here) => {
      here.disk.clock.at = Date.parse('2026-11-10T09:00:00Z')
      await agreed(here)
      for (const [index, wall] of ['2026-11-02T10:00', '2026-11-12T10:00'].entries())
        await here.disk.ledger.append(entry({ record: `i${index}`, kind: 'incident', changes: { 'children/pip': true, 'when/': { wall, zone: 'Europe/London', precision: 'exact' }, 'interventions/h': true, 'interventions/h/rank': 'a0', 'interventions/h/kind': 'force' } }))
      here.disk.clock.at = Date.parse('2026-11-24T09:00:00Z')
    })
    expect(text()).toContain('2 November 2026 to 9 November 2026, 6 observed days')
    expect(text()).toContain('10 November 2026 to 24 November 2026, 11 observed days')
    expect(text()).toContain('Too few to say.')
    expect(text()).toContain('There are not two maps to compare')
  })
})
