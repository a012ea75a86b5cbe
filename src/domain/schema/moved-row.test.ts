import { expect, test } from 'vitest'
import type { Row } from './field'
import { movedRow } from './moved-row'

const row = (id: string, rank: string): Row => ({ id, rank })
const order = (rows: readonly Row[]) => rows.map(({ id }) => id).join('')
const byRank = (rows: readonly Row[]) => [...rows].sort((a, b) => (a.rank < b.rank ? -1 : a.rank > b.rank ? 1 : a.id < b.id ? -1 : 1))
const four = [row('a', 'a0'), row('b', 'a1'), row('c', 'a2'), row('d', 'a3')]

test.each([
  ['c', 1, 'acbd'],
  ['a', 2, 'bcad'],
  ['d', 0, 'dabc'],
  ['a', 9, 'bcda'],
  ['b', -4, 'bacd'],
  ['unknown', 0, 'abcd'],
])('row %s moved to place %i reads %s, and keeps that order by rank', (id, to, expected) => {
  const moved = movedRow(four, id, to)
  expect(order(moved)).toBe(expected)
  expect(order(byRank(moved))).toBe(expected)
  expect(moved.filter((one) => !four.includes(one)).map((one) => one.id)).toEqual(id === 'unknown' ? [] : [id])
})

test.each([
  ['up', 'd', 2, 'adbc'],
  ['down', 'a', 1, 'bcad'],
])('a row moved %s between two of one rank passes both', (_way, id, to, expected) => {
  const tied = [row('a', 'a0'), row('b', 'a1'), row('c', 'a1'), row('d', 'a3')]
  expect(order(byRank(movedRow(tied, id, to)))).toBe(expected)
})
