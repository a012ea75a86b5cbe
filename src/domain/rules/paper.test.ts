// @vitest-environment node
import { expect, test } from 'vitest'
import { revise } from '../../../tests/support/revisions'
import { read } from '../history/read'
import { observation } from '../records/observation'
import { paperPart } from '../schema/definition'
import { firstWritten, paperIn, paperWords } from './paper'

const at = (wall: string) => ({ wall, zone: 'Europe/London', precision: 'exact' as const })
const typed = (changes: Readonly<Record<string, ReturnType<typeof at> | string | null>>, given: Parameters<typeof revise>[0] = {}) => revise({ kind: observation.kind, version: 2, changes, ...given })

test('a record that was begun on a tablet has no paper', async () => {
  const reading = read(observation, [await typed({ 'saw/': 'Poured.' })])
  expect(reading && paperIn(reading.checkpoint)).toBeNull()
})

test('when it was written, and when and by whom that was typed in; the last word on it stands', async () => {
  const first = await typed({ 'saw/': 'Poured.', [paperPart]: at('2026-11-24T10:41') }, { at: 1_000 })
  const then = await typed({ [paperPart]: at('2026-11-24T10:14') }, { at: 2_000, after: [first.id] })
  const reading = read(observation, [first, then])
  expect(reading && paperIn(reading.checkpoint)).toEqual({ written: at('2026-11-24T10:14'), typed: { revision: then.id, author: 'amira', at: 2_000, skewMs: null, version: 2 } })
  const gone = read(observation, [first, await typed({ [paperPart]: null }, { at: 2_000, after: [first.id] })])
  expect(gone && paperIn(gone.checkpoint)).toBeNull()
})

test.each([
  ['exact', 'Written on paper 12 Nov 10:40, typed in 13 Nov 08:15'],
  ['about', 'Written on paper about 12 Nov 10:40, typed in 13 Nov 08:15'],
] as const)('both times are said, neither in place of the other (%s)', (precision, words) => {
  expect(paperWords({ ...at('2026-11-12T10:40'), precision }, '2026-11-13T08:15')).toBe(words)
})

const ms = (iso: string) => Date.parse(iso)
const kept = ms('2026-11-13T08:15:00Z')
test.each([
  ['a sheet of that morning', '2026-11-12T10:55', 'exact', kept, '2026-11-12T10:55:00Z'],
  ['in the very minute it began', '2026-11-12T10:40', 'exact', kept, '2026-11-12T10:40:00Z'],
  ['before it began: nobody wrote it then', '2026-11-12T10:39', 'exact', kept, '2026-11-13T08:15:00Z'],
  ['about an hour before, on that day', '2026-11-12T09:30', 'about', kept, '2026-11-12T09:30:00Z'],
  ['about, on the day before', '2026-11-11T16:00', 'about', kept, '2026-11-13T08:15:00Z'],
  ['later than it was typed in', '2026-11-14T09:00', 'exact', kept, '2026-11-13T08:15:00Z'],
  ['a few minutes ahead, by the clock on the wall', '2026-11-13T08:18', 'exact', kept, '2026-11-13T08:15:00Z'],
] as const)('first in writing: %s', (_name, wall, precision, savedAt, first) => {
  const paper = { ...at(wall), precision }
  expect(new Date(firstWritten(savedAt, { paper, began: ms('2026-11-12T10:40:30Z') }) ?? 0).toISOString()).toBe(first.replace('Z', '.000Z'))
})

test('a sheet that nobody has typed in is no record here, and a record without one is as old as it is', () => {
  expect(firstWritten(null, { paper: at('2026-11-12T10:55'), began: null })).toBeNull()
  expect(firstWritten(kept, { paper: null, began: null })).toBe(kept)
})
