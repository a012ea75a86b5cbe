import { expect, test } from 'vitest'
import { child } from '../../src/domain/records/child'
import { incident } from '../../src/domain/records/incident'
import { quickRecord } from '../../src/domain/records/quick-record'
import { courierOver } from '../support/courier-over'
import { backupMarks, noteBackup } from '../../src/server/epochs'
import { eraseAgain } from '../../src/server/erase-again'
import { eraseRecord } from '../../src/server/erasure'
import type { LedgerEntry } from '../../src/server/erasure-ledger'
import { enrol } from '../../src/sync/enrol'
import type { Restorable } from '../support/restorable'
import { restorable } from '../support/restorable'
import type { TestTablet } from '../support/tablet'
import { testPin } from '../support/tablet'

const newId = () => crypto.randomUUID()
const syncAll = async (...tablets: readonly TestTablet[]) => {
  for (const tablet of tablets) expect(await tablet.sync()).toEqual({ kind: 'done' })
}
const sign = async (tablet: TestTablet, record: string) =>
  tablet.ledger.append({ record, kind: 'incident', version: 1, act: 'sign', after: (await tablet.checkpoint(record))?.heads ?? [], author: tablet.adult, changes: {} })
const words = async (tablet: TestTablet, record: string) => (await tablet.read(quickRecord, record)).answers.words
const rowsOf = async ({ endpoint, setting }: Restorable) => endpoint().db.selectFrom('revision').select(['seq', 'id']).where('setting', '=', setting).orderBy('seq').execute()

/** Everything each tablet knows is at the endpoint, once, and a tablet that is new today reads the same. */
async function expectWhole(house: Restorable, ...tablets: readonly TestTablet[]): Promise<void> {
  const rows = await rowsOf(house)
  const ids = new Set(rows.map(({ id }) => id))
  expect(rows.map(({ seq }) => seq), 'numbers have no gap').toEqual(rows.map((_, index) => index + 1))
  expect(ids.size, 'nothing is kept twice').toBe(rows.length)
  const fresh = await house.tablet('hana')
  await syncAll(fresh)
  for (const tablet of tablets) {
    expect((await tablet.ledger.heldIds()).filter((id) => !ids.has(id)), 'nothing is lost').toEqual([])
    expect(await tablet.ledger.outlook()).toMatchObject({ waiting: 0, parked: 0 })
    for (const { record } of await fresh.tables.strict.readings.toArray()) {
      const [theirs, ours] = await Promise.all([fresh.checkpoint(record), tablet.checkpoint(record)])
      expect({ record, heads: ours?.heads, parts: ours?.parts, freeze: ours?.freeze }).toEqual({ record, heads: theirs?.heads, parts: theirs?.parts, freeze: theirs?.freeze })
    }
  }
}

test('one tablet brings back all that came after the backup, also what a tablet wrote that is gone for good; a signed incident keeps its number', async () => {
  const house = await restorable()
  const [hall, nest] = [await house.tablet('amira'), await house.tablet('chris')]
  const [moss, before, after, theirs, held] = [newId(), newId(), newId(), newId(), newId()]
  await hall.write(child, moss, { name: 'Moss Kettle', room: 'Puddle' })
  await hall.write(quickRecord, before, { words: 'Before the backup' }, 'close')
  await syncAll(hall, nest)
  const backup = await house.backUp()

  await hall.write(quickRecord, after, { words: 'After the backup' }, 'close')
  await syncAll(hall)
  await nest.write(child, moss, { room: 'Oak' })
  await nest.write(quickRecord, theirs, { words: 'By the tablet that is gone' }, 'close')
  await nest.write(incident, held, { words: 'Held the gate' })
  await sign(nest, held)
  await syncAll(nest, hall)
  const frozen = (await hall.checkpoint(held))?.freeze
  expect([frozen?.author, await hall.ledger.numberOf(held)]).toEqual(['chris', 1])
  nest.close()

  await house.restore(backup, { told: true })
  hall.net.state = 'there'
  // Before anything is sent again, it no longer says Received.
  const heard = courierOver(hall, async (url, init) => (url.includes('/push') ? new Response('<html>', { status: 502 }) : house.endpoint().fetch(url, init)))
  await heard.round(AbortSignal.timeout(60_000))
  expect(await hall.ledger.standing(after)).toMatchObject({ kind: 'here' })
  expect(await hall.ledger.standing(before)).toMatchObject({ kind: 'received' })
  expect(await hall.ledger.outlook()).toMatchObject({ waiting: 5, parked: 0 })

  await syncAll(hall)
  expect(await hall.ledger.standing(after)).toMatchObject({ kind: 'received' })
  await expectWhole(house, hall)
  const fresh = await house.tablet('hana')
  await syncAll(fresh)
  expect(await words(fresh, theirs)).toBe('By the tablet that is gone')
  expect((await fresh.read(child, moss)).answers.room).toBe('Oak')
  expect([(await fresh.checkpoint(held))?.freeze, await fresh.ledger.numberOf(held), await fresh.ledger.formerNumberOf(held)]).toEqual([frozen, 1, null])
})

test('an incident whose number another has by now shows both, and a new one takes neither', async () => {
  const house = await restorable()
  const [hall, nest] = [await house.tablet('amira'), await house.tablet('chris')]
  const [old, lost, alsoLost, early, next] = [newId(), newId(), newId(), newId(), newId()]
  await hall.write(incident, old, { words: 'Before' })
  await syncAll(hall, nest)
  const backup = await house.backUp()
  await hall.write(incident, lost, { words: 'Told as number 2' })
  await hall.write(incident, alsoLost, { words: 'Told as number 3' })
  await syncAll(hall)
  await house.restore(backup, { told: true })
  await nest.write(incident, early, { words: 'Arrived before the others were back' })
  await syncAll(nest, hall, nest)
  await nest.write(incident, next, { words: 'After' })
  await syncAll(nest, hall)
  for (const tablet of [hall, nest]) {
    const known = await Promise.all([old, early, alsoLost, lost, next].map(async (record) => [await tablet.ledger.numberOf(record), await tablet.ledger.formerNumberOf(record)]))
    expect(known).toEqual([[1, null], [2, null], [3, null], [4, 2], [5, null]])
  }
  await expectWhole(house, hall, nest)
})

test('nobody said that there was a restore: each tablet finds out by itself, and no row is skipped though new ones took the old numbers', async () => {
  const house = await restorable()
  const [hall, nest, pond] = [await house.tablet('amira'), await house.tablet('chris'), await house.tablet('amira')]
  await syncAll(hall, nest, pond)
  const backup = await house.backUp()
  const [lost, theirs, fresh, mine] = [newId(), newId(), newId(), newId()]
  await hall.write(quickRecord, lost, { words: 'Received, and then not' }, 'close')
  await nest.write(quickRecord, theirs, { words: 'Also lost' }, 'close')
  await syncAll(hall, nest, hall, nest)
  await house.restore(backup, { told: false })
  // Pond was away: for it nothing happened. It gives out the numbers that hall and nest have passed, and more.
  for (const record of [fresh, newId(), newId()]) await pond.write(quickRecord, record, { words: 'Written by the pond' }, 'close')
  await syncAll(pond)
  await hall.write(quickRecord, mine, { words: 'On top of it all' }, 'close')
  await syncAll(hall, nest, pond, hall)
  expect(await words(hall, fresh)).toBe('Written by the pond')
  expect(await words(pond, lost)).toBe('Received, and then not')
  await expectWhole(house, hall, nest, pond)
  // The errand comes late, over rows of both lives.
  await house.tell()
  await syncAll(hall, nest, pond)
  await expectWhole(house, hall, nest, pond)
})

test('a restore that is told of only after others wrote makes nobody skip their rows', async () => {
  const house = await restorable()
  const [hall, nest] = [await house.tablet('amira'), await house.tablet('chris')]
  await syncAll(hall, nest)
  const backup = await house.backUp()
  const lost = [newId(), newId(), newId()]
  for (const record of lost) await hall.write(quickRecord, record, { words: 'Lost' }, 'close')
  await syncAll(hall)
  await house.restore(backup, { told: false })
  const fresh = [newId(), newId()]
  for (const record of fresh) await nest.write(quickRecord, record, { words: 'New' }, 'close')
  await syncAll(nest)
  await house.tell()
  await syncAll(hall, nest, hall)
  for (const record of fresh) expect(await words(hall, record)).toBe('New')
  for (const record of lost) expect(await words(nest, record)).toBe('Lost')
  await expectWhole(house, hall, nest)
})

test('a tablet that was away over two restores, the second from a backup older than the first, comes back whole', async () => {
  const house = await restorable()
  const [hall, nest] = [await house.tablet('amira'), await house.tablet('chris')]
  await syncAll(hall, nest)
  const [monday, tuesday, wednesday, thursday] = [newId(), newId(), newId(), newId()]
  const write = (tablet: TestTablet, record: string, said: string) => tablet.write(quickRecord, record, { words: said }, 'close')
  const first = await house.backUp()
  await write(hall, monday, 'Monday')
  await syncAll(hall, nest)
  const second = await house.backUp()
  await write(nest, tuesday, 'Tuesday')
  await syncAll(nest, hall)
  nest.goOffline()
  await write(nest, thursday, 'Thursday, with no signal')
  await house.restore(second, { told: true })
  await write(hall, wednesday, 'Wednesday')
  await syncAll(hall)
  await house.restore(first, { told: true })
  nest.goOnline()
  await syncAll(nest, hall, nest)
  for (const tablet of [hall, nest]) expect(await Promise.all([monday, tuesday, wednesday, thursday].map((record) => words(tablet, record)))).toEqual(['Monday', 'Tuesday', 'Wednesday', 'Thursday, with no signal'])
  await expectWhole(house, hall, nest)
})

test.each(['before it is stored', 'after it was stored and before its answer'] as const)('a restore while a push is under way, %s, takes nothing with it', async (when) => {
  const house = await restorable()
  const [hall, nest] = [await house.tablet('amira'), await house.tablet('chris')]
  await syncAll(hall, nest)
  const backup = await house.backUp()
  const [received, sending] = [newId(), newId()]
  await hall.write(quickRecord, received, { words: 'Received before' }, 'close')
  await syncAll(hall)
  await hall.write(quickRecord, sending, { words: 'On its way' }, 'close')
  let pushes = 0
  const held = courierOver(hall, async (url, init) => {
    if (!url.endsWith('/push') || (pushes += 1) > 1) return house.endpoint().fetch(url, init)
    if (when === 'before it is stored') await house.restore(backup, { told: true })
    const answer = await house.endpoint().fetch(url, init)
    if (when !== 'before it is stored') await house.restore(backup, { told: true })
    return answer
  })
  expect(await held.round(AbortSignal.timeout(60_000))).toEqual({ kind: 'done' })
  await syncAll(nest)
  expect([await words(nest, received), await words(nest, sending)]).toEqual(['Received before', 'On its way'])
  expect(await hall.ledger.standing(sending)).toMatchObject({ kind: 'received' })
  await expectWhole(house, hall, nest)
})

test.each(['before its first page', 'between two pages'] as const)('a restore during a first sync, %s, loses nothing that was sent before it', async (when) => {
  const house = await restorable()
  const [hall, nest] = [await house.tablet('amira'), await house.tablet('chris')]
  await syncAll(hall)
  const backup = await house.backUp()
  const sent = newId()
  await nest.write(quickRecord, sent, { words: 'Sent before the first sync' }, 'close')
  let pages = 0
  const held = courierOver(nest, async (url, init) => {
    if (!url.includes('/snapshot')) return house.endpoint().fetch(url, init)
    pages += 1
    if (pages === (when === 'before its first page' ? 1 : 2)) await house.restore(backup, { told: true })
    return house.endpoint().fetch(`${url}${url.includes('?') ? '&' : '?'}limit=2`, init)
  })
  expect(await held.round(AbortSignal.timeout(60_000))).toEqual({ kind: 'done' })
  await syncAll(nest, hall)
  expect(await words(hall, sent)).toBe('Sent before the first sync')
  await expectWhole(house, hall, nest)
})

test('a tablet that joined after the last backup can bring back what it never saw being written', async () => {
  const house = await restorable()
  const nest = await house.tablet('chris')
  const late = await house.tablet('amira')
  await syncAll(nest)
  const marks = (await backupMarks(house.endpoint().db)).join('\n')
  const backup = await house.backUp()
  expect(await noteBackup(house.endpoint().db, marks)).toEqual({ noted: 1, passedBy: 0 })
  const record = newId()
  await nest.write(quickRecord, record, { words: 'Only in checkpoints' })
  await nest.write(quickRecord, record, { words: 'Only in checkpoints, twice' }, 'close')
  await syncAll(nest, late)
  nest.close()
  await house.restore(backup, { told: true })
  await syncAll(late)
  expect(await words(late, record)).toBe('Only in checkpoints, twice')
  await expectWhole(house, late)
})

test('a tablet that joined after the backup is forgotten: what it wrote comes back through others, and it comes back as itself', async () => {
  const house = await restorable()
  const hall = await house.tablet('amira')
  await syncAll(hall)
  const backup = await house.backUp()
  const nest = await house.tablet('chris')
  const [theirs, unsent] = [newId(), newId()]
  await nest.write(quickRecord, theirs, { words: 'By a tablet that joined later' }, 'close')
  await syncAll(nest, hall)
  await house.restore(backup, { told: true })
  await syncAll(hall)
  expect(await hall.ledger.standing(theirs)).toMatchObject({ kind: 'none' })
  expect(await hall.ledger.outlook()).toMatchObject({ waiting: 0, parked: 0 })
  await expectWhole(house, hall)

  await nest.write(quickRecord, unsent, { words: 'Written while it was forgotten' }, 'close')
  // Never as if it had been revoked: nothing that it holds may go.
  expect(await nest.sync()).toEqual({ kind: 'not-known' })
  const was = (await nest.vault.identity())?.device
  // From its lock screen, where nobody is signed in and the key that would open for a new adult is not at hand.
  nest.vault.lock()
  const joined = await enrol(nest.wire, nest.vault, { code: await house.endpoint().makeEnrolmentCode(house.setting), tabletName: 'Nest' })
  expect(joined).toMatchObject({ ok: true, value: { device: was } })
  const escrow = async () => (await house.endpoint().db.selectFrom('device').select('escrow').where('id', '=', was ?? '').executeTakeFirstOrThrow()).escrow
  expect(await escrow()).toBeNull()
  expect(await nest.vault.unlock('chris', testPin)).toMatchObject({ ok: true })
  await syncAll(nest, hall)
  expect(await escrow()).not.toBeNull()
  expect(await words(hall, unsent)).toBe('Written while it was forgotten')
  await expectWhole(house, hall, nest)
})

test('nobody said at first that there was a restore: what a tablet wrote that joined after the backup, and is gone for good, comes back whole all the same', async () => {
  const house = await restorable()
  const hall = await house.tablet('amira')
  await syncAll(hall)
  const backup = await house.backUp()
  const nest = await house.tablet('chris')
  const theirs = newId()
  await nest.write(quickRecord, theirs, { words: 'By a tablet that is lost' }, 'close')
  await syncAll(nest, hall)
  nest.close()
  await house.restore(backup, { told: false })
  // It meets an endpoint that does not know the other, and hears its roster.
  await hall.sync()
  await hall.sync()
  await house.tell()
  await syncAll(hall)
  expect(await words(hall, theirs)).toBe('By a tablet that is lost')
  await expectWhole(house, hall)
})

test('the only tablet there is joined after the backup: enrolled again, it has its id and brings everything back', async () => {
  const house = await restorable()
  const backup = await house.backUp()
  const nest = await house.tablet('chris')
  const record = newId()
  await nest.write(quickRecord, record, { words: 'Known to this tablet alone' }, 'close')
  await syncAll(nest)
  await house.restore(backup, { told: true })
  expect(await nest.sync()).toEqual({ kind: 'not-known' })
  expect(await words(nest, record)).toBe('Known to this tablet alone')
  const was = (await nest.vault.identity())?.device
  await enrol(nest.wire, nest.vault, { code: await house.endpoint().makeEnrolmentCode(house.setting), tabletName: 'Nest' })
  expect((await nest.vault.identity())?.device).toBe(was)
  await syncAll(nest)
  await expectWhole(house, nest)
})

test('what was erased after the backup stays erased, though a tablet that never heard of it brings back all it has', async () => {
  const house = await restorable()
  const [hall, nest] = [await house.tablet('amira'), await house.tablet('chris')]
  const [before, after] = [newId(), newId()]
  const secret = `Kettlewhistle ${newId()}`
  await hall.write(quickRecord, before, { words: `${secret}, before` }, 'close')
  await syncAll(hall, nest)
  const backup = await house.backUp()
  await hall.write(quickRecord, after, { words: `${secret}, after` }, 'close')
  await syncAll(hall, nest)
  nest.goOffline()
  const lines: LedgerEntry[] = []
  const ledger = { add: (line: LedgerEntry) => Promise.resolve(void lines.push(line)), read: () => Promise.resolve({ entries: lines, unreadable: 0 }) }
  for (const record of [before, after]) {
    const erasure = { act: 'erase', setting: house.setting, record, kind: 'quick-record', why: 'request', decidedBy: 'hana', reviewedBy: 'chris', at: 1 } as const
    await eraseRecord(erasure, { ...house.endpoint(), first: () => ledger.add(erasure) })
  }
  await syncAll(hall)
  await house.restore(backup, { told: true })
  await eraseAgain(ledger, house.endpoint())
  nest.goOnline()
  await syncAll(hall, nest, hall)
  const bodies = await house.endpoint().db.selectFrom('revision').select('body').where('setting', '=', house.setting).execute()
  expect(JSON.stringify(bodies)).not.toContain('Kettlewhistle')
  for (const tablet of [hall, nest]) {
    for (const record of [before, after]) expect([await tablet.checkpoint(record), (await tablet.ledger.revisions(record)).filter(({ body }) => body !== null)]).toEqual([null, []])
    expect(await tablet.ledger.outlook()).toMatchObject({ waiting: 0, parked: 0 })
  }
})

test('what was received and is in no backup yet is counted, stays on a revoked tablet, and is let go with the backup', async () => {
  const house = await restorable()
  const [hall, nest] = [await house.tablet('amira'), await house.tablet('chris')]
  const [mine, theirs] = [newId(), newId()]
  await nest.write(quickRecord, theirs, { words: 'By another tablet' }, 'close')
  await syncAll(nest)
  await hall.write(quickRecord, mine, { words: 'By this one' }, 'close')
  await syncAll(hall)
  expect([await hall.ledger.heldBack(), await nest.ledger.heldBack()]).toEqual([1, 1])
  const status = await house.endpoint().db.selectFrom('device').select('status').where('id', '=', (await hall.vault.identity())?.device ?? '').executeTakeFirstOrThrow()
  expect(JSON.parse(status.status ?? '')).toMatchObject({ unsent: 0, heldBack: 1 })

  await house.endpoint().revoke(house.setting, (await hall.vault.identity())?.device ?? '')
  expect(await hall.sync()).toEqual({ kind: 'revoked' })
  expect(await words(hall, mine)).toBe('By this one')
  expect(await hall.checkpoint(theirs)).toBeNull()

  await noteBackup(house.endpoint().db, (await backupMarks(house.endpoint().db)).join('\n'))
  await syncAll(nest)
  expect(await nest.ledger.heldBack()).toBe(0)
  expect(await words(nest, theirs)).toBe('By another tablet')
  await hall.ledger.keepContact({ skewMs: 0, at: Date.now() + 15 * 86_400_000 })
  expect(await hall.ledger.heldBack()).toBe(0)
  await hall.ledger.dropReceived()
  expect(await hall.checkpoint(mine)).toBeNull()
})
