import type { ComputedRef } from 'vue'
import { computed, nextTick, shallowRef } from 'vue'
import { plan } from '../../../domain/records/plan'
import type { FlowOffer } from '../../../domain/rules/plan-offers'
import type { FlowRow } from '../../../domain/rules/plan-flow'
import { placeFor, stepNames } from '../../../domain/rules/plan-flow'
import type { Row } from '../../../domain/schema/field'
import { addedRow } from '../../../domain/schema/field'
import { movedRow } from '../../../domain/schema/moved-row'
import { useTablet } from '../../../workspace/tablet'
import type { SectionProps } from '../section-props'

export interface FlowList {
  readonly rows: ComputedRef<readonly FlowRow[]>
  /** What a step is called: `Early signs 2`. */
  readonly nameOf: (row: FlowRow) => string
  /** Which steps stand open to be changed. */
  readonly isOpen: (row: FlowRow) => boolean
  readonly flip: (row: FlowRow) => void
  /** Said aloud after a step was moved, added or taken away. */
  readonly said: ComputedRef<string>
  /** A new step after this one; after none, at the end. It stands open, with the first place to write in ready. */
  readonly addAfter: (row: FlowRow | null) => Promise<void>
  readonly take: (offer: FlowOffer) => void
  readonly change: (row: FlowRow, given: Partial<FlowRow>, soon: boolean) => void
  /** Focus goes with the step. */
  readonly move: (row: FlowRow, by: -1 | 1) => Promise<void>
  readonly remove: (row: FlowRow) => Promise<void>
}

/** The ordered list of a plan's flow, as its section changes it. */
export function useFlow({ tool }: SectionProps): FlowList {
  const { newId } = useTablet()
  const rows = computed(() => tool.answers.value.flow)
  const names = computed(() => stepNames(rows.value, tool.say))
  const nameOf = (row: FlowRow) => names.value.get(row.id) ?? ''
  const opened = shallowRef<ReadonlySet<string>>(new Set())
  const said = shallowRef('')
  // A list that was moved about still holds rows of this field.
  const put = (next: readonly Row[], soon = false) => tool.edit('flow', next as readonly FlowRow[], { soon })
  const made = (given: Partial<FlowRow>): FlowRow => addedRow(plan.fields.flow, rows.value, newId(), given)
  const putAt = (row: FlowRow, place: number) => put(movedRow([...rows.value, row], row.id, place))
  const focus = (id: string, what: string) => document.querySelector<HTMLElement>(`[data-row="${id}"] ${what}`)?.focus()
  const say = ({ id }: FlowRow, does: string) => {
    const place = rows.value.findIndex((row) => row.id === id)
    const row = rows.value[place]
    if (row) said.value = `“${nameOf(row)}” ${does} ${place + 1} of ${rows.value.length}`
  }

  return {
    rows, nameOf, said: computed(() => said.value),
    isOpen: ({ id }) => opened.value.has(id),
    flip({ id }) {
      const next = new Set(opened.value)
      if (!next.delete(id)) next.add(id)
      opened.value = next
    },
    async addAfter(row) {
      // Most often one more of the same; what is done stands after a question.
      const step = row === null ? null : row.step === 'flow-question' ? 'flow-act' : row.step
      const one = made({ step })
      opened.value = new Set([...opened.value, one.id])
      putAt(one, row === null ? rows.value.length : rows.value.findIndex(({ id }) => id === row.id) + 1)
      await nextTick()
      say(one, 'added, now')
      focus(one.id, step === null ? 'input' : 'input:checked')
    },
    take({ step, see, act, sources }) {
      putAt(made({ step, see, act, sources }), placeFor(step, rows.value))
    },
    change: (row, given, soon) => put(rows.value.map((one) => (one.id === row.id ? { ...one, ...given } : one)), soon),
    async move(row, by) {
      put(movedRow(rows.value, row.id, rows.value.findIndex(({ id }) => id === row.id) + by))
      await nextTick()
      say(row, 'is now')
      // Where the button that was pressed is at the end of its travel, its twin keeps the focus.
      focus(row.id, `.${by === -1 ? 'up' : 'down'}:not(:disabled)`)
      if (document.activeElement?.closest(`[data-row="${row.id}"]`) === null) focus(row.id, '.move:not(:disabled)')
    },
    async remove(row) {
      const place = rows.value.findIndex(({ id }) => id === row.id)
      said.value = `“${nameOf(row)}” taken away`
      put(rows.value.filter(({ id }) => id !== row.id))
      await nextTick()
      const next = rows.value[place] ?? rows.value.at(-1)
      if (next) focus(next.id, '.edit')
      else document.getElementById('flow-list')?.focus()
    },
  }
}
