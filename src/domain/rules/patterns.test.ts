// @vitest-environment node
import { describe, expect, test } from 'vitest'
import { revise } from '../../../tests/support/revisions'
import { fold } from '../history/read'
import type { Changes, Moment } from '../schema/field'
import type { Found, Seen } from './patterns'
import { enough, patternsIn, seenIn } from './patterns'

const school = { from: 8, to: 16 }
let made = 0
const seen = (given: Partial<Seen> = {}): Seen => ({ record: `r${(made += 1)}`, kind: 'quick-record', wall: null, answers: {}, ...given })
const many = (count: number, given: Partial<Seen> = {}): Seen[] => Array.from({ length: count }, () => seen(given))
const patterns = (records: readonly Seen[]) => patternsIn(records, school)
function found(records: readonly Seen[]): Found {
  const all = patterns([...records, ...many(Math.max(0, enough - records.length))])
  if (!all.found) throw new Error('enough records, and nothing found')
  return all.found
}

describe('patterns show from five moments', () => {
  test.each([
    [0, false],
    [4, false],
    [5, true],
    [40, true],
  ])('%i moments: %s', (count, shown) => {
    const all = patterns(many(count))
    expect([all.moments, all.found !== null]).toEqual([count, shown])
  })

  test('a quick record, the ABC record made from it and the incident it grew into are one moment, told best by the incident', () => {
    const told = [
      seen({ record: 'q1', wall: '2026-11-24T10:41', answers: { place: 'class' } }),
      seen({ kind: 'abc', wall: '2026-11-24T10:40', answers: { from: 'q1', place: 'hall', saw: 'Pushed the table.' } }),
      seen({ kind: 'incident', answers: { from: 'q1', place: 'corridor' } }),
    ]
    expect(patterns(told).moments).toBe(1)
    const filled = [...told, ...many(4)]
    expect(found(filled).places.counts).toEqual([{ code: 'corridor', count: 1 }])
    expect(found(filled).grid.cells[2]).toEqual([0, 1, 0, 0, 0])
  })

  test('the days that were written about are said, whichever way the records came', () => {
    const walls = ['2026-11-24T10:41', '2026-09-03T09:00', null].map((wall) => seen({ wall }))
    expect(patterns(walls).days).toEqual(['2026-09-03', '2026-11-24'])
    expect(patterns(many(6)).days).toBeNull()
  })
})

describe('the week', () => {
  // Monday 23 to Sunday 29 November 2026.
  test.each([
    ['2026-11-23T07:59', 'before', 'mon'],
    ['2026-11-23T08:00', '08', 'mon'],
    ['2026-11-24T10:41', '10', 'tue'],
    ['2026-11-27T15:59', '15', 'fri'],
    ['2026-11-27T16:00', 'after', 'fri'],
    ['2026-11-28T11:00', '11', 'weekend'],
    ['2026-11-29T23:30', 'after', 'weekend'],
    // The nights on which the clocks change: read as it stands on the wall.
    ['2026-10-25T01:30', 'before', 'weekend'],
    ['2026-03-29T01:30', 'before', 'weekend'],
  ])('%s falls into %s of %s', (wall, hour, day) => {
    const { hours, days, cells } = found([seen({ wall })]).grid
    const at = cells.flatMap((row, r) => row.flatMap((count, d) => (count > 0 ? [[hours[r], days[d], count]] : [])))
    expect(at).toEqual([[hour, day, 1]])
  })

  test('shows the hours of this setting, and others only where something fell there', () => {
    const { hours, days, said } = found([seen({ wall: '2026-11-24T10:41' })]).grid
    expect([hours, days, said]).toEqual([['08', '09', '10', '11', '12', '13', '14', '15'], ['mon', 'tue', 'wed', 'thu', 'fri'], 1])
    const nursery = patternsIn(many(5, { wall: '2026-11-24T17:10' }), { from: 8, to: 18 }).found?.grid
    expect(nursery?.hours.at(-1)).toBe('17')
  })

  test('when it was written down is not when it happened', () => {
    expect(found(many(5)).grid.said).toBe(0)
  })

  test.each([
    [['2026-11-23T11:10', '2026-11-24T11:20', '2026-11-25T11:30', '2026-11-26T09:00', '2026-11-27T14:00'], '11', null],
    [['2026-11-23T09:10', '2026-11-16T11:20', '2026-11-09T13:30', '2026-11-26T10:00', '2026-11-27T14:00'], null, 'mon'],
    [['2026-11-23T09:10', '2026-11-24T11:20', '2026-11-25T13:30', '2026-11-26T10:00', '2026-11-27T14:00'], null, null],
    // Four that agree are still four.
    [['2026-11-23T11:10', '2026-11-24T11:20', '2026-11-25T11:30', '2026-11-26T11:00'], null, null],
  ])('%j: most in hour %s, on %s', (walls, hour, day) => {
    const { mostHour, mostDay } = found(walls.map((wall) => seen({ wall }))).grid
    expect([mostHour?.code ?? null, mostDay?.code ?? null]).toEqual([hour, day])
  })
})

describe('places and what came before', () => {
  const at = (...places: string[]) => places.map((place) => seen({ answers: { place } }))
  test.each([
    [['corridor', 'corridor', 'corridor', 'hall', 'class'], [['corridor', 3], ['class', 1], ['hall', 1]], 'corridor'],
    [['corridor', 'corridor', 'hall', 'hall', 'class'], [['hall', 2], ['corridor', 2], ['class', 1]], null],
    [['corridor', 'corridor', 'corridor', 'corridor'], [['corridor', 4]], null],
    // What is called "other" is no one place.
    [['other', 'other', 'other', 'other', 'other'], [['other', 5]], null],
    [['treehouse', 'treehouse', 'treehouse', 'class', 'class'], [['treehouse', 3], ['class', 2]], 'treehouse'],
  ])('%j are counted %j, and to ask about is %s', (places, counts, most) => {
    const tally = found(at(...places)).places
    expect(tally.counts.map(({ code, count }) => [code, count])).toEqual(counts)
    expect(tally.most?.code ?? null).toBe(most)
  })

  test('what led up to it comes from incidents, each counted among those that say', () => {
    const incident = (...codes: string[]) => seen({ kind: 'incident', answers: { antecedents: codes } })
    expect(found([incident('told-no', 'noise'), incident('told-no'), incident(), seen(), seen()]).antecedents).toEqual({
      said: 2, counts: [{ code: 'told-no', count: 2 }, { code: 'noise', count: 1 }], most: null,
    })
  })
})

describe('what was tried', () => {
  const calmed = (answers: Seen['answers']) => seen({ kind: 'de-escalation', answers })
  test('stands beside what helped and what did not, what helped most first', () => {
    const { ways } = found([
      calmed({ tried: ['waited', 'quiet-place'], helped: ['quiet-place'], didNotHelp: ['waited'] }),
      calmed({ tried: ['quiet-place'], helped: ['quiet-place'] }),
      seen({ kind: 'incident', answers: { tried: ['waited'], helped: [] } }),
      // Ticked as helpful only: it was tried all the same.
      seen({ kind: 'incident', answers: { tried: [], helped: ['listened'] } }),
      calmed({ tried: ['not-sure'] }),
      seen({ kind: 'abc', answers: { helped: 'A walk to the pond.' } }),
    ])
    expect(ways).toEqual({
      said: 4,
      ways: [
        { code: 'quiet-place', tried: 2, judged: 2, helped: 2, didNotHelp: 0 },
        { code: 'listened', tried: 1, judged: 1, helped: 1, didNotHelp: 0 },
        { code: 'waited', tried: 2, judged: 1, helped: 0, didNotHelp: 1 },
      ],
      most: null,
    })
  })

  test.each([
    [5, 3, 'waited'],
    [5, 2, null],
    [4, 4, null],
  ])('tried in %i and helped in %i: to ask about is %s', (tried, helped, most) => {
    const given = Array.from({ length: tried }, (_, index) => calmed({ tried: ['waited'], helped: index < helped ? ['waited'] : [] }))
    expect(found(given).ways.most?.code ?? null).toBe(most)
  })
})

describe('times that went well stand beside the hard ones', () => {
  test.each<[string, Partial<Seen>, { hard: number; well: number }]>([
    ['a de-escalation, whatever came after', { kind: 'de-escalation', answers: { after: ['still-upset'] } }, { hard: 1, well: 1 }],
    ['calmed with help', { answers: { saw: ['calmed-with-help', 'shouted'] } }, { hard: 1, well: 1 }],
    ['joined in', { answers: { saw: ['joined-in', 'asked-for-help'], hurt: 'no' } }, { hard: 0, well: 1 }],
    ['joined in, and somebody was hurt', { answers: { saw: ['joined-in'], hurt: 'yes' } }, { hard: 1, well: 0 }],
    ['joined in, and was held', { answers: { saw: ['joined-in'], held: 'yes' } }, { hard: 1, well: 0 }],
    ['shouted', { answers: { saw: ['shouted'] } }, { hard: 1, well: 0 }],
    ['nothing ticked', {}, { hard: 1, well: 0 }],
    ['an incident', { kind: 'incident' }, { hard: 1, well: 0 }],
  ])('%s', (_said, given, counted) => {
    const { hard, well } = found(many(5, given))
    expect({ hard: hard / 5, well: well.count / 5 }).toEqual(counted)
  })

  test('where it went well is counted apart, and a good time is not looked for among the hard ones', () => {
    const { places, well } = found([...many(3, { answers: { saw: ['joined-in'], place: 'hall' } }), ...many(3, { answers: { saw: ['hid'], place: 'corridor' } })])
    expect([places.counts, well.places.counts]).toEqual([[{ code: 'corridor', count: 3 }], [{ code: 'hall', count: 3 }]])
  })
})

describe('from a record on this tablet', () => {
  const at: Moment = { wall: '2026-11-24T10:41', zone: 'Europe/London', precision: 'about' }
  async function seenOf(kind: string, changes: Changes, act: 'close' | 'withdraw' = 'close') {
    const folded = fold(null, [await revise({ kind, act, changes })])
    return folded && seenIn(folded.checkpoint)
  }
  test('its answers and the time its author gave', async () => {
    expect(await seenOf('abc', { 'when/': at, 'place/': 'hall' })).toEqual([expect.objectContaining({ record: 'record-1', kind: 'abc', wall: '2026-11-24T10:41' })])
    expect(await seenOf('incident', { 'place/': 'hall' })).toEqual([expect.objectContaining({ wall: null })])
  })
  test('nothing of one that was withdrawn, or in which no pattern is looked for', async () => {
    expect(await seenOf('abc', { 'when/': at }, 'withdraw')).toEqual([])
    for (const kind of ['observation', 'home-note', 'worry', 'account']) expect(await seenOf(kind, {})).toEqual([])
  })
})
