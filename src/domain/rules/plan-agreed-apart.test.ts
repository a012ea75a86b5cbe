// @vitest-environment node
import { expect, test } from 'vitest'
import { revise } from '../../../tests/support/revisions'
import { fold, view } from '../history/read'
import type { Revision } from '../history/revision'
import { plan, plansOf } from '../records/plan'
import { plansAmong } from './plan-state'

const record = plansOf('rrp').idOf('pip', 2)
const make = (given: Partial<Revision['header']> & { changes?: Record<string, string | boolean | null> }) => revise({ record, kind: 'plan', ...given })
const read = (revisions: readonly Revision[]) => {
  const folded = fold(null, revisions)
  if (!folded) throw new Error('nothing kept')
  return folded.checkpoint
}

/** The hall and the nest, both offline, each write one more measure and agree. */
async function agreedApart() {
  const began = await make({ at: 1_000, changes: { 'child/': 'pip', 'planKind/': 'rrp', 'reviewOn/': '2027-01-05' } })
  const measure = (id: string, words: string) => ({ [`measures/${id}`]: true, [`measures/${id}/rank`]: 'a0', [`measures/${id}/words`]: words })
  const hall = await make({ at: 2_000, after: [began.id], changes: measure('m1', 'We will keep the doorway clear.') })
  const nest = await make({ at: 2_100, device: 'nest', author: 'dov', after: [began.id], changes: measure('m2', 'We will tell him before the bell.') })
  const hallAgrees = await make({ at: 3_000, act: 'sign', after: [hall.id] })
  const nestAgrees = await make({ at: 3_100, device: 'nest', author: 'dov', act: 'sign', after: [nest.id] })
  return { began, hall, nest, hallAgrees, nestAgrees }
}

test('a version agreed on two tablets that had not met is one version, agreed once, and every word of the other stands beside it', async () => {
  const { began, hall, nest, hallAgrees, nestAgrees } = await agreedApart()
  const checkpoint = read([began, hall, nest, hallAgrees, nestAgrees])
  expect(checkpoint).toMatchObject({ freeze: { revision: hallAgrees.id, act: 'sign', author: hallAgrees.header.author }, contested: true })
  expect(view(plan, checkpoint).answers.measures.map(({ words }) => words)).toEqual(['We will keep the doorway clear.'])
  expect(checkpoint.late.map(({ source, changes }) => [source.author, changes['measures/m2/words']])).toEqual([['dov', 'We will tell him before the bell.']])
  expect(plansAmong('pip', { among: [checkpoint], today: '2026-12-01', zone: 'Europe/London' }).map(({ version, state }) => [version, state])).toEqual([[2, 'agreed']])
})

test('in whatever order they arrive, both tablets read the same', async () => {
  const { began, hall, nest, hallAgrees, nestAgrees } = await agreedApart()
  const all = [began, hall, nest, hallAgrees, nestAgrees]
  expect(read([nestAgrees, nest, hallAgrees, began, hall])).toEqual(read(all))
})

test('who agreed after seeing the other’s words agreed the same plan, and nothing is contested', async () => {
  const { began, hall, nest } = await agreedApart()
  const both = await make({ at: 3_000, act: 'sign', after: [hall.id, nest.id] })
  const checkpoint = read([began, hall, nest, both])
  expect(checkpoint).toMatchObject({ contested: false, late: [] })
  expect(view(plan, checkpoint).answers.measures.map(({ id }) => id)).toEqual(['m1', 'm2'])
})
