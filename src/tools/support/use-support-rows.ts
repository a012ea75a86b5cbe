import type { ComputedRef } from 'vue'
import { computed, shallowRef } from 'vue'
import { support } from '../../domain/records/support'
import type { SupportAnswers } from '../../domain/rules/support-so-far'
import type { Row, RowsField } from '../../domain/schema/field'
import { addedRow } from '../../domain/schema/field'
import { useTablet } from '../../workspace/tablet'
import type { Tool } from '../../workspace/use-tool'
import { useRows } from '../../workspace/use-rows'

export type SupportList = 'provision' | 'advice' | 'parentContacts' | 'scores'
export interface SupportRows<R> {
  readonly rows: ComputedRef<readonly R[]>
  /** Rows that stand open to be written in: by hand, or because they were just added. */
  readonly opened: ComputedRef<ReadonlySet<string>>
  readonly flip: (row: R) => void
  readonly add: (given?: Partial<R>) => Promise<void>
  readonly change: (row: R, given: Partial<R>, soon: boolean) => void
  readonly remove: (row: R) => void
}

/** One list of a child’s support, newest first on the glass: what is written in now is at the top. */
export function useSupportRows<K extends SupportList>(name: K, tool: Tool<typeof support.fields>): SupportRows<SupportAnswers[K][number] & Row> {
  type R = SupportAnswers[K][number] & Row
  const { newId } = useTablet()
  // One list of the form, whose rows are those of this field: TypeScript does not follow a name to its rows.
  const field = support.fields[name] as unknown as RowsField
  const kept = computed(() => tool.answers.value[name] as unknown as readonly R[])
  const opened = shallowRef<ReadonlySet<string>>(new Set())
  const { add, change, remove } = useRows<R>({
    rows: () => kept.value, put: (rows, options) => tool.edit(name, rows as unknown as SupportAnswers[K], options),
    mayWrite: () => tool.mayWrite.value, reviewed: () => null, page: { shown: computed(() => null) },
    made: (given) => {
      const row = addedRow(field, kept.value as readonly Row[], newId(), given as Partial<Row>) as unknown as R
      opened.value = new Set([...opened.value, row.id])
      return row
    },
  })
  return {
    rows: computed(() => kept.value.toReversed()), opened: computed(() => opened.value), add, change, remove,
    flip(row) {
      const next = new Set(opened.value)
      if (!next.delete(row.id)) next.add(row.id)
      opened.value = next
    },
  }
}
