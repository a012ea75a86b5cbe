import { afterEach, expect, test, vi } from 'vitest'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../../tests/support/glass'
import { cleared, hand } from '../../../tests/support/hand'
import { entry } from '../../../tests/support/tablet-disk'
import { view } from '../../domain/history/read'
import { riskCalculator, riskCalculators } from '../../domain/records/risk-calculator'
import { trees } from '../../domain/records/roots-and-fruits'
import RiskPage from './RiskPage.vue'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })
const { press, tap } = hand(() => page)

async function open(given: { as?: string; version?: string; before?: (here: Glass) => Promise<unknown> } = {}): Promise<Glass> {
  const here = await glass()
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  await here.disk.ledger.append(adultEntry('wren', { name: 'Wren Thimble', roles: ['practitioner'] }))
  await given.before?.(here)
  if (given.as) await here.session.entered(given.as)
  page = await here.show(RiskPage, { id: 'pip', ...(given.version && { version: given.version }) })
  await here.settle()
  return here
}
const kept = async ({ disk: { ledger } }: Glass, version = 1) => {
  const found = await ledger.checkpoint(riskCalculators.idOf('pip', version))
  return found ? view(riskCalculator, found).answers : null
}
const text = () => page?.text() ?? ''
const row = (id: string, changes: Readonly<Record<string, string | number | boolean>>) => ({ [`rows/${id}`]: true, [`rows/${id}/rank`]: 'a0', ...Object.fromEntries(Object.entries(changes).map(([name, value]) => [`rows/${id}/${name}`, value])) })
const risk = (changes: Parameters<typeof row>[1], more = {}) => entry({ record: riskCalculators.idOf('pip', 1), kind: 'risk-calculator', changes: { 'child/': 'pip', ...row('r1', changes), ...more } })

test('half a score asks for the other half; both are shown with what they come to, and kept as two', async () => {
  const here = await open()
  await press('Add a harm')
  await here.settle()
  await tap('2. First aid, distress or minor damage', 'Seriousness')
  await here.until(() => text().includes('Choose how likely it is to see the score.'))
  await tap('3. More likely than not', 'Probability')
  await here.until(() => text().includes('6 = seriousness 2 × probability 3'))
  expect(text()).toContain('A score of 6 needs a place in the plan')
  expect(page?.find('[role=img]').attributes('aria-label')).toBe('Seriousness 2, probability 3, score 6')
  page?.unmount()
  await vi.waitFor(async () => { expect((await kept(here))?.rows).toMatchObject([{ seriousness: 2, probability: 3 }]) })
})

test('a grave harm under the line stays in sight, and goes into the plan by words', async () => {
  const here = await open({ before: ({ disk }) => disk.ledger.append(risk({ words: 'Runs to the road', seriousness: 4, probability: 1 })) })
  expect(text()).toContain('Under 6. It stays here')
  await press('Include in the plan anyway, because …')
  const box = page?.findAll('textarea').find((one) => one.element.id.endsWith('.include'))
  await box?.setValue('The gate does not lock.')
  page?.unmount()
  await vi.waitFor(async () => { expect((await kept(here))?.rows).toMatchObject([{ include: 'The gate does not lock.' }]) })
})

test('a dangerous fruit of the tree is offered with its records, and taken by one tap', async () => {
  const tree = { 'child/': 'pip', 'entries/e1': true, 'entries/e1/rank': 'a0', 'entries/e1/zone': 'fruit-now', 'entries/e1/words': 'Throws chairs', 'entries/e1/kind': 'dangerous', 'entries/e1/sources/q1': true } as const
  const here = await open({
    before: async ({ disk }) => {
      await disk.ledger.append(entry({ record: 'q1', kind: 'quick-record', act: 'close', changes: { 'children/pip': true, 'saw/threw': true } }))
      await disk.ledger.append(entry({ record: trees.idOf('pip', 1), kind: 'roots-and-fruits', changes: tree }))
    },
  })
  expect(text()).toContain('From the tree, dangerous. 1 record')
  await press('Weigh this')
  await here.until(() => page?.findAll('button').some((one) => one.text() === '1 record') ?? false)
  await press('1 record')
  expect(page?.find('[data-row] a[href="/record/q1"]').text()).toMatch(/^Quick record, 24 Nov .*, \S+/)
  page?.unmount()
  await vi.waitFor(async () => { expect((await kept(here))?.rows).toMatchObject([{ words: 'Throws chairs', known: 'evidenced', sources: ['q1'] }]) })
})

test('a reviewed version is read and not written, and the next begins from the score after', async () => {
  const here = await open({ before: ({ disk }) => disk.ledger.append(risk({ words: 'Throws chairs', seriousness: 3, probability: 3, measures: 'We keep the doorway clear.', seriousnessAfter: 2, probabilityAfter: 2 }, { 'reviewed/': '2026-11-24' })) })
  expect(page?.findAll('button').map((one) => one.text())).not.toContain('Add a harm')
  expect(page?.find('[data-row] fieldset').attributes('disabled')).toBeDefined()
  await press('Start a new version')
  await here.until(() => text().includes('Add a harm'))
  expect((await kept(here, 2))?.rows).toMatchObject([{ id: 'r1', seriousness: 2, probability: 2, seriousnessAfter: null, already: 'We keep the doorway clear.', measures: '' }])
})

test('an adult who does not work with the child is not shown it', async () => {
  await open({ as: 'wren', before: ({ disk }) => disk.ledger.append(risk({ words: 'Throws chairs' })) })
  expect(text()).toContain('Ask your SENCO to share this child’s records with you.')
  expect(text()).not.toContain('Throws chairs')
})

test('a record this adult may not open is counted and not named', async () => {
  await open({ before: ({ disk }) => disk.ledger.append(risk({ words: 'Throws chairs', 'sources/nowhere': true })) })
  await press('1 record')
  expect(text()).toContain('1 that you cannot open from here.')
  expect(page?.find('[data-row] a').exists()).toBe(false)
})

test('paper says of the plan what the glass says, and who could be harmed', async () => {
  const rowOf = (id: string, changes: Parameters<typeof row>[1]) => row(id, { rank: `a${id.slice(-1)}`, ...changes })
  const here = await open({ before: ({ disk }) => disk.ledger.append(risk({ words: 'Throws chairs', who: 'Children near the door', seriousness: 3, probability: 3 }, {
    ...rowOf('r2', { words: 'Runs to the road', who: 'The child', seriousness: 4, probability: 1 }),
    ...rowOf('r3', { words: 'Bites', who: 'Adults beside', seriousness: 2, probability: 2, include: 'It is new.' }),
    ...rowOf('r4', { words: 'Swears' }),
  })) })
  window.dispatchEvent(new Event('beforeprint'))
  await here.settle()
  const lines = page?.findAll('.print-only tbody tr').map((line) => [1, 3].map((at) => line.findAll('th, td')[at]?.text()))
  const heads = page?.findAll('.print-only thead th').map((head) => head.text())
  window.dispatchEvent(new Event('afterprint'))
  expect(heads).toEqual(['Harm', 'Who could be harmed?', 'How we know', 'Score', 'What adults do', 'Score after'])
  expect(lines).toEqual([
    ['Children near the door', '9 = 3 × 3A score of 9 needs a place in the plan (from 6).'],
    ['The child', '4 = 4 × 1Under 6. It stays here, and can be in the plan all the same.'],
    ['Adults beside', '4 = 2 × 2Include in the plan anyway, because: It is new.'],
    ['', 'Not scored'],
  ])
})
