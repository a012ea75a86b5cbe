import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { seed } from '../../../tests/support/seed'
import { linesNeeded, wrapped } from './wrapped-lines'

const long = 'Pneumonoultramicroscopicsilicovolcanoconiosis'

test.each([
  // words, width in em, lines
  ['', 20, 1],
  ['Hums', 20, 1],
  ['Hums\npaces', 20, 2],
  ['Hums and pulls her sleeves over her hands', 12, 2],
  [long, 12, 3],
  [`Says ${long}`, 12, 4],
  ['何か大変なことが起きました', 8, 2],
  ['مرحبا يا صديقي', 20, 1],
])('“%s” in a column of %d takes %d', (words, ems, lines) => {
  expect(linesNeeded(words, ems)).toBe(lines)
})

test.each([
  // words, most, what is shown, whether something was left out
  ['Hums and paces', 1, 'Hums and paces', false],
  ['Hums and paces by the door, then sits', 1, 'Hums and paces by the…', true],
  ['Hums, paces, and then sits down by the door', 2, 'Hums, paces, and then sits down by the door', false],
  ['One\nTwo\nThree', 2, 'One\nTwo…', true],
])('“%s” in %d lines is shown as “%s”', (words, most, shown, isCut) => {
  expect(wrapped(words, { ems: 14, most })).toMatchObject({ words: shown, isCut })
})

test('what is shown never takes more lines than it may, and is cut only when it says so', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), fc.integer({ min: 8, max: 40 }), fc.integer({ min: 1, max: 5 }), (words, ems, most) => {
    const shown = wrapped(words, { ems, most })
    expect(shown.isCut ? shown.words.endsWith('…') : shown.words).toBe(shown.isCut ? true : words)
    expect(linesNeeded(shown.words, ems)).toBeLessThanOrEqual(most)
  }), { seed })
})
