import './practice.css'
import { createPinia } from 'pinia'
import type { App, VNode } from 'vue'
import { createApp, h } from 'vue'
import { earlyYearsPack } from '../../domain/pack/pack'
import { scenarios } from '../../domain/pack/scenarios/list'
import type { ScenarioLine } from '../../domain/pack/scenarios/scenario'
import { endPracticePass, hasPracticePass } from '../../workspace/practice-pass'
import { useSession } from '../../workspace/session'
import { tabletKey } from '../../workspace/tablet'
import { createSteps } from '../router'
import type { Updates } from '../update'
import { createUpdates } from '../update'
import { openPractice } from './open-practice'
import { baseOf, placeOf } from './place'
import PracticeChoice from './PracticeChoice.vue'
import PracticeNotes from './PracticeNotes.vue'
import PracticeStage from './PracticeStage.vue'

/** What stands on the page, and what it stands on. */
interface Shown {
  readonly draw: () => VNode
  readonly under?: (app: App) => Promise<void>
}

/** Practice in place of the tablet: nothing of what a real tablet stands on is built on this page. */
export async function startPractice(): Promise<void> {
  document.documentElement.dataset['practice'] = ''
  // Never during a demo: a new version waits until the page is gone.
  const updates = createUpdates({ mayReload: () => false })
  const { draw, under } = await shownAt(location.pathname, updates)
  const app = createApp({ render: draw })
  await under?.(app)
  app.mount('#app')
}

async function shownAt(path: string, updates: Updates): Promise<Shown> {
  const place = placeOf(path)
  const line = scenarios.find(({ id }) => id === place.scenario)
  const full = hasPracticePass(sessionStorage, Date.now())
  if (!line) return { draw: () => h(PracticeChoice, { missing: place.scenario !== null }) }
  if (!place.notes) return stageOf(line, { full, updates })
  const scenario = await line.read()
  return { draw: () => h(PracticeNotes, { scenario, full }) }
}

async function stageOf(line: ScenarioLine, { full, updates }: { readonly full: boolean; readonly updates: Updates }): Promise<Shown> {
  const scenario = await line.read()
  const practice = await openPractice(scenario)
  // The place in which an endpoint's words are kept on a real tablet.
  if (scenario.setting.kind === 'early-years') await practice.tablet.ledger.keepFact('roster', { pack: earlyYearsPack })
  await practice.write(scenario.opening)
  // A whole page each time: what stood in memory goes with it.
  const leave = async (to: string): Promise<void> => {
    if (to !== baseOf(scenario.id)) endPracticePass(sessionStorage)
    await practice.throwAway()
    location.assign(to)
  }
  return {
    draw: () => h(PracticeStage, { scenario, practice, full, leave, offlineReady: updates.offlineReady.value }),
    async under(app) {
      app.provide(tabletKey, practice.tablet)
      app.use(createPinia())
      app.use(createSteps(baseOf(scenario.id)))
      // A projector is read in a bright room.
      document.documentElement.dataset['theme'] = 'light'
      await app.runWithContext(async () => {
        const session = useSession()
        await session.start()
        await session.entered(scenario.presenter)
        session.stayOpen('a demo')
      })
    },
  }
}
