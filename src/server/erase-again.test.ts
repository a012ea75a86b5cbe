import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TestTablet } from '../../tests/support/enrolled-tablet'
import { enrolTestTablet } from '../../tests/support/enrolled-tablet'
import { openDesk } from './desk'
import { eraseAgain } from './erase-again'
import { openErasureLedger } from './erasure-ledger'
import { openLedger } from './ledger'
import { writeAdult } from './office'
import type { TestEndpoint } from './test-endpoint'
import { testEndpoint } from './test-endpoint'

let endpoint: TestEndpoint
let setting: string
let hall: TestTablet
const file = () => openErasureLedger(join(mkdtempSync(join(tmpdir(), 'steps-apart-')), 'apart'))
const device = ({ device: id }: TestTablet) => endpoint.db.selectFrom('device').select(['enrolled_at', 'revoked_at']).where('id', '=', id).executeTakeFirstOrThrow()
/** As an older backup has it. */
const trustAgain = ({ device: id }: TestTablet) => endpoint.db.updateTable('device').set({ revoked_at: null }).where('id', '=', id).execute()
beforeAll(async () => {
  endpoint = await testEndpoint()
  setting = await endpoint.addSetting({ id: 'weir' })
  hall = await enrolTestTablet(endpoint, setting)
})
afterAll(() => endpoint.close())

test('a tablet that was taken back is taken back again in a database that trusts it, and every other one is left as it is', async () => {
  const ledger = file()
  const lost = await enrolTestTablet(endpoint, setting)
  await endpoint.revoke(setting, lost.device)
  const at = (await device(lost)).revoked_at
  // Taken back by the database alone: written down now.
  await eraseAgain(ledger, endpoint)
  expect((await ledger.read()).entries.filter(({ act }) => act === 'revoke')).toEqual([{ act: 'revoke', setting, device: lost.device, at }])
  await ledger.add({ act: 'revoke', setting, device: 'of-another-database', at: 5 })
  // Taken back once, and taken in again since.
  await ledger.add({ act: 'revoke', setting, device: hall.device, at: (await device(hall)).enrolled_at - 1 })

  await trustAgain(lost)
  expect((await lost.get('/roster')).status).toBe(200)
  expect(await eraseAgain(ledger, endpoint)).toEqual({ records: 0, tablets: 1, unreadable: 0 })
  expect(await device(lost)).toMatchObject({ revoked_at: at })
  expect([(await lost.get('/roster')).status, (await hall.get('/roster')).status]).toEqual([401, 200])
  expect(await eraseAgain(ledger, endpoint)).toEqual({ records: 0, tablets: 0, unreadable: 0 })
})

test('an adult whom the LA signed after the backup comes back with what a tablet holds, since the key of its desk is in the file', async () => {
  const ledger = file()
  const desk = await openDesk({ db: endpoint.db, ledger: openLedger({ ...endpoint, now: Date.now }), setting, now: Date.now })
  await writeAdult(desk, { id: 'dov', name: 'Dov Saltmarsh', roles: ['dsl'] })
  await desk.send()
  await desk.close()
  await eraseAgain(ledger, endpoint)
  expect((await ledger.read()).entries).toContainEqual(desk.key)
  const [row] = (await hall.pull({ after: 0 })).rows.filter(({ header }) => header.includes('"record":"dov"'))
  if (!row) throw new Error('the adult was sent')
  const text = { id: row.id, header: row.header, body: row.body, signature: row.signature }

  for (const table of ['revision', 'checkpoint'] as const) await endpoint.db.deleteFrom(table).where('record', '=', 'dov').execute()
  await endpoint.db.deleteFrom('person').where('id', '=', 'dov').execute()
  await endpoint.db.deleteFrom('device').where('id', '=', desk.key.device).execute()
  expect((await hall.push(text)).results).toMatchObject([{ status: 'refused', code: 'not-whole' }])

  await eraseAgain(ledger, endpoint)
  expect((await hall.push(text)).results).toMatchObject([{ status: 'stored' }])
  expect((await hall.roster()).people).toMatchObject([{ id: 'dov', roles: ['dsl'] }])
  // It verifies, and does nothing more: the desk is closed.
  const { desk: isDesk, revoked_at } = await endpoint.db.selectFrom('device').select(['desk', 'revoked_at']).where('id', '=', desk.key.device).executeTakeFirstOrThrow()
  expect([isDesk, revoked_at]).toEqual([true, desk.key.at])
})
