import type { Page } from '@playwright/test'

/** What the tablet has promised so far: gathered outside the browser, so that a kill cannot take it back. */
export interface Promised {
  /** The words of the last draft whose write was completed by the disk. */
  readonly words: string
  readonly writes: number
  /** Times the glass said "Saved on this tablet" with nothing on disk yet. */
  readonly saidTooSoon: number
}

/**
 * Listens at the disk itself: the words as they are sealed, and the moment their transaction completes. That is never later
 * than the chip on the glass, so whatever a person could have read as saved is counted. Must come before the page is loaded.
 */
export async function listenForPromises(page: Page): Promise<() => Promised> {
  const promised = { words: '', writes: 0, saidTooSoon: 0 }
  await page.exposeFunction('tellKept', (words: string) => {
    promised.words = words
    promised.writes += 1
  })
  await page.exposeFunction('tellTooSoon', () => {
    promised.saidTooSoon += 1
  })
  await page.addInitScript(listen)
  return () => ({ ...promised })
}

declare global {
  function tellKept(words: string): Promise<void>
  function tellTooSoon(): Promise<void>
}

function listen(): void {
  let sealing: string | null = null
  let isKept = false
  // The browser's own, called below with the object they belong to.
  const encrypt: (this: SubtleCrypto, ...given: Parameters<SubtleCrypto['encrypt']>) => Promise<ArrayBuffer> = Reflect.get(SubtleCrypto.prototype, 'encrypt')
  const transaction = Reflect.get(IDBDatabase.prototype, 'transaction') as (this: IDBDatabase, ...given: Parameters<IDBDatabase['transaction']>) => IDBTransaction
  const put = Reflect.get(IDBObjectStore.prototype, 'put') as (this: IDBObjectStore, ...given: Parameters<IDBObjectStore['put']>) => IDBRequest<IDBValidKey>
  SubtleCrypto.prototype.encrypt = function (...[how, key, bytes]: Parameters<SubtleCrypto['encrypt']>) {
    const text = new TextDecoder().decode(bytes)
    if (text.startsWith('{"after":') && text.includes('"changes":')) {
      const { changes } = JSON.parse(text) as { changes: Record<string, unknown> }
      sealing = typeof changes['words/'] === 'string' ? changes['words/'] : ''
    }
    return encrypt.call(this, how, key, bytes)
  }
  // Listened for from the first, so as to hear of it before the app does.
  const inside = new WeakMap<IDBTransaction, string>()
  IDBDatabase.prototype.transaction = function (...given: Parameters<IDBDatabase['transaction']>) {
    const begun = transaction.apply(this, given)
    begun.addEventListener('complete', () => {
      const words = inside.get(begun)
      if (words === undefined) return
      isKept = true
      void tellKept(words)
    })
    return begun
  }
  IDBObjectStore.prototype.put = function (...given: Parameters<IDBObjectStore['put']>) {
    if (this.name === 'drafts' && sealing !== null) inside.set(this.transaction, sealing)
    return put.apply(this, given)
  }
  new MutationObserver(() => {
    if (!isKept && document.querySelector('.quick .save-chip[data-state=saved]')) void tellTooSoon()
  }).observe(document, { subtree: true, childList: true, attributes: true })
}
