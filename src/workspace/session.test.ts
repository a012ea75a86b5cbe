import { afterEach, expect, test } from 'vitest'
import { failingDisk } from '../../tests/support/failing-disk'
import { childEntry, glass } from '../../tests/support/glass'
import { closeDisks } from '../../tests/support/tablet-disk'

afterEach(closeDisks)

const draft = (words: string) => ({ record: 'q1', adult: 'moss', kind: 'quick-record', after: [], changes: { 'words/': words }, startedAt: 1 })
const full = () => new DOMException('full', 'QuotaExceededError')

test('a full disk with an old draft on it shuts nobody out, and the draft stays', async () => {
  const { session, disk } = await glass()
  await session.lock()
  await disk.unlock()
  await disk.ledger.keepDraft(draft('The newt is out.'))
  disk.clock.at += 3_600_000
  const failing = failingDisk(full, (table) => table === 'revisions')
  failing.due = 1
  await session.entered('moss')
  failing.restore()
  expect(session.open).toBe(true)
  expect((await disk.ledger.draft('q1', 'moss'))?.changes).toEqual({ 'words/': 'The newt is out.' })
})

test('what was being written when the app was ended is a record of its author at the next sign-in, whoever signs in', async () => {
  const { disk } = await glass()
  await disk.ledger.keepDraft(draft('The newt is out.'))
  await disk.ledger.keepDraft({ ...draft('Hummed under the coats.'), record: 'q2', adult: 'juniper' })
  const { session } = await glass({ disk })
  expect(session.open).toBe(true)
  expect(await disk.ledger.drafts()).toEqual([])
  expect((await disk.ledger.openBy('moss')).map(({ record }) => record)).toEqual(['q1'])
  expect((await disk.ledger.openBy('juniper')).map(({ record }) => record)).toEqual(['q2'])
})

test('but not while another tab has it open: it is written on there', async () => {
  const { disk } = await glass()
  await disk.ledger.keepDraft(draft('The newt is'))
  await glass({ disk, held: new Set(['draft:q1:moss']) })
  expect((await disk.ledger.drafts()).map(({ record }) => record)).toEqual(['q1'])
  expect(await disk.ledger.openBy('moss')).toEqual([])
})

test('a draft that cannot become a revision keeps no tablet open', async () => {
  const { session, disk } = await glass()
  await disk.ledger.keepDraft(draft('The newt is out.'))
  const failing = failingDisk(full, (table) => table === 'revisions')
  failing.due = 1
  await session.lock()
  failing.restore()
  expect([session.phase, session.hidden, disk.vault.open]).toEqual(['locked', false, false])
  await disk.unlock()
  await session.entered('moss')
  await session.lock()
  expect(await disk.ledger.drafts()).toEqual([])
})

test('words that reach no disk are not locked away: they stay, covered', async () => {
  const { session, disk } = await glass()
  session.beforeLock(() => Promise.reject(full()))
  await session.lock()
  expect([session.phase, session.hidden, disk.vault.open]).toEqual(['open', true, true])
})

test('a lock drops the key and every reading that was opened', async () => {
  const { session, disk } = await glass()
  await disk.ledger.append(childEntry('juniper', { name: 'Juniper Brightwater' }))
  const before = await disk.ledger.checkpoint('juniper')
  await session.lock()
  await disk.unlock()
  const after = await disk.ledger.checkpoint('juniper')
  expect(after).toEqual(before)
  expect(after).not.toBe(before)
})

test('who could not be let in leaves the tablet locked', async () => {
  const { session, disk } = await glass()
  await session.lock()
  // The key was dropped between the PIN and the door.
  await expect(session.entered('moss')).rejects.toThrow()
  expect([session.phase, session.adult, disk.vault.open]).toEqual(['locked', null, false])
})
