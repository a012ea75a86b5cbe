import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { newDatabase } from '../test-endpoint'
import { openPglite, openPostgres } from './open'

test('a connection that is lost between two questions of a transaction ends that transaction and not the process', async () => {
  const lost: string[] = []
  const { db, close } = await openPostgres(await newDatabase(), ({ name }) => lost.push(name))
  const others = db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    // As a restart of PostgreSQL, or its killer, does it; nothing is asked at that moment, so no question hears of it.
    await sql`select pg_terminate_backend(${rows[0]?.pid ?? 0})`.execute(db)
    await pause(300)
    return sql`select 1`.execute(tx)
  })
  await expect(others).rejects.toThrow(/connection|terminat/i)
  expect(lost.length).toBeGreaterThan(0)
  expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
  await close()
})

test('a directory whose database lost a part is not written over, and can be opened again once the part is back', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'steps-cut-'))
  const version = join(directory, 'pglite', 'PG_VERSION')
  const first = await openPglite(directory)
  await sql`create table kept (word text)`.execute(first.db)
  await first.close()
  const lost = await readFile(version)
  await rm(version)
  await expect(openPglite(directory)).rejects.toThrow('no whole database: PG_VERSION is missing')
  await writeFile(version, lost)
  const again = await openPglite(directory)
  expect((await sql`select count(*)::int as words from kept`.execute(again.db)).rows).toEqual([{ words: 0 }])
  await again.close()
  await rm(directory, { recursive: true })
})
