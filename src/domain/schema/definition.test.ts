// @vitest-environment node
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { answersTo } from '../../../tests/support/answers'
import { printSeed, runs, seed } from '../../../tests/support/seed'
import { abc } from '../records/abc'
import { forms } from '../records/catalogue'
import { child } from '../records/child'
import { quickRecord } from '../records/quick-record'
import type { Changes, Value } from './field'
import { answersFrom, blank, misfits, paperPart, partName, touched, withPaper } from './definition'

beforeAll(() => printSeed('definitions'))

const applied = (parts: Readonly<Record<string, Value>>, changes: Changes): Record<string, Value> => {
  const after: Record<string, Value> = { ...parts }
  for (const [part, value] of Object.entries(changes)) {
    if (value === null) delete after[part]
    else after[part] = value
  }
  return after
}

describe.each(forms.map((form) => [form.kind, form] as const))('%s', (_kind, form) => {
  test('any answers come back from what was touched, and an edit changes what it changed and nothing else', () => {
    fc.assert(
      fc.property(answersTo(form), answersTo(form), (first, second) => {
        const kept = applied({}, touched(form, blank(form), first))
        expect(answersFrom(form, kept)).toEqual(first)
        const edit = touched(form, first, second)
        expect(answersFrom(form, applied(kept, edit))).toEqual(second)
        expect(touched(form, second, second)).toEqual({})
        expect(touched(form, second, structuredClone(second))).toEqual({})
        expect(misfits(form, edit)).toEqual([])
      }),
      { seed, numRuns: runs(60) },
    )
  })

  test('blank answers are kept as nothing', () => {
    expect(touched(form, blank(form), blank(form))).toEqual({})
    expect(answersFrom(form, {})).toEqual(blank(form))
  })
})

describe('changes that do not have the form’s shape', () => {
  test.each<[string, Changes, string[]]>([
    ['words to a text', { 'before/': 'queue' }, []],
    ['a part taken away', { 'before/': null, 'adults/gwen': null }, []],
    ['dated words added later', { 'addendum/': 'It was the fire bell.' }, []],
    ['dated words that are none', { 'addendum/': 3 }, ['addendum/']],
    ['a number to a text', { 'before/': 3, 'saw/': 'cried' }, ['before/']],
    ['a field nobody knows', { 'smell/': 'smoke' }, ['smell/']],
    ['a field nobody knows, taken away', { 'smell/': null }, ['smell/']],
    ['a part the shape has not', { 'before/more': 'queue' }, ['before/more']],
    ['a key without a slash', { before: 'queue' }, ['before']],
    ['an empty key', { '': 'queue' }, ['']],
    [
      'what every object has',
      { 'constructor/': 'x', 'toString/': 'x', ['__proto__/']: 'x', 'hasOwnProperty/x': true },
      ['constructor/', 'toString/', '__proto__/', 'hasOwnProperty/x'],
    ],
    ['a scale past its end', { 'intensity/': 6 }, ['intensity/']],
  ])('%s', (_name, changes, named) => {
    expect(misfits(abc, changes)).toEqual(named)
  })

  test('are named by part and never by value', () => {
    expect(misfits(child, { 'rolls/r1/setting': 7, 'upn/': { wall: 'A1', zone: '', precision: 'exact' } })).toEqual([
      'rolls/r1/setting',
      'upn/',
    ])
  })

  test('a code this app does not know still fits, so that a newer pack can be read', () => {
    expect(misfits(quickRecord, { 'saw/hummed': true, 'place/': 'forest-school' })).toEqual([])
  })
})

test.each([
  ['before/', { field: 'before', part: '' }],
  ['before', { field: 'before', part: '' }],
  ['rolls/r1/setting', { field: 'rolls', part: 'r1/setting' }],
  ['/', { field: '', part: '' }],
])('“%s” is read as field and part', (key, name) => {
  expect(partName(key)).toEqual(name)
})

describe('the time of a paper copy', () => {
  const written = { wall: '2026-11-24T10:41', zone: 'Europe/London', precision: 'about' } as const
  test.each(forms.map((form) => [form.kind, form] as const))('is taken for %s, whose own questions have no such name', (_kind, form) => {
    expect(misfits(form, { [paperPart]: written })).toEqual([])
    expect(misfits(form, { [paperPart]: null })).toEqual([])
    expect(misfits(form, { [paperPart]: 'on Tuesday', 'paper/day': written, paper: written })).toEqual([paperPart, 'paper/day', 'paper'])
    expect(Object.keys(form.fields)).not.toContain('paper')
  })
  test('is a question of the form as it is filled in, the last, and no answer of the form itself', () => {
    const asked = withPaper(quickRecord)
    expect(Object.keys(asked.fields)).toEqual([...Object.keys(quickRecord.fields), 'paper'])
    expect(answersFrom(asked, { [paperPart]: written }).paper).toEqual(written)
    expect(answersFrom(quickRecord, { [paperPart]: written })).toEqual(blank(quickRecord))
  })
})
