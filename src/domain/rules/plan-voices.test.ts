import { expect, test } from 'vitest'
import { plan } from '../records/plan'
import { blank } from '../schema/definition'
import { disagreements, isViewOf } from './plan-voices'

const view = (id: string, who: string, section: string | null, view: string | null, words = '') => ({ id, rank: id, who, parent: [], section, view, words, on: null })
const signed = (id: string, name: string, words: string) => ({ id, rank: id, who: 'signs-parent', name, ticks: [], how: 'signed-here', drawn: null, words, on: null })

test('a disagreement keeps who, with which parts, and their own words; agreeing and not being sure are none', () => {
  const views = [
    view('v1', 'Fern Marmalade', 'prevent', 'view-disagree', 'Not the corner again.'), view('v2', 'Fern Marmalade', 'flow', 'view-agree', 'Good'), view('v3', ' Fern Marmalade', 'recovery', 'view-disagree'),
    view('v4', 'Hazel', 'prevent', 'view-unsure', 'Will it work?'), view('v5', 'Hazel', null, null),
  ]
  expect(disagreements({ ...blank(plan), views, signatures: [signed('s1', 'Fern Marmalade', 'I was not asked about lunch.'), signed('s2', 'Dov', ' '), signed('s3', 'Ash', 'All of it.')] })).toEqual([
    { name: 'Fern Marmalade', sections: ['prevent', 'recovery'], words: ['Not the corner again.', 'I was not asked about lunch.'] },
    { name: 'Ash', sections: [], words: ['All of it.'] },
  ])
  expect(disagreements(blank(plan))).toEqual([])
})

test.each([
  // view                                   parent                        is theirs
  [{ parent: ['p1'], who: 'Fern' }, { id: 'p1', name: 'Fern Marmalade' }, true],
  [{ parent: ['p1'], who: 'Fern' }, { id: 'p2', name: 'Fern' }, false],
  [{ parent: [], who: ' Fern' }, { id: 'p2', name: 'Fern' }, true],
  [{ parent: [], who: '' }, { id: 'p2', name: '' }, false],
])('a view is a parent’s by their row, by name only where no row is said: %j, %j: %s', (one, parent, isTheirs) => {
  expect(isViewOf(one, parent)).toBe(isTheirs)
})
