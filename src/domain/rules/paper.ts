import type { Reading, Source } from '../history/read'
import { paperPart } from '../schema/definition'
import type { Moment } from '../schema/field'

/** When a record was written on paper, and when that was typed in and by whom; null for one that was begun on a tablet. */
export function paperIn({ candidates }: Pick<Reading, 'candidates'>): { readonly written: Moment; readonly typed: Source } | null {
  const latest = candidates.get(paperPart)?.findLast(({ value }) => value !== null)
  // The door took nothing else under this part.
  return latest ? { written: latest.value as Moment, typed: latest.source } : null
}
