import type { GenericSchema, InferOutput } from 'valibot'
import { apiBase } from '../protocol/version'
import { readReply } from '../protocol/reply'
import type { Refusal } from '../protocol/messages'
import { either } from './either'

/** What came of one request. A captive portal's page with status 200 is `not-ours`, never a success. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T; readonly sentAt: number; readonly gotAt: number }
  | { readonly ok: false; readonly problem: 'offline' | 'not-ours' }
  | { readonly ok: false; readonly problem: 'refused'; readonly code: Refusal; readonly status: number; readonly retryAfterMs: number | null; readonly said: unknown }

export type Fetch = (url: string, init: RequestInit) => Promise<Response>
export interface Wire {
  readonly fetch: Fetch
  /** Milliseconds since 1970 by this tablet. */
  readonly now: () => number
  /** A request that says nothing for so long is given up: a half-open connection would freeze the round for ever. */
  readonly patienceMs: number
}
export interface Question<S extends GenericSchema> {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly token: string | null
  readonly body?: unknown
  readonly reply: S
  readonly signal?: AbortSignal
}

export async function ask<S extends GenericSchema>(wire: Wire, question: Question<S>): Promise<Answer<InferOutput<S>>> {
  const sentAt = wire.now()
  const tooLate = AbortSignal.timeout(wire.patienceMs)
  let response: Response
  let text: string
  try {
    response = await wire.fetch(`${apiBase}${question.path}`, {
      method: question.method,
      headers: {
        ...(question.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(question.token === null ? {} : { authorization: `Bearer ${question.token}` }),
      },
      ...(question.body === undefined ? {} : { body: JSON.stringify(question.body) }),
      cache: 'no-store',
      credentials: 'omit',
      signal: question.signal ? either(tooLate, question.signal) : tooLate,
    })
    text = await response.text()
  } catch {
    // No network, a timeout or a cut line: all are "not now", and nothing was lost.
    return { ok: false, problem: 'offline' }
  }
  const read = readReply(question.reply, text, response.ok)
  if (read.kind === 'reply') return { ok: true, value: read.value, sentAt, gotAt: wire.now() }
  if (read.kind === 'refusal') return { ok: false, problem: 'refused', code: read.code, status: response.status, retryAfterMs: retryAfter(response), said: read.said }
  // A proxy in between may set a limit of its own, and says so on a page of its own.
  if (response.status === 413) return { ok: false, problem: 'refused', code: 'too-large', status: 413, retryAfterMs: null, said: null }
  return response.status >= 500 || response.status === 429
    ? { ok: false, problem: 'refused', code: 'trouble', status: response.status, retryAfterMs: retryAfter(response), said: null }
    : { ok: false, problem: 'not-ours' }
}

/** Asks for the rows after a cursor, and says which row was passed last: the endpoint may have been restored since. */
export function pullPath({ epoch, seq, limit, last }: { epoch: string; seq: number; limit: number; last: { seq: number; id: string; receivedAt: number } | undefined }): string {
  const stand = last ? `&stand=${last.seq}.${last.receivedAt}.${last.id}` : ''
  // Whatever an answer called the endpoint’s life can be asked about: `encodeURIComponent` would throw at half a letter, in every round from then on.
  return `/pull?${new URLSearchParams({ epoch, after: String(seq), limit: String(limit) }).toString()}${stand}`
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null
}
