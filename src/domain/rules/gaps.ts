import { longestSaying } from '../pack/calm'
import { calmScript } from '../records/calm-script'
import type { AnswersOf, Definition } from '../schema/definition'
import type { Fields, Moment, Row } from '../schema/field'
import { isUpn } from './upn'

export const gapCodes = ['choose-child', 'in-future', 'ends-before-start', 'upn-letter', 'say-harm', 'say-long'] as const
/** What is left, or odd, before a record is closed. The words for a code are the pack's (`gap.choose-child`). */
export type GapCode = (typeof gapCodes)[number]
export interface Gap {
  readonly field: string
  readonly code: GapCode
  /** The row's id, where the field has rows. */
  readonly row?: string
}

/** The wall clock when the question is asked, `YYYY-MM-DDTHH:mm`, in the zone of the tablet. */
export interface Now {
  readonly wall: string
  readonly zone?: string
}

/** What is left or odd, in the order of the form. Nobody is kept from saving by any of it. */
export function gapsIn<F extends Fields>(form: Definition<F>, answers: AnswersOf<Definition<F>>, now: Now): Gap[] {
  // The same answers, read by name: every rule below asks for the shape it needs.
  const given = answers as Readonly<Record<string, unknown>>
  return Object.entries(form.fields).flatMap(([field, asked]): Gap[] => {
    if (asked.asked && !asked.asked(given)) return []
    const answer = given[field]
    switch (asked.shape) {
      case 'people':
        return asked.subject && (answer as readonly string[]).length === 0 ? [{ field, code: 'choose-child' }] : []
      case 'person':
        return asked.subject && answer === null ? [{ field, code: 'choose-child' }] : []
      case 'moment':
        return isLater(answer as Moment | null, now) ? [{ field, code: 'in-future' }] : []
      case 'day':
        // Other days (a last day, the end of a roll) may well lie ahead.
        return form.kind === 'child' && field === 'born' && typeof answer === 'string' && answer > now.wall.slice(0, 10)
          ? [{ field, code: 'in-future' }]
          : []
      case 'rows':
        return (answer as readonly Row[]).filter(endsBeforeStart).map(({ id }) => ({ field, code: 'ends-before-start', row: id }))
      case 'text':
        if (form.kind === 'child' && field === 'upn' && answer !== '' && !isUpn(String(answer))) return [{ field, code: 'upn-letter' }]
        if (form.kind === calmScript.kind && field.endsWith('Say') && [...String(answer).trim()].length > longestSaying) return [{ field, code: 'say-long' }]
        return form.kind === 'quick-record' && field === 'harm' && String(answer).trim() === '' ? [{ field, code: 'say-harm' }] : []
      case 'choice':
      case 'choices':
      case 'scale':
      case 'duration':
      case 'record':
      case 'refs':
      case 'scores':
      case 'drawing':
        return []
    }
  })
}

// Another zone's clock cannot be set beside this one without knowing the instant, and nobody is asked about a guess.
const isLater = (moment: Moment | null, now: Now): boolean =>
  moment !== null &&
  (now.zone === undefined || moment.zone === now.zone) &&
  moment.wall.replace(' ', 'T').slice(0, 16) > now.wall.slice(0, 16)

function endsBeforeStart(row: Row): boolean {
  const { from, to } = row as Readonly<Record<string, unknown>>
  return typeof from === 'string' && typeof to === 'string' && to < from
}
