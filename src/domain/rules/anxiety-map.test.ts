import { describe, expect, test } from 'vitest'
import type { Definition } from '../schema/definition'
import { anxietyMap, maps } from '../records/anxiety-map'
import { anchorWords, anxietyLines, categoriesOffered, categoryLabel, linesIn, mapCategories, mapSteps, promptsFor } from '../pack/anxiety'
import { newHand } from '../../../tests/support/make-revisions'
import { fold, view } from '../history/read'
import type { Changes } from '../schema/field'
import { differencesIn } from './differences'
import type { Change, MapItem } from './anxiety-map'
import { carriedOn, changeSince, changed, faceAt, isWorthTalking, lanesOf, notPlaced, saidOf, scored, stepped } from './anxiety-map'

const item = (id: string, given: Partial<MapItem> = {}): MapItem =>
  ({ id, rank: id, words: id, category: 'map-place', scores: {}, note: '', use: '', without: '', sources: [], ...given })
const usual = (_key: string, words: string) => words
const packSays = (words: Readonly<Record<string, string>>) => (key: string, usually: string) => words[key] ?? usually

describe('lanes', () => {
  const hall = item('hall')
  const lunch = item('lunch', { category: 'map-time' })
  const nap = item('nap', { category: 'map-outdoors' })
  const odd = item('odd', { category: null })
  const offered = mapCategories.map(({ code }) => code)

  const rows: readonly (readonly [string, readonly MapItem[], readonly string[], readonly (readonly [string | null, readonly string[]])[]])[] = [
    ['an empty map has none', [], offered, []],
    ['each in the order of the pack', [hall, lunch], offered, [['map-time', ['lunch']], ['map-place', ['hall']]]],
    ['items keep their own order', [item('b'), hall, item('a')], offered, [['map-place', ['b', 'hall', 'a']]]],
    ['a category the pack has taken away stays, after the others', [hall, lunch], ['map-time'], [['map-time', ['lunch']], ['map-place', ['hall']]]],
    ['so does one this app never heard of, and what is unsorted is last', [odd, nap, hall], offered, [['map-place', ['hall']], ['map-outdoors', ['nap']], [null, ['odd']]]],
  ]
  test.each(rows)('%s', (_name, items, among, lanes) => {
    expect(lanesOf(items, among).map(({ category, items: of }) => [category, of.map(({ id }) => id)])).toEqual(lanes)
  })

  test('sixty items are all there', () => {
    const many = Array.from({ length: 60 }, (_, at) => item(`i${at}`, { category: mapCategories[at % 7]?.code ?? null }))
    expect(lanesOf(many, offered).flatMap(({ items }) => items)).toHaveLength(60)
  })
})

describe('scores', () => {
  test('one rater’s score is set and taken away, and another’s stays', () => {
    const hall = item('hall', { scores: { moss: 2, child: 5 } })
    const lunch = item('lunch', { scores: { moss: 1 } })
    expect(scored([hall, lunch], 'hall', 'moss', -3)).toEqual([{ ...hall, scores: { moss: -3, child: 5 } }, lunch])
    expect(scored([hall, lunch], 'hall', 'moss', null)).toEqual([{ ...hall, scores: { child: 5 } }, lunch])
    expect(scored([hall, lunch], 'gone', 'moss', 1)).toEqual([hall, lunch])
    expect(hall.scores).toEqual({ moss: 2, child: 5 })
  })
  test('nought is a score: an item is not placed only while nobody has said', () => {
    expect(notPlaced([item('a'), item('b', { scores: { moss: 0 } })]).map(({ id }) => id)).toEqual(['a'])
  })
  test('other words change one item alone', () => {
    expect(changed([item('a'), item('b')], 'b', { words: 'The hall' })).toEqual([item('a'), item('b', { words: 'The hall' })])
  })
  test.each([
    [null, 1, 1], [null, -1, -1], [1, -1, 0], [4, 1, 5], [5, 1, 5], [-5, -1, -5], [-5, 1, -4],
  ] as const)('a stepper goes from %s by %s to %s', (from, by, to) => {
    expect(stepped(from, by)).toBe(to)
  })
  test.each([
    [{}, 2, false], [{ a: 3 }, 2, false], [{ a: 3, b: 4 }, 2, false], [{ a: 3, b: 5 }, 2, true], [{ a: -1, b: 1, c: 0 }, 2, true], [{ a: 3, b: 4 }, 1, true],
  ] as const)('of %o views %i apart are worth talking about: %s', (scores, apart, is) => {
    expect(isWorthTalking(scores, apart)).toBe(is)
  })
  test('who said what goes from low to high, in one order', () => {
    expect(saidOf({ hetty: 5, amira: 2, child: 5 })).toEqual([{ who: 'amira', score: 2 }, { who: 'child', score: 5 }, { who: 'hetty', score: 5 }])
  })
})

describe('what changed since the map before', () => {
  const rows: readonly (readonly [Readonly<Record<string, number>> | null, Readonly<Record<string, number>>, Change])[] = [
    [null, { moss: 2 }, { kind: 'new' }],
    [null, {}, { kind: 'new' }],
    [{}, { moss: 2 }, { kind: 'first' }],
    [{}, {}, { kind: 'never' }],
    [{ moss: 5 }, {}, { kind: 'not-again' }],
    [{ moss: 5 }, { moss: 5 }, { kind: 'same' }],
    [{ moss: 5 }, { moss: 4 }, { kind: 'moved', moves: [{ who: 'moss', from: 5, to: 4 }] }],
    [{ moss: 5, hetty: 2 }, { moss: 4, hetty: 2, child: -1 }, { kind: 'moved', moves: [{ who: 'moss', from: 5, to: 4 }] }],
    [{ moss: 5, hetty: 2 }, { moss: -4, hetty: 3 }, { kind: 'moved', moves: [{ who: 'moss', from: 5, to: -4 }, { who: 'hetty', from: 2, to: 3 }] }],
    // Another adult's number is no move of anybody's.
    [{ moss: 5 }, { hetty: 2 }, { kind: 'others', from: { low: 5, high: 5 }, to: { low: 2, high: 2 } }],
    [{ moss: 5, amira: 3 }, { hetty: 5, child: 3 }, { kind: 'same' }],
  ]
  test.each(rows)('from %o to %o: %o', (before, now, change) => {
    expect(changeSince(before, now)).toEqual(change)
  })

  test('the next map has the same rows, unscored', () => {
    const hall = item('hall', { scores: { moss: 4 }, note: 'Hands over ears', use: 'Near the door', sources: ['r1'] })
    expect(carriedOn([hall])).toEqual([{ ...hall, scores: {}, note: '' }])
  })
})

describe('a child’s faces', () => {
  test.each([
    [null, 5, null], [-4, 5, 0], [-2, 5, 1], [0, 5, 2], [3, 5, 3], [5, 5, 4],
    [-3, 3, 0], [0, 3, 1], [4, 3, 2],
    // Pointed to on the other scale of faces.
    [4, 5, 3], [-3, 5, 0], [5, 3, 2], [3, 3, 2], [-2, 3, 0],
  ] as const)('%s is, of %i, face %s', (score, among, face) => {
    expect(faceAt(score, among)).toBe(face)
  })
})

describe('the pack', () => {
  test('offers its usual categories, each with a name', () => {
    expect(categoriesOffered(usual)).toEqual(mapCategories)
  })
  test('renames, reorders, leaves out and adds', () => {
    const word = packSays({ 'map.categories': 'map-place map-outdoors', 'code.map-place': 'Rooms' })
    expect(categoriesOffered(word).map(({ code, label }) => [code, label])).toEqual([['map-place', 'Rooms'], ['map-outdoors', 'Outdoors']])
  })
  test.each([
    ['map-home', {}, 'Home'],
    ['map-home', { 'map.categories': 'map-place' }, 'Home'],
    ['map-home', { 'code.map-home': 'Home life' }, 'Home life'],
    ['map-wet-play', {}, 'Wet play'],
    [null, {}, 'Not sorted yet'],
  ])('%s with %o is read as %s', (code, words, label) => {
    expect(categoryLabel(code, packSays(words))).toBe(label)
  })
  test('draws its lines, and the usual ones where it says nothing that is a number', () => {
    expect(linesIn(usual)).toEqual(anxietyLines)
    expect(linesIn(packSays({ 'map.line.predict': '2', 'map.line.rely': '−4', 'map.line.talk': 'often' }))).toEqual({ predict: 2, rely: -4, talk: 2 })
  })
  test('says every step in words, the poles as it likes', () => {
    expect(mapSteps.map((step) => anchorWords(step, usual)).every((words) => words !== '')).toBe(true)
    const word = packSays({ 'map.pole.anxious': 'Most anxious', 'map.anchor.3': 'Shows it' })
    expect([5, 3, 0].map((step) => anchorWords(step, word))).toEqual(['Most anxious', 'Shows it', 'No effect'])
  })
  test('a nursery is offered its own day, and a pack its own list', () => {
    expect(promptsFor('map-time', 'early-years', usual)).toContain('Nappy or toilet')
    expect(promptsFor('map-time', 'school', usual)).not.toContain('Nappy or toilet')
    expect(promptsFor('map-home', 'early-years', usual)).toEqual(promptsFor('map-home', 'school', usual))
    expect(promptsFor('map-time', 'school', packSays({ 'map.prompts.map-time': 'Wet play; Assembly' }))).toEqual(['Wet play', 'Assembly'])
    expect(promptsFor('map-unheard-of', 'school', usual)).toEqual([])
  })
})

describe('two tablets apart', () => {
  const record = maps.idOf('juniper', 1)
  const base: Changes = { 'child/': 'juniper', 'items/hall': true, 'items/hall/rank': 'a0', 'items/hall/words': 'Hall', 'items/hall/category': 'map-place' }
  const say = { adult: (id: string) => id, child: (id: string) => id, word: usual }
  const form: Definition<typeof anxietyMap.fields> = anxietyMap
  /** Each begins apart where `base` is left out. */
  async function read(given: readonly { readonly author: string; readonly changes: Changes }[], { from }: { from: Changes | null } = { from: base }) {
    const hand = await newHand()
    const make = (author: string, changes: Changes, after: readonly string[]) => hand.make({ record, setting: 'willow-hall', device: author, kind: 'anxiety-map', author, changes, after })
    const begun = from ? await make('moss', from, []) : null
    const apart = await Promise.all(given.map(({ author, changes }) => make(author, changes, begun ? [begun.id] : [])))
    const folded = fold(null, [...(begun ? [begun] : []), ...apart])
    if (!folded) throw new Error('nothing to read')
    return view(form, folded.checkpoint)
  }

  test('two adults who score one item differently both keep theirs, and nobody is asked', async () => {
    const reading = await read([{ author: 'moss', changes: { 'items/hall': true, 'items/hall/scores/moss': 2 } }, { author: 'hetty', changes: { 'items/hall': true, 'items/hall/scores/hetty': 5 } }])
    expect(reading.answers.items[0]?.scores).toEqual({ moss: 2, hetty: 5 })
    expect(reading.clashes).toEqual([])
  })

  test('two adults who write down the child’s own score differently are asked which, by its numbers', async () => {
    const reading = await read([{ author: 'moss', changes: { 'items/hall/scores/child': 2 } }, { author: 'hetty', changes: { 'items/hall/scores/child': 5 } }])
    expect(reading.clashes).toEqual(['items/hall/scores/child'])
    const [asked] = differencesIn(form, reading, { say, sensitive: true })
    expect(asked).toMatchObject({ kind: 'words', label: 'Map: Hall, Scores', both: null })
    expect(asked?.versions.map(({ words, value }) => [words.split(' ').at(-1), value]).toSorted()).toEqual([['+2', 2], ['+5', 5]])
  })

  test('an item taken away on one tablet and scored on the other is asked about, and nothing is lost', async () => {
    const reading = await read([{ author: 'moss', changes: { 'items/hall': null } }, { author: 'hetty', changes: { 'items/hall': true, 'items/hall/scores/hetty': 5 } }])
    expect(reading.clashes).toEqual(['items/hall'])
    expect(reading.candidates.get('items/hall/scores/hetty')?.map(({ value }) => value)).toEqual([5])
  })

  test('the next map begun apart is one map with each item once', async () => {
    const reading = await read([{ author: 'moss', changes: base }, { author: 'hetty', changes: base }], { from: null })
    expect(reading.answers.items.map(({ id, words }) => [id, words])).toEqual([['hall', 'Hall']])
    expect(reading.clashes).toEqual([])
  })
})
