import type { Field, Shape } from '../../domain/schema/field'

/** What every field view is given. `name` is its id on the glass and the pack key of its words (`abc.before`). */
export interface ViewProps<S extends Shape, A> {
  readonly field: Extract<Field, { shape: S }>
  readonly modelValue: A
  readonly name: string
}
