import { expect, test } from 'vitest'
import { alike, toldApart } from './told-apart'

const row = (record: string, by: string, over: { title?: string; note?: string; kept?: string } = {}) => ({ record, by, kept: '23:40', title: 'Sign: M.K.', note: '27 Nov 23:24', ...over })

test('rows that say the same are told apart, by number where there is one, and no others', () => {
  const rows = [row('one', 'Gwen'), row('two', 'Moss'), row('three', 'Dov', { note: '27 Nov 23:25' }), row('four', 'Gwen', { title: 'Sign: J.B.' })]
  expect(alike(rows).map(({ record }) => record)).toEqual(['one', 'two'])
  expect(toldApart(rows, new Map([['two', 5], ['three', 6]])).map(({ note }) => note)).toEqual(['27 Nov 23:24, by Gwen', '27 Nov 23:24, number 5', '27 Nov 23:25', '27 Nov 23:24'])
})

test('also where nobody has said when', () => {
  expect(toldApart([row('one', 'Gwen', { note: '' }), row('two', 'Moss', { note: '' })], new Map()).map(({ note }) => note)).toEqual(['by Gwen', 'by Moss'])
})

test('one adult who began two is told when', () => {
  const rows = [row('one', 'Gwen'), row('two', 'Gwen', { kept: '23:52' }), row('three', 'Moss')]
  expect(toldApart(rows, new Map()).map(({ note }) => note)).toEqual(['27 Nov 23:24, by Gwen, first kept 23:40', '27 Nov 23:24, by Gwen, first kept 23:52', '27 Nov 23:24, by Moss'])
})
