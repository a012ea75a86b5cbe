import { afterEach, expect, test } from 'vitest'
import { defineComponent, h } from 'vue'
import type { Glass, Shown } from '../../tests/support/glass'
import { adultEntry, glass } from '../../tests/support/glass'
import { cleared } from '../../tests/support/hand'
import { at, complete, held } from '../../tests/support/incident'
import type { TabletDisk } from '../../tests/support/tablet-disk'
import { entry, tabletDisk } from '../../tests/support/tablet-disk'
import { confirmation } from '../domain/records/account'
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
async function setting(disk?: TabletDisk): Promise<Glass> {
  const here = await glass({ roles: ['practitioner'], ...(disk && { disk }) })
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

test('an account that a colleague wrote down is owed until the adult says that the words are theirs', async () => {
  const here = await setting()
  const { ledger } = here.disk
  await ledger.append(begun())
  const account = entry({ record: 'acc-1', kind: 'account', author: 'gwen', act: 'close', changes: { 'incident/': id, 'takenFor/': 'moss', 'words/': 'I stood by the door.' } })
  const { id: written } = await ledger.append(account)
  const mine = await open(here, 'moss')
  await here.until(() => codes(mine).includes(`${id} own-account owed`))
  await ledger.append(entry({ record: 'acc-1', kind: 'account', author: 'moss', act: 'addendum', after: [written], changes: confirmation }))
  await here.until(() => !codes(mine).join().includes('own-account'))
})

test('once a child has left nobody is asked for their debrief, and their parents are still to be told', async () => {
  const here = await setting()
  await here.disk.ledger.append(begun())
  const mine = await open(here, 'moss')
  await here.until(() => codes(mine).length === 4)
  const ended = { 'rolls/r': true, 'rolls/r/rank': 'a0', 'rolls/r/setting': 'Willow Hall Primary', 'rolls/r/to': '2026-11-23' } as const
  await here.disk.ledger.append(entry({ after: await heads(here, 'juniper'), changes: ended }))
  await here.until(() => codes(mine).length === 3)
  expect(codes(mine).sort()).toEqual([`${id} adult-debrief owed`, `${id} own-account owed`, `${id} tell-parent owed`])
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

/** Everything that an incident of Gwen, Moss and Juniper asks for, but for what is left out. */
async function finish(here: Glass, leaveOut = ''): Promise<void> {
  const { ledger } = here.disk
  const done = { 'incident/': id, 'state/': 'done' }
  const line = { 'told/t1': true, 'told/t1/rank': 'a0', 'told/t1/child': 'juniper', 'told/t1/parent': 'p1', 'told/t1/outcome': 'told', 'told/t1/how': 'letter', 'told/t1/at': at('2026-11-24T11:00'), 'told/t1/by': 'moss', 'told/t1/copy': 'copy-given' }
  const worker = { 'others/o1': true, 'others/o1/rank': 'a0', 'others/o1/duty': 'social-worker', 'others/o1/at': at('2026-11-24T11:30'), 'others/o1/by': 'hetty' }
  const steps: Record<string, () => Promise<unknown>> = {
    'the telling': () => ledger.append(entry({ record: tellingOf(id), kind: 'telling', changes: { 'incident/': id, ...line, ...(leaveOut !== 'the social worker' && worker) } })),
    'an account': () => ledger.append(entry({ record: 'acc-moss', kind: 'account', act: 'close', changes: { 'incident/': id, 'words/': 'I held her arm.' } })),
    'another account': () => ledger.append(entry({ record: 'acc-gwen', kind: 'account', author: 'gwen', act: 'close', changes: { 'incident/': id, 'words/': 'I saw.' } })),
    'the child’s debrief': () => ledger.append(entry({ record: 'deb-1', kind: 'child-debrief', act: 'close', changes: { ...done, 'child/': 'juniper' } })),
    'an adult’s debrief': () => ledger.append(entry({ record: 'deb-2', kind: 'adult-debrief', act: 'close', changes: done })),
    'another adult’s debrief': () => ledger.append(entry({ record: 'deb-3', kind: 'adult-debrief', author: 'gwen', act: 'close', changes: done })),
    'the signature': async () => ledger.append(entry({ record: id, kind: 'incident', act: 'sign', author: 'gwen', after: await heads(here), changes: {} })),
    'the countersignature': async () => ledger.append(entry({ record: id, kind: 'incident', act: 'countersign', author: 'hetty', after: await heads(here), changes: {} })),
  }
  for (const [name, step] of Object.entries(steps)) if (name !== leaveOut) await step()
}
const owing = async ({ disk }: Glass) => (await disk.ledger.owing()).map(({ record }) => record)

test('an incident signed, countersigned, told and talked over is not opened again, by anybody', async () => {
  const opened: string[] = []
  const disk = await tabletDisk({
    around: (vault) => ({
      ...vault,
      get open() { return vault.open },
      unseal: (about, sealed) => {
        opened.push(about)
        return vault.unseal(about, sealed)
      },
    }),
  })
  const here = await setting(disk)
  await disk.ledger.append(begun())
  await finish(here)
  await disk.ledger.append(begun('inc-2'))
  // Dov may not know of it, and has its peace kept all the same.
  await open(here, 'dov')
  await here.settle()
  expect(await owing(here)).toEqual(['inc-2'])

  disk.ledger.forget()
  opened.length = 0
  const mine = await open(here, 'moss')
  await here.until(() => codes(mine).length === 4)
  const ofFinished = [id, tellingOf(id), 'acc-moss', 'acc-gwen', 'deb-1', 'deb-2', 'deb-3'].map((record) => `readings|${record}`)
  expect(opened).toContain('readings|inc-2')
  expect(opened.filter((about) => ofFinished.includes(about))).toEqual([])
})

test.each([
  'the telling', 'the social worker', 'an account', 'another account', 'the child’s debrief', 'an adult’s debrief', 'another adult’s debrief', 'the signature', 'the countersignature',
])('an incident without %s stays among those that may owe, whoever looks', async (missing) => {
  const here = await setting()
  await here.disk.ledger.append(begun())
  await finish(here, missing)
  for (const adult of ['moss', 'dov', 'hetty']) {
    await open(here, adult)
    await here.settle()
    expect([adult, await owing(here)]).toEqual([adult, [id]])
  }
})

test.each<[string, ReturnType<typeof entry>, string, string]>([
  ['a child not ready after all', entry({ record: 'deb-1', kind: 'child-debrief', act: 'withdraw', changes: {} }), 'moss', 'child-debrief'],
  ['a parent who is listed later', entry({ changes: { 'parents/p2': true, 'parents/p2/rank': 'a2', 'parents/p2/name': 'Sorrel' } }), 'moss', 'tell-parent'],
])('an incident that owed nothing owes again for %s', async (_what, change, adult, code) => {
  const here = await setting()
  const { ledger } = here.disk
  await ledger.append(begun())
  await finish(here)
  const mine = await open(here, adult)
  await here.settle()
  expect([codes(mine), await owing(here)]).toEqual([[], []])
  await ledger.append({ ...change, after: await heads(here, change.record) })
  await here.until(() => codes(mine).length > 0)
  expect(codes(mine)).toEqual([`${id} ${code} owed`])
})

/** Hetty, the head, decided that Fern must not be told, and the council was told in her place. */
const mustNot = entry({
  record: tellingOf(id), kind: 'telling', author: 'hetty',
  changes: {
    'incident/': id, 'mustNot/m1': true, 'mustNot/m1/rank': 'a0', 'mustNot/m1/child': 'juniper', 'mustNot/m1/parent': 'p1', 'mustNot/m1/reason': 'It would put her at risk', 'mustNot/m1/decidedBy': 'hetty', 'mustNot/m1/at': at('2026-11-24T11:00'),
    'toLa/l1': true, 'toLa/l1/rank': 'a0', 'toLa/l1/child': 'juniper', 'toLa/l1/la': 'Kelpshire', 'toLa/l1/at': at('2026-11-24T11:10'), 'toLa/l1/by': 'hetty',
    'others/o1': true, 'others/o1/rank': 'a0', 'others/o1/duty': 'social-worker', 'others/o1/at': at('2026-11-24T11:30'), 'others/o1/by': 'hetty',
  },
})
test.each<[string, string, ReturnType<typeof entry>]>([
  ['a parent was added', 'child', entry({ changes: { 'parents/p2': true, 'parents/p2/rank': 'a2', 'parents/p2/name': 'Sorrel' } })],
  ['whoever decided lost the role for it', 'adult', entry({ record: 'hetty', kind: 'adult', changes: { 'roles/head': null, 'roles/practitioner': true } })],
])('where %s and the glass has not heard of it yet (%s), an incident is not put away', async (_what, kind, change) => {
  const disk = await tabletDisk()
  const { ledger } = disk
  const late = new Map<string, Awaited<ReturnType<typeof ledger.ofKind>>>()
  const here = await setting({ ...disk, ledger: { ...ledger, ofKind: (asked, since) => ledger.ofKind(asked, since).then((found) => late.get(asked) ?? found) } })
  await ledger.append(begun())
  await finish(here, 'the telling')
  await ledger.append(mustNot)
  await open(here, 'moss')
  await here.settle()
  expect(await owing(here)).toEqual([])
  late.set(kind, await ledger.ofKind(kind))
  await ledger.append({ ...change, after: await heads(here, change.record) })
  const mine = await open(here, 'moss')
  await here.settle()
  expect([codes(mine), await owing(here)]).toEqual([[], [id]])
  late.clear()
  await ledger.append(entry({ record: change.record, kind, after: await heads(here, change.record), changes: { 'name/': 'Someone' } }))
  await here.until(() => codes(mine).length > 0)
  expect(codes(mine)).toEqual([`${id} tell-parent owed`])
})

test('an incident signed weeks ago is asked about no more and not opened again, unless this tablet’s clock is only ahead', async () => {
  for (const [skewMs, left] of [[70 * 86_400_000, [id]], [0, []]] as const) {
    const here = await setting()
    const { ledger } = here.disk
    await ledger.append(begun())
    await ledger.append(entry({ record: id, kind: 'incident', act: 'sign', author: 'gwen', after: await heads(here), changes: {} }))
    here.disk.clock.at += 70 * 86_400_000
    await ledger.keepContact({ skewMs, at: here.disk.clock.at })
    const { owed } = await open(here, 'moss')
    await here.settle()
    expect([owed.value, await owing(here)]).toEqual([[], left])
  }
})
