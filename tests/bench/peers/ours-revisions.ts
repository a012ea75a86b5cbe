import type { NewRevision } from '../../../src/domain/history/revision'
import { child } from '../../../src/domain/records/child'
import { blank, touched } from '../../../src/domain/schema/definition'
import type { Changes } from '../../../src/domain/schema/field'
import type { PlainRecord } from './records.mjs'
import { author, childOf } from './records.mjs'

/** The bench's records as this app writes them: one revision for each, and one for each child. */

type Written = Pick<NewRevision, 'record' | 'kind' | 'version' | 'act' | 'after' | 'author' | 'at' | 'changes'>

export const setting = 'bench-hall'

const changesOf = (record: PlainRecord): Changes => ({
  'child/': record.child, 'when/': record.when, 'place/': record.place, 'placeWords/': record.placeWords, 'activity/': record.activity,
  'before/': record.before, 'saw/': record.saw, 'intensity/': record.intensity, 'after/': record.after, 'helped/': record.helped,
  'communication/': record.communication, 'childWords/': record.childWords,
})
export const writtenOf = (record: PlainRecord): Written => ({ record: record.id, kind: 'abc', version: 1, act: 'edit', after: [], author, at: record.at, changes: changesOf(record) })

export function writtenChild(index: number, at: number): Written {
  const empty = blank(child)
  const changes = touched(child, empty, { ...empty, name: `Pip Marmalade-${index}`, keyPerson: author })
  return { record: childOf(index), kind: child.kind, version: child.version, act: 'edit', after: [], author, at, changes }
}
