import { flushPromises, mount } from '@vue/test-utils'
import type { Pinia } from 'pinia'
import { createPinia, setActivePinia } from 'pinia'
import type { Component } from 'vue'
import { createApp, defineComponent, h } from 'vue'
import type { Router } from 'vue-router'
import { createMemoryHistory, createRouter } from 'vue-router'
import { troubleOf } from '../../src/storage/trouble'
import { useSession } from '../../src/workspace/session'
import type { Hold, Tablet } from '../../src/workspace/tablet'
import { tabletKey } from '../../src/workspace/tablet'
import type { TabletDisk } from './tablet-disk'
import { entry, tabletDisk } from './tablet-disk'

/** A real tablet with its glass: real tables, vault, ledger, stores and router; no network. Moss Kettle is signed in. */
export interface Glass {
  readonly disk: TabletDisk
  readonly router: Router
  /** A store is asked for by it: the one that is active may be an earlier test's, whose page still had something to say. */
  readonly pinia: Pinia
  readonly session: ReturnType<typeof useSession>
  /** How often a round was asked for. */
  readonly rounds: { count: number }
  show(component: Component, props?: Readonly<Record<string, unknown>>): Promise<Shown>
  /** Until the disk, its live queries and the glass have nothing left to say. */
  settle(): Promise<void>
  /** Until this holds, or the test has waited too long. */
  until(claim: () => boolean): Promise<void>
}
export type Shown = ReturnType<typeof mount>

const names = ['today', 'children', 'child', 'child-new', 'child-edit', 'abc-chart', 'quick-record', 'observation', 'de-escalation', 'abc', 'record', 'waiting', 'tray', 'choose', 'adults', 'help', 'settings', 'calm', 'calm-edit', 'incident', 'parent-copy', 'account', 'child-debrief', 'adult-debrief', 'home-note', 'patterns', 'chronology', 'term-dates', 'setting-words', 'tree', 'anxiety-map', 'blank', 'predict-prevent', 'risk-calculator', 'checklists', 'checklist', 'plans', 'plan', 'plan-face', 'plan-parent', 'plan-child', 'plan-review', 'plan-difference', 'plan-progress', 'training', 'audit', 'support', 'profile', 'circle', 'bundle', 'services']
const Elsewhere = defineComponent({ render: () => h('p') })

export async function glass(given: { roles?: readonly string[]; disk?: TabletDisk; hold?: Hold; held?: ReadonlySet<string> } = {}): Promise<Glass> {
  const disk = given.disk ?? (await tabletDisk())
  const { vault, ledger, clock } = disk
  let ids = 0
  const rounds = { count: 0 }
  const tablet: Tablet = {
    vault, ledger, now: () => clock.at, zone: 'Europe/London', build: '0.0.0+test',
    newId: () => `made-${(ids += 1)}`,
    hold: given.hold ?? (() => Promise.resolve(() => undefined)),
    held: () => Promise.resolve(given.held ?? new Set()),
    wire: { fetch: () => Promise.reject(new TypeError('no network')), now: () => clock.at, patienceMs: 10 },
    pace: { wake: () => { rounds.count += 1 }, now: () => Promise.resolve({ kind: 'offline', retryAfterMs: null }) },
    health: { state: 'well', onChange: () => () => undefined, persisted: () => Promise.resolve(true), room: () => Promise.resolve(null), reopen: () => Promise.resolve('well' as const), notice: troubleOf, freeBallast: () => Promise.resolve(false), enrolled: () => undefined },
  }
  await ledger.append(adultEntry('moss', { name: 'Moss Kettle', roles: given.roles ?? ['senco'] }))
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', component: Elsewhere }, ...names.map((name) => ({ path: `/${name}/:id?${name === 'parent-copy' ? '/:child?' : name === 'blank' ? '/:kind?' : ''}`, name, component: Elsewhere }))],
  })
  const pinia = createPinia()
  setActivePinia(pinia)
  // Stores made before anything is mounted need an app to be handed the tablet by.
  const app = createApp(Elsewhere)
  app.provide(tabletKey, tablet)
  app.use(pinia)
  const session = app.runWithContext(() => useSession())
  await session.start()
  await session.entered('moss')

  async function settle(): Promise<void> {
    for (let turn = 0; turn < 6; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 5))
      await flushPromises()
    }
  }
  async function until(claim: () => boolean): Promise<void> {
    for (let turn = 0; turn < 600 && !claim(); turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10))
      await flushPromises()
    }
    if (!claim()) throw new Error('it did not come to that')
  }
  return {
    disk, router, pinia, session, rounds, settle, until,
    async show(component, props = {}) {
      const shown = mount(component, { props, attachTo: document.body, global: { plugins: [pinia, router], provide: { [tabletKey]: tablet } } })
      await settle()
      return shown
    },
  }
}

export function adultEntry(id: string, adult: { name: string; roles: readonly string[]; until?: string; rooms?: readonly string[] }) {
  return entry({
    record: id, kind: 'adult', author: 'moss',
    changes: {
      'name/': adult.name, 'shortName/': adult.name.split(' ')[0] ?? '',
      ...Object.fromEntries(adult.roles.map((role) => [`roles/${role}`, true])),
      ...(adult.until === undefined ? {} : { 'until/': adult.until }),
      ...Object.fromEntries((adult.rooms ?? []).flatMap((room, index) => [[`rooms/r${index}`, true], [`rooms/r${index}/rank`, `a${index}`], [`rooms/r${index}/name`, room]])),
    },
  })
}
export const childEntry = (id: string, child: { name: string; knownAs?: string; room?: string; keyPerson?: string; healthHeld?: string; upn?: string }) =>
  entry({ record: id, changes: Object.fromEntries(Object.entries(child).map(([field, answer]) => [`${field}/`, answer])) })
