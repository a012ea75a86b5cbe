import { afterEach, expect, test } from 'vitest'
import { view } from '../../domain/history/read'
import { incident } from '../../domain/records/incident'
import { telling, tellingOf } from '../../domain/records/telling'
import { blank, touched } from '../../domain/schema/definition'
import { failingDisk } from '../../../tests/support/failing-disk'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, glass } from '../../../tests/support/glass'
import { cleared, hand } from '../../../tests/support/hand'
import { at, complete, held } from '../../../tests/support/incident'
import { entry, tabletDisk } from '../../../tests/support/tablet-disk'
import IncidentPage from './IncidentPage.vue'
import type { IncidentAnswers } from './use-incident'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
})
const { chips, tap, press } = hand(() => page)
const id = 'inc-1'
const sheet = () => page?.findAll('dialog').find((one) => one.element.open)
const write = (label: string, words: string) => {
  const to = sheet()?.findAll('label').find((one) => one.text() === label)
  const box = to?.attributes('for')
  return box === undefined ? to?.find('input').setValue(words) : page?.find(`[id="${box}"]`).setValue(words)
}
/** The card of a parent by the name on it. */
const card = (name: string) => page?.findAll('.card').find((one) => one.find('h3').exists() && one.find('h3').text().startsWith(name))
const cardPress = (name: string, words: string) => card(name)?.findAll('button').find((one) => one.text() === words)?.trigger('click')
const pill = (name: string) => card(name)?.find('.pill').text()
const log = (name: string) => card(name)?.findAll('.log li').map((one) => one.text().replace(/This was a mistake$/, ''))

const parent = (row: string, name: string, relation: string) => ({
  [`parents/${row}`]: true, [`parents/${row}/rank`]: `a${row.slice(1)}`, [`parents/${row}/name`]: name, [`parents/${row}/relation`]: relation,
})
const juniper = { 'name/': 'Juniper Brightwater', 'homeLa/': 'Essex', ...parent('p1', 'Fern', 'mother'), ...parent('p2', 'Alder', 'father') }
const about = (over: Partial<IncidentAnswers> = {}): IncidentAnswers => complete({
  children: ['juniper'], adults: [{ id: 'a1', rank: 'a0', adult: 'moss', name: '', part: ['held'] }, { id: 'a2', rank: 'a1', adult: 'gwen', name: '', part: ['saw'] }],
  sen: [], interventions: [held({ child: 'juniper', who: ['moss'] })], ...over,
})
/** Moss Kettle was in it, and is signed in an hour after. */
async function setting(given: Parameters<typeof glass>[0] & { over?: Partial<IncidentAnswers>; child?: Readonly<Record<string, string | boolean>> } = {}): Promise<Glass> {
  const here = await glass(given)
  here.disk.clock.at = Date.parse('2026-11-24T12:00:00Z')
  const { ledger } = here.disk
  await ledger.append(entry({ record: 'juniper', changes: given.child ?? juniper }))
  await ledger.append(adultEntry('gwen', { name: 'Gwen Applewhite', roles: ['practitioner'] }))
  await ledger.append(adultEntry('hetty', { name: 'Hetty Overbrook', roles: ['head'] }))
  await ledger.append(adultEntry('dov', { name: 'Dov Lanternfold', roles: ['dsl'] }))
  await ledger.append(entry({ record: id, kind: 'incident', changes: touched(incident, blank(incident), about(given.over)) }))
  return here
}
async function open(here: Glass): Promise<void> {
  await here.router.push(`/incident/${id}`)
  page = await here.show(IncidentPage, { id, step: 'tell' })
  await here.until(() => (page?.findAll('h2').length ?? 0) > 0)
  await here.settle()
}
const told = async (here: Glass) => {
  const checkpoint = await here.disk.ledger.checkpoint(tellingOf(id))
  return checkpoint && view(telling, checkpoint).answers
}
type Told = NonNullable<Awaited<ReturnType<typeof told>>>
/** The log as the disk has it, once it holds this: the glass is ahead of it for a moment. */
async function kept(here: Glass, claim: (answers: Told) => boolean): Promise<Told> {
  for (let turn = 0; turn < 50; turn += 1) {
    const found = await told(here)
    if (found && claim(found)) return found
    await here.settle()
  }
  throw new Error('it was not kept')
}
const now = at('2026-11-24T12:00')
const mustNot = (row: string, over: Readonly<Record<string, string>> = {}) => ({
  'incident/': id, [`mustNot/${row}`]: true, [`mustNot/${row}/rank`]: `a${row.slice(1)}`, [`mustNot/${row}/child`]: 'juniper', [`mustNot/${row}/parent`]: `p${row.slice(1)}`,
  [`mustNot/${row}/reason`]: 'There is a court order.', [`mustNot/${row}/askedBy`]: 'gwen', [`mustNot/${row}/decidedBy`]: 'hetty', [`mustNot/${row}/at`]: at('2026-11-24T11:00'), ...over,
})

test('two parents with different answers: each has lines of their own, and what one is owed the other is not', async () => {
  const here = await setting()
  await open(here)
  await cardPress('Fern', 'Tell them')
  await tap('By phone')
  await write('What they said', 'Thank you for ringing.')
  await tap('Copy sent')
  await press('Save')
  await here.until(() => pill('Fern') === 'Done')
  expect(pill('Alder')).toBe('By the end of today')
  await cardPress('Alder', 'Tell them')
  await tap('Could not reach them')
  await press('Save')
  await here.until(() => log('Alder')?.length === 1)
  expect(await kept(here, (one) => one.told.length === 2)).toMatchObject({
    incident: id,
    told: [
      { child: 'juniper', parent: 'p1', outcome: 'told', how: 'phone', at: now, by: 'moss', copy: 'copy-sent', copyAt: now, lateReason: null, words: 'Thank you for ringing.' },
      { child: 'juniper', parent: 'p2', outcome: 'not-reached', how: null, at: now, by: 'moss', copy: null, copyAt: null, words: '' },
    ],
  })
  expect([log('Fern'), log('Alder')]).toEqual([['Told by phone, 24 Nov 12:00, Moss. Copy sent“Thank you for ringing.”'], ['Could not reach them, 24 Nov 12:00, Moss']])
})

test.each(['Could not reach them', 'Someone else collected: not told'])('“%s” stays owed, and is tried again', async (outcome) => {
  const here = await setting()
  await open(here)
  await cardPress('Fern', 'Tell them')
  await tap(outcome)
  await press('Save')
  await here.until(() => log('Fern')?.length === 1)
  expect(pill('Fern')).toBe('By the end of today')
  await cardPress('Fern', 'Add another')
  await tap('In person')
  await press('Save')
  await here.until(() => pill('Fern') === 'Told. Copy: by the end of today')
  expect((await kept(here, (one) => one.told.length === 2)).told.map((line) => line.outcome)).toEqual([outcome.startsWith('Could') ? 'not-reached' : 'someone-else', 'told'])
})

test('told, written copy owed: the copy is a press of its own, later and on any tablet', async () => {
  const here = await setting()
  await open(here)
  await cardPress('Fern', 'Tell them')
  await tap('In person')
  await tap('Copy still owed')
  await press('Save')
  await here.until(() => pill('Fern') === 'Told. Copy: by the end of today')
  expect([card('Fern')?.find('.pill').classes(), log('Fern')]).toEqual([['pill', 'owed'], ['Told in person, 24 Nov 12:00, Moss. Copy still owed']])
  here.disk.clock.at += 3_600_000
  await cardPress('Fern', 'Copy given')
  await here.until(() => log('Fern')?.[0]?.includes('Copy given') ?? false)
  await here.until(() => pill('Fern') === 'Done')
  expect((await kept(here, (one) => one.told[0]?.copyAt !== null)).told).toMatchObject([{ outcome: 'told', at: now, copy: 'copy-given', copyAt: at('2026-11-24T13:00') }])
})

const line = (row: string, over: Readonly<Record<string, unknown>> = {}) => touched(telling, blank(telling), { ...blank(telling), incident: id, told: [
  { id: row, rank: `a${row.slice(1)}`, child: 'juniper', parent: 'p1', outcome: 'told', how: 'phone', at: at('2026-11-24T11:00'), by: 'gwen', copy: null, copyAt: null, lateReason: null, words: '', ...over },
] })
async function logged(here: Glass, ...lines: ReturnType<typeof line>[]): Promise<void> {
  for (const changes of lines) await here.disk.ledger.append(entry({ record: tellingOf(id), kind: 'telling', author: 'gwen', changes }))
}
const copyButtons = () => card('Fern')?.findAll('button').filter((one) => one.text() === 'Copy given').length

test('told twice, the copy owed twice: one press settles it for that parent', async () => {
  const here = await setting()
  await logged(here, line('t1', { copy: 'copy-owed' }), line('t2', { how: 'pick-up', copy: 'copy-owed' }))
  await open(here)
  await here.until(() => log('Fern')?.length === 2)
  expect([copyButtons(), pill('Fern')]).toEqual([1, 'Told. Copy: by the end of today'])
  await cardPress('Fern', 'Copy given')
  await here.until(() => pill('Fern') === 'Done')
  expect(copyButtons()).toBe(0)
  expect((await kept(here, (one) => one.told.every(({ copyAt }) => copyAt !== null))).told.map(({ copy, copyAt }) => [copy, copyAt])).toEqual([['copy-given', now], ['copy-given', now]])
  expect(log('Fern')?.join()).not.toContain('owed')
})

test.each<[string, (string | null)[], (string | null)[]]>([
  ['with the telling that promised it', ['copy-owed', null], ['copy-given', null]],
  ['with the last telling, where none promised it', [null, null], [null, 'copy-given']],
])('a copy is written down %s', async (_name, before, after) => {
  const here = await setting()
  await logged(here, ...before.map((copy, index) => line(`t${index + 1}`, { copy })))
  await open(here)
  await here.until(() => log('Fern')?.length === 2)
  await cardPress('Fern', 'Copy given')
  await here.until(() => pill('Fern') === 'Done')
  expect((await kept(here, (one) => one.told.some(({ copyAt }) => copyAt !== null))).told.map(({ copy }) => copy)).toEqual(after)
})

test('who has it in writing is owed no copy, whatever an earlier or later telling said', async () => {
  const here = await setting()
  await logged(here, line('t1', { copy: 'copy-sent' }), line('t2', { how: 'pick-up', copy: 'copy-owed' }))
  await open(here)
  await here.until(() => log('Fern')?.length === 2)
  expect([copyButtons(), pill('Fern'), log('Fern')]).toEqual([0, 'Done', ['Told by phone, 24 Nov 11:00, Gwen. Copy sent', 'Told at pick-up, on this tablet, 24 Nov 11:00, Gwen']])
})

test('on the next day the pill says that they were told, and that the copy was due', async () => {
  const here = await setting()
  await logged(here, line('t1'))
  here.disk.clock.at = Date.parse('2026-11-25T09:00:00Z')
  await open(here)
  await here.until(() => log('Fern')?.length === 1)
  expect([pill('Fern'), card('Fern')?.find('.pill').classes()]).toEqual(['Told. Copy: was due Tuesday 24 November', ['pill', 'late']])
})

test('in Early Years telling is enough, unless a copy was promised', async () => {
  const disk = await tabletDisk()
  await disk.vault.keepEnrolment({ setting: { id: 'willow-hall', name: 'Willow Nest', kind: 'early-years', place: 'the office' }, device: 'hall-1', tabletName: 'Hedgehog room', postToken: 'post' }, 'read')
  const here = await setting({ disk })
  await logged(here, line('t1'), line('t2', { parent: 'p2', copy: 'copy-owed' }))
  await open(here)
  await here.until(() => log('Alder')?.length === 1)
  expect([pill('Fern'), pill('Alder')]).toEqual(['Done', 'Told. Copy: by the end of today'])
})

test('how a parent was told must be said; nothing else must', async () => {
  const here = await setting()
  await open(here)
  await cardPress('Fern', 'Tell them')
  await press('Save')
  expect([sheet()?.find('[role=alert]').text(), await told(here)]).toEqual(['Choose how they were told', null])
  await tap('By letter')
  await press('Save')
  await here.until(() => pill('Fern') === 'Done')
})

/** Another time, on the sheet that is open. */
async function sayTime(wall: string): Promise<void> {
  await tap('Other time')
  await sheet()?.find('[id="telling.at-day"]').setValue(wall.slice(0, 10))
  await sheet()?.find('[id="telling.at-time"]').setValue(wall.slice(11))
}
const began = 'Time must be 24 Nov 10:41 or later: that is when this began'
test.each<[string, string, Partial<IncidentAnswers>, string | null]>([
  ['a month from now', '2026-12-24T12:00', {}, 'Time must be now or earlier'],
  ['a minute from now', '2026-11-24T12:01', {}, 'Time must be now or earlier'],
  ['weeks before it began', '2026-10-29T12:00', {}, began],
  ['a minute before it began', '2026-11-24T10:40', {}, began],
  ['a few minutes before it began, and that is about', '2026-11-24T10:37', { when: { ...at('2026-11-24T10:41'), precision: 'about' } }, null],
  ['as it began', '2026-11-24T10:41', {}, null],
  ['now', '2026-11-24T12:00', {}, null],
  ['before, while nobody has said when it began', '2026-11-24T09:00', { when: null }, null],
  ['in the future, while nobody has said when it began', '2026-11-25T09:00', { when: null }, 'Time must be now or earlier'],
])('told %s: %s', async (_name, wall, over, gap) => {
  const here = await setting({ over })
  await open(here)
  await cardPress('Fern', 'Tell them')
  await tap('In person')
  await sayTime(wall)
  await press('Save')
  await here.settle()
  if (gap === null) return here.until(() => log('Fern')?.length === 1)
  expect([sheet()?.find('[role=alert]').text(), await told(here)]).toEqual([gap, null])
  await tap('Just now')
  expect(sheet()?.find('[role=alert]').exists()).toBe(false)
  await press('Save')
  await here.until(() => log('Fern')?.length === 1)
  expect((await kept(here, (one) => one.told.length === 1)).told[0]?.at).toEqual(now)
})

test('a line of another tablet that says a day still to come leaves the parent to be told', async () => {
  const here = await setting()
  const line = (time: string) => ({ 'incident/': id, 'told/t1': true, 'told/t1/rank': 'a0', 'told/t1/child': 'juniper', 'told/t1/parent': 'p1', 'told/t1/outcome': 'told', 'told/t1/how': 'phone', 'told/t1/copy': 'copy-sent', 'told/t1/by': 'gwen', 'told/t1/at': at(time) })
  await here.disk.ledger.append(entry({ record: tellingOf(id), kind: 'telling', author: 'gwen', changes: line('2026-12-24T12:00') }))
  await open(here)
  await here.until(() => log('Fern')?.length === 1)
  expect(pill('Fern')).toBe('By the end of today')
  // Something more is said of the line on the day it names: it was written a month before all the same.
  here.disk.clock.at = Date.parse('2026-12-24T13:00:00Z')
  const { heads = [] } = (await here.disk.ledger.checkpoint(tellingOf(id))) ?? {}
  await here.disk.ledger.append(entry({ record: tellingOf(id), kind: 'telling', author: 'gwen', after: heads, changes: { 'told/t1': true, 'told/t1/words': 'Thank you.' } }))
  await here.until(() => log('Fern')?.[0]?.includes('Thank you.') ?? false)
  await here.settle()
  expect(pill('Fern')).toMatch(/^Was due/)
})

test('a late telling asks why, and is kept without an answer too', async () => {
  const here = await setting()
  here.disk.clock.at = Date.parse('2026-11-25T09:00:00Z')
  await open(here)
  expect(pill('Fern')).toBe('Was due Tuesday 24 November')
  await cardPress('Fern', 'Tell them')
  expect(chips('Why on a later day?')).toContain('They could not be reached')
  await tap('By phone')
  await press('Save')
  await here.until(() => log('Fern')?.length === 1)
  expect((await kept(here, (one) => one.told.length === 1)).told).toMatchObject([{ outcome: 'told', lateReason: null, at: at('2026-11-25T09:00') }])
  await cardPress('Alder', 'Tell them')
  await tap('By phone')
  await tap('They could not be reached')
  await press('Save')
  await here.until(() => log('Alder')?.length === 1)
  expect((await kept(here, (one) => one.told.length === 2)).told.map(({ lateReason }) => lateReason)).toEqual([null, 'unreachable'])
})

test('on the day nobody is asked why it is late', async () => {
  const here = await setting()
  await open(here)
  await cardPress('Fern', 'Tell them')
  expect(chips('Why on a later day?')).toBeNull()
})

test('that a parent must not be told needs a reason and an adult who decided it', async () => {
  const here = await setting()
  await open(here)
  await cardPress('Alder', 'This parent must not be told')
  expect(chips('Who decided this?')).toEqual(expect.arrayContaining(['Moss', 'Hetty', 'Dov']))
  expect(chips('Who decided this?')).not.toContain('Gwen')
  await press('Save')
  expect(sheet()?.find('[role=alert]').text()).toBe('Say why, and who decided it')
  await write('Why', 'There is a court order.')
  await press('Save')
  expect(await told(here)).toBeNull()
  await tap('Hetty', 'Who decided this?')
  await press('Save')
  await here.until(() => pill('Alder') === 'Not needed')
  expect((await kept(here, (one) => one.mustNot.length === 1)).mustNot).toMatchObject([{ child: 'juniper', parent: 'p2', reason: 'There is a court order.', askedBy: 'moss', decidedBy: 'hetty', at: now, over: null }])
  expect(pill('Fern')).toBe('By the end of today')
})

test('whoever was alone in it does not decide who hears of it', async () => {
  const here = await setting({ over: { adults: [{ id: 'a1', rank: 'a0', adult: 'moss', name: '', part: ['held'] }] } })
  await open(here)
  await cardPress('Alder', 'This parent must not be told')
  expect(chips('Who decided this?')?.sort()).toEqual(['Dov', 'Hetty'])
})

test('in Early Years only the safeguarding lead decides', async () => {
  const disk = await tabletDisk()
  await disk.vault.keepEnrolment({ setting: { id: 'willow-hall', name: 'Willow Nest', kind: 'early-years', place: 'the office' }, device: 'hall-1', tabletName: 'Hedgehog room', postToken: 'post' }, 'read')
  const here = await setting({ disk })
  await open(here)
  await cardPress('Alder', 'This parent must not be told')
  expect(chips('Who decided this?')).toEqual(['Dov'])
})

test.each([
  ['a lead', 'moss', true],
  ['a practitioner who was in it', 'gwen', false],
])('%s sees that a parent must not be told; the reason: %s, %s', async (_who, adult, sees) => {
  const here = await setting()
  await here.disk.ledger.append(entry({ record: tellingOf(id), kind: 'telling', author: 'gwen', changes: mustNot('m2') }))
  await here.session.entered(adult)
  await open(here)
  await here.until(() => card('Alder')?.text().includes('Must not be told.') ?? false)
  expect(page?.html().includes('court order')).toBe(sees)
  if (sees) expect(card('Alder')?.text()).toContain('Must not be told. There is a court order. (Hetty)')
  expect(card('Alder')?.findAll('button').map((one) => one.text())).toEqual(sees ? ['They can be told after all'] : [])
})

test.each<[string, string[], 'school' | 'early-years', boolean]>([
  ['a head', ['head'], 'school', true],
  ['a mental health lead, who may read why', ['mental-health-lead'], 'school', false],
  ['a safeguarding lead in Early Years', ['dsl'], 'early-years', true],
  ['a SENCO in Early Years', ['senco'], 'early-years', false],
])('who may decide it may end it: %s', async (_who, roles, kind, may) => {
  const disk = await tabletDisk()
  await disk.vault.keepEnrolment({ setting: { id: 'willow-hall', name: 'Willow Hall', kind, place: 'the office' }, device: 'hall-1', tabletName: 'Hedgehog room', postToken: 'post' }, 'read')
  const here = await setting({ disk, roles })
  await here.disk.ledger.append(entry({ record: tellingOf(id), kind: 'telling', author: 'gwen', changes: mustNot('m2', { 'mustNot/m2/decidedBy': 'dov' }) }))
  await open(here)
  await here.until(() => card('Alder')?.text().includes('There is a court order. (Dov)') ?? false)
  await here.settle()
  expect(card('Alder')?.findAll('button').map((one) => one.text())).toEqual(may ? ['They can be told after all'] : [])
})

test('a decision in another incident of the same child asks before that parent is told of this one, until it is taken back', async () => {
  const here = await setting()
  const { ledger } = here.disk
  await ledger.append(entry({ record: 'inc-2', kind: 'incident', author: 'gwen', changes: touched(incident, blank(incident), about({ when: at('2026-11-24T10:43') })) }))
  await ledger.append(entry({ record: tellingOf('inc-2'), kind: 'telling', author: 'gwen', changes: { ...mustNot('m2'), 'incident/': 'inc-2' } }))
  await open(here)
  await here.until(() => card('Alder')?.text().includes('Ask first.') ?? false)
  expect(card('Alder')?.text()).toContain('This parent must not be told of the incident of 24 Nov 10:43. Ask Hetty before you tell them of this one.')
  expect(card('Alder')?.text()).not.toContain('court order')
  expect([card('Fern')?.text().includes('Ask first.'), pill('Alder')]).toEqual([false, 'By the end of today'])
  const { heads = [] } = (await ledger.checkpoint(tellingOf('inc-2'))) ?? {}
  await ledger.append(entry({ record: tellingOf('inc-2'), kind: 'telling', author: 'gwen', after: heads, changes: { 'mustNot/m2': true, 'mustNot/m2/over': at('2026-11-24T11:30') } }))
  await here.until(() => card('Alder')?.text().includes('Ask first.') === false)
})

test('a decision that no longer holds is ended, not taken away, and the parent is to be told again', async () => {
  const here = await setting()
  await here.disk.ledger.append(entry({ record: tellingOf(id), kind: 'telling', author: 'gwen', changes: mustNot('m2') }))
  await open(here)
  await here.until(() => pill('Alder') === 'Not needed')
  await cardPress('Alder', 'They can be told after all')
  await here.until(() => pill('Alder') === 'By the end of today')
  expect((await kept(here, (one) => one.mustNot[0]?.over !== null)).mustNot).toMatchObject([{ reason: 'There is a court order.', decidedBy: 'hetty', over: now }])
})

test('every parent excepted: the council where the child lives is told instead, and which one is said', async () => {
  const here = await setting()
  await here.disk.ledger.append(entry({ record: tellingOf(id), kind: 'telling', author: 'gwen', changes: { ...mustNot('m1'), ...mustNot('m2') } }))
  await open(here)
  await here.until(() => page?.text().includes('No parent can be told.') ?? false)
  expect(page?.text()).toContain('Report to the council where Juniper Brightwater lives: Essex.')
  await press('We have reported it')
  await write('Their reference, if they gave one', 'E-77')
  await press('Save')
  await here.until(() => page?.text().includes('Reported to Essex, 24 Nov 12:00, by Moss. E-77') ?? false)
  expect((await kept(here, (one) => one.toLa.length === 1)).toLa).toMatchObject([{ child: 'juniper', la: 'Essex', ref: 'E-77', at: now, by: 'moss' }])
})

test('one parent excepted and one not: there is no council to tell', async () => {
  const here = await setting()
  await here.disk.ledger.append(entry({ record: tellingOf(id), kind: 'telling', author: 'gwen', changes: mustNot('m2') }))
  await open(here)
  await here.until(() => pill('Alder') === 'Not needed')
  expect(page?.text()).not.toContain('No parent can be told.')
})

test('a child of 20 on the day has their own copy, and no parent is owed a report', async () => {
  const here = await setting({ child: { ...juniper, 'born/': '2006-11-24' } })
  await open(here)
  await here.until(() => page?.text().includes('is 20 or over') ?? false)
  expect([pill('Fern'), pill('Alder')]).toEqual(['Not needed', 'Not needed'])
  await page?.findAll('button').find((one) => one.text() === 'Copy given')?.trigger('click')
  await here.until(() => page?.text().includes('Copy given.') ?? false)
})

test('where no parent is written down, the way to the child’s record is offered, and knows the way back', async () => {
  const here = await setting({ child: { 'name/': 'Juniper Brightwater' } })
  await open(here)
  expect(page?.findAll('a').find((one) => one.text() === 'Add a parent or carer')?.attributes('href')).toBe('/child-edit/juniper?incident=inc-1')
})

test('two adults who rang apart from each other are two lines and no clash', async () => {
  const here = await setting()
  const line = (row: string, by: string) => ({ [`told/${row}`]: true, [`told/${row}/rank`]: 'a0', [`told/${row}/child`]: 'juniper', [`told/${row}/parent`]: 'p1', [`told/${row}/outcome`]: 'told', [`told/${row}/how`]: 'phone', [`told/${row}/at`]: at('2026-11-24T11:00'), [`told/${row}/by`]: by })
  await here.disk.ledger.append(entry({ record: tellingOf(id), kind: 'telling', author: 'gwen', changes: { 'incident/': id, ...line('t1', 'gwen') } }))
  await here.disk.ledger.append(entry({ record: tellingOf(id), kind: 'telling', author: 'hetty', changes: { 'incident/': id, ...line('t2', 'hetty') } }))
  await open(here)
  await here.until(() => log('Fern')?.length === 2)
  const checkpoint = await here.disk.ledger.checkpoint(tellingOf(id))
  expect(checkpoint && view(telling, checkpoint).clashes).toEqual([])
})

test('an alarm makes telling the safeguarding lead a row of its own, done by one press with name and time', async () => {
  const here = await setting({ over: { alarm: ['breathing'] } })
  await open(here)
  await here.until(() => page?.find('#others-told').exists() ?? false)
  await page?.findAll('button.task').find((one) => one.text().startsWith('Tell the safeguarding lead now'))?.trigger('click')
  await here.until(() => page?.text().includes('Tell the safeguarding lead now: Moss, 24 Nov 12:00') ?? false)
  expect((await kept(here, (one) => one.others.length === 1)).others).toMatchObject([{ duty: 'dsl', at: now, by: 'moss' }])
})

test.each<[string, string]>([['kept before', id], ['not kept yet', 'inc-new']])('an alarm just answered is told of at once, in an incident %s', async (_name, record) => {
  const here = await setting()
  const before = await here.disk.ledger.checkpoint(record)
  await here.router.push(`/incident/${record}?child=juniper`)
  page = await here.show(IncidentPage, { id: record, step: 'did' })
  await here.until(() => chips('Any of these?') !== null)
  await tap('Head was hurt', 'Any of these?')
  await page.setProps({ step: 'tell' })
  await here.until(() => page?.find('#others-told').exists() ?? false)
  expect(await here.disk.ledger.checkpoint(record)).toEqual(before)
  await page.findAll('button.task').find((one) => one.text().startsWith('Tell the safeguarding lead now'))?.trigger('click')
  await here.until(() => page?.text().includes('Tell the safeguarding lead now: Moss, 24 Nov 12:00') ?? false)
  await here.until(() => page?.find('button.task').exists() === false)
})

test('pressed by mistake it is taken back by whoever pressed it, and is owed again', async () => {
  const here = await setting({ over: { alarm: ['head-hurt'] } })
  await here.disk.ledger.append(entry({ record: tellingOf(id), kind: 'telling', author: 'gwen', changes: { 'incident/': id, 'others/o1': true, 'others/o1/rank': 'a0', 'others/o1/duty': 'head', 'others/o1/at': at('2026-11-24T11:00'), 'others/o1/by': 'gwen' } }))
  await open(here)
  const row = () => page?.findAll('button.task').find((one) => one.text().startsWith('Tell the safeguarding lead now'))
  const back = () => page?.findAll('button').filter((one) => one.text() === 'Not done yet') ?? []
  await here.until(() => row() !== undefined)
  await row()?.trigger('click')
  await here.until(() => row() === undefined)
  expect(back()).toHaveLength(1)
  await back()[0]?.trigger('click')
  await here.until(() => row() !== undefined)
  expect([back().length, page?.text().includes('Tell the safeguarding lead now: Moss')]).toEqual([0, false])
  expect((await kept(here, (one) => one.others.some(({ duty, at }) => duty === 'dsl' && at === null))).others).toHaveLength(2)
  await row()?.trigger('click')
  await here.until(() => row() === undefined)
})

test('a telling that was a mistake is taken back after a second look: it stays, says so, tells nobody, and is owed again', async () => {
  const here = await setting()
  await logged(here, line('t1', { by: 'moss', copy: 'copy-sent', copyAt: at('2026-11-24T11:00') }))
  await open(here)
  await here.until(() => pill('Fern') === 'Done')
  await cardPress('Fern', 'This was a mistake')
  expect(sheet()?.text()).toContain('Fern, mother: Told by phone, 24 Nov 11:00, Moss. Copy sent')
  await press('Keep it')
  expect([sheet(), pill('Fern')]).toEqual([undefined, 'Done'])
  await cardPress('Fern', 'This was a mistake')
  await press('Yes, take it back')
  await here.until(() => pill('Fern') === 'By the end of today')
  expect([log('Fern'), card('Fern')?.findAll('button').map((one) => one.text())]).toEqual([['Taken back by Moss: it was a mistake'], ['Tell them', 'This parent must not be told']])
  expect((await kept(here, (one) => one.told[0]?.outcome === null)).told).toMatchObject([{ child: 'juniper', parent: 'p1', outcome: null, how: null, at: null, by: 'moss', copy: null, copyAt: null }])
  await cardPress('Fern', 'Tell them')
  await tap('In person')
  await press('Save')
  await here.until(() => pill('Fern') === 'Told. Copy: by the end of today')
  expect(log('Fern')).toHaveLength(2)
})

test.each<[string, Readonly<Record<string, unknown>>]>([
  ['that another adult wrote', { by: 'gwen' }],
  ['that a parent signed', { how: 'pick-up', words: 'Read by Fern Brightwater' }],
  ['with a parent’s words', { words: 'Thank you for ringing.' }],
])('a line %s is not taken back here', async (_which, over) => {
  const here = await setting()
  await logged(here, line('t1', { by: 'moss', ...over }))
  await open(here)
  await here.until(() => log('Fern')?.length === 1)
  expect(card('Fern')?.text()).not.toContain('This was a mistake')
})

test('an alarm taken back before it was kept is nobody’s to be told of', async () => {
  const here = await setting({ over: { alarm: ['head-hurt'] } })
  page = await here.show(IncidentPage, { id, step: 'did' })
  await here.until(() => chips('Any of these?') !== null)
  await tap('Head was hurt', 'Any of these?')
  await page.setProps({ step: 'tell' })
  await here.until(() => card('Fern')?.find('.pill').exists() ?? false)
  expect(page.find('#others-told').exists()).toBe(false)
})

test('after the signature telling goes on: nothing of the signed record is changed by it', async () => {
  const here = await setting()
  const { ledger } = here.disk
  await ledger.append(entry({ record: id, kind: 'incident', act: 'sign', after: (await ledger.checkpoint(id))?.heads ?? [], changes: {} }))
  const signed = await ledger.checkpoint(id)
  await open(here)
  await cardPress('Fern', 'Tell them')
  await tap('In person')
  await press('Save')
  await here.until(() => pill('Fern') === 'Told. Copy: by the end of today')
  expect(await ledger.checkpoint(id)).toEqual(signed)
})

test('a disk that refuses leaves what a parent said on the glass, and says so', async () => {
  const here = await setting()
  await open(here)
  await cardPress('Fern', 'Tell them')
  await tap('By phone')
  await write('What they said', 'She was calm when she left.')
  const disk = failingDisk(() => new DOMException('full', 'QuotaExceededError'), (table) => table === 'revisions')
  disk.due = 1
  await press('Save')
  await here.settle()
  await here.settle()
  disk.restore()
  expect(await told(here)).toBeNull()
  const words = [page?.text() ?? '', ...(page?.findAll('textarea').map(({ element }) => element.value) ?? [])]
  expect([words.some((one) => one.includes('She was calm when she left.')), pill('Fern'), page?.find('.notice.problem').exists()]).toEqual([true, 'By the end of today', true])
})
