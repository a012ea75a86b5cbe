import { afterEach, expect, test } from 'vitest'
import type { Glass, Shown } from '../../../../tests/support/glass'
import { childEntry, glass } from '../../../../tests/support/glass'
import { cleared, hand } from '../../../../tests/support/hand'
import { entry } from '../../../../tests/support/tablet-disk'
import { plansOf } from '../../../domain/records/plan'
import DifferencePage from './DifferencePage.vue'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })
const { tap } = hand(() => page)
const text = () => page?.text() ?? ''
async function open(versions: readonly Record<string, string>[], version: string, roles: readonly string[] = ['senco']): Promise<Glass> {
  const here = await glass({ roles })
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  for (const [index, changes] of versions.entries()) await here.disk.ledger.append(entry({ record: plansOf('rrp').idOf('pip', index + 1), kind: 'plan', changes: { 'child/': 'pip', ...changes } }))
  page = await here.show(DifferencePage, { id: 'pip', kind: 'rrp', version })
  await here.settle()
  return here
}
const marked = (mark: 'ins' | 'del') => page?.findAll(`.piece ${mark}`).map((one) => one.text())
const three = [{ 'helpsMe/': 'Lego. A walk.', 'needs/': 'Noise hurts' }, { 'helpsMe/': 'Lego. Water.', 'needs/': 'Noise and light hurt' }, { 'helpsMe/': 'Lego. Water.', 'call/': 'Gwen' }]

test('what is new is underlined and what is gone is crossed through, each said in a word too', async () => {
  await open(three.slice(0, 2), '2')
  expect(text()).toContain('version 2 beside version 1')
  expect([marked('ins')?.slice(0, 1), marked('del')?.slice(0, 1)]).toEqual([['New: Water.'], ['No longer there: A walk.']])
})

test('any two versions can be compared, the later beside the earlier', async () => {
  const here = await open(three, '3')
  expect(text()).toContain('version 3 beside version 2')
  await tap('Version 1Draft')
  await here.until(() => text().includes('version 3 beside version 1'))
  expect(marked('ins')).toContain('New: Gwen')
})

test.each([[['senco'], true], [['practitioner'], false]])('what is kept close is seen by %j: %s', async (roles, is) => {
  await open(three.slice(0, 2), '2', roles)
  expect(text().includes('Noise and light hurt')).toBe(is)
})

test.each([
  ['the same', [{ 'helpsMe/': 'Lego' }, { 'helpsMe/': 'Lego' }], '2', 'Both versions say the same.'],
  ['only one', [{ 'helpsMe/': 'Lego' }], '1', 'There is only one version so far'],
  ['not here', [], '2', 'This plan is not on this tablet'],
])('%s', async (_what, versions, version, words) => {
  await open(versions, version)
  expect(text()).toContain(words)
})
