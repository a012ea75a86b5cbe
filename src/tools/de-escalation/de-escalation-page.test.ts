import { afterEach, expect, test } from 'vitest'
import { view } from '../../domain/history/read'
import { deEscalation } from '../../domain/records/de-escalation'
import { failingDisk } from '../../../tests/support/failing-disk'
import type { Glass, Shown } from '../../../tests/support/glass'
import { childEntry, glass } from '../../../tests/support/glass'
import { cleared, hand } from '../../../tests/support/hand'
import DeEscalationPage from './DeEscalationPage.vue'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
})
const { chips, tap, press } = hand(() => page)
async function open(here: Glass, query = ''): Promise<void> {
  await here.disk.ledger.append(childEntry('juniper', { name: 'Juniper Brightwater', keyPerson: 'moss' }))
  await here.router.push(`/de-escalation/d1${query}`)
  page = await here.show(DeEscalationPage, { id: 'd1' })
  await here.until(() => page?.text().includes('J.B.') ?? false)
}
const recorded = async (here: Glass) => {
  const checkpoint = await here.disk.ledger.checkpoint('d1')
  return checkpoint && { answers: view(deEscalation, checkpoint).answers, closed: checkpoint.freeze !== null }
}

test('who, what was tried and what helped: three taps and save make a closed record', async () => {
  const here = await glass()
  await open(here)
  await tap('J.B.', 'Who?')
  await tap('Gave space', 'What was tried?')
  await tap('Gave space', 'What helped?')
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'today')
  expect(await recorded(here)).toMatchObject({ closed: true, answers: { children: ['juniper'], tried: ['gave-space'], helped: ['gave-space'], didNotHelp: [], after: [] } })
})

test('what helped is asked of what was tried, and a tick once given stays in sight', async () => {
  const here = await glass()
  await open(here, '?child=juniper')
  expect(chips('What helped?')).toBeNull()
  await tap('Waited', 'What was tried?')
  await tap('Listened', 'What was tried?')
  expect(chips('What helped?')).toEqual(['Waited', 'Listened'])
  await tap('Waited', 'What helped?')
  await tap('Waited', 'What was tried?')
  expect(chips('What helped?')).toEqual(['Waited', 'Listened'])
  expect(chips('What did not help?')).toEqual(['Listened'])
})

test('nothing has to be answered: with no child it is kept open, to be finished from Today', async () => {
  const here = await glass()
  await open(here)
  await tap('Settled', 'How was the child after?')
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'today')
  expect(await recorded(here)).toMatchObject({ closed: false, answers: { children: [], after: ['settled'] } })
})

test('a disk that refuses leaves the words on the glass and says so', async () => {
  const here = await glass()
  await open(here, '?child=juniper')
  await page?.find('textarea').setValue('Stood beside him and counted.')
  const disk = failingDisk(() => new DOMException('full', 'QuotaExceededError'), (table) => table === 'revisions')
  disk.due = 1
  await press('Save and close')
  await here.until(() => page?.text().includes('We could not save this') ?? false)
  expect(page?.find('textarea').element.value).toBe('Stood beside him and counted.')
  disk.restore()
  await page?.findAll('button').find((one) => one.text() === 'Try again')?.trigger('click')
  await here.until(() => here.router.currentRoute.value.name === 'child')
  expect(await recorded(here)).toMatchObject({ closed: true, answers: { words: 'Stood beside him and counted.' } })
})
