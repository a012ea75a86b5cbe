// @vitest-environment node
import { expect, test } from 'vitest'
import { plan } from '../records/plan'
import { blank } from '../schema/definition'
import { addedRow } from '../schema/field'
import { hasAll, withChanges } from './late-words'

const trigger = addedRow(plan.fields.triggers, [], 't1', { words: 'Noise', except: 'With headphones' })
const answers = { ...blank(plan), strengths: 'Drums', triggers: [trigger] }

test.each([
  ['words in place of words', { 'strengths/': 'Drums and maps' }, { ...answers, strengths: 'Drums and maps' }],
  ['a cell of a row', { 'triggers/t1': true, 'triggers/t1/words': 'Loud noise' }, { ...answers, triggers: [{ ...trigger, words: 'Loud noise' }] }],
  ['a new row', { 'triggers/t2': true, 'triggers/t2/rank': 'a1', 'triggers/t2/words': 'Crowds' }, { ...answers, triggers: [trigger, { ...addedRow(plan.fields.triggers, [trigger], 't2', { words: 'Crowds' }), rank: 'a1' }] }],
  ['a row taken away, with all that was in it', { 'triggers/t1': null }, { ...answers, triggers: [] }],
  ['words taken away', { 'strengths/': null }, { ...answers, strengths: '' }],
] as const)('%s, laid over what stands', (_what, changes, expected) => {
  const laid = withChanges(plan, answers, changes)
  expect(laid).toEqual(expected)
  expect(hasAll(plan, laid, changes)).toBe(true)
  expect(hasAll(plan, answers, changes)).toBe(false)
})
