import { describe, expect, test } from 'vitest'
import { plan } from '../records/plan'
import { blank } from '../schema/definition'
import type { Say } from '../schema/field'
import { addedRow } from '../schema/field'
import { planSections } from '../pack/plans'
import { comparedIn, pieces, planDifference } from './plan-difference'
import type { PlanAnswers } from './plan-state'

const say: Say = { adult: (id) => id, child: (id) => id, word: (_key, usual) => usual }
const reader = { say, sensitive: false }
const version = (answers: Partial<PlanAnswers>): PlanAnswers => ({ ...blank(plan), ...answers })
const measures = (...rows: Partial<PlanAnswers['measures'][number]>[]): PlanAnswers['measures'] =>
  rows.reduce<PlanAnswers['measures']>((all, row, index) => [...all, addedRow(plan.fields.measures, all, row.id ?? `m${index}`, row)], [])

describe('a long text, sentence by sentence', () => {
  test.each([
    ['nothing new', 'Stay near. Wait.', 'Stay near. Wait.', [['same', 'Stay near. Wait.']]],
    ['one more', 'Stay near.', 'Stay near. Wait.', [['same', 'Stay near.'], ['added', 'Wait.']]],
    ['one less', 'Stay near. Wait.', 'Wait.', [['gone', 'Stay near.'], ['same', 'Wait.']]],
    ['one in its place', 'Stay near. Talk. Wait.', 'Stay near. Say nothing. Wait.', [['same', 'Stay near.'], ['gone', 'Talk.'], ['added', 'Say nothing.'], ['same', 'Wait.']]],
    ['lines without a full stop', 'Lego\nA walk', 'Lego\nWater', [['same', 'Lego'], ['gone', 'A walk'], ['added', 'Water']]],
    ['white space alone', 'Stay near.  Wait.', 'Stay near. Wait.', [['same', 'Stay near. Wait.']]],
    ['what is said in quotation marks', '“Moss, I can see.” Wait.', '“Moss, I can see.” Sit.', [['same', '“Moss, I can see.”'], ['gone', 'Wait.'], ['added', 'Sit.']]],
    ['from right to left', 'اقترب. انتظر.', 'اقترب. اجلس.', [['same', 'اقترب.'], ['gone', 'انتظر.'], ['added', 'اجلس.']]],
  ])('%s', (_what, was, is, found) => {
    expect(pieces(was, is)).toEqual(found.map(([kind, words]) => ({ kind, words })))
    const back = { same: 'same', added: 'gone', gone: 'added' }
    const turned = pieces(is, was).map(({ kind, words }) => [back[kind], words])
    expect(turned.filter(([kind]) => kind !== 'same')).toEqual(expect.arrayContaining(found.filter(([kind]) => kind !== 'same')))
  })

  test('a text of a thousand sentences is shown whole, old and new', () => {
    const long = 'We wait. '.repeat(1000)
    expect(pieces(long, `${long}Then we sit.`).map(({ kind }) => kind)).toEqual(['gone', 'added'])
  })
})

test('whoever is asked again is said to be, once each, and their words of before are not crossed through', () => {
  const parents = (row: object): PlanAnswers['parents'] => [addedRow(plan.fields.parents, [], 'p1', { name: 'Fern', ...row })]
  const before = version({ childState: 'gave-view', childWords: 'Not so loud', parents: parents({ state: 'gave-view', words: 'Wait with her' }) })
  const asked = (section: string, label: string, more: object = {}) => ({ section, differences: [{ kind: 'asked', label, ...more, pieces: [] }] })
  expect(planDifference(before, version({ parents: parents({}) }), reader)).toEqual([
    asked('child-voice', plan.fields.childState.label), asked('parent-voice', plan.fields.parents.of.state.label, { of: 'Fern' }),
  ])
  const answered = planDifference(before, version({ childState: 'gave-view', childWords: 'Quiet now', parents: parents({ state: 'gave-view', words: 'Wait with her' }) }), reader)
  expect(answered.flatMap(({ differences }) => differences.map(({ kind }) => kind))).toEqual(['changed'])
})

test('two versions that say the same differ in nothing, however they came to be', () => {
  const one = version({ helpsMe: 'Lego', measures: measures({ words: 'We wait' }) })
  expect(planDifference(one, { ...one, signatures: [addedRow(plan.fields.signatures, [], 's1', { name: 'Hetty' })], done: ['about'] }, reader)).toEqual([])
})

test('sections come in a plan’s order, with what is new, what has changed and what is no longer there', () => {
  const before = version({ helpsMe: 'Lego. A walk.', call: 'Gwen', measures: measures({ words: 'We warn of the bell', owner: 'dov' }, { words: 'We stand far away' }) })
  const after = version({ helpsMe: 'Lego. Water.', reviewOn: '2026-12-04', measures: measures({ words: 'We warn of the bell', owner: 'gwen' }, { id: 'new', words: 'We offer a job', owner: 'gwen' }) })
  expect(planDifference(before, after, reader)).toEqual([
    { section: 'about', differences: [{ kind: 'changed', label: 'What helps me', pieces: [{ kind: 'same', words: 'Lego.' }, { kind: 'gone', words: 'A walk.' }, { kind: 'added', words: 'Water.' }] }] },
    {
      section: 'prevent',
      differences: [
        { kind: 'changed', label: 'Who sees to it', of: 'We warn of the bell', pieces: [{ kind: 'gone', words: 'dov' }, { kind: 'added', words: 'gwen' }] },
        { kind: 'added', label: 'What we do before', pieces: [{ kind: 'added', words: 'We offer a job' }, { kind: 'added', words: 'Who sees to it: gwen' }] },
        { kind: 'gone', label: 'What we do before', pieces: [{ kind: 'gone', words: 'We stand far away' }] },
      ],
    },
    { section: 'flow', differences: [{ kind: 'gone', label: 'Who is called for help', pieces: [{ kind: 'gone', words: 'Gwen' }] }] },
    { section: 'review', differences: [{ kind: 'added', label: 'Look at it again on', pieces: [{ kind: 'added', words: '04/12/2026' }] }] },
  ])
})

test('the same steps in another order are said to be that', () => {
  const [one, two] = measures({ words: 'A' }, { words: 'B' })
  if (!one || !two) throw new Error('two rows')
  expect(planDifference(version({ measures: [one, two] }), version({ measures: [two, one] }), reader)).toEqual([{ section: 'prevent', differences: [{ kind: 'moved', label: 'What we do before', pieces: [] }] }])
})

test('restricted words are for those who may read them', () => {
  const two = [version({ needs: 'One thing' }), version({ needs: 'Another' })] as const
  expect(planDifference(...two, reader)).toEqual([])
  expect(planDifference(...two, { ...reader, sensitive: true })).toMatchObject([{ section: 'understand', differences: [{ label: 'Needs, and what may lie behind' }] }])
})

test('another drawing by the child is said to be another', () => {
  expect(planDifference(version({ childDrawing: '1,1 2,2' }), version({ childDrawing: '5,5 6,6' }), reader)).toMatchObject([{ section: 'child-voice', differences: [{ kind: 'changed', pieces: [{ kind: 'added', words: 'Another drawing' }] }] }])
})

test('every answer of a plan stands in one section, or belongs to one version alone', () => {
  const ofOneVersion = ['child', 'planKind', 'done', 'childAskedOn', 'childWhyNot', 'views', 'audit', 'inUseFrom', 'signatures']
  const placed = planSections.flatMap(({ code }) => comparedIn(code))
  expect([...placed, ...ofOneVersion].sort()).toEqual(Object.keys(plan.fields).sort())
})
