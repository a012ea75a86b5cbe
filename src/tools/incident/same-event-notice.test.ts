import { afterEach, expect, test } from 'vitest'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../../tests/support/glass'
import { cleared } from '../../../tests/support/hand'
import { at, complete, held } from '../../../tests/support/incident'
import { entry } from '../../../tests/support/tablet-disk'
import { incident } from '../../domain/records/incident'
import { blank, touched } from '../../domain/schema/definition'
import IncidentPage from './IncidentPage.vue'
import type { IncidentAnswers } from './use-incident'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })
const about = (over: Partial<IncidentAnswers> = {}) => complete({ children: ['juniper'], sen: [], interventions: [held({ child: 'juniper' })], adults: [], when: at('2026-11-24T10:41'), ended: at('2026-11-24T10:46'), ...over })
const begun = (record: string, author: string, over: Partial<IncidentAnswers> = {}) => entry({ record, kind: 'incident', author, changes: touched(incident, blank(incident), about(over)) })
/** Moss, a SENCO, recorded it; so did Gwen. */
async function setting(roles: readonly string[], over: Partial<IncidentAnswers> = {}): Promise<Glass> {
  const here = await glass({ roles })
  here.disk.clock.at = Date.parse('2026-11-24T12:00:00Z')
  const { ledger } = here.disk
  await ledger.append(adultEntry('gwen', { name: 'Gwen Applewhite', roles: ['practitioner'] }))
  await ledger.append(childEntry('juniper', { name: 'Juniper Brightwater' }))
  await ledger.append(begun('mine', 'moss'))
  await ledger.append(begun('hers', 'gwen', { when: at('2026-11-24T10:55'), ended: null, duration: null, ...over }))
  return here
}
async function open(here: Glass, step: string): Promise<void> {
  page = await here.show(IncidentPage, { id: 'mine', step })
  await here.until(() => (page?.find('.steps').exists() ?? false))
  await here.settle()
  await here.settle()
}
const said = () => page?.findAll('.notice').map((one) => one.text()).filter((words) => words.includes('also recorded')) ?? []

test.each(['check', 'times'])('an incident of the same child within the hour is said to be perhaps the same one, and what to do then: %s', async (step) => {
  const here = await setting(['senco'])
  await open(here, step)
  await here.until(() => said().length === 1)
  expect(said()).toEqual(['Gwen also recorded an incident with J.B., 24 Nov 10:55. Is it the same one?If it is, agree which of the two stays, and who signs which. Each adult’s own account belongs to the one that stays. What is written in both is kept.Look at it'])
  expect(page?.findAll('.notice a').map((one) => one.attributes('href'))).toEqual(['/incident/hers'])
})

test.each<[string, readonly string[], Partial<IncidentAnswers>]>([
  ['of another hour', ['senco'], { when: at('2026-11-24T11:42') }],
  ['with no time yet', ['senco'], { when: null }],
  ['that this adult may not read', ['practitioner'], {}],
])('one %s is not', async (_which, roles, over) => {
  const here = await setting(roles, over)
  await open(here, 'check')
  expect(said()).toEqual([])
})

test('one that was taken back is not, and one of two that are signed is to be spoken of in both', async () => {
  const here = await setting(['senco'])
  await open(here, 'check')
  await here.until(() => said().length === 1)
  const { ledger } = here.disk
  const heads = async (record: string) => (await ledger.checkpoint(record))?.heads ?? []
  for (const [record, author] of [['mine', 'moss'], ['hers', 'gwen']] as const) await ledger.append(entry({ record, kind: 'incident', act: 'sign', author, after: await heads(record), changes: {} }))
  await here.until(() => said()[0]?.includes('add to both that they are about the same event') ?? false)
  await ledger.append(entry({ record: 'hers', kind: 'incident', act: 'withdraw', author: 'gwen', after: await heads('hers'), changes: {} }))
  await here.until(() => said().length === 0)
})
