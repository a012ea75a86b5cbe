// @vitest-environment node
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { runs, seed } from '../../../tests/support/seed'
import { initialsApart, initialsOf } from './initials'

test.each([
  ['Moss Kettle', '', 'M.K.'],
  ['Moses Kettle', 'Moss', 'M.K.'],
  ['Alexander Kettle', 'Sasha', 'S.K.'],
  ['Sorrel Okonjo-Fern', '', 'S.O.'],
  ['Juniper Rose May Brightwater', '', 'J.B.'],
  ['Pip', '', 'P.'],
  ['Pip', 'Pipkin', 'P.'],
  ['Pip', 'Pip Marmalade', 'P.M.'],
  ['', 'Pip Marmalade', 'P.M.'],
  ['', '', ''],
  ['  moss   kettle ', '', 'M.K.'],
  ['(Moss) O’Kettle', '', 'M.O.'],
  ['zoë éclair', '', 'Z.É.'],
  ['Zoe\u0308 E\u0301clair', '', 'Z.É.'],
  ['Łukasz Øre', '', 'Ł.Ø.'],
  ['李 小龙', '', '李.小.'],
  ['अनिल शर्मा', '', 'अ.श.'],
  ['𐐨 Kettle', '', '𐐀.K.'],
  ['😀 Moss Kettle', '', 'M.K.'],
])('“%s”, known as “%s”: %s', (name, knownAs, initials) => {
  expect(initialsOf({ name, knownAs }).normalize('NFC')).toBe(initials)
})

describe('in a list', () => {
  const list = (...names: string[]) => names.map((name, index) => ({ id: `c${index}`, name, called: name }))
  test.each([
    [
      ['Moss Kettle', 'Pip Marmalade'],
      ['M.K.', 'P.M.'],
    ],
    [
      ['Moss Kettle', 'Mabel Kite'],
      ['Mo.K.', 'Ma.K.'],
    ],
    [
      ['Moss Kettle', 'Moth Kite', 'Pip Marmalade'],
      ['Mos.K.', 'Mot.K.', 'P.M.'],
    ],
    [
      ['Moss Kettle', 'Moss Kite'],
      ['M.Ke.', 'M.Ki.'],
    ],
    [
      ['Moss Kettle', 'Moss Kettle'],
      ['M.K.', 'M.K. 2'],
    ],
    [
      ['Pip', 'Poppy'],
      ['Pi.', 'Po.'],
    ],
    [
      ['', ''],
      ['', '2'],
    ],
  ])('%j are told apart as %j', (names, apart) => {
    expect([...initialsApart(list(...names)).values()]).toEqual(apart)
  })

  test('the same list in another order gives each child the same', () => {
    const children = list('Moss Kettle', 'Moss Kettle', 'Mabel Kite', 'Pip')
    expect(Object.fromEntries(initialsApart(children.toReversed()))).toEqual(Object.fromEntries(initialsApart(children)))
  })

  test('no two are alike, whatever the names', () => {
    const name = fc.oneof(
      fc.constantFrom('Moss Kettle', 'Moss Kite', 'Mo K', 'M K', 'Pip', ''),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
    )
    fc.assert(
      fc.property(fc.array(name, { maxLength: 12 }), (names) => {
        const told = initialsApart(list(...names))
        expect(told.size).toBe(names.length)
        expect(new Set(told.values()).size).toBe(names.length)
      }),
      { seed, numRuns: runs(100) },
    )
  })
})
