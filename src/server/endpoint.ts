import type { Context } from 'hono'
import type { Refusal } from '../protocol/messages'
import type { Tries } from './auth/tries'
import { countTries } from './auth/tries'
import type { Tablet } from './auth/tablet'
import type { Database } from './database/within'
import type { Ledger } from './ledger'
import { openLedger } from './ledger'
import type { Log } from './log'
import type { Metrics } from './metrics'
import { openMetrics } from './metrics'
import type { Pokes } from './pokes'
import type { Streams } from './streams'
import { openStreams } from './streams'

/** All that a request handler works with. */
export interface Endpoint {
  readonly db: Database
  readonly ledger: Ledger
  readonly pokes: Pokes
  readonly streams: Streams
  readonly metrics: Metrics
  readonly log: Log
  /** The endpoint's clock, in ms. */
  readonly now: () => number
  /** Wrong enrolment codes, by address and by code. */
  readonly tries: { readonly byAddress: Tries; readonly byCode: Tries }
  /** Where a request came from, for counting tries and for nothing else. */
  readonly addressOf: (context: Context) => string
  /** Aborts when the endpoint is shutting down: open event streams end then. */
  readonly closing: AbortSignal
}

export interface EndpointParts {
  readonly db: Database
  readonly pokes: Pokes
  readonly log: Log
  readonly now?: () => number
  readonly addressOf?: (context: Context) => string
  readonly closing?: AbortSignal
}

const quarterHourMs = 15 * 60_000

export function createEndpoint({ db, pokes, log, now = Date.now, addressOf = () => 'here', closing = new AbortController().signal }: EndpointParts): Endpoint {
  const metrics = openMetrics()
  const ledger = openLedger({ db, pokes, now })
  return {
    db, pokes, log, now, addressOf, closing, metrics,
    streams: openStreams({ db, log, closing }),
    // However a revision came: the door itself counts.
    ledger: {
      push: async (from, items) => {
        const pushed = await ledger.push(from, items)
        metrics.pushed(pushed.results)
        return pushed
      },
    },
    // A proxy may make all tablets of a county look like one address, and only wrong codes are counted.
    tries: {
      byAddress: countTries(db, { of: 'address', most: 30, windowMs: quarterHourMs, now }),
      byCode: countTries(db, { of: 'code', most: 10, windowMs: quarterHourMs, now }),
    },
  }
}

/** What middleware notes for the handler and the log. */
export interface Noted {
  Variables: { tablet?: Tablet; record?: string; refused?: Refusal }
}
export type Asked = Context<Noted>
