import type { Fetch } from '../../src/sync/ask'
import type { SimulatedEndpoint } from './endpoint'
import type { Gate } from './gate'
import type { LineTrouble } from './steps'

/** What lies between one tablet and the endpoint. */
export interface Line {
  /** Cut until somebody mends it. */
  parted: boolean
  /** What goes wrong in the round that runs, and the request it is at. */
  trouble: LineTrouble | null
  asked: number
  /** Requests in all. */
  total: number
  /** Stops the round that runs, as a page does that goes out of sight. */
  stop: () => void
  readonly fetch: Fetch
}
/** Requests that were held up: the tablet has given them up, and they are still on their way. */
export type Late = (() => Promise<unknown>)[]

export const retryAfterMs = 7_000
/** No round of these histories needs nearly so many requests: one that goes on asking is cut off. */
export const mostAsked = 150

export function openLine(endpoint: Pick<SimulatedEndpoint, 'fetch' | 'clock'>, gate: Gate, late: Late): Line {
  const line: Line = {
    parted: false,
    trouble: null,
    asked: 0,
    total: 0,
    stop: () => undefined,
    fetch: async (path, { method = 'GET', headers, body }) => {
      // The signal stays behind: what was sent was sent.
      const init: RequestInit = { method, ...(headers !== undefined && { headers }), ...(body != null && { body }) }
      // Most heartbeats are answered by the line itself: no promise turns on them, and the rest is a third of all questions.
      const isBeat = path.endsWith('/status') && line.total % 8 !== 0
      const send = () => (isBeat ? Promise.resolve(beat(endpoint)) : endpoint.fetch(path, init))
      line.asked += 1
      line.total += 1
      const due = line.trouble?.atRequest === line.asked ? line.trouble.is : null
      await gate.pass('request')
      if (line.asked > mostAsked) throw gone()
      if (line.parted || due === 'gone') throw gone()
      const answer = await (async (): Promise<Response> => {
        switch (due) {
          case 'answer-lost':
            await send()
            throw gone()
          case 'late':
            if (method === 'POST') late.push(send)
            throw gone()
          case 'twice':
            await send()
            return send()
          case 'request-cut':
            return typeof body === 'string' ? endpoint.fetch(path, { ...init, body: body.slice(0, body.length / 2) }) : send()
          case 'answer-cut': {
            const whole = await (await send()).text()
            return new Response(whole.slice(0, whole.length / 2), { headers: { 'content-type': 'application/json' } })
          }
          case 'filter':
            return new Response('<!doctype html><title>Blocked</title>', { headers: { 'content-type': 'text/html' } })
          case 'trouble':
            return new Response('<title>502</title>', { status: 502 })
          case 'slow-down':
            return new Response('<title>429</title>', { status: 429, headers: { 'retry-after': String(retryAfterMs / 1_000) } })
          case 'stopped':
            line.stop()
            throw gone()
          default:
            return send()
        }
      })()
      await gate.pass('answer')
      return answer
    },
  }
  return line
}
const beat = ({ clock }: Pick<SimulatedEndpoint, 'clock'>): Response => new Response(JSON.stringify({ serverTime: clock.at }))
const gone = () => new TypeError('no network')
