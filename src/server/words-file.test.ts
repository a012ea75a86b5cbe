import { describe, expect, test } from 'vitest'
import { checkWordsFile } from './words-file'

const good = { for: 'all', name: 'Hertfordshire Steps', version: '2026.2', validFrom: '2026-11-01', words: { 'code.playground': 'Yard' }, scales: { anxiety: { predict: 2 }, risk: { size: 3, line: 4 }, faces: 3 } }
const problems = (over: object) => {
  const checked = checkWordsFile(JSON.stringify({ ...good, ...over }))
  return checked.ok ? [] : checked.problems
}

test('a whole file is taken as it is', () => {
  expect(checkWordsFile(JSON.stringify(good))).toEqual({ ok: true, file: good, unknown: [] })
})

test('words for what this version does not say are taken, and named', () => {
  const words = { 'code.playgruond': 'Yard', 'abc.before.label': 'What came first', 'abc.befour.label': 'Before', 'abc.before.hint': 'Where, who', 'glossary.kelp': 'A sea plant' }
  expect(checkWordsFile(JSON.stringify({ ...good, words }))).toMatchObject({ ok: true, unknown: ['code.playgruond', 'abc.befour.label'] })
})

describe.each<[string, object, readonly string[]]>([
  ['a setting that is neither', { for: 'castle' }, ['for: “school”, “early-years” or “all”']],
  ['no version', { version: undefined }, ['version: this is missing']],
  ['a version without its year', { version: '2' }, ['version: the year and a number, such as “2026.2”']],
  ['a day that is none', { validFrom: '2026-02-30' }, ['validFrom: a day, such as “2026-09-01”']],
  ['a month', { validFrom: '2026-11' }, ['validFrom: a day, such as “2026-09-01”']],
  ['a day in another order', { validFrom: '01/09/2026' }, ['validFrom: a day, such as “2026-09-01”']],
  ['an entry that is not known', { word: {} }, ['word: there is no such entry']],
  ['a word that is empty', { words: { 'code.hall': ' ' } }, ['words.code.hall: words are wanted here']],
  ['a key that is none', { words: { Hall: 'Gym' } }, ['words.Hall: a key looks like code.playground or anxiety-map.title']],
  ['a line among the words', { words: { 'map.line.predict': '2' } }, ['words: the lines of the map are numbers; put them under scales.anxiety']],
  ['a line off the scale', { scales: { anxiety: { predict: 9 } } }, ['scales.anxiety.predict: a whole number from 1 to 5']],
  ['a line in words', { scales: { anxiety: { rely: 'low' } } }, ['scales.anxiety.rely: a whole number from -5 to -1']],
  ['a line that no score reaches', { scales: { risk: { size: 3, line: 12 } } }, ['scales.risk: no score reaches this line: the highest is size times size']],
  ['a size that cannot be drawn', { scales: { risk: { size: 6, line: 6 } } }, ['scales.risk.size: 3, 4 or 5']],
  ['four faces', { scales: { faces: 4 } }, ['scales.faces: 3 or 5']],
  ['several slips at once', { name: '', version: 'x' }, ['name: a name is wanted: it stands on every print', 'version: the year and a number, such as “2026.2”']],
])('%s', (_what, over, both) => {
  test('is named where it stands', () => expect(problems(over)).toEqual(both))
})

test('what is no JSON, or no file of words, is said to be none', () => {
  expect(checkWordsFile('{"for": "all",}')).toMatchObject({ ok: false, problems: [expect.stringMatching(/^This is not JSON: /)] })
  expect(checkWordsFile('[]')).toMatchObject({ ok: false })
  expect(checkWordsFile('null')).toMatchObject({ ok: false })
})
