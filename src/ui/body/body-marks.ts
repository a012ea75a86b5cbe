import { markKinds, markSizes, regions } from '../../domain/pack/body'
import { incident } from '../../domain/records/incident'
import type { Row } from '../../domain/schema/field'
import type { Chooseable } from '../fields/context'
import type { Body } from './body-layout'

export const markField = incident.fields.marks
/** One mark seen on one part of one body. */
export type Mark = Row<typeof markField.of>
/** What an adult says of a mark; where it is and on whom follows from what they tapped. */
export type SaidOfMark = Pick<Mark, 'kind' | 'size' | 'words' | 'seenBy' | 'firstAid' | 'arrived'>
/** A mark with its number on the figures of that body, from 1 in the order they were added. */
export interface Numbered { readonly number: number; readonly mark: Mark }

/** Somebody whose marks are recorded, and which figure stands for them. */
export interface Whose {
  readonly key: string
  readonly label: string
  readonly body: Body
  readonly child?: string | undefined
  readonly adult?: string | undefined
}
export type Word = (key: string, usual: string) => string

/** By who it is; only where nobody is named, by the kind of body. An outline that was chosen anew takes no mark away. */
export function isOn(mark: Mark, whose: Whose): boolean {
  if (whose.child !== undefined) return mark.child === whose.child
  if (whose.adult !== undefined) return mark.adult === whose.adult
  return mark.child === null && mark.adult === null && (mark.body === null || mark.body === whose.body)
}
export const numbered = (marks: readonly Mark[]): readonly Numbered[] => marks.map((mark, index) => ({ number: index + 1, mark }))
/** Marks by the code of their region, `''` where none was given. */
export function byRegion(marks: readonly Numbered[]): ReadonlyMap<string, readonly Numbered[]> {
  const found = new Map<string, readonly Numbered[]>()
  for (const one of marks) found.set(one.mark.region ?? '', [...(found.get(one.mark.region ?? '') ?? []), one])
  return found
}
export const countWords = (count: number): string => (count === 1 ? '1 mark' : `${count} marks`)

/** A region in words: "Child’s left forearm, front", never just "Left". A code that no list has any more is said as it is. */
export function regionWords(code: string, body: Body, word: Word): string {
  if (code === '') return 'Where was not recorded'
  const label = word(`code.${code}`, regions.find((region) => region.code === code)?.label ?? code)
  return label.replace(/^(Left|Right) /, (_all, hand: string) => `${body === 'adult' ? 'Their' : 'Child’s'} ${hand.toLocaleLowerCase()} `)
}

/** What was seen, without where: "Scratch, coin size, seen by Gwen, first aid given". */
export function markWords(mark: Mark, adults: readonly Chooseable[], word: Word): string {
  const coded = (options: typeof markKinds, code: string) => word(`code.${code}`, options.find((option) => option.code === code)?.label ?? code)
  const said = [
    mark.kind === null ? 'Mark' : coded(markKinds, mark.kind),
    mark.size === null ? '' : `${coded(markSizes, mark.size).toLocaleLowerCase()} size`,
    mark.seenBy === null ? '' : `seen by ${adults.find(({ id }) => id === mark.seenBy)?.label ?? 'someone not on this tablet'}`,
    { yes: 'first aid given', no: 'no first aid' }[mark.firstAid ?? ''],
    { yes: 'there on arrival', no: 'not there on arrival' }[mark.arrived ?? ''],
    mark.words.trim() === '' ? '' : `“${mark.words.trim()}”`,
  ]
  return said.filter(Boolean).join(', ')
}
