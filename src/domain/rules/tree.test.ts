import { describe, expect, test } from 'vitest'
import type { Zone } from '../pack/tree'
import { drawnZones, leadsTo, zones } from '../pack/tree'
import type { TreeEntry } from './tree'
import { comparedWith, drawnIn, forWalls, kindOf, linksIn, movedAmong, movedOver, otherSide, pathThrough, seenBy, sentencesOf, sentenceWords, withChange, withEntry, withLead, without } from './tree'

const one = (id: string, zone: Zone, words: string, more: Partial<TreeEntry> = {}): TreeEntry => ({ id, rank: `a${id}`, zone, words, kind: null, leads: [], sources: [], reach: [], ...more })
const close = { reach: ['kept-close'] }
const hall = one('1', 'root-now', 'Noisy hall', { leads: ['4'] })
const move = one('2', 'root-now', 'Moved home twice', { ...close, leads: ['4', '5'] })
const lost = one('3', 'root-now', 'Lost at handovers', { leads: ['4'] })
const over = one('4', 'feeling-now', 'Overwhelmed', { leads: ['6', '7'] })
const worry = one('5', 'feeling-now', 'Worried', { leads: ['7'] })
const leaves = one('6', 'fruit-now', 'Leaves the room', { kind: 'difficult' })
const hides = one('7', 'fruit-now', 'Hides under the coats')
const tree = [hall, move, lost, over, worry, leaves, hides]
const ids = (some: readonly { id: string }[]) => some.map(({ id }) => id)

describe('what is kept close', () => {
  test('an adult who may not see it is told how many there are, and nothing else', () => {
    expect(seenBy(tree, { sensitive: false })).toEqual({ seen: tree.filter((entry) => entry !== move), kept: 1 })
    expect(seenBy(tree, { sensitive: true })).toEqual({ seen: tree, kept: 0 })
  })
  test('it stands on no wall, and no link or sentence tells of it', () => {
    const walls = forWalls(tree)
    expect(ids(walls)).not.toContain('2')
    expect(linksIn(walls).map(({ from }) => from)).not.toContain('2')
    expect(sentencesOf(walls, 'Pip').map(sentenceWords).join(' ')).not.toMatch(/moved home/i)
  })
})

describe('links', () => {
  test.each([
    ['to the place it may lead to', one('r', 'root-now', 'A', { leads: ['f'] }), one('f', 'feeling-now', 'B'), 1],
    ['across to the other side', one('r', 'root-now', 'A', { leads: ['f'] }), one('f', 'feeling-more', 'B'), 0],
    ['past a place', one('r', 'root-now', 'A', { leads: ['f'] }), one('f', 'fruit-now', 'B'), 0],
    ['to what was taken away', one('r', 'root-now', 'A', { leads: ['gone'] }), one('f', 'feeling-now', 'B'), 0],
    ['from what adults will add', one('r', 'root-planned', 'A', { leads: ['f'] }), one('f', 'feeling-more', 'B'), 1],
  ])('%s', (_what, from, to, many) => {
    expect(linksIn([from, to])).toHaveLength(many)
  })
  test('the path through an entry is all that leads to it and all it leads to, and nothing beside', () => {
    expect([...pathThrough(tree, '6')].sort()).toEqual(['1', '2', '3', '4', '6'])
    expect([...pathThrough(tree, '5')].sort()).toEqual(['2', '5', '7'])
    expect([...pathThrough(tree, '1')].sort()).toEqual(['1', '4', '6', '7'])
  })
})

describe('sentences', () => {
  test('one for each feeling, with all that leads to it and from it', () => {
    expect(sentencesOf([hall, lost, over, leaves, hides], 'M.K.').map(sentenceWords)).toEqual([
      'When noisy hall or lost at handovers, M.K. may feel overwhelmed, and we see: leaves the room and hides under the coats.',
    ])
  })
  test('through one entry, only its own path', () => {
    expect(sentencesOf(tree, 'M.K.', '6').map(sentenceWords)).toEqual(['When noisy hall, moved home twice or lost at handovers, M.K. may feel overwhelmed, and we see: leaves the room.'])
    expect(sentencesOf(tree, 'M.K.', '1').map(sentenceWords)).toEqual(['When noisy hall, M.K. may feel overwhelmed, and we see: leaves the room and hides under the coats.'])
  })
  test.each([
    ['no roots yet', [one('f', 'feeling-now', 'Worried', { leads: ['b'] }), one('b', 'fruit-now', 'Hides')], 'M.K. may feel worried, and we see: hides.'],
    ['no fruits yet', [one('r', 'root-now', 'Noisy hall', { leads: ['f'] }), one('f', 'feeling-now', 'Worried')], 'When noisy hall, M.K. may feel worried.'],
    ['the side we want more of', [one('r', 'root-more', 'Mrs Ade greets by name', { leads: ['f'] }), one('f', 'feeling-more', 'Safe', { leads: ['b'] }), one('b', 'fruit-more', 'Asks for help')], 'With Mrs Ade greets by name, M.K. may feel safe, and we see more of: asks for help.'],
    ['a name at the start keeps its capital', [one('f', 'feeling-now', 'Worried', { leads: ['b'] }), one('b', 'fruit-now', 'Juniper is pushed away')], 'M.K. may feel worried, and we see: Juniper is pushed away.'],
    ['letters stay letters', [one('r', 'root-now', 'PE in the hall', { leads: ['f'] }), one('f', 'feeling-now', 'Cross.')], 'When PE in the hall, M.K. may feel cross.'],
  ])('%s', (_what, entries, words) => {
    expect(sentencesOf(entries, 'M.K.').map(sentenceWords)).toEqual([words])
  })
  test('a feeling with no links says nothing, and a name in another direction is a piece of its own', () => {
    expect(sentencesOf([one('f', 'feeling-now', 'Worried')], 'M.K.')).toEqual([])
    expect(sentencesOf([hall, over], 'מאיה')[0]).toContainEqual({ words: 'מאיה', is: 'name' })
  })
})

describe('how much is drawn', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => one(`n${index}`, 'fruit-now', `Fruit ${index}`))
  test.each([
    [5, 'landscape', true, 5, 0],
    [6, 'landscape', true, 4, 2],
    [6, 'landscape', false, 6, 0],
    [7, 'landscape', false, 5, 2],
    [60, 'landscape', true, 4, 56],
    [3, 'portrait', true, 3, 0],
    [60, 'portrait', true, 2, 58],
    [0, 'portrait', true, 0, 0],
  ] as const)('%i in one place, %s, Add offered: %s', (count, shape, mayAdd, shown, more) => {
    const drawn = drawnIn(many(count), 'fruit-now', { shape, mayAdd })
    expect([drawn.shown.length, drawn.more]).toEqual([shown, more])
  })
})

describe('what can be done with an entry', () => {
  test('a new one stands last, with the rank after the last', () => {
    const next = withEntry(tree, 'new', { zone: 'fruit-more', words: 'Asks for help', sources: ['q1'] })
    expect(next.at(-1)).toMatchObject({ id: 'new', zone: 'fruit-more', words: 'Asks for help', kind: null, leads: [], sources: ['q1'], reach: [] })
    expect((next.at(-1)?.rank ?? '') > (tree.at(-1)?.rank ?? '')).toBe(true)
  })
  test('up and down go past the neighbour that is seen, and what is hidden keeps its rank', () => {
    const { seen } = seenBy(tree, { sensitive: false })
    const moved = movedAmong(tree, seen, '3', -1)
    expect(ids(moved.filter(({ zone }) => zone === 'root-now'))).toEqual(['3', '1', '2'])
    expect(moved.filter((entry) => tree.find(({ id }) => id === entry.id)?.rank !== entry.rank).map(({ id }) => id)).toEqual(['3'])
    expect(movedAmong(tree, seen, '1', -1)).toBe(tree)
    expect(ids(movedAmong(tree, tree, '1', 1).filter(({ zone }) => zone === 'root-now'))).toEqual(['2', '1', '3'])
  })
  test('moved over, it lets its links go; a planned root that is there now keeps its own', () => {
    expect(movedOver(tree, '4').find(({ id }) => id === '4')).toMatchObject({ zone: 'feeling-more', leads: [] })
    expect(linksIn(movedOver(tree, '4')).filter(({ to }) => to === '4')).toEqual([])
    const planned = one('p', 'root-planned', 'A job', { leads: ['s'] })
    expect(movedOver([planned], 'p')).toEqual([{ ...planned, zone: 'root-more' }])
  })
  test('a kind is only said of what we see now, and comes back with the entry', () => {
    const there = movedOver(tree, '6')
    expect(there.map(kindOf).filter(Boolean)).toEqual([])
    expect(kindOf(movedOver(there, '6').find(({ id }) => id === '6') ?? hall)).toBe('difficult')
  })
  test('links go on and off once, and nothing else changes', () => {
    expect(withLead(withLead(tree, '5', '6', true), '5', '6', true).find(({ id }) => id === '5')?.leads).toEqual(['7', '6'])
    expect(withLead(tree, '5', '7', false).filter((entry) => entry.id !== '5')).toEqual(tree.filter((entry) => entry.id !== '5'))
  })
  test('changed and removed by id', () => {
    expect(withChange(tree, '1', { words: 'Loud hall' })[0]).toEqual({ ...hall, words: 'Loud hall' })
    expect(ids(without(tree, '1'))).toEqual(['2', '3', '4', '5', '6', '7'])
  })
})

test('compared with an earlier version: what is new, what is gone, what reads or stands otherwise; order and links are no change', () => {
  const now = [{ ...hall, words: 'Noisy hall at lunch' }, { ...over, rank: 'zz', leads: [] }, movedOver([worry], '5')[0] ?? worry, { ...leaves, kind: 'dangerous' }, one('9', 'fruit-more', 'Asks for help')]
  const found = comparedWith([hall, lost, over, worry, leaves], now)
  expect({ added: ids(found.added), gone: ids(found.gone), changed: found.changed.map(({ now: entry, was }) => [entry.id, was.words]) }).toEqual({
    added: ['9'], gone: ['3'], changed: [['1', 'Noisy hall'], ['5', 'Worried'], ['6', 'Leaves the room']],
  })
  expect(comparedWith(tree, tree)).toEqual({ added: [], gone: [], changed: [] })
})

test('every place has another side that is a place, and leads to one that is', () => {
  const codes = zones.map(({ code }) => code)
  expect(codes.every((code) => codes.includes(otherSide[code]) && (leadsTo[code] === null || codes.includes(leadsTo[code])))).toBe(true)
  expect(drawnZones.map((zone) => otherSide[otherSide[zone]])).toEqual([...drawnZones])
})
