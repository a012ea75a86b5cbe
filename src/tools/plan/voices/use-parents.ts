import type { ComputedRef } from 'vue'
import { computed } from 'vue'
import { plan } from '../../../domain/records/plan'
import type { ParentRow } from '../../../domain/rules/plan-voices'
import { addedRow } from '../../../domain/schema/field'
import { usePeople } from '../../../workspace/people'
import { useTablet } from '../../../workspace/tablet'
import type { Tool } from '../../../workspace/use-tool'

export interface Parents {
  /** Those of the child’s record first, then whoever was added here. A row that nobody wrote in yet is blank. */
  readonly all: ComputedRef<readonly ParentRow[]>
  /** Whether they are listed in the child’s own record, and so not to be taken away here. */
  readonly isListed: (id: string) => boolean
  readonly change: (row: ParentRow, given: Partial<ParentRow>, soon?: boolean) => void
  readonly add: () => string
  readonly remove: (row: ParentRow) => void
}

/** The parents and carers of a child as a plan asks them. A row’s id is theirs in the child’s record, so that two tablets mean the same person. */
export function useParents(child: string, tool: Tool<typeof plan.fields>): Parents {
  const people = usePeople()
  const { newId } = useTablet()
  const field = plan.fields.parents
  const kept = computed(() => tool.answers.value.parents)
  const listed = computed(() => (people.readings.get(child)?.answers.parents ?? []).filter(({ name, relation }) => name.trim() !== '' || relation.trim() !== ''))
  const all = computed(() => {
    const known = new Map(kept.value.map((row) => [row.id, row]))
    const own = listed.value.map(({ id, name, relation }) => {
      const row = known.get(id)
      const called = name.trim() || relation.trim()
      return row ? { ...row, name: row.name.trim() || called } : addedRow(field, kept.value, id, { name: called })
    })
    return [...own, ...kept.value.filter(({ id }) => !listed.value.some((one) => one.id === id))]
  })
  const put = (rows: readonly ParentRow[], soon = false) => tool.edit('parents', rows, { soon })
  return {
    all,
    isListed: (id) => listed.value.some((one) => one.id === id),
    change(row, given, soon) {
      const next = { ...row, ...given }
      const isKept = kept.value.some(({ id }) => id === row.id)
      put(isKept ? kept.value.map((one) => (one.id === row.id ? next : one)) : [...kept.value, addedRow(field, kept.value, row.id, next)], soon)
    },
    add() {
      const row = addedRow(field, kept.value, newId(), {})
      put([...kept.value, row])
      return row.id
    },
    remove: (row) => put(kept.value.filter(({ id }) => id !== row.id)),
  }
}
