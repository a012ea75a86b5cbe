import type { ComputedRef } from 'vue'
import { computed, nextTick, shallowRef } from 'vue'
import type { plan } from '../../domain/records/plan'
import type { AnswersOf } from '../../domain/schema/definition'
import type { Row, RowsField } from '../../domain/schema/field'
import { addedRow } from '../../domain/schema/field'
import { movedRow } from '../../domain/schema/moved-row'
import { useTablet } from '../../workspace/tablet'
import { useRows } from '../../workspace/use-rows'
import type { SectionProps } from './section-props'

type Answers = AnswersOf<typeof plan>
export type RowsName = { [K in keyof Answers]: (typeof plan.fields)[K] extends RowsField ? K : never }[keyof Answers]
export type RowOf<K extends RowsName> = Answers[K][number]

export interface PlanRows<R> {
  readonly rows: ComputedRef<readonly R[]>
  /** The row that was added last: it stands open, to be written in. */
  readonly fresh: ComputedRef<string | null>
  /** It was closed by hand. */
  readonly settle: () => void
  readonly add: (given?: Partial<R>) => Promise<void>
  /** Takes an offer as it is, without opening it; a row of that id stays as it is. */
  readonly take: (given: Partial<R>) => void
  readonly change: (row: R, given: Partial<R>, soon: boolean) => void
  readonly remove: (row: R) => void
  readonly move: (row: R, by: -1 | 1) => void
}

/** A list of a plan (triggers, measures, ...) as one section changes it. */
export function usePlanRows<K extends RowsName>(name: K, field: (typeof plan.fields)[K] & RowsField, { tool }: SectionProps): PlanRows<RowOf<K>> {
  type R = RowOf<K>
  const { newId } = useTablet()
  const fresh = shallowRef<string | null>(null)
  // One list of the plan, whose rows are those of this field: TypeScript does not follow a name to its rows.
  const rows = computed(() => tool.answers.value[name] as unknown as readonly R[])
  const put = (next: readonly R[], options?: { soon: boolean }) => tool.edit(name, next as unknown as Answers[K], options)
  // Where rows are made and moved, any row will do.
  const made = (given: Partial<R>): R => addedRow(field, rows.value as unknown as readonly Row[], newId(), given as Partial<Row>) as unknown as R
  const { add, change, remove } = useRows<R>({
    rows: () => rows.value, put, mayWrite: () => tool.mayWrite.value, reviewed: () => null, page: { shown: computed(() => null) },
    made: (given) => {
      const row = made(given)
      fresh.value = row.id
      return row
    },
  })
  return {
    rows, fresh: computed(() => fresh.value), settle: () => { fresh.value = null }, add, change, remove,
    take: (given) => put([...rows.value, made(given)]),
    move(row, by) {
      const index = rows.value.findIndex(({ id }) => id === row.id)
      put(movedRow(rows.value, row.id, index + by) as unknown as readonly R[])
      // Focus goes with the row.
      void nextTick(() => {
        const acts = [...document.querySelectorAll<HTMLButtonElement>(`[data-row="${row.id}"] .move`)]
        const same = acts[by === -1 ? 0 : 1]
        ;(same?.disabled ? acts.find((act) => !act.disabled) : same)?.focus()
      })
    },
  }
}
