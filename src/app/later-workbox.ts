import type { Workbox } from 'workbox-window'

export type WorkerDoor = Pick<Workbox, 'addEventListener' | 'register' | 'update' | 'messageSkipWaiting'>

/** Workbox as it will be once its file is read: no tablet waits for it at a cold start. What is asked of it meanwhile is done in turn. */
export function laterWorkbox(url: string): WorkerDoor {
  const read = import('workbox-window').then(({ Workbox }) => new Workbox(url))
  const whenRead = (act: (workbox: Workbox) => void) => void read.then(act).catch(() => undefined)
  return {
    addEventListener: (type, listener) => whenRead((workbox) => workbox.addEventListener(type, listener)),
    register: async (options) => (await read).register(options),
    update: async () => (await read).update(),
    messageSkipWaiting: () => whenRead((workbox) => workbox.messageSkipWaiting()),
  }
}
