const patienceMs = 500

/** Does it when the tablet has nothing else to do, or after half a second. Answers how to call it off. */
export function whenIdle(act: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const asked = window.setTimeout(act)
    return () => window.clearTimeout(asked)
  }
  const asked = requestIdleCallback(act, { timeout: patienceMs })
  return () => cancelIdleCallback(asked)
}
