// @vitest-environment node
import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import type { Field, Parts, Row, Say } from './field'
import {
  aChoice,
  aDay, aDrawing,
  addedRow,
  aDuration,
  aMoment,
  acceptsPart,
  answerOf,
  aPerson,
  aRecord,
  aScale,
  aText,
  blankOf,
  changesBetween,
  longestText,
  partsOf,
  signed,
  someChoices,
  somePeople,
  someRefs,
  someRows,
  someScores,
  wordsOf,
} from './field'

const say: Say = { adult: (id) => `adult ${id}`, child: (id) => `child ${id}`, word: (_key, usual) => usual }
const options = [
  { code: 'hid', label: 'Hid' },
  { code: 'cried', label: 'Cried' },
]
const fields = {
  text: aText({ label: 'Before' }),
  choice: aChoice({ label: 'Where?', options }),
  choices: someChoices({ label: 'What we saw', options }),
  scale: aScale({ label: 'How strong?', from: 1, to: 5, anchors: { 3: 'Upset' } }),
  day: aDay({ label: 'From' }),
  moment: aMoment({ label: 'When?' }),
  duration: aDuration({ label: 'How long?', options: [{ code: 'under-1', label: 'Less than a minute' }] }),
  person: aPerson({ label: 'Who?', of: 'child' }),
  people: somePeople({ label: 'Adults near', of: 'adult' }),
  record: aRecord({ label: 'From', kind: 'quick-record' }),
  refs: someRefs({ label: 'Records', to: 'records' }),
  scores: someScores({ label: 'Scores', from: -5, to: 5, raters: [{ code: 'child', label: 'The child' }] }),
  drawing: aDrawing({ label: 'Drawn' }),
  rows: someRows({
    label: 'Rolls',
    row: 'roll',
    of: { setting: aText({ label: 'Setting' }), marks: someChoices({ label: 'Marks', options }), to: aDay({ label: 'To' }) },
  }),
} satisfies Record<Field['shape'], Field>

const moment = { wall: '2026-11-24T10:41', zone: 'Europe/London', precision: 'exact' } as const
const row: Row = { id: 'r1', rank: 'a0', setting: 'The Nest', marks: ['hid'], to: null }

describe('an answer is kept as parts, read back from them, and said in words', () => {
  test.each<[keyof typeof fields, unknown, Parts, string]>([
    ['text', 'queue', { '': 'queue' }, 'queue'],
    ['choice', 'hid', { '': 'hid' }, 'Hid'],
    ['choice', 'retired-code', { '': 'retired-code' }, 'retired-code'],
    ['choices', ['hid', 'cried'], { hid: true, cried: true }, 'Hid, Cried'],
    ['scale', 3, { '': 3 }, '3: Upset'],
    ['scale', 2, { '': 2 }, '2'],
    ['refs', ['r1', 'r2'], { r1: true, r2: true }, ''],
    ['scores', { amira: 2, child: -4, maud: 0 }, { amira: 2, child: -4, maud: 0 }, 'adult amira +2, The child −4, adult maud 0'],
    ['drawing', '10,20 14,26;30,40 31,44', { '': '10,20 14,26;30,40 31,44' }, 'A drawing'],
    ['day', '2026-09-01', { '': '2026-09-01' }, '01/09/2026'],
    ['moment', moment, { '': moment }, '24/11/2026 10:41'],
    ['moment', { ...moment, precision: 'about' }, { '': { ...moment, precision: 'about' } }, 'about 24/11/2026 10:41'],
    ['duration', { minutes: 1, precision: 'exact' }, { '': { minutes: 1, precision: 'exact' } }, '1 minute'],
    ['duration', { minutes: 5, precision: 'about' }, { '': { minutes: 5, precision: 'about' } }, 'about 5 minutes'],
    [
      'duration',
      { minutes: null, precision: 'band', band: 'under-1' },
      { '': { minutes: null, precision: 'band', band: 'under-1' } },
      'Less than a minute',
    ],
    ['person', 'moss', { '': 'moss' }, 'child moss'],
    ['people', ['amira', 'gwen'], { amira: true, gwen: true }, 'adult amira, adult gwen'],
    ['record', 'record-1', { '': 'record-1' }, 'record-1'],
    ['rows', [row], { r1: true, 'r1/rank': 'a0', 'r1/setting': 'The Nest', 'r1/marks/hid': true }, 'The Nest, Hid'],
  ])('%s %j', (shape, answer, parts, words) => {
    expect(partsOf(fields[shape], answer)).toEqual(parts)
    expect(answerOf(fields[shape], parts)).toEqual(answer)
    expect(wordsOf(fields[shape], answer, say)).toBe(words)
    for (const [part, value] of Object.entries(parts)) {
      const schema = acceptsPart(fields[shape], part)
      expect(schema && v.is(schema, value), part).toBe(true)
    }
  })

  test.each(Object.entries(fields))('a blank %s has no parts and no words', (_shape, field) => {
    expect(partsOf(field, blankOf(field))).toEqual({})
    expect(answerOf(field, {})).toEqual(blankOf(field))
    expect(wordsOf(field, blankOf(field), say)).toBe('')
  })

  test('parts that a newer form knows are left alone', () => {
    expect(answerOf(fields.rows, { ...partsOf(fields.rows, [row]), 'r1/colour': 'red', 'r2/setting': 'A row that is gone' })).toEqual([row])
  })
})

describe('what a part may hold', () => {
  test.each<[keyof typeof fields, string, unknown, boolean]>([
    ['text', '', 'x'.repeat(longestText), true],
    ['text', '', 'x'.repeat(longestText + 1), false],
    ['text', '', 3, false],
    ['text', 'more', 'queue', false],
    ['choice', '', 'not-in-the-list', true],
    ['choice', '', 'Not a code', false],
    ['choices', 'hid', true, true],
    ['choices', 'hid', false, false],
    ['choices', 'Hid it', true, false],
    ['scale', '', 5, true],
    ['scale', '', 6, false],
    ['scale', '', 2.5, false],
    ['scale', '', '3', false],
    ['day', '', '2026-02-30', true],
    ['day', '', '30/02/2026', false],
    ['moment', '', moment, true],
    ['moment', '', { ...moment, season: 'winter' }, true],
    ['moment', '', { ...moment, wall: '2026-11-24T25:00' }, false],
    ['moment', '', { ...moment, wall: '2026-11-24T10:41Z' }, false],
    ['moment', '', '2026-11-24T10:41', false],
    ['moment', '', [moment], false],
    ['duration', '', { minutes: -1, precision: 'exact' }, false],
    ['duration', '', { minutes: null, precision: 'band', band: 'under-1' }, true],
    ['person', '', 'moss', true],
    ['person', '', 'moss/../pip', false],
    ['people', 'amira', true, true],
    ['people', 'amira applewhite', true, false],
    ['record', '', 'record-1', true],
    ['rows', 'r1', true, true],
    ['rows', 'r1', 'yes', false],
    ['rows', 'r 1', true, false],
    ['rows', 'r1/rank', 'a0', true],
    ['rows', 'r1/rank', '', false],
    ['rows', 'r1/rank', 'not a rank', false],
    ['rows', 'r1/rank/more', 'a0', false],
    ['rows', 'r1/setting', 'The Nest', true],
    ['rows', 'r1/setting/', 'The Nest', false],
    ['rows', 'r1/setting/more', 'The Nest', false],
    ['rows', 'r1/marks/hid', true, true],
    ['rows', 'r1/colour', 'red', false],
    ['rows', 'r1/constructor', 'red', false],
    ['rows', '', true, false],
  ])('%s part “%s”: %j is %s', (shape, part, value, fits) => {
    const schema = acceptsPart(fields[shape], part)
    expect(schema !== null && v.is(schema, value)).toBe(fits)
  })
})

describe('what an edit changed', () => {
  const nest = row
  const oak: Row = { id: 'r2', rank: 'a1', setting: 'Oak Primary', marks: [], to: null }
  test.each<[string, keyof typeof fields, unknown, unknown, Record<string, unknown>]>([
    ['nothing', 'text', 'queue', 'queue', {}],
    ['words', 'text', 'queue', 'bell', { '': 'bell' }],
    ['words taken away', 'text', 'queue', '', { '': null }],
    ['the same moment in another object', 'moment', moment, { ...moment }, {}],
    ['a moment made vaguer', 'moment', moment, { ...moment, precision: 'about' }, { '': { ...moment, precision: 'about' } }],
    ['a moment given a band', 'moment', moment, { ...moment, band: 'morning' }, { '': { ...moment, band: 'morning' } }],
    ['one tick on, one off', 'choices', ['hid'], ['cried'], { hid: null, cried: true }],
    ['a row added', 'rows', [nest], [nest, oak], { r2: true, 'r2/rank': 'a1', 'r2/setting': 'Oak Primary' }],
    ['a row removed: one null', 'rows', [nest, oak], [oak], { r1: null }],
    ['a row edited names itself again', 'rows', [oak], [{ ...oak, to: '2026-12-18' }], { r2: true, 'r2/to': '2026-12-18' }],
    ['an answer of a row taken away names it too', 'rows', [nest], [{ ...nest, setting: '' }], { r1: true, 'r1/setting': null }],
    ['a tick within a row', 'rows', [nest], [{ ...nest, marks: ['cried'] }], { r1: true, 'r1/marks/cried': true, 'r1/marks/hid': null }],
    ['a row moved does not stand in the way of its removal', 'rows', [nest], [{ ...nest, rank: 'a5' }], { 'r1/rank': 'a5' }],
  ])('%s', (_name, shape, before, after, changes) => {
    expect(changesBetween(fields[shape], before, after)).toEqual(changes)
  })
})

test('a new row goes last, whatever ranks the others have', () => {
  const first = addedRow(fields.rows, [], 'r1', { setting: 'The Nest' })
  const second = addedRow(fields.rows, [first], 'r2')
  expect([first, second]).toMatchObject([
    { id: 'r1', setting: 'The Nest', marks: [], to: null },
    { id: 'r2', setting: '' },
  ])
  expect(second.rank > first.rank).toBe(true)
  expect(addedRow(fields.rows, [{ ...first, rank: '' }], 'r3').rank).not.toBe('')
  expect(answerOf(fields.rows, partsOf(fields.rows, [second, first]))).toEqual([first, second])
})

test('two rows put in one place keep one order on every tablet', () => {
  const twin = { ...row, id: 'r0' }
  expect(answerOf(fields.rows, partsOf(fields.rows, [row, twin]))).toEqual([twin, row])
})

describe('scores from several people', () => {
  const map = someRows({ label: 'Map', row: 'item', of: { words: aText({ label: 'What' }), scores: fields.scores } })
  const hall = (scores: Readonly<Record<string, number>>) => [{ id: 'r1', rank: 'a0', words: 'Hall', scores }]
  test('each is a part of its own, so that two people who score one item apart are both kept', () => {
    expect(changesBetween(map, hall({ amira: 2 }), hall({ amira: 2, maud: 5 }))).toEqual({ 'r1/scores/maud': 5, r1: true })
    expect(changesBetween(map, hall({ amira: 2 }), hall({}))).toEqual({ 'r1/scores/amira': null, r1: true })
  })
  test.each([[6], [-6], [1.5], ['2']])('%s is no score', (score) => {
    const schema = acceptsPart(map, 'r1/scores/amira')
    expect(schema && v.is(schema, score)).toBe(false)
  })
  test.each([[4, '+4'], [0, '0'], [-4, '−4']])('%s is said %s', (score, said) => {
    expect(signed(score)).toBe(said)
  })
})
