import { sql } from 'kysely'
import type { Tablet } from './auth/tablet'
import type { Database } from './database/within'
import type { Log } from './log'
import { errorFacts } from './log'

/** One tablet's open event stream. */
export interface Stream extends Tablet {
  /** The hash of the token it was opened with. */
  readonly readHash: string
  readonly say: (words: string) => void
  readonly end: () => void
}

/** All event streams that this process holds open. */
export interface Streams {
  /** Returns how to leave. When the endpoint shuts down each is ended, also one that joins afterwards. */
  readonly join: (stream: Stream) => () => void
  readonly count: () => number
}

/** Proxies close a silent stream, and a tablet gives one up after 45 s: each is told a comment this often. */
const commentEveryMs = 20_000
/** A few of them at a time, so that thousands of streams are no stall. */
const turns = 20

/**
 * Keeps streams alive, and ends those of tablets that were revoked or enrolled anew. One question to the database for all
 * whose turn it is: one a stream would be hundreds of transactions a second in a county where nothing happens.
 */
export function openStreams({ db, log, closing }: { db: Database; log: Log; closing: AbortSignal }): Streams {
  const byTurn = Array.from({ length: turns }, () => new Set<Stream>())
  let joined = 0
  let turn = 0
  const commentOn = async (streams: ReadonlySet<Stream>): Promise<void> => {
    const known = await knownOf(db, [...streams]).catch((error: unknown) => {
      // While the database is away nobody is sent off: thousands would come back at once.
      log.warn(errorFacts(error), 'event streams')
      return streams
    })
    for (const stream of streams) {
      if (known.has(stream)) stream.say(':\n\n')
      else stream.end()
    }
  }
  const ticking = setInterval(() => {
    turn = (turn + 1) % turns
    const streams = new Set(byTurn[turn])
    if (streams.size > 0) void commentOn(streams)
  }, commentEveryMs / turns)
  // Whoever forgets to close an endpoint is not kept waiting by this.
  ticking.unref()
  closing.addEventListener('abort', () => {
    clearInterval(ticking)
    for (const streams of byTurn) for (const stream of [...streams]) stream.end()
  })

  return {
    join: (stream) => {
      const mine = byTurn[joined % turns]
      joined += 1
      mine?.add(stream)
      if (closing.aborted) queueMicrotask(stream.end)
      return () => void mine?.delete(stream)
    },
    count: () => byTurn.reduce((sum, { size }) => sum + size, 0),
  }
}

/** The endpoint's own question, and no tablet's: it crosses settings, and its answer goes nowhere. */
async function knownOf(db: Database, streams: readonly Stream[]): Promise<Set<Stream>> {
  const asked = sql`select * from unnest(${streams.map(({ setting }) => setting)}::text[], ${streams.map(({ device }) => device)}::text[])`
  const rows = await db.selectFrom('device').select(['setting', 'id', 'read_hash']).where('revoked_at', 'is', null).where(sql<boolean>`(setting, id) in (${asked})`).execute()
  const hashes = new Map(rows.map(({ setting, id, read_hash }) => [`${setting}/${id}`, read_hash]))
  return new Set(streams.filter(({ setting, device, readHash }) => hashes.get(`${setting}/${device}`) === readHash))
}
