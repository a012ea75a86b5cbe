import './meeting.css'
import { defineStore } from 'pinia'
import { shallowRef, watch, watchEffect } from 'vue'
import type { Say } from '../domain/schema/field'
import type { ChildLine } from './people'
import { usePeople } from './people'
import { useSession } from './session'

/** A meeting that was forgotten ends by itself, and the tablet's own lock counts again. */
const longestMs = 90 * 60_000

/**
 * One real child shown to a meeting: initials for every child, nothing that is kept close, large text. It is a way of looking
 * at what is there and keeps nothing; it ends with a tap, with the lock and with the page it was begun on.
 */
export const useMeeting = defineStore('meeting', () => {
  const session = useSession()
  const people = usePeople()
  const on = shallowRef(false)
  let letGo: (() => void) | null = null
  let forgotten: ReturnType<typeof setTimeout> | undefined

  function show(wanted: boolean): void {
    if (wanted === on.value) return
    on.value = wanted
    // A meeting that looks at the glass does not touch it.
    letGo?.()
    letGo = wanted ? session.stayOpen('a meeting') : null
    clearTimeout(forgotten)
    if (wanted) forgotten = setTimeout(() => show(false), longestMs)
  }
  watch(() => session.adult, () => show(false), { flush: 'sync' })
  watchEffect(() => { document.documentElement.toggleAttribute('data-meeting', on.value) })

  const initials = (id: string): string => people.childById.get(id)?.initials ?? people.say.child(id)
  const say: Say = { adult: (id) => people.say.adult(id), word: (key, usual) => people.say.word(key, usual), child: (id) => (on.value ? initials(id) : people.say.child(id)) }
  return {
    on, show, say,
    /** The child as this glass may show them now. */
    seen: (child: ChildLine | null): ChildLine | null => (child && on.value ? { ...child, name: child.initials, called: child.initials } : child),
    /** What is kept close is shown to those who may see it, and to no meeting. */
    mayShowClose: (may: boolean): boolean => may && !on.value,
  }
})
