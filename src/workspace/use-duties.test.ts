import { afterEach, expect, test } from 'vitest'
import { defineComponent, h } from 'vue'
import type { Glass, Shown } from '../../tests/support/glass'
import { adultEntry, glass } from '../../tests/support/glass'
import { cleared } from '../../tests/support/hand'
import { at, complete, held } from '../../tests/support/incident'
import { entry } from '../../tests/support/tablet-disk'
import { tellingOf } from '../domain/records/telling'
import { incident } from '../domain/records/incident'
import { addendumWords, blank, questionWords, touched } from '../domain/schema/definition'
import { incidentFile } from './incident-file'
import { usePeople } from './people'
import { useOwed } from './use-duties'

let shown: Shown | null = null
afterEach(async () => {
  shown = await cleared(shown)
})
const id = 'inc-1'
const row = (adult: string, index: number) => ({ id: `a${index}`, rank: `a${index}`, adult, name: '', part: [] })
const begun = (record = id, over: Parameters<typeof complete>[0] = {}, author = 'gwen') =>
  entry({
    record, kind: 'incident', author,
    changes: touched(incident, blank(incident), complete({ children: ['juniper'], sen: [], adults: [row('gwen', 0), row('moss', 1)], interventions: [held({ child: 'juniper' })], ...over })),
  })

/** Gwen begins incidents; Moss was in them; Dov was not; Hetty is the head. */
async function setting(): Promise<Glass> {
  const here = await glass({ roles: ['practitioner'] })
  here.disk.clock.at = Date.parse('2026-11-24T11:00:00Z')
  const { ledger } = here.disk
  await ledger.append(adultEntry('gwen', { name: 'Gwen Applewhite', roles: ['practitioner'] }))
  await ledger.append(adultEntry('dov', { name: 'Dov Lanternfold', roles: ['practitioner'] }))
  await ledger.append(adultEntry('hetty', { name: 'Hetty Overbrook', roles: ['head'] }))
  await ledger.append(entry({ changes: { 'name/': 'Juniper Brightwater', 'lookedAfter/': 'yes', 'parents/p1': true, 'parents/p1/rank': 'a1', 'parents/p1/name': 'Fern' } }))
  return here
}
async function open(here: Glass, as: string): Promise<ReturnType<typeof useOwed>> {
  await here.session.entered(as)
  const made: { owed?: ReturnType<typeof useOwed>; people?: ReturnType<typeof usePeople> } = {}
  shown?.unmount()
  shown = await here.show(defineComponent(() => {
    made.owed = useOwed()
    made.people = usePeople()
    return () => h('p')
  }))
  await here.until(() => made.people?.me?.id === as && made.people.readings.size > 0)
  await here.settle()
  if (!made.owed) throw new Error('not mounted')
  return made.owed
}
const codes = ({ owed }: ReturnType<typeof useOwed>) => owed.value.map(({ file, duty }) => [file.incident.record, duty.code, duty.state].join(' '))
const heads = async (here: Glass, record = id) => (await here.disk.ledger.checkpoint(record))?.heads ?? []

test.each([
  ['its author', 'gwen', ['tell-parent', 'sign', 'own-account', 'child-debrief', 'adult-debrief']],
  ['an adult who was in it', 'moss', ['tell-parent', 'own-account', 'child-debrief', 'adult-debrief']],
  ['the head, who alone hears that a child is looked after', 'hetty', ['tell-parent', 'social-worker', 'child-debrief']],
  ['an adult who may not know of it', 'dov', []],
])('what is owed for an incident by %s', async (_who, adult, owed) => {
  const here = await setting()
  await here.disk.ledger.append(begun())
  const mine = await open(here, adult)
  await here.until(() => mine.owed.value.length === owed.length)
  expect(mine.owed.value.map(({ duty }) => duty.code).sort()).toEqual([...owed].sort())
})

test('what was due comes first', async () => {
  const here = await setting()
  await here.disk.ledger.append(begun('inc-today', { when: at('2026-11-24T10:00'), ended: at('2026-11-24T10:05') }))
  await here.disk.ledger.append(begun('inc-before', { when: at('2026-11-20T10:00'), ended: at('2026-11-20T10:05') }))
  const mine = await open(here, 'moss')
  await here.until(() => mine.owed.value.length > 5)
  const states = mine.owed.value.map(({ duty }) => duty.state)
  expect(states).toEqual([...states].sort())
  expect(states[0]).toBe('late')
})

test('a task is gone once it is done: a closed account, a parent told, a debrief said no to', async () => {
  const here = await setting()
  const { ledger } = here.disk
  await ledger.append(begun())
  const mine = await open(here, 'moss')
  await here.until(() => codes(mine).length === 4)
  await ledger.append(entry({ record: 'acc-1', kind: 'account', act: 'close', changes: { 'incident/': id, 'words/': 'I held her arm.' } }))
  await here.until(() => !codes(mine).join().includes('own-account'))
  await ledger.append(entry({ record: 'r1', kind: 'adult-debrief', act: 'close', changes: { 'incident/': id, 'state/': 'declined' } }))
  await here.until(() => !codes(mine).join().includes('adult-debrief'))
  const line = { 'told/t1': true, 'told/t1/rank': 'a0', 'told/t1/child': 'juniper', 'told/t1/parent': 'p1', 'told/t1/outcome': 'told', 'told/t1/how': 'phone', 'told/t1/at': at('2026-11-24T11:00'), 'told/t1/by': 'moss' }
  await ledger.append(entry({ record: tellingOf(id), kind: 'telling', changes: { 'incident/': id, ...line } }))
  await here.until(() => !codes(mine).join().includes('tell-parent'))
  expect(codes(mine).sort()).toEqual([`${id} child-debrief owed`, `${id} give-copy owed`])
})

test.each([
  ['an account not yet closed', entry({ record: 'acc-1', kind: 'account', changes: { 'incident/': id, 'words/': 'I held' } })],
  ['an account taken down for somebody else', entry({ record: 'acc-1', kind: 'account', act: 'close', changes: { 'incident/': id, 'words/': 'Sorrel saw', 'takenForName/': 'Sorrel' } })],
])('%s leaves the writer’s own account owed', async (_which, written) => {
  const here = await setting()
  await here.disk.ledger.append(begun())
  await here.disk.ledger.append(written)
  const mine = await open(here, 'moss')
  await here.until(() => codes(mine).length === 4)
  expect(codes(mine)).toContain(`${id} own-account owed`)
})

test('a child’s debrief that ended with “not ready” is owed again', async () => {
  const here = await setting()
  await here.disk.ledger.append(begun())
  await here.disk.ledger.append(entry({ record: 'd1', kind: 'child-debrief', act: 'close', changes: { 'incident/': id, 'child/': 'juniper', 'state/': 'not-ready' } }))
  const mine = await open(here, 'moss')
  await here.until(() => mine.owed.value.some(({ duty }) => duty.code === 'child-debrief' && duty.because === 'not-ready'))
})

test('a reviewer’s question becomes the author’s task and nobody else’s, and is gone once it is answered', async () => {
  const here = await setting()
  const { ledger } = here.disk
  await ledger.append(begun())
  await ledger.append(entry({ record: id, kind: 'incident', act: 'sign', author: 'gwen', after: await heads(here), changes: {} }))
  await ledger.append(entry({ record: id, kind: 'incident', act: 'addendum', author: 'hetty', after: await heads(here), changes: { [questionWords]: 'Which door?' } }))
  for (const [adult, asked] of [['moss', []], ['hetty', []], ['gwen', [id]]] as const) {
    const { questions } = await open(here, adult)
    expect([adult, questions.value.map(({ incident: one }) => one.record)]).toEqual([adult, asked])
  }
  const { questions } = await open(here, 'gwen')
  await ledger.append(entry({ record: id, kind: 'incident', act: 'addendum', author: 'moss', after: await heads(here), changes: { [addendumWords]: 'Not me.' } }))
  await here.settle()
  expect(questions.value).toHaveLength(1)
  await ledger.append(entry({ record: id, kind: 'incident', act: 'addendum', author: 'gwen', after: await heads(here), changes: { [addendumWords]: 'The hall’s.' } }))
  await here.until(() => questions.value.length === 0)
})

test('a question on an incident signed long ago is still its author’s task', async () => {
  const here = await setting()
  const { ledger } = here.disk
  await ledger.append(begun())
  await ledger.append(entry({ record: id, kind: 'incident', act: 'sign', author: 'gwen', after: await heads(here), changes: {} }))
  here.disk.clock.at += 70 * 86_400_000
  await ledger.append(entry({ record: id, kind: 'incident', act: 'addendum', author: 'hetty', after: await heads(here), changes: { [questionWords]: 'Which door?' } }))
  const { questions } = await open(here, 'gwen')
  expect(questions.value).toHaveLength(1)
})

test('an incident that was withdrawn owes nothing; one never signed is owed however old', async () => {
  const here = await setting()
  const { ledger } = here.disk
  await ledger.append(begun('inc-gone'))
  await ledger.append(entry({ record: 'inc-gone', kind: 'incident', act: 'withdraw', author: 'gwen', after: await heads(here, 'inc-gone'), changes: {} }))
  await ledger.append(begun('inc-old', { when: at('2026-01-12T10:00'), ended: at('2026-01-12T10:05') }))
  here.disk.clock.at += 70 * 86_400_000
  const mine = await open(here, 'gwen')
  expect([...new Set(mine.owed.value.map(({ file }) => file.incident.record))]).toEqual(['inc-old'])
})

test('a file holds the incident’s own records and none that was withdrawn, nor another incident’s', async () => {
  const here = await setting()
  const { ledger } = here.disk
  await ledger.append(begun())
  await ledger.append(begun('inc-2'))
  await ledger.append(entry({ record: 'acc-1', kind: 'account', changes: { 'incident/': id } }))
  await ledger.append(entry({ record: 'acc-2', kind: 'account', changes: { 'incident/': 'inc-2' } }))
  const slip = await ledger.append(entry({ record: 'acc-3', kind: 'account', changes: { 'incident/': id } }))
  await ledger.append(entry({ record: 'acc-3', kind: 'account', act: 'withdraw', after: [slip.id], changes: {} }))
  await ledger.append(entry({ record: tellingOf(id), kind: 'telling', changes: { 'incident/': id } }))
  await ledger.append(entry({ record: 'd1', kind: 'child-debrief', changes: { 'incident/': id } }))
  await ledger.append(entry({ record: 'r1', kind: 'adult-debrief', changes: { 'incident/': id } }))
  const file = await incidentFile(ledger, id)
  const ids = (some: readonly { record: string }[] | undefined) => some?.map(({ record }) => record)
  expect([file?.incident.record, file?.telling?.record, ids(file?.accounts), ids(file?.childDebriefs), ids(file?.adultDebriefs)]).toEqual([id, tellingOf(id), ['acc-1'], ['d1'], ['r1']])
  expect([await incidentFile(ledger, 'acc-1'), await incidentFile(ledger, 'inc-none')]).toEqual([null, null])
})
