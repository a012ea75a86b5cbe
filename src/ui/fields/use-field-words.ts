import { computed, type ComputedRef } from 'vue'
import type { Field, Option } from '../../domain/schema/field'
import { useFieldContext } from './context'

/** The pack's key of a field: a cell's has its row's id within its name on the glass, and none in the pack. */
const keyOf = (name: string): string => {
  const [kind, field, , cell] = name.split('.')
  return cell === undefined ? name : `${kind}.${field}.${cell}`
}
/** A field's label, hint and options as the pack says them. */
export function useFieldWords(props: { readonly field: Field; readonly name: string }): ComputedRef<{ label: string; hint: string | undefined; options: Option[] }> {
  const know = useFieldContext()
  return computed(() => {
    const { field } = props
    const key = keyOf(props.name)
    const { word } = know.value
    const options = 'options' in field ? field.options : []
    return {
      label: word(`${key}.label`, field.label),
      hint: field.hint === undefined ? undefined : word(`${key}.hint`, field.hint),
      options: options.map((option) => ({ ...option, label: word(`code.${option.code}`, option.label) })),
    }
  })
}
