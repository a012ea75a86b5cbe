import type { Definition } from '../schema/definition'
import { partName } from '../schema/definition'
import type { Checkpoint } from './read'
import { byText } from './revision'

/**
 * The children a record is about, from every standing value of its subject fields, clashes included: what a child's
 * timeline, the order of a first sync, transfer and erasure stand on. A child's own record is about that child.
 */
export function childrenOf(form: Definition, checkpoint: Checkpoint): string[] {
  if (form.kind === 'child') return [checkpoint.record]
  const children = new Set<string>()
  for (const [key, standing] of Object.entries(checkpoint.parts)) {
    const { field, part } = partName(key)
    const asked = form.fields[field]
    if (asked?.shape === 'people' && asked.subject && standing.some(([, value]) => value === true)) children.add(part)
    if (asked?.shape === 'person' && asked.subject) {
      for (const [, value] of standing) if (typeof value === 'string') children.add(value)
    }
  }
  return [...children].sort(byText)
}

/** What a record is found by: its children, and the record it came from or belongs to. */
export function subjectsOf(form: Definition, checkpoint: Checkpoint): string[] {
  const belongsTo = Object.entries(form.fields).flatMap(([name, field]) =>
    field.shape === 'record' ? (checkpoint.parts[`${name}/`] ?? []).flatMap(([, value]) => (typeof value === 'string' ? [value] : [])) : [],
  )
  return [...new Set([...childrenOf(form, checkpoint), ...belongsTo])].sort(byText)
}
