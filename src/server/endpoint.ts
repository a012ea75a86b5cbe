import type { Context } from 'hono'
import type { Tries } from './auth/tries'
import { countTries } from './auth/tries'
import type { Tablet } from './auth/tablet'
import type { Database } from './database/within'
import type { Ledger } from './ledger'
import { openLedger } from './ledger'
import type { Log } from './log'
import type { Pokes } from './pokes'

/** All that a request handler works with. */
export interface Endpoint {
  readonly db: Database
  readonly ledger: Ledger
  readonly pokes: Pokes
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
  return {
    db, pokes, log, now, addressOf, closing,
    ledger: openLedger({ db, pokes, now }),
    // A proxy may make all tablets of a county look like one address, and only wrong codes are counted.
    tries: { byAddress: countTries({ most: 30, windowMs: quarterHourMs, now }), byCode: countTries({ most: 10, windowMs: quarterHourMs, now }) },
  }
}

/** What middleware notes for the handler and the log. */
export interface Noted {
  Variables: { tablet?: Tablet; record?: string }
}
export type Asked = Context<Noted>
