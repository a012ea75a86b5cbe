export interface PutBy {
  /** Writes what is on the glass. */
  readonly flush: () => Promise<void>
  /** Lets go of the key and of all it opened. */
  readonly shut: () => void
  readonly reload: () => void
}

/**
 * A page that the browser puts by, to bring it back at once, must not keep the key: its last words are written first, for it is
 * put by before it is told that it is out of sight; and when it comes back it opens anew and asks who is here.
 */
export function keepNoKeyPutBy(page: EventTarget, { flush, shut, reload }: PutBy): void {
  let isShut = Promise.resolve()
  const whenPutBy = (act: () => void) => (event: Event) => { if ('persisted' in event && event.persisted === true) act() }
  page.addEventListener('pagehide', whenPutBy(() => { isShut = flush().catch(() => undefined).then(shut) }))
  page.addEventListener('pageshow', whenPutBy(() => { void isShut.then(reload) }))
}
