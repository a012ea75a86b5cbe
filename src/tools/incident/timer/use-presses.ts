import type { ComputedRef, ShallowRef } from 'vue'
import { computed, nextTick, shallowRef } from 'vue'
import { incident } from '../../../domain/records/incident'
import type { Stamp, StampKind } from '../../../domain/rules/hold-times'
import type { Moment } from '../../../domain/schema/field'
import { addedRow } from '../../../domain/schema/field'
import { useTablet } from '../../../workspace/tablet'
import { momentAt } from '../../../workspace/time'

type Stamps = readonly Stamp[]
interface Change {
  /** Done again it changes nothing more: a write that the disk refused is tried again whole. */
  readonly to: (stamps: Stamps) => Stamps
  readonly what: StampKind | null
}
export interface Presses {
  /** The times that are kept. */
  readonly shown: ComputedRef<Stamps>
  readonly busy: ComputedRef<boolean>
  readonly failed: ShallowRef<boolean>
  /** The time is that of the press, however long the disk takes. Another one, `at`, is for an adult who says when it was. */
  readonly press: (what: StampKind, at?: Moment) => void
  readonly change: (id: string, at: Moment) => void
  readonly takeAway: (id: string) => void
  readonly again: () => void
}

/** Which button takes another's place when that was pressed: the second tap of a double tap lands on it. */
const inPlaceOf: Readonly<Partial<Record<StampKind, StampKind>>> = { ended: 'began', 'held-again': 'let-go', 'let-go': 'held-again' }
const doubleTapMs = 700
/** These may well follow one another; of the rest, a second one before the first is kept says the same again. */
const repeats: ReadonlySet<StampKind> = new Set<StampKind>(['changed', 'swapped'])

const all = (changes: readonly Change[], stamps: Stamps): Stamps => changes.reduce((rows, { to }) => to(rows), stamps)

/**
 * Presses on their way to the disk, in order, none lost. What is shown moves on when a press is kept. While the disk refuses,
 * the time runs on from a press all the same, but an end is shown only once it is kept.
 */
export function usePresses(given: { stamps: () => Stamps; keep: (stamps: Stamps) => Promise<void>; who: () => string | null }): Presses {
  const { newId, now, zone } = useTablet()
  const waiting = shallowRef<readonly Change[]>([])
  const failed = shallowRef(false)
  let before: Stamps = given.stamps()
  let isWriting = false
  let last: { what: StampKind; atMs: number } | null = null

  const shown = computed(() => {
    if (waiting.value.length === 0) return given.stamps()
    return failed.value ? all(waiting.value.filter(({ what }) => what !== null && what !== 'ended'), before) : before
  })

  async function write(): Promise<void> {
    if (isWriting) return
    isWriting = true
    try {
      while (waiting.value.length > 0) {
        const taken = waiting.value
        await given.keep(all(taken, given.stamps()))
        await nextTick()
        before = given.stamps()
        waiting.value = waiting.value.slice(taken.length)
        failed.value = false
      }
    } catch {
      // Whoever keeps it has told the disk's trouble; the presses wait here.
      failed.value = true
    } finally {
      isWriting = false
    }
  }
  function add(next: Change): void {
    if (waiting.value.length === 0) before = given.stamps()
    waiting.value = [...waiting.value, next]
    void write()
  }

  return {
    shown, failed,
    busy: computed(() => waiting.value.length > 0 && !failed.value),
    press(what, said) {
      const atMs = now()
      const sinceMs = last === null ? Number.POSITIVE_INFINITY : Math.abs(atMs - last.atMs)
      if (said === undefined && last !== null && inPlaceOf[what] === last.what && sinceMs < doubleTapMs) return
      if (!repeats.has(what) && waiting.value.some((one) => one.what === what)) return void write()
      last = { what, atMs }
      const id = newId()
      const at = said ?? { ...momentAt(atMs, zone), ms: atMs }
      const who = given.who()
      add({ what, to: (stamps) => (stamps.some((one) => one.id === id) ? stamps : [...stamps, addedRow(incident.fields.stamps, stamps, id, { what, at, who })]) })
    },
    change: (id, at) => add({ what: null, to: (stamps) => stamps.map((one) => (one.id === id ? { ...one, at } : one)) }),
    takeAway: (id) => add({ what: null, to: (stamps) => stamps.filter((one) => one.id !== id) }),
    again: () => void write(),
  }
}
