import { afterEach, expect, test } from 'vitest'
import type { Shown } from '../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../tests/support/glass'
import { cleared } from '../../tests/support/hand'
import { at, complete, held } from '../../tests/support/incident'
import { entry } from '../../tests/support/tablet-disk'
import { incident } from '../domain/records/incident'
import { blank, questionWords, touched } from '../domain/schema/definition'
import OwedTasks from './OwedTasks.vue'

let page: Shown | null = null
afterEach(async () => { page = await cleared(page) })

test('what two records of one event ask for is told apart by who wrote it, and by its number once it has one', async () => {
  const here = await glass({ roles: ['senco'] })
  here.disk.clock.at = Date.parse('2026-11-24T12:00:00Z')
  const { ledger } = here.disk
  await ledger.append(adultEntry('gwen', { name: 'Gwen Applewhite', roles: ['practitioner'] }))
  await ledger.append(adultEntry('dov', { name: 'Dov Lanternfold', roles: ['practitioner'] }))
  await ledger.append(childEntry('juniper', { name: 'Juniper Brightwater' }))
  const answers = complete({ children: ['juniper'], sen: [], interventions: [held({ child: 'juniper' })], adults: [] })
  const begin = (record: string, author: string, when: string) => ledger.append(entry({ record, kind: 'incident', author, changes: touched(incident, blank(incident), { ...answers, when: at(when) }) }))
  await begin('hers', 'gwen', '2026-11-24T10:41')
  await begin('his', 'dov', '2026-11-24T10:41')
  await begin('earlier', 'gwen', '2026-11-24T09:00')
  page = await here.show(OwedTasks)
  const notes = () => page?.findAll('.task').filter((one) => one.find('.title').text().startsWith('Tell')).map((one) => one.find('.note').text()).sort() ?? []
  await here.until(() => notes().length === 3)
  expect(notes()).toEqual(['24 Nov 09:00', '24 Nov 10:41, by Dov', '24 Nov 10:41, by Gwen'])
  const [sent] = (await ledger.tray()).filter(({ record }) => record === 'hers')
  await ledger.delivered([{ id: sent?.id ?? '', status: 'stored', seq: 9, receivedAt: here.disk.clock.at, number: 4 }])
  await here.until(() => notes().includes('24 Nov 10:41, number 4'))
  expect(notes()).toEqual(['24 Nov 09:00', '24 Nov 10:41, by Dov', '24 Nov 10:41, number 4'])
})

test('a reviewer’s questions say which event each is about, and when its record was kept where two are of one', async () => {
  const here = await glass({ roles: ['senco'] })
  const { ledger, clock } = here.disk
  await ledger.append(adultEntry('hetty', { name: 'Hetty Thistledown', roles: ['head'] }))
  await ledger.append(childEntry('juniper', { name: 'Juniper Brightwater' }))
  const answers = complete({ children: ['juniper'], sen: [], interventions: [held({ child: 'juniper' })], adults: [] })
  async function asked(record: string, when: string, keptAt: string): Promise<void> {
    clock.at = Date.parse(keptAt)
    const begun = await ledger.append(entry({ record, kind: 'incident', author: 'moss', changes: touched(incident, blank(incident), { ...answers, when: at(when) }) }))
    const signed = await ledger.append(entry({ record, kind: 'incident', author: 'moss', act: 'sign', after: [begun.id], changes: {} }))
    await ledger.append(entry({ record, kind: 'incident', author: 'hetty', act: 'addendum', after: [signed.id], changes: { [questionWords]: 'Which door was open?' } }))
  }
  await asked('one', '2026-11-24T10:41', '2026-11-24T11:00:00Z')
  await asked('two', '2026-11-24T10:41', '2026-11-24T11:20:00Z')
  await asked('three', '2026-11-24T09:05', '2026-11-24T11:30:00Z')
  page = await here.show(OwedTasks)
  const notes = () => page?.findAll('.task').filter((one) => one.find('.title').text() === 'Answer a question: J.B.').map((one) => one.find('.note').text()).sort() ?? []
  await here.until(() => notes().length === 3)
  expect(notes()).toEqual(['24 Nov 09:05', '24 Nov 10:41, by Moss, first kept 11:00', '24 Nov 10:41, by Moss, first kept 11:20'])
})
