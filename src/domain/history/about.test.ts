// @vitest-environment node
import { expect, test } from 'vitest'
import { revise } from '../../../tests/support/revisions'
import type { NewRevision } from './revision'
import { abc } from '../records/abc'
import { account } from '../records/account'
import { child } from '../records/child'
import { childDebrief } from '../records/debrief'
import { incident } from '../records/incident'
import { quickRecord } from '../records/quick-record'
import { telling } from '../records/telling'
import { worry } from '../records/worry'
import type { Definition } from '../schema/definition'
import { childrenOf, subjectsOf } from './about'
import { fold } from './read'

async function about(form: Definition, ...saves: Partial<NewRevision>[]): Promise<string[]> {
  const made = []
  for (const [index, save] of saves.entries()) made.push(await revise({ kind: form.kind, at: index, ...save }))
  const folded = fold(null, made)
  return folded ? childrenOf(form, folded.checkpoint) : []
}

test('a child’s own record is about that child', async () => {
  expect(await about(child, { record: 'moss', changes: { 'name/': 'Moss Kettle' } })).toEqual(['moss'])
})

test('a quick record is about every child it names, in one order', async () => {
  expect(await about(quickRecord, { changes: { 'children/sorrel': true, 'children/moss': true, 'children/pip': null } })).toEqual([
    'moss',
    'sorrel',
  ])
})

test('an ABC is about its child, and not about the children near', async () => {
  expect(await about(abc, { changes: { 'child/': 'moss', 'peers/pip': true, 'adults/gwen': true } })).toEqual(['moss'])
})

test('where two adults name different children, it is about both until someone has chosen', async () => {
  expect(await about(abc, { changes: { 'child/': 'moss' } }, { changes: { 'child/': 'pip' } })).toEqual(['moss', 'pip'])
})

test('a child taken out on one tablet and left in on another is still a subject', async () => {
  const began = await revise({ kind: quickRecord.kind, changes: { 'children/moss': true } })
  const out = await revise({ kind: quickRecord.kind, after: [began.id], at: 2_000, changes: { 'children/moss': null } })
  const again = await revise({ kind: quickRecord.kind, after: [began.id], at: 3_000, changes: { 'children/moss': true } })
  const folded = fold(null, [began, out, again])
  expect(folded && childrenOf(quickRecord, folded.checkpoint)).toEqual(['moss'])
})

test('an incident is about whoever was held and whoever was hurt, not about those who saw it or whose mark or hold stands in a row', async () => {
  expect(await about(incident, { changes: { 'children/moss': true, 'childrenHurt/pip': true, 'childrenNear/sorrel': true, 'interventions/i1/child': 'wren' } })).toEqual(['moss', 'pip'])
})

test.each<[string, Definition, Partial<NewRevision>, readonly string[]]>([
  ['an account, by its incident', account, { changes: { 'incident/': 'inc-q1', 'takenFor/': 'gwen' } }, ['inc-q1']],
  ['who was told, by its incident and by no child in its rows', telling, { record: 'told-inc-q1', changes: { 'incident/': 'inc-q1', 'told/t1/child': 'moss' } }, ['inc-q1']],
  ['a child’s debrief, by the child and the incident', childDebrief, { changes: { 'incident/': 'inc-q1', 'child/': 'moss' } }, ['inc-q1', 'moss']],
  ['an incident, by its children and the quick record it came from', incident, { changes: { 'from/': 'q1', 'children/moss': true } }, ['moss', 'q1']],
  ['a worry, by its children and what was being written', worry, { changes: { 'from/': 'q1', 'children/moss': true } }, ['moss', 'q1']],
  ['an incident about nobody yet, by nothing', incident, { changes: { 'place/': 'hall' } }, []],
  ['a child’s record, by that child', child, { record: 'moss', changes: { 'name/': 'Moss Kettle' } }, ['moss']],
])('%s', async (_name, form, save, subjects) => {
  const folded = fold(null, [await revise({ kind: form.kind, ...save })])
  expect(folded && subjectsOf(form, folded.checkpoint)).toEqual(subjects)
})

test('begun from two quick records apart, an incident is found by both until someone has chosen', async () => {
  const apart = [await revise({ kind: incident.kind, changes: { 'from/': 'q1' } }), await revise({ kind: incident.kind, at: 2_000, changes: { 'from/': 'q2' } })]
  const folded = fold(null, apart)
  expect(folded && subjectsOf(incident, folded.checkpoint)).toEqual(['q1', 'q2'])
})
