const patienceMs = 500
/** Where nothing tells of idle time (Safari): after what was drawn just now is on the glass. */
const soonMs = 50

/** Does it when the tablet has nothing else to do, or after half a second; soon, where the browser cannot tell. Answers how to call it off. */
export function whenIdle(act: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const asked = window.setTimeout(act, soonMs)
    return () => window.clearTimeout(asked)
  }
  const asked = requestIdleCallback(act, { timeout: patienceMs })
  return () => cancelIdleCallback(asked)
}
