/** What a PIN is stretched with: kept in each wrap, so that new wraps may cost more without closing the old ones. */
export interface Cost {
  readonly memoryKiB: number
  readonly passes: number
}

/**
 * Makes 32 bytes of a PIN, slowly, so that guessing is slow too. Argon2id with one lane; the same PIN, salt and cost give
 * the same bytes on every tablet.
 */
export type Stretch = (pin: string, how: Cost & { readonly salt: Uint8Array<ArrayBuffer> }) => Promise<Uint8Array<ArrayBuffer>>

/** 19 MiB and two passes: a tenth of a second on a desk, about half a second on a classroom tablet. */
export const usualCost: Cost = { memoryKiB: 19_456, passes: 2 }

/** Off the page's thread, or the PIN pad would freeze. The worker ends with its one answer: neither the PIN nor the memory stays. */
export const stretchInWorker: Stretch = (pin, how) => {
  const worker = new Worker(new URL('./stretch-worker.ts', import.meta.url), { type: 'module' })
  return new Promise<Uint8Array<ArrayBuffer>>((resolve, reject) => {
    worker.onmessage = (event: MessageEvent<Uint8Array<ArrayBuffer> | null>) => {
      if (event.data) resolve(event.data)
      else reject(new Error('a PIN could not be stretched'))
    }
    worker.onerror = () => {
      reject(new Error('the stretching worker did not start'))
    }
    worker.postMessage({ pin, how })
  }).finally(() => {
    worker.terminate()
  })
}
