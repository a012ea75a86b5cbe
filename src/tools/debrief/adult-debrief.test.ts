import { afterEach, expect, test } from 'vitest'
import { defineComponent, h } from 'vue'
import { view } from '../../domain/history/read'
import { adultDebrief } from '../../domain/records/debrief'
import { worry } from '../../domain/records/worry'
import { usePeople } from '../../workspace/people'
import { failingDisk } from '../../../tests/support/failing-disk'
import type { Glass, Shown } from '../../../tests/support/glass'
import { adultEntry, glass } from '../../../tests/support/glass'
import { cleared, hand } from '../../../tests/support/hand'
import { entry } from '../../../tests/support/tablet-disk'
import AdultDebriefPage from './AdultDebriefPage.vue'

let page: Shown | null = null
afterEach(async () => {
  page = await cleared(page)
})
const { chips, tap, press } = hand(() => page)
const legends = () => page?.findAll('legend, .field-label').map((one) => one.text()) ?? []
const boxOf = (label: string) => page?.find(`[id="${page.findAll('label').find((one) => one.text() === label)?.attributes('for') ?? ''}"]`)

async function setting(): Promise<Glass> {
  const here = await glass({ roles: ['practitioner'] })
  const { ledger } = here.disk
  await ledger.append(adultEntry('gwen', { name: 'Gwen Applewhite', roles: ['practitioner'] }))
  await ledger.append(adultEntry('hetty', { name: 'Hetty Overbrook', roles: ['head', 'dsl'] }))
  await ledger.append(entry({ record: 'inc-1', kind: 'incident', changes: { 'adults/a1': true, 'adults/a1/adult': 'gwen', 'adults/a1/rank': 'a0' } }))
  return here
}
async function open(here: Glass): Promise<void> {
  await here.router.push('/adult-debrief/r1?incident=inc-1')
  page = await here.show(AdultDebriefPage, { id: 'r1' })
  await here.until(() => chips('Who may read this?')?.includes('Gwen Applewhite') ?? false)
}
const recorded = async (here: Glass) => {
  const checkpoint = await here.disk.ledger.checkpoint('r1')
  return checkpoint && { answers: view(adultDebrief, checkpoint).answers, closed: checkpoint.freeze !== null }
}
/** Whether this adult may open it, as every page asks. */
async function mayRead(here: Glass, adult: string): Promise<boolean> {
  await here.session.entered(adult)
  const asked: { people?: ReturnType<typeof usePeople> } = {}
  const shown = await here.show(defineComponent(() => {
    asked.people = usePeople()
    return () => h('p')
  }))
  await here.until(() => asked.people?.me?.id === adult)
  const checkpoint = await here.disk.ledger.checkpoint('r1')
  const may = checkpoint !== null && asked.people !== undefined && asked.people.mayDo('read', checkpoint)
  shown.unmount()
  return may
}

test('rest and support come before facts, and facts only if they are wanted', async () => {
  const here = await setting()
  await open(here)
  expect(legends().slice(0, 3)).toEqual(['How are you now? (any)', 'What do you need? (any)', 'Would you like a debrief?'])
  expect(boxOf('What happened, in order')?.exists()).toBe(false)
  await tap('Done', 'Would you like a debrief?')
  expect(boxOf('What happened, in order')?.exists()).toBe(true)
})

test('words once written stay in sight, whatever is chosen afterwards', async () => {
  const here = await setting()
  await open(here)
  await tap('Done', 'Would you like a debrief?')
  await boxOf('What helped')?.setValue('Amira came.')
  await tap('Said no', 'Would you like a debrief?')
  expect((boxOf('What helped')?.element as HTMLTextAreaElement).value).toBe('Amira came.')
})

test('“Said no” and nothing more is a whole answer', async () => {
  const here = await setting()
  await open(here)
  await tap('Said no', 'Would you like a debrief?')
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'today')
  expect(await recorded(here)).toMatchObject({ closed: true, answers: { incident: 'inc-1', state: 'declined', now: [], need: [], sharedWith: null } })
})

test.each([
  ['nobody', [], { moss: true, gwen: false, hetty: false }],
  ['Gwen', ['Gwen Applewhite'], { moss: true, gwen: true, hetty: false }],
] as const)('an adult’s debrief shared with %s is read by nobody else, whatever their role', async (_whom, shared, readers) => {
  const here = await setting()
  await open(here)
  await tap('Shaken')
  await tap('Done', 'Would you like a debrief?')
  await boxOf('What happened, in order')?.setValue('I froze for a moment.')
  for (const one of shared) await tap(one, 'Who may read this?')
  await press('Save and close')
  await here.until(() => here.router.currentRoute.value.name === 'today')
  expect(await recorded(here)).toMatchObject({ closed: true, answers: { now: ['shaken'], happened: 'I froze for a moment.' } })
  const may: Record<string, boolean> = {}
  for (const adult of ['moss', 'gwen', 'hetty']) may[adult] = await mayRead(here, adult)
  expect(may).toEqual(readers)
})

test('until it is closed nobody else reads it, whoever it is to be shared with', async () => {
  const here = await setting()
  await here.disk.ledger.append(entry({ record: 'r1', kind: 'adult-debrief', changes: { 'incident/': 'inc-1', 'sharedWith/': 'gwen', 'happened/': 'I froze' } }))
  expect(await mayRead(here, 'gwen')).toBe(false)
})

test('it offers everyone but its writer to share with', async () => {
  const here = await setting()
  await open(here)
  expect(chips('Who may read this?')?.sort()).toEqual(['Gwen Applewhite', 'Hetty Overbrook'])
})

test('opened and left, it leaves no trace', async () => {
  const here = await setting()
  await open(here)
  page?.unmount()
  page = null
  await here.settle()
  expect([await recorded(here), await here.disk.ledger.drafts('moss')]).toEqual([null, []])
})

test('a disk that refuses leaves the words on the glass and says so', async () => {
  const here = await setting()
  await open(here)
  await tap('Done', 'Would you like a debrief?')
  await boxOf('What should change')?.setValue('Two adults at the door.')
  const disk = failingDisk(() => new DOMException('full', 'QuotaExceededError'), (table) => table === 'revisions')
  disk.due = 1
  await press('Save and close')
  await here.until(() => page?.find('.notice.problem').exists() ?? false)
  expect([(boxOf('What should change')?.element as HTMLTextAreaElement).value, await recorded(here)]).toEqual(['Two adults at the door.', null])
  disk.restore()
  await press('Try again')
  await here.until(() => here.router.currentRoute.value.name === 'today')
  expect(await recorded(here)).toMatchObject({ closed: true })
})

test('a worry from within it is about the children of its incident, and says nothing of the debrief', async () => {
  const here = await setting()
  await here.disk.ledger.append(entry({ record: 'inc-2', kind: 'incident', changes: { 'children/juniper': true } }))
  await here.router.push('/adult-debrief/r1?incident=inc-2')
  page = await here.show(AdultDebriefPage, { id: 'r1' })
  await here.until(() => chips('Who may read this?')?.includes('Gwen Applewhite') ?? false)
  await tap('Shaken')
  await press('Worried about safety?')
  await page.get('dialog textarea').setValue('What he said to me.')
  await press('Yes, tell them')
  await here.until(() => page?.text().includes('Worry kept') ?? false)
  const [told] = await here.disk.ledger.ofKind('worry')
  expect(told && view(worry, told).answers).toMatchObject({ children: ['juniper'], from: 'r1', words: 'What he said to me.' })
  expect(told?.freeze).toMatchObject({ author: 'moss', act: 'close' })
})
