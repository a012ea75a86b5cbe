import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { enrolTestTablet } from '../../tests/support/enrolled-tablet'
import { within } from './database/within'
import { beginEpoch } from './epochs'
import type { TestEndpoint } from './test-endpoint'
import { testEndpoint } from './test-endpoint'

const tables = ['setting', 'setting_head', 'epoch', 'revision', 'checkpoint', 'about', 'device', 'person', 'enrolment_code', 'one_time_code', 'parked', 'incident_number', 'county_fact', 'post_key'] as const

describe.each(['pglite', 'postgres'] as const)('between two settings on %s', (on) => {
  let endpoint: TestEndpoint
  const settings: string[] = []

  beforeAll(async () => {
    endpoint = await testEndpoint({ on })
    for (const name of ['Willow', 'Dandelion']) {
      const setting = await endpoint.addSetting({ name })
      settings.push(setting)
      await endpoint.addAdults(setting, { id: 'amira', name: 'Amira', roles: ['head'] })
      await endpoint.makeOneTimeCode(setting, 'amira')
      const tablet = await enrolTestTablet(endpoint, setting)
      const about = await tablet.make({ record: 'note', kind: 'quick-record', author: 'amira', changes: { 'children/moss': true } })
      const refused = await tablet.make({ record: 'other', kind: 'quick-record', author: 'nobody' })
      const incident = await tablet.make({ record: 'incident', kind: 'incident', author: 'amira' })
      await tablet.push(about.text, refused.text, incident.text)
      await beginEpoch(endpoint.db, setting, 1)
    }
  })
  afterAll(() => endpoint.close())

  test.each(tables)('a query of %s that forgot its setting sees nothing of the other', async (table) => {
    const [here = ''] = settings
    const key = table === 'setting' ? 'id' : 'setting'
    const seen = await within(endpoint.db, here, (tx) => sql<{ key: string }>`select distinct ${sql.ref(key)} as key from ${sql.table(table)}`.execute(tx))
    expect(seen.rows).toEqual([{ key: here }])
    const outside = await within(endpoint.db, '', (tx) => sql`select 1 from ${sql.table(table)}`.execute(tx))
    expect(outside.rows).toEqual([])
  })

  test('a write that names the other setting is refused, and one that forgot to changes nothing there', async () => {
    const [here = '', there = ''] = settings
    const person = { setting: there, id: 'eve', name: 'Eve', short_name: 'Eve', roles: '["head"]', until: null, rooms: '[]' }
    await expect(within(endpoint.db, here, (tx) => tx.insertInto('person').values(person).execute())).rejects.toMatchObject({ code: '42501' })
    await within(endpoint.db, here, (tx) => tx.updateTable('device').set({ revoked_at: 1 }).execute())
    const revoked = await endpoint.db.selectFrom('device').select('setting').distinct().where('revoked_at', '=', 1).execute()
    expect(revoked).toEqual([{ setting: here }])
  })

  test('a request cannot change or remove a revision', async () => {
    const [here = ''] = settings
    await expect(within(endpoint.db, here, (tx) => tx.deleteFrom('revision').execute())).rejects.toMatchObject({ code: '42501' })
    await expect(within(endpoint.db, here, (tx) => tx.updateTable('revision').set({ body: null }).execute())).rejects.toMatchObject({ code: '42501' })
  })

  test('a number that was given is neither changed nor taken back', async () => {
    const [here = ''] = settings
    await expect(within(endpoint.db, here, (tx) => tx.deleteFrom('incident_number').execute())).rejects.toMatchObject({ code: '42501' })
    await expect(within(endpoint.db, here, (tx) => sql`update incident_number set number = 9`.execute(tx))).rejects.toMatchObject({ code: '42501' })
  })

  test('a request reads what the LA published for all, and publishes nothing', async () => {
    const [here = ''] = settings
    const row = { year: 2026, kind: 'school' as const, version: '2026.9', valid_from: '2026-11-01', published_at: 1, pack: '{}' }
    expect(await within(endpoint.db, here, (tx) => tx.selectFrom('published_words').selectAll().execute())).toEqual([])
    await expect(within(endpoint.db, here, (tx) => tx.insertInto('published_words').values(row).execute())).rejects.toMatchObject({ code: '42501' })
    await expect(within(endpoint.db, here, (tx) => sql`delete from published_words`.execute(tx))).rejects.toMatchObject({ code: '42501' })
  })

  test('the wall is gone with the transaction: the office sees all settings', async () => {
    expect(await endpoint.db.selectFrom('setting').select('id').execute()).toHaveLength(2)
  })
})
