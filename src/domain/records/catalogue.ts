import type { Definition } from '../schema/definition'
import { abc } from './abc'
import { adult } from './adult'
import { calmScript } from './calm-script'
import { child } from './child'
import { deEscalation } from './de-escalation'
import { observation } from './observation'
import { quickRecord } from './quick-record'

/** The one list of forms. */
export const forms: readonly Definition[] = [adult, child, quickRecord, abc, observation, deEscalation, calmScript]

export const formOf = (kind: string): Definition | undefined => forms.find((form) => form.kind === kind)
