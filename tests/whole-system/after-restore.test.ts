import { expect, test } from 'vitest'
import { child } from '../../src/domain/records/child'
import { quickRecord } from '../../src/domain/records/quick-record'
import type { RosterReply } from '../../src/protocol/messages'
import { eraseAgain } from '../../src/server/erase-again'
import type { LedgerEntry } from '../../src/server/erasure-ledger'
import { enrol } from '../../src/sync/enrol'
import { courierOver } from '../support/courier-over'
import { restorable } from '../support/restorable'
import type { TestTablet } from '../support/tablet'

const newId = () => crypto.randomUUID()
const syncAll = async (...tablets: readonly TestTablet[]) => {
  for (const tablet of tablets) expect(await tablet.sync()).toEqual({ kind: 'done' })
}
const deviceOf = async ({ vault }: TestTablet) => (await vault.identity())?.device ?? ''
/** The file apart, which no restore touches. */
function fileApart() {
  const lines: LedgerEntry[] = []
  return { add: (line: LedgerEntry) => Promise.resolve(void lines.push(line)), read: () => Promise.resolve({ entries: [...lines], unreadable: 0 }) }
}

test('a tablet that was taken back after the backup is trusted by nobody after a restore, and one that was taken in again since is', async () => {
  const house = await restorable()
  const apart = fileApart()
  const [hall, lost] = [await house.tablet('amira'), await house.tablet('chris')]
  await hall.write(child, newId(), { name: 'Moss Kettle' })
  await syncAll(hall, lost)
  const backup = await house.backUp()
  await house.endpoint().revoke(house.setting, await deviceOf(lost))
  await eraseAgain(apart, house.endpoint())

  await house.restore(backup, { told: true })
  expect(await eraseAgain(apart, house.endpoint())).toEqual({ records: 0, tablets: 1, unreadable: 0 })
  expect(await lost.sync()).toEqual({ kind: 'revoked' })
  await syncAll(hall)

  await enrol(lost.wire, lost.vault, { code: await house.endpoint().makeEnrolmentCode(house.setting), tabletName: 'Nest' })
  // A start from then on leaves it alone.
  expect(await eraseAgain(apart, house.endpoint())).toMatchObject({ tablets: 0 })
  await syncAll(lost)
})

test('an adult who was added after the backup comes back with what tablets hold, and what they wrote with them', async () => {
  const house = await restorable()
  const apart = fileApart()
  const hall = await house.tablet('amira')
  await syncAll(hall)
  const backup = await house.backUp()
  await house.endpoint().addAdults(house.setting, { id: 'dov', name: 'Dov Saltmarsh', roles: ['practitioner'] })
  await eraseAgain(apart, house.endpoint())
  await syncAll(hall)
  const record = newId()
  await hall.ledger.append({ record, kind: quickRecord.kind, version: quickRecord.version, act: 'close', after: [], author: 'dov', changes: { 'words/': 'By Dov' } })
  await syncAll(hall)

  await house.restore(backup, { told: true })
  await eraseAgain(apart, house.endpoint())
  await syncAll(hall)
  expect(await hall.ledger.outlook()).toMatchObject({ waiting: 0, parked: 0 })
  // Who works here was asked anew in that round.
  expect((await hall.ledger.fact<RosterReply>('roster'))?.people.map(({ id }) => id)).toContain('dov')
  const fresh = await house.tablet('hana')
  await syncAll(fresh)
  expect((await fresh.checkpoint('dov'))?.kind).toBe('adult')
  expect((await fresh.checkpoint(record))?.first.author).toBe('dov')
})

test.each(['altered on its way', 'without its words'] as const)('a row that came %s is read in the round that brings it whole, and nothing was lost meanwhile', async (how) => {
  const house = await restorable()
  const [hall, nest] = [await house.tablet('amira'), await house.tablet('chris')]
  const record = newId()
  await syncAll(nest)
  await hall.write(quickRecord, record, { words: 'Stacked the otter bricks' }, 'close')
  await syncAll(hall)
  const spoiled = courierOver(nest, async (url, init) => {
    const answer = await house.endpoint().fetch(url, init)
    if (!url.includes('/pull') && !url.includes('/history')) return answer
    const said = (await answer.json()) as { rows: { body: string | null }[] }
    return Response.json({ ...said, rows: said.rows.map((row) => ({ ...row, body: how === 'without its words' ? null : (row.body?.replace('otter', 'stoat') ?? null) })) })
  })
  expect(await spoiled.round(AbortSignal.timeout(60_000))).toEqual({ kind: 'done' })
  expect([await nest.checkpoint(record), await nest.ledger.erasures(), await nest.ledger.setAside()]).toEqual([null, [], 1])
  // Its history was asked for in vain once: it is asked for again two minutes later.
  nest.clock.offsetMs += 2 * 60_000
  await syncAll(nest)
  expect((await nest.read(quickRecord, record)).answers.words).toBe('Stacked the otter bricks')
  expect(await nest.ledger.setAside()).toBe(0)
})
