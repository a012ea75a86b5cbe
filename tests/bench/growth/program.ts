import { sql } from 'kysely'
import { openPostgres } from '../../../src/server/database/open'
import type { startEndpoint } from '../../kill/endpoint.mjs'
import { startPostgres } from '../../support/real-postgres'
import { grow, perSetting, settle } from './county'
import type { Day } from './day'
import { aDay, firstSync, sizeOf } from './day'
import { countyAsks, growFacts } from './facts'
import { parentOf } from './processor'
import type { Crowd } from './streams'
import { openCrowd } from './streams'

/** The endpoint's part of the growth bench, on a real PostgreSQL that waits for its disk. */

export interface Sizes {
  /** How many settings, rising; each has 800 revisions. */
  readonly settings: readonly number[]
  /** Revisions of one setting, rising. */
  readonly deep: readonly number[]
  /** Open event streams, rising. */
  readonly streams: readonly number[]
  /** Facts of the county, rising. */
  readonly facts: readonly number[]
}
export interface Grown {
  readonly settings: readonly (Day & { readonly settings: number; readonly revisions: number; readonly bytes: number })[]
  readonly deep: readonly (Day & { readonly revisions: number; readonly sync: Awaited<ReturnType<typeof firstSync>> })[]
  readonly streams: readonly Crowd[]
  readonly facts: readonly { readonly facts: number; readonly year: number; readonly all: number }[]
}

export interface Bench {
  readonly start: typeof startEndpoint
  readonly tell: (words: string) => void
  /** What was measured, as soon as it was. */
  readonly keep: <Part extends keyof Grown>(part: Part, row: Grown[Part][number]) => void
}

const server = ['shared_buffers=512MB', 'max_wal_size=8GB', 'wal_level=minimal', 'max_wal_senders=0', 'checkpoint_timeout=15min', 'maintenance_work_mem=256MB']

export async function growEndpoint(sizes: Sizes, { start, tell, keep }: Bench): Promise<void> {
  const stopPostgres = await startPostgres({ fsync: true, settings: server })
  const databaseUrl = process.env['TEST_DATABASE_URL'] ?? ''
  const office = await openPostgres(databaseUrl)
  const { db } = office
  const endpoint = await start({ logLevel: 'warn', databaseUrl })
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)
  const asked = { db, endpoint, postgres: parentOf(rows[0]?.pid ?? 0) }
  try {
    let there = 0
    for (const settings of sizes.settings) {
      tell(`${settings} settings, ${settings * perSetting} revisions: making them`)
      await grow(db, { from: there + 1, to: settings, progress: (done) => { if (done % 250 === 0) tell(`  ${done} settings`) } })
      await settle(db)
      there = settings
      tell('  asking')
      // The first day of a process is slower than all after it.
      if (settings === sizes.settings[0]) await aDay(asked, spread(settings))
      const day = await aDay(asked, spread(settings))
      keep('settings', { ...day, settings, revisions: settings * perSetting, bytes: await sizeOf(db) })
    }
    for (const revisions of sizes.deep) {
      tell(`one setting of ${revisions} revisions`)
      there += 1
      await grow(db, { from: there, to: there, revisions, progress: () => undefined })
      await settle(db)
      keep('deep', { ...(await aDay(asked, [there])), revisions, sync: await firstSync(asked, there) })
    }
    // A process that has done nothing yet, and holds nothing yet.
    const needed = Math.ceil(Math.max(0, ...sizes.streams) / 2)
    if (there < needed) await grow(db, { from: there + 1, to: needed, revisions: 2, progress: () => undefined })
    there = Math.max(there, needed)
    const fresh = await start({ logLevel: 'warn', databaseUrl })
    try {
      const crowd = await openCrowd({ ...asked, endpoint: fresh }, there)
      for (const streams of sizes.streams) {
        tell(`${streams} open streams`)
        keep('streams', await crowd.growTo(streams))
      }
      crowd.close()
    } finally {
      await fresh.kill()
    }
    let facts = 0
    for (const count of sizes.facts) {
      tell(`${count} facts`)
      await growFacts(db, { from: facts, to: count })
      facts = count
      keep('facts', { facts: count, ...(await countyAsks(db)) })
    }
  } finally {
    await endpoint.kill()
    await office.close()
    await stopPostgres()
  }
}

/** Four settings, from all over the county. */
const spread = (settings: number): number[] => [...new Set([1, 2, 3, 4].map((quarter) => Math.max(1, Math.floor((settings * quarter) / 4))))]
