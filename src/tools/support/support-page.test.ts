import { afterEach, expect, test, vi } from 'vitest'
import type { Glass, Shown } from '../../../tests/support/glass'
import { childEntry, glass } from '../../../tests/support/glass'
import { cleared, hand } from '../../../tests/support/hand'
import { entry } from '../../../tests/support/tablet-disk'
import { view } from '../../domain/history/read'
import { plansOf } from '../../domain/records/plan'
import { circleNote, onePageProfile, profiles, support, supports } from '../../domain/records/support'
import CirclePage from './CirclePage.vue'
import ProfilePage from './ProfilePage.vue'
import ServicesPage from './ServicesPage.vue'
import SupportPage from './SupportPage.vue'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
  vi.restoreAllMocks()
})
const { press } = hand(() => page)
const text = () => page?.text() ?? ''
async function begin(before?: (here: Glass) => Promise<unknown>, roles?: readonly string[]): Promise<Glass> {
  const here = await glass(roles ? { roles } : {})
  await here.disk.ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  await before?.(here)
  return here
}
const supportOf = async ({ disk: { ledger } }: Glass) => {
  const found = await ledger.checkpoint(supports.idOf('pip'))
  return found ? view(support, found).answers : null
}

test('what was put in place is kept as it is written, the newest on top, and reads as a map and as a history', async () => {
  const here = await begin()
  page = await here.show(SupportPage, { id: 'pip' })
  await here.settle()
  await press('Add what was put in place')
  await here.settle()
  const field = (end: string) => page?.findAll('input, textarea').find((one) => one.element.id.endsWith(end))
  await field('.words')?.setValue('Drum box')
  await page?.findAll('label').find((one) => one.text() === 'Tier 2, advice and signposting')?.find('input').setValue(true)
  await field('.from')?.setValue('2026-09-07')
  await page?.findAll('label').find((one) => one.text() === 'Provision map')?.find('input').setValue(true)
  await here.until(() => page?.find('table').text().includes('Drum box') ?? false)
  expect(page?.find('table').text()).toContain('7 September 2026')
  expect(page?.find('.tier h2').text()).toBe('Tier 2, advice and signposting')
  await page?.findAll('label').find((one) => one.text() === 'History of support')?.find('input').setValue(true)
  await here.until(() => page?.find('.history').text().includes('Put in place') ?? false)
  page?.unmount()
  await vi.waitFor(async () => { expect((await supportOf(here))?.provision).toMatchObject([{ words: 'Drum box', tier: 'tier-2', from: '2026-09-07' }]) })
})

test('what a plan says was tried is taken with one tap, with what came of it and the plan it came from', async () => {
  const record = plansOf('rrp').idOf('pip', 1)
  const here = await begin(({ disk: { ledger } }) => ledger.append(entry({ record, kind: 'plan', changes: { 'child/': 'pip', 'planKind/': 'rrp', 'inUseFrom/': '2026-09-01', 'tier/': 'tier-2', 'strategies/s1': true, 'strategies/s1/rank': 'a0', 'strategies/s1/words': 'A seat by the door', 'strategies/s1/impact': 'impact-harder' } })))
  page = await here.show(SupportPage, { id: 'pip' })
  await here.until(() => text().includes('Tried in a plan, and not here yet (1)'))
  await press('Add this')
  await here.until(() => !text().includes('Tried in a plan'))
  page?.unmount()
  await vi.waitFor(async () => { expect((await supportOf(here))?.provision).toMatchObject([{ words: 'A seat by the door', impact: 'impact-harder', tier: 'tier-2', from: '2026-09-01', sources: [record] }]) })
})

test('a nursery is offered the three tiers of Early Years, and a tier that stands there already', async () => {
  const here = await begin(({ disk: { ledger } }) => ledger.append(entry({ record: supports.idOf('pip'), kind: 'support', changes: { 'child/': 'pip', 'provision/p1': true, 'provision/p1/rank': 'a0', 'provision/p1/words': 'Drum box', 'provision/p1/tier': 'tier-5' } })))
  vi.spyOn(here.session, 'identity', 'get').mockReturnValue({ setting: { id: 'n', name: 'Dandelion', kind: 'early-years', place: '' } } as never)
  page = await here.show(SupportPage, { id: 'pip' })
  await here.until(() => text().includes('Drum box'))
  await page.find('button.open').trigger('click')
  await here.settle()
  expect(page.findAll('label').map((one) => one.text()).filter((words) => words.startsWith('Tier'))).toEqual(['Tier 1, for all children', 'Tier 2, advice and signposting', 'Tier 3, help from outside', 'Tier 5, specialist'])
})

test('an adult of another room is told whom to ask', async () => {
  const here = await begin(undefined, ['practitioner'])
  page = await here.show(SupportPage, { id: 'pip' })
  expect(text()).toContain('Ask your SENCO to share this child’s records with you.')
})

test('“Ask” on a service’s card is a line of outside advice, once, waiting for its answer', async () => {
  const here = await begin()
  await here.router.push({ name: 'services', query: { child: 'pip' } })
  page = await here.show(ServicesPage)
  await here.settle()
  expect(page.find('a[aria-label="Ask DSPL 2"]').exists()).toBe(true)
  page.unmount()
  await here.router.push({ name: 'support', params: { id: 'pip' }, query: { ask: 'dspl-2' } })
  page = await here.show(SupportPage, { id: 'pip' })
  await here.until(() => text().includes('DSPL 2'))
  expect(here.router.currentRoute.value.query).toEqual({})
  page.unmount()
  await vi.waitFor(async () => { expect((await supportOf(here))?.advice).toMatchObject([{ service: 'DSPL 2', code: 'dspl-2', askedOn: '2026-11-24', answer: 'answer-waiting' }]) })
})

test('services are narrowed by words, phase, tier and the town that was chosen last', async () => {
  const here = await begin()
  page = await here.show(ServicesPage)
  await here.settle()
  expect(text()).toContain('last checked in January 2020')
  expect(page.findAll('a[aria-label^="Ask "]')).toEqual([])
  const found = () => page?.find('[role="search"] [role="status"]').text()
  await page.find('select').setValue('Stevenage')
  await page.findAll('label').find((one) => one.text() === 'Early Years')?.find('input').setValue(true)
  await page.findAll('label').find((one) => one.text().startsWith('Tier 3'))?.find('input').setValue(true)
  await page.find('input[type="search"]').setValue('teacher')
  expect(found()).toBe('3 services')
  expect(page.findAll('h3').map((one) => one.text())).toEqual(['Specialist Advisory Teacher (SAT), 0 to 5 SEND', 'Early Years support for transitions and for children at risk of losing their place', 'Integrated Services for Learning (ISL)'])
  await page.find('input[type="search"]').setValue('nobody at all')
  expect(text()).toContain('No services match.')
  // The town is on the disk.
  await here.settle()
  page.unmount()
  page = await here.show(ServicesPage)
  await here.until(() => found() === '33 services')
  expect(page.find('option[value="Stevenage"]').element).toHaveProperty('selected', true)
})

test('the one-page profile is kept as it is written, stands below as it will be printed, and says where it is too long', async () => {
  const here = await begin(({ disk: { ledger } }) => ledger.append(entry({ record: plansOf('rrp').idOf('pip', 1), kind: 'plan', changes: { 'child/': 'pip', 'planKind/': 'rrp', 'childWords/': 'I like the drum.' } })))
  page = await here.show(ProfilePage, { id: 'pip' })
  await here.until(() => page?.find('blockquote').exists() ?? false)
  expect(page.find('blockquote').text()).toBe('“I like the drum.”')
  const help = page.find('textarea[id="one-page-profile.help"]')
  await help.setValue('Stand beside me.')
  expect(page.find('.part.help').text()).toBe('How best to support meStand beside me.')
  expect(text()).not.toContain('longer than one page')
  await help.setValue('x'.repeat(2_600))
  expect(text()).toContain('This is longer than one page holds, by about')
  await help.setValue('Stand beside me.')
  page.unmount()
  await vi.waitFor(async () => {
    const found = await here.disk.ledger.checkpoint(profiles.idOf('pip'))
    expect(found && view(onePageProfile, found).answers).toMatchObject({ child: 'pip', help: 'Stand beside me.' })
  })
})

test('a solution circle is kept for its child and stands among the earlier ones', async () => {
  const here = await begin()
  await here.router.push({ name: 'circle', params: { id: 'c1' }, query: { child: 'pip' } })
  page = await here.show(CirclePage, { id: 'c1' })
  await here.until(() => page?.find('textarea').exists() ?? false)
  await page.find('textarea[id="circle-note.question"]').setValue('Lunch in the hall')
  page.unmount()
  await vi.waitFor(async () => {
    const found = await here.disk.ledger.checkpoint('c1')
    expect(found && view(circleNote, found).answers).toMatchObject({ child: 'pip', question: 'Lunch in the hall' })
  })
  // The record says whose it is: the address need not.
  await here.router.push({ name: 'circle', params: { id: 'c1' } })
  page = await here.show(CirclePage, { id: 'c1' })
  await here.until(() => page?.find('textarea').exists() ?? false)
  page.unmount()
  page = await here.show(SupportPage, { id: 'pip' })
  await here.until(() => text().includes('Lunch in the hall'))
})
