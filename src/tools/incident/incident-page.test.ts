import { afterEach, describe, expect, test } from 'vitest'
import { view } from '../../domain/history/read'
import { incident } from '../../domain/records/incident'
import { quickRecord } from '../../domain/records/quick-record'
import { paperIn } from '../../domain/rules/paper'
import { blank, touched } from '../../domain/schema/definition'
import { failingDisk } from '../../../tests/support/failing-disk'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../../tests/support/glass'
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
const text = () => page?.text() ?? ''
const chosen = (legend: string) => page?.findAll('fieldset').find((one) => one.text().startsWith(legend))?.findAll('.chip.chosen').map((one) => one.text())
/** A finger on a chip, whether or not it is chosen already. */
const touch = (words: string) => page?.findAll('label.chip').find((one) => one.text() === words)?.find('input').trigger('click')
const boxOf = (label: string) => page?.find(`[id="${page.findAll('label').find((one) => one.text() === label)?.attributes('for') ?? ''}"]`)
// The label of a box of words.
const valueOf = (label: string) => (boxOf(label)?.exists() === true ? (boxOf(label)?.element as HTMLTextAreaElement).value : null)
const troubled = () => page?.find('.notice.problem').exists() ?? false

const id = 'inc-q1'
const about = (over: Partial<IncidentAnswers> = {}): IncidentAnswers => complete({
  children: ['juniper'], adults: [{ id: 'a1', rank: 'a0', adult: 'moss', name: '', part: ['held'] }],
  sen: [{ id: 's1', rank: 'a0', child: 'juniper', stage: 'k', needs: '' }], interventions: [held({ child: 'juniper', who: ['moss'] })], ...over,
})
const kept = (over: Partial<IncidentAnswers> = {}, author = 'moss') =>
  entry({ record: id, kind: 'incident', author, changes: touched(incident, blank(incident), about(over)) })

async function setting(given: Parameters<typeof glass>[0] = {}): Promise<Glass> {
  const here = await glass(given)
  here.disk.clock.at = Date.parse('2026-11-24T11:00:00Z')
  const { ledger } = here.disk
  await ledger.append(childEntry('juniper', { name: 'Juniper Brightwater', keyPerson: 'moss' }))
  await ledger.append(childEntry('pip', { name: 'Pip Marmalade' }))
  await ledger.append(adultEntry('gwen', { name: 'Gwen Applewhite', roles: ['practitioner'] }))
  return here
}
async function open(here: Glass, { query = '', step: name = '' } = {}): Promise<void> {
  await here.router.push(`/incident/${id}${query}`)
  page = await here.show(IncidentPage, { id, ...(name === '' ? {} : { step: name }) })
  await here.until(() => text() !== '' && page?.find('[inert]').exists() === false)
}
const recorded = async (here: Glass) => {
  const checkpoint = await here.disk.ledger.checkpoint(id)
  return checkpoint && view(incident, checkpoint).answers
}
const drafted = async (here: Glass) => (await here.disk.ledger.draft(id, 'moss'))?.changes

const first = { children: ['juniper'], when: at('2026-11-24T10:41'), place: 'hall', words: 'The bell rang, Juniper ran.', harm: 'A red mark on Moss’s arm.', held: 'yes', hurt: 'yes' }
const quick = () => entry({ record: 'q1', kind: 'quick-record', act: 'close', changes: touched(quickRecord, blank(quickRecord), { ...blank(quickRecord), ...first }) })

test('opened from a quick record with Held = Yes, nothing is asked again: child, time, place and words are carried (WCAG 3.3.7)', async () => {
  const here = await setting()
  await here.disk.ledger.append(quick())
  const before = await here.disk.ledger.checkpoint('q1')
  await open(here, { query: '?from=q1' })
  await here.until(() => chosen('Who was held, kept in or limited?')?.includes('J.B.') ?? false)
  expect(page?.find('.step.here').text()).toContain('Who and how')
  expect([chosen('Where?'), valueOf('What happened')]).toEqual([['Hall'], `${first.words}\n${first.harm}`])
  expect(page?.findAll('.step').map((one) => one.text())).toEqual(['1Times', '2Who and how', '3Marks', '4Tell parent', '5Check'])
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'today')
  expect(await recorded(here)).toMatchObject({ from: 'q1', children: ['juniper'], when: first.when, place: 'hall', words: `${first.words}\n${first.harm}`, adults: [{ adult: 'moss' }] })
  expect(await here.disk.ledger.checkpoint('q1')).toEqual(before)
})

test('opened a second time from the same quick record, it is the incident as it stands', async () => {
  const here = await setting()
  await here.disk.ledger.append(quick())
  await here.disk.ledger.append(kept({ place: 'playground' }))
  await open(here, { query: '?from=q1' })
  await here.until(() => chosen('Where?')?.length === 1)
  expect(chosen('Where?')).toEqual(['Playground'])
  expect(await here.disk.ledger.draft(id, 'moss')).toBeNull()
})

test.each([
  ['saved and closed', () => press('Save and close')],
  ['closed', () => page?.find('[aria-label="Close"], .back').trigger('click')],
  ['looked through and closed', async () => {
    await page?.setProps({ step: 'did' })
    await page?.setProps({ step: 'marks' })
    await press('Save and close')
  }],
])('an incident opened by a slip of the thumb and %s leaves no trace', async (_how, leave) => {
  const here = await setting()
  await here.disk.ledger.append(entry({ after: (await here.disk.ledger.checkpoint('juniper'))?.heads ?? [], changes: { 'senStage/': 'k' } }))
  await open(here, { query: '?child=juniper' })
  await here.until(() => text().includes('J.B.'))
  await here.settle()
  await leave()
  await here.until(() => here.router.currentRoute.value.name === 'child')
  page?.unmount()
  page = null
  await here.settle()
  expect([await recorded(here), await here.disk.ledger.drafts('moss'), (await here.disk.ledger.tray()).filter(({ record }) => record === id)]).toEqual([null, [], []])
})

test('nothing stands chosen before it is said when it was, and going on keeps no time', async () => {
  const here = await setting()
  await open(here, { query: '?child=juniper', step: 'times' })
  expect([chosen('When was it?'), chips('How long in all?')]).toEqual([[], null])
  await press('Continue')
  await here.until(() => here.rounds.count > 1)
  expect(await recorded(here)).toMatchObject({ when: null, ended: null, duration: null })
})

test('“It just happened” with a band keeps the band and counts backwards from now', async () => {
  const here = await setting()
  await open(here, { step: 'times' })
  await tap('It just happened')
  await tap('5 to 15 minutes')
  await here.settle()
  const now = at('2026-11-24T11:00')
  expect(await drafted(here)).toMatchObject({
    'ended/': now, 'duration/': { minutes: null, precision: 'band', band: '5-to-15' }, 'when/': { ...now, wall: '2026-11-24T10:50', precision: 'band', band: '5-to-15' },
  })
  expect(text()).toContain('It ended at 11:00. It started at about 10:50.')
})

test('“It just happened” stamps the end by itself, before any length is chosen, and a second tap leaves it there', async () => {
  const here = await setting()
  await open(here, { step: 'times' })
  await touch('It just happened')
  await here.settle()
  expect(await drafted(here)).toMatchObject({ 'ended/': at('2026-11-24T11:00') })
  here.disk.clock.at += 3_600_000
  await touch('It just happened')
  await here.settle()
  expect([chosen('When was it?'), await drafted(here)]).toEqual([['It just happened'], expect.objectContaining({ 'ended/': at('2026-11-24T11:00') })])
})

test.each([
  ['kept', async (here: Glass) => void (await here.disk.ledger.append(kept({ when: null, ended: null, duration: null })))],
  ['still a draft', (here: Glass) => here.disk.ledger.keepDraft({ record: id, adult: 'moss', kind: 'incident', after: [], changes: { 'before/': 'The bell rang.' }, startedAt: here.disk.clock.at })],
])('a record %s from the day before: “It just happened” is of that day, whenever it is tapped', async (_how, begin) => {
  const here = await setting()
  await begin(here)
  here.disk.clock.at = Date.parse('2026-11-25T08:30:00Z')
  await open(here, { step: 'times' })
  await tap('It just happened')
  await tap('5 to 15 minutes')
  await here.settle()
  expect(await drafted(here)).toMatchObject({ 'ended/': at('2026-11-24T11:00'), 'when/': { wall: '2026-11-24T10:50' } })
  expect(text()).toContain('It ended at 24 Nov 11:00. It started at about 24 Nov 10:50.')
})

test('times that were entered are shown as entered, also with a length beside them', async () => {
  const here = await setting()
  await here.disk.ledger.append(kept())
  await open(here, { step: 'times' })
  await here.until(() => chosen('When was it?')?.length === 1)
  expect(chosen('When was it?')).toEqual(['Enter times'])
})

test('a second tap on “Enter times” changes nothing that was entered', async () => {
  const here = await setting()
  await here.disk.ledger.append(kept({ duration: null }))
  await open(here, { step: 'times' })
  await here.until(() => chosen('When was it?')?.includes('Enter times') ?? false)
  await touch('Enter times')
  await here.settle()
  expect([chosen('When was it?'), await drafted(here)]).toEqual([['Enter times'], undefined])
})

test('an end stays where it was stamped, however late the length is chosen; over midnight the start is the day before', async () => {
  const here = await setting()
  await here.disk.ledger.append(kept({ when: null, ended: at('2026-11-24T00:05'), duration: null }))
  await open(here, { step: 'times' })
  await tap('5 to 15 minutes')
  await here.settle()
  expect(await drafted(here)).toMatchObject({ 'when/': { wall: '2026-11-23T23:55', precision: 'band', band: '5-to-15' } })
  expect(await drafted(here)).not.toHaveProperty('ended/')
})

test('a length taken back to “Not sure” takes back the start that was counted from it', async () => {
  const here = await setting()
  await open(here, { step: 'times' })
  await tap('It just happened')
  await tap('5 to 15 minutes')
  await here.settle()
  await tap('Not sure')
  await here.settle()
  expect(await drafted(here)).toMatchObject({ 'ended/': at('2026-11-24T11:00'), 'duration/': { minutes: null, precision: 'band', band: 'not-sure' }, 'when/': null })
})

describe('times that cannot be', () => {
  const notices = () => page?.findAll('.notice.attention').map((one) => one.text())
  const isTicked = () => page?.findAll('.step')[0]?.text().includes('(answered)')
  const backwards = 'It cannot end before it began at 10:41. Change one of the times.'
  const ahead = 'Time must be now or earlier. Change the day or the time.'
  async function type(field: 'when' | 'ended', wall: string): Promise<void> {
    await page?.find(`[id="incident.${field}-day"]`).setValue(wall.slice(0, 10))
    await page?.find(`[id="incident.${field}-time"]`).setValue(wall.slice(11))
  }

  test.each([
    ['an end before the start', { ended: '2026-11-24T10:40' }, [backwards]],
    ['an end in the same minute', { ended: '2026-11-24T10:41' }, []],
    ['an end still to come', { ended: '2026-11-24T11:30' }, [ahead]],
    ['a start still to come', { when: '2026-11-24T11:30', ended: '2026-11-24T11:40' }, [ahead, ahead]],
    ['a hold across midnight', { when: '2026-11-23T23:55', ended: '2026-11-24T00:05' }, []],
  ])('%s: what cannot be is said at its field, and the step has its tick only for what can', async (_what, said, words) => {
    const here = await setting()
    await here.disk.ledger.append(kept())
    await open(here, { step: 'times' })
    await here.until(() => isTicked() === true)
    for (const [field, wall] of Object.entries(said)) await type(field as keyof typeof said, wall)
    await here.settle()
    expect([notices(), isTicked()]).toEqual([words, words.length === 0])
  })

  test('the message stands where Check leads to', async () => {
    const here = await setting()
    await here.disk.ledger.append(kept({ ended: at('2026-11-24T10:40') }))
    await open(here, { step: 'check' })
    await page?.findAll('.finding').find((one) => one.text().startsWith('The end cannot come before the start'))?.trigger('click')
    await page?.setProps({ step: 'times' })
    await here.settle()
    expect([notices(), page?.find('[id="incident.ended-time"]').exists()]).toEqual([[backwards], true])
  })

  test('a time of the timer that is still to come is said beside the timer', async () => {
    const here = await setting()
    const stamps = [['s1', 'began', '10:41'], ['s2', 'ended', '11:30']].map(([row = '', what = '', clock = '']) => ({ id: row, rank: row, what, at: at(`2026-11-24T${clock}`), who: 'moss' }))
    await here.disk.ledger.append(kept({ stamps, ended: at('2026-11-24T11:30') }))
    await open(here, { step: 'times' })
    await here.until(() => text().includes('Hold ended'))
    expect([notices(), isTicked()]).toEqual([['Time must be now or earlier. Change one of the times.'], false])
  })
})

test('a disk that refuses leaves the words on the glass and says so, and they are kept once it does not', async () => {
  const here = await setting()
  await open(here, { query: '?child=juniper', step: 'did' })
  await boxOf('What was happening just before?')?.setValue('The bell rang twice.')
  const disk = failingDisk(() => new DOMException('full', 'QuotaExceededError'), (table) => table === 'revisions')
  disk.due = 1
  await press('Save and close')
  await here.until(troubled)
  expect(page?.find('.notice.problem').text()).toContain('We could not save this. Copy your words before you close.')
  expect([valueOf('What was happening just before?'), await recorded(here), here.router.currentRoute.value.name]).toEqual(['The bell rang twice.', null, 'incident'])
  disk.restore()
  await press('Try again')
  await here.until(() => !troubled())
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'child')
  expect(await recorded(here)).toMatchObject({ before: 'The bell rang twice.', children: ['juniper'] })
})

test('Continue keeps what was said and goes on to the next step', async () => {
  const here = await setting()
  await open(here, { query: '?child=juniper', step: 'times' })
  await tap('It just happened')
  await tap('1 to 5 minutes')
  await press('Continue')
  await here.until(() => here.rounds.count > 1)
  await here.settle()
  expect(await recorded(here)).toMatchObject({ children: ['juniper'], duration: { band: '1-to-5' } })
  expect(here.router.currentRoute.value.name).toBe('incident')
})

const earlyYears = ['To stop the child being hurt', 'To stop someone else being hurt', 'To stop damage to property', 'To avert immediate danger', 'To manage behaviour, as it was absolutely necessary']
const ofSchools = ['To stop the child being hurt', 'To stop someone else being hurt', 'To stop a criminal offence', 'To stop damage to property', 'To stop disorder']
test.each([
  ['school', ['Held, or force used', 'Kept in a room or space', 'Movement limited without force', 'Nobody was held or kept in'], ofSchools, false],
  ['early-years', ['Kept in a room or space', 'Movement limited without force', 'Physical intervention', 'Nobody was held or kept in'], earlyYears, true],
] as const)('a setting of the kind %s offers the reasons its law knows and kinds of its own', async (kind, kinds, reasons, asksCare) => {
  const disk = await tabletDisk()
  await disk.vault.keepEnrolment({ setting: { id: 'willow-hall', name: 'Willow Hall', kind, place: 'the office' }, device: 'hall-1', tabletName: 'Hedgehog room', postToken: 'post' }, 'read')
  const here = await setting({ disk })
  await open(here, { query: '?child=juniper', step: 'did' })
  const labels = (legend: string) => page?.findAll('fieldset').find((one) => one.text().startsWith(legend))?.findAll('.words').map((one) => one.element.firstChild?.textContent)
  expect([labels('What was it?'), labels('Why was it needed?')]).toEqual([kinds, reasons])
  expect(text().includes('Care, guide or restrict?')).toBe(asksCare)
})

test('a reason chosen where another law is met stays in sight, and can be taken back', async () => {
  const here = await setting()
  await here.disk.ledger.append(kept({ reason: ['danger', 'injury-other'] }))
  await open(here, { step: 'did' })
  await here.until(() => chosen('Why was it needed?')?.length === 2)
  expect(chips('Why was it needed?')).toContain('To avert immediate danger')
  await tap('To avert immediate danger')
  await here.settle()
  expect(await drafted(here)).toMatchObject({ 'reason/danger': null })
})

test('a child moved to another setting while their incident is open: it stays open and readable, and is signed here', async () => {
  const here = await setting()
  await here.disk.ledger.append(kept())
  await here.disk.ledger.append(entry({
    after: (await here.disk.ledger.checkpoint('juniper'))?.heads ?? [],
    changes: { 'rolls/r1': true, 'rolls/r1/rank': 'a0', 'rolls/r1/setting': 'Willow Hall', 'rolls/r1/kind': 'previous', 'rolls/r1/to': '2026-11-23', 'room/': '' },
  }))
  await open(here, { step: 'check' })
  await here.until(() => text().includes('Sign as Moss Kettle'))
  expect(page?.find('h1').text()).toBe('Incident: J.B.')
  expect(page?.find('.lines').text()).toContain('Juniper Brightwater')
  expect((await here.disk.ledger.checkpoint(id))?.freeze).toBeNull()
})

test('two adults who wrote different things apart are both kept, and the page says so', async () => {
  const here = await setting()
  const began = await here.disk.ledger.append(kept())
  await here.disk.ledger.append(entry({ record: id, kind: 'incident', after: [began.id], changes: { 'reasonWords/': 'A chair fell.' } }))
  await here.disk.ledger.append(entry({ record: id, kind: 'incident', author: 'gwen', after: [began.id], changes: { 'reasonWords/': 'A chair was thrown.' } }))
  await open(here, { step: 'did' })
  await here.until(() => text().includes('Two adults wrote different things here'))
  expect(page?.findAll('a').find((one) => one.text() === 'Choose')?.attributes('href')).toBe(`/choose/${id}`)
})

test.each([
  ['who was not in it and does not work with the child', 'gwen', false],
  ['who leads', 'moss', true],
])('an adult %s may read it: %s, %s', async (_who, adult, reads) => {
  const here = await setting()
  await here.disk.ledger.append(kept({ adults: [{ id: 'a1', rank: 'a0', adult: 'dov', name: '', part: [] }] }, 'dov'))
  await here.session.entered(adult)
  await open(here, { step: 'did' })
  await here.until(() => text().includes(reads ? 'What was done' : 'Ask your SENCO to share this with you.'))
  expect(valueOf('Why, in a few words')).toBe(reads ? 'A chair would have hit someone.' : null)
})

describe('written on paper first', () => {
  const asked = () => page?.findAll('button').some((one) => one.text().startsWith('Written on paper')) ?? false
  const left = () => page?.findAll('.finding').map((one) => one.text()) ?? []
  const written = { wall: '2026-11-23T11:30', zone: 'Europe/London', precision: 'exact' as const }
  const yesterday = { when: at('2026-11-23T10:41'), ended: at('2026-11-23T10:46') }

  test.each([
    ['times', '', true], ['times', '?timer=now', false], ['did', '', false], ['marks', '', false], ['tell', '', false], ['check', '', true],
  ])('at the step “%s%s” it is asked: %s', async (step, query, is) => {
    const here = await setting()
    await here.disk.ledger.append(kept())
    await open(here, { step, query })
    expect(asked()).toBe(is)
  })

  test('typed in on the next day it is not called late, and the record says both times', async () => {
    const here = await setting()
    await here.disk.ledger.append(kept(yesterday))
    await open(here, { step: 'check' })
    expect(left().filter((words) => words.startsWith('Say why it was written on a later day'))).toHaveLength(1)
    await press('Written on paper?')
    await page?.find('#paper-day').setValue('2026-11-23')
    await page?.find('#paper-time').setValue('11:30')
    await here.settle()
    expect(left().filter((words) => words.startsWith('Say why it was written on a later day'))).toEqual([])
    await press('Save and close')
    await here.until(() => here.router.currentRoute.value.name === 'today')
    const checkpoint = await here.disk.ledger.checkpoint(id)
    expect(checkpoint && paperIn(checkpoint)).toMatchObject({ written, typed: { author: 'moss', at: Date.parse('2026-11-24T11:00:00Z') } })
  })

  test('once it is signed it is read there, and asked no more', async () => {
    const here = await setting()
    const one = await here.disk.ledger.append(entry({ record: id, kind: 'incident', changes: { ...touched(incident, blank(incident), about(yesterday)), 'paper/': written } }))
    await here.disk.ledger.append(entry({ record: id, kind: 'incident', act: 'sign', after: [one.id], changes: {} }))
    await open(here, { step: 'check' })
    expect(asked()).toBe(false)
    expect(page?.findAll('section p').filter((one) => one.text() === 'Written on paper 23 Nov 11:30, typed in 24 Nov 11:00').map((one) => one.classes('print-only'))).toEqual([false])
  })
})
