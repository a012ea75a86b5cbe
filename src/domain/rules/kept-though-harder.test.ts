// @vitest-environment node
import { expect, test } from 'vitest'
import { plan } from '../records/plan'
import { addedRow } from '../schema/field'
import { keptThoughHarder } from './kept-though-harder'

const before = [{ id: 's1', words: 'Time alone' }]
test.each<[string, string, string | null, string | null, readonly { id: string; words: string }[], number]>([
  ['goes on as it was', 'TIME alone', 'impact-harder', 'yes', before, 1],
  ['is said in other words', 'Time with Gwen near', 'impact-harder', 'yes', before, 0],
  ['is left out', 'Time alone', 'impact-harder', 'no', before, 0],
  ['is in no version before', 'Time alone', 'impact-harder', 'yes', [], 1],
  ['helped sometimes', 'Time alone', 'impact-some', 'yes', before, 0],
  ['is not decided on yet', 'Time alone', 'impact-harder', null, before, 0],
])('what made things harder, and %s', (_what, words, impact, keep, was, kept) => {
  expect(keptThoughHarder([addedRow(plan.fields.strategies, [], 's1', { words, impact, keep })], was)).toHaveLength(kept)
})
