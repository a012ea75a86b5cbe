import type { RouterScrollBehavior } from 'vue-router'

/** A page opens at its top, and one that is gone back to where it was left. */
export const toTop: RouterScrollBehavior = (_to, _from, saved) => saved ?? { top: 0 }
