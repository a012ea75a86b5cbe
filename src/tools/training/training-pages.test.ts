import { afterEach, expect, test, vi } from 'vitest'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../../tests/support/glass'
import { cleared, hand } from '../../../tests/support/hand'
import { entry } from '../../../tests/support/tablet-disk'
import { view } from '../../domain/history/read'
import { auditOfNeed, training } from '../../domain/records/training'
import AuditPage from './AuditPage.vue'
import TrainingPage from './TrainingPage.vue'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })
const { press, tap } = hand(() => page)
const text = () => page?.text() ?? ''
const buttons = () => page?.findAll('button').map((one) => one.text()) ?? []
const certificate = (record: string, cells: Readonly<Record<string, string>>) => entry({ record, kind: 'training', changes: Object.fromEntries(Object.entries(cells).map(([name, value]) => [`${name}/`, value])) })

async function setting(roles: readonly string[]): Promise<Glass> {
  const here = await glass({ roles })
  here.disk.clock.at = Date.parse('2026-11-24T15:10:00Z')
  const { ledger } = here.disk
  await ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  await ledger.append(adultEntry('gwen', { name: 'Gwen Applewhite', roles: ['practitioner'] }))
  await ledger.append(adultEntry('ike', { name: 'Ike Thimble', roles: ['practitioner'], until: '2026-06-30' }))
  return here
}

test('the list says of each certificate how it stands, in words; who has left is not on it', async () => {
  const here = await setting(['practitioner'])
  const { ledger } = here.disk
  await ledger.append(certificate('t1', { adult: 'gwen', course: 'course-rpi', on: '2026-03-01', until: '2027-03-01' }))
  await ledger.append(certificate('t2', { adult: 'gwen', course: 'course-first-aid', on: '2023-12-01', until: '2026-12-01' }))
  await ledger.append(certificate('t3', { adult: 'moss', course: 'course-other', courseWords: 'Makaton', on: '2024-01-10', until: '2026-11-23' }))
  await ledger.append(certificate('t4', { adult: 'ike', course: 'course-rpi', until: '2027-03-01' }))
  page = await here.show(TrainingPage)
  await here.settle()
  expect(page.findAll('section').map((one) => [one.find('h2').text(), ...one.findAll('.words').map((words) => words.text())])).toEqual([
    ['Gwen Applewhite', 'First aidRuns out within 60 days, on 1 December 2026', 'Principles of restrictive physical interventionIn date until 1 March 2027'],
    ['Moss Kettle', 'MakatonOut of date, ran out on 23 November 2026'],
  ])
  expect(buttons()).not.toContain('Add training')
  expect(text()).toContain('Seniors and Steps tutors write this list.')
})

test.each([['senco'], ['head'], ['tutor']])('a %s writes it', async (role) => {
  const here = await setting([role])
  page = await here.show(TrainingPage)
  await here.settle()
  await press('Add training')
  await here.settle()
  await tap('Gwen Applewhite', 'Adult')
  await tap('Principles of restrictive physical intervention', 'Course')
  await page.find('input[id="training.until"]').setValue('2027-03-01')
  await page.findAll('button').find((one) => one.text() === 'Done' && one.classes('primary'))?.trigger('click')
  await here.until(() => text().includes('In date until 1 March 2027'))
  const [kept] = await here.disk.ledger.ofKind('training')
  expect(kept && view(training, kept).answers).toEqual({ adult: 'gwen', course: 'course-rpi', courseWords: '', on: null, until: '2027-03-01' })
})

test('an audit counts once a named adult has decided it, and the day goes with the name', async () => {
  const here = await setting(['senco'])
  await here.router.push('/audit/audit-1?child=pip')
  page = await here.show(AuditPage, { id: 'audit-1' })
  await here.settle()
  expect(text()).toContain('It counts once a named adult has decided it, on a day.')
  await tap('Not sure', 'Is physical intervention still needed?')
  await tap('Gwen Applewhite', 'Decided by')
  await here.until(() => !text().includes('It counts once'))
  page.unmount()
  await vi.waitFor(async () => {
    const found = await here.disk.ledger.checkpoint('audit-1')
    expect(found && view(auditOfNeed, found).answers).toMatchObject({ child: 'pip', stillNeeded: 'not-sure', decidedBy: 'gwen', on: '2026-11-24' })
  })
})
