// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { revise } from '../../../tests/support/revisions'
import { fold } from '../history/read'
import { anxietyMap, maps } from '../records/anxiety-map'
import { riskCalculator } from '../records/risk-calculator'
import type { Scores } from '../schema/field'
import { addedRow } from '../schema/field'
import { mapMoves, pairAround, riskMoves } from './before-after'

const begun = async (version: number, day: string) => {
  const folded = fold(null, [await revise({ record: maps.idOf('pip', version), kind: 'anxiety-map', at: Date.parse(`${day}T10:00Z`) })])
  if (!folded) throw new Error('nothing kept')
  return { version, checkpoint: folded.checkpoint }
}

test.each([
  ['one before and one since', ['2026-10-01', '2026-11-20'], [1, 2]],
  ['two before: the later of them', ['2026-09-01', '2026-10-01', '2026-11-20'], [2, 3]],
  ['begun on the day of the plan', ['2026-11-02', '2026-11-20'], [1, 2]],
  ['only before', ['2026-10-01'], null],
  ['only since', ['2026-11-20'], null],
  ['none', [], null],
])('versions compared: %s', async (_what, days, found) => {
  const versions = await Promise.all(days.map((day, index) => begun(index + 1, day)))
  const pair = pairAround(versions, { began: '2026-11-02', zone: 'Europe/London' })
  expect(pair && [pair.then.version, pair.now.version]).toEqual(found)
})

describe('what moved', () => {
  const item = (id: string, scores: Scores) => addedRow(anxietyMap.fields.items, [], id, { words: id, scores })
  test.each([
    ['an item that moved', [item('a', { gwen: 5 })], [item('a', { gwen: 2, dov: 3 })], [['a', { low: 5, high: 5 }, { low: 2, high: 3 }]]],
    ['one that did not', [item('a', { gwen: 5 })], [item('a', { dov: 5 })], []],
    ['one that is new', [], [item('a', { gwen: 1 })], [['a', null, { low: 1, high: 1 }]]],
    ['one that is no longer there', [item('a', { gwen: 1 })], [], [['a', { low: 1, high: 1 }, null]]],
    ['one that nobody scored, then or now', [], [item('a', {})], []],
  ])('on the map: %s', (_what, then, now, found) => {
    expect(mapMoves({ then, now }).map((one) => [one.id, one.then, one.now])).toEqual(found)
  })

  const harm = (seriousness: number | null, probability: number | null) => addedRow(riskCalculator.fields.rows, [], 'h', { words: 'Throws', seriousness, probability })
  test.each([
    ['both parts stand beside it, though they come to the same', harm(2, 3), harm(3, 2), [[{ seriousness: 2, probability: 3, score: 6 }, { seriousness: 3, probability: 2, score: 6 }]]],
    ['half a score is none', harm(2, null), harm(2, 2), [[null, { seriousness: 2, probability: 2, score: 4 }]]],
    ['the same is left out', harm(2, 2), harm(2, 2), []],
  ])('among the risks: %s', (_what, then, now, found) => {
    expect(riskMoves({ then: [then], now: [now] }).map((one) => [one.then, one.now])).toEqual(found)
  })
})
