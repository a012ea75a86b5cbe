// @vitest-environment node
import { expect, test } from 'vitest'
import { byName, foldText, isFound } from './list-order'

test.each([
  ['Zoë', 'zoe'],
  ['Zoe\u0308', 'zoe'],
  ['ŁUKASZ', 'lukasz'],
  ['Øre', 'ore'],
  ['O’Kettle', 'okettle'],
  ["O'Kettle", 'okettle'],
  ['Straße', 'strasse'],
  ['İpek', 'ipek'],
  ['  Moss \u00a0 Kettle ', 'moss kettle'],
  ['李', '李'],
])('“%s” is compared as “%s”', (typed, folded) => {
  expect(foldText(typed)).toBe(folded)
})

const sorrel = { name: 'Sorrel Zoë Okonjo-Fern', called: 'Sunny' }
test.each([
  ['', true],
  ['  ', true],
  ['sor', true],
  ['SUN', true],
  ['zoe', true],
  ['fern', true],
  ['okonjo-fern', true],
  ['o’konjo', true],
  ['sunny oko', true],
  ['oko sunny', true],
  ['orrel', false],
  ['sunny kettle', false],
])('“%s” finds Sorrel: %s', (typed, found) => {
  expect(isFound(sorrel, typed)).toBe(found)
})

test('a list stands in the order of the names children answer to, accents and capitals apart', () => {
  const child = (id: string, name: string, called = name) => ({ id, name, called })
  const list = [
    child('5', 'Zoë Pond'),
    child('4', 'ádám Reed'),
    child('3', 'Moss Kettle'),
    child('2', 'Moss Kettle'),
    child('1', 'Wren Ash', 'Birdie'),
    child('6', 'Adam Rill'),
  ]
  expect(list.toSorted(byName).map(({ id }) => id)).toEqual(['4', '6', '1', '2', '3', '5'])
})
