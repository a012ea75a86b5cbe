import { computed, type ComputedRef } from 'vue'
import type { Field, Option } from '../../domain/schema/field'
import { useFieldContext } from './context'

/** A field's label, hint and options as the pack says them. */
export function useFieldWords(props: { readonly field: Field; readonly name: string }): ComputedRef<{ label: string; hint: string | undefined; options: Option[] }> {
  const know = useFieldContext()
  return computed(() => {
    const { field, name } = props
    const { word } = know.value
    const options = 'options' in field ? field.options : []
    return {
      label: word(`${name}.label`, field.label),
      hint: field.hint === undefined ? undefined : word(`${name}.hint`, field.hint),
      options: options.map((option) => ({ ...option, label: word(`code.${option.code}`, option.label) })),
    }
  })
}
