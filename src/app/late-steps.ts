import type { RouteLocationNormalized, Router } from 'vue-router'
import { createRouter, createWebHistory } from 'vue-router'
import { toTop } from './to-top'

const unread = 'unread'

/** Knows no page yet: they are read once the lock screen stands, and before anybody is shown one. Nothing is read where `may` says no. */
export function createLateSteps(may: (from: RouteLocationNormalized) => boolean): Router {
  const router = createRouter({ history: createWebHistory(), routes: [{ path: '/:anything(.*)*', name: unread, component: { render: () => null } }], scrollBehavior: toTop })
  router.beforeEach(async (to, from) => {
    if (!may(from)) return false
    if (to.name !== unread) return true
    await readPages(router)
    return to.fullPath
  })
  return router
}

/** Until this is done only whole addresses can be gone to, and no page by its name. */
export async function readPages(router: Router): Promise<void> {
  const { routes } = await import('./router')
  // Asked for twice meanwhile, they are added once.
  if (!router.hasRoute(unread)) return
  router.removeRoute(unread)
  for (const route of routes) router.addRoute(route)
}
