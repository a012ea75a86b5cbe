import { afterEach, expect, test } from 'vitest'
import { view } from '../../domain/history/read'
import { childDebrief } from '../../domain/records/debrief'
import { failingDisk } from '../../../tests/support/failing-disk'
import type { Glass, Shown } from '../../../tests/support/glass'
import { childEntry, glass } from '../../../tests/support/glass'
import { cleared, hand } from '../../../tests/support/hand'
import { entry, tabletDisk } from '../../../tests/support/tablet-disk'
import ChildDebriefPage from './ChildDebriefPage.vue'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
})
const { chips, tap, press } = hand(() => page)
const buttons = () => page?.findAll('button').map((one) => one.text()) ?? []
const boxOf = (label: string) => page?.find(`[id="${page.findAll('label').find((one) => one.text() === label)?.attributes('for') ?? ''}"]`)

async function open(given: { kind?: 'school' | 'early-years'; query?: string } = {}): Promise<Glass> {
  const disk = await tabletDisk()
  await disk.vault.keepEnrolment({ setting: { id: 'willow-hall', name: 'Willow Hall', kind: given.kind ?? 'school', place: 'the office' }, device: 'hall-1', tabletName: 'Hedgehog room', postToken: 'post' }, 'read')
  const here = await glass({ disk })
  await here.disk.ledger.append(childEntry('juniper', { name: 'Juniper Brightwater', keyPerson: 'moss' }))
  await here.disk.ledger.append(entry({ record: 'inc-1', kind: 'incident', changes: { 'children/juniper': true, 'words/': 'The newt was out.' } }))
  await here.router.push(`/child-debrief/d1${given.query ?? '?incident=inc-1&child=juniper'}`)
  page = await here.show(ChildDebriefPage, { id: 'd1' })
  await here.until(() => page?.text().includes('J.B.') ?? false)
  await here.settle()
  return here
}
const recorded = async (here: Glass) => {
  const checkpoint = await here.disk.ledger.checkpoint('d1')
  return checkpoint && { answers: view(childDebrief, checkpoint).answers, closed: checkpoint.freeze !== null }
}
/** The way out, which stands at the foot of every page; a choice may be called the same. */
const notNow = () => page?.findAll('.foot button').find((one) => one.text() === 'Not now')?.trigger('click')
const handOver = () => press('Hand the tablet to the child')

test('the adult’s side: how it went, the child’s own words, and closed with its incident', async () => {
  const here = await open()
  await tap('Done', 'How did it go?')
  await boxOf('What the child said')?.setValue('“It was too loud.”')
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'today')
  expect(await recorded(here)).toMatchObject({ closed: true, answers: { child: 'juniper', incident: 'inc-1', state: 'done', words: '“It was too loud.”' } })
})

test.each(['Not ready yet', 'Said no'])('“%s” is an answer: nothing else is asked for', async (state) => {
  const here = await open()
  await tap(state, 'How did it go?')
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'today')
  expect(await recorded(here)).toMatchObject({ closed: true, answers: { state: state === 'Said no' ? 'declined' : 'not-ready', words: '' } })
})

test('handed over, one idea stands on a page, and nothing of the adults’ is in reach', async () => {
  await open()
  await handOver()
  const ideas: string[] = []
  for (let turn = 0; turn < 5; turn += 1) {
    ideas.push(page?.find('h1').text() ?? '')
    expect([page?.findAll('a').length, page?.findAll('textarea, input').length, buttons().filter((one) => /Save|Close|Hide|Worried/.test(one))]).toEqual([0, 0, []])
    expect(page?.text()).not.toMatch(/newt|Juniper|J\.B\./)
    if (turn < 4) await press('Carry on')
  }
  expect(ideas).toEqual(['Something hard happened.', 'You are not in trouble for feelings.', 'How did it feel?', 'What would help?', 'Thank you for telling us.'])
  expect(buttons()).toContain('Give the tablet back')
})

test('“Not now” stands on every page but the last, keeps “not ready” and locks the tablet', async () => {
  const here = await open()
  await handOver()
  expect(buttons()).toContain('Not now')
  await notNow()
  await here.until(() => here.session.phase === 'locked' && !here.disk.vault.open)
  await here.disk.unlock()
  expect(await recorded(here)).toMatchObject({ closed: false, answers: { child: 'juniper', incident: 'inc-1', state: 'not-ready', way: ['symbols'], felt: [], needed: [] } })
})

test('what a child chose is kept, can be taken back, and the tablet comes back locked', async () => {
  const here = await open()
  await handOver()
  await press('Carry on')
  await press('Carry on')
  await press('Sad')
  await press('Cross')
  await press('Sad')
  expect(page?.findAll('[aria-pressed="true"]').map((one) => one.text())).toEqual(['Cross'])
  await press('Carry on')
  await press('Space')
  await press('Carry on')
  expect(buttons()).not.toContain('Not now')
  await press('Give the tablet back')
  await here.until(() => here.session.phase === 'locked' && !here.disk.vault.open)
  await here.disk.unlock()
  expect(await recorded(here)).toMatchObject({ closed: false, answers: { state: 'done', felt: ['cross'], needed: ['space'], way: ['symbols'] } })
})

test('what the adult had said of it is not overwritten by handing the tablet back', async () => {
  const here = await open()
  await tap('Said no', 'How did it go?')
  await handOver()
  await notNow()
  await here.until(() => here.session.phase === 'locked' && !here.disk.vault.open)
  await here.disk.unlock()
  expect(await recorded(here)).toMatchObject({ answers: { state: 'declined' } })
})

test('no page has two buttons with the same words: “Not now” is one thing', async () => {
  await open()
  await handOver()
  for (let turn = 0; turn < 5; turn += 1) {
    expect([...new Set(buttons())]).toEqual(buttons())
    await press('Carry on')
  }
})

test('a disk that refuses while a child has the tablet covers it: what they chose stays, and no adult’s page is shown', async () => {
  const here = await open()
  await handOver()
  await press('Carry on')
  await press('Carry on')
  const disk = failingDisk(() => new DOMException('full', 'QuotaExceededError'), (table) => {
    disk.due = disk.calls + 1
    return table === 'drafts'
  })
  await press('Scared')
  await notNow()
  await here.settle()
  await here.settle()
  disk.restore()
  expect([page?.find('[aria-pressed="true"]').text(), page?.find('textarea').exists(), here.session.phase, await recorded(here)]).toEqual(['Scared', false, 'open', null])
  await notNow()
  await here.until(() => here.session.phase === 'locked' && !here.disk.vault.open)
  await here.disk.unlock()
  expect(await recorded(here)).toMatchObject({ answers: { felt: ['scared'], state: 'not-ready' } })
})

test('in Early Years adults write what they saw, and no child is asked to make it right', async () => {
  await open({ kind: 'early-years' })
  expect([boxOf('What we saw')?.exists(), boxOf('What would make it right, and who will do it')?.exists()]).toEqual([true, false])
})

test('in a school it is asked what would make it right', async () => {
  await open()
  expect([boxOf('What we saw')?.exists(), boxOf('What would make it right, and who will do it')?.exists()]).toEqual([false, true])
})

test('opened from nowhere it asks who, and left untouched it leaves no trace', async () => {
  const here = await open({ query: '' })
  expect(chips('Who?')).toContain('J.B.')
  page?.unmount()
  page = null
  await here.settle()
  expect([await recorded(here), await here.disk.ledger.drafts('moss')]).toEqual([null, []])
})
