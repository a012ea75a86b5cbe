// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { revise } from '../../../tests/support/revisions'
import type { NewRevision } from '../history/revision'
import { fold } from '../history/read'
import type { Changes } from '../schema/field'
import { recordsHarm } from './harm'

const kind = 'quick-record'
async function harmIn(...saves: Partial<NewRevision>[]): Promise<boolean> {
  const made = await Promise.all(saves.map((save, index) => revise({ kind, at: index, ...save })))
  const folded = fold(null, made)
  return folded !== null && recordsHarm(folded.checkpoint)
}

test.each<[string, Changes, boolean]>([
  ['someone hurt', { 'hurt/': 'yes', 'held/': 'no' }, true],
  ['held or kept in', { 'held/': 'yes' }, true],
  ['“Hurt someone” ticked', { 'saw/hurt-someone': true }, true],
  ['nobody hurt, nobody held', { 'hurt/': 'no', 'held/': 'no' }, false],
  ['not sure of either', { 'hurt/': 'not-sure', 'held/': 'not-sure' }, false],
  ['nothing answered', { 'words/': 'yes' }, false],
  ['something else ticked', { 'saw/hid': true }, false],
])('a quick record with %s', async (_name, changes, harm) => {
  expect(await harmIn({ changes })).toBe(harm)
})

describe('as the record goes on', () => {
  test('a yes that was put right by one who saw it is no longer one', async () => {
    const first = await revise({ kind, changes: { 'hurt/': 'yes' } })
    const right = await revise({ kind, after: [first.id], at: 2_000, changes: { 'hurt/': 'no' } })
    const folded = fold(null, [first, right])
    expect(folded && recordsHarm(folded.checkpoint)).toBe(false)
  })

  test('a yes on one tablet and a no on the other is a yes', async () => {
    expect(
      await harmIn({ changes: { 'hurt/': 'no' } }, { changes: { 'hurt/': 'yes' } }, { changes: { 'hurt/': 'no' }, device: 'nest' }),
    ).toBe(true)
  })

  test('a yes that came too late for the closing still counts', async () => {
    const first = await revise({ kind, changes: { 'words/': 'Moss fell.' } })
    const closed = await revise({ kind, act: 'close', after: [first.id], at: 2_000 })
    const late = await revise({ kind, after: [first.id], at: 3_000, device: 'nest', changes: { 'held/': 'yes' } })
    const folded = fold(null, [first, closed, late])
    expect(folded && recordsHarm(folded.checkpoint)).toBe(true)
  })

  test('a withdrawn record calls for nothing, and other forms are asked elsewhere', async () => {
    expect(await harmIn({ changes: { 'hurt/': 'yes' } }, { act: 'withdraw' })).toBe(false)
    expect(await harmIn({ kind: 'abc', changes: { 'hurt/': 'yes' } })).toBe(false)
  })
})
