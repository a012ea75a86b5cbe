/** How the words on the glass stand to the disk. `saved` is said only after the transaction completed. */
export type Kept =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: number }
  | { readonly kind: 'save-failed' }

/** After typing stops for so long, the draft is written; and typing on and on, after so long in any case. */
export const pauseMs = 500
export const longestPauseMs = 2_000
/** A write shorter than this is never shown as "Saving...". */
const showAfterMs = 400

export interface Keeper<T> {
  /** The newest words. `soon` for typing (written after a pause), otherwise at once. */
  changed(draft: T, options: { soon: boolean }): void
  /** Writes what is waiting, now; resolves when it is kept. Throws what the disk threw: the words stay with the caller. */
  flush(): Promise<void>
  /** Forgets what is waiting: it is about to become a revision. */
  settle(): Promise<void>
  /** Takes words back that could not become a revision: the next flush writes them. */
  takeBack(draft: T): void
}

/** One write at a time, never an older one after a newer. A failed write keeps the words in memory and says so. */
export function createKeeper<T>(options: { write: (draft: T) => Promise<void>; now: () => number; onKept: (kept: Kept) => void; onTrouble: (error: unknown) => void }): Keeper<T> {
  let waiting: { draft: T } | null = null
  let tail: Promise<void> = Promise.resolve()
  let pause: ReturnType<typeof setTimeout> | undefined
  /** When the oldest words that are not written yet came. */
  let since: number | null = null

  async function write(): Promise<void> {
    while (waiting) {
      const { draft } = waiting
      waiting = null
      const slow = setTimeout(() => options.onKept({ kind: 'saving' }), showAfterMs)
      try {
        await options.write(draft)
        if (!waiting) options.onKept({ kind: 'saved', at: options.now() })
      } catch (error) {
        waiting ??= { draft }
        options.onKept({ kind: 'save-failed' })
        throw error
      } finally {
        clearTimeout(slow)
      }
    }
  }

  function flush(): Promise<void> {
    clearTimeout(pause)
    since = null
    // A write before this one may have failed: the waiting words then get a try of their own.
    tail = tail.catch(() => undefined).then(write)
    return tail
  }

  return {
    changed(draft, { soon }) {
      waiting = { draft }
      clearTimeout(pause)
      since ??= options.now()
      if (soon) pause = setTimeout(() => void flush().catch(options.onTrouble), Math.max(0, Math.min(pauseMs, since + longestPauseMs - options.now())))
      else void flush().catch(options.onTrouble)
    },
    flush,
    async settle() {
      clearTimeout(pause)
      since = null
      waiting = null
      await tail.catch(() => undefined)
      waiting = null
    },
    takeBack(draft) {
      waiting ??= { draft }
    },
  }
}
