import { expect, test } from 'vitest'
import type { Say } from '../schema/field'
import type { FlowRow } from './plan-flow'
import { bandsOf, placeFor, runsOf, stepNames } from './plan-flow'

const say: Say = { adult: (id) => id, child: (id) => id, word: (_key, usual) => usual }
const step = (kind: string | null, index: number): FlowRow => ({ id: `s${index}`, rank: `a${index}`, step: kind === null ? null : `flow-${kind}`, see: '', act: '', yes: '', sources: [] })
const list = (...kinds: (string | null)[]) => kinds.map(step)
const cut = (rows: readonly FlowRow[]) => runsOf(rows).map(({ code, rows: own }) => `${code.slice(5)} ${own.map(({ id }) => id).join(' ')}`)

test.each([
  [list('calm', 'early', 'question', 'act', 'recover'), ['settled s0', 'early s1', 'dangerous s2 s3', 'recovery s4']],
  [list('early', 'early', 'calm', 'early'), ['early s0 s1', 'settled s2', 'early s3']],
  [list('early', null, 'act', null), ['early s0 s1', 'dangerous s2 s3']],
  [list(null), ['settled s0']],
  [list(), []],
])('a list is cut where its band changes, in its own order (%#)', (rows, expected) => {
  expect(cut(rows)).toEqual(expected)
})

test('as bands every band stands once, in order, and one that nobody wrote in is empty', () => {
  expect(bandsOf(list('early', 'calm', 'early')).map(({ code, rows }) => [code, rows.map(({ id }) => id)])).toEqual([
    ['band-settled', ['s1']], ['band-early', ['s0', 's2']], ['band-dangerous', []], ['band-recovery', []],
  ])
})

test('steps of one kind are told apart by a number', () => {
  expect([...stepNames(list('calm', 'early', 'early', null), say).values()]).toEqual(['Calm', 'Early signs', 'Early signs 2', 'A step'])
})

test.each([
  ['early', list('calm', 'early', 'act'), 2],
  ['calm', list('early', 'act'), 0],
  ['recover', list('calm', 'act'), 2],
  ['question', list('calm', 'early', 'recover'), 2],
  ['calm', list(), 0],
])('a step of “%s” that is taken from records comes to stand in its band (%#)', (kind, rows, place) => {
  expect(placeFor(`flow-${kind}`, rows)).toBe(place)
})
