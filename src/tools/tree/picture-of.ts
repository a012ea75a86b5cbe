import type { Zone } from '../../domain/pack/tree'
import { childsZones, zones } from '../../domain/pack/tree'
import type { TreeEntry } from '../../domain/rules/tree'
import { forWalls } from '../../domain/rules/tree'
import type { Drawing } from '../../ui/picture-file'
import type { Word } from '../../ui/tree/drawn'
import { labelled, treePicture } from '../../ui/tree/tree-picture'

/** Two copies that leave the tablet: the adults', with kinds; and the child's own, in plain words and without. */
export type Copy = 'staff' | 'child'

export interface Pictured {
  readonly entries: readonly TreeEntry[]
  readonly title: string
  readonly under: string
  readonly word: Word
}

/** `roots-and-fruits-2026-11-27-1030`: when, and never whose. */
export const pictureName = (wall: string): string => `roots-and-fruits-${wall.replace('T', '-').replaceAll(':', '')}`

/** A copy as a picture. What is kept close is never on one, whoever makes it. */
export function pictureOf(copy: Copy, { entries, title, under, word }: Pictured): Drawing {
  const label = (zone: Zone): string => (copy === 'child' ? word(`tree.child.${zone}`, childsZones[zone]) : word(`code.${zone}`, zones.find(({ code }) => code === zone)?.label ?? ''))
  const [now, more] = copy === 'child' ? [label('fruit-now'), label('fruit-more')] : [word('tree.head.now', 'What we see now'), word('tree.head.more', 'What we want to see more')]
  return treePicture({ entries: forWalls(entries), title, under, plain: copy === 'child', labels: { now, more, zones: labelled(label) } })
}
