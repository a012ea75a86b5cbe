/**
 * Aborted as soon as one of them is. Safari has `AbortSignal.any` from 17.4 on, and tablets that stay on iPadOS 16 must send as
 * well. One of them has to abort in the end: a timeout does, and until then the others are listened to.
 */
export function either(...signals: readonly AbortSignal[]): AbortSignal {
  if ('any' in AbortSignal) return AbortSignal.any([...signals])
  const own = new AbortController()
  for (const signal of signals) {
    if (signal.aborted) own.abort(signal.reason)
    else signal.addEventListener('abort', () => own.abort(signal.reason), { once: true, signal: own.signal })
  }
  return own.signal
}
