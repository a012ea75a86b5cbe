/** Counts what went wrong under a name, so that guessing stops before it gets anywhere. */
export interface Tries {
  /** Seconds to wait before another try; 0 when there may be one now. */
  readonly waitFor: (name: string) => number
  readonly failed: (name: string) => void
}

const mostNames = 10_000

/** Kept in memory by each process: a restart forgives, which costs a guesser of 49 bits nothing and an office less. */
export function countTries({ most, windowMs, now }: { most: number; windowMs: number; now: () => number }): Tries {
  const failures = new Map<string, { count: number; until: number }>()
  return {
    waitFor: (name) => {
      const found = failures.get(name)
      return found && found.count >= most && found.until > now() ? Math.ceil((found.until - now()) / 1000) : 0
    },
    failed: (name) => {
      const found = failures.get(name)
      if (found && found.until > now()) found.count += 1
      else {
        if (failures.size >= mostNames) for (const [other, { until }] of failures) if (until <= now()) failures.delete(other)
        // Still full of live names: someone makes them up. Forgetting the oldest keeps memory bounded.
        const oldest = failures.keys().next()
        if (failures.size >= mostNames && !oldest.done) failures.delete(oldest.value)
        failures.set(name, { count: 1, until: now() + windowMs })
      }
    },
  }
}
