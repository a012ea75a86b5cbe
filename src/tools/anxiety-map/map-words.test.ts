import { expect, test } from 'vitest'
import type { Change, MapItem } from '../../domain/rules/anxiety-map'
import { byHeight, changeWords, mentionWords, movedWords, placedName, rangeWords, recordsWords, saidWords, stepName } from './map-words'

const word = (_key: string, usual: string) => usual
const nameOf = (who: string) => ({ moss: 'You', hetty: 'Hetty' })[who] ?? who
const item = (id: string, scores: MapItem['scores']): MapItem => ({ id, rank: 'a0', words: id, category: 'map-place', scores, note: '', use: '', without: '', sources: [] })

test.each([
  [5, 'plus 5, raises anxiety most', 'Hall, plus 5, raises anxiety most, 11 of 11'],
  [0, '0, no effect', 'Hall, 0, no effect, 6 of 11'],
  [-5, 'minus 5, calmest, relies on this', 'Hall, minus 5, calmest, relies on this, 1 of 11'],
])('%i is said aloud as %s', (score, step, whole) => {
  expect([stepName(score, word), placedName('Hall', score, word)]).toEqual([step, whole])
})

test.each([[null, ''], [{ low: 5, high: 5 }, '+5'], [{ low: -2, high: 5 }, '−2 to +5'], [{ low: 0, high: 1 }, '0 to +1']])('the range %o reads %s', (range, words) => {
  expect(rangeWords(range)).toBe(words)
})

test.each([
  [{ moss: 2, hetty: 5 }, 'You +2, Hetty +5. Worth talking about.'],
  [{ moss: 4, hetty: 5 }, 'You +4, Hetty +5'],
  [{ moss: 4 }, 'You +4'],
  [{}, ''],
])('%o is said as “%s”', (scores, words) => {
  expect(saidWords(scores, { nameOf, talk: 2 })).toBe(words)
})

const moved = (...moves: { who: string; from: number; to: number }[]): Change => ({ kind: 'moved', moves })
test.each<[Change, string, string | null]>([
  [{ kind: 'new' }, 'New', null],
  [{ kind: 'first' }, 'Placed for the first time', null],
  [{ kind: 'never' }, '', null],
  [{ kind: 'not-again' }, 'Not scored again yet', null],
  [{ kind: 'same' }, 'No change', null],
  [{ kind: 'others', from: { low: 5, high: 5 }, to: { low: 2, high: 3 } }, 'Was +5, now +2 to +3, by different people', null],
  [moved({ who: 'moss', from: 5, to: 4 }), 'You: +5 to +4', 'Hall has moved from +5 to +4 since Monday.'],
  [moved({ who: 'moss', from: 5, to: 4 }, { who: 'hetty', from: 0, to: -1 }), 'You: +5 to +4; Hetty: 0 to −1', 'Hall has moved since Monday. You: +5 to +4; Hetty: 0 to −1.'],
])('the change %o reads “%s”', (change, column, sentence) => {
  expect([changeWords(change, nameOf), movedWords(item('Hall', {}), change, { since: 'Monday', nameOf })]).toEqual([column, sentence])
})

test('records are counted in words', () => {
  expect([mentionWords('Hall', 7), mentionWords('Hall', 1), recordsWords(1), recordsWords(4)]).toEqual(['7 records mention “Hall”. Add it?', '1 record mentions “Hall”. Add it?', '1 record', '4 records'])
})

test('the highest stands first by its highest view, and what is not placed last', () => {
  expect([item('low', { a: -4 }), item('none', {}), item('range', { a: -5, b: 4 }), item('high', { a: 3 })].sort(byHeight).map(({ id }) => id)).toEqual(['range', 'high', 'low', 'none'])
})
