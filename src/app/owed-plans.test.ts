import { afterEach, describe, expect, test } from 'vitest'
import type { Glass, Shown } from '../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../tests/support/glass'
import { cleared } from '../../tests/support/hand'
import { entry } from '../../tests/support/tablet-disk'
import { goingOf, plansOf } from '../domain/records/plan'
import OwedPlans from './OwedPlans.vue'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })
const rows = () => page?.findAll('a.task').map((one) => one.findAll('.title, .note, .status, .due').map((part) => part.text()).join(' | '))
const idOf = (version: number) => plansOf('rrp').idOf('pip', version)
interface Given { readonly roles?: readonly string[]; readonly coordinator?: string; readonly changes?: Readonly<Record<string, string | boolean>> }

/** Agreed on 10 November; today is the 24th. */
async function agreed(here: Glass, version: number, { coordinator = 'moss', changes = {} }: Given = {}): Promise<void> {
  here.disk.clock.at = Date.parse('2026-11-10T09:00:00Z')
  const first = await here.disk.ledger.append(entry({ record: idOf(version), kind: 'plan', changes: { 'child/': 'pip', 'planKind/': 'rrp', 'coordinator/': coordinator, 'reviewOn/': '2027-01-20', ...changes } }))
  await here.disk.ledger.append(entry({ record: idOf(version), kind: 'plan', act: 'sign', after: [first.id], changes: {} }))
  here.disk.clock.at = Date.parse('2026-11-24T09:00:00Z')
}
const incident = (here: Glass, child = 'pip') => here.disk.ledger.append(entry({ record: `i-${child}`, kind: 'incident', changes: { [`children/${child}`]: true, 'when/': { wall: '2026-11-20T10:00', zone: 'Europe/London', precision: 'exact' }, 'interventions/h': true, 'interventions/h/rank': 'a0', 'interventions/h/kind': 'force' } }))
async function open(before: (here: Glass) => Promise<unknown>, roles: readonly string[] = ['practitioner']): Promise<Glass> {
  const here = await glass({ roles })
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  await here.disk.ledger.append(adultEntry('gwen', { name: 'Gwen Overbrook', roles: ['practitioner'] }))
  await before(here)
  page = await here.show(OwedPlans)
  await here.settle()
  return here
}

describe('whoever looks after a plan', () => {
  test.each([
    ['with nothing to do', {}, []],
    ['on its review day', { 'reviewOn/': '2026-11-24' }, ['Look at a plan again: P.M. | Risk reduction plan | By the end of today']],
    ['after its review day', { 'reviewOn/': '2026-11-20' }, ['Look at a plan again: P.M. | Risk reduction plan | Was due Friday 20 November']],
  ])('%s', async (_what, changes, found) => {
    await open((here) => agreed(here, 1, { changes }))
    expect(rows()).toEqual(found)
  })

  test('hears of an incident since it was agreed, and of no other child’s', async () => {
    await open(async (here) => {
      await agreed(here, 1)
      await incident(here, 'other')
    })
    expect(rows()).toEqual([])
    page?.unmount()
    await open(async (here) => {
      await agreed(here, 1)
      await incident(here)
    })
    expect(rows()).toEqual(['Look at a plan again: P.M. | Risk reduction plan. There has been an incident since | Before its day'])
  })

  test('is asked for nothing by a version that was replaced, or a plan that has ended', async () => {
    await open(async (here) => {
      await agreed(here, 1, { changes: { 'reviewOn/': '2026-11-20' } })
      await agreed(here, 2)
    })
    expect(rows()).toEqual([])
    page?.unmount()
    await open(async (here) => {
      await agreed(here, 1, { changes: { 'reviewOn/': '2026-11-20' } })
      await here.disk.ledger.append(entry({ record: goingOf(idOf(1)), kind: 'plan-going', changes: { 'child/': 'pip', 'plan/': idOf(1), 'reviewed/': '2026-11-20', 'goOn/': 'go-end' } }))
    })
    expect(rows()).toEqual([])
  })

  test('asks again for a voice after ten school days', async () => {
    await open((here) => here.disk.ledger.append(entry({ record: idOf(1), kind: 'plan', changes: { 'child/': 'pip', 'coordinator/': 'moss', 'childState/': 'asked-not-yet', 'childAskedOn/': '2026-11-09' } })))
    expect(rows()).toEqual(['Ask again for the child’s voice: P.M. | Risk reduction plan | Was due Monday 23 November'])
  })

  test('a child who has gone to another setting is not asked for', async () => {
    await open(async (here) => {
      await agreed(here, 1, { changes: { 'reviewOn/': '2026-11-20' } })
      const pip = await here.disk.ledger.checkpoint('pip')
      await here.disk.ledger.append(entry({ record: 'pip', after: pip?.heads ?? [], changes: { 'rolls/r': true, 'rolls/r/rank': 'a0', 'rolls/r/setting': 'Willow Hall Primary', 'rolls/r/to': '2026-11-13' } }))
    })
    expect(rows()).toEqual([])
  })
})

test.each([
  ['a colleague', ['practitioner'], '2026-11-20', 0], ['a SENCO, once it is late', ['senco'], '2026-11-20', 1], ['a SENCO, on its day', ['senco'], '2026-11-24', 0],
])('of another’s plan, %s sees what is theirs', async (_what, roles, reviewOn, many) => {
  await open((here) => agreed(here, 1, { coordinator: 'gwen', changes: { 'reviewOn/': reviewOn } }), roles)
  expect(rows()).toHaveLength(many)
})
