import '../ui/tokens.css'
import '../ui/base.css'
import { createPinia } from 'pinia'
import { createApp } from 'vue'
import { START_LOCATION } from 'vue-router'
import { startAppearance } from '../ui/appearance'
import { useDisk } from '../workspace/disk'
import { installKey, listenForInstall } from '../workspace/install'
import { useSession } from '../workspace/session'
import { useSync } from '../workspace/sync'
import { tabletKey } from '../workspace/tablet'
import App from './App.vue'
import Stopped from './Stopped.vue'
import { createLateSteps } from './late-steps'
import { keepNoKeyPutBy } from './put-by'
import type { Hears } from './tablet'
import { openTablet } from './tablet'

startAppearance()
const install = listenForInstall(window)
/** When the lock screen has long been there. */
const sweepAfterMs = 5000

async function startTablet(): Promise<void> {
  const hears: Hears = { onProgress: () => undefined, onOutcome: () => undefined, onTrouble: () => undefined }
  const tablet = await openTablet(hears)
  const app = createApp(App)
  app.provide(tabletKey, tablet)
  app.provide(installKey, install)
  app.use(createPinia())
  // No page is opened before somebody signs in: the lock screen stands the sooner.
  app.use(createLateSteps((from) => from !== START_LOCATION || useSession().adult !== null))
  await app.runWithContext(async () => {
    const sync = useSync()
    const disk = useDisk()
    hears.onProgress = (progress) => sync.onProgress(progress)
    hears.onOutcome = (outcome) => sync.onOutcome(outcome)
    hears.onTrouble = (error) => disk.report(error)
    await useSession().start()
    await disk.look()
  })
  app.mount('#app')
  keepNoKeyPutBy(window, {
    flush: () => useSession().flush(), reload: () => location.reload(),
    shut() {
      tablet.vault.lock()
      tablet.ledger.forget()
    },
  })
  // A demo that was closed without its end leaves rows that nobody can read: they go too.
  setTimeout(() => void import('../storage/practice').then(({ sweepPractices }) => sweepPractices()).catch(() => undefined), sweepAfterMs)
}

// Under /practice it is another tablet, on another disk and with no line out: see `practice/start.ts`.
const isPractice = location.pathname.split('/')[1] === 'practice'
const start = isPractice ? async () => (await import('./practice/start')).startPractice() : startTablet
start().catch(() => {
  // The disk would not open: said in words. Nothing is deleted, and nothing is kept anywhere else instead.
  createApp(Stopped).mount('#app')
})
