import { describe, expect, test } from 'vitest'
import { plan } from '../records/plan'
import { blank } from '../schema/definition'
import type { Say } from '../schema/field'
import { cardOf, childFace, moreWords, oneSide, shared, watermarkOf } from './plan-faces'
import type { PlanAnswers, PlanState } from './plan-state'

const say: Say = { adult: (id) => ({ gwen: 'Gwen', dov: 'Dov' })[id] ?? id, child: (id) => id, word: (_key, usual) => usual }
const row = (index: number) => ({ id: `r${index}`, rank: `a${String(index).padStart(2, '0')}1`, sources: [] })
const steps = (...those: readonly (readonly [string, string, string, string?])[]): PlanAnswers['flow'] => those.map(([step, see, act, yes = ''], index) => ({ ...row(index), step: `flow-${step}`, see, act, yes }))
const triggers = (...words: string[]): PlanAnswers['triggers'] => words.map((one, index) => ({ ...row(index), words: one, except: '', exceptSources: [], from: [] }))
const measures = (...words: string[]): PlanAnswers['measures'] => words.map((one, index) => ({ ...row(index), words: one, for: '', owner: null, from: [] }))
const made = (answers: Partial<PlanAnswers>): PlanAnswers => ({ ...blank(plan), ...answers })
const given = { title: 'Moss Kettle', called: 'Moss', health: [], say }

describe('lines are shared out', () => {
  const entries = (...costs: number[]) => costs.map((cost, index) => ({ entry: `${index}`, cost }))
  test.each([
    // wanted, lines, what is taken and how many more
    [[entries(1, 1), entries(1)], 9, [[2, 0], [1, 0]]],
    [[entries(1, 1, 1, 1), entries(1, 1, 1, 1)], 9, [[3, 1], [2, 2]]],
    [[entries(5), entries(1, 1, 1)], 8, [[1, 0], [0, 3]]],
    [[entries(), entries(1)], 9, [[1, 0]]],
    [[entries(2, 50, 1)], 9, [[1, 2]]],
  ])('%j in %d', (wanted, lines, expected) => {
    const parts = shared(wanted.map((one, key) => ({ key, head: 1, entries: one })), lines)
    expect(parts.map(({ entries: taken, more }) => [taken.length, more])).toEqual(expected)
  })

  test.each([[2, 0, ''], [2, 3, 'And 3 more in the full plan'], [0, 3, '3 in the full plan']])('with %d shown and %d left out it says “%s”', (shown, more, words) => {
    expect(moreWords({ key: 'x', entries: Array.from({ length: shown }, () => ''), more })).toBe(words)
  })
})

describe('one side', () => {
  test('a short plan is whole, and set larger than 12 points', () => {
    const face = oneSide(made({ helpsMe: 'Lego\nA walk', triggers: triggers('Loud hall'), flow: steps(['calm', 'Draws', 'Notice'], ['act', 'Pushes', 'Clear a way']), call: 'The office', responders: ['gwen'] }), given)
    expect(face.scale).toBeGreaterThan(1)
    expect(face.side.map(({ key, entries, more }) => [key, entries.map(({ words }) => words), more])).toEqual([
      ['helps', ['Lego', 'A walk'], 0], ['sets-off', ['Loud hall'], 0], ['call', ['The office', 'Gwen'], 0],
    ])
    expect(face.flow).toMatchObject({ more: 0, steps: [{ row: { see: 'Draws' } }, { row: { see: 'Pushes' } }] })
  })

  test('of forty steps the first of every band come before the second of any, in the order of the list', () => {
    const forty = Array.from({ length: 40 }, (_, index) => [index < 38 ? 'early' : index === 38 ? 'act' : 'recover', 'Hums', 'Wait'] as const)
    const face = oneSide(made({ flow: steps(...forty) }), given)
    const shown = face.flow?.steps.map(({ row: { step } }) => step) ?? []
    expect(new Set(shown)).toEqual(new Set(['flow-early', 'flow-act', 'flow-recover']))
    expect(shown.at(-1)).toBe('flow-recover')
    expect(shown.length + (face.flow?.more ?? 0)).toBe(40)
    expect(face.scale).toBe(1)
  })

  test('words that are too long are cut at a word, and it is said', () => {
    const face = oneSide(made({ flow: steps(['act', 'Runs', 'Stand by the door and wait. '.repeat(20)]), triggers: triggers('The bell rings and everybody runs. '.repeat(9)) }), given)
    expect(face.flow?.steps[0]).toMatchObject({ isCut: true, row: { act: expect.stringMatching(/…$/) as string } })
    expect(face.side[0]?.entries[0]).toMatchObject({ isCut: true, lines: 4 })
  })

  test('a plan without a flow has its targets there', () => {
    const target = { ...row(0), words: 'Lunch in the hall', school: 'Sit by the door', family: '', me: 'Show my card', measure: '', reviewOn: null, outcome: '' }
    const face = oneSide(made({ targets: [target] }), given)
    expect(face.flow).toBeNull()
    expect(face.rows).toMatchObject([{ key: 'targets', entries: [{ words: 'Lunch in the hall. School: Sit by the door. Me: Show my card' }] }])
  })

  test('needs, and what else is kept close, are on no face', () => {
    const answers = made({ needs: 'KEPT CLOSE', helpsMe: 'Lego', measures: measures('We will wait.') })
    expect(JSON.stringify([oneSide(answers, given), cardOf(answers, given), childFace(answers, given)])).not.toContain('KEPT')
  })
})

describe('the card', () => {
  test('has what to see, to do, what helps, what when it gets dangerous, and whom to call', () => {
    const answers = made({
      helpsMe: 'Lego', triggers: triggers('Loud hall'), call: 'The office, on 3', responders: ['dov'], strategies: [],
      flow: steps(['calm', 'Draws', 'Notice'], ['early', 'Hums', '“I am here.”'], ['early', 'Paces', 'Wait'], ['question', 'Anyone near?', '', 'Move others away'], ['act', 'Pushes', 'Clear a way']),
    })
    expect(cardOf(answers, given).map(({ key, line }) => [key, line.words])).toEqual([
      ['signs', 'Hums. Paces'], ['do', '“I am here.” Wait'], ['card-helps', 'Lego'], ['danger', 'Move others away. Clear a way'], ['call', 'The office, on 3. Dov'],
    ])
  })
  test('where some of it is not written, what comes before takes its place; there are never more than five', () => {
    const answers = made({ triggers: triggers('Loud hall'), measures: measures('We will wait.'), recovery: 'Ten minutes' })
    expect(cardOf(answers, given).map(({ key }) => key)).toEqual(['sets-off', 'before', 'after'])
    expect(cardOf(made({}), given)).toEqual([])
  })
})

test('the child’s page says a sentence a line, in the child’s words, and nothing a child did not say', () => {
  const answers = made({ helpsMe: 'My card. The quiet corner.', childPicks: ['quiet', 'not-now'], measures: measures('We will wait. Then we walk.'), childWords: 'Too loud.', childView: 'child-yes' })
  const says = (state: string) => childFace({ ...answers, childState: state }, { title: 'Moss’s plan', say }).parts.map(({ key, entries }) => [key, entries.map(({ words }) => words)])
  const always = [['child-helps', ['My card.', 'The quiet corner.', 'Quiet']], ['child-adults', ['We will wait.', 'Then we walk.']]]
  expect(says('gave-view')).toEqual([...always, ['child-words', ['Too loud.']]])
  expect(says('asked-not-yet')).toEqual(always)
})

test.each<[PlanState, string | null]>([
  ['draft', 'Draft'], ['in-use', 'In use, not yet agreed'], ['agreed', null], ['superseded', 'Replaced by version 4'], ['ended', 'Ended'],
])('across a plan that is %s stands “%s”', (state, words) => {
  const all = [{ kind: 'rrp', version: 4, state: 'agreed' }, { kind: 'rrp', version: 5, state: 'draft' }, { kind: 'tp', version: 9, state: 'agreed' }] as const
  expect(watermarkOf({ kind: 'rrp', version: 3, state }, all)).toBe(words)
})
