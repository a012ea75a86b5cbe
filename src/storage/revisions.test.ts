// @vitest-environment node
import { afterEach, expect, test } from 'vitest'
import { closeDisks, elsewhere, entry, tabletDisk } from '../../tests/support/tablet-disk'
import { view } from '../domain/history/read'
import { child } from '../domain/records/child'
import type { Vault } from './vault'

afterEach(closeDisks)
const epoch = 'epoch-1'
const start = { epoch: null, seq: 0 }

test('a revision made from a draft is kept with its reading and its place in the outbox, and the draft is gone', async () => {
  const { ledger, clock } = await tabletDisk()
  await ledger.keepDraft({ record: 'juniper', adult: 'moss', kind: 'child', after: [], changes: { 'name/': 'Juniper Brightwater' }, startedAt: 1 })
  await ledger.keepContact({ skewMs: 250, at: clock.at })
  const made = await ledger.append(entry({ changes: { 'name/': 'Juniper Brightwater' } }), { endsDraft: true })

  expect(made.header).toMatchObject({ setting: 'willow-hall', device: 'hall-1', author: 'moss', at: clock.at, skewMs: 250, after: [] })
  expect((await ledger.checkpoint('juniper'))?.heads).toEqual([made.id])
  expect((await ledger.ofKind('child')).map(({ record }) => record)).toEqual(['juniper'])
  expect(await ledger.draft('juniper', 'moss')).toBeNull()
  expect(await ledger.tray()).toEqual([{ id: made.id, record: 'juniper', savedAt: clock.at, code: null }])
  expect(await ledger.standing('juniper')).toEqual({ kind: 'here', savedAt: clock.at })
  expect((await ledger.revisions('juniper')).map(({ id, seq }) => ({ id, seq }))).toEqual([{ id: made.id, seq: null }])
})

test('a revision that was not made from the author’s draft leaves it alone', async () => {
  const { ledger } = await tabletDisk()
  await ledger.keepDraft({ record: 'juniper', adult: 'moss', kind: 'child', after: [], changes: { 'room/': 'Hedgehogs' }, startedAt: 1 })
  await ledger.append(entry({ changes: { 'name/': 'Juniper Brightwater' } }))
  expect((await ledger.draft('juniper', 'moss'))?.changes).toEqual({ 'room/': 'Hedgehogs' })
})

test('another adult’s draft of the same record stays', async () => {
  const { ledger } = await tabletDisk()
  await ledger.keepDraft({ record: 'juniper', adult: 'sorrel', kind: 'child', after: [], changes: { 'room/': 'Hedgehogs' }, startedAt: 1 })
  await ledger.append(entry({ changes: { 'name/': 'Juniper Brightwater' } }), { endsDraft: true })
  expect((await ledger.draft('juniper', 'sorrel'))?.changes).toEqual({ 'room/': 'Hedgehogs' })
})

test('two adults who began from the same heads on one tablet are both kept, and the clash is shown', async () => {
  const { ledger } = await tabletDisk()
  const began = await ledger.append(entry({ changes: { 'room/': 'Hedgehogs' } }))
  const after = [began.id]
  const [moss, sorrel] = await Promise.all([
    ledger.append(entry({ after, changes: { 'room/': 'Badgers' } })),
    ledger.append(entry({ after, author: 'sorrel', changes: { 'room/': 'Otters' } })),
  ])
  const checkpoint = await ledger.checkpoint('juniper')
  expect(checkpoint?.heads).toEqual([moss.id, sorrel.id].sort((a, b) => (a < b ? -1 : 1)))
  expect(checkpoint && view(child, checkpoint).clashes).toEqual(['room/'])
  expect((await ledger.batch({ items: 10, bytes: 1_000_000 })).map(({ id }) => id)).toEqual([began.id, ...(await ledger.tray()).slice(1).map(({ id }) => id)])
})

test('two adults who begin one record at the same moment are both kept', async () => {
  const { ledger } = await tabletDisk()
  const made = await Promise.all([
    ledger.append(entry({ changes: { 'name/': 'Juniper' } })),
    ledger.append(entry({ author: 'sorrel', changes: { 'room/': 'Otters' } })),
  ])
  expect((await ledger.checkpoint('juniper'))?.heads).toEqual(made.map(({ id }) => id).sort((a, b) => (a < b ? -1 : 1)))
  expect(await ledger.tray()).toHaveLength(2)
})

test('a reading that moved during a save is worked out again; the revision stays as it was made', async () => {
  const other = await elsewhere()
  let meanwhile: (() => Promise<unknown>) | null = null
  const disk = await tabletDisk({
    around: (vault) => slowed(vault, async (about) => {
      if (!about.startsWith('outbox|')) return
      const act = meanwhile
      meanwhile = null
      await act?.()
    }),
  })
  const began = await other.write({ changes: { 'room/': 'Hedgehogs' } })
  await disk.ledger.receive({ epoch, rows: other.rows(began), next: 1 }, start)
  const theirs = await other.write({ after: [began.id], changes: { 'knownAs/': 'Juni' } })
  meanwhile = () => disk.ledger.receive({ epoch, rows: other.rows(theirs), next: 2 }, { epoch, seq: 1 })
  const mine = await disk.ledger.append(entry({ after: [began.id], changes: { 'name/': 'Juniper Brightwater' } }))

  expect(mine.header.after).toEqual([began.id])
  const checkpoint = await disk.ledger.checkpoint('juniper')
  expect(checkpoint?.heads).toEqual([mine.id, theirs.id].sort((a, b) => (a < b ? -1 : 1)))
  expect(checkpoint && view(child, checkpoint).answers).toMatchObject({ name: 'Juniper Brightwater', knownAs: 'Juni', room: 'Hedgehogs' })
})

test('drafts that nobody has open become edits by their authors', async () => {
  const { ledger, clock } = await tabletDisk()
  const keptAt = clock.at
  await ledger.keepDraft({ record: 'abc-1', adult: 'sorrel', kind: 'abc', after: [], changes: { 'before/': 'Queue for lunch' }, startedAt: 1 })
  clock.at += 60_000
  await ledger.keepDraft({ record: 'abc-2', adult: 'moss', kind: 'abc', after: [], changes: { 'before/': 'The bell' }, startedAt: 2 })

  expect(await ledger.draftsToRevisions(({ record }) => record === 'abc-1')).toBe(1)
  expect((await ledger.drafts()).map(({ record }) => record)).toEqual(['abc-2'])
  const [made] = await ledger.revisions('abc-1')
  expect(made).toMatchObject({ header: { author: 'sorrel', act: 'edit', at: keptAt, kind: 'abc' }, body: { changes: { 'before/': 'Queue for lunch' } } })
  expect((await ledger.openBy('sorrel')).map(({ record }) => record)).toEqual(['abc-1'])
})

test('what a page only stamped as it opened becomes no record, and leaves no draft', async () => {
  const { ledger } = await tabletDisk()
  await ledger.keepDraft({ record: 'abc-1', adult: 'moss', kind: 'abc', after: [], changes: { 'before/': 'stamped' }, startedAt: 1, isStamp: true })
  expect(await ledger.draft('abc-1', 'moss')).toMatchObject({ isStamp: true })
  expect(await ledger.draftsToRevisions()).toBe(0)
  expect([await ledger.drafts(), await ledger.revisions('abc-1')]).toEqual([[], []])
})

test('a draft kept again while it was being made into a revision stays a draft', async () => {
  let meanwhile: (() => Promise<unknown>) | null = null
  const disk = await tabletDisk({
    around: (vault) => slowed(vault, async (about) => {
      if (!about.startsWith('outbox|')) return
      const act = meanwhile
      meanwhile = null
      await act?.()
    }),
  })
  const draft = { record: 'abc-1', adult: 'moss', kind: 'abc', after: [], startedAt: 1 }
  await disk.ledger.keepDraft({ ...draft, changes: { 'before/': 'Queue' } })
  meanwhile = () => {
    disk.clock.at += 5
    return disk.ledger.keepDraft({ ...draft, changes: { 'before/': 'Queue for lunch' } })
  }
  expect(await disk.ledger.draftsToRevisions()).toBe(0)
  expect((await disk.ledger.draft('abc-1', 'moss'))?.changes).toEqual({ 'before/': 'Queue for lunch' })
  expect(await disk.ledger.revisions('abc-1')).toEqual([])
})

test('an own record leaves the list of open ones when its author closes it, and is about its children', async () => {
  const { ledger, clock } = await tabletDisk()
  await ledger.append(entry({ changes: { 'name/': 'Juniper Brightwater' } }))
  const open = await ledger.append(entry({ record: 'qr-1', kind: 'quick-record', changes: { 'children/juniper': true, 'words/': 'Sat under the table' } }))
  clock.at += 1_000
  await ledger.append(entry({ record: 'qr-2', kind: 'quick-record', changes: { 'children/juniper': true } }))
  expect((await ledger.timeline('juniper')).map(({ record }) => record)).toEqual(['qr-2', 'qr-1'])
  expect((await ledger.timeline('juniper', 1)).map(({ record }) => record)).toEqual(['qr-2'])
  expect((await ledger.openBy('moss')).map(({ record }) => record)).toEqual(['qr-2', 'qr-1'])
  await ledger.append(entry({ record: 'qr-1', kind: 'quick-record', act: 'close', after: [open.id], changes: { 'children/juniper': null, 'children/pip': true } }))
  expect((await ledger.openBy('moss')).map(({ record }) => record)).toEqual(['qr-2'])
  expect((await ledger.timeline('juniper')).map(({ record }) => record)).toEqual(['qr-2'])
  expect((await ledger.timeline('pip')).map(({ record }) => record)).toEqual(['qr-1'])
})

test('200,000 characters are kept as a draft, saved, offered and read back', async () => {
  const { ledger } = await tabletDisk()
  const words = 'Rocking, then humming. “Not yet” — 10 minutes. 🦦 '.repeat(4_000).slice(0, 200_000)
  const draft = { record: 'abc-1', adult: 'moss', kind: 'abc', after: [], changes: { 'before/': words }, startedAt: 1 }
  await ledger.keepDraft(draft)
  expect(await ledger.draft('abc-1', 'moss')).toEqual(draft)
  const { text } = await ledger.append(entry({ record: 'abc-1', kind: 'abc', changes: draft.changes }))
  expect(await ledger.batch({ items: 1, bytes: 1_000_000 })).toEqual([text])
  const checkpoint = await ledger.checkpoint('abc-1')
  expect(checkpoint?.parts['before/']?.[0]?.[1]).toBe(words.replace(/\p{Surrogate}/gu, ''))
})

/** A vault that lets something happen just before it seals openly: the last await before a save's transaction. */
function slowed(vault: Vault, before: (about: string) => Promise<void>): Vault {
  return Object.create(vault, {
    open: { get: () => vault.open },
    sealOpenly: {
      value: async (about: string, text: string) => {
        await before(about)
        return vault.sealOpenly(about, text)
      },
    },
  }) as Vault
}
