import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../../tests/support/glass'
import { cleared, hand } from '../../../tests/support/hand'
import { entry } from '../../../tests/support/tablet-disk'
import { view } from '../../domain/history/read'
import { plan, plansOf } from '../../domain/records/plan'
import { blank } from '../../domain/schema/definition'
import type { Changes } from '../../domain/schema/field'
import PlansPage from './PlansPage.vue'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })
const { press } = hand(() => page)
const text = () => page?.text() ?? ''
const record = plansOf('rrp').idOf('pip', 1)
const begun = (of: string, changes: Changes = {}) => entry({ record: of, kind: 'plan', author: 'moss', changes: { 'child/': 'pip', 'planKind/': 'rrp', 'from/': '2026-11-01', 'reviewOn/': '2026-12-10', 'cycle/': 2, ...changes } })

async function open(given: { as?: string; before?: (here: Glass) => Promise<unknown> } = {}): Promise<Glass> {
  const here = await glass()
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  await here.disk.ledger.append(adultEntry('hetty', { name: 'Hetty Overbrook', roles: ['practitioner'] }))
  await given.before?.(here)
  if (given.as) await here.session.entered(given.as)
  page = await here.show(PlansPage, { id: 'pip' })
  await here.settle()
  return here
}
const agreed = async ({ disk: { ledger } }: Glass, of = record) => {
  await ledger.append(entry({ record: of, kind: 'plan', act: 'sign', author: 'moss', after: (await ledger.checkpoint(of))?.heads ?? [], changes: {} }))
}
const buttons = () => page?.findAll('button').map((one) => one.attributes('aria-label') ?? one.text()) ?? []

describe('starting a plan', () => {
  test('kinds usual in a school stand first, the others after them', async () => {
    await open()
    expect(buttons().filter((one) => one.startsWith('Start'))).toEqual([
      'Start: Risk reduction plan', 'Start: Pastoral support plan', 'Start: Predict and prevent plan', 'Start: Behaviour plan', 'Start: Transition or joining plan', 'Start: Risk management plan',
    ])
    expect(page?.find('details').text()).toContain('Risk management plan')
  })

  test('the first version says whose it is, who looks after it and when it is looked at again, and is opened', async () => {
    const here = await open()
    await page?.find('[aria-label="Start: Behaviour plan"]').trigger('click')
    await here.until(() => here.router.currentRoute.value.name === 'plan')
    const found = await here.disk.ledger.checkpoint(plansOf('bp').idOf('pip', 1))
    expect(found && view(plan, found).answers).toEqual({ ...blank(plan), child: 'pip', planKind: 'bp', coordinator: 'moss', from: '2026-11-24', cycle: 1, reviewOn: '2027-01-05' })
    expect(here.rounds.count).toBeGreaterThan(0)
  })

  test('pressed twice it is begun once, and a kind that is under way is not begun again', async () => {
    const here = await open({ before: ({ disk }) => disk.ledger.append(begun(record)) })
    expect(buttons()).not.toContain('Start: Risk reduction plan')
    const start = page?.find('[aria-label="Start: Behaviour plan"]')
    await Promise.all([start?.trigger('click'), start?.trigger('click')])
    await here.until(() => here.router.currentRoute.value.name === 'plan')
    expect((await here.disk.ledger.checkpoint(plansOf('bp').idOf('pip', 1)))?.count).toBe(1)
  })

  test('after one that has ended, the next of its kind is begun', async () => {
    const here = await open({
      before: async (glass) => {
        await glass.disk.ledger.append(begun(record))
        await agreed(glass)
        await glass.disk.ledger.append(entry({ record: `going-${record}`, kind: 'plan-going', author: 'moss', changes: { 'child/': 'pip', 'plan/': record, 'goOn/': 'go-end', 'reviewed/': '2026-11-24' } }))
      },
    })
    expect(text()).toContain('Ended')
    await page?.find('[aria-label="Start: Risk reduction plan"]').trigger('click')
    await here.until(() => here.router.currentRoute.value.name === 'plan')
    expect(await here.disk.ledger.checkpoint(plansOf('rrp').idOf('pip', 2))).not.toBeNull()
  })
})

test.each<[string, Changes, boolean, string]>([
  ['a draft', {}, false, 'Draft'],
  ['one that waits for a voice', { 'inUseFrom/': '2026-11-20' }, false, 'In use, not yet agreed. In use from 20 November 2026'],
  ['one that was agreed', {}, true, 'Agreed 24 November 2026'],
])('%s says so in words', async (_what, changes, isAgreed, words) => {
  await open({
    before: async (glass) => {
      await glass.disk.ledger.append(begun(record, { ...changes, 'tier/': 'tier-2' }))
      if (isAgreed) await agreed(glass)
    },
  })
  expect(page?.find('.state').text()).toBe(words)
  expect(page?.find('.facts').text()).toBe('To be looked at again10 December 2026TierTier 2, advice and signpostingCycle2')
})

test('what has changed since is said calmly, with the way to its review', async () => {
  await open({
    before: async ({ disk }) => {
      await disk.ledger.append(begun(record, { 'inUseFrom/': '2026-11-01', 'reviewOn/': '2026-11-20' }))
      await disk.ledger.append(entry({ record: 'i1', kind: 'incident', author: 'moss', changes: { 'children/pip': true, 'when/': { wall: '2026-11-23T10:00', zone: 'Europe/London', precision: 'exact' }, 'interventions/h1': true, 'interventions/h1/rank': 'a0', 'interventions/h1/kind': 'restraint' } }))
    },
  })
  expect(text()).toContain('There was an incident since this plan was last looked at.')
  expect(text()).toContain('It was to be looked at again by 20 November 2026.')
  expect(page?.findAll('a').map((one) => one.text())).toContain('Review it')
})

test('the version adults act by stands in front of a draft of the next, and earlier ones are folded away', async () => {
  const [second, third] = [plansOf('rrp').idOf('pip', 2), plansOf('rrp').idOf('pip', 3)]
  await open({
    before: async (glass) => {
      for (const one of [record, second]) {
        await glass.disk.ledger.append(begun(one))
        await agreed(glass, one)
      }
      await glass.disk.ledger.append(begun(third))
    },
  })
  expect(page?.find('.head').text()).toContain('Version 2')
  expect(text()).toContain('Version 3, draft. Adults act by version 2 until it is agreed.')
  expect(page?.find('.plan details').text()).toBe('1 earlier versionVersion 1 Replaced by a newer version')
})

test('an adult who does not work with the child reads the plan, and starts none', async () => {
  await open({ as: 'hetty', before: ({ disk }) => disk.ledger.append(begun(record, { 'inUseFrom/': '2026-11-20' })) })
  expect(text()).toContain('In use, not yet agreed')
  expect(buttons().filter((one) => one.startsWith('Start'))).toEqual([])
})

test('where it cannot be kept, it is said, and nothing is opened', async () => {
  const here = await open()
  vi.spyOn(here.disk.ledger, 'append').mockRejectedValue(new DOMException('full', 'QuotaExceededError'))
  await press('Start')
  await here.until(() => text().includes('The plan could not be kept on this tablet.'))
  expect(here.router.currentRoute.value.name).not.toBe('plan')
})
