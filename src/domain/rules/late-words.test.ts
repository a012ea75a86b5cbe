// @vitest-environment node
import { expect, test } from 'vitest'
import { revise } from '../../../tests/support/revisions'
import { fold, view } from '../history/read'
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
  expect(withChanges(plan, answers, changes)).toEqual(expected)
})

test('a record says all of it where it stands there, be it beside another value; not where somebody wrote something else', async () => {
  const first = await revise({ kind: 'plan', changes: { 'strengths/': 'Drums', 'triggers/t1': true, 'triggers/t1/rank': 'a0', 'triggers/t1/words': 'Noise' } })
  const one = await revise({ kind: 'plan', at: 2_000, after: [first.id], changes: { 'strengths/': 'Maps' } })
  const other = await revise({ kind: 'plan', at: 3_000, after: [first.id], changes: { 'strengths/': 'Sand', 'hopes/': 'A friend', 'triggers/t1': null } })
  const folded = fold(null, [first, one, other])
  if (!folded) throw new Error('nothing kept')
  const reading = view(plan, folded.checkpoint)
  const has = [{ 'strengths/': 'Maps' }, { 'strengths/': 'Sand' }, { 'strengths/': 'Drums' }, { 'hopes/': 'A friend', 'triggers/t1/rank': 'z' }, { 'triggers/t1': null }, { 'helpsMe/': null }, { 'helpsMe/': 'Lego' }]
  expect(has.map((changes) => hasAll(reading, changes))).toEqual([true, true, false, true, true, true, false])
})
