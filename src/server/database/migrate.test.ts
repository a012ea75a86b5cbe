import { randomUUID } from 'node:crypto'
import { PGlite } from '@electric-sql/pglite'
import { createPgConfig } from '@electric-sql/pglite/node-postgres'
import { Kysely, Migrator, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { expect, test } from 'vitest'
import { enrolTestTablet } from '../../../tests/support/enrolled-tablet'
import { newDatabase, newPglite, testEndpoint } from '../test-endpoint'
import * as firstTables from './first-tables'
import { migrate } from './migrate'
import { openPostgres } from './open'
import type { Tables } from './tables'

/** A new database whose owner is no superuser, as an LA's own PostgreSQL gives it. */
async function ownedBy(role: string, given: string | null): Promise<string> {
  const url = new URL(await newDatabase())
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query(`create role ${role} login password 'test'`)
  await client.query(`alter database ${url.pathname.slice(1)} owner to ${role}`)
  // One role for the whole cluster, so the tests before this one have made it. What its maker is given, by PostgreSQL
  // itself, is the right to hand it out and no more.
  if (given !== null) {
    await client.query(`do $$ begin create role steps_app nologin; exception when duplicate_object or unique_violation then null; end $$`)
    await client.query(`grant steps_app to ${role} ${given}`)
  }
  await client.end()
  url.username = role
  return url.href
}

test.each([
  ['who made the role', 'with admin true, inherit false, set false'],
  ['who was given the role beforehand', ''],
])('an owner %s brings a PostgreSQL database to its tables, and serves tablets on it', async (_who, given) => {
  const url = await ownedBy(`la_${randomUUID().slice(0, 8)}`, given)
  const endpoint = await testEndpoint({ opened: await openPostgres(url) })
  const setting = await endpoint.addSetting()
  await endpoint.addAdults(setting, { id: 'amira', name: 'Amira', roles: ['head'] })
  expect((await enrolTestTablet(endpoint, setting)).people).toHaveLength(1)
  await endpoint.close()
})

test('an owner who cannot become the role is told at the start what to do', async () => {
  const url = await ownedBy(`la_${randomUUID().slice(0, 8)}`, null)
  await expect(openPostgres(url)).rejects.toThrow('grant steps_app to')
})

test('an owner who may not make the role, where there is none yet, is told too', async () => {
  const pglite = await PGlite.create()
  await pglite.exec('create role la; grant all on schema public to la; set role la')
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: new pg.Pool({ ...createPgConfig(pglite), max: 1 }) }) })
  await expect(migrate(db)).rejects.toThrow('create role steps_app nologin; grant steps_app to')
  await db.destroy()
})

test.each([
  ['its rights', sql`revoke all on all tables in schema public from steps_app`],
  ['its policies', sql`drop policy own_setting on revision`],
])('a database that was put back without the role, and so without %s, does not start as if all were well', async (_what, lost) => {
  const url = await newDatabase()
  const { db, close } = await openPostgres(url)
  await lost.execute(db)
  await close()
  await expect(openPostgres(url)).rejects.toThrow('put it back again')
})

test('several processes that start at once bring a database to its tables once', async () => {
  const url = await newDatabase()
  const opened = await Promise.all([openPostgres(url), openPostgres(url), openPostgres(url)])
  expect(await Promise.all(opened.map(({ db }) => db.selectFrom('setting').selectAll().execute()))).toEqual([[], [], []])
  for (const { close } of opened) await close()
})

test('a database of the first release goes on with what it holds: its settings count, and its next incident is the first in the book', async () => {
  const url = await newDatabase()
  const old = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url }) }) })
  const { error } = await new Migrator({ db: old, provider: { getMigrations: () => Promise.resolve({ '2026-11-24-first-tables': firstTables }) } }).migrateToLatest()
  expect(error).toBeUndefined()
  await sql`insert into setting (id, name, kind, place) values ('weir', 'Weir Lane', 'school', 'the office')`.execute(old)
  await sql`insert into setting_head (setting, epoch, seq) values ('weir', 'epoch-1', 0)`.execute(old)
  await old.destroy()

  const endpoint = await testEndpoint({ opened: await openPostgres(url) })
  expect(await endpoint.db.selectFrom('setting').select(['id', 'counts']).execute()).toEqual([{ id: 'weir', counts: true }])
  await endpoint.addAdults('weir', { id: 'amira', name: 'Amira', roles: ['head'] })
  const tablet = await enrolTestTablet(endpoint, 'weir')
  const { results } = await tablet.push((await tablet.make({ record: 'incident-1', kind: 'incident', author: 'amira' })).text)
  expect(results).toMatchObject([{ status: 'stored', number: 1 }])
  await endpoint.close()
})

test('a database that has its tables is left as it is', async () => {
  const { db, close } = await newPglite()
  await migrate(db)
  expect(await db.selectFrom('setting').selectAll().execute()).toEqual([])
  await close()
})
