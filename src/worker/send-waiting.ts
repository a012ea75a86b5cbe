import { apiBase } from '../protocol/version'
import type { WaitingPost } from '../storage/waiting-post'
import { fromTheStart, openWaitingPost } from '../storage/waiting-post'

/** The browser stops a worker that goes on for long, and calls it again. */
const atMostMs = 60_000
/** Less at once than a page sends, so that what was said stays said when it is stopped. */
const limits = { items: 50, bytes: 500_000 } as const
type Ask = (url: string, init: RequestInit) => Promise<Response>

/**
 * Sends what waits, sealed, with no page. Resolves when all was said once, whatever the endpoint thought of it; rejects when
 * another try may do better. No lock is taken: a page that sends at the same time sends the same, and nothing comes twice.
 */
export async function sendWaiting(disk: Parameters<typeof openWaitingPost>[0] = {}, ask: Ask = fetch): Promise<void> {
  const post = await openWaitingPost(disk)
  if (!post) return
  const signal = AbortSignal.timeout(atMostMs)
  try {
    let items: number = limits.items
    let after = fromTheStart
    for (let batch = await post.next(after, { ...limits, items }); batch; batch = await post.next(after, { ...limits, items })) {
      const answer = batch.items.length > 0 ? await send(post, batch.items, { ask, signal }) : 'taken'
      if (answer === 'refused') return
      // One that is too much by itself waits for a page, and the rest goes on.
      if (answer === 'too-much' && batch.items.length > 1) items = Math.max(1, Math.floor(batch.items.length / 2))
      else after = batch.last
    }
  } finally {
    post.close()
  }
}

async function send({ device, postToken }: WaitingPost, items: readonly unknown[], { ask, signal }: { ask: Ask; signal: AbortSignal }): Promise<'taken' | 'too-much' | 'refused'> {
  const response = await ask(`${apiBase}/push-sealed`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${postToken}` },
    body: JSON.stringify({ device, epoch: null, items }),
    cache: 'no-store',
    credentials: 'omit',
    signal,
  })
  if (response.status === 413) return 'too-much'
  // Revoked, withdrawn: no other try says more.
  if (response.status === 401 || response.status === 403) return 'refused'
  // A web filter answers 200 with a page of its own.
  if (!response.ok || !response.headers.get('content-type')?.includes('json')) throw new Error('not taken')
  return 'taken'
}
