import type { Receipt, Refusal } from '../protocol/messages'
import { openCounter, openHistogram } from './prometheus'

/**
 * What this process counts for whoever runs it. No label names a setting, a tablet, a person, a record or an address; each
 * is one of a few words of this program.
 */
export interface Metrics {
  /** `route` as it is registered, never as it was asked. */
  readonly answered: (answer: { readonly route: string; readonly status: number; readonly refused: Refusal | undefined; readonly seconds: number }) => void
  readonly pushed: (results: readonly Receipt[]) => void
  /** A poke was said to one tablet. */
  readonly poked: () => void
  /** As Prometheus reads it. */
  readonly lines: () => string
}

const secondsUpTo = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const itemsUpTo = [1, 5, 20, 50, 100, 200, 500, 1000]

export function openMetrics(): Metrics {
  const requests = openHistogram('steps_request_seconds', 'Time to answer, by route and status.', secondsUpTo)
  const refusals = openCounter('steps_refusals_total', 'What was refused, whole requests and revisions of a push, by code.')
  const pushes = openHistogram('steps_push_revisions', 'Revisions in one push.', itemsUpTo)
  const items = openCounter('steps_pushed_total', 'Revisions that were pushed, by what came of them.')
  const pokes = openCounter('steps_pokes_total', 'Pokes said to open event streams.')
  return {
    answered: ({ route, status, refused, seconds }) => {
      requests.note({ route, status: String(status) }, seconds)
      if (refused !== undefined) refusals.add({ of: 'request', code: refused })
    },
    pushed: (results) => {
      pushes.note({}, results.length)
      for (const { status, code } of results) {
        items.add({ status })
        if (code !== undefined) refusals.add({ of: 'revision', code })
      }
    },
    poked: () => { pokes.add({}) },
    lines: () => [requests, refusals, pushes, items, pokes].map((measure) => measure.lines()).join(''),
  }
}
