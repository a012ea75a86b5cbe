import type { ComputedRef } from 'vue'
import { computed, shallowRef, watch } from 'vue'
import { useGlance } from './glance'
import { usePeople } from './people'

interface Choice {
  readonly id: string
  readonly label: string
}

/** So many of an adult's own children stand as chips; a class of thirty is looked up. */
const nearest = 7

/**
 * Children to choose among: this adult's own as chips by initials, and everyone by name where they are looked for.
 *
 * Who was chosen when the page opened stands among the chips from the start, so that no chip moves under a finger.
 */
export function useWho(chosen: () => readonly string[]): { near: ComputedRef<readonly Choice[]>; all: ComputedRef<readonly Choice[]>; chipLabel: (id: string) => string } {
  const people = usePeople()
  const glance = useGlance()
  const chipLabel = (id: string): string => {
    const line = people.childById.get(id)
    return line ? glance.childLabel(line) : 'A child not on this tablet'
  }
  const first = shallowRef<readonly string[]>([])
  watch(chosen, (ids) => { if (first.value.length === 0) first.value = ids }, { immediate: true })
  return {
    chipLabel,
    near: computed(() => {
      const mine = people.mine.map(({ id }) => id)
      const asked = first.value.filter((id) => !mine.slice(0, nearest).includes(id))
      return [...asked, ...mine.filter((id) => !asked.includes(id))].slice(0, nearest).map((id) => ({ id, label: chipLabel(id) }))
    }),
    all: computed(() =>
      [...people.children].sort((a, b) => Number(a.left) - Number(b.left) || Number(b.mine) - Number(a.mine)).map(({ id, name, called, initials, room }) => ({
        id,
        label: [name.split(' ').includes(called) || name === '' ? name || called || initials : `${name} (${called})`, room].filter(Boolean).join(', '),
      })),
    ),
  }
}
