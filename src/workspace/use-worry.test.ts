import { afterEach, expect, test } from 'vitest'
import { defineComponent, h } from 'vue'
import { failingDisk } from '../../tests/support/failing-disk'
import type { Glass, Shown } from '../../tests/support/glass'
import { adultEntry, childEntry, glass } from '../../tests/support/glass'
import { cleared } from '../../tests/support/hand'
import { at } from '../../tests/support/incident'
import { timelineOf } from '../tools/child/timeline'
import { useTray } from '../tools/tray/use-tray'
import { view } from '../domain/history/read'
import { worry } from '../domain/records/worry'
import { usePeople } from './people'
import { useWorry } from './use-worry'

let shown: Shown | null = null
afterEach(async () => {
  shown = await cleared(shown)
})
/** What this gives within a page of the adult who is signed in. */
async function within<T>(here: Glass, make: () => T): Promise<T> {
  const made: T[] = []
  shown?.unmount()
  shown = await here.show(defineComponent(() => {
    made.push(make())
    return () => h('p')
  }))
  const [one] = made
  if (one === undefined) throw new Error('not mounted')
  return one
}
/** Moss Kettle is a practitioner, Gwen the child's key person, Hetty the head, Dov the safeguarding lead. */
async function setting(): Promise<Glass> {
  const here = await glass({ roles: ['practitioner'] })
  const { ledger } = here.disk
  await ledger.append(adultEntry('gwen', { name: 'Gwen Applewhite', roles: ['key-person'] }))
  await ledger.append(adultEntry('hetty', { name: 'Hetty Overbrook', roles: ['head'] }))
  await ledger.append(adultEntry('amira', { name: 'Amira Applewhite', roles: ['senco', 'mental-health-lead'] }))
  await ledger.append(adultEntry('dov', { name: 'Dov Lanternfold', roles: ['dsl'] }))
  await ledger.append(adultEntry('gus', { name: 'Gus Oftenbright', roles: ['dsl'], until: '2026-11-01' }))
  await ledger.append(childEntry('juniper', { name: 'Juniper Brightwater', keyPerson: 'gwen' }))
  return here
}
const told = async (here: Glass) => {
  const [found] = await here.disk.ledger.ofKind('worry')
  return found ?? null
}
async function tells(here: Glass, words = 'A mark on the wrist.') {
  const one = await within(here, () => useWorry('q1', () => ['juniper']))
  await one.tell(words)
  return one
}

test('Yes is a record of its own, closed at once, on its way at once, and points to what was being written', async () => {
  const here = await setting()
  const { count } = here.rounds
  const one = await tells(here)
  const checkpoint = await told(here)
  expect([one.state.value, here.rounds.count]).toEqual(['told', count + 1])
  expect(checkpoint && view(worry, checkpoint).answers).toEqual({ children: ['juniper'], from: 'q1', when: at('2026-11-24T09:00'), words: 'A mark on the wrist.' })
  expect(checkpoint?.freeze).toMatchObject({ author: 'moss', act: 'close' })
})

test('no words are needed, and a child not yet chosen is no hindrance', async () => {
  const here = await setting()
  const one = await within(here, () => useWorry('q1', () => []))
  await one.tell('')
  const checkpoint = await told(here)
  expect(checkpoint && view(worry, checkpoint).answers).toMatchObject({ children: [], words: '' })
})

test('Yes pressed twice, at once or after it was kept, is one worry', async () => {
  const here = await setting()
  const one = await within(here, () => useWorry('q1', () => ['juniper']))
  await Promise.all([one.tell('A mark on the wrist.'), one.tell('A mark on the wrist.')])
  await one.tell('A mark on the wrist.')
  expect([one.state.value, (await here.disk.ledger.ofKind('worry')).length]).toEqual(['told', 1])
})

test('what was typed and not told outlives a lock, is its author’s alone, and goes once it is told or put aside', async () => {
  const here = await setting()
  const open = () => within(here, () => useWorry('q1', () => ['juniper']))
  const lockedAs = async (adult: string) => {
    await here.session.lock()
    shown?.unmount()
    shown = null
    await here.disk.unlock()
    await here.session.entered(adult)
    return open()
  }
  const one = await open()
  one.write('A mark on the')
  const again = await lockedAs('moss')
  await here.until(() => again.words.value === 'A mark on the')
  const other = await lockedAs('gwen')
  await here.settle()
  expect([other.words.value, await told(here)]).toEqual(['', null])
  const mine = await lockedAs('moss')
  await here.until(() => mine.words.value === 'A mark on the')
  await mine.tell('A mark on the wrist.')
  expect(mine.words.value).toBe('')
  mine.write('And another')
  await here.session.flush()
  const left = await open()
  await here.until(() => left.words.value === 'And another')
  left.putAside()
  await here.session.flush()
  const later = await open()
  await here.settle()
  expect(later.words.value).toBe('')
})

test('before a page is done with it is asked once about words that nobody was told', async () => {
  const here = await setting()
  const one = await within(here, () => useWorry('q1', () => ['juniper']))
  expect([one.isAsking(), one.shows.value.open]).toEqual([false, false])
  one.write('A mark on the wrist.')
  expect([one.isAsking(), one.shows.value.open, one.shows.value.isAsked]).toEqual([true, true, true])
  one.acts['update:open'](false)
  expect([one.isAsking(), one.shows.value.open]).toEqual([false, false])
})

test('words on their way into the disk as the record is erased are kept nowhere', async () => {
  const here = await setting()
  const one = await within(here, () => useWorry('q1', () => ['juniper']))
  const { epoch, seq } = await here.disk.ledger.cursor()
  await here.disk.ledger.receive({ epoch: epoch ?? 'one', rows: [{ seq: seq + 1, erase: { record: 'q1', at: 0 } }], next: seq + 1 }, { epoch, seq })
  one.write('A mark on the wrist.')
  await here.session.flush()
  expect(await here.disk.ledger.fact('adding|moss|worry|q1')).toBeNull()
})

test('it says who will know by first name: the safeguarding leads who work here today', async () => {
  const here = await setting()
  const one = await within(here, () => useWorry('q1', () => []))
  await here.until(() => one.leads.value !== '')
  expect(one.leads.value).toBe('Dov')
  await here.disk.ledger.append(adultEntry('fern', { name: 'Fern Lanternfold', roles: ['dsl', 'head'] }))
  await here.until(() => /^(Dov or Fern|Fern or Dov)$/.test(one.leads.value))
})

test('a disk that refuses is said, nothing is told, and the next press tells', async () => {
  const here = await setting()
  const one = await within(here, () => useWorry('q1', () => ['juniper']))
  const disk = failingDisk(() => new DOMException('full', 'QuotaExceededError'), (table) => table === 'revisions')
  disk.due = 1
  await one.tell('A mark on the wrist.')
  disk.restore()
  expect([one.state.value, await told(here)]).toEqual(['not-kept', null])
  await one.tell('A mark on the wrist.')
  expect(one.state.value).toBe('told')
})

const readers = { moss: true, gwen: false, hetty: false, amira: false, dov: true }
test('a worry is readable by its author and the safeguarding lead only, and stands in no timeline of others', async () => {
  const here = await setting()
  await tells(here)
  const checkpoint = await told(here)
  const may: Record<string, boolean> = {}
  const lines: Record<string, boolean> = {}
  for (const adult of Object.keys(readers)) {
    await here.session.entered(adult)
    const people = await within(here, () => usePeople())
    await here.until(() => people.me?.id === adult)
    may[adult] = checkpoint !== null && people.mayDo('read', checkpoint)
    const timeline = timelineOf(await here.disk.ledger.timeline('juniper'), { child: 'juniper', id: adult, mayRead: (one) => people.mayDo('read', one), say: people.say, wallAt: () => '2026-11-24T09:00' })
    lines[adult] = timeline.some(({ record }) => record === checkpoint?.record)
  }
  expect([may, lines]).toEqual([readers, readers])
})

test('that a worry waits to be sent is said to nobody who may not read it: neither its name, nor whose, nor about whom', async () => {
  const here = await setting()
  await tells(here)
  const checkpoint = await told(here)
  const said: Record<string, boolean> = {}
  for (const adult of Object.keys(readers)) {
    await here.session.entered(adult)
    const people = await within(here, () => usePeople())
    await here.until(() => people.me?.id === adult && people.children.length > 0)
    const tray = await within(here, () => useTray())
    await here.until(() => tray.loaded.value)
    said[adult] = tray.waiting.value.some(({ record, title, author }) => record === checkpoint?.record && /worr|J\.B\./i.test(`${title} ${author}`))
  }
  expect(said).toEqual(readers)
})
