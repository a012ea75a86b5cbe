import type { InjectionKey, ShallowRef } from 'vue'
import { inject, shallowRef } from 'vue'

/** The browser's offer to put the app on this device; null where it makes none (an iPad never does). */
export type Install = ShallowRef<(() => Promise<void>) | null>
export const installKey: InjectionKey<Install> = Symbol('install')

/** The one part of Chromium's `beforeinstallprompt` that is used; no library describes it. */
interface Offer extends Event { prompt(): Promise<unknown> }
const isOffer = (event: Event): event is Offer => 'prompt' in event

/** Begins to listen; called once, before anything is drawn, because the offer is made once and early. */
export function listenForInstall(target: EventTarget): Install {
  const install: Install = shallowRef(null)
  target.addEventListener('beforeinstallprompt', (event) => {
    if (!isOffer(event)) return
    event.preventDefault()
    install.value = async () => {
      // An offer can be taken up once.
      install.value = null
      await event.prompt()
    }
  })
  target.addEventListener('appinstalled', () => { install.value = null })
  return install
}

export const useInstall = (): Install => inject(installKey, () => shallowRef(null), true)
