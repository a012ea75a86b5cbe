// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { namesIn, namesOf, withoutNames } from './names'

const pip = ['Pip Marmalade', 'Pip', 'Marmalade']

describe('names in words', () => {
  test.each<[string, readonly string[], readonly string[], string]>([
    ['Pip ran.', pip, ['Pip'], '… ran.'],
    ['Pip Marmalade ran.', pip, ['Pip Marmalade'], '… ran.'],
    ['Pip  Marmalade\nran.', pip, ['Pip  Marmalade'], '…\nran.'],
    ['pip and PIP', pip, ['pip', 'PIP'], '… and …'],
    ['Pip’s cup, then Pip', pip, ['Pip'], '…’s cup, then …'],
    ['A pipe burst; a hippip.', pip, [], 'A pipe burst; a hippip.'],
    ['Pip2 is a tablet', pip, [], 'Pip2 is a tablet'],
    ['(Pip) “Pip” Pip-like', pip, ['Pip'], '(…) “…” …-like'],
    ['Ash in the splash', ['Ash'], ['Ash'], '… in the splash'],
    ['Zoë and Zoëlla', ['Zoë'], ['Zoë'], '… and Zoëlla'],
    ['Moss lost a K* card', ['K*', 'M.ss'], ['K*'], 'Moss lost a … card'],
    ['I saw a cat', ['I', ' ', ''], [], 'I saw a cat'],
    ['Nobody here', [], [], 'Nobody here'],
  ])('“%s” without %j', (words, names, found, without) => {
    expect(namesIn(words, names)).toEqual(found)
    expect(withoutNames(words, names, '…')).toBe(without)
  })

  test.each([
    ['an accent typed as two signs', 'Then Zoe\u0308 left.', 'Zo\u00EB'],
    ['an accent kept as two signs', 'Then Zo\u00EB left.', 'Zoe\u0308'],
    ['a curly apostrophe', 'Then O\u2019Newt left.', 'O\u0027Newt'],
    ['a straight apostrophe', 'Then O\u0027Newt left.', 'O\u2019Newt'],
    ['a hyphen that does not break', 'Then Fern\u2011May left.', 'Fern-May'],
    ['a space that does not break', 'Then Pip\u00A0Marmalade left.', 'Pip Marmalade'],
  ])('a tablet’s keyboard may write the same name in other signs: %s', (_name, words, name) => {
    expect(withoutNames(words, [name], 'another child')).toBe('Then another child left.')
    expect(namesIn(words, [name])).toHaveLength(1)
  })
})

test.each([
  [{ name: 'Pip Marmalade', knownAs: '' }, ['Pip Marmalade', 'Pip', 'Marmalade']],
  [{ name: 'Philippa Rose Marmalade', knownAs: 'Pip' }, ['Philippa Rose Marmalade', 'Pip', 'Philippa', 'Rose', 'Marmalade']],
  [{ name: 'Pip M', knownAs: '' }, ['Pip M', 'Pip']],
  [{ name: '', knownAs: '' }, []],
])('a child is written %j as any of %j', (child, names) => {
  expect(namesOf(child)).toEqual(names)
})
