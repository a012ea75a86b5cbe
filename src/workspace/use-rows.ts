import type { ComputedRef } from 'vue'
import { computed, nextTick } from 'vue'

interface Kept {
  readonly id: string
}
export interface RowsOf<R extends Kept> {
  /** Whether the version that is shown is the newest, and whether this adult may change it: not once it was reviewed. */
  readonly isNewest: ComputedRef<boolean>
  readonly mayChange: ComputedRef<boolean>
  /** A new row at the end, with the first place to write in ready. */
  readonly add: (given?: Partial<R>) => Promise<void>
  readonly change: (row: R, given: Partial<R>, soon: boolean) => void
  readonly remove: (row: R) => void
}

/** The rows of a drawn tool, as one version's cards change them. `made` makes a row to stand at the end. */
export function useRows<R extends Kept>(given: {
  readonly rows: () => readonly R[]
  readonly put: (rows: readonly R[], options?: { soon: boolean }) => void
  readonly made: (answers: Partial<R>) => R
  readonly page: { readonly shown: ComputedRef<{ readonly isNewest: boolean } | null> }
  readonly mayWrite: () => boolean
  readonly reviewed: () => string | null
}): RowsOf<R> {
  const isNewest = computed(() => given.page.shown.value?.isNewest ?? true)
  return {
    isNewest,
    mayChange: computed(() => given.mayWrite() && isNewest.value && given.reviewed() === null),
    async add(answers = {}) {
      const row = given.made(answers)
      given.put([...given.rows(), row])
      await nextTick()
      document.querySelector<HTMLElement>(`[data-row="${row.id}"] :is(input, textarea)`)?.focus()
    },
    change: (row, answers, soon) => given.put(given.rows().map((one) => (one.id === row.id ? { ...one, ...answers } : one)), { soon }),
    remove: (row) => given.put(given.rows().filter(({ id }) => id !== row.id)),
  }
}
