// @vitest-environment node
import { expect, test } from 'vitest'
import { revise } from '../../../tests/support/revisions'
import type { NewRevision } from './revision'
import { abc } from '../records/abc'
import { child } from '../records/child'
import { quickRecord } from '../records/quick-record'
import type { Definition } from '../schema/definition'
import { childrenOf } from './about'
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
