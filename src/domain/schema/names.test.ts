// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { namesIn, namesOf, withoutNames } from './names'

const pip = ['Pip Marmalade', 'Pip', 'Marmalade']
const always = (names: readonly string[]) => ({ always: names, unlessWords: [] })
const unlessWords = (names: readonly string[]) => ({ always: [], unlessWords: names })

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
    expect(withoutNames(words, always(names), '…')).toBe(without)
    expect(withoutNames(words, unlessWords(names), '…')).toBe(without)
  })

  test.each([
    ['an accent typed as two signs', 'Then Zoe\u0308 left.', 'Zo\u00EB'],
    ['an accent kept as two signs', 'Then Zo\u00EB left.', 'Zoe\u0308'],
    ['a curly apostrophe', 'Then O\u2019Newt left.', 'O\u0027Newt'],
    ['a straight apostrophe', 'Then O\u0027Newt left.', 'O\u2019Newt'],
    ['a hyphen that does not break', 'Then Fern\u2011May left.', 'Fern-May'],
    ['a space that does not break', 'Then Pip\u00A0Marmalade left.', 'Pip Marmalade'],
  ])('a tablet’s keyboard may write the same name in other signs: %s', (_name, words, name) => {
    expect(withoutNames(words, always([name]), 'another child')).toBe('Then another child left.')
    expect(namesIn(words, [name])).toHaveLength(1)
  })
})

describe('a name that is also a word', () => {
  const may = ['May Kettle', 'May', 'Kettle', 'Pip', 'Will']
  test.each<[string, string]>([
    // The word stays.
    ['Moss may go out when he will.', 'Moss may go out when he will.'],
    ['She may, or may not. May we ask?', 'She may, or may not. … we ask?'],
    ['Pip may come in', '… may come in'],
    // The name goes.
    ['Moss and May ran.', 'Moss and … ran.'],
    ['Moss and MAY ran.', 'Moss and … ran.'],
    ['May’s cup. Will it break?', '…’s cup. … it break?'],
    ['In May they sat', 'In … they sat'],
    // In doubt it is a name: nobody used capitals here, or not for names.
    ['moss and may ran', 'moss and … ran'],
    ['Then pip and may ran.', 'Then … and … ran.'],
    ['Then may kettle ran.', 'Then … ran.'],
    ['MOSS AND MAY RAN', 'MOSS AND … RAN'],
  ])('“%s” is read as “%s”', (words, without) => {
    expect(withoutNames(words, unlessWords(may), '…')).toBe(without)
  })

  test.each<[string, readonly string[], string]>([
    ['Moss may go when he will.', ['May', 'Will'], 'Moss … go when he ….'],
    ['Moss may go when he will.', ['May'], 'Moss … go when he will.'],
    ['Then may kettle ran to Will.', ['May'], 'Then … ran to ….'],
    ['Moss may go when he will.', [], 'Moss may go when he will.'],
  ])('“%s”, where %j were in it and others of the name were not, is read as “%s”', (words, here, without) => {
    expect(withoutNames(words, { always: here, unlessWords: may }, '…')).toBe(without)
  })

  test('a reader is warned of every word that may be a name', () => {
    expect(namesIn('Moss may go when May will, in may.', may)).toEqual(['may', 'May', 'will'])
  })

  test.each(['May', 'Will', 'Grace', 'Hope', 'Joy', 'Rose', 'April', 'June', 'Summer', 'Mark', 'Bill', 'Jack', 'Rob', 'Frank', 'Dawn', 'Poppy', 'Ray', 'Rich', 'Sky', 'Sunny'])('%s is found by its capital alone', (name) => {
    expect(withoutNames(`The ${name.toLowerCase()} by the gate`, unlessWords([name]), '…')).toBe(`The ${name.toLowerCase()} by the gate`)
    expect(withoutNames(`Then ${name} left`, unlessWords([name]), '…')).toBe('Then … left')
  })

  test.each(['Moss', 'Sorrel', 'Pip', 'Ash'])('%s is found whatever its capitals', (name) => {
    expect(withoutNames(`Then ${name.toLowerCase()} left`, unlessWords([name]), '…')).toBe('Then … left')
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
