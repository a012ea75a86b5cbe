import type { Definition } from '../schema/definition'
import { adult } from './adult'

/** The one list of forms. */
export const forms: readonly Definition[] = [adult]

export const formOf = (kind: string): Definition | undefined => forms.find((form) => form.kind === kind)
