import type { Definition } from '../schema/definition'
import { partName } from '../schema/definition'
import type { Checkpoint } from './read'
import { byText } from './revision'

interface SubjectField { readonly prefix: string; readonly several: boolean }
const known = new WeakMap<Definition, readonly SubjectField[]>()
function subjectFields(form: Definition): readonly SubjectField[] {
  const found = known.get(form) ?? Object.entries(form.fields).flatMap(([name, field]) => ((field.shape === 'people' || field.shape === 'person') && field.subject ? [{ prefix: `${name}/`, several: field.shape === 'people' }] : []))
  known.set(form, found)
  return found
}

/**
 * The children a record is about, from every standing value of its subject fields, clashes included: what a child's
 * timeline, the order of a first sync, transfer and erasure stand on. A child's own record is about that child.
 */
export function childrenOf(form: Definition, checkpoint: Checkpoint): string[] {
  if (form.kind === 'child') return [checkpoint.record]
  const children = new Set<string>()
  const subjects = subjectFields(form)
  // Asked of every line of a list: a record has many parts, and few of them say whom it is about.
  for (const key in checkpoint.parts) {
    const asked = subjects.find(({ prefix }) => key.startsWith(prefix))
    if (!asked) continue
    const standing = checkpoint.parts[key] ?? []
    if (asked.several && standing.some(([, value]) => value === true)) children.add(partName(key).part)
    if (!asked.several) for (const [, value] of standing) if (typeof value === 'string') children.add(value)
  }
  return [...children].sort(byText)
}

/** Whether it asks whom it is about. What belongs to an incident does not. */
export const asksWhom = (form: Definition): boolean => subjectFields(form).length > 0

/** What a record is found by: its children, and the record it came from or belongs to. */
export function subjectsOf(form: Definition, checkpoint: Checkpoint): string[] {
  const belongsTo = Object.entries(form.fields).flatMap(([name, field]) =>
    field.shape === 'record' ? (checkpoint.parts[`${name}/`] ?? []).flatMap(([, value]) => (typeof value === 'string' ? [value] : [])) : [],
  )
  return [...new Set([...childrenOf(form, checkpoint), ...belongsTo])].sort(byText)
}
