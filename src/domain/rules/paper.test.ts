// @vitest-environment node
import { expect, test } from 'vitest'
import { revise } from '../../../tests/support/revisions'
import { read } from '../history/read'
import { observation } from '../records/observation'
import { paperPart } from '../schema/definition'
import { paperIn } from './paper'

const at = (wall: string) => ({ wall, zone: 'Europe/London', precision: 'exact' as const })
const typed = (changes: Readonly<Record<string, ReturnType<typeof at> | string | null>>, given: Parameters<typeof revise>[0] = {}) => revise({ kind: observation.kind, version: 2, changes, ...given })

test('a record that was begun on a tablet has no paper', async () => {
  const reading = read(observation, [await typed({ 'saw/': 'Poured.' })])
  expect(reading && paperIn(reading)).toBeNull()
})

test('when it was written, and when and by whom that was typed in; the last word on it stands', async () => {
  const first = await typed({ 'saw/': 'Poured.', [paperPart]: at('2026-11-24T10:41') }, { at: 1_000 })
  const then = await typed({ [paperPart]: at('2026-11-24T10:14') }, { at: 2_000, after: [first.id] })
  const reading = read(observation, [first, then])
  expect(reading && paperIn(reading)).toEqual({ written: at('2026-11-24T10:14'), typed: { revision: then.id, author: 'amira', at: 2_000, skewMs: null, version: 2 } })
  const gone = read(observation, [first, await typed({ [paperPart]: null }, { at: 2_000, after: [first.id] })])
  expect(gone && paperIn(gone)).toBeNull()
})
