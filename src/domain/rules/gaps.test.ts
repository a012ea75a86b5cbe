// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answersTo } from '../../../tests/support/answers'
import { runs, seed } from '../../../tests/support/seed'
import { abc } from '../records/abc'
import { adult } from '../records/adult'
import { calmScript } from '../records/calm-script'
import { forms } from '../records/catalogue'
import { child } from '../records/child'
import { observation } from '../records/observation'
import { quickRecord } from '../records/quick-record'
import type { AnswersOf } from '../schema/definition'
import { blank } from '../schema/definition'
import { gapsIn } from './gaps'

const now = { wall: '2026-11-24T10:45', zone: 'Europe/London' }
const at = (wall: string, zone = 'Europe/London') => ({ wall, zone, precision: 'exact' as const })
const quick = (over: Partial<AnswersOf<typeof quickRecord>>) =>
  gapsIn(quickRecord, { ...blank(quickRecord), children: ['moss'], ...over }, now)
const moss = (over: Partial<AnswersOf<typeof child>>) => gapsIn(child, { ...blank(child), name: 'Moss Kettle', ...over }, now)

describe('who', () => {
  test('nobody chosen is left to do in every record about a child', () => {
    expect(gapsIn(quickRecord, blank(quickRecord), now)).toEqual([{ field: 'children', code: 'choose-child' }])
    expect(gapsIn(observation, blank(observation), now)).toEqual([{ field: 'children', code: 'choose-child' }])
    expect(gapsIn(abc, blank(abc), now)).toEqual([{ field: 'child', code: 'choose-child' }])
  })

  test('one chosen is enough, and the children near need not be', () => {
    expect(quick({})).toEqual([])
    expect(gapsIn(abc, { ...blank(abc), child: 'moss' }, now)).toEqual([])
    expect(gapsIn(child, blank(child), now)).toEqual([])
    expect(gapsIn(adult, blank(adult), now)).toEqual([])
  })
})

test.each([
  ['a minute ago', at('2026-11-24T10:44'), false],
  ['this minute', at('2026-11-24T10:45'), false],
  ['this minute, with seconds', at('2026-11-24T10:45:59'), false],
  ['in a minute', at('2026-11-24T10:46'), true],
  ['tomorrow, earlier in the day', at('2026-11-25T08:00'), true],
  ['last year, later in the day', at('2025-11-24T23:59'), false],
  ['about eleven', { ...at('2026-11-24T11:00'), precision: 'about' as const }, true],
  ['by the clock of another zone, which is not guessed at', at('2026-11-24T18:00', 'Asia/Tokyo'), false],
  ['not said', null, false],
])('a time %s', (_name, when, odd) => {
  expect(quick({ when })).toEqual(odd ? [{ field: 'when', code: 'in-future' }] : [])
})

test.each([
  ['2026-11-24', []],
  ['2020-03-01', []],
  [null, []],
  ['2026-11-25', [{ field: 'born', code: 'in-future' }]],
])('born %s', (born, gaps) => {
  expect(moss({ born })).toEqual(gaps)
})

test.each([
  ['2026-09-01', '2026-12-18', false],
  ['2026-09-01', '2026-09-01', false],
  ['2026-09-01', null, false],
  [null, '2026-09-01', false],
  ['2026-09-01', '2026-08-31', true],
])('a roll from %s to %s', (from, to, odd) => {
  const good = { id: 'r1', rank: 'a0', setting: 'Oak Primary', kind: 'main', from: '2026-01-01', to: null }
  expect(moss({ rolls: [good, { ...good, id: 'r2', rank: 'a1', from, to }] })).toEqual(
    odd ? [{ field: 'rolls', code: 'ends-before-start', row: 'r2' }] : [],
  )
})

test.each([
  ['', []],
  ['P207000016049', []],
  ['p207 0000 16049', []],
  ['B207000016049', [{ field: 'upn', code: 'upn-letter' }]],
  ['none yet', [{ field: 'upn', code: 'upn-letter' }]],
])('the UPN “%s”', (upn, gaps) => {
  expect(moss({ upn })).toEqual(gaps)
})

test.each([
  ['yes', '', true],
  ['yes', '  \n', true],
  ['yes', 'A red mark on the left forearm.', false],
  ['no', '', false],
  ['not-sure', '', false],
  [null, '', false],
])('hurt: %s, with the words “%s”', (hurt, harm, left) => {
  expect(quick({ hurt, harm })).toEqual(left ? [{ field: 'harm', code: 'say-harm' }] : [])
})

test.each([
  [['hurt-someone'], '', true],
  [['broke-something', 'cried'], '', true],
  [['hurt-someone'], 'A red mark on the left forearm.', false],
  [['threw', 'hit-out', 'pushed'], '', false],
])('saw: %j, with the words “%s”', (saw, harm, left) => {
  expect(quick({ saw, harm })).toEqual(left ? [{ field: 'harm', code: 'say-harm' }] : [])
})

test.each([
  ['60 letters', 'x'.repeat(60), false],
  ['60 letters and spaces around them', `  ${'x'.repeat(60)}  `, false],
  ['60 faces', '😀'.repeat(60), false],
  ['61 letters', 'x'.repeat(61), true],
])('a line to say of %s; what to do may be longer', (_name, helpSay, long) => {
  expect(gapsIn(calmScript, { ...blank(calmScript), child: 'moss', helpSay, helpDo: 'x'.repeat(200) }, now)).toEqual(
    long ? [{ field: 'helpSay', code: 'say-long' }] : [],
  )
})

test('all that is left is told at once, in the order of the form', () => {
  expect(quick({ children: [], when: at('2027-01-01T09:00'), hurt: 'yes' }).map(({ code }) => code)).toEqual([
    'choose-child',
    'in-future',
    'say-harm',
  ])
})

test.each(forms.map((form) => [form.kind, form] as const))(
  'whatever is answered in %s, checking gives fields of the form and never throws',
  (_kind, form) => {
    fc.assert(
      fc.property(answersTo(form), (answers) => {
        for (const { field } of gapsIn(form, answers, now)) expect(Object.keys(form.fields)).toContain(field)
      }),
      { seed, numRuns: runs(40) },
    )
  },
)
