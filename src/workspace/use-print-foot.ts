import type { ComputedRef } from 'vue'
import { computed, onScopeDispose, watchEffect } from 'vue'
import { usePack } from './pack'
import { usePeople } from './people'
import { useSession } from './session'
import { useTablet } from './tablet'
import { longDay, wallAt } from './time'

const property = '--print-foot'
/** As a string of CSS: whatever a setting is called, it ends where it ends. */
const quoted = (words: string): string => `"${words.replace(/["\\\n]/g, (sign) => `\\${sign.charCodeAt(0).toString(16)} `)}"`

/**
 * What stands at the foot of every sheet of paper while this page is open: where it came from, when, who printed it, and the
 * words in force (`@page` in `ui/base.css`). Given back where the browser has no place at the foot of a sheet, for the page to
 * end with; else null.
 */
export function usePrintFoot(): ComputedRef<string | null> {
  const { now, zone } = useTablet()
  const session = useSession()
  const people = usePeople()
  const pack = usePack()
  const foot = computed(() => {
    const by = people.me ? ` by ${people.me.name || people.me.shortName}` : ''
    return `${session.identity?.setting.name ?? 'Steps Toolkit'}. Printed ${longDay(wallAt(now(), zone))}${by}. Words: ${pack.said}. Personal information.`
  })
  const { style } = document.documentElement
  watchEffect(() => style.setProperty(property, quoted(foot.value)))
  onScopeDispose(() => style.removeProperty(property))
  return computed(() => ('CSSMarginRule' in window ? null : foot.value))
}
