import { sendTag } from '../storage/disk-names'

/** Background Sync: Chromium has it, TypeScript's library and other browsers do not. */
interface WithSync { readonly sync?: { readonly register: (tag: string) => Promise<void> } }

/** Asks the browser to wake the worker once there is a network, for the case that no page is in sight by then. */
export async function sendLater(container: Pick<ServiceWorkerContainer, 'getRegistration'> | undefined = navigator.serviceWorker): Promise<void> {
  try {
    // What a browser without it lacks is asked for, and found missing.
    const registration = (await container?.getRegistration()) as WithSync | undefined
    await registration?.sync?.register(sendTag)
  } catch {
    // Not allowed here: pages send as ever.
    return
  }
}
